# summary.awk: the medians of many runs, how they compare, and which bars are held.
#
# Reads, in this order: machine.tsv (NAME, VALUE), sizes.tsv (LOG, BYTES), bars.csv, runs.tsv (LOG, WHO,
# seconds, seconds of processor time, peak KiB, exit status, lines counted or -). Writes a table to standard output, and the
# files named by csv and json.
BEGIN {
    FS = "\t"
}

FNR == 1 {
    part++
}

part == 1 {
    facts[++fact_count] = $1
    fact[$1] = $2
}

part == 2 {
    size[$1] = $2
}

part == 3 && FNR > 1 {
    split($0, f, ",")
    bar_count++
    bar_log[bar_count] = f[1]
    bar_who[bar_count] = f[2]
    bar_measure[bar_count] = f[3]
    bar_against[bar_count] = f[4]
    least[bar_count] = f[5]
    goal[bar_count] = f[6]
}

part == 4 {
    key = $1 SUBSEP $2
    if (!(key in runs)) {
        keys[++key_count] = key
        log_of[key] = $1
        who_of[key] = $2
    }
    n = ++runs[key]
    wall[key, n] = $3
    cpu[key, n] = $4
    memory[key, n] = $5
    if ($6 > 1)
        failed[key] = $6
    counted[key] = $7
}

# The median of values[key, 1..n]; of an even number, the middle between the two in the middle.
function median(values, key, n,    sorted, i, k, v) {
    for (i = 1; i <= n; i++) {
        v = values[key, i] + 0
        for (k = i; k > 1 && sorted[k - 1] > v; k--)
            sorted[k] = sorted[k - 1]
        sorted[k] = v
    }
    if (n % 2)
        return sorted[(n + 1) / 2]
    return (sorted[n / 2] + sorted[n / 2 + 1]) / 2
}

function most(values, key, n,    i, m) {
    for (i = 1; i <= n; i++)
        if (values[key, i] + 0 > m)
            m = values[key, i] + 0
    return m
}

function least_of(values, key, n,    i, m) {
    m = values[key, 1] + 0
    for (i = 2; i <= n; i++)
        if (values[key, i] + 0 < m)
            m = values[key, i] + 0
    return m
}

# How far apart the runs were, in percent of their median: much, and the machine was busy.
function spread(key) {
    return seconds[key] > 0 ? (most(wall, key, runs[key]) - least_of(wall, key, runs[key])) * 100 / seconds[key] : 0
}

function speed(key) {
    return seconds[key] > 0 ? size[log_of[key]] / seconds[key] / 1e9 : 0
}

# A value of a bar, or "" where a program of it did not run.
function value_of(b,    ours, theirs, i, m) {
    if (bar_measure[b] == "memory") {
        for (i = 1; i <= key_count; i++)
            if (index(who_of[keys[i]], bar_who[b]) == 1 && peak[keys[i]] > m)
                m = peak[keys[i]]
        return m
    }
    ours = bar_log[b] SUBSEP bar_who[b]
    theirs = bar_log[b] SUBSEP bar_against[b]
    if (!(ours in runs))
        return ""
    if (bar_measure[b] == "cpu")
        return busy[ours] * 1000
    return theirs in runs ? seconds[theirs] / seconds[ours] : ""
}

# Of speed, more is better; of time and memory, less.
function reaches(b, value, bound) {
    return bar_measure[b] == "speed" ? value >= bound : value < bound
}

function verdict(b, value) {
    if (value == "")
        return "not measured"
    if (reaches(b, value, goal[b]))
        return "goal"
    return reaches(b, value, least[b]) ? "held" : "missed"
}

function bar_name(b) {
    if (bar_measure[b] == "memory")
        return "peak memory of wsalog, MiB"
    if (bar_measure[b] == "cpu")
        return bar_log[b] ": " bar_who[b] ", ms of processor time"
    return bar_log[b] ": " bar_who[b] " against " bar_against[b]
}

