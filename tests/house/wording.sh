# Our texts are our own: none has five words in a row in common with the two public lists of Winsock
# errors that the table began with. Runs where those lists are at hand.
cd "$1" || exit 1
seeds=${WSALOG_SHARED:-}/seeds
if [ -z "${WSALOG_SHARED:-}" ] || [ ! -d "$seeds" ]; then
    echo 'skipped: the public lists are not at hand'
    exit 77
fi

# Commands are quoted from their makers, and so is the name of an error: both are left out.
texts() {
    cat table/errors.csv table/causes.csv table/categories.csv table/operations.csv
    cat table/actions.csv
    if [ -f rules/diagnoses.yaml ]; then grep -vE '^ *command:' rules/diagnoses.yaml; fi
}

texts | LC_ALL=C awk '
function words(line, out) {
    line = tolower(line)
    gsub(/[^a-z0-9_]+/, " ", line)
    return split(line, out, " ")
}
# The lists are one run of words each: their lines are broken anywhere.
FILENAME != "-" {
    n = words($0, w)
    for (i = 1; i <= n; i++) {
        for (k = 1; k < 5; k++)
            last[k] = last[k + 1]
        last[5] = w[i]
        seen[last[1] " " last[2] " " last[3] " " last[4] " " last[5]] = 1
    }
    next
}
{
    n = words($0, w)
    checked += n
    for (i = 5; i <= n; i++) {
        run = w[i - 4] " " w[i - 3] " " w[i - 2] " " w[i - 1] " " w[i]
        if (run in seen) {
            print "in common: \"" run "\" in: " $0
            found++
        }
    }
}
END {
    if (!checked)
        print "nothing was checked"
    exit found || !checked
}' "$seeds"/*.txt -
