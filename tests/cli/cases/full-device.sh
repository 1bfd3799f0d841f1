[ -c /dev/full ] || { echo 'skipped: no /dev/full'; exit 77; }
echo 'WSAECONNREFUSED (10061)' >app.log
wsalog app.log >/dev/full
echo $?
wsalog find app.log >/dev/full
echo $?
wsalog explain 10054 >/dev/full
echo $?
wsalog --help >/dev/full
echo $?
ln -s /dev/full full.txt
wsalog app.log -o full.txt -o good.csv
echo $?
cut -d, -f1 good.csv