function quoted(text) {
    gsub(/\\/, "\\\\", text)
    gsub(/"/, "\\\"", text)
    return "\"" text "\""
}

function print_table(    i, key, last, note) {
    printf "%s, %s processors, %.0f MB, median of %s, %s\n", fact["processor"], fact["processors"],
        fact["size"] / 1e6, fact["rounds"], fact["date"]
    for (i = 1; i <= key_count; i++) {
        key = keys[i]
        if (log_of[key] != last)
            printf "\n%-26s %9s %7s %9s %8s %9s %12s\n", log_of[key], "seconds", "spread", "cpu", "GB/s",
                "peak MiB", "wsalog is"
        last = log_of[key]
        note = key in failed ? "  exit status " failed[key] : ""
        if (who_of[key] ~ /-c( [(]Unicode[)])?$/ && counted[key] ~ /[0-9]/)
            note = note "  " counted[key] " lines"
        printf "  %-24s %9.4f %6.0f%% %9.4f %8s %9.1f %11.2fx%s\n", who_of[key], seconds[key], spread(key), busy[key],
            (size[last] > 1e5) ? sprintf("%.2f", speed(key)) : "", peak[key],
            seconds[key] / seconds[last, "wsalog"], note
    }
}

function print_bars(    b, value) {
    printf "\n%-52s %9s %9s %9s\n", "bar", "measured", "at least", "goal"
    for (b = 1; b <= bar_count; b++) {
        value = value_of(b)
        printf "  %-50s %9s %9s %9s  %s\n", bar_name(b), value == "" ? "" : sprintf("%.2f", value),
            (bar_measure[b] == "speed" ? "" : "< ") least[b],
            (bar_measure[b] == "speed" ? "" : "< ") goal[b], verdict(b, value)
    }
}

function write_csv(    i, key) {
    print "log,who,bytes,runs,seconds,gb_per_s,cpu_seconds,peak_mib,exit_status,spread_percent" >csv
    for (i = 1; i <= key_count; i++) {
        key = keys[i]
        printf "%s,%s,%s,%d,%.4f,%.3f,%.4f,%.1f,%d,%.1f\n", log_of[key], who_of[key], size[log_of[key]],
            runs[key], seconds[key], speed(key), busy[key], peak[key], failed[key], spread(key) >csv
    }
    close(csv)
}

function write_json(    i, key, b, value) {
    print "{" >json
    for (i = 1; i <= fact_count; i++)
        printf "  %s: %s,\n", quoted(facts[i]), quoted(fact[facts[i]]) >json
    print "  \"results\": [" >json
    for (i = 1; i <= key_count; i++) {
        key = keys[i]
        printf "    {\"log\": %s, \"who\": %s, \"bytes\": %s, \"runs\": %d, \"seconds\": %.4f,", \
            quoted(log_of[key]), quoted(who_of[key]), size[log_of[key]], runs[key], seconds[key] >json
        printf " \"gb_per_s\": %.3f, \"cpu_seconds\": %.4f, \"peak_mib\": %.1f, \"exit_status\": %d, \"spread_percent\": %.1f}%s\n",
            speed(key), busy[key], peak[key], failed[key], spread(key), i < key_count ? "," : "" >json
    }
    print "  ],\n  \"bars\": [" >json
    for (b = 1; b <= bar_count; b++) {
        value = value_of(b)
        printf "    {\"bar\": %s, \"measured\": %s, \"least\": %s, \"goal\": %s, \"verdict\": %s}%s\n", \
            quoted(bar_name(b)), value == "" ? "null" : sprintf("%.3f", value), least[b], goal[b],
            quoted(verdict(b, value)), b < bar_count ? "," : "" >json
    }
    print "  ]\n}" >json
    close(json)
}

END {
    for (i = 1; i <= key_count; i++) {
        key = keys[i]
        seconds[key] = median(wall, key, runs[key])
        busy[key] = median(cpu, key, runs[key])
        peak[key] = most(memory, key, runs[key]) / 1024
    }
    print_table()
    print_bars()
    write_csv()
    write_json()
}
