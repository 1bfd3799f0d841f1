# The manual, the README and the program name the same options and commands.
cd "$1" || exit 1
program=$2
work=$(mktemp -d "${TMPDIR:-/tmp}/wsalog-documents.XXXXXX") || exit 1
trap 'rm -rf "$work"' EXIT
status=0

options() {
    grep -oE '(^|[^A-Za-z0-9-])--[a-z][a-z-]+' | grep -oE '\-\-[a-z][a-z-]+' | sort -u
}

"$program" --help >"$work/help" || exit 1
commands=$(sed -n '/^Commands$/,/^$/s/^  \([a-z]*\) .*/\1/p' "$work/help")
[ -n "$commands" ] || { echo 'wsalog --help names no commands'; exit 1; }
for command in $commands; do
    "$program" help "$command" >>"$work/help" || exit 1
    grep -qE "^\.(SS|TP|B).*$command|\\\\fB$command" man/wsalog.1 ||
        { echo "man/wsalog.1 does not describe the command $command"; status=1; }
done
options <"$work/help" >"$work/program"
sed 's/\\-/-/g' man/wsalog.1 | options >"$work/manual"
diff "$work/program" "$work/manual" >"$work/diff" || {
    echo 'man/wsalog.1 (>) and the help (<) name different options:'
    cat "$work/diff"
    status=1
}

# The README shows some options, not all; each must exist.
sed -n '/```/,/```/p' README.md | grep wsalog | options | comm -23 - "$work/program" >"$work/unknown"
[ ! -s "$work/unknown" ] || { echo 'README.md shows options that do not exist:'; cat "$work/unknown"; status=1; }
exit $status
