# Archives: cabinets, what is encrypted, cut off or damaged, and what cannot come through a pipe.
program=$1
work=$(mktemp -d "${TMPDIR:-/tmp}/wsalog-packed.XXXXXX") || exit 1
trap 'rm -rf "$work"' EXIT
cd "$work" || exit 1
status=0
complain() {
    echo "$*"
    status=1
}
events() {
    sed -n '/"totals"/,$p' "$1" | sed -n 's/^ *"events": \([0-9]*\),$/\1/p' | head -n 1
}

# Numbers that do not repeat, so that what is packed is not much smaller than the log.
awk 'BEGIN { srand(7); for (i = 1; i <= 40000; i++) { print "2026-03-02 08:00:00 line", i, int(rand() * 1e9), int(rand() * 1e9)
    if (i % 100 == 0) print "2026-03-02 08:00:00 [WinError 10054]", i } }' >app.log

# damage WHAT FILE: cut off in the middle, and with one byte changed there; at least a third is still counted
damage() {
    size=$(wc -c <"$2")
    head -c $((size / 2)) "$2" >"cut-$2"
    { head -c $((size / 2)) "$2"; printf '\377'; tail -c +$((size / 2 + 2)) "$2"; } >"bad-$2"
    for file in "cut-$2" "bad-$2"; do
        "$program" -f json "$file" >r.json 2>errors
        [ $? = 3 ] || complain "$1, $file: the exit status is not 3"
        [ "$(events r.json)" -ge 133 ] || complain "$1, $file: only $(events r.json) events are counted"
        grep -q "^wsalog: $file" errors || complain "$1, $file is not named"
    done
}
whole() {
    "$program" -f json "$2" >r.json 2>errors || complain "$1: $(cat errors)"
    [ "$(events r.json)" = 400 ] || complain "$1: $(events r.json) events"
}
says() {
    "$program" "$3" >/dev/null 2>errors
    grep -q "$2" errors || complain "$1: $(cat errors)"
}

if command -v gcab >/dev/null 2>&1; then
    gcab -c stored.cab app.log && gcab -c -z packed.cab app.log
    whole 'a stored cabinet' stored.cab
    whole 'a packed cabinet' packed.cab
    "$program" find packed.cab | head -n 1 | grep -q '^packed.cab!app.log:101:' || complain 'a cabinet: the member is not named'
    cat packed.cab | "$program" -f json - >r.json
    [ "$(events r.json)" = 400 ] || complain 'a cabinet through a pipe'
    damage 'a stored cabinet' stored.cab
    damage 'a packed cabinet' packed.cab
fi
# A tar that was cut between two of its files says itself nothing of it.
head -n 101 app.log >one.log && cp one.log two.log
tar -cf both.tar one.log two.log
"$program" -f json both.tar >r.json 2>errors || complain "a tar: $(cat errors)"
[ "$(events r.json)" = 2 ] || complain "a tar: $(events r.json) events"
first=$(($(wc -c <one.log) / 512 * 512 + 1024))
head -c $first both.tar >cut-both.tar
"$program" -f json cut-both.tar >r.json 2>errors
[ $? = 3 ] || complain 'a tar cut between its files: the exit status is not 3'
grep -q '^wsalog: cut-both.tar: it has no end mark' errors || complain "a tar cut between its files: $(cat errors)"
[ "$(events r.json)" = 1 ] || complain "a tar cut between its files: $(events r.json) events"
if command -v zip >/dev/null 2>&1; then
    zip -q app.zip app.log
    whole 'a zip' app.zip
    size=$(wc -c <app.zip)
    head -c $((size / 2)) app.zip >cut-app.zip
    "$program" -f json cut-app.zip >r.json 2>errors
    [ $? = 3 ] || complain 'half a zip: the exit status is not 3'
    # What another program can unpack of it is counted, to the last whole line.
    if command -v funzip >/dev/null 2>&1; then
        [ "$(events r.json)" -ge "$(funzip cut-app.zip 2>/dev/null | grep -c WinError)" ] || complain 'half a zip: decoded bytes are lost'
    fi
    zip -q -P secret locked.zip app.log
    says 'an encrypted zip' 'locked.zip!app.log: it is encrypted' locked.zip
    # Cut in the list behind its files, which are whole: with and without a way to seek.
    for cut in 1 22 30; do
        head -c $((size - cut)) app.zip >cut-list.zip
        "$program" -f json cut-list.zip >r.json 2>errors
        [ $? = 3 ] || complain "a zip without its last $cut bytes: the exit status is not 3"
        [ "$(events r.json)" = 400 ] || complain "a zip without its last $cut bytes: $(events r.json) events"
        grep -q '^wsalog: cut-list.zip: it was cut in the list at its end' errors ||
            complain "a zip without its last $cut bytes: $(cat errors)"
        "$program" -f json - <cut-list.zip >r.json 2>errors
        [ $? = 3 ] && [ "$(events r.json)" = 400 ] || complain "a zip without its last $cut bytes, through a pipe"
    done
    # What is behind the list is no damage.
    { cat app.zip; head -c 100000 /dev/zero; } >long.zip
    whole 'a zip with something behind it' long.zip
