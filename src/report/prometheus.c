/*
 * The report for Prometheus: a textfile for the collector of its node exporter.
 *
 * What can go down from one run to the next is a gauge: all that a single run has counted. With a
 * state there are counters too, which hold what all runs have counted together; they never go down,
 * also when the history is pruned, and start with the state. Every error of the table has a series,
 * 0 if need be: one that first appears with its first event would hide that from increase().
 *
 * When it was made is always stated, so that an alert can tell that no run has come since. Nothing
 * is in it that a log has written.
 */
#include "report/stream.h"

/* Text between quotes; the format knows three escapes. */
static void add_label(struct buf *out, const char *name, const char *value)
{
    buf_add_format(out, "%s=\"", name);
    for (const char *at = value; *at; at++) {
        if (*at == '\n')
            buf_add_text(out, "\\n");
        else if (*at == '"' || *at == '\\')
            buf_add_format(out, "\\%c", *at);
        else
            buf_add_char(out, *at);
    }
    buf_add_char(out, '"');
}

static void add_head(struct buf *out, const char *name, const char *type, const char *help)
{
    buf_add_format(out, "# HELP %s %s\n# TYPE %s %s\n", name, help, name, type);
}

static void add_value(struct buf *out, uint64_t value)
{
    buf_add_format(out, " %llu\n", (unsigned long long)value);
}

static void add_single(struct buf *out, const char *name, const char *type, const char *help,
                       uint64_t value)
{
    add_head(out, name, type, help);
    buf_add_text(out, name);
    add_value(out, value);
}

static void add_gauge(struct buf *out, const char *name, const char *help, uint64_t value)
{
    add_single(out, name, "gauge", help, value);
}

/* ---- errors ---------------------------------------------------------------------------------- */

static uint64_t events_of_run(const struct report_model *m, int32_t code)
{
    for (size_t i = 0; i < m->error_count; i++)
        if (m->errors[i].meaning->code == code)
            return m->errors[i].events;
    return 0;
}

static uint64_t events_of_all(const struct report_model *m, int32_t code)
{
    const struct report_totals *t = m->options.totals;
    for (size_t i = 0; i < t->count; i++)
        if (t->items[i].code == code)
            return t->items[i].events;
    return 0;
}

/* A series for each error of the table. */
static void add_errors(struct buf *out, const struct report_model *m, const char *name,
                       uint64_t (*events)(const struct report_model *m, int32_t code))
{
    for (size_t i = 0; i < m->catalog->error_count; i++) {
        const struct catalog_error *e = &m->catalog->errors[i];
        buf_add_format(out, "%s{code=\"%d\",", name, (int)e->code);
        add_label(out, "name", e->name);
        buf_add_char(out, ',');
        add_label(out, "severity", severity_id(e->severity));
        buf_add_char(out, ',');
        add_label(out, "category", m->catalog->categories[e->category].id);
        buf_add_char(out, '}');
        add_value(out, events(m, e->code));
    }
}

static void add_totals(struct buf *out, const struct report_model *m)
{
    const struct report_totals *t = m->options.totals;
    if (!t)
        return;
    add_head(out, "wsalog_events_total", "counter",
             "Errors counted by all runs with this state, each event once.");
    add_errors(out, m, "wsalog_events_total", events_of_all);
    add_single(out, "wsalog_runs_total", "counter", "Runs with this state.", t->runs);
    add_single(out, "wsalog_lines_total", "counter", "Lines read by all runs with this state.",
               t->lines);
    add_single(out, "wsalog_bytes_total", "counter", "Bytes read by all runs with this state.",
               t->bytes);
}

/* ---- the run --------------------------------------------------------------------------------- */

static void add_logs(struct buf *out, const struct report_coverage *c)
{
    static const char name[] = "wsalog_run_logs";
    add_head(out, name, "gauge",
             "Logs that the last run has read, has skipped by rule, could not read whole, and has "
             "read though they hardly look like text.");
    buf_add_format(out, "%s{status=\"read\"}", name);
    add_value(out, c->files_read);
    buf_add_format(out, "%s{status=\"skipped\"}", name);
    add_value(out, c->files_skipped);
    buf_add_format(out, "%s{status=\"failed\"}", name);
    add_value(out, c->files_failed + c->files_unreached);
    buf_add_format(out, "%s{status=\"not_text\"}", name);
    add_value(out, c->files_garbled);
}

static bool is_diagnosed(const struct report_model *m, const struct diagnosis *d)
{
    for (size_t i = 0; i < m->diagnosis_count; i++)
        if (m->diagnoses[i].diagnosis == d)
            return true;
    return false;
}

static void add_diagnoses(struct buf *out, const struct report_model *m)
{
    static const char name[] = "wsalog_run_diagnosis";
    const struct diagnosis_set *set = m->options.diagnoses;
    if (!set)
        return;
    add_head(out, name, "gauge", "Whether the errors of the last run look like this.");
    for (size_t i = 0; i < set->count; i++) {
        buf_add_format(out, "%s{", name);
        add_label(out, "id", set->items[i].id);
        buf_add_char(out, '}');
        add_value(out, is_diagnosed(m, &set->items[i]));
    }
}

static void add_maker(struct buf *out, const struct report_model *m)
{
    static const char name[] = "wsalog_build_info";
    add_head(out, name, "gauge", "What made this file; the value is 1.");
    buf_add_format(out, "%s{", name);
    add_label(out, "version", m->options.version);
    buf_add_char(out, ',');
    add_label(out, "rules", m->options.rules);
    buf_add_char(out, '}');
    add_value(out, 1);
}

static void add_run(struct buf *out, const struct report_model *m)
{
    add_gauge(out, "wsalog_last_run_timestamp_seconds", "When the last run was made.",
              (uint64_t)m->options.made_s);
    add_gauge(
        out, "wsalog_run_complete",
        "Whether the last run has read all that it was to read: 0 when it was interrupted, or "
        "a log could not be read whole or hardly looks like text.",
        !m->options.partial && !m->coverage.files_failed && !m->coverage.files_garbled);
    add_gauge(out, "wsalog_run_alarms", "Conditions of --fail-on that hold.", m->alarm_count);
    add_head(out, "wsalog_run_events", "gauge", "Errors counted by the last run.");
    add_errors(out, m, "wsalog_run_events", events_of_run);
    add_diagnoses(out, m);
    add_gauge(out, "wsalog_run_possible_mentions",
              "Mentions in the last run below the confidence asked for.", m->possible);
    add_gauge(out, "wsalog_run_lookalikes",
              "Numbers in the last run that look like an error and "
              "are none.",
              m->lookalikes);
    add_logs(out, &m->coverage);
    add_gauge(out, "wsalog_run_lines", "Lines read by the last run.", m->coverage.lines);
    add_gauge(out, "wsalog_run_bytes", "Bytes read by the last run.", m->coverage.bytes);
}

static enum status render(const struct report_model *model, const struct render_style *style,
                          const struct sink *sink, struct error *err)
{
    (void)style;
    struct stream out = STREAM_INIT(sink);
    add_maker(&out.buf, model);
    add_run(&out.buf, model);
    add_totals(&out.buf, model);
    return stream_end(&out, err);
}

const struct renderer renderer_prometheus = {
    .id = "prom",
    .extension = ".prom",
    .about = "for Prometheus: counts, and when they were made",
    .dated = true,
    .render = render,
};
