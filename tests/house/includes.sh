# Who may include whom: the table of src/README.md, as a program. A folder may always include itself.
cd "$1" || exit 1

awk '
BEGIN {
    allow["base"] = ""
    allow["engine"] = "base"
    allow["catalog"] = "engine base"
    allow["rules"] = "engine base"
    allow["input"] = "base"
    allow["scan"] = "rules engine base"
    allow["context"] = "rules engine base"
    allow["tally"] = "base"
    allow["state"] = "tally engine base"
    allow["diagnose"] = "tally rules catalog engine base"
    allow["redact"] = "engine base"
    allow["report"] = "redact diagnose tally catalog engine base"
    allow["pipeline"] = "state redact report diagnose tally context scan input rules catalog engine base"
    allow["cli"] = "pipeline state redact report diagnose tally context scan input rules catalog engine base"
}
/^[ \t]*#[ \t]*include[ \t]*"/ {
    split(FILENAME, path, "/")
    from = path[2]
    split($0, quoted, "\"")
    to = quoted[2]
    if (to !~ /\//) {
        print FILENAME ":" FNR ": name the folder: #include \"" from "/" to "\""
        bad = 1
        next
    }
    sub(/\/.*/, "", to)
    if (!(from in allow)) {
        print FILENAME ": the folder " from " is not in the table"
        bad = 1
    } else if (to != from && index(" " allow[from] " ", " " to " ") == 0) {
        print FILENAME ":" FNR ": " from " may not include " to
        bad = 1
    }
}
END { exit bad }' $(find src -name '*.[ch]')
