#!/bin/sh
# instructions.sh BUILD [--accept] [--only LOG,...] [--within PERCENT]
#
# Counts with callgrind the instructions that one thread takes for small versions of the logs: figures that
# come out the same again however busy the machine is. Prints how they differ from those kept in
# bench/instructions.csv; exit status 1 if one grew by more than PERCENT (2).
#
# --accept keeps them instead: do so in the commit that changes them, and say there why. What another
# compiler, library or processor counts is printed, but is no failure.
set -u
bench=$(cd "$(dirname "$0")" && pwd)
# shellcheck source=bench/logs.sh
. "$bench/logs.sh"

usage() {
    echo 'usage: bench --instructions [--accept] [--only LOG,...] [--within PERCENT], LOG one of:' >&2
    echo "       $logs" >&2
    exit 2
}

build=$1
shift
kept=$bench/instructions.csv
accept=no only='' within=2
while [ $# != 0 ]; do
    case $1 in
    --accept) accept=yes ;;
    --only)
        only=${2:-}
        [ $# -ge 2 ] || usage
        shift
        ;;
    --within)
        within=${2:-}
        [ $# -ge 2 ] || usage
        shift
        ;;
    *) usage ;;
    esac
    shift
done
case $within in '' | *[!0-9.]*) usage ;; esac
[ $accept = no ] || [ -z "$only" ] || usage
chosen=$(choose "$only") || usage
command -v valgrind >/dev/null 2>&1 || { echo 'bench: valgrind is not installed' >&2; exit 2; }

generate=$build/bench/bench-generate
wsalog=$build/src/cli/wsalog
top=build/bench/small
small_files=200
counts=$top/instructions.csv

bytes_for() {
    case $1 in
    dense) echo 2000000 ;;
    files) echo 1000000 ;;
    *) echo 8000000 ;;
    esac
}

version() {
    pkg-config --modversion "$1" 2>/dev/null || echo none
}

# What the counts depend on besides the program: another of these, and they cannot be compared.
surroundings() {
    compiler=$(sed -n 's/^CMAKE_C_COMPILER:[A-Z]*=//p' "$build/CMakeCache.txt")
    printf '# %s; libc %s; %s; vectorscan %s; pcre2 %s; avx2 %s; logs %s\n' \
        "$("$compiler" --version | head -n 1)" "$(getconf GNU_LIBC_VERSION 2>/dev/null)" \
        "$(valgrind --version)" "$(version libhs)" "$(version libpcre2-8)" \
        "$(grep -cm1 '\bavx2\b' /proc/cpuinfo)" \
        "$(cat "$bench/generate.c" "$bench"/lines/*.txt | cksum | cut -d' ' -f1)"
}

# count_of COMMAND...: instructions; nothing if it does not run
count_of() {
    valgrind --tool=callgrind --callgrind-out-file=/dev/null "$@" 2>&1 >/dev/null |
        sed -n 's/.*Collected : \([0-9]*\).*/\1/p'
}

mkdir -p "$top"
surroundings >"$counts"
echo 'log,bytes,instructions' >>"$counts"
for log in $chosen; do
    bytes=$(bytes_for "$log")
    make_log "$log" || { echo "bench: could not make the log $log" >&2; exit 2; }
    case $log in
    explain) n=$(count_of "$wsalog" explain 10054) ;;
    *) n=$(count_of "$wsalog" -j1 "$(path_of "$log")") ;;
    esac
    [ -n "$n" ] || { echo "bench: $log could not be counted" >&2; exit 2; }
    echo "$log,$(plain_bytes "$log" | tr -d ' '),$n" >>"$counts"
done
[ -f "$kept" ] || head -n 2 "$counts" >"$kept"
awk -v within="$within" -v accepted="$accept" -f "$bench/instructions.awk" "$kept" "$counts"
status=$?
if [ $accept = yes ]; then
    cp "$counts" "$kept" && echo "kept in bench/instructions.csv"
    exit
fi
exit $status
