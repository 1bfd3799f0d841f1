#include "cli/history_view.h"

#include <stdlib.h>
#include <string.h>

#include "base/numerals.h"
#include "base/utf8.h"
#include "engine/json.h"

#define LIST_ERRORS 3  /* named on the line of a run */
#define SHOW_NAMES 5   /* of files, and of peers */
#define TREND_RUNS 60  /* shown as a curve */
#define TREND_LATEST 7 /* shown as numbers */
#define HOUR_MS 3600000

/* ---- what both show ------------------------------------------------------------------------- */

static struct moment moment_of(int64_t seconds)
{
    return (struct moment){.wall_ms = seconds * 1000, .has_zone = true, .known = true};
}

/* The errors of a run follow each other. */
static const struct history_error *errors_of(const struct history_view *v, int64_t run,
                                             size_t *count)
{
    size_t first = 0;
    while (first < v->error_count && v->errors[first].run < run)
        first++;
    size_t end = first;
    while (end < v->error_count && v->errors[end].run == run)
        end++;
    *count = end - first;
    return v->errors + first;
}

static const char *name_of(const struct history_view *v, int32_t code)
{
    const struct catalog_error *error = catalog_find(v->catalog, code);
    return error ? error->name : "";
}

static int compare_lines(const void *a, const void *b)
{
    const struct history_line *x = a, *y = b;
    if (x->total != y->total)
        return x->total < y->total ? 1 : -1;
    return x->code < y->code ? -1 : x->code > y->code;
}

static bool is_wanted(int32_t code, const int32_t *codes, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (codes[i] == code)
            return true;
    return count == 0;
}

static struct history_line *line_of(struct history_line *lines, size_t *count, int32_t code)
{
    for (size_t i = 0; i < *count; i++)
        if (lines[i].code == code)
            return &lines[i];
    lines[*count].code = code;
    return &lines[(*count)++];
}

enum status history_lines(struct history_view *v, const int32_t *codes, size_t code_count,
                          struct history_line **out, size_t *count, struct error *err)
{
    struct history_line *lines =
        arena_array(&v->memory, v->catalog->error_count + v->error_count + 1, sizeof *lines);
    *out = lines;
    *count = 0;
    if (!lines)
        return error_no_memory(err);
    for (size_t i = 0; i < code_count; i++)
        (void)line_of(lines, count, codes[i]);
    for (size_t i = 0; i < v->error_count; i++)
        if (is_wanted(v->errors[i].code, codes, code_count))
            (void)line_of(lines, count, v->errors[i].code);
    for (size_t i = 0; i < *count; i++)
        if (!(lines[i].events = arena_array(&v->memory, v->run_count + 1, sizeof(uint64_t))))
            return error_no_memory(err);
    for (size_t i = 0, run = 0; i < v->error_count; i++) {
        const struct history_error *e = &v->errors[i];
        while (run < v->run_count && v->runs[run].number < e->run)
            run++;
        if (run == v->run_count || !is_wanted(e->code, codes, code_count))
            continue;
        struct history_line *line = line_of(lines, count, e->code);
        line->events[run] = e->events;
        line->total += e->events;
    }
    if (*count)
        qsort(lines, *count, sizeof *lines, compare_lines);
    return STATUS_OK;
}

/* ---- text ----------------------------------------------------------------------------------- */

static struct str number(struct page *p, uint64_t n)
{
    struct buf *b = page_scratch(p);
    numerals_add(b, n);
    return buf_str(b);
}

static void put_visible(struct page *p, enum ink ink, const char *text)
{
    struct buf *b = page_scratch(p);
    utf8_add_visible(b, str_from(text));
    page_put(p, ink, buf_str(b));
}

static void put_time(struct page *p, int64_t seconds)
{
    struct buf *b = page_scratch(p);
    numerals_add_time(b, moment_of(seconds));
    page_put(p, INK_PLAIN, buf_str(b));
}

static void put_gap(struct page *p)
{
    page_put(p, INK_PLAIN, STR("  "));
}

static size_t count_errors(const struct history_error *errors, size_t count)
{
    size_t counted = 0;
    for (size_t i = 0; i < count; i++)
        counted += !errors[i].ignorable && errors[i].events;
    return counted;
}

