# -o FILE.prom: the text format of Prometheus, to the letter; counters that only grow, also over a pruned history.
mkdir logs
cp "$TOP/samples/go-gateway.log" logs/app.log

# strict FILE: every line is a comment or a sample; each metric has its HELP and TYPE before its samples, which
# stand together; no series twice; counters, and they alone, end in _total.
strict() {
    if command -v promtool >/dev/null 2>&1; then
        promtool check metrics <"$1" || echo 'promtool refuses it'
    fi
    [ -z "$(tail -c 1 "$1" | tr -d '\n')" ] || echo 'the last line has no end'
    awk '
    function wrong(what) { print FILENAME ":" FNR ": " what ": " $0 }
    /^# HELP / { if ($3 in help) wrong("HELP twice"); if (NF < 5) wrong("says nothing"); help[$3] = 1; next }
    /^# TYPE / {
        if (!($3 in help)) wrong("TYPE before HELP")
        if ($3 in type) wrong("TYPE twice")
        if ($4 != "gauge" && $4 != "counter") wrong("no type")
        if (($4 == "counter") != ($3 ~ /_total$/)) wrong("name and type disagree")
        type[$3] = $4; current = $3; next
    }
    !/^[a-z_]+(\{[a-z]+="([^"\\]|\\["\\n])*"(,[a-z]+="([^"\\]|\\["\\n])*")*\})? [0-9]+$/ { wrong("no sample"); next }
    {
        name = $0; sub(/[{ ].*/, "", name)
        series = $0; sub(/ [0-9]+$/, "", series)
        if (name != current) wrong("stands apart from its TYPE")
        if (series in seen) wrong("twice")
        seen[series] = 1
        n++
    }
    END { print n, "samples" }' "$1"
}
run() {
    SOURCE_DATE_EPOCH=$((1790812800 + $1 * 86400))
    export SOURCE_DATE_EPOCH
    shift
    wsalog logs "$@"
}
tell() {
    grep -vE '^#| 0$|^wsalog_build_info' "$1"
}
echo '== without a state: gauges alone'
run 0 -o a.prom
strict a.prom | tail -n 1
tell a.prom
echo '== with a state: what all runs have counted'
run 1 --state state -o b.prom --fail-on actionable -q
echo "exit $?"
cat "$TOP/samples/mail-server.log" >>logs/app.log
run 2 --state state -o b.prom
strict b.prom | tail -n 1
tell b.prom
echo '== a pruned history changes no counter'
grep '_total' b.prom | grep -v '^wsalog_runs_total' >before
wsalog history --state state prune --keep 0d
run 3 --state state -f prom >c.prom
grep '_total' c.prom | grep -v '^wsalog_runs_total' | diff before - && grep '^wsalog_runs_total' c.prom
echo '== an error has the same series in every file'
sed -n 's/^wsalog_run_events\({.*}\) .*/\1/p' a.prom >series
sed -n 's/^wsalog_events_total\({.*}\) .*/\1/p' b.prom | diff series - && grep -c WSAECONNRESET series
