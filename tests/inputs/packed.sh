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
    says 'half a 7z, whose list is at its end' 'cut.7z: ' cut.7z
fi
exit $status
