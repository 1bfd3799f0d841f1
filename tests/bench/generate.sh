# The generator writes the same bytes everywhere, as many as asked for, and counts its errors right.
top=$1 generate=$2/bench/bench-generate work=$3
rm -rf "$work" && mkdir -p "$work/files" "$work/again" && cd "$work" || exit 1
export WSALOG_BENCH_LINES="$top/bench/lines"
status=0

bad() {
    echo "$*"
    status=1
}

for kind in sparse dense noise storm; do
    "$generate" $kind 300000 >$kind.log 2>$kind.count || bad "$kind: cannot be made"
    "$generate" $kind 300000 2>/dev/null | cmp -s - $kind.log || bad "$kind: differs when made again"
    size=$(wc -c <$kind.log)
    if [ "$size" -gt 300000 ] || [ "$size" -le 299000 ]; then bad "$kind: has $size bytes"; fi
    read -r lines errors <$kind.count
    [ "$lines" -eq "$(wc -l <$kind.log)" ] || bad "$kind: miscounts its lines"
    [ "$errors" -eq "$(grep -c '\] ERROR ' $kind.log)" ] || bad "$kind: miscounts its errors"
    echo "$kind $lines lines $errors errors"
    head -n 3 $kind.log
done >seen
if [ "${WSALOG_REFRESH:-}" = 1 ]; then cp seen "$top/tests/bench/generate.expected"; fi
diff "$top/tests/bench/generate.expected" seen || bad 'other lines than were written down'
if grep -q '{' dense.log && grep '{' dense.log | grep -v 'Os {' | grep -q .; then
    bad 'a name in braces was not replaced'
fi

"$generate" sparse 300000 250 files 2>files.count || bad 'files: cannot be made'
"$generate" sparse 300000 250 again 2>/dev/null
diff -r files again >/dev/null || bad 'files: differ when made again'
[ "$(find files -type f | wc -l)" -eq 250 ] || bad 'files: another number of them'
[ "$(find files -type f -exec cat {} + | wc -l)" -eq "$(cut -d' ' -f1 files.count)" ] ||
    bad 'files: miscounts its lines'

for wrong in '' 'sparse' 'sparse 0' 'sparse x' 'other 100' 'sparse 100 5' 'sparse 100 500 files'; do
    # shellcheck disable=SC2086 # a list of words
    "$generate" $wrong >/dev/null 2>&1
    [ $? = 2 ] || bad "accepts: $wrong"
done
exit $status
