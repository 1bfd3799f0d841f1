# White space, line ends, and no path of one particular machine.
cd "$1" || exit 1
status=0

ours=$(find src tools bench cmake table rules man tests README.md CMakeLists.txt CMakePresets.json dev .ci \
    -type f ! -path 'tests/golden/*/*' ! -path 'tests/cli/cases/*' ! -name '*.log' ! -name '*.gz')
tab=$(printf '\t')
cr=$(printf '\r')

# shellcheck disable=SC2086 # names without spaces
{
    grep -nE '[ 	]+$' $ours /dev/null && { echo 'trailing white space'; status=1; }
    grep -n "$cr" $ours /dev/null && { echo 'CR at a line end'; status=1; }
    grep -n "$tab" $(printf '%s\n' $ours | grep -E '\.(c|h|cmake|yaml|md|json)$|CMakeLists.txt') /dev/null |
        grep -v '^tests/house/tidy.sh' && { echo 'tab'; status=1; }
    for file in $ours; do
        [ ! -s "$file" ] || [ "$(tail -c 1 "$file" | wc -l)" = 1 ] ||
            { echo "$file: no line end at its end"; status=1; }
    done
    grep -nE '(^|[^A-Za-z0-9_./-])/(work|home|root|tmp)/' $(printf '%s\n' $ours | grep -v '^tests/') /dev/null &&
        { echo 'a path of one machine'; status=1; }
}
exit $status
