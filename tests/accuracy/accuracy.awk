# Reads what `find -f jsonl` printed for each line (stage=found), then both tables (stage=positives,
# stage=negatives), and prints four tables and the bars.

function take(text, pattern, skip,    found) {
    if (!match(text, pattern))
        return ""
    found = substr(text, RSTART + skip, RLENGTH - skip)
    return found
}

# Every expected name was found, whatever else was.
function has_all(expected, found,    names, n, i) {
    n = split(expected, names, ",")
    for (i = 1; i <= n; i++)
        if (index("," found ",", "," names[i] ",") == 0)
            return 0
    return 1
}

# Names that were found and not expected.
function extras(expected, found,    names, n, i, more) {
    n = split(found, names, ",")
    for (i = 1; i <= n; i++)
        if (names[i] != "" && index("," expected ",", "," names[i] ",") == 0)
            more++
    return more + 0
}

# Rows with nothing in the second column are left out when `busy`.
function table(title, all, hit, word, busy,    key, line) {
    printf "\n%-24s %6s %6s %8s\n", title, "lines", word, "share"
    for (key in all) {
        if (busy && !hit[key])
            continue
        line = sprintf("%-24s %6d %6d %7.1f%%", key, all[key], hit[key], 100 * hit[key] / all[key])
        print line | "sort"
    }
    close("sort")
}

# Notes a row of the table at hand that came out otherwise than labelled, and its line.
function miss(expected, found) {
    missed[++missed_count] = sprintf("%s (%s, %s)  expected %s  found %s\n    %s", cell[1], cell[3],
        cell[4], expected, (found == "" ? "-" : found), substr(cell[7], 1, 300))
}

# A share that must be at least (side 1) or at most (side -1) so much.
function bar(what, part, whole, limit, side,    share, held) {
    share = whole ? part / whole : (side > 0)
    held = side > 0 ? share >= limit : share <= limit
    printf("%-34s %5.1f%%  (%s %.1f%%)  %s\n", what, 100 * share,
        (side > 0 ? "at least" : "at most"), 100 * limit, (held ? "held" : "MISSED"))
    missed_bars += !held
}

stage == "found" {
    id = take($0, "\"file\": ?\"[^\"]+\"", 0)
    sub(/"$/, "", id)
    sub(/.*\//, "", id)
    name = take($0, "\"name\": ?\"[A-Z_0-9a-z]+\"", 0)
    gsub(/.*: ?"|"$/, "", name)
    seen[id] = seen[id] == "" ? name : seen[id] "," name
    next
}

{ split($0, cell, "\t") }

stage == "positives" {
    found = seen[cell[1]]
    ok = has_all(cell[2], found)
    lines++
    right += ok
    forms[cell[3]]++
    found_forms[cell[3]] += ok
    strengths[cell[4]]++
    found_strengths[cell[4]] += ok
    if (extras(cell[2], found))
        wrong++
    if (!ok || extras(cell[2], found))
        miss(cell[2], found)
}

stage == "negatives" {
    bad = seen[cell[1]] != ""
    negatives++
    falsely += bad
    kinds[cell[3]]++
    false_kinds[cell[3]] += bad
    sureness[cell[4]]++
    false_sureness[cell[4]] += bad
    if (bad)
        miss("nothing", seen[cell[1]])
}

END {
    table("form", forms, found_forms, "found", 0)
    table("strength", strengths, found_strengths, "found", 0)
    table("false matches by kind", kinds, false_kinds, "false", 1)
    table("false matches", sureness, false_sureness, "false", 0)
    print ""
    for (i = 1; i <= missed_count; i++)
        print missed[i]
    printf "\nrecall %d of %d (%.1f%%), lines with a wrong error besides %d, false matches %d of %d (%.1f%%)\n",
        right, lines, 100 * right / lines, wrong + 0, falsely + 0, negatives, 100 * falsely / negatives
    print ""
    bar("explicit lines found", found_strengths["explicit"], strengths["explicit"], 0.99, 1)
    bar("message lines found", found_strengths["message"], strengths["message"], 0.97, 1)
    bar("lines with a wrong error besides", wrong, lines, 0.01, -1)
    bar("certain negatives that match", false_sureness["certain"], sureness["certain"], 0.005, -1)
    exit missed_bars > 0
}
