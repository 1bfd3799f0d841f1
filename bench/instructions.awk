# instructions.awk KEPT COUNTED: prints the counts and how they differ from those that were kept. Exit
# status 1 if one grew by more than `within` percent, unless the surroundings of the two differ.
BEGIN {
    FS = ","
}

FNR == 1 {
    surroundings[++part] = $0
    next
}

FNR == 2 {
    next
}

part == 1 {
    kept[$1] = $3
    next
}

FNR == 3 {
    printf "%-10s %10s %14s %10s %14s %8s\n", "", "bytes", "instructions", "per byte", "kept", "change"
}

{
    per_byte = ($2 > 100000) ? sprintf("%.2f", $3 / $2) : ""
    if (!($1 in kept)) {
        printf "%-10s %10d %14d %10s %14s\n", $1, $2, $3, per_byte, "new"
        next
    }
    change = ($3 - kept[$1]) * 100 / kept[$1]
    worse = (change > within + 0)
    grown += worse
    printf "%-10s %10d %14d %10s %14d %+7.1f%%%s\n", $1, $2, $3, per_byte, kept[$1], change, worse ? "  worse" : ""
}

END {
    if (surroundings[1] != surroundings[2]) {
        print "not comparable: they were counted with"
        print "  " substr(surroundings[1], 3)
        print "and now with"
        print "  " substr(surroundings[2], 3)
        exit 0
    }
    if (grown && accepted != "yes")
        printf "%d grew by more than %s%%; if it has to be: ./dev bench --instructions --accept\n", grown, within
    exit (grown > 0)
}
