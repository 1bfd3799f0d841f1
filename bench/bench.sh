#!/bin/sh
# bench.sh BUILD [--size SIZE] [--rounds N] [--only LOG,...] [--no-same]
#
# Makes its logs in build/bench, times wsalog and other programs on them in turn, and prints the medians,
# how they compare, and which bars are held (bars.csv). Each log is read once before, so that all of them
# find it in memory. Then it checks that the answers do not depend on threads or prefilter.
#
# Leaves build/bench/results.csv (medians), results.json (the same with the bars) and results.runs.tsv (every
# run); of a run with --only, part.csv and so on. Exit status 1 if answers differ, whatever bars are missed.
set -u
bench=$(cd "$(dirname "$0")" && pwd)
# shellcheck source=bench/logs.sh
. "$bench/logs.sh"

usage() {
    echo 'usage: bench [--size SIZE] [--rounds N] [--only LOG,...] [--no-same], LOG one of:' >&2
    echo "       $logs" >&2
    exit 2
}

build=$1
shift
size=256M rounds=5 only='' same=yes
while [ $# != 0 ]; do
    case $1 in
    --size) size=${2:-} ;;
    --rounds) rounds=${2:-} ;;
    --only) only=${2:-} ;;
    --no-same)
        same=no
        shift
        continue
        ;;
    *) usage ;;
    esac
    [ $# -ge 2 ] || usage
    shift 2
done
bytes=$(bytes_of "$size") || usage
case $rounds in '' | *[!0-9]* | 0) usage ;; esac
chosen=$(choose "$only") || usage

top=build/bench
generate=$build/bench/bench-generate
measure=$build/bench/bench-measure
wsalog=$build/src/cli/wsalog
# A run of some logs leaves the results of the last whole one alone: ./dev bench --chart is for those.
if [ -z "$only" ]; then name=results; else name=part; fi
runs=$top/$name.runs.tsv
machine=$top/$name.machine.tsv
patterns=$bench/patterns.txt
tab=$(printf '\t')

# once WHO COMMAND...: one run, if the program (the first word of WHO) is there
once() {
    who=$1
    shift
    [ "${who%% *}" = wsalog ] || command -v "${who%% *}" >/dev/null 2>&1 || return 0
    printf '%s\t%s\t%s\n' "$log" "$who" "$("$measure" "$@" | tr ' ' "$tab")" >>"$runs"
}

# What the others can do without Unicode they do faster, and these patterns need none.
peers() {
    once 'rg -c' rg -c --no-unicode -f "$patterns" "$1"
    once 'ugrep -c' ugrep -c -U -f "$bench/patterns-ugrep.txt" "$1"
    once 'grep -c' env LC_ALL=C grep -c -a -E -f "$bench/patterns-ere.txt" "$1"
    once 'pcre2grep -c' pcre2grep -c -f "$patterns" "$1"
}

