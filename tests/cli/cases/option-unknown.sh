wsalog --incldue '*.log' x.log
echo $?
wsalog find --formt csv x.log
echo $?
wsalog explain --al
echo $?
wsalog --zzz
echo $?
