# A first word that is no command is a path; a near miss is pointed out.
wsalog explian 10054
echo $?
: >fnid
wsalog -f csv fnid
