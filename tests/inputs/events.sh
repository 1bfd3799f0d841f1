# A Windows event log of our own making: each event a record with its own time, program and computer.
program=$1 make_evtx=$2
grep -q libevtx_file_open "$program" || { echo 'built without libevtx'; exit 77; }
work=$(mktemp -d "${TMPDIR:-/tmp}/wsalog-events.XXXXXX") || exit 1
trap 'rm -rf "$work"' EXIT
cd "$work" || exit 1
status=0
complain() {
    echo "$*"
    status=1
}

# By its bytes, whatever its name is.
"$make_evtx" 2 >Application.log || exit 1
"$program" find Application.log >found
cat >expected <<'LIST'
Application.log:1: 10061 WSAECONNREFUSED: 2026-03-02T08:01:00Z web01.example.com OrderService EventID=1001 Level=2 Target=db01:1433; Error=No connection could be made because the target machine actively refused it
Application.log:2: 10061 WSAECONNREFUSED: 2026-03-02T08:02:00Z web01.example.com OrderService EventID=1001 Level=2 Target=db01:1433; Error=SocketException (10061)
Application.log:3: 10055 WSAENOBUFS: 2026-03-02T08:03:00Z web01.example.com GateProxy EventID=77 Level=2 WSAGetLastError() returned 10055; port 10061
Application.log:5: 10054 WSAECONNRESET: 2026-03-02T08:05:00Z file02 Backup "nightly" EventID=9 Level=2 Status=0x80072746; line one line two
LIST
head -n 4 found | diff expected - || complain 'the events of the first chunk differ'
[ "$(wc -l <found)" = 8 ] || complain 'the second chunk holds as many as the first'

"$program" -f json Application.log >report.json
for says in '"events": 8,' '"first": "2026-03-02T08:01:00Z"' '"last": "2026-03-02T08:10:00Z"' '"host": "web01.example.com"' \
    '"host": "file02"' '"process": "OrderService"' '"peer": "db01:1433"' '"lines": 10,'; do
    grep -qF "$says" report.json || complain "the report does not say $says"
done

# What is cut off or damaged is named, and the rest is counted.
head -c 70000 Application.log >cut.evtx
"$program" -f json cut.evtx >cut.json 2>cut.err
[ $? = 3 ] || complain 'half an event log: the exit status is not 3'
grep -q '"events": 4,' cut.json || complain 'half an event log: its first chunk is not counted'
grep -q 'cut.evtx: ' cut.err || complain 'half an event log is not named'
head -c 5000 Application.log >short.evtx
"$program" short.evtx >/dev/null 2>short.err
[ $? = 2 ] || [ $? = 3 ] || complain 'a stub of an event log: nobody is told'
[ -s short.err ] || complain 'a stub of an event log is not named'

# Where libevtx cannot go.
"$program" - <Application.log >/dev/null 2>stdin.err
grep -q 'a file of its own' stdin.err || { [ -s stdin.err ] && cat stdin.err; complain 'on standard input: the reason is not told'; }
if command -v zip >/dev/null 2>&1; then
    zip -q both.zip Application.log
    "$program" both.zip >/dev/null 2>zip.err
    grep -q 'a file of its own' zip.err || complain 'in an archive: the reason is not told'
fi
exit $status
