#!/bin/sh
# same.sh BUILD "LOG..." [PATH...]: checks that on each log of the benchmark, and of each PATH, one thread
# with the PCRE2 prefilter, all threads and the prefilter of choice give the same report, and that of what
# the generator wrote all is found and no more. Prints what differs; exit status 1 if anything does.
set -u
bench=$(cd "$(dirname "$0")" && pwd)
# shellcheck source=bench/logs.sh
. "$bench/logs.sh"
wsalog=$1/src/cli/wsalog
chosen=$2
shift 2
top=${WSALOG_BENCH_TOP:-build/bench}
status=0
checked=0

# same PATH: leaves the report in one.json
same() {
    "$wsalog" -q -f json -j1 --prefilter=pcre2 "$1" >"$top/one.json"
    for options in '' -j1 '-j3 --prefilter=pcre2'; do
        # shellcheck disable=SC2086 # a list of words
        "$wsalog" -q -f json $options "$1" >"$top/other.json"
        cmp -s "$top/one.json" "$top/other.json" || {
            echo "$1: '$options' gives another answer than '-j1 --prefilter=pcre2'"
            status=1
        }
    done
    checked=$((checked + 1))
}

# all_found LOG: as many errors as lines were made to report one
all_found() {
    read -r _ made <"$top/logs/$1.count"
    found=$(sed -n '/"totals"/,/}/s/.*"events": \([0-9]*\).*/\1/p' "$top/one.json")
    [ "$found" = "$made" ] || {
        echo "$1: $found errors found, $made were made"
        status=1
    }
}

for log in $chosen; do
    case $log in explain) continue ;; esac
    same "$(path_of "$log")"
    case $log in short) ;; *) all_found "$log" ;; esac
done
for path in "$@"; do
    same "$path"
done
rm -f "$top/one.json" "$top/other.json"
[ $status != 0 ] || echo "same answers with any threads and prefilter: $checked of $checked"
exit $status
