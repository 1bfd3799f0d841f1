# Ctrl-C: a partial report and 130.
mkfifo pipe
wsalog -f json - <pipe >report.json &
program=$!
exec 3>pipe
awk 'BEGIN { for (i = 0; i < 40000; i++) print "2026-03-04T05:06:07Z WSAECONNRESET (10054) " i }' >&3
kill -TERM $program
awk 'BEGIN { for (i = 0; i < 40000; i++) print "2026-03-04T05:06:07Z WSAECONNRESET (10054) " i }' >&3 2>/dev/null
exec 3>&-
wait $program
echo $?
grep -o '"partial": *[a-z]*' report.json | tr -d ' '
