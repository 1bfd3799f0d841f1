# Medians, ratios and bars of made-up runs.
top=$1 work=$3
rm -rf "$work" && mkdir -p "$work" && cd "$work" || exit 1
status=0

printf 'processor\tA "fast" one\nprocessors\t2\nsize\t1000000000\nrounds\t3\ndate\t2026-03-01\n' >machine.tsv
printf 'sparse\t1000000000\ngzip\t1000000000\nexplain\t0\n' >sizes.tsv
cat >bars.csv <<'BARS'
log,who,measure,against,least,goal
sparse,wsalog,speed,rg -c,6,9
sparse,wsalog -j1,speed,rg -c,6,9
gzip,wsalog,speed,zcat,1,1.5
explain,wsalog,cpu,,5,3
every,wsalog,memory,,64,32
storm,wsalog,speed,rg -c,1,2
BARS
# Out of order, so that only a sorted median is right.
tr ' ' '\t' >runs.tsv <<'RUNS'
sparse wsalog 3 1 1024 0 -
sparse wsalog 0.25 1 40960 0 -
sparse wsalog 0.5 2 2048 0 -
sparse rg_-c 5 5 80000 0 77
sparse rg_-c 4 5 80000 0 77
sparse rg_-c 40 5 80000 0 77
sparse wsalog_-j1 1 1 1024 0 -
sparse wsalog_-j1 0.5 1 1024 0 -
gzip wsalog 2 2 1024 2 -
gzip zcat 1 1 1024 0 -
explain wsalog 0.004 0.004 1024 0 -
explain wsalog 0.002 0.001 1024 0 -
RUNS
sed -i 's/_/ /' runs.tsv
awk -v csv=out.csv -v json=out.json -f "$top/bench/summary.awk" machine.tsv sizes.tsv bars.csv runs.tsv >out.txt ||
    status=1
cat out.txt out.csv out.json >seen
if [ "${WSALOG_REFRESH:-}" = 1 ]; then cp seen "$top/tests/bench/summary.expected"; fi
diff "$top/tests/bench/summary.expected" seen || status=1
! command -v jq >/dev/null 2>&1 || jq -e '.results | length == 6' out.json >/dev/null ||
    { echo 'the JSON does not hold'; status=1; }
exit $status
