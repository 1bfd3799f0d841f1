try() {
    wsalog history "$@"
    echo $?
}
try
try --state state
try list
try --state state list
: >empty
try --state empty list
echo 'no database' >text
try --state text list
echo '2026-11-20 10:00:01 [WinError 10054]' >app.log
SOURCE_DATE_EPOCH=1 wsalog --state state app.log >/dev/null
try --state state show 7
try --state state trend 99
try --state state prune
try --state missing prune --keep 5d
[ ! -e missing ] || echo made it
try --state state prune --keep 5
try --state state prune --keep 5y
try --state state list | head -n 1
chmod 444 state
cp state before
try --state state list
cmp state before
