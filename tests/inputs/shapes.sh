# Logs of odd shapes: what is in them is found, and what went wrong with them is said.
program=$1
work=$(mktemp -d "${TMPDIR:-/tmp}/wsalog-shapes.XXXXXX") || exit 1
trap 'rm -rf "$work"' EXIT
cd "$work" || exit 1
status=0

# expect WHAT COUNT FILE...: so many mentions are found
expect() {
    what=$1 want=$2
    shift 2
    got=$("$program" find "$@" 2>errors | wc -l)
    [ "$got" -eq "$want" ] && return
    echo "$what: $got mentions instead of $want"
    cat errors
    status=1
}

# says WHAT PATTERN FILE: the coverage does, or standard error when there is nothing to report on
says() {
    "$program" -f json --coverage full "$3" 2>&1 | grep -q "$2" && return
    echo "$1: the coverage does not say $2"
    status=1
}

printf '2026-11-20 21:04:05 WSAECONNRESET (10054)\n' >one
printf '2026-11-20 21:04:06 WSAECONNREFUSED (10061)\n' >two
iconv -f UTF-8 -t UTF-16LE one >wide

expect 'UTF-16LE without a mark' 1 wide
{ gzip -c one; gzip -c two; } >members.gz
expect 'gzip of two members' 2 members.gz
tar -cf both.tar one two
expect 'a tar' 2 both.tar
if command -v zip >/dev/null 2>&1; then
    zip -q both.zip both.tar one
    expect 'a tar in a zip' 3 both.zip
    "$program" find both.zip | grep -q '^both.zip!both.tar!one:1:' ||
        { echo 'a member is named archive!path'; status=1; }
    cat both.zip >through
    expect 'a zip through a pipe' 3 - <through
    zip -q outer.zip both.zip
    zip -q outermost.zip outer.zip
    says 'a zip three deep' 'inside an archive that is inside another' outermost.zip
    zip -q -P secret locked.zip one
    says 'an encrypted zip' 'it is encrypted' locked.zip
    size=$(wc -c <both.zip)
    head -c $((size / 2)) both.zip >half.zip
    says 'half a zip' '"reason": "' half.zip
fi

# A file that is read by several threads, which changes on the way: as it is when it comes in a row.
{
    awk 'BEGIN { for (i = 0; i < 30000; i++) print "2026-11-20 21:04:05 WSAECONNRESET (10054) on " i * 7919 % 100003 }'
    printf 'Gr\374\337e: WSAETIMEDOUT (10060)\n'
    awk 'BEGIN { for (i = 0; i < 20000; i++) print "2026-11-20 21:04:06 M\374ller WSAECONNREFUSED (10061) " i * 7919 % 100003 }'
    awk 'BEGIN { while (i++ < 9000) printf "long "; print "WSAENOBUFS (10055)"
                 for (i = 0; i < 9000; i++) print "2026-11-20 21:04:07 WSAEADDRINUSE (10048) " i }'
    awk 'BEGIN { for (i = 0; i < 9000; i++) print "2026-11-20 21:04:08 WSAENETDOWN (10050) " i }' | iconv -t UTF-16LE
} >changing
"$program" find - <changing | sed 's/^-/changing/' >in_a_row
for threads in 1 2 5; do
    "$program" find -j$threads changing | cmp - in_a_row ||
        { echo "a file that changes is another one with $threads threads"; status=1; }
done
expect 'a file that changes' 68002 changing

# A single line of 100 MB: at each end and in the middle.
{
    printf 'WSAECONNRESET (10054) '
    head -c 50000000 /dev/zero | tr '\0' 'x'
    printf ' WSAECONNREFUSED (10061) '
    head -c 50000000 /dev/zero | tr '\0' 'y'
    printf ' WSAETIMEDOUT (10060)'
} >long
expect 'a line of 100 MB' 3 long

# PowerShell's >> after cmd's, and the reverse.
cat one wide two wide >mixed
expect 'bytes, UTF-16, bytes, UTF-16' 4 mixed
says 'bytes, then UTF-16' 'encoding changes' mixed
{ printf '\377\376'; cat wide two; } >mixed
expect 'UTF-16, then bytes' 2 mixed
{ cat one one; cat wide wide wide; } | gzip >mixed.gz
expect 'the same in gzip' 5 mixed.gz

# What was cut short is counted to its last byte.
awk 'BEGIN { srand(1); for (i = 0; i < 100000; i++) print i, int(rand() * 1000000), "WSAECONNRESET" }' >many
for tool in gzip xz zstd bzip2 lz4; do
    command -v $tool >/dev/null 2>&1 || { echo "left out: $tool (not installed)"; continue; }
    case $tool in
    bzip2) bzip2 -1 -c many ;;
    lz4) lz4 -q -B4 -c many ;;
    *) $tool -c many ;;
    esac >many.packed
    size=$(wc -c <many.packed)
    head -c $((size * 2 / 3)) many.packed >cut.packed
    want=$($tool -dc <cut.packed 2>/dev/null | grep -c WSAECONNRESET)
    got=$("$program" find cut.packed 2>/dev/null | wc -l)
    [ "$got" -ge "$want" ] || { echo "$tool, cut short: $got mentions, $tool itself gives $want"; status=1; }
    says "$tool, cut short" "$tool data ends early" cut.packed
    "$program" find cut.packed >/dev/null 2>&1
    [ $? = 3 ] || { echo "$tool, cut short: the exit status is not 3"; status=1; }
    { cat many.packed; echo rubbish; } >tail.packed
    expect "$tool, rubbish behind it" 100000 tail.packed
    says "$tool, rubbish behind it" "is no $tool and was not read" tail.packed
done
if command -v zstd >/dev/null 2>&1; then
    head -c 300000000 /dev/zero | zstd -q --ultra --long=28 -1 -c >window.zst
    says 'a large window' 'window over 128 MiB' window.zst
    head -c 50000000 /dev/zero | zstd -q -c >bomb.zst
    says 'much from little' '1,000 times' bomb.zst
fi

# Lists of files, and a name that is not UTF-8.
bad=$(printf 'caf\351')
cp one "$bad"
printf '%s\n%s\n' one "$bad" >list
expect 'a list' 2 --files-from list
printf '%s\0%s\0' two "$bad" >list0
expect 'a list with NULs' 2 --files-from - <list0
"$program" find "$bad" | grep -q '^caf\\xE9:1:' || { echo 'a name that is not UTF-8 is shown escaped'; status=1; }

printf 'WSAECONNRESET \217\340\250\242\245\342\n' >page
"$program" find --encoding CP866 page | grep -q 'Привет' || { echo '--encoding is not used'; status=1; }
"$program" find --encoding nonsense page >/dev/null 2>&1
[ $? = 2 ] || { echo '--encoding nonsense: the exit status is not 2'; status=1; }

if [ -n "${WSALOG_SHARED:-}" ] && [ -f "$WSALOG_SHARED/evtx/system.evtx" ] &&
    grep -q libevtx_file_open "$program"; then
    says 'an event log' '"lines": 1881' "$WSALOG_SHARED/evtx/system.evtx"
    cat "$WSALOG_SHARED/evtx/system.evtx" | "$program" - 2>&1 | grep -q 'file of its own' ||
        { echo 'an event log on standard input: the reason is not told'; status=1; }
fi
exit $status