/* The most frequent errors of a run, on its line, and how many others there are. */
static void put_worst(struct page *p, const struct history_error *errors, size_t count)
{
    uint64_t below = UINT64_MAX;
    size_t shown = 0;
    struct buf line = BUF_INIT(4096);
    while (shown < LIST_ERRORS) {
        uint64_t most = 0;
        for (size_t i = 0; i < count; i++)
            if (!errors[i].ignorable && errors[i].events < below && errors[i].events > most)
                most = errors[i].events;
        if (!most)
            break;
        for (size_t i = 0; i < count && shown < LIST_ERRORS; i++) {
            if (errors[i].ignorable || errors[i].events != most)
                continue;
            buf_add_format(&line, "%s%d: ", shown++ ? ", " : "", (int)errors[i].code);
            numerals_add(&line, most);
        }
        below = most;
    }
    size_t others = count_errors(errors, count) - shown;
    if (others) {
        buf_add_text(&line, ", ");
        numerals_add_count(&line, others, "other", "others");
    }
    page_put(p, INK_PLAIN, buf_str(&line));
    buf_release(&line);
}

void history_list_text(struct history_view *v, struct page *p)
{
    for (size_t i = 0; i < v->run_count; i++) {
        const struct history_run *run = &v->runs[i];
        size_t count;
        const struct history_error *errors = errors_of(v, run->number, &count);
        page_cell(p, INK_STRONG, number(p, (uint64_t)run->number), 5, true);
        put_gap(p);
        put_time(p, run->started_s);
        page_cell(p, INK_PLAIN, number(p, run->events), 12, true);
        put_gap(p);
        put_worst(p, errors, count);
        page_line(p);
    }
}

static void put_totals(struct page *p, const struct history_run *run)
{
    struct buf *b = page_scratch(p);
    buf_add_format(b, "Run %lld, ", (long long)run->number);
    numerals_add_time(b, moment_of(run->started_s));
    buf_add_text(b, ", by wsalog ");
    utf8_add_visible(b, str_from(run->version));
    page_paragraph(p, INK_STRONG, 0, buf_str(b));
    b = page_scratch(p);
    numerals_add_count(b, run->events, "event", "events");
    buf_add_text(b, ", ");
    numerals_add_count(b, run->mentions, "mention", "mentions");
    buf_add_text(b, "; ");
    numerals_add_count(b, run->ignorable, "ignorable event", "ignorable events");
    buf_add_text(b, "; ");
    numerals_add_count(b, run->lines, "line", "lines");
    buf_add_text(b, " in ");
    numerals_add_count(b, run->logs, "log", "logs");
    page_paragraph(p, INK_PLAIN, 0, buf_str(b));
}

static enum status show_names(struct history_view *v, int64_t run, int32_t code,
                              enum history_kind kind, struct page *p, struct error *err)
{
    struct history_name *names;
    size_t count;
    enum status status =
        history_names(v->history, run, code, kind, &v->memory, &names, &count, err);
    for (size_t i = 0; i < count && i < SHOW_NAMES && !status; i++) {
        page_goto(p, 8);
        page_cell(p, INK_PLAIN, number(p, names[i].events - names[i].over), 8, true);
        put_gap(p);
        put_visible(p, INK_FAINT, names[i].name);
        page_line(p);
    }
    return status;
}

static enum status show_hours(struct history_view *v, int64_t run, int32_t code, struct page *p,
                              struct error *err)
{
    struct history_hour *hours;
    size_t count;
    enum status status = history_hours(v->history, run, code, &v->memory, &hours, &count, err);
    if (status || count < 2 || !p->drawing)
        return status;
    size_t span = (size_t)(hours[count - 1].hour - hours[0].hour) + 1;
    struct report_bucket *buckets = arena_array(&v->memory, span, sizeof *buckets);
    if (!buckets)
        return error_no_memory(err);
    for (size_t i = 0; i < count; i++)
        buckets[hours[i].hour - hours[0].hour].events = hours[i].events;
    page_goto(p, 8);
    (void)page_sparkline(p, buckets, span, p->width - 8);
    page_line(p);
    return STATUS_OK;
}

