/*
 * The report for programs. Keys stand in a fixed order and are all present; a new version only
 * ever adds keys.
 */
#include "engine/json.h"

#include "report/stream.h"

#include <string.h>

#define JSON_SCHEMA 1

/* A value being written: brackets, commas and indentation. */
struct writer {
    struct stream out;
    size_t depth;
    bool empty; /* nothing stands yet in the innermost bracket */
};

static void begin_value(struct writer *w, const char *key)
{
    struct buf *b = &w->out.buf;
    if (w->depth) {
        buf_add_text(b, w->empty ? "\n" : ",\n");
        buf_add_repeat(b, ' ', w->depth * 2);
    }
    w->empty = false;
    if (!key)
        return;
    json_add_string(b, str_from(key));
    buf_add_text(b, ": ");
}

static void open_bracket(struct writer *w, const char *key, char bracket)
{
    begin_value(w, key);
    buf_add_char(&w->out.buf, bracket);
    w->depth++;
    w->empty = true;
}

static void close_bracket(struct writer *w, char bracket)
{
    w->depth--;
    if (!w->empty) {
        buf_add_char(&w->out.buf, '\n');
        buf_add_repeat(&w->out.buf, ' ', w->depth * 2);
    }
    buf_add_char(&w->out.buf, bracket);
    w->empty = false;
    stream_flush(&w->out);
}

static void add_bytes(struct writer *w, const char *key, const char *text, size_t len)
{
    begin_value(w, key);
    json_add_string(&w->out.buf, (struct str){text, len});
}

static void add_null(struct writer *w, const char *key)
{
    begin_value(w, key);
    buf_add_text(&w->out.buf, "null");
}

/* NULL and, with it, "not known" are null. */
static void add_text(struct writer *w, const char *key, const char *text)
{
    if (text)
        add_bytes(w, key, text, strlen(text));
    else
        add_null(w, key);
}

static void add_name(struct writer *w, const char *key, const char *name, size_t len)
{
    begin_value(w, key);
    json_add_name(&w->out.buf, (struct str){name, len});
}

static void add_optional(struct writer *w, const char *key, const char *text)
{
    add_text(w, key, text && *text ? text : NULL);
}

static void add_uint(struct writer *w, const char *key, uint64_t n)
{
    begin_value(w, key);
    buf_add_format(&w->out.buf, "%llu", (unsigned long long)n);
}

static void add_bool(struct writer *w, const char *key, bool value)
{
    begin_value(w, key);
    buf_add_text(&w->out.buf, value ? "true" : "false");
}

static void add_time(struct writer *w, const char *key, struct moment m)
{
    struct buf iso = BUF_INIT(64);
    moment_format(m, &iso);
    if (m.known)
        add_bytes(w, key, buf_text(&iso), iso.len);
    else
        add_null(w, key);
    buf_release_part(&iso, &w->out.buf);
}

/* Parts of the report */

static void add_generator(struct writer *w, const struct report_options *o)
{
    open_bracket(w, "generator", '{');
    add_text(w, "name", "wsalog");
    add_text(w, "version", o->version ? o->version : "");
    add_text(w, "rules", o->rules ? o->rules : "");
    open_bracket(w, "options", '[');
    for (size_t i = 0; i < o->option_count; i++)
        add_text(w, NULL, o->options[i]);
    close_bracket(w, ']');
    close_bracket(w, '}');
}

static void add_source(struct writer *w, const struct report_source *s)
{
    open_bracket(w, NULL, '{');
    add_name(w, "path", s->path, strlen(s->path));
    add_text(w, "status", s->status);
    add_optional(w, "reason", s->reason);
    add_optional(w, "encoding", s->encoding);
    add_optional(w, "compression", s->compression);
    add_optional(w, "date_order", s->date_order);
    add_optional(w, "date_basis", s->date_basis);
    add_uint(w, "bytes", s->bytes);
    add_uint(w, "lines", s->lines);
    add_uint(w, "events", s->events);
    close_bracket(w, '}');
}

static void add_bound(struct writer *w, const char *key, const struct window *window,
                      void (*format)(const struct window *, struct buf *))
{
    struct buf text = BUF_INIT(64);
    format(window, &text);
    add_optional(w, key, buf_text(&text));
    buf_release_part(&text, &w->out.buf);
}

