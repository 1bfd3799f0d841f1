# The README's example is what the program prints.
cd "$1" || exit 1
program=$2
work=$(mktemp -d "${TMPDIR:-/tmp}/wsalog-example.XXXXXX") || exit 1
trap 'rm -rf "$work"' EXIT

awk '/^\$ wsalog / { on = 1; next } on && /^(\.\.\.|```)$/ { exit } on' README.md >"$work/shown"
lines=$(wc -l <"$work/shown")
[ "$lines" -gt 5 ] || { echo 'README.md has no example of a report'; exit 1; }
"$program" samples/go-gateway.log | head -n "$lines" >"$work/printed"
diff "$work/shown" "$work/printed" || {
    echo 'README.md: the example (-) is not what the program prints (+)'
    exit 1
}
