# No error is no failure; a CSV has its header all the same.
echo 'all is well on port 10054' >app.log
wsalog find app.log
wsalog find -f csv app.log
wsalog find -f jsonl app.log
