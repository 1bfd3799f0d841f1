# A last line without its end waits: until it is finished, is found unchanged, or its file is rotated.
counts() {
    wsalog --state state logs -f csv | cut -d, -f1,8,9 | tail -n +2 | paste -sd' '
}
mkdir logs
printf '2026-11-20 10:00:01 one [WinError 10054]\n2026-11-20 10:00:02 two [WinError 1006' >logs/a.log
echo "half a line: $(counts)"
printf '1] and on\n' >>logs/a.log
echo "finished: $(counts)"

printf '2026-11-20 10:00:03 three [WinError 10060] id 10099' >>logs/a.log
echo "another: $(counts)"
echo "unchanged: $(counts)"
echo "still unchanged: $(counts)"
printf ' and [WinError 10048]\n' >>logs/a.log
echo "finished after it was counted: $(counts)"

printf '2026-11-20 10:00:04 four [WinError 10013]' >>logs/a.log
mv logs/a.log logs/a.log.1
echo "rotated: $(counts)"

printf '2026-11-20 10:00:05 five [WinError 10065]' >logs/b.log
echo "a log of half a line: $(counts)"
printf '\n' >>logs/b.log
echo "finished: $(counts)"

printf '2026-11-20 10:00:06 six [WinError 10051]\n' >logs/c.log
echo "a record: $(counts)"
printf '  at here [WinError 10051]\n  at there [WinError 10052]\n' >>logs/c.log
echo "it goes on: $(counts)"