static void add_window(struct writer *w, const struct report_coverage *c)
{
    if (!window_is_set(&c->window)) {
        add_null(w, "window");
        return;
    }
    open_bracket(w, "window", '{');
    add_bound(w, "since", &c->window, window_format_since);
    add_bound(w, "until", &c->window, window_format_until);
    add_bool(w, "every_day", c->window.daily);
    add_uint(w, "events_outside", c->outside);
    add_uint(w, "events_without_time", c->out_of_reach);
    close_bracket(w, '}');
}

static void add_coverage(struct writer *w, const struct report_coverage *c)
{
    open_bracket(w, "coverage", '{');
    add_uint(w, "files_read", c->files_read);
    add_uint(w, "files_skipped", c->files_skipped);
    add_uint(w, "files_failed", c->files_failed);
    add_uint(w, "files_not_text", c->files_garbled);
    add_uint(w, "files_unreached", c->files_unreached);
    open_bracket(w, "skipped", '{');
    add_uint(w, "hidden", c->hidden);
    add_uint(w, "met_before", c->duplicates);
    add_uint(w, "no_file", c->special);
    close_bracket(w, '}');
    if (c->resumed) {
        add_uint(w, "logs_continued", c->logs_continued);
        add_uint(w, "logs_unchanged", c->logs_unchanged);
    }
    add_uint(w, "bytes", c->bytes);
    add_uint(w, "lines", c->lines);
    add_uint(w, "long_lines", c->long_lines);
    open_bracket(w, "limited_rules", '[');
    for (size_t i = 0; i < c->limited_rule_count; i++)
        add_text(w, NULL, c->limited_rules[i]);
    close_bracket(w, ']');
    add_text(w, "zone", c->zone ? c->zone : "");
    add_bool(w, "zone_shown", c->zone_shown);
    add_window(w, c);
    open_bracket(w, "sources", '[');
    for (size_t i = 0; i < c->source_count; i++)
        add_source(w, &c->sources[i]);
    close_bracket(w, ']');
    close_bracket(w, '}');
}

static void add_bursts(struct writer *w, const struct report_course *c)
{
    open_bracket(w, "bursts", '[');
    for (size_t i = 0; i < c->burst_count; i++) {
        open_bracket(w, NULL, '{');
        add_time(w, "start", c->bursts[i].start);
        add_uint(w, "minutes", (uint64_t)c->bursts[i].minutes);
        add_uint(w, "events", c->bursts[i].events);
        close_bracket(w, '}');
    }
    close_bracket(w, ']');
}

/* Buckets without an event are left out: their place follows from the width. */
static void add_course(struct writer *w, const struct report_course *c)
{
    if (c->per_hour > 0) {
        begin_value(w, "events_per_hour");
        json_add_real(&w->out.buf, c->per_hour);
    } else {
        add_null(w, "events_per_hour");
    }
    add_bursts(w, c);
    open_bracket(w, "timeline", '[');
    for (size_t i = 0; i < c->timeline_count; i++) {
        if (c->timeline[i].events == 0)
            continue;
        open_bracket(w, NULL, '{');
        add_time(w, "start", c->timeline[i].start);
        add_uint(w, "events", c->timeline[i].events);
        close_bracket(w, '}');
    }
    close_bracket(w, ']');
    add_uint(w, "timeline_bucket_seconds", (uint64_t)c->timeline_width_ms / 1000);
}

static void add_totals(struct writer *w, const struct report_model *m)
{
    open_bracket(w, "totals", '{');
    add_uint(w, "events", m->events);
    add_uint(w, "mentions", m->mentions);
    add_uint(w, "distinct_errors", m->distinct_errors);
    add_uint(w, "ignorable", m->ignorable);
    add_uint(w, "possible", m->possible);
    add_uint(w, "lookalikes", m->lookalikes);
    add_uint(w, "without_time", m->without_time);
    add_time(w, "first", m->first);
    add_time(w, "last", m->last);
    close_bracket(w, '}');
    open_bracket(w, "course", '{');
    add_course(w, &m->course);
    close_bracket(w, '}');
}

static void add_list(struct writer *w, const char *key, const char *name,
                     const struct report_list *list)
{
    open_bracket(w, key, '[');
    for (size_t i = 0; i < list->count; i++) {
        open_bracket(w, NULL, '{');
        add_name(w, name, list->items[i].name, list->items[i].name_len);
        add_uint(w, "events", list->items[i].events);
        close_bracket(w, '}');
    }
    close_bracket(w, ']');
}

