echo '2026-11-20 10:00:01 [WinError 10054]' >app.log
try() {
    SOURCE_DATE_EPOCH=1790812800 wsalog app.log "$@" >report
    status=$?
    sed -n '/^What changed/,/^$/p' report
    echo "$status"
}
try --compare last
try --state state --compare yesterday
try --state state --compare last
try --state state --compare 7
try --state state --compare 7d
wsalog history --state state list | wc -l
