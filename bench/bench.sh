#!/bin/sh
# bench.sh BUILD MEGABYTES: times wsalog and others on the same made-up log, three times each in turn,
# and prints the medians. The log is read once before, so that all of them find it in memory.
set -u
build=$1 megabytes=$2
bench=$(cd "$(dirname "$0")" && pwd)
measure=$build/bench/bench-measure
wsalog=$build/src/cli/wsalog
log=build/bench/$megabytes.log
results=build/bench/results

mkdir -p build/bench
[ -s "$log" ] || { "$build/bench/bench-generate" "$megabytes" >"$log.part" && mv "$log.part" "$log"; } || exit 1
cat "$log" >/dev/null
: >"$results"

# once NAME COMMAND...
once() {
    name=$1
    shift
    command -v "$1" >/dev/null 2>&1 || return 0
    echo "$name $("$measure" "$@")" >>"$results"
}

for round in 1 2 3; do
    once 'wsalog,-j1' "$wsalog" -j1 "$log"
    once 'wsalog' "$wsalog" "$log"
    once 'rg,-c,-j1' rg -c -j1 -f "$bench/patterns.txt" "$log"
    once 'ugrep,-c' ugrep -c -P -f "$bench/patterns.txt" "$log"
    once 'wc,-l' wc -l "$log"
done

echo "$megabytes MB, $(getconf _NPROCESSORS_ONLN) processors, median of 3"
awk -v bytes="$(wc -c <"$log")" '
function median(a, b, c) {
    return a > b ? (b > c ? b : (a > c ? c : a)) : (a > c ? a : (b > c ? c : b))
}
{
    if (!($1 in runs))
        order[++names] = $1
    runs[$1]++
    wall[$1, runs[$1]] = $2
    cpu[$1, runs[$1]] = $3
    if ($4 > peak[$1])
        peak[$1] = $4
    if ($5 > 1)
        failed[$1] = $5
}
END {
    base = median(wall["wsalog,-j1", 1], wall["wsalog,-j1", 2], wall["wsalog,-j1", 3])
    printf "%-14s %8s %8s %8s %10s %12s\n", "", "seconds", "cpu", "GB/s", "peak MiB", "wsalog -j1 is"
    for (i = 1; i <= names; i++) {
        n = order[i]
        t = median(wall[n, 1], wall[n, 2], wall[n, 3])
        label = n
        gsub(",", " ", label)
        printf "%-14s %8.2f %8.2f %8.2f %10.1f %10.1f x%s\n", label, t,
            median(cpu[n, 1], cpu[n, 2], cpu[n, 3]), bytes / t / 1e9, peak[n] / 1024, t / base,
            n in failed ? "  exit status " failed[n] : ""
    }
}' "$results"