enum status history_show_text(struct history_view *v, const struct history_run *run, struct page *p,
                              struct error *err)
{
    size_t count;
    const struct history_error *errors = errors_of(v, run->number, &count);
    enum status status = STATUS_OK;
    put_totals(p, run);
    for (size_t i = 0; i < count && !status; i++) {
        struct buf *b = page_scratch(p);
        page_line(p);
        buf_add_format(b, "%d", (int)errors[i].code);
        page_cell(p, INK_STRONG, buf_str(b), 5, true);
        put_gap(p);
        put_visible(p, INK_STRONG, name_of(v, errors[i].code));
        put_gap(p);
        b = page_scratch(p);
        numerals_add_count(b, errors[i].events, "event", "events");
        if (errors[i].ignorable)
            buf_add_text(b, ", ignorable");
        page_put(p, INK_PLAIN, buf_str(b));
        page_line(p);
        status = show_hours(v, run->number, errors[i].code, p, err);
        if (!status)
            status = show_names(v, run->number, errors[i].code, HISTORY_FILES, p, err);
        if (!status)
            status = show_names(v, run->number, errors[i].code, HISTORY_PEERS, p, err);
    }
    return status;
}

static void put_curve(const struct history_view *v, const struct history_line *line, struct page *p)
{
    struct report_bucket buckets[TREND_RUNS];
    size_t count = v->run_count < TREND_RUNS ? v->run_count : TREND_RUNS;
    for (size_t i = 0; i < count; i++)
        buckets[i] = (struct report_bucket){.events = line->events[v->run_count - count + i]};
    page_goto(p, 8);
    (void)page_sparkline(p, buckets, count, p->width - 8);
    page_line(p);
}

void history_trend_text(const struct history_view *v, const struct history_line *lines,
                        size_t count, struct page *p)
{
    size_t latest = v->run_count < TREND_LATEST ? v->run_count : TREND_LATEST;
    for (size_t i = 0; i < count; i++) {
        const struct history_line *line = &lines[i];
        struct buf *b = page_scratch(p);
        buf_add_format(b, "%d", (int)line->code);
        page_cell(p, INK_STRONG, buf_str(b), 5, true);
        put_gap(p);
        put_visible(p, INK_STRONG, name_of(v, line->code));
        b = page_scratch(p);
        buf_add_text(b, "  ");
        numerals_add_count(b, line->total, "event", "events");
        buf_add_text(b, " in ");
        numerals_add_count(b, v->run_count, "run", "runs");
        buf_add_text(b, latest < v->run_count ? "; the last ones: " : ": ");
        for (size_t k = v->run_count - latest; k < v->run_count; k++) {
            buf_add_text(b, k > v->run_count - latest ? " " : "");
            numerals_add(b, line->events[k]);
        }
        page_put(p, INK_PLAIN, buf_str(b));
        page_line(p);
        if (p->drawing && v->run_count > 1)
            put_curve(v, line, p);
    }
}

/* ---- JSON ----------------------------------------------------------------------------------- */

static void add_number(struct buf *out, const char *name, uint64_t n)
{
    buf_add_format(out, "\"%s\": %llu", name, (unsigned long long)n);
}

static void add_run_head(struct buf *out, const struct history_run *run)
{
    buf_add_format(out, "{\"run\": %lld, \"started\": \"", (long long)run->number);
    moment_format(moment_of(run->started_s), out);
    buf_add_text(out, "\", ");
    add_number(out, "events", run->events);
}

void history_list_json(struct history_view *v, struct buf *out)
{
    buf_add_char(out, '[');
    for (size_t i = 0; i < v->run_count; i++) {
        size_t count;
        const struct history_error *errors = errors_of(v, v->runs[i].number, &count);
        buf_add_text(out, i ? ",\n " : "\n ");
        add_run_head(out, &v->runs[i]);
        buf_add_text(out, ", \"errors\": [");
        for (size_t k = 0; k < count; k++) {
            buf_add_format(out, "%s{\"code\": %d, ", k ? ", " : "", (int)errors[k].code);
            add_number(out, "events", errors[k].events);
            buf_add_text(out, ", ");
            add_number(out, "mentions", errors[k].mentions);
            buf_add_format(out, ", \"ignorable\": %s}", errors[k].ignorable ? "true" : "false");
        }
        buf_add_text(out, "]}");
    }
    buf_add_text(out, "\n]\n");
}

