# The README gets the figures between its marks and nowhere else; the chart is well-formed.
top=$1 work=$3
rm -rf "$work" && mkdir -p "$work" && cd "$work" || exit 1
export WSALOG_BENCH_TOP=.
status=0

bad() {
    echo "$*"
    status=1
}

printf 'processor\tA & B\nprocessors\t2\nsize\t256000000\nrounds\t5\ndate\t2026-03-01\nrg\t13.0\nugrep\t3\ngrep\t3.8\n' >results.machine.tsv
{
    echo 'log,who,bytes,runs,seconds,gb_per_s,cpu_seconds,peak_mib,exit_status'
    for log in sparse noise storm dense utf16 gzip zstd files explain short; do
        echo "$log,wsalog,256000000,5,0.1,2.56,0.0041,12.4,0"
        echo "$log,rg -c,256000000,5,0.25,1.024,0.25,99,0"
    done
    echo 'sparse,wc -l,256000000,5,0.05,5.12,0.05,1.8,0'
} >results.csv
cat >README.md <<'README'
before
<!-- speed: begin, by a test -->
old figures
<!-- speed: end -->
after
README
sh "$top/bench/chart.sh" README.md . >/dev/null || bad 'the chart is not drawn'
cp README.md once.md
{ sh "$top/bench/chart.sh" README.md . >/dev/null && cmp -s README.md once.md; } || bad 'a second time changes the README'
if [ "${WSALOG_REFRESH:-}" = 1 ]; then cp README.md "$top/tests/bench/chart.expected"; fi
diff "$top/tests/bench/chart.expected" README.md || status=1
for chart in speed.svg speed-dark.svg; do
    ! command -v xmllint >/dev/null 2>&1 || xmllint --noout $chart || bad "$chart is not well-formed"
    grep -q '>2.56 GB/s</text>' $chart || bad "$chart lacks a figure"
    [ "$(grep -c '<rect' $chart)" = 20 ] || bad "$chart has $(grep -c '<rect' $chart) bars, not 16 and a legend of 4"
    awk -F'"' '/<rect/ && $2 + $6 > 830 { print "a bar leaves the chart"; bad = 1 } END { exit bad }' $chart || status=1
done
! cmp -s speed.svg speed-dark.svg || bad 'light and dark are the same'

sed -i '/^storm/d' results.csv
sh "$top/bench/chart.sh" README.md . >/dev/null 2>&1 && bad 'a run that left out a log is drawn'
cmp -s README.md once.md || bad 'a run that left out a log changes the README'
exit $status
