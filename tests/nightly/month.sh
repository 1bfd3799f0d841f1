#!/bin/sh
# month.sh PROGRAM FAULTS SEED: a month of nights. A writer appends to logs, in the middle of lines too, and
# rotates, compresses and deletes them in every way; each night a run reads what is new; some runs are killed
# at a point that the seed chooses, some find the disk full. In the end the reports of all nights together
# count what one scan counts of everything that was ever written.
set -u
program=$1 faults=$2 seed=$3
nights=${4:-30}
work=$(mktemp -d "${TMPDIR:-/tmp}/wsalog-month.XXXXXX") || exit 1
trap 'rm -rf "$work"' EXIT
trap 'exit 1' HUP INT TERM
cd "$work" || exit 1
mkdir logs ever reports
export LC_ALL=C.UTF-8 TZ=UTC
ASAN_OPTIONS="${ASAN_OPTIONS:+$ASAN_OPTIONS:}verify_asan_link_order=0"
export ASAN_OPTIONS

# chance N: sets $chance to a number below N
chance() {
    seed=$(((seed * 1103515245 + 12345) % 2147483648))
    chance=$((seed / 65536 % $1))
}

# --- the writer --------------------------------------------------------------------------------

# text NIGHT LINES: what a log gets that night, as records of one line and more
text() {
    chance 1000000
    awk -v night="$1" -v lines="$2" -v seed="$chance" '
    function roll(n) { seed = (seed * 1103515245 + 12345) % 2147483648; return int(seed / 65536) % n }
    BEGIN {
        split("10054 10060 10061 10013 10048 10051 11001 10038", codes, " ")
        for (i = 0; i < lines; i++) {
            stamp = sprintf("2026-10-%02d %02d:%02d:%02d.%03d", night, roll(24), roll(60), roll(60), i % 1000)
            code = codes[1 + roll(8)]
            what = roll(12)
            if (what == 0) printf "%s ERROR call failed [WinError %s] to 10.0.0.%d:443\n", stamp, code, roll(9)
            else if (what == 1) printf "%s ERROR request failed\n   at one [WinError %s]\n   at two [WinError %s]\n", stamp, code, code
            else if (what == 2) printf "%s ERROR socket error %s, then WSAECONNRESET\nCaused by: [WinError %s]\n", stamp, code, codes[1 + roll(8)]
            else printf "%s INFO worker %d took %d ms and said nothing else of any interest\n", stamp, roll(64), 10000 + roll(90)
        }
    }'
}

# put LOG EVER ENCODING: standard input goes to the end of both
put() {
    if [ "$3" = UTF-8 ]; then tee -a "$2" >>"$1"; else iconv -f UTF-8 -t "$3" | tee -a "$2" >>"$1"; fi
}

# write NAME LOG NIGHT LINES [ENCODING]: what the last night has held back, then new text, which ends anywhere (but
# in the log that is deleted, whose half of a line would be lost with it, and where a character has several bytes)
write() {
    text "$3" "$4" >new
    [ "$1" != page ] || sed -i 's/said nothing else/sagte für die Übrigen nichts/' new
    cat "pending.$1" new >all 2>/dev/null || cp new all
    size=$(wc -c <all)
    held=0
    chance 3
    if [ "$chance" != 0 ] && [ "$1" != tmp ] && [ "$1" != page ]; then
        chance 120
        held=$chance
    fi
    [ "$held" -lt "$size" ] || held=0
    head -c $((size - held)) all | put "$2" "ever/$1.$(generation "$1")" "${5:-UTF-8}"
    tail -c "$held" all >"pending.$1"
}

# finish NAME LOG [ENCODING]: the rest of the line
finish() {
    [ ! -s "pending.$1" ] || put "$2" "ever/$1.$(generation "$1")" "${3:-UTF-8}" <"pending.$1"
    rm -f "pending.$1"
}

generation() {
    cat "generation.$1" 2>/dev/null || echo 1
}

# begin_anew NAME: what is written from now on is another log
begin_anew() {
    next=$(($(generation "$1") + 1))
    echo "$next" >"generation.$1"
    rm -f "pending.$1"
}

# shift_names STEM: STEM.1 becomes STEM.2 and so on
shift_names() {
    for number in 6 5 4 3 2 1; do
        for suffix in '' .gz .xz .zst; do
            [ ! -e "$1.$number$suffix" ] || mv "$1.$number$suffix" "$1.$((number + 1))$suffix"
        done
    done
}

# pack FILE: in one of the ways that are installed
pack() {
    chance 3
    case $chance in
    0) command -v xz >/dev/null && xz "$1" && return ;;
    1) command -v zstd >/dev/null && zstd -q --rm "$1" && return ;;
    esac
    gzip "$1"
}

