# Read by the journal, messages have a priority, and a run that ended well says what it came to.
cp "$TOP/samples/go-gateway.log" app.log
exec 3>said
JOURNAL_STREAM=$(stat -L -c %d:%i said)
export JOURNAL_STREAM
wsalog app.log missing.log --fail-on actionable -o report.html 2>&3
echo "exit $?"
wsalog app.log -o report.pdf 2>&3
wsalog --open app.log -f csv 2>&3
wsalog find app.log 2>&3 | wc -l
cat said
echo '--- another stream'
wsalog missing.log 2>&1
