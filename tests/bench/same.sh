# The logs of the benchmark, small: the same answer with any threads and prefilter, all errors found, and
# a log that is not what the generator wrote is noticed.
top=$1 build=$2 work=$3
rm -rf "$work" && mkdir -p "$work" && cd "$top" || exit 1
bench=$top/bench
top=$work
generate=$build/bench/bench-generate
bytes=400000
small_files=200
export WSALOG_BENCH_TOP="$work"
# shellcheck source=bench/logs.sh
. "$bench/logs.sh"

made=
for log in sparse dense noise storm utf16 gzip zstd files short; do
    case $log in zstd) command -v zstd >/dev/null 2>&1 || continue ;; esac
    make_log $log || { echo "could not make the log $log"; exit 1; }
    made="$made $log"
done
sh "$bench/same.sh" "$build" "${made# }" samples || exit 1

echo '2026-03-01T00:00:00Z ERROR recv failed: WSAECONNRESET (10054)' >>"$work/logs/noise.log"
if sh "$bench/same.sh" "$build" noise >"$work/seen"; then
    echo 'an error too many is not noticed'
    exit 1
fi
grep -q 'noise: 1 errors found, 0 were made' "$work/seen"
