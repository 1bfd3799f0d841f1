# Found in a directory it is skipped by rule; the exit status is 0.
mkdir logs
head -c 4096 /dev/zero >logs/core.bin
echo 'WSAECONNREFUSED (10061)' >logs/app.log
wsalog find logs
echo $?
wsalog --coverage full logs | grep -c core.bin
