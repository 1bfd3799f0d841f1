/*
 * The report for a spreadsheet: one row per error, no headline and no coverage.
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
    const struct catalog_action *a = &e->meaning->actions[e->actions[0]];
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

static void add_row(struct buf *out, const struct report_error *e)
{
    const struct catalog_error *meaning = e->meaning;
    buf_add_format(out, "%d", (int)meaning->code);
    add_next_text(out, meaning->name);
    add_next_text(out, meaning->title);
    add_next_text(out, e->category->id);
    add_next_text(out, severity_id(meaning->severity));
    add_next_text(out, retry_id(meaning->retry));
    add_next_text(out, confidence_id(e->confidence));
    add_next_number(out, e->events);
    add_next_number(out, e->mentions);
    separate(out);
    json_add_real(out, e->share);
    add_next_time(out, e->first);
    add_next_time(out, e->last);
    add_next_number(out, e->files.count + e->files.other_distinct); /* how many, at least */
    add_next_top(out, &e->peers);
    add_next_top(out, &e->operations);
    add_next_text(out, meaning->description);
    add_next_action(out, e);
    buf_add_text(out, "\r\n");
}

static enum status render(const struct report_model *model, const struct render_style *style,
                          const struct sink *sink, struct error *err)
{
    (void)style;
    struct stream out = STREAM_INIT(sink);
    buf_add_text(&out.buf, "code,name,title,category,severity,retry,confidence,events,mentions,"
                           "share,first,last,files,top_peer,top_operation,description,action\r\n");
    for (size_t i = 0; i < model->error_count; i++) {
        add_row(&out.buf, &model->errors[i]);
        stream_flush(&out);
    }
    return stream_end(&out, err);
}

const struct renderer renderer_csv = {
    .id = "csv",
    .extension = ".csv",
    .about = "for a spreadsheet: one row per error",
    .render = render,
};
