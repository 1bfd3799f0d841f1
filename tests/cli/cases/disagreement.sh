# A name and a number that disagree: the number counts, and the report tells so.
echo 'connect: WSAEFAULT (10022)' >app.log
echo '10022 WSAEFAULT again' >>app.log
echo 'WSAEINVAL (10022)' >>app.log
wsalog find app.log
wsalog app.log | sed -n '/Note/,/believed/p'
wsalog -f json app.log | grep -o '"disagreements": [0-9]*'
for options in -j3 --prefilter=pcre2 --prefilter=none; do
    wsalog -f json $options app.log | grep -o '"disagreements": [0-9]*'
done | uniq -c | sed 's/^ *//'
