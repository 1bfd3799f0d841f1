# Whichever allocation fails, alone or with all after it: a message and a status that tell, no half
# report, nothing left behind, no crash. Every fifth one, for it takes long; FAULT_STEP=1 tries all.
fault=$1
mkdir logs
awk 'BEGIN { for (i = 0; i < 300; i++)
    print "2026-03-04T05:06:07Z WSAECONNRESET (10054) to 10.0.0." i % 9 ":443 " i }' >logs/a.log
gzip -c logs/a.log >logs/b.log.gz
wsalog logs -o whole.txt -o whole.json
# trials [VARIABLE=VALUE]: each allocation in turn, until there are no more
trials() {
    n=0
    rm -f missed
    while [ ! -e missed ] && [ $n -lt 5000 ]; do
        n=$((n + ${FAULT_STEP:-5}))
        echo old >r.txt
        rm -f r.json
        env LD_PRELOAD="$fault" FAULT_CALL=malloc FAULT_AT=$n FAULT_MISSED=missed "$@" \
            wsalog -j1 logs -o r.txt -o r.json >out 2>messages
        status=$?
        case $status in
        0) cmp -s r.txt whole.txt && cmp -s r.json whole.json || echo "$n: another report" ;;
        3) [ -s messages ] || echo "$n: silent" ;;
        2)
            [ -s messages ] || echo "$n: silent"
            [ "$(cat r.txt)" = old ] || cmp -s r.txt whole.txt || echo "$n: half a report"
            [ ! -e r.json ] || cmp -s r.json whole.json || echo "$n: half a report"
            ;;
        *) echo "$n: status $status: $(head -n 1 messages)" ;;
        esac
        [ -z "$(find . -name '.wsalog*')" ] || { echo "$n: left behind"; rm -f .wsalog*; }
        grep -v -e 'out of memory' -e 'Cannot allocate memory' -e 'nothing to report on' \
            -e "see 'wsalog help" messages
    done
    [ $n -gt 50 ] && [ -e missed ] && echo 'all tried'
}
trials
trials FAULT_ALL=1
