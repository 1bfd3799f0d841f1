# The manual pages are well-formed, name the values that options take, and their examples work.
cd "$1" || exit 1
program=$2
work=$(mktemp -d "${TMPDIR:-/tmp}/wsalog-manual.XXXXXX") || exit 1
trap 'rm -rf "$work"' EXIT
status=0

fail() {
    echo "$*"
    status=1
}

# --- well-formed ---

for page in man/*.[15]; do
    ! command -v mandoc >/dev/null 2>&1 || mandoc -T lint "$page" >"$work/lint" 2>&1 ||
        fail "$page: $(cat "$work/lint")"
    ! command -v groff >/dev/null 2>&1 || groff -ww -man -Tutf8 -z "$page" 2>"$work/lint"
    [ ! -s "$work/lint" ] || fail "$page: $(cat "$work/lint")"
    : >"$work/lint"
done
command -v mandoc >/dev/null 2>&1 || command -v groff >/dev/null 2>&1 ||
    echo 'neither mandoc nor groff is installed: the pages were not rendered'

# --- values of options: "option: a, b, c [a]" in the help stands in the entry of that option ---

for command in report find explain rules; do
    "$program" help "$command" | awk '
        function tell() {
            if (match(text, /: [a-z0-9]+(-[a-z0-9]+)*(, [a-z0-9]+(-[a-z0-9]+)*)* \[[a-z0-9-]+\]$/))
                print option, substr(text, RSTART + 2)
            option = text = ""
        }
        /^  (-[A-Za-z],|   ) --[a-z]/ { tell(); match($0, /--[a-z-]+/); option = substr($0, RSTART, RLENGTH) }
        /^[^ ]|^$/ { tell() }
        option { sub(/^ +/, ""); text = text " " $0 }
        END { tell() }' | sed 's/ \[.*//; s/,//g'
done | sort -u >"$work/choices"
[ -s "$work/choices" ] || fail 'wsalog help names no values'
while read -r option values; do
    sed 's/\\-/-/g' man/wsalog.1 | awk -v option="$option" '
        /^\.(TP|S[HS])/ { on = 0 }
        index($0, option " ") || index($0, option "\"") { on = 1 }
        on' >"$work/entry"
    for value in $values; do
        grep -qw -e "$value" "$work/entry" || fail "man/wsalog.1: $option does not name $value"
    done
done <"$work/choices"

# --- examples: every block between .nf and .fi of the pages on formats is a file that works ---

# example PAGE N: the Nth block
example() {
    awk -v wanted="$2" '/^\.nf/ { on = ++n == wanted; next } /^\.fi/ { on = 0 } on' "$1" |
        sed "s/\\\\(aq/'/g; s/\\\\-/-/g; s/\\\\e/\\\\/g"
}

# counts WHAT LINE CODES: `find` with the example rules counts these on the line
counts() {
    found=$(printf '%s\n' "$2" | "$program" find -f csv --rules "$work/$1.yaml" | tail -n +2 | cut -d, -f4 | tr '\n' ' ')
    [ "$found" = "$3" ] || fail "the example $1 of wsalog-rules.5 counts '$found' on: $2"
}

example man/wsalog-rules.5 1 >"$work/rule.yaml"
example man/wsalog-rules.5 2 >"$work/guard.yaml"
counts rule 'ACME link=7 rc:10054' '10054 '
counts rule 'ACME link=7 rc:100540' ''
counts guard 'connect error at shelf 10054' ''
counts guard 'shelf 3: connect error 10054' '10054 '

mkdir "$work/table"
example man/wsalog-table.5 1 >"$work/table/actions.csv"
"$program" explain --table "$work/table" 10061 >"$work/explained" && grep -q 'wiki.example.com' "$work/explained" ||
    fail 'the example of wsalog-table.5 is not seen by explain'

example man/wsalog.conf.5 1 >"$work/wsalog.conf"
"$program" config --no-config --config "$work/wsalog.conf" --job web >"$work/shown" &&
    grep -q '^note = "Web servers, see runbook #12"' "$work/shown" && grep -q '^exclude = debug' "$work/shown" ||
    fail 'the example of wsalog.conf.5 is no configuration'
exit $status
