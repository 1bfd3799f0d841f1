wsalog rules show winsock-nmae
echo $?
wsalog rules
echo $?
wsalog rules show
echo $?
wsalog rules nonsense
echo $?
