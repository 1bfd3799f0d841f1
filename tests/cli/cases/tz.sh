# Times without a zone are of --tz, and all are shown in it.
[ -f /usr/share/zoneinfo/Europe/Berlin ] || exit 77
cat >app.log <<'END'
2026-10-25 01:59:00 connect failed: WSAECONNRESET
2026-10-25 02:40:00 connect failed: WSAECONNRESET
2026-10-25 02:10:00 connect failed: WSAECONNRESET
2026-10-25 02:50:00 connect failed: WSAECONNRESET
2026-10-25T01:55:00Z connect failed: WSAECONNRESET
2026-10-25 03:00:00 connect failed: WSAECONNRESET
END
shown() {
    printf '== %s\n' "$*"
    wsalog find -f csv "$@" app.log | cut -d, -f 2,8 | sed 1d
}
shown --tz UTC
shown --tz Europe/Berlin
shown --tz america/new_york
shown --tz +05:30
# The hour that comes twice: the clock steps back, so 02:10 is after 02:40.
shown --tz Europe/Berlin --since 2026-10-25T01:05Z
shown --tz Europe/Berlin --until 2026-10-25T01:05Z
TZ=Asia/Tokyo shown --tz local
echo '== report'
for format in text md html json; do
    wsalog --tz europe/berlin -f "$format" app.log | grep -E 'time zone|"zone' | sed 's/^ *//'
    wsalog -f "$format" app.log | grep -E 'as written|"zone' | sed 's/^ *//'
done
wsalog --tz Europe/Berlin -f json app.log | sed -n '/"totals"/,/}/p' | grep -E 'first|last'
# The machine's zone changes nothing, unless it is asked for.
wsalog -f json app.log >here.json
TZ=Asia/Tokyo wsalog -f json app.log | cmp - here.json && echo same
TZ=Asia/Tokyo SOURCE_DATE_EPOCH=1795219200 wsalog --since 60d -f json app.log | grep -E '"(zone|since)"'
