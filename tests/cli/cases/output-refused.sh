echo 'WSAECONNREFUSED (10061)' >app.log
wsalog app.log -o report.pdf
echo $?
wsalog app.log -o report
echo $?
cp app.log app.txt
wsalog app.txt -o app.txt
echo $?
cat app.txt
wsalog app.log -o nowhere/r.txt -o r.csv
echo $?
cut -d, -f1 r.csv
