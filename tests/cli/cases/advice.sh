# Commands name the other end where one has most of the events; the port of a bind is another one. Advice for other
# calls is better than none.
commands() { wsalog "$1" | sed -n '/^1[01][0-9]* /p; s/^ \{14\}\([A-Z][A-Za-z]*-.*\)/  \1/p'; }
for second in 1 2 3; do
    echo "2026-03-02 08:00:0$second connect to db01.example.com:1433 failed: WSAECONNREFUSED"
done >one.log
for second in 1 2 3; do
    echo "2026-03-02 08:00:0$second connect to db0$second.example.com:1433 failed: WSAECONNREFUSED"
done >many.log
printf '2026-03-02 08:00:01 send to db01.example.com:1433 failed: WSAEADDRINUSE\n' >send.log
for log in one many send; do
    echo "$log:"
    commands $log.log
done
