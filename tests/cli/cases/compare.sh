# A month of nights whose counts are fixed: what changed on the last one, in every format.
write() {
    awk -v code="$1" -v n="$2" -v day="$3" 'BEGIN {
        for (i = 0; i < n; i++)
            printf "2026-10-%02dT10:%02d:00Z worker call failed [WinError %d]\n", day, i % 60, code }' >>app.log
}
night() {
    day=$1
    shift
    SOURCE_DATE_EPOCH=$((1790812800 + day * 86400)) wsalog --state state app.log "$@"
}
day=1
while [ "$day" -le 28 ]; do
    write 10054 $((20 + day % 3)) "$day"
    write 10061 $((day % 7 == 1 ? 60 : 6)) "$day"
    [ "$day" -gt 27 ] || write 10013 12 "$day"
    write 10060 $((day % 2)) "$day"
    night "$day" >/dev/null
    day=$((day + 1))
done
write 10054 21 29
write 10061 61 29
write 10048 4 29
write 10060 30 29
for with in last 20 7d; do
    for format in text md csv json html; do
        cp state copy
        night 29 --compare $with -f $format >report
        mv copy state
        echo "== $with $format"
        case $format in
        text) sed -n '/^What changed/,/^What this looks/p; /As usual/p; /Change  /,+1p' report ;;
        md) sed -n '/^## What changed/,/^## What this looks/p; /As usual/p; /^- Change/p' report ;;
        csv) sed 's/^\([^,]*\),.*,\([^,]*,[^,]*,[^,]*\)$/\1,\2/' report ;;
        json) sed -n '/"comparison"/,/"errors"/p; /"times_usual"/p' report ;;
        html) sed -n '/id="changes"/,/<\/section>/p' report | sed 's/<svg.*<\/svg>/SVG/; s/<[^>]*>/ /g' ;;
        esac
    done
done
night 29 --compare last --summary | head -n 5
wsalog history --state state trend 10061
