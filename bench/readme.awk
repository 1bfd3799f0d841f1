# readme.awk: machine.tsv (NAME, VALUE) and results.csv as the table of the README.
BEGIN {
    log_count = split("sparse noise storm dense utf16 gzip zstd files", logs, " ")
    title["sparse"] = "one error in 500 lines"
    title["noise"] = "no error, 1 line in 20 has a number like a code"
    title["storm"] = "no error, every line has a number like a code"
    title["dense"] = "every line an error"
    title["utf16"] = "UTF-16, one error in 500 lines"
    title["gzip"] = "gzip, one error in 500 lines"
    title["zstd"] = "zstd, one error in 500 lines"
    title["files"] = "10,000 small files"
    column_count = split("wsalog,wsalog -j1,rg -c,ugrep -c,grep -c,limit", columns, ",")
    same["rg -z -c"] = "rg -c"
    same["ugrep -z -c"] = "ugrep -c"
    same["wc -l"] = same["zcat"] = same["zstd -dc"] = "limit"
    FS = "\t"
}

FNR == 1 {
    part++
    if (part == 2)
        FS = ","
}

part == 1 {
    fact[$1] = $2
}

# The header is still split at tabs.
part == 2 && FNR > 1 {
    who = ($2 in same) ? same[$2] : $2
    seconds[$1, who] = $5
    speed[$1, who] = $6
    busy[$1, who] = $7
    if (index(who, "wsalog") == 1 && $8 + 0 > peak)
        peak = $8 + 0
}

# "3.06", or how little it is where that would be 0.05
function figure(value) {
    return value < 0.0995 ? sprintf("%.3f", value) : sprintf("%.2f", value)
}

END {
    print "| GB/s | wsalog | one thread | ripgrep | ugrep | grep | `wc -l`, unpacking | wsalog to ripgrep |"
    print "|---|--:|--:|--:|--:|--:|--:|--:|"
    for (i = 1; i <= log_count; i++) {
        log_name = logs[i]
        if (!((log_name, "wsalog") in speed))
            continue
        row = "| " title[log_name]
        for (k = 1; k <= column_count; k++) {
            key = log_name SUBSEP columns[k]
            cell = (key in speed) ? figure(speed[key]) : ""
            row = row " | " (k == 1 ? "**" cell "**" : cell)
        }
        key = log_name SUBSEP "rg -c"
        print row " | " ((key in seconds) ? sprintf("%.1f ×", seconds[key] / seconds[log_name, "wsalog"]) : "") " |"
    }
    printf "\n`wsalog explain 10054` takes %.1f ms of processor time, a report on ten lines %.1f ms; ", \
        busy["explain", "wsalog"] * 1000, busy["short", "wsalog"] * 1000
    printf "the most memory in\nall of this was %.0f MiB. ", peak
    printf "Logs of %.0f MB in memory, medians of %s; %s, %s processors; ripgrep %s, ugrep %s,\nGNU grep %s; %s.\n", \
        fact["size"] / 1e6, fact["rounds"], fact["processor"], fact["processors"], fact["rg"],
        fact["ugrep"], fact["grep"], fact["date"]
}
