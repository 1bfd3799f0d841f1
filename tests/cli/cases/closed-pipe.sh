# A reader that has seen enough ends the program quietly.
awk 'BEGIN { for (i = 0; i < 200000; i++) print "WSAECONNRESET (10054) " i }' >big.log
{ wsalog find big.log; echo $? >status; } | head -n 1
cat status
{ wsalog explain --all; echo $? >status; } | head -n 1 >/dev/null
cat status
{ wsalog big.log; echo $? >status; } | true
cat status