one_round() {
    path=$(path_of "$log")
    case $log in
    explain)
        # These take milliseconds: more of them cost nothing.
        for _ in 1 2 3 4; do
            once wsalog "$wsalog" explain 10054
        done
        return
        ;;
    short)
        for _ in 1 2 3 4; do
            once wsalog "$wsalog" "$path"
        done
        return
        ;;
    esac
    once wsalog "$wsalog" "$path"
    once 'wsalog -j1' "$wsalog" -j1 "$path"
    case $log in
    sparse | noise | storm | dense) peers "$path" ;;
    esac
    case $log in
    sparse | dense) once 'rg -c (Unicode)' rg -c -f "$patterns" "$path" ;;
    esac
    case $log in
    dense)
        # shellcheck disable=SC2016 # expanded by the other shell
        once 'rg -o | sort | uniq -c' env LC_ALL=C \
            sh -c 'rg -o --no-unicode -f "$1" "$2" | sort | uniq -c' sh "$patterns" "$path"
        ;;
    utf16)
        once 'rg -c' rg -c --no-unicode -f "$patterns" "$path"
        once 'ugrep -c' ugrep -c -U -f "$bench/patterns-ugrep.txt" "$path"
        ;;
    gzip)
        once zcat zcat "$path"
        once 'rg -z -c' rg -z -c --no-unicode -f "$patterns" "$path"
        once 'ugrep -z -c' ugrep -z -c -U -f "$bench/patterns-ugrep.txt" "$path"
        ;;
    zstd)
        once 'zstd -dc' zstd -dcq "$path"
        once 'rg -z -c' rg -z -c --no-unicode -f "$patterns" "$path"
        once 'ugrep -z -c' ugrep -z -c -U -f "$bench/patterns-ugrep.txt" "$path"
        ;;
    files)
        once 'rg -c' rg -c --no-unicode -f "$patterns" "$path"
        once 'ugrep -c' ugrep -c -r -U -f "$bench/patterns-ugrep.txt" "$path"
        once 'grep -c' env LC_ALL=C grep -c -r -a -E -f "$bench/patterns-ere.txt" "$path"
        ;;
    esac
    case $log in
    sparse | dense | noise | storm | utf16) once 'wc -l' wc -l "$path" ;;
    esac
}

progress() {
    [ ! -t 2 ] || printf '\r%-40s\r' "$1" >&2
}

# What the figures depend on, as NAME<TAB>VALUE.
describe() {
    printf 'date\t%s\n' "$(date -u +%Y-%m-%d)"
    printf 'processor\t%s\n' "$(sed -n 's/^model name[^:]*: *//p' /proc/cpuinfo 2>/dev/null | head -n 1)"
    printf 'processors\t%s\n' "$(getconf _NPROCESSORS_ONLN)"
    printf 'system\t%s\n' "$(uname -srm)"
    printf 'size\t%s\n' "$bytes"
    printf 'rounds\t%s\n' "$rounds"
    printf 'wsalog\t%s\n' "$("$wsalog" --version | head -n 1)"
    for tool in rg ugrep grep pcre2grep zcat zstd wc; do
        ! command -v $tool >/dev/null 2>&1 ||
            printf '%s\t%s\n' "$tool" "$($tool --version 2>&1 | grep -oE '[0-9]+\.[0-9.]*[0-9]' | head -n 1)"
    done
}

# The logs, the samples, and the labelled lines where they are at hand.
compare() {
    set -- samples
    [ ! -d ../shared/corpus ] || set -- samples ../shared/corpus/positives.log ../shared/corpus/negatives.log
    sh "$bench/same.sh" "$build" "$chosen" "$@"
}

# cache_log LOG: into memory, as reading from a disk brings it there. What writing has left in memory lies
# in pieces as small as the writes were, and takes up to a sixth longer to read; a log is not to be told
# from another by that.
cache_log() {
    path=$(path_of "$1")
    [ ! -f "$path" ] || { sync "$path" && dd if="$path" iflag=nocache count=0; } >/dev/null 2>&1 || :
    find "$path" -type f -exec cat {} + >/dev/null
}

for log in $chosen; do
    make_log "$log" || { echo "bench: could not make the log $log" >&2; exit 1; }
done
: >"$runs"
for log in $chosen; do
    cache_log "$log"
    round=0
    while [ $round -lt "$rounds" ]; do
        round=$((round + 1))
        progress "$log, round $round of $rounds"
        one_round
    done
done
progress ''

describe >"$machine"
for log in $chosen; do
    printf '%s\t%s\n' "$log" "$(plain_bytes "$log" | tr -d ' ')"
done >"$top/$name.sizes.tsv"
awk -v csv="$top/$name.csv" -v json="$top/$name.json" -f "$bench/summary.awk" \
    "$machine" "$top/$name.sizes.tsv" "$bench/bars.csv" "$runs" || exit 1
[ $same = no ] || compare
