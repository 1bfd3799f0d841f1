#!/bin/sh
# run.sh PROGRAM SCRIPT STDOUT [ARG...]: runs one case in a clean folder and compares what it prints
# and its exit status with what is expected. README.md beside this file says how to write a case.
set -u

program=$1 script=$2 expected=$3
shift 3
base=${expected%.stdout}

work=$(mktemp -d "${TMPDIR:-/tmp}/wsalog-case.XXXXXX") || exit 1
trap 'chmod -R u+rwx "$work" 2>/dev/null; rm -rf "$work"' EXIT
trap 'exit 1' HUP INT TERM
mkdir "$work/bin" "$work/here"
ln -s "$program" "$work/bin/wsalog"

# A case depends on nothing but the program: no colour, no user's settings, one locale.
TOP=$(cd "$(dirname "$0")/../.." && pwd)
PATH=$work/bin:$PATH
LC_ALL=C.UTF-8 TERM=dumb TZ=UTC
export TOP PATH LC_ALL TERM TZ
unset NO_COLOR SOURCE_DATE_EPOCH COLUMNS

(cd "$work/here" && exec sh "$script" "$@") >"$work/stdout" 2>"$work/stderr" </dev/null
echo $? >"$work/status"
if [ "$(cat "$work/status")" = 77 ]; then
    cat "$work/stdout" "$work/stderr"
    exit 77
fi

if [ -n "${WSALOG_REFRESH:-}" ]; then
    mkdir -p "$(dirname "$base")"
    cp "$work/stdout" "$expected"
    rm -f "$base.stderr" "$base.status"
    [ ! -s "$work/stderr" ] || cp "$work/stderr" "$base.stderr"
    [ "$(cat "$work/status")" = 0 ] || cp "$work/status" "$base.status"
    exit 0
fi

# same WHAT EXPECTED-FILE DEFAULT: compares, and shows the difference
failed=0
same() {
    want=$2
    if [ ! -e "$want" ]; then
        want=$work/default
        printf '%s' "$3" >"$want"
    fi
    cmp -s "$want" "$work/$1" && return
    failed=1
    echo "--- $1: expected (-) and seen (+)"
    diff -u "$want" "$work/$1" | tail -n +3 | head -n 60
}
same status "$base.status" '0
'
same stderr "$base.stderr" ''
same stdout "$expected" ''
exit $failed
