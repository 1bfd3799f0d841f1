/*
 * The report for a spreadsheet: one row per error, or per place and error; no headline and no
 * coverage.
 */
#include "engine/csv.h"
#include "engine/json.h"
#include "report/stream.h"

static void separate(struct buf *out)
{
    buf_add_char(out, ',');
}

static void add_next_text(struct buf *out, const char *text)
{
    separate(out);
    csv_add_text(out, str_from(text));
}

static void add_next_number(struct buf *out, uint64_t n)
{
    separate(out);
    buf_add_format(out, "%llu", (unsigned long long)n);
}

static void add_next_time(struct buf *out, struct moment m)
{
    separate(out);
    moment_format(m, out); /* digits first: neither quoted nor a formula */
}

static void add_next_top(struct buf *out, const struct report_list *list)
{
    separate(out);
    if (list->count)
        csv_add_text(out, (struct str){list->items[0].name, list->items[0].name_len});
}

/* The first thing to do, with its command. */
static void add_next_action(struct buf *out, const struct report_error *e)
{
    separate(out);
    if (e->action_count == 0)
        return;
    const struct catalog_action *a = &e->actions[0];
    struct buf text = BUF_INIT(STREAM_BYTES_MAX);
    buf_add_text(&text, a->text);
    if (*a->command) {
        buf_add_text(&text, " Command: ");
        buf_add_text(&text, a->command);
    }
    csv_add_text(out, buf_str(&text));
    out->failed = out->failed || text.failed;
    buf_release(&text);
}

/* What is known of an error wherever it happened; then the counts. */
static void add_error(struct buf *out, const struct report_error *e)
{
    const struct catalog_error *meaning = e->meaning;
    buf_add_format(out, "%d", (int)meaning->code);
    add_next_text(out, meaning->name);
    add_next_text(out, meaning->title);
    add_next_text(out, e->category->id);
    add_next_text(out, severity_id(meaning->severity));
    add_next_text(out, retry_id(meaning->retry));
    add_next_text(out, confidence_id(e->confidence));
}

static void add_next_share(struct buf *out, double share)
{
    separate(out);
    json_add_real(out, share);
}

static void add_next_real(struct buf *out, double value)
{
    separate(out);
    json_add_real(out, value);
}

/* The columns that a comparison adds at the end; a list of noise adds one after them. */
#define CHANGE_COLUMNS ",change,before,usual"

static void add_next_change(struct buf *out, const struct report_change *c)
{
    if (!c) {
        buf_add_text(out, ",,,");
        return;
    }
    add_next_text(out, report_change_id(c->kind));
    add_next_real(out, c->before);
    add_next_real(out, c->usual);
}

static void add_row(struct buf *out, const struct report_model *m, const struct report_error *e)
{
    add_error(out, e);
    add_next_number(out, e->events);
    add_next_number(out, e->mentions);
    add_next_share(out, e->share);
    add_next_time(out, e->first);
    add_next_time(out, e->last);
    add_next_number(out, e->files.count + e->files.other_distinct); /* how many, at least */
    add_next_top(out, &e->peers);
    add_next_top(out, &e->operations);
    add_next_text(out, e->meaning->description);
    add_next_action(out, e);
    if (m->options.comparison)
        add_next_change(out, e->change);
    if (m->options.noise)
        add_next_number(out, e->noise);
    buf_add_text(out, "\r\n");
}

/* An error that is gone has a row too, without what only events tell. */
static void add_gone_row(struct buf *out, const struct report_model *m,
                         const struct report_change *c)
{
    buf_add_format(out, "%d", (int)c->meaning->code);
    add_next_text(out, c->meaning->name);
    add_next_text(out, c->meaning->title);
    add_next_text(out, m->options.comparison->catalog->categories[c->meaning->category].id);
    add_next_text(out, severity_id(c->meaning->severity));
    add_next_text(out, retry_id(c->meaning->retry));
    buf_add_text(out, ",,0,0,0.0,,,0,,");
    add_next_text(out, c->meaning->description);
    add_next_text(out, "");
    add_next_change(out, c);
    buf_add_text(out, m->options.noise ? ",0\r\n" : "\r\n");
}

