# A window of time: find and report honour it, and say what it leaves out.
cat >app.log <<'END'
2026-11-19 23:59:59 connect failed: WSAECONNRESET
2026-11-20 08:00:00 connect failed: WSAECONNRESET
2026-11-20 09:30:00 connect failed: WSAETIMEDOUT
   and then WSAECONNREFUSED
2026-11-20 10:00:00 connect failed: WSAECONNRESET
2026-11-20T10:30:00+01:00 connect failed: WSAECONNRESET
2026-11-21 00:30:00 connect failed: WSAECONNRESET
END
printf 'connect failed: WSAECONNRESET\n' >timeless.log
export SOURCE_DATE_EPOCH=1795219200 # 2026-11-21 00:00:00 UTC
unset TZ
window() {
    printf '== %s\n' "$*"
    wsalog find -f csv "$@" app.log timeless.log | cut -d, -f 2,4,8 | sed 1d
}
window --since 2026-11-20
window --since '2026-11-20 08:00:00.001' --until 2026-11-20T10:00
window --since 2026-11-20T10:00Z
window --until 2026-11-20T10:00+01:00
window --since=-24h
window --since 15h --until '13 hours ago'
window --since yesterday --until today
window --since today
window --since 08:00 --until 10:00
window --since 23:00 --until 01:00
window --since 2027-01-01

echo '== report'
wsalog --since 2026-11-20 --until 2026-11-21 app.log timeless.log | sed '/^$/,/^What was read/d'
wsalog --since 2026-11-20 --until 2026-11-21 -f json app.log timeless.log |
    sed -n '/"zone"/,/"sources"/p; /"totals"/,/}/p'
wsalog --since 08:00 -f json app.log | sed -n '/"window"/,/}/p'
wsalog -f json app.log | grep '"window"'
echo '== nothing in it'
wsalog --since 2027-01-01 app.log | sed '/^$/q'