static enum status add_names(struct history_view *v, int64_t run, int32_t code,
                             enum history_kind kind, struct buf *out, struct error *err)
{
    struct history_name *names;
    size_t count;
    enum status status =
        history_names(v->history, run, code, kind, &v->memory, &names, &count, err);
    bool files = kind == HISTORY_FILES;
    buf_add_format(out, ",\n   \"%s\": [", files ? "files" : "peers");
    for (size_t i = 0; i < count && !status; i++) {
        buf_add_format(out, "%s{\"%s\": ", i ? ", " : "", files ? "path" : "peer");
        json_add_string(out, str_from(names[i].name));
        buf_add_text(out, ", ");
        add_number(out, "events", names[i].events - names[i].over);
        buf_add_char(out, '}');
    }
    buf_add_char(out, ']');
    return status;
}

static enum status add_hours(struct history_view *v, int64_t run, int32_t code, struct buf *out,
                             struct error *err)
{
    struct history_hour *hours;
    size_t count;
    enum status status = history_hours(v->history, run, code, &v->memory, &hours, &count, err);
    buf_add_text(out, ",\n   \"hours\": [");
    for (size_t i = 0; i < count && !status; i++) {
        /* Times without a zone are counted as they were written. */
        struct moment start = {.wall_ms = hours[i].hour * HOUR_MS, .known = true};
        buf_add_text(out, i ? ", {\"start\": \"" : "{\"start\": \"");
        moment_format(start, out);
        buf_add_text(out, "\", ");
        add_number(out, "events", hours[i].events);
        buf_add_char(out, '}');
    }
    buf_add_char(out, ']');
    return status;
}

static enum status add_error(struct history_view *v, const struct history_error *e, struct buf *out,
                             struct error *err)
{
    buf_add_format(out, "\n  {\"code\": %d, \"name\": ", (int)e->code);
    json_add_string(out, str_from(name_of(v, e->code)));
    buf_add_text(out, ", ");
    add_number(out, "events", e->events);
    buf_add_text(out, ", ");
    add_number(out, "mentions", e->mentions);
    buf_add_format(out, ", \"ignorable\": %s", e->ignorable ? "true" : "false");
    enum status status = add_hours(v, e->run, e->code, out, err);
    if (!status)
        status = add_names(v, e->run, e->code, HISTORY_FILES, out, err);
    if (!status)
        status = add_names(v, e->run, e->code, HISTORY_PEERS, out, err);
    buf_add_char(out, '}');
    return status;
}

enum status history_show_json(struct history_view *v, const struct history_run *run,
                              struct buf *out, struct error *err)
{
    const struct {
        const char *name;
        uint64_t n;
    } counts[] = {
        {"mentions", run->mentions},
        {"ignorable", run->ignorable},
        {"possible", run->possible},
        {"lookalikes", run->lookalikes},
        {"without_time", run->without_time},
        {"logs", run->logs},
        {"lines", run->lines},
        {"bytes", run->bytes},
    };
    size_t count;
    const struct history_error *errors = errors_of(v, run->number, &count);
    enum status status = STATUS_OK;
    add_run_head(out, run);
    buf_add_text(out, ", \"version\": ");
    json_add_string(out, str_from(run->version));
    for (size_t i = 0; i < sizeof counts / sizeof *counts; i++) {
        buf_add_text(out, ", ");
        add_number(out, counts[i].name, counts[i].n);
    }
    buf_add_text(out, ",\n \"errors\": [");
    for (size_t i = 0; i < count && !status; i++) {
        buf_add_text(out, i ? "," : "");
        status = add_error(v, &errors[i], out, err);
    }
    buf_add_text(out, "]}\n");
    return status;
}

void history_trend_json(const struct history_view *v, const struct history_line *lines,
                        size_t count, struct buf *out)
{
    buf_add_char(out, '[');
    for (size_t i = 0; i < count; i++) {
        buf_add_format(out, "%s\n {\"code\": %d, \"name\": ", i ? "," : "", (int)lines[i].code);
        json_add_string(out, str_from(name_of(v, lines[i].code)));
        buf_add_text(out, ", ");
        add_number(out, "events", lines[i].total);
        buf_add_text(out, ", \"runs\": [");
        for (size_t k = 0; k < v->run_count; k++) {
            struct history_run run = v->runs[k];
            run.events = lines[i].events[k];
            buf_add_text(out, k ? ", " : "");
            add_run_head(out, &run);
            buf_add_char(out, '}');
        }
        buf_add_text(out, "]}");
    }
    buf_add_text(out, "\n]\n");
}
