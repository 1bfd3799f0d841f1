# A pattern that cannot tell a host is a mistake, told before anything is read.
echo WSAECONNRESET >a.log
for pattern in logs/ '(?<host>x' '(?<name>x)' '{host}/{host}/' ''; do
    wsalog --host-from-path "$pattern" a.log
    echo $?
done