static void add_others(struct writer *w, const char *key, const struct report_list *list)
{
    if (list->other_events == 0) {
        add_null(w, key);
        return;
    }
    open_bracket(w, key, '{');
    add_uint(w, "events", list->other_events);
    add_uint(w, "distinct_at_least", list->other_distinct);
    close_bracket(w, '}');
}

static void add_samples(struct writer *w, const struct report_error *e)
{
    open_bracket(w, "samples", '[');
    for (size_t i = 0; i < e->sample_count; i++) {
        const struct report_sample *s = &e->samples[i];
        open_bracket(w, NULL, '{');
        add_name(w, "file", s->file, strlen(s->file));
        add_uint(w, "line", s->line);
        add_time(w, "time", s->time);
        add_bytes(w, "text", s->text, s->text_len);
        close_bracket(w, '}');
    }
    close_bracket(w, ']');
}

static void add_action(struct writer *w, const struct catalog_action *a)
{
    open_bracket(w, NULL, '{');
    add_text(w, "audience", audience_id(a->audience));
    add_text(w, "kind", action_id(a->kind));
    add_text(w, "text", a->text);
    add_optional(w, "command", a->command);
    add_optional(w, "risk", a->risk);
    close_bracket(w, '}');
}

static void add_advice(struct writer *w, const struct report_error *e)
{
    add_text(w, "description", e->meaning->description);
    open_bracket(w, "causes", '[');
    for (size_t i = 0; i < e->cause_count; i++)
        add_text(w, NULL, e->meaning->causes[e->causes[i]].text);
    close_bracket(w, ']');
    open_bracket(w, "actions", '[');
    for (size_t i = 0; i < e->action_count; i++)
        add_action(w, &e->actions[i]);
    close_bracket(w, ']');
}

static void add_code(struct writer *w, const struct catalog_error *meaning)
{
    begin_value(w, "code");
    buf_add_format(&w->out.buf, "%d", (int)meaning->code);
}

static void add_real(struct writer *w, const char *key, double value)
{
    begin_value(w, key);
    json_add_real(&w->out.buf, value);
}

/* "times_usual" is null where usually there are none. */
static void add_change(struct writer *w, const struct report_change *c)
{
    add_text(w, "change", report_change_id(c->kind));
    add_real(w, "before", c->before);
    add_real(w, "usual", c->usual);
    if (c->usual > 0)
        add_real(w, "times_usual", (double)c->events / c->usual);
    else
        add_null(w, "times_usual");
}

static void add_compared(struct writer *w, const struct report_change *c, size_t points)
{
    open_bracket(w, NULL, '{');
    begin_value(w, "code");
    buf_add_format(&w->out.buf, "%d", (int)c->meaning->code);
    add_text(w, "name", c->meaning->name);
    add_uint(w, "events", c->events);
    add_change(w, c);
    open_bracket(w, "curve", '[');
    for (size_t i = 0; i < points; i++) {
        open_bracket(w, NULL, '{');
        add_time(w, "started", c->curve[i].start);
        add_uint(w, "events", c->curve[i].events);
        close_bracket(w, '}');
    }
    close_bracket(w, ']');
    close_bracket(w, '}');
}

static void add_comparison(struct writer *w, const struct report_comparison *c)
{
    if (!c)
        return;
    open_bracket(w, "comparison", '{');
    add_text(w, "against", c->against);
    add_uint(w, "runs", c->runs);
    add_time(w, "first", c->first);
    add_time(w, "last", c->last);
    add_uint(w, "usual_of_runs", c->nights);
    add_bool(w, "same_weekday", c->weekday >= 0);
    open_bracket(w, "errors", '[');
    for (size_t i = 0; i < c->count; i++)
        add_compared(w, &c->items[i], c->curve_count);
    close_bracket(w, ']');
    close_bracket(w, '}');
}

