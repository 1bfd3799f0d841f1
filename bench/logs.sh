# shellcheck shell=sh disable=SC2154 # the caller sets them
# The logs of the benchmark, in build/bench; read by the scripts beside this one. A log is made once, and
# anew when its size, the generator or the lines change.
#
# The caller sets: bench (this folder), top (where the logs go), generate (the program), bytes (how much);
# small_files where they are not to be 10,000.

logs='sparse dense noise storm utf16 gzip zstd files explain short'

# bytes_of SIZE: 256M, 1G or a number
bytes_of() {
    number=${1%[kKMG]}
    case $number in '' | *[!0-9]* | 0*) return 1 ;; esac
    case $1 in
    *[kK]) echo $((number * 1000)) ;;
    *M) echo $((number * 1000000)) ;;
    *G) echo $((number * 1000000000)) ;;
    *) echo "$number" ;;
    esac
}

# choose LOG,...: these, or all of them
choose() {
    [ -n "$1" ] || { echo "$logs"; return; }
    for one in $(echo "$1" | tr ',' ' '); do
        case " $logs " in *" $one "*) ;; *) return 1 ;; esac
    done
    echo "$1" | tr ',' ' '
}

path_of() {
    case $1 in
    gzip) echo "$top/logs/sparse.log.gz" ;;
    zstd) echo "$top/logs/sparse.log.zst" ;;
    files) echo "$top/logs/files" ;;
    explain) echo "$bench/patterns.txt" ;; # nothing is read
    *) echo "$top/logs/$1.log" ;;
    esac
}

# How many bytes a program has to look at: of a compressed log, what is in it.
plain_bytes() {
    case $1 in
    gzip | zstd) wc -c <"$top/logs/sparse.log" ;;
    files) find "$top/logs/files" -type f -exec cat {} + | wc -c ;;
    explain) echo 0 ;;
    *) wc -c <"$(path_of "$1")" ;;
    esac
}

# Ten thousand files take their share of a large size, and are a few lines long in a small one.
bytes_of_files() {
    if [ "$bytes" -lt 40000000 ]; then echo "$bytes"; else echo 40000000; fi
}

# made_of LOG: what the log's content depends on
made_of() {
    cat "$bench/generate.c" "$bench/logs.sh" "$bench"/lines/*.txt | cksum
    echo "$1 $bytes ${small_files:-}"
}

# write_log LOG: from the others where it can be; the generator's counts of lines and errors go to LOG.count
write_log() {
    case $1 in
    explain) ;;
    short) "$generate" dense 4000 2>"$top/logs/$1.count" | head -n 10 >"$(path_of short)" ;;
    utf16)
        make_log sparse && { printf '\377\376' && iconv -f UTF-8 -t UTF-16LE "$top/logs/sparse.log"; } \
            >"$(path_of utf16)" && cp "$top/logs/sparse.count" "$top/logs/utf16.count"
        ;;
    gzip)
        make_log sparse && gzip -nc "$top/logs/sparse.log" >"$(path_of gzip)" &&
            cp "$top/logs/sparse.count" "$top/logs/gzip.count"
        ;;
    zstd)
        make_log sparse && zstd -qc "$top/logs/sparse.log" >"$(path_of zstd)" &&
            cp "$top/logs/sparse.count" "$top/logs/zstd.count"
        ;;
    files)
        rm -rf "$top/logs/files"
        mkdir "$top/logs/files" &&
            "$generate" sparse "$(bytes_of_files)" "${small_files:-10000}" "$top/logs/files" 2>"$top/logs/files.count"
        ;;
    *) "$generate" "$1" "$bytes" >"$(path_of "$1")" 2>"$top/logs/$1.count" ;;
    esac
}

make_log() {
    mkdir -p "$top/logs"
    made_of "$1" | cmp -s - "$top/logs/$1.made" && return
    rm -f "$top/logs/$1.made"
    WSALOG_BENCH_LINES=$bench/lines write_log "$1" && made_of "$1" >"$top/logs/$1.made"
}
