# chart.awk: machine.tsv (NAME, VALUE) and results.csv as an SVG of how many bytes per second each program
# looks at, for a light page or, with dark=1, for a dark one.
BEGIN {
    log_count = split("sparse noise storm dense utf16 gzip zstd files", logs, " ")
    title["sparse"] = "One error in 500 lines"
    title["noise"] = "No error; 1 line in 20 has a number like a code"
    title["storm"] = "No error; every line has a number like a code"
    title["dense"] = "Every line an error"
    title["utf16"] = "UTF-16, one error in 500 lines"
    title["gzip"] = "gzip, one error in 500 lines (bytes unpacked)"
    title["zstd"] = "zstd, one error in 500 lines (bytes unpacked)"
    title["files"] = "10,000 small files"

    # Who is drawn; behind the bar, the names that a program has on different logs.
    bar_count = split("wsalog|wsalog, one thread|ripgrep|ugrep", bars, "|")
    names["wsalog"] = "wsalog"
    names["wsalog -j1"] = "wsalog, one thread"
    names["rg -c"] = names["rg -z -c"] = "ripgrep"
    names["ugrep -c"] = names["ugrep -z -c"] = "ugrep"

    split(dark ? "#58a6ff #1f6feb #8b949e #484f58" : "#0969da #54aeff #6e7781 #afb8c1", colors, " ")
    ink = dark ? "#e6edf3" : "#1f2328"
    faint = dark ? "#8d96a0" : "#59636e"
    rule = dark ? "#30363d" : "#d1d9e0"

    width = 830
    left = 20
    room = 650
    thick = 12
    step = 15
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
part == 2 && FNR > 1 && ($2 in names) {
    speed[$1, names[$2]] = $6
    present[$1] = 1
    if ($6 + 0 > fastest)
        fastest = $6 + 0
}

function escaped(s) {
    gsub(/&/, "\\&amp;", s)
    gsub(/</, "\\&lt;", s)
    gsub(/>/, "\\&gt;", s)
    return s
}

function text(x, y, color, size, weight, s) {
    printf "<text x=\"%g\" y=\"%g\" fill=\"%s\" font-size=\"%d\"%s>%s</text>\n", x, y, color, size,
        weight ? " font-weight=\"600\"" : "", escaped(s)
}

function rect(x, y, w, h, color) {
    printf "<rect x=\"%g\" y=\"%g\" width=\"%.1f\" height=\"%g\" rx=\"2\" fill=\"%s\"/>\n", x, y, w, h, color
}

function height_of(kind,    i, h) {
    for (i = 1; i <= bar_count; i++)
        if ((kind, bars[i]) in speed)
            h += step
    return h
}

function draw_legend(y,    i, x) {
    x = left
    for (i = 1; i <= bar_count; i++) {
        rect(x, y - 10, thick, thick, colors[i])
        text(x + 18, y, ink, 13, 0, bars[i])
        x += 18 + 8 * length(bars[i]) + 20
    }
}

function draw_log(kind, y,    i, w, value) {
    text(left, y, ink, 13, 1, title[kind])
    y += 8
    for (i = 1; i <= bar_count; i++) {
        if (!((kind, bars[i]) in speed))
            continue
        value = speed[kind, bars[i]]
        w = value / fastest * room
        rect(left, y, w < 1 ? 1 : w, thick, colors[i])
        text(left + w + 7, y + thick - 2, i == 1 ? ink : faint, 12, i == 1,
            sprintf("%.2f%s", value, i == 1 ? " GB/s" : ""))
        y += step
    }
}

END {
    height = 90
    for (i = 1; i <= log_count; i++)
        if (logs[i] in present)
            height += height_of(logs[i]) + 34
    if (!fastest) {
        print "chart.awk: no results" >"/dev/stderr"
        exit 1
    }
    printf "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" width=\"%d\" height=\"%d\" role=\"img\"", \
        width, height, width, height
    printf " aria-label=\"Bytes per second of wsalog, ripgrep and ugrep on several kinds of logs\""
    print " font-family=\"-apple-system, 'Segoe UI', 'Noto Sans', Helvetica, Arial, sans-serif\">"
    draw_legend(24)
    y = 62
    for (i = 1; i <= log_count; i++) {
        if (!(logs[i] in present))
            continue
        draw_log(logs[i], y)
        y += height_of(logs[i]) + 34
    }
    printf "<path d=\"M%d %d.5H%d\" stroke=\"%s\"/>\n", left, y - 14, width - left, rule
    text(left, y + 8, faint, 12, 0, sprintf("GB/s, more is better; %s processors; ripgrep and ugrep count lines with eleven patterns, wsalog writes its report", fact["processors"]))
    print "</svg>"
}
