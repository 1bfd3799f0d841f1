# How sure each is, where the line is drawn, and what lies below it: told alike by any number of
# threads and by each prefilter.
echo 'system error 10054 on link' >app.log
echo 'WSAECONNREFUSED (10061)' >>app.log
echo 'unlock refused, error code 10013' >>app.log
echo 'account 4: error 10057' >>app.log
for line in certain likely possible; do
    echo "$line:"
    wsalog find --min-confidence $line app.log | cut -d: -f2-3
    for options in -j1 -j5 --prefilter=pcre2 --prefilter=none; do
        wsalog -f json --min-confidence $line $options app.log | sed -n '/"totals"/,/}/p' |
            grep -E '"(events|possible)"' | tr -d ' \n'
        echo
    done | uniq -c | sed 's/^ *//'
done
wsalog app.log | sed -n '/too uncertain/,/^$/p'
wsalog --min-confidence possible app.log | grep -E '^[0-9]{5} |Count'
wsalog find -f jsonl --min-confidence possible app.log | grep -o '"confidence":"[a-z]*"'