fi
tool=$(command -v 7zz || command -v 7z)
if [ -n "$tool" ]; then
    "$tool" a -bd app.7z app.log >/dev/null
    "$tool" a -bd -tzip -mm=deflate64 odd.zip app.log >/dev/null
    says 'a zip as the Explorer makes large ones' 'cannot unpack: .*deflation-64-bit)$' odd.zip
    "$tool" a -bd -psecret locked.7z app.log >/dev/null
    "$tool" a -bd -psecret -mhe=on hidden.7z app.log >/dev/null
    whole 'a 7z' app.7z
    says 'an encrypted 7z' 'locked.7z!app.log: it is encrypted' locked.7z
    says 'a 7z whose list is encrypted' 'hidden.7z: it is encrypted' hidden.7z
    cat app.7z | "$program" - >/dev/null 2>errors
    grep -q 'a 7z archive, which can only be read as a file of its own' errors || complain 'a 7z through a pipe'
    size=$(wc -c <app.7z)
    head -c $((size / 2)) app.7z >cut.7z
    says 'half a 7z, whose list is at its end' 'cut.7z: .* its list of files, at its end, is missing' cut.7z
    { head -c $((size / 2)) app.7z; printf '\377'; tail -c +$((size / 2 + 2)) app.7z; } >bad.7z
    "$program" -f json bad.7z >r.json 2>errors
    [ $? = 3 ] || complain 'a damaged 7z: the exit status is not 3'
    [ "$(events r.json)" -ge 133 ] || complain "a damaged 7z: only $(events r.json) events are counted"
    grep -q 'up to 64 KiB before that may be missing' errors || complain "a damaged 7z: $(cat errors)"

    # Packed in each way that zip knows: whole, and cut in the middle to the last byte that can be unpacked.
    for method in LZMA BZip2 Deflate xz; do
        rm -f way.zip
        "$tool" a -bd -tzip -mm=$method way.zip app.log >/dev/null 2>&1 || { echo "left out: zip with $method"; continue; }
        whole "a zip with $method" way.zip
        "$program" -f json - <way.zip >r.json 2>errors
        [ "$(events r.json)" = 400 ] || complain "a zip with $method through a pipe: $(cat errors)"
        head -c $(($(wc -c <way.zip) * 2 / 3)) way.zip >cut-way.zip
        want=$("$tool" x -so cut-way.zip 2>/dev/null | grep -c WinError)
        "$program" -f json cut-way.zip >r.json 2>errors
        [ $? = 3 ] || complain "a zip with $method, cut: the exit status is not 3"
        [ "$(events r.json)" -ge $((want - 1)) ] || complain "a zip with $method, cut: $(events r.json) events, not $want"
        grep -q '^wsalog: cut-way.zip!app.log: .*it ends early' errors || complain "a zip with $method, cut: $(cat errors)"
    done

    # A decoder that wants more than 128 MiB is refused, and the rest goes on. 7-Zip asks for what is stated when
    # it cannot know how much will come.
    cat app.log | "$tool" a -bd -mx=1 -md=256m -siapp.log lzma2.7z >/dev/null
    cat app.log | "$tool" a -bd -mx=1 -m0=LZMA:d=256m -siapp.log lzma.7z >/dev/null
    cat app.log | "$tool" a -bd -m0=PPMd:mem=256m -siapp.log ppmd.7z >/dev/null
    cat app.log | "$tool" a -bd -mx=1 -md=256m -mhc=off -siapp.log plain-list.7z >/dev/null
    cat app.log | "$tool" a -bd -tzip -mm=PPMd -mmem=256m -siapp.log ppmd.zip >/dev/null
    cat app.log | "$tool" a -bd -tzip -mm=LZMA -mx=1 -siapp.log lzma.zip >/dev/null
    # The dictionary stands behind a name of 7 bytes, 20 bytes more and a mark.
    printf '\020' | dd of=lzma.zip bs=1 seek=$((30 + 7 + 20 + 8)) conv=notrunc 2>/dev/null
    for file in lzma2.7z lzma.7z ppmd.7z plain-list.7z ppmd.zip lzma.zip; do
        case $file in *.7z) named=$file ;; *) named=$file!app.log ;; esac
        "$program" -f json $file one.log >r.json 2>errors
        [ $? = 3 ] || complain "$file: the exit status is not 3"
        [ "$(events r.json)" = 1 ] || complain "$file: what is beside it is not read"
        grep -qx "wsalog: $named: it wants a window over 128 MiB to be unpacked" errors || complain "$file: $(cat errors)"
    done
    "$program" -f json - <lzma.zip >r.json 2>errors
    grep -q 'app.log: it wants a window over 128 MiB' errors || complain "a window, through a pipe: $(cat errors)"
    cat app.log | "$tool" a -bd -mx=1 -siapp.log piped.7z >/dev/null
    whole 'a 7z made from a pipe' piped.7z
fi
if command -v lzip >/dev/null 2>&1; then
    lzip -k app.log
    says 'lzip' 'app.log.lz: compressed with lzip, which this program does not read' app.log.lz
fi
exit $status
