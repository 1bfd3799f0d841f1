# A first word that is no command is a path; a near miss is pointed out, and a term that lacks its command.
wsalog explian 10054
echo $?
wsalog 10054
wsalog WSAECONNRESET
: >fnid
wsalog -f csv fnid
