wsalog missing.log
echo $?
wsalog find missing.log also.log
echo $?
mkdir empty
wsalog empty
echo $?
wsalog -o r.txt missing.log
echo $?
ls
