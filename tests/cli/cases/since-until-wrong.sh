# What is no window: said before anything is read.
try() {
    printf '== %s\n' "$*" >&2
    wsalog "$@" no-such.log
    echo "status $?"
}
export SOURCE_DATE_EPOCH=1795219200
try --since soon
try --until 11/20/2026
try --since 2026-02-29
try find --since 2026-11-20 --until 2026-11-20
try --since now --until yesterday
try --since 08:00 --until 2026-11-20
try --since 08:00 --until 08:00
try --tz 'W. Europe Standard Time'
try --tz ../../etc/passwd
SOURCE_DATE_EPOCH=soon
try --since=-1h
