wsalog </dev/null
echo $?
wsalog find </dev/null
echo $?
wsalog find <&-
echo $?
