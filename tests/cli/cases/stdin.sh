# `-`, and no path at all with a pipe or a file behind it.
echo 'WSAECONNREFUSED (10061)' >app.log
wsalog find - <app.log
wsalog find <app.log
wsalog find < /dev/null app.log
cat app.log | wsalog find
cat app.log | wsalog -f csv - | cut -d, -f1,8
