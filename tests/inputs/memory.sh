# What the program needs of memory does not grow with its input: below 64 MiB in each of these.
program=$1 measure=$2
work=$(mktemp -d "${TMPDIR:-/tmp}/wsalog-memory.XXXXXX") || exit 1
trap 'rm -rf "$work"' EXIT
cd "$work" || exit 1
status=0

# below MIB WHAT COMMAND...
below() {
    most=$1 what=$2
    shift 2
    "$measure" "$@" >figures
    read -r _ _ kilobytes exit _ <figures
    [ "$kilobytes" -lt $((most * 1024)) ] && [ "$exit" = 0 ] && return
    echo "$what: $((kilobytes / 1024)) MiB, exit status $exit"
    status=1
}

yes '2026-03-02 08:00:00 ERROR connect to db01:1433 failed: [WinError 10061]' | head -c 30000000 >plain.log
{
    printf 'WSAECONNRESET (10054) '
    head -c 100000000 /dev/zero | tr '\0' 'x'
} >long.log
head -c 1000000 /dev/zero | tr '\0' '\n' >empty-lines.log
iconv -f UTF-8 -t UTF-16LE plain.log >wide.log
gzip -c plain.log >plain.gz
tar -cf plain.tar plain.log long.log
awk 'BEGIN { for (i = 0; i < 200000; i++) printf "2026-03-02 08:00:00 host%d app%d: connect to peer%d.example.com:443 failed: [WinError 10061]\n", i, i, i }' >peers.log
for log in plain.log long.log empty-lines.log wide.log plain.gz plain.tar peers.log; do
    below 64 "$log" "$program" -f json "$log"
    below 64 "$log as HTML" "$program" -f html "$log"
done
for key in peer host process file; do
    below 64 "peers.log by $key" "$program" -f json --group-by $key peers.log
done
mkdir tree
(cd tree && awk 'BEGIN { for (i = 0; i < 2000; i++) { f = "app" i ".log"; print "2026-03-02 08:00:00 [WinError 10061]" >f; close(f) } }')
below 64 '2,000 logs' "$program" -f json tree
if command -v zip >/dev/null 2>&1; then
    zip -q both.zip plain.tar
    below 64 'a tar in a zip' "$program" -f json both.zip
fi
tool=$(command -v 7zz || command -v 7z)
if [ -n "$tool" ]; then
    # With windows of 4 MiB, which come on top.
    "$tool" a -bd -mx=1 -md=4m plain.7z plain.log >/dev/null
    below 68 'a 7z' "$program" -f json plain.7z
    for method in LZMA PPMd xz BZip2; do
        rm -f way.zip
        "$tool" a -bd -tzip -mm=$method -mx=1 way.zip plain.log >/dev/null 2>&1 || continue
        below 68 "a zip with $method" "$program" -f json way.zip
    done
    # A window that is too large is not even begun with.
    cat plain.log | "$tool" a -bd -mx=1 -md=512m -siplain.log window.7z >/dev/null
    "$measure" "$program" -f json window.7z peers.log >figures 2>errors
    read -r _ _ kilobytes exit _ <figures
    [ "$kilobytes" -lt $((64 * 1024)) ] && [ "$exit" = 3 ] ||
        { echo "a 7z with a window of 512 MiB: $((kilobytes / 1024)) MiB, exit status $exit"; status=1; }
    # The names of 30,000 files.
    mkdir many
    awk 'BEGIN { for (i = 0; i < 30000; i++) print "many/a-log-with-a-rather-long-name-" i ".log" }' | xargs touch
    "$tool" a -bd -mx=1 many.7z many plain.log >/dev/null
    below 64 'a 7z of 30,000 files' "$program" -f json many.7z
fi
# A decoder's window comes on top: 8 MiB of xz -6, 64 MiB of xz -9 and of zstd --long=26.
if command -v xz >/dev/null 2>&1; then
    head -c 3000000 plain.log >part.log
    xz -9 -c part.log >part.xz
    below 128 'xz -9' "$program" -f json part.xz
fi
if command -v zstd >/dev/null 2>&1; then
    zstd -q --long=26 -c plain.log >plain.zst
    below 128 'zstd --long=26' "$program" -f json plain.zst
    # A thousand times smaller than what it holds: it streams, and the report tells.
    head -c 300000000 /dev/zero | zstd -q -19 -c >bomb.zst
    "$measure" "$program" -f json bomb.zst >figures
    read -r _ _ kilobytes _ <figures
    [ "$kilobytes" -lt $((64 * 1024)) ] || { echo "a bomb: $((kilobytes / 1024)) MiB"; status=1; }
fi
exit $status
