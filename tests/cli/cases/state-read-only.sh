[ "$(id -u)" != 0 ] || command -v setpriv >/dev/null || { echo 'skipped: root may write everything'; exit 77; }
echo '2026-11-20 10:00:01 [WinError 10054]' >app.log
wsalog --state state app.log >/dev/null
cp state before
chmod 444 state
chmod 755 ..
chmod 777 .
if [ "$(id -u)" = 0 ]; then
    run='setpriv --reuid=65534 --regid=65534 --clear-groups'
else
    run=
fi
# shellcheck disable=SC2086 # a list of words
$run "$(readlink -f "$(command -v wsalog)")" --state "$PWD/state" "$PWD/app.log" 2>told
echo $?
sed "s|$PWD/||" told
cmp state before && echo untouched
echo '--- in a folder that is'
chmod 666 state
chmod 555 .
# shellcheck disable=SC2086 # a list of words
$run "$(readlink -f "$(command -v wsalog)")" --state "$PWD/state" "$PWD/app.log" 2>told
echo $?
sed "s|$PWD/||" told
chmod 755 .
cmp state before && echo untouched
