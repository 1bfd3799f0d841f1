#!/bin/sh
# chart.sh [README DOCS]: puts the results of the last whole benchmark into the README, between its two
# marks, and draws them: DOCS/speed.svg, and DOCS/speed-dark.svg for dark pages.
set -u
bench=$(cd "$(dirname "$0")" && pwd)
readme=${1:-README.md}
docs=${2:-docs}
top=${WSALOG_BENCH_TOP:-build/bench}

fail() {
    echo "bench: $*" >&2
    exit 1
}

[ -s "$top/results.csv" ] || fail "no results yet; run ./dev bench first"
for log in sparse dense noise storm utf16 gzip zstd files explain short; do
    grep -q "^$log,wsalog," "$top/results.csv" || fail "the last run left out $log; run ./dev bench without --only"
done
{ grep -q '^<!-- speed: begin' "$readme" && grep -q '^<!-- speed: end' "$readme"; } ||
    fail "$readme has no marks for the figures"

mkdir -p "$docs" &&
    awk -f "$bench/chart.awk" "$top/results.machine.tsv" "$top/results.csv" >"$docs/speed.svg" &&
    awk -v dark=1 -f "$bench/chart.awk" "$top/results.machine.tsv" "$top/results.csv" >"$docs/speed-dark.svg" &&
    awk -f "$bench/readme.awk" "$top/results.machine.tsv" "$top/results.csv" >"$top/readme.md" || exit 1
awk -v table="$top/readme.md" '
/^<!-- speed: end/ { skip = 0 }
!skip { print }
/^<!-- speed: begin/ {
    skip = 1
    while ((getline line <table) > 0)
        print line
}' "$readme" >"$top/README.new" && cat "$top/README.new" >"$readme" || exit 1
rm -f "$top/README.new"
echo "drawn: $docs/speed.svg, $docs/speed-dark.svg; the figures are in $readme"
