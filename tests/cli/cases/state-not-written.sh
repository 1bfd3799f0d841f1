# The state is committed when the report is written, not before.
[ -c /dev/full ] || { echo 'skipped: no /dev/full'; exit 77; }
echo '2026-11-20 10:00:01 [WinError 10054]' >app.log
wsalog --state state app.log >/dev/full
echo $?
mkdir there
echo 'yesterday' >there/good.csv
ln -s /dev/full full.txt
wsalog --state state app.log -o there/good.csv -o full.txt
echo $?
cat there/good.csv
ls -A there
wsalog --state state app.log -o there/good.csv
cut -d, -f1,8 there/good.csv
ls -A there
wsalog --state state app.log -f csv | cut -d, -f1
