# In doubt, a log is read, and that is told.
awk 'BEGIN { for (i = 0; i < 60; i++) printf "2026-11-20 10:00:%02d worker says nothing much\n", i }' >app.log
echo '2026-11-20 10:01:00 [WinError 10054]' >>app.log
wsalog --state state app.log -f csv | cut -d, -f1,8
cp app.log copy.log
wsalog --state state app.log copy.log -f csv | cut -d, -f1,8
sed 's/10054/10061/' app.log >changed
cat changed >app.log
wsalog --state state app.log -f csv | cut -d, -f1,8
# While a log is being compressed, both are there.
gzip -k app.log
wsalog --state state . --include 'app.log*' -f csv | cut -d, -f1,8
rm app.log
wsalog --state state . --include 'app.log*' -f csv | cut -d, -f1,8
echo '# a common first line' >one.log
wsalog --state state one.log >/dev/null
printf '# a common first line\n2026-11-20 10:00:02 [WinError 10048]\n' >other.log
rm one.log
wsalog --state state other.log -f csv | cut -d, -f1,8
