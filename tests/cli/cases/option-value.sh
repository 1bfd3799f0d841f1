wsalog --top 0 x.log
echo $?
wsalog --samples=many x.log
echo $?
wsalog -f pdf x.log
echo $?
wsalog --group-by weather x.log
echo $?
wsalog --quiet=1 x.log
echo $?
wsalog x.log -o
echo $?
wsalog -j 999 x.log
echo $?
