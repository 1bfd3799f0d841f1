# Each form of --fail-on: the reason is in the report and on stderr, and the exit status is 1.
cat >app.log <<'LOG'
2026-03-02 08:00:00 [WinError 10061] 192.0.2.1:80
2026-03-02 08:00:01 [WinError 10061] 192.0.2.1:80
2026-03-02 08:00:02 [WinError 10054] 192.0.2.2:80
2026-03-02 08:00:03 [WinError 10035] 192.0.2.2:80
LOG
try() {
    wsalog --fail-on "$@" -f json app.log 2>err | sed -n '/"alarms"/,$p' | grep -E 'condition|reason' | sed 's/^ *//' >out
    wsalog --fail-on "$@" -o report.txt app.log 2>err
    echo "$* -> $?"
    cat out err
}
for when in critical actionable transient ignorable 'actionable>=2' 'actionable>=3' 'transient>=3' 10061 '10061>=3' \
    wsaeconnreset ECONNRESET WSAENOBUFS; do
    try "$when"
done
echo "several, in the report:"
try critical --fail-on 10054 --fail-on '10061>=2'
head -n 12 report.txt
echo "a diagnosis:"
wsalog "$TOP/samples/diagnoses/port-exhaustion.log" --fail-on diagnosis:port-exhaustion -o d.md
echo $?
grep Alarm d.md
wsalog "$TOP/samples/diagnoses/port-exhaustion.log" --fail-on diagnosis:dns-failure -o d.md
echo $?
echo "before what could not be read:"
wsalog app.log nowhere.log --fail-on 10061 -o r.txt
echo $?
echo "wrong ones:"
for when in bad '10061>=' '10061>=0' '10061>=x' '>=3' diagnosis:none 99999; do
    wsalog --fail-on "$when" app.log
    echo $?
done
