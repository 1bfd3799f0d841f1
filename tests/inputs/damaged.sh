# Archives that are cut, damaged, or stand one behind the other: each log in them is read, or something is said.
program=$1
work=$(mktemp -d "${TMPDIR:-/tmp}/wsalog-damaged.XXXXXX") || exit 1
trap 'rm -rf "$work"' EXIT
cd "$work" || exit 1
status=0
complain() {
    echo "$*"
    status=1
}

# Logs of eight lines, each with one error. Numbers do not repeat, so that damage hits something.
for name in a b c d e; do
    awk -v name=$name 'BEGIN { srand(7 + index("abcde", name)); for (i = 0; i < 8; i++)
        print "2026-03-02 08:00:00 WSAECONNRESET (10054)", name, int(rand() * 1e9), int(rand() * 1e9) }' >$name.log
done

# read_it FILE: what is found in it, as a file and through a pipe: count and exit status in $found, $code, $piped, $pipe_code
read_it() {
    "$program" find "$1" >out 2>errors
    code=$? found=$(grep -c WSAECONNRESET out)
    cat "$1" | "$program" find - >out 2>pipe-errors
    pipe_code=$? piped=$(grep -c WSAECONNRESET out)
}
# expect WHAT COUNT STATUS FILE [MESSAGE]: the same as a file and through a pipe
expect() {
    read_it "$4"
    [ "$found" = "$2" ] && [ "$code" = "$3" ] || complain "$1: $found mentions, status $code: $(cat errors)"
    [ "$piped" = "$2" ] && [ "$pipe_code" = "$3" ] || complain "$1, through a pipe: $piped mentions, status $pipe_code: $(cat pipe-errors)"
    [ -z "$5" ] || { grep -q "^wsalog: $4.*: $5" errors && grep -q ": $5" pipe-errors; } || complain "$1: $(cat errors pipe-errors)"
}
# never_silent WHAT COUNT FILE: all is found, or something is said, on standard error or by the exit status
never_silent() {
    read_it "$3"
    [ "$found" = "$2" ] || [ "$code" != 0 ] || [ -s errors ] || complain "$1: $found mentions, and nothing is said"
    [ "$piped" = "$2" ] || [ "$pipe_code" != 0 ] || [ -s pipe-errors ] || complain "$1, through a pipe: $piped mentions, and nothing is said"
}
# cut_off FILE COUNT STEP: cut off at every STEP bytes; flip: one byte changed there
cut_off() {
    size=$(wc -c <"$1") at=8
    while [ $at -lt "$size" ]; do
        head -c $at "$1" >damaged
        never_silent "$1 cut behind $at bytes" "$2" damaged
        at=$((at + $3))
    done
}
flip() {
    size=$(wc -c <"$1") at=8
    while [ $at -lt "$size" ]; do
        { head -c $at "$1"; printf '\125'; tail -c +$((at + 2)) "$1"; } >damaged
        never_silent "$1 with byte $at changed" "$2" damaged
        at=$((at + $3))
    done
}

# Behind a packed log: zeros pad, and another one whose first bytes are damaged is not passed over in silence.
for tool in gzip bzip2 xz zstd lz4; do
    command -v $tool >/dev/null 2>&1 || continue
    for name in a b; do $tool -c $name.log >$name.packed 2>/dev/null; done
    { cat a.packed; head -c 2048 /dev/zero; } >behind
    expect "zeros behind $tool" 8 0 behind
    cat b.packed >>behind
    expect "$tool behind zeros behind $tool" 16 0 behind
    { cat a.packed; printf '\125'; tail -c +2 b.packed; } >behind
    expect "$tool behind $tool, its first byte changed" 8 3 behind "what follows the $tool data is no $tool and was not read"
done

