# Runs are remembered; they can be listed, shown, followed and forgotten.
cp "$TOP/samples/go-gateway.log" app.log
night() {
    SOURCE_DATE_EPOCH=$1 wsalog --state state app.log >/dev/null
}
night 1772582400
printf '2026-03-05T10:00:00Z dial tcp 10.0.0.5:443: connectex: WSAECONNREFUSED (10061)\n' >>app.log
printf '2026-03-05T11:00:00Z read tcp 10.0.0.5:443: wsarecv: WSAECONNRESET (10054)\n' >>app.log
night 1772668800
night 1772755200
history() {
    wsalog history --state state "$@"
    [ $? = 0 ] || echo "exit status $?"
}
history list
history list -f json
history show 2
history show last
history show 2 -f json
history trend
history trend 'connection refused'
history trend 10054 -f json
SOURCE_DATE_EPOCH=1772841600 history prune --keep 1d
history list
SOURCE_DATE_EPOCH=1972841600 history prune --keep 0d
history list
wsalog --state state app.log -f csv | wc -l