/* ---- By place: a row for each error in each place ---- */

#define OTHERS "(others)"

/* The columns are those of an error's row; what is not known of the place is empty. */
static void add_part_row(struct buf *out, struct str place, const struct report_error *e,
                         const struct report_part *part)
{
    csv_add_text(out, place);
    separate(out);
    add_error(out, e);
    add_next_number(out, part->events);
    add_next_text(out, "");
    add_next_share(out, e->events ? e->share * (double)part->events / (double)e->events : 0);
    add_next_time(out, part->first);
    add_next_time(out, part->last);
    add_next_text(out, "");
    add_next_text(out, "");
    add_next_text(out, "");
    add_next_text(out, e->meaning->description);
    add_next_action(out, e);
    buf_add_text(out, "\r\n");
}

static const struct report_error *find_error(const struct report_model *m,
                                             const struct catalog_error *meaning)
{
    size_t i = 0;
    while (m->errors[i].meaning != meaning)
        i++;
    return &m->errors[i];
}

static uint64_t events_in_places(const struct report_places *p, const struct catalog_error *meaning)
{
    uint64_t events = 0;
    for (size_t i = 0; i < p->count; i++)
        for (size_t k = 0; k < p->items[i].part_count; k++)
            if (p->items[i].parts[k].meaning == meaning)
                events += p->items[i].parts[k].events;
    return events;
}

/* What is in no place comes last, so that the events of all rows of an error are those of its one
 * row without places. */
static void add_part_rows(struct stream *out, const struct report_model *m)
{
    for (size_t i = 0; i < m->places.count; i++) {
        const struct report_place *place = &m->places.items[i];
        for (size_t k = 0; k < place->part_count; k++) {
            const struct report_part *part = &place->parts[k];
            add_part_row(&out->buf, (struct str){place->name, place->name_len},
                         find_error(m, part->meaning), part);
            stream_flush(out);
        }
    }
    for (size_t i = 0; i < m->error_count; i++) {
        const struct report_error *e = &m->errors[i];
        struct report_part rest = {.events = e->events - events_in_places(&m->places, e->meaning)};
        if (rest.events)
            add_part_row(&out->buf, STR(OTHERS), e, &rest);
        stream_flush(out);
    }
}

static enum status render(const struct report_model *model, const struct render_style *style,
                          const struct sink *sink, struct error *err)
{
    (void)style;
    struct stream out = STREAM_INIT(sink);
    bool by_place = report_grouping_key(model->options.grouping) != GROUP_BY_NONE;
    if (by_place)
        buf_add_format(&out.buf, "%s,", report_grouping_id(model->options.grouping));
    buf_add_text(&out.buf, "code,name,title,category,severity,retry,confidence,events,mentions,"
                           "share,first,last,files,top_peer,top_operation,description,action");
    const struct report_comparison *compared = by_place ? NULL : model->options.comparison;
    buf_add_text(&out.buf, compared ? CHANGE_COLUMNS : "");
    buf_add_text(&out.buf, model->options.noise && !by_place ? ",noise\r\n" : "\r\n");
    for (size_t i = 0; i < model->error_count && !by_place; i++) {
        add_row(&out.buf, model, &model->errors[i]);
        stream_flush(&out);
    }
    for (size_t i = 0; compared && i < compared->count; i++)
        if (compared->items[i].kind == REPORT_CHANGE_GONE)
            add_gone_row(&out.buf, model, &compared->items[i]);
    if (by_place)
        add_part_rows(&out, model);
    return stream_end(&out, err);
}

const struct renderer renderer_csv = {
    .id = "csv",
    .extension = ".csv",
    .about = "for a spreadsheet: one row per error",
    .render = render,
};