if command -v zip >/dev/null 2>&1; then
    zip -qX inner.zip c.log d.log
    zip -qX -n .zip outer.zip a.log b.log inner.zip
    expect 'a zip in a zip' 32 0 outer.zip
    # The inner list is whole when the outer one is cut: that of the inner zip is not taken for it.
    size=$(wc -c <outer.zip)
    list=$((22 + 3 * 46 + 5 + 5 + 9))
    for left in 1 10 46 60 $((list - 22)) $((list - 1)); do
        head -c $((size - list + left)) outer.zip >cut-outer.zip
        expect "a zip in a zip, $left bytes of whose list are left" 32 3 cut-outer.zip
        grep -q '^wsalog: cut-outer.zip: ' errors || complain "a cut zip is not named: $(cat errors)"
    done
    head -c $((size - list)) outer.zip >cut-outer.zip
    expect 'a zip in a zip without any list' 32 3 cut-outer.zip 'the archive is damaged: it ends early'
    cut_off outer.zip 32 23
    flip outer.zip 32 23
    zip -qX many.zip a.log b.log c.log d.log e.log
    expect 'a zip' 40 0 many.zip
    cut_off many.zip 40 29
    flip many.zip 40 19
    # Damage in one member, or in what it begins with, leaves the others.
    second=$(LC_ALL=C grep -abo 'b\.log' many.zip | head -n 1 | cut -d : -f 1)
    for at in $((second - 30)) $((second - 22)) $((second + 60)); do
        { head -c $at many.zip; printf '\125'; tail -c +$((at + 2)) many.zip; } >bad-many.zip
        read_it bad-many.zip
        [ "$found" -ge 32 ] && [ "$piped" -ge 24 ] || complain "a zip with byte $at changed: $found mentions, $piped through a pipe"
        [ "$code$pipe_code" = 33 ] || complain "a zip with byte $at changed: status $code and $pipe_code"
    done
    # One behind the other; also half of another.
    # patch FILE AT BYTES: as printf writes them
    patch() { printf "$3" | dd of="$1" bs=1 seek="$2" conv=notrunc 2>/dev/null; }
    # In the list both files begin where the first does.
    entry=$(LC_ALL=C grep -abo 'PK.\{44\}d\.log' inner.zip | tail -n 1 | cut -d : -f 1)
    cp inner.zip same-place.zip
    patch same-place.zip $((entry + 42)) '\000\000\000\000'
    expect 'a zip that lists two files at one place' 16 0 same-place.zip
    cp inner.zip flagged.zip
    patch flagged.zip 6 '\001'
    read_it flagged.zip
    [ "$found$code" = 83 ] || complain "a zip with a file that is encrypted by damage: $found mentions, status $code"
    grep -q '^wsalog: flagged.zip!c.log: the archive is damaged: by its list' errors || complain "flagged.zip: $(cat errors)"
    cat inner.zip many.zip >both.zip
    expect 'two zips in one file' 56 0 both.zip
    { cat inner.zip; head -c 400 many.zip; } >half.zip
    read_it half.zip
    [ "$found" -ge 24 ] && [ "$code" = 3 ] || complain "a zip and half of another: $found mentions, status $code"
    zip -qX -z many.zip <a.log >/dev/null
    expect 'a zip with a comment' 40 0 many.zip
    # Written for several disks, on one after all.
    zip -qX -s 1m split.zip a.log b.log
    expect 'a zip that might have been several' 16 0 split.zip
    # With sizes behind the data, as of a pipe; and with wide records.
    cat a.log | zip -qX -fz piped.zip - b.log 2>/dev/null
    expect 'a zip with wide records' 16 0 piped.zip
    cut_off piped.zip 16 37
    flip piped.zip 16 23
else
    echo 'left out: zip'
fi

tar -cf one.tar a.log b.log
tar -cf other.tar c.log
tar -cf nest.tar d.log one.tar e.log
cat one.tar other.tar >both.tar
expect 'two tars in one file' 24 0 both.tar
gzip -c both.tar >both.tar.gz
expect 'two tars in a gzip' 24 0 both.tar.gz
{ cat one.tar; cat a.log; } >behind.tar
expect 'a tar with something behind its end' 16 0 behind.tar
# Cut behind a tar in it, which ends in zeros as it would itself.
block=$((512 + ($(wc -c <d.log) + 511) / 512 * 512)) # a header and a log
head -c $((block + 512 + $(wc -c <one.tar))) nest.tar >cut-nest.tar
expect 'a tar in a tar, cut behind it' 24 3 cut-nest.tar 'it has no end mark'
# A header wiped out, or changed, takes its own log alone.
tar -cf many.tar a.log b.log c.log d.log
{ head -c $block many.tar; head -c 512 /dev/zero; tail -c +$((block + 513)) many.tar; } >wiped.tar
expect 'a tar with a header wiped out' 24 3 wiped.tar 'the archive is damaged: files behind a block of zeros'
gzip -c wiped.tar >wiped.tar.gz
expect 'a tar in a gzip with a header wiped out' 24 3 wiped.tar.gz 'the archive is damaged: files behind'
for at in 0 $block; do
    { head -c $((at + 150)) many.tar; printf '\125'; tail -c +$((at + 152)) many.tar; } >bad-many.tar
    expect "a tar with the header at $at changed" 24 3 bad-many.tar 'the archive is damaged'
done

if command -v gcab >/dev/null 2>&1; then
    gcab -c one.cab a.log && gcab -cz two.cab b.log c.log && cat one.cab two.cab >both.cab
    expect 'two cabinets in one file' 24 0 both.cab
    cut_off two.cab 16 31
    flip two.cab 16 31
fi
tool=$(command -v 7zz || command -v 7z)
if [ -n "$tool" ]; then
    "$tool" a -bd one.7z a.log >/dev/null
    "$tool" a -bd -ms=off two.7z b.log c.log >/dev/null
    cat one.7z two.7z >both.7z
    read_it both.7z
    [ "$found" = 8 ] && [ "$code" = 3 ] || complain "two 7z in one file: $found mentions, status $code"
    grep -q '^wsalog: both.7z: another 7z archive begins behind its end' errors || complain "two 7z in one file: $(cat errors)"
    cut_off two.7z 16 31
    flip two.7z 16 31
fi
exit $status