static void add_noise(struct writer *w, const struct report_options *o)
{
    if (!o->noise)
        return;
    open_bracket(w, "noise", '[');
    for (size_t i = 0; i < o->noise_count; i++) {
        const struct report_noise *n = &o->noise[i];
        open_bracket(w, NULL, '{');
        begin_value(w, "code");
        buf_add_format(&w->out.buf, "%d", (int)n->code);
        add_text(w, "where", n->where);
        add_text(w, "reason", n->reason);
        add_time(w, "until", n->until);
        add_uint(w, "events", n->events);
        add_uint(w, "expired_events", n->expired);
        close_bracket(w, '}');
    }
    close_bracket(w, ']');
}

static void add_error(struct writer *w, const struct report_error *e)
{
    open_bracket(w, NULL, '{');
    add_code(w, e->meaning);
    add_text(w, "name", e->meaning->name);
    add_text(w, "title", e->meaning->title);
    add_text(w, "category", e->category->id);
    add_text(w, "severity", severity_id(e->meaning->severity));
    add_text(w, "confidence", confidence_id(e->confidence));
    add_text(w, "retry", retry_id(e->meaning->retry));
    add_uint(w, "events", e->events);
    add_uint(w, "mentions", e->mentions);
    add_uint(w, "disagreements", e->disagreements);
    begin_value(w, "share");
    json_add_real(&w->out.buf, e->share);
    add_bool(w, "ambiguous", e->ambiguous);
    if (e->noise)
        add_uint(w, "noise", e->noise);
    if (e->change)
        add_change(w, e->change);
    add_time(w, "first", e->first);
    add_time(w, "last", e->last);
    add_list(w, "files", "path", &e->files);
    add_others(w, "files_other", &e->files);
    add_list(w, "peers", "peer", &e->peers);
    add_others(w, "peers_other", &e->peers);
    add_list(w, "operations", "operation", &e->operations);
    add_list(w, "hosts", "host", &e->hosts);
    add_others(w, "hosts_other", &e->hosts);
    add_list(w, "processes", "process", &e->processes);
    add_others(w, "processes_other", &e->processes);
    add_course(w, &e->course);
    add_samples(w, e);
    add_advice(w, e);
    close_bracket(w, '}');
}

static void add_diagnosis(struct writer *w, const struct diagnosed *d)
{
    open_bracket(w, NULL, '{');
    add_text(w, "id", d->diagnosis->id);
    add_text(w, "title", d->diagnosis->title);
    add_text(w, "severity", severity_id(d->diagnosis->severity));
    add_text(w, "audience", audience_id(d->diagnosis->audience));
    add_text(w, "certainty", certainty_id(d->what->certainty));
    add_text(w, "text", d->what->text);
    open_bracket(w, "evidence", '[');
    for (size_t i = 0; i < d->evidence_count; i++)
        add_bytes(w, NULL, d->evidence[i].text, d->evidence[i].len);
    close_bracket(w, ']');
    open_bracket(w, "errors", '[');
    for (size_t i = 0; i < d->error_count; i++) {
        begin_value(w, NULL);
        buf_add_format(&w->out.buf, "%d", (int)d->errors[i]);
    }
    close_bracket(w, ']');
    open_bracket(w, "actions", '[');
    for (size_t i = 0; i < d->diagnosis->action_count; i++)
        add_action(w, &d->actions[i]);
    close_bracket(w, ']');
    close_bracket(w, '}');
}

static void add_alarm(struct writer *w, const struct report_alarm *a)
{
    open_bracket(w, NULL, '{');
    add_text(w, "condition", a->condition);
    add_text(w, "reason", a->reason);
    close_bracket(w, '}');
}

static void add_related(struct writer *w, const struct report_related *r)
{
    open_bracket(w, NULL, '{');
    add_uint(w, "code", (uint64_t)r->meaning->code);
    add_text(w, "name", r->meaning->name);
    add_uint(w, "events", r->events);
    close_bracket(w, '}');
}

/* Groups: sections of errors, or places. */

static void add_group_error(struct writer *w, const struct catalog_error *meaning, uint64_t events,
                            struct moment first, struct moment last)
{
    open_bracket(w, NULL, '{');
    add_code(w, meaning);
    add_uint(w, "events", events);
    add_time(w, "first", first);
    add_time(w, "last", last);
    close_bracket(w, '}');
}

