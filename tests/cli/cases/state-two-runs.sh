# Two runs at once: the second one waits for the first, or gives up when it is told to.
echo '2026-11-20 10:00:01 [WinError 10054]' >app.log
mkfifo pipe
wsalog --state state pipe -f csv >first &
exec 3>pipe
echo '2026-11-20 10:00:02 [WinError 10061]' >&3
wsalog --state state --lock-timeout 0 app.log -f csv 3>&-
echo $?
wsalog --state state app.log -f csv >second 2>second.err 3>&- &
until grep -q waiting second.err 2>/dev/null; do sleep 0.05; done
cat second.err
exec 3>&-
wait
cut -d, -f1,8 first
cut -d, -f1,8 second
wsalog --state state app.log -f csv | cut -d, -f1
