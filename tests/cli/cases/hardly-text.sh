# What hardly looks like text is never said to be without errors, whoever named it and however many logs are well.
echo '2026-03-02 08:00:00 ready' >well.log
echo '2026-03-02 08:00:00 WSAECONNREFUSED (10061)' >errors.log
awk 'BEGIN { for (i = 0; i < 20; i++) print "2026-03-02 08:00:00 ERROR connect failed: WSAECONNREFUSED (10061)" }' |
    iconv -f UTF-8 -t IBM037 >mainframe.log
head -c 4096 /dev/zero >binary
for logs in binary mainframe.log 'well.log mainframe.log' 'errors.log mainframe.log' well.log; do
    echo "# $logs"
    wsalog $logs --summary >report 2>&1
    echo "status $?"
    grep -v '^- ' report
done
echo '# with its encoding'
wsalog find --encoding IBM037 mainframe.log | grep -c 10061
echo '# find has no coverage'
wsalog find mainframe.log 2>&1
echo '# JSON'
wsalog -q -f json well.log mainframe.log binary | grep -E '"(files_read|files_not_text|reason)"'
echo '# in a directory'
mkdir logs
mv binary mainframe.log well.log logs
wsalog logs --summary 2>&1
echo '# filled up with NULs ahead of time'
mkdir iis
{ cat errors.log; head -c 65000 /dev/zero; } >iis/u_ex260302.log
wsalog find iis
echo '# counts that are put together later'
wsalog -q logs -o logs.tally
wsalog merge --summary logs.tally