static void add_section(struct writer *w, const struct report_model *m,
                        const struct report_group *g)
{
    open_bracket(w, NULL, '{');
    add_text(w, "name", g->id);
    add_text(w, "title", g->title);
    add_uint(w, "events", g->events);
    add_time(w, "first", g->earliest);
    add_time(w, "last", g->latest);
    open_bracket(w, "errors", '[');
    for (size_t i = 0; i < g->count; i++) {
        const struct report_error *e = &m->errors[g->first + i];
        add_group_error(w, e->meaning, e->events, e->first, e->last);
    }
    close_bracket(w, ']');
    open_bracket(w, "files", '[');
    close_bracket(w, ']');
    close_bracket(w, '}');
}

static void add_place(struct writer *w, const struct report_place *p)
{
    open_bracket(w, NULL, '{');
    if (p->name_len)
        add_bytes(w, "name", p->name, p->name_len);
    else
        add_null(w, "name");
    add_bytes(w, "title", p->title, p->title_len);
    add_uint(w, "events", p->events);
    add_time(w, "first", p->first);
    add_time(w, "last", p->last);
    open_bracket(w, "errors", '[');
    for (size_t i = 0; i < p->part_count; i++)
        add_group_error(w, p->parts[i].meaning, p->parts[i].events, p->parts[i].first,
                        p->parts[i].last);
    close_bracket(w, ']');
    open_bracket(w, "files", '[');
    for (size_t i = 0; i < p->member_count; i++) {
        const struct report_member *f = &p->members[i];
        open_bracket(w, NULL, '{');
        add_name(w, "path", f->name, f->name_len);
        add_uint(w, "events", f->events);
        add_time(w, "first", f->first);
        add_time(w, "last", f->last);
        close_bracket(w, '}');
    }
    close_bracket(w, ']');
    close_bracket(w, '}');
}

static void add_groups(struct writer *w, const struct report_model *m)
{
    const struct report_places *p = &m->places;
    bool by_place = report_grouping_key(m->options.grouping) != GROUP_BY_NONE;
    add_text(w, "group_by", report_grouping_id(m->options.grouping));
    open_bracket(w, "groups", '[');
    for (size_t i = 0; i < m->group_count && !by_place; i++)
        add_section(w, m, &m->groups[i]);
    for (size_t i = 0; i < p->count; i++)
        add_place(w, &p->items[i]);
    close_bracket(w, ']');
    if (p->other_events == 0) {
        add_null(w, "groups_other");
        return;
    }
    open_bracket(w, "groups_other", '{');
    add_uint(w, "events", p->other_events);
    add_uint(w, "distinct_at_least", p->other_distinct);
    add_uint(w, "short_by_at_most", p->short_by);
    close_bracket(w, '}');
}

static void add_report(struct writer *w, const struct report_model *m)
{
    open_bracket(w, NULL, '{');
    add_uint(w, "schema", JSON_SCHEMA);
    add_generator(w, &m->options);
    add_text(w, "title", m->options.title);
    add_text(w, "note", m->options.note);
    if (m->options.stamp)
        add_text(w, "stamp", m->options.stamp);
    add_bool(w, "partial", m->options.partial);
    add_coverage(w, &m->coverage);
    add_totals(w, m);
    add_comparison(w, m->options.comparison);
    add_noise(w, &m->options);
    open_bracket(w, "errors", '[');
    for (size_t i = 0; i < m->error_count; i++)
        add_error(w, &m->errors[i]);
    close_bracket(w, ']');
    add_groups(w, m);
    open_bracket(w, "diagnoses", '[');
    for (size_t i = 0; i < m->diagnosis_count; i++)
        add_diagnosis(w, &m->diagnoses[i]);
    close_bracket(w, ']');
    open_bracket(w, "related", '[');
    for (size_t i = 0; i < m->related_count; i++)
        add_related(w, &m->related[i]);
    close_bracket(w, ']');
    open_bracket(w, "alarms", '[');
    for (size_t i = 0; i < m->alarm_count; i++)
        add_alarm(w, &m->alarms[i]);
    close_bracket(w, ']');
    close_bracket(w, '}');
    buf_add_char(&w->out.buf, '\n');
}

static enum status render(const struct report_model *model, const struct render_style *style,
                          const struct sink *sink, struct error *err)
{
    (void)style;
    struct writer w = {.out = STREAM_INIT(sink)};
    add_report(&w, model);
    return stream_end(&w.out, err);
}

const struct renderer renderer_json = {
    .id = "json",
    .extension = ".json",
    .about = "for programs: everything that was counted",
    .render = render,
};