# Nothing is deleted that no run has read.
safe=
day() {
    night=$1
    date=2026-10-$(printf %02d "$night")
    if [ -n "$safe" ]; then
        rm -f logs/web.log.[4-9]* logs/app.log.[4-9]*
        chance 4
        if [ "$chance" = 0 ]; then
            rm -f logs/tmp.log
            begin_anew tmp
        fi
    fi
    # By renaming; what is older is packed.
    chance 3
    if [ "$chance" = 0 ] && [ -s logs/web.log ]; then
        [ ! -e logs/web.log.1 ] || pack logs/web.log.1
        shift_names logs/web.log
        chance 2
        [ "$chance" = 0 ] || finish web logs/web.log
        mv logs/web.log logs/web.log.1
        begin_anew web
    fi
    # By copying and truncating.
    chance 4
    if [ "$chance" = 0 ] && [ -s logs/app.log ]; then
        shift_names logs/app.log
        finish app logs/app.log
        cp logs/app.log logs/app.log.1
        : >logs/app.log
        chance 2
        [ "$chance" = 0 ] || pack logs/app.log.1
        begin_anew app
    fi
    # By the date in the name, every second day.
    if [ $((night % 2)) = 1 ]; then
        [ ! -e "logs/day-$day_before.log" ] || finish day "logs/day-$day_before.log"
        for old in logs/day-*.log; do
            [ ! -e "$old" ] || [ "$old" = "logs/day-$day_before.log" ] || pack "$old"
        done
        begin_anew day
        day_before=$date
    fi
    chance 5
    [ "$chance" = 0 ] || write web logs/web.log "$night" 700
    chance 5
    [ "$chance" = 0 ] || write app logs/app.log "$night" 90
    chance 5
    [ "$chance" = 0 ] || write day "logs/day-$day_before.log" "$night" 60
    chance 2
    [ "$chance" = 0 ] || write tmp logs/tmp.log "$night" 8
    chance 3
    [ "$chance" = 0 ] || write wide logs/wide.log "$night" 25 UTF-16LE
    chance 3
    [ "$chance" = 0 ] || write old logs/old.log "$night" 40
    chance 3
    [ "$chance" = 0 ] || write page logs/page.log "$night" 30 CP1252
}
day_before=none

# --- the nights --------------------------------------------------------------------------------

# run NAME [VARIABLE=VALUE]: sets $status and $safe
run() {
    name=$1
    shift
    env LD_PRELOAD="$faults" FAULT_COUNT="$work/calls" SOURCE_DATE_EPOCH=$((1790812800 + night * 86400)) "$@" \
        "$program" --state state logs -o "reports/$name.csv" -o "reports/$name.json" 2>stderr
    status=$?
    safe=
    [ "$status" != 0 ] || safe=yes
    if [ "$status" != 0 ] && [ "$status" != 137 ] && [ "$status" != 2 ]; then
        echo "$name: exit status $status"
        cat stderr
        exit 1
    fi
}

killed=0 full=0 good=0
night=0
while [ "$night" -lt "$nights" ]; do
    night=$((night + 1))
    day "$night"
    chance 3
    case $chance in
    0)
        chance 60
        run "night-$night" FAULT_KILL_AT=$((chance + 1))
        [ "$status" != 137 ] || killed=$((killed + 1))
        ;;
    1)
        chance 60
        run "night-$night" FAULT_FULL_AT=$((chance + 1))
        [ "$status" != 2 ] || full=$((full + 1))
        ;;
    2) run "night-$night" ;;
    esac
    [ -z "$safe" ] || good=$((good + 1))
done
for name in web app wide old tmp page; do
    [ ! -e "logs/$name.log" ] || finish $name "logs/$name.log" "$([ $name != wide ] || echo UTF-16LE)"
done
# A last line without its end is counted when it is found unchanged.
run "last-1"
run "last-2"
run "last-3"

# --- the sum -----------------------------------------------------------------------------------

mkdir one
for file in ever/*; do
    mv "$file" "one/$(basename "$file").log"
done
"$program" one -o one.csv -o one.json || exit 1

# counts FILE...: code, events and mentions, summed up
counts() {
    cat "$@" | awk -F, '$1 ~ /^[0-9]+\r?$/ { e[$1] += $8; m[$1] += $9 }
        END { for (c in e) print c, e[c], m[c] }' | sort -n
}
counts one.csv >expected
counts reports/*.csv >summed
# total FIELD FILE...: of the coverage
total() {
    field=$1
    shift
    sed -n '/"coverage"/,/"sources"/p' "$@" | grep -oE "\"$field\": *[0-9]+" |
        awk -F: '{ sum += $2 } END { print sum + 0 }'
}
for field in lines bytes; do
    echo "$field $(total $field one.json)" >>expected
    echo "$field $(total $field reports/*.json)" >>summed
done
# So does the history, run by run.
"$program" history --state state list -f json | grep -oE '"code": [0-9]+, "events": [0-9]+, "mentions": [0-9]+' |
    tr -cd '0-9 \n' | awk '{ e[$1] += $2; m[$1] += $3 } END { for (c in e) print c, e[c], m[c] }' | sort -n >remembered
for field in lines bytes; do
    for run in $("$program" history --state state list | awk '{ print $1 }'); do
        "$program" history --state state show "$run" -f json
    done | grep -oE "\"$field\": [0-9]+" | awk -v field=$field '{ n += $2 } END { print field, n }' >>remembered
done
diff summed remembered || { echo "seed $3: the reports (<) and the history (>) differ"; exit 1; }
diff expected summed >difference || {
    echo "seed $3: one scan of everything (<) and the sum of the nights (>) differ:"
    cat difference
    exit 1
}
[ "$(awk '$2 > 100' expected | wc -l)" -gt 9 ] || { echo 'the month tells nothing'; exit 1; }
[ "$killed" -gt 0 ] && [ "$full" -gt 0 ] && [ "$good" -gt 0 ] ||
    { echo "seed $3: $killed killed, $full full, $good good: not a month worth the name"; exit 1; }
echo "$nights nights: $killed killed, $full without room; $(total lines one.json) lines, each counted once"
