# week.sh SAMPLES PROGRAM: a week with the job of samples/nightly, rotated as its example says. Each night has its
# report, the page lists them all, what is new fails the run once, and the week counts what one scan counts.
set -u
samples=$1 program=$2
work=$(mktemp -d "${TMPDIR:-/tmp}/wsalog-week.XXXXXX") || exit 1
trap 'rm -rf "$work"' EXIT
cd "$work" || exit 1
export LC_ALL=C.UTF-8 TZ=UTC
mkdir log lib lib/reports ever

place() {
    sed -e "s|/var/log/app|$work/log|" -e "s|/var/lib/wsalog|$work/lib|" "$1"
}
place "$samples/wsalog.conf" >wsalog.conf
place "$samples/wsalog.logrotate" >rotate
chmod 644 rotate

fail() {
    echo "$*"
    exit 1
}

# rotate: app.log becomes app.log.1, and what was that is compressed
rotate() {
    if command -v logrotate >/dev/null 2>&1; then
        logrotate -f -s "$work/rotated" rotate || fail 'logrotate'
    else
        [ ! -e log/app.log.1 ] || { mv log/app.log.1 "log/app.log.$1" && gzip "log/app.log.$1"; }
        [ ! -e log/app.log ] || mv log/app.log log/app.log.1
    fi
}

wsalog() {
    "$program" "$@" --no-config --config wsalog.conf --job nightly
}

for night in 1 2 3 4 5 6 7; do
    date=2026-10-0$night
    for hour in 01 09 17 23; do
        for minute in 05 20 35 50; do
            echo "$date $hour:$minute:00 ERROR send to 10.0.0.$night:443 failed: [WinError 10054]"
            echo "$date $hour:$minute:01 INFO served 10054 requests"
        done
    done >text
    [ "$night" != 5 ] || echo "$date 12:00:00 ERROR connect failed: [WinError 10061] Connection refused" >>text
    cat text >>log/app.log
    cat text >>ever/all.log
    export SOURCE_DATE_EPOCH=$((1790812800 + night * 86400 + 1800))
    wsalog >out 2>said
    status=$?
    # On the first night nothing is compared with, so nothing is new.
    wanted=0
    [ "$night" != 5 ] || wanted=1
    [ "$status" = "$wanted" ] || fail "night $night: exit status $status: $(cat said)"
    [ ! -s out ] || fail "night $night: something on standard output"
    rotate "$night"
done

[ "$(ls lib/reports | wc -l)" = 15 ] || fail "7 pages, 7 files of JSON and the index: $(ls lib/reports)"
[ "$(grep -c '^<tr><th scope="row">2026-10-0' lib/reports/index.html)" = 7 ] || fail 'the page does not list the nights'
grep -q '10-06</th><td>Needs attention.*1 new' lib/reports/index.html || fail 'the page does not say what was new'

"$program" --no-config ever -f csv | awk -F, '$1 ~ /^[0-9]+$/ { print $1, $8 }' | sort >once
wsalog history list -f json | grep -oE '"code": [0-9]+, "events": [0-9]+' | tr -cd '0-9 \n' |
    awk '{ n[$1] += $2 } END { for (c in n) print c, n[c] }' | sort >nights
diff once nights || fail 'one scan (<) and the week (>) differ'
[ "$(wc -l <once)" = 2 ] || fail 'the week tells nothing'

# A run by hand at noon: the page of the night stays, and so does its line.
SOURCE_DATE_EPOCH=$((SOURCE_DATE_EPOCH + 40000)) wsalog || fail 'the run at noon'
[ -e lib/reports/report-2026-10-08-2.html ] || fail 'the report of the night was overwritten'

# A hundred days later the week has gone.
SOURCE_DATE_EPOCH=$((SOURCE_DATE_EPOCH + 100 * 86400)) wsalog || fail 'the run of next year'
[ "$(ls lib/reports | tr '\n' ' ')" = 'index.html report-2027-01-16.html report-2027-01-16.json ' ] ||
    fail "what should be gone: $(ls lib/reports)"
