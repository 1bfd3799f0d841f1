#include "base/utf8.h"
#include "cli/console.h"
#include "cli/rules_test.h"
#include "cli/scanning.h"
#include "pipeline/trial.h"

#define MARGIN 2
#define INDENT 15
#define PLACE_INDENT 4

/* A label, and a number behind it; the row is left open. */
static void begin_row(struct page *p, const char *label, uint64_t count)
{
    page_goto(p, MARGIN);
    page_put(p, INK_PLAIN, str_from(label));
    page_goto(p, INDENT);
    struct buf *text = page_scratch(p);
    buf_add_format(text, "%llu", (unsigned long long)count);
    page_put(p, INK_PLAIN, buf_str(text));
}

static size_t put_visible(struct page *p, enum ink ink, struct str text)
{
    size_t from = p->column;
    page_visible(p, ink, text);
    return p->column - from;
}

/* app.log:17: what stands before the match, and after
 *                                   ^^^^^             */
static void show_place(struct page *p, const struct trial_place *at)
{
    page_goto(p, PLACE_INDENT);
    struct buf *text = page_scratch(p);
    utf8_add_visible(text, str_from(at->file));
    buf_add_format(text, ":%llu: ", (unsigned long long)at->line);
    page_put(p, INK_PLAIN, buf_str(text));
    struct str mark = str_from(page_mark(p));
    page_put(p, INK_PLAIN, at->cut_before ? mark : STR(""));
    put_visible(p, INK_PLAIN, str_slice(at->text, 0, at->match_at));
    size_t column = p->column;
    size_t columns = put_visible(p, INK_CRITICAL, str_slice(at->text, at->match_at, at->match_len));
    put_visible(p, INK_PLAIN, str_slice(at->text, at->match_at + at->match_len, at->text.len));
    page_put(p, INK_PLAIN, at->cut_after ? mark : STR(""));
    page_line(p);
    if (!columns)
        return;
    page_goto(p, column);
    struct buf *carets = page_scratch(p);
    buf_add_repeat(carets, '^', columns);
    page_put(p, INK_CRITICAL, buf_str(carets));
    page_line(p);
}

static void show_lines(struct page *p, const char *label, const struct trial_lines *lines)
{
    begin_row(p, label, lines->count);
    page_put(p, INK_PLAIN, lines->count == 1 ? STR(" line") : STR(" lines"));
    if (lines->count > lines->place_count && lines->place_count)
        page_put(p, INK_PLAIN, STR("; the first:"));
    page_line(p);
    for (size_t i = 0; i < lines->place_count; i++)
        show_place(p, &lines->places[i]);
}

/* ", rule N, rule N": who, on how many lines. */
static void add_others(struct page *p, const char *before, const struct trial_others *others)
{
    for (size_t i = 0; i < others->count; i++) {
        struct buf *text = page_scratch(p);
        buf_add_text(text, i ? ", " : before);
        utf8_add_visible(text, str_from(others->items[i].id));
        buf_add_format(text, " %llu", (unsigned long long)others->items[i].lines);
        page_put(p, INK_PLAIN, buf_str(text));
    }
    page_put(p, INK_PLAIN, others->more ? STR(", and others") : STR(""));
    page_line(p);
}

static void show_refusals(struct page *p, const struct trial_others *guards)
{
    page_goto(p, MARGIN);
    page_put(p, INK_PLAIN, STR("refused by"));
    page_goto(p, INDENT);
    add_others(p, "guard ", guards);
}

/* The one thing here that differs from run to run. */
static void show_time(struct page *p, const struct trial_item *item)
{
    page_goto(p, MARGIN);
    page_put(p, INK_PLAIN, STR("time"));
    page_goto(p, INDENT);
    struct buf *text = page_scratch(p);
    double each = item->tried ? (double)item->ns / (double)item->tried : 0;
    buf_add_format(text, "%.3f ms, %.0f ns for each of %llu lines tried", (double)item->ns / 1e6,
                   each, (unsigned long long)item->tried);
    page_put(p, INK_PLAIN, buf_str(text));
    page_line(p);
}

static void show_head(struct page *p, const char *id, const char *file, int line)
{
    page_line(p);
    put_visible(p, INK_STRONG, str_from(id));
    struct buf *text = page_scratch(p);
    buf_add_text(text, "  ");
    utf8_add_visible(text, str_from(file));
    buf_add_format(text, ":%d", line);
    page_put(p, INK_PLAIN, buf_str(text));
    page_line(p);
}

static void show_rule(struct page *p, const struct trial_item *item)
{
    show_head(p, item->rule->id, item->rule->file, item->rule->line);
    show_lines(p, "matched", &item->hits);
    begin_row(p, "won", item->won.count);
    page_put(p, INK_PLAIN,
             item->rule->confidence == CONFIDENCE_POSSIBLE
                 ? STR(" (possible: counted with --min-confidence=possible)")
                 : STR(""));
    page_line(p);
    if (item->lost.count) {
        begin_row(p, "lost", item->lost.count);
        add_others(p, " to ", &item->to);
    }
    if (item->from.count)
        show_refusals(p, &item->from);
    if (item->odd.count) {
        begin_row(p, "no error", item->odd.count);
        page_put(p, INK_PLAIN, STR(" with a code or name that is not known"));
        page_line(p);
    }
    show_lines(p, "near misses", &item->near);
    show_time(p, item);
}

static void show_guard(struct page *p, const struct trial_item *item)
{
    show_head(p, item->guard->id, item->guard->file, item->guard->line);
    show_lines(p, "refused", &item->hits);
    if (item->to.count) {
        page_goto(p, MARGIN);
        page_put(p, INK_PLAIN, STR("of rules"));
        page_goto(p, INDENT);
        add_others(p, "", &item->to);
    }
}

static void show(struct page *p, const struct trial *trial)
{
    const struct report_coverage *read = &trial->run.coverage;
    struct buf *text = page_scratch(p);
    buf_add_format(text, "%llu %s, %llu %s", (unsigned long long)read->files_read,
                   read->files_read == 1 ? "log" : "logs", (unsigned long long)read->lines,
                   read->lines == 1 ? "line" : "lines");
    page_put(p, INK_STRONG, buf_str(text));
    page_line(p);
    for (size_t i = 0; i < trial->count; i++)
        if (trial->items[i].rule)
            show_rule(p, &trial->items[i]);
        else
            show_guard(p, &trial->items[i]);
}

void rules_trial(const struct knowledge *knowledge, const char *pack,
                 const struct option_list *logs, struct page *p, struct outcome *out)
{
    struct pipeline_options options = {
        .catalog = knowledge->catalog,
        .rules = knowledge->rules,
        .paths = logs->items,
        .path_count = logs->count,
        .min_confidence = CONFIDENCE_LIKELY,
        .observer = {.may_go_on = scan_may_go_on},
    };
    struct trial trial;
    struct error err;
    if (trial_run(&options, pack, &trial, &err))
        fail(out, "%s", err.text);
    else if (scan_judge(false, &trial.run, out))
        show(p, &trial);
    trial_release(&trial);
}
