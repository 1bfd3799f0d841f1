# Tallies of several machines, merged into one report.
mkdir web1 web2 late
cp "$TOP/samples/go-gateway.log" "$TOP/samples/dotnet-orders.log" web1
cp "$TOP/samples/go-gateway.log" "$TOP/samples/nginx-windows.log" web2
cp "$TOP/samples/mail-server.log" late
for host in web1 web2 late; do
    (cd $host && wsalog . -o ../$host.tally)
done

# counts FILE: what there is of each error
counts() {
    cut -d, -f 1,8,9 "$1" | tr -d '\r'
}
echo '== the counts are those of one report on all'
wsalog merge web1.tally web2.tally late.tally -o all.csv -o all.json -o all.txt -o all.html -o all.md
echo "exit $?"
wsalog web1 web2 late -o one.csv -o one.json
counts all.csv >a
counts one.csv | diff - a && echo 'the same errors'
for name in events mentions distinct_errors ignorable possible lookalikes without_time first last; do
    grep -m1 "\"$name\":" all.json >a
    grep -m1 "\"$name\":" one.json | diff - a
done
grep -m1 '"lines"' all.json
grep -m1 '"lines"' one.json
echo '== whose logs they are'
grep -o '"path": "[^"]*"' all.json | sort | uniq -c
sed -n '1,2p; /^What was read/,$p' all.txt
echo '== a merge of merges'
wsalog merge web1.tally web2.tally -o webs.tally
wsalog merge webs.tally late.tally -f csv | cut -d, -f 1,8,9 | tr -d '\r' >a
counts one.csv | sort | diff - a >/dev/null || sort a | diff - a >/dev/null
counts one.csv | sort >b
sort a | diff b - && echo 'the same errors'
echo '== alarms, redaction, places'
wsalog merge web1.tally web2.tally -o x.txt --fail-on '10054>=3'
echo "exit $?"
wsalog merge web1.tally --redact -f json | grep -cE '10\.0\.|192\.0\.2|\.example'
wsalog web1 --redact -o r.tally
echo "exit $?"
wsalog merge web1.tally --group-by host
echo "exit $?"
echo '== what cannot be merged is told, and the rest is'
cp web1.tally copy.tally
echo text >text.tally
head -c 300 web2.tally >torn.tally
sed 's/tally 1/tally 2/' web2.tally >newer.tally
(cd late && wsalog . --since 2026-01-01 -o ../since.tally && wsalog . --tz +02:00 -o ../zone.tally)
wsalog merge web1.tally copy.tally text.tally torn.tally newer.tally missing.tally since.tally zone.tally -o x.json
echo "exit $?"
grep -m1 '"lines"' x.json
grep -A1 '"status": "failed"' x.json | grep -c reason
echo '== nothing to merge'
wsalog merge text.tally
echo "exit $?"
wsalog merge
echo "exit $?"
