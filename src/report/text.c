/*
 * The report for a terminal, a mail or a pipe. Its first screen tells whether to worry: verdict,
 * headline, the worst, an overview and a timeline; details follow, most serious first.
 */
#include "report/fit.h"
#include "report/page.h"
#include "report/phrase.h"

#include <string.h>

#define OVERVIEW_ROWS 20 /* what leaves the rest of the first screen to the headline */
#define SUMMARY_ROWS 3
#define SAMPLE_LINES 2 /* a sample is cut around its match to so many lines */
#define MEMBER_ROWS 20 /* of a family of logs */
#define LABEL_COLUMN 4
#define VALUE_COLUMN 16

struct text {
    struct page page;
    const struct report_model *model;
    const struct render_style *style;
};

/* Pieces */

static struct str visible(struct page *p, const char *text, size_t len)
{
    struct buf *b = page_scratch(p);
    utf8_add_visible(b, (struct str){text, len});
    return buf_str(b);
}

static struct str visible_text(struct page *p, const char *text)
{
    return visible(p, text, text ? strlen(text) : 0);
}

static struct str number(struct page *p, uint64_t n)
{
    struct buf *b = page_scratch(p);
    phrase_number(b, n);
    return buf_str(b);
}

static void label(struct page *p, const char *name)
{
    page_goto(p, LABEL_COLUMN);
    page_put(p, INK_FAINT, str_from(name));
    page_goto(p, VALUE_COLUMN);
}

/* Head */

static void write_title(struct text *t)
{
    struct page *p = &t->page;
    if (t->model->options.title) {
        page_paragraph(p, INK_STRONG, 0, visible_text(p, t->model->options.title));
        page_line(p);
    }
    if (t->model->options.note) {
        struct buf *b = page_scratch(p);
        phrase_note(b, t->model);
        page_paragraph(p, INK_PLAIN, 0, buf_str(b));
        page_line(p);
    }
}

static void write_headline(struct text *t)
{
    struct page *p = &t->page;
    struct buf *b = page_scratch(p);
    buf_add_text(b, phrase_verdict(t->model));
    buf_add_text(b, ". ");
    page_put(p, ink_of(phrase_verdict_severity(t->model)), buf_str(b));
    b = page_scratch(p);
    phrase_headline(b, t->model);
    page_paragraph(p, INK_STRONG, 0, buf_str(b));
    b = page_scratch(p);
    if (!t->style->summary || t->model->diagnosis_count == 0)
        phrase_worst(b, t->model);
    page_paragraph(p, INK_PLAIN, 0, buf_str(b));
    b = page_scratch(p);
    phrase_finding(b, t->model);
    page_paragraph(p, INK_STRONG, 0, buf_str(b));
    b = page_scratch(p);
    if (phrase_alarms(b, t->model))
        page_paragraph(p, INK_CRITICAL, 0, buf_str(b));
    b = page_scratch(p);
    if (phrase_warning(b, t->model))
        page_paragraph(p, INK_ACTIONABLE, 0, buf_str(b));
}

/* Overview */

struct columns {
    size_t indent;
    size_t name;
    size_t title; /* 0: not shown */
    size_t events;
    size_t bar;      /* 0: not shown */
    size_t severity; /* 0: it stands above the rows that have it */
};

#define CODE_COLUMNS 5
#define SHARE_COLUMNS 6
#define GAP 2
#define TITLE_LEAST 16
#define BAR_LEAST 4
#define BAR_MOST 24

static size_t at_most(size_t a, size_t b)
{
    return a < b ? a : b;
}

static size_t at_least(size_t a, size_t b)
{
    return a > b ? a : b;
}

static size_t overview_rows(const struct report_model *m)
{
    return at_most(m->distinct_errors, OVERVIEW_ROWS);
}

static const struct report_error *ranked(const struct report_model *m, size_t place)
{
    return &m->errors[m->worst_first[place]];
}

/* The widest of what is shown. */
static struct columns overview_widest(struct text *t)
{
    struct columns c = {.name = 4, .events = 6, .severity = 8};
    for (size_t i = 0; i < overview_rows(t->model); i++) {
        const struct report_error *e = ranked(t->model, i);
        c.name = at_least(c.name, utf8_width(visible_text(&t->page, e->meaning->name)));
        c.title = at_least(c.title, utf8_width(visible_text(&t->page, e->meaning->title)));
        c.events = at_least(c.events, number(&t->page, e->events).len);
        c.severity = at_least(c.severity, strlen(severity_id(e->meaning->severity)));
    }
    return c;
}

/* Where all fits on one line, what is left goes to bars; else the severities become headings, so
 * that titles are told whole. */
static struct columns overview_columns(struct text *t)
{
    struct columns c = overview_widest(t);
    size_t fixed = CODE_COLUMNS + c.events + SHARE_COLUMNS + 3 * GAP;
    size_t whole = fixed + c.name + GAP + c.title + GAP + c.severity;
    size_t bar = t->page.drawing ? BAR_LEAST + GAP : 0;
    if (whole + bar <= t->page.width) {
        c.bar = bar ? at_most(t->page.width - whole - GAP, BAR_MOST) : 0;
        return c;
    }
    c.indent = GAP;
    c.severity = 0;
    size_t left = t->page.width - fixed - c.indent;
    c.name = at_most(c.name, left);
    left -= c.name;
    c.title = left >= TITLE_LEAST + GAP ? at_most(c.title, left - GAP) : 0;
    return c;
}

static void overview_header(struct text *t, const struct columns *c)
{
    struct page *p = &t->page;
    page_goto(p, c->indent);
    page_cell(p, INK_FAINT, STR("Code"), CODE_COLUMNS + GAP, false);
    page_cell(p, INK_FAINT, STR("Name"), c->name + GAP, false);
    if (c->title)
        page_cell(p, INK_FAINT, STR("Meaning"), c->title + GAP, false);
    page_cell(p, INK_FAINT, STR("Events"), c->events, true);
    page_cell(p, INK_FAINT, STR("Share"), SHARE_COLUMNS + GAP, true);
    if (c->severity) {
        page_goto(p, p->column + GAP + (c->bar ? c->bar + GAP : 0));
        page_put(p, INK_FAINT, STR("Severity"));
    }
    page_line(p);
}

static void overview_severity(struct text *t, const struct columns *c, const struct report_error *e)
{
    struct page *p = &t->page;
    enum ink ink = ink_of(e->meaning->severity);
    page_goto(p, p->column + GAP);
    if (c->bar) {
        size_t next = p->column + c->bar + GAP;
        page_bar(p, ink, e->share, c->bar);
        page_goto(p, next);
    }
    page_put(p, ink, str_from(severity_id(e->meaning->severity)));
}

static void overview_row(struct text *t, const struct columns *c, const struct report_error *e)
{
    struct page *p = &t->page;
    struct buf *b = page_scratch(p);
    page_goto(p, c->indent);
    buf_add_format(b, "%d", (int)e->meaning->code);
    page_cell(p, INK_PLAIN, buf_str(b), CODE_COLUMNS, true);
    page_goto(p, p->column + GAP);
    page_cell(p, INK_STRONG, visible_text(p, e->meaning->name), c->name, false);
    page_goto(p, p->column + GAP);
    if (c->title) {
        page_cell(p, INK_PLAIN, visible_text(p, e->meaning->title), c->title, false);
        page_goto(p, p->column + GAP);
    }
    page_cell(p, INK_PLAIN, number(p, e->events), c->events, true);
    b = page_scratch(p);
    phrase_share(b, e->share);
    page_cell(p, INK_PLAIN, buf_str(b), SHARE_COLUMNS + GAP, true);
    if (c->severity)
        overview_severity(t, c, e);
    page_line(p);
}

/* The heading of the rows that follow, when they are less severe than those before. */
static void overview_heading(struct text *t, const struct columns *c, size_t place)
{
    enum severity severity = ranked(t->model, place)->meaning->severity;
    if (c->severity || (place && ranked(t->model, place - 1)->meaning->severity == severity))
        return;
    page_put(&t->page, ink_of(severity), str_from(severity_id(severity)));
    page_line(&t->page);
}

static void write_overview(struct text *t)
{
    if (t->model->distinct_errors == 0)
        return;
    struct columns columns = overview_columns(t);
    page_line(&t->page);
    overview_header(t, &columns);
    for (size_t i = 0; i < overview_rows(t->model); i++) {
        overview_heading(t, &columns, i);
        overview_row(t, &columns, ranked(t->model, i));
    }
    size_t more = t->model->distinct_errors - overview_rows(t->model);
    if (more) {
        struct buf *b = page_scratch(&t->page);
        buf_add_text(b, "and ");
        phrase_count(b, more, "kind", "kinds");
        buf_add_text(b, " more, below");
        page_goto(&t->page, columns.indent + CODE_COLUMNS + GAP);
        page_paragraph(&t->page, INK_FAINT, t->page.column, buf_str(b));
    }
}

/* Timeline */

static void write_timeline(struct text *t, size_t indent, const struct report_bucket *buckets,
                           size_t count, int64_t width_ms)
{
    struct page *p = &t->page;
    if (!p->drawing || count < 2)
        return;
    if (indent == 0) /* the one of all errors stands by itself */
        page_line(p);
    page_goto(p, indent);
    size_t each = page_sparkline(p, buckets, count, at_most(p->width - indent, 100));
    page_line(p);
    struct buf *b = page_scratch(p);
    phrase_timeline(b, buckets[0].start, width_ms * (int64_t)each);
    page_paragraph(p, INK_FAINT, indent, buf_str(b));
}

/* Errors */

static void write_error_head(struct text *t, const struct report_error *e)
{
    struct page *p = &t->page;
    enum ink ink = ink_of(e->meaning->severity);
    const char *severity = severity_id(e->meaning->severity);
    struct buf *b = page_scratch(p);
    buf_add_format(b, "%d", (int)e->meaning->code);
    page_cell(p, INK_STRONG, buf_str(b), CODE_COLUMNS, true);
    page_put(p, INK_PLAIN, STR(" "));
    page_put(p, INK_STRONG, visible_text(p, e->meaning->name));
    page_put(p, INK_PLAIN, STR("  "));
    size_t room = p->width - at_most(p->width, p->column + strlen(severity) + GAP);
    if (room >= 10)
        page_cell(p, INK_PLAIN, visible_text(p, e->meaning->title), room, false);
    else
        page_line(p);
    page_goto(p, p->width - strlen(severity));
    page_put(p, ink, str_from(severity));
    page_line(p);
}

static void write_counts(struct text *t, const struct report_error *e)
{
    struct page *p = &t->page;
    struct buf *b = page_scratch(p);
    phrase_error_counts(b, e);
    label(p, "Count");
    page_paragraph(p, INK_PLAIN, VALUE_COLUMN, buf_str(b));
    if (e->first.known) {
        b = page_scratch(p);
        phrase_span(b, e->first, e->last);
        label(p, "When");
        page_paragraph(p, INK_PLAIN, VALUE_COLUMN, buf_str(b));
        b = page_scratch(p);
        phrase_course(b, &e->course);
        if (b->len)
            label(p, "Rate");
        page_paragraph(p, INK_PLAIN, VALUE_COLUMN, buf_str(b));
    }
    write_timeline(t, VALUE_COLUMN, e->course.timeline, e->course.timeline_count,
                   e->course.timeline_width_ms);
}

/* One name a line when there are several, its events before it. */
static void write_list(struct text *t, const char *name, const struct report_list *list)
{
    struct page *p = &t->page;
    size_t top = at_most(t->model->options.top, list->count);
    uint64_t rest = phrase_list_rest_events(list, top);
    if (list->count == 0 && rest == 0)
        return;
    label(p, name);
    size_t digits = number(p, list->count ? list->items[0].events : rest).len;
    digits = at_least(digits, number(p, rest).len);
    for (size_t i = 0; i < top; i++) {
        page_goto(p, VALUE_COLUMN);
        page_cell(p, INK_PLAIN, number(p, list->items[i].events), digits, true);
        page_goto(p, p->column + GAP);
        struct buf cut = BUF_INIT(STREAM_BYTES_MAX);
        fit_cut_left(&cut, visible(p, list->items[i].name, list->items[i].name_len),
                     p->width - p->column, page_mark(p));
        page_put(p, INK_PLAIN, buf_str(&cut));
        buf_release_part(&cut, &p->out.buf);
        page_line(p);
    }
    if (rest) {
        page_goto(p, VALUE_COLUMN);
        page_cell(p, INK_FAINT, number(p, rest), digits, true);
        page_goto(p, p->column + GAP);
        struct buf *b = page_scratch(p);
        phrase_list_rest(b, list, top);
        page_paragraph(p, INK_FAINT, p->column, buf_str(b));
    }
}

static void write_doubts(struct text *t, const struct report_error *e)
{
    struct page *p = &t->page;
    struct buf *b = page_scratch(p);
    for (size_t i = 0; phrase_doubt(b, e, i); i++) {
        if (b->len) {
            label(p, "Note");
            page_paragraph(p, INK_PLAIN, VALUE_COLUMN, buf_str(b));
        }
        b = page_scratch(p);
    }
}

/* The sample's place and the part of its text around the match, in at most SAMPLE_LINES lines. */
static void write_sample(struct text *t, const struct report_sample *s)
{
    struct page *p = &t->page;
    size_t room = p->width - LABEL_COLUMN - 2;
    struct buf place = BUF_INIT(STREAM_BYTES_MAX);
    fit_cut_left(&place, visible_text(p, s->file), room - 24, page_mark(p));
    buf_add_format(&place, ":%llu: ", (unsigned long long)s->line);
    page_goto(p, LABEL_COLUMN + 2);
    page_put(p, INK_FAINT, buf_str(&place));
    buf_release_part(&place, &p->out.buf);

    struct str text = {s->text, s->text_len};
    struct buf *b = page_scratch(p);
    utf8_add_visible(b, str_slice(text, 0, s->match_at));
    size_t at = b->len;
    utf8_add_visible(b, str_slice(text, s->match_at, s->match_len));
    size_t len = b->len - at;
    utf8_add_visible(b, str_slice(text, s->match_at + s->match_len, s->text_len));
    struct buf cut = BUF_INIT(b->len + 16);
    /* Breaking at spaces leaves some columns unused: ask for a little less than would fit. */
    size_t columns = SAMPLE_LINES * (room - 2) - (p->column - LABEL_COLUMN) - room / 6;
    fit_window(&cut, buf_str(b), at, len, columns, page_mark(p));
    page_paragraph(p, INK_PLAIN, LABEL_COLUMN + 4, buf_str(&cut));
    buf_release_part(&cut, &p->out.buf);
}

static void write_samples(struct text *t, const struct report_error *e)
{
    if (e->sample_count == 0)
        return;
    page_goto(&t->page, LABEL_COLUMN);
    page_put(&t->page, INK_FAINT, STR("Samples"));
    page_line(&t->page);
    for (size_t i = 0; i < e->sample_count; i++)
        write_sample(t, &e->samples[i]);
}

static void write_numbered(struct page *p, size_t n)
{
    struct buf *b = page_scratch(p);
    buf_add_format(b, "%zu.", n);
    page_goto(p, LABEL_COLUMN + 2);
    page_cell(p, INK_PLAIN, buf_str(b), 4, false);
}

static void write_causes(struct text *t, const struct report_error *e)
{
    struct page *p = &t->page;
    if (e->cause_count == 0)
        return;
    page_line(p);
    page_goto(p, LABEL_COLUMN);
    page_put(p, INK_FAINT, STR("Likely causes"));
    page_line(p);
    for (size_t i = 0; i < e->cause_count; i++) {
        write_numbered(p, i + 1);
        page_paragraph(p, INK_PLAIN, LABEL_COLUMN + 6,
                       visible_text(p, e->meaning->causes[e->causes[i]].text));
    }
}

static void write_action(struct text *t, const struct catalog_action *a, size_t n)
{
    struct page *p = &t->page;
    write_numbered(p, n);
    struct buf *b = page_scratch(p);
    buf_add_format(b, "[%s, %s] ", audience_id(a->audience), action_id(a->kind));
    page_put(p, a->kind == ACTION_CHANGE ? INK_ACTIONABLE : INK_INFORMATIONAL, buf_str(b));
    page_paragraph(p, INK_PLAIN, LABEL_COLUMN + 6, visible_text(p, a->text));
    if (*a->command)
        page_command(p, LABEL_COLUMN + 10, visible_text(p, a->command));
    if (*a->risk) {
        page_goto(p, LABEL_COLUMN + 6);
        page_put(p, INK_ACTIONABLE, STR("Risk: "));
        page_paragraph(p, INK_PLAIN, LABEL_COLUMN + 6, visible_text(p, a->risk));
    }
}

static void write_actions(struct text *t, const struct report_error *e)
{
    struct page *p = &t->page;
    if (e->action_count == 0)
        return;
    page_line(p);
    page_goto(p, LABEL_COLUMN);
    page_put(p, INK_FAINT, STR("What to do"));
    page_line(p);
    for (size_t i = 0; i < e->action_count; i++)
        write_action(t, &e->actions[i], i + 1);
}

/* What is as usual takes two lines. */
static bool write_folded(struct text *t, const struct report_error *e)
{
    struct page *p = &t->page;
    if (!e->folded)
        return false;
    struct buf *b = page_scratch(p);
    phrase_folded(b, e);
    page_goto(p, LABEL_COLUMN);
    page_paragraph(p, INK_FAINT, LABEL_COLUMN, buf_str(b));
    return true;
}

static void write_change(struct text *t, const struct report_error *e)
{
    struct page *p = &t->page;
    if (!e->change)
        return;
    struct buf *b = page_scratch(p);
    buf_add_format(b, "%s: ", report_change_id(e->change->kind));
    phrase_change(b, e->change);
    label(p, "Change");
    page_paragraph(p, INK_PLAIN, VALUE_COLUMN, buf_str(b));
}

static void write_error(struct text *t, const struct report_error *e)
{
    struct page *p = &t->page;
    page_line(p);
    write_error_head(t, e);
    if (write_folded(t, e))
        return;
    write_counts(t, e);
    write_change(t, e);
    write_list(t, "Files", &e->files);
    write_list(t, "Peers", &e->peers);
    write_list(t, "Hosts", &e->hosts);
    write_list(t, "Processes", &e->processes);
    write_list(t, "Operations", &e->operations);
    write_doubts(t, e);
    write_samples(t, e);
    if (*e->meaning->description) {
        page_line(p);
        page_goto(p, LABEL_COLUMN);
        page_paragraph(p, INK_PLAIN, LABEL_COLUMN, visible_text(p, e->meaning->description));
    }
    write_causes(t, e);
    write_actions(t, e);
}

/* Findings */

static void write_evidence(struct text *t, const struct diagnosed *d)
{
    struct page *p = &t->page;
    if (d->evidence_count == 0)
        return;
    page_line(p);
    page_goto(p, LABEL_COLUMN);
    page_put(p, INK_FAINT, STR("Evidence"));
    page_line(p);
    for (size_t i = 0; i < d->evidence_count; i++) {
        page_goto(p, LABEL_COLUMN + 2);
        page_put(p, INK_PLAIN, STR("- "));
        page_paragraph(p, INK_PLAIN, LABEL_COLUMN + 4,
                       visible(p, d->evidence[i].text, d->evidence[i].len));
    }
}

static void write_diagnosis(struct text *t, const struct diagnosed *d)
{
    struct page *p = &t->page;
    const char *severity = severity_id(d->diagnosis->severity);
    page_line(p);
    page_cell(p, INK_STRONG, visible_text(p, d->diagnosis->title),
              p->width - strlen(severity) - GAP, false);
    page_goto(p, p->width - strlen(severity));
    page_put(p, ink_of(d->diagnosis->severity), str_from(severity));
    page_line(p);
    struct buf *b = page_scratch(p);
    phrase_certainty(b, d);
    page_goto(p, LABEL_COLUMN);
    page_paragraph(p, INK_FAINT, LABEL_COLUMN, buf_str(b));
    page_goto(p, LABEL_COLUMN);
    page_paragraph(p, INK_PLAIN, LABEL_COLUMN, visible_text(p, d->what->text));
    write_evidence(t, d);
    page_line(p);
    page_goto(p, LABEL_COLUMN);
    page_put(p, INK_FAINT, STR("What to do"));
    page_line(p);
    for (size_t i = 0; i < d->diagnosis->action_count; i++)
        write_action(t, &d->actions[i], i + 1);
}

static void write_diagnoses(struct text *t)
{
    struct page *p = &t->page;
    if (t->model->diagnosis_count == 0)
        return;
    struct buf remark = BUF_INIT(64);
    phrase_count(&remark, t->model->diagnosis_count, "finding", "findings");
    page_line(p);
    page_heading(p, STR("What this looks like"), buf_str(&remark));
    buf_release_part(&remark, &p->out.buf);
    for (size_t i = 0; i < t->model->diagnosis_count; i++)
        write_diagnosis(t, &t->model->diagnoses[i]);
}

/* Places */

/* Its name, and at the right edge its events. */
static void write_place_head(struct text *t, const struct report_place *place)
{
    struct page *p = &t->page;
    struct buf events = BUF_INIT(64);
    phrase_place_events(&events, place);
    size_t room = p->width - events.len - GAP;
    struct buf cut = BUF_INIT(STREAM_BYTES_MAX);
    fit_cut_left(&cut, visible(p, place->title, place->title_len), room, page_mark(p));
    page_line(p);
    page_cell(p, place->name_len ? INK_STRONG : INK_FAINT, buf_str(&cut), room, false);
    page_goto(p, p->width - events.len);
    page_put(p, INK_PLAIN, buf_str(&events));
    page_line(p);
    buf_release_part(&cut, &p->out.buf);
    buf_release_part(&events, &p->out.buf);
}

static void write_part(struct text *t, const struct report_part *part, size_t digits)
{
    struct page *p = &t->page;
    enum ink ink = ink_of(part->meaning->severity);
    const char *severity = severity_id(part->meaning->severity);
    page_goto(p, VALUE_COLUMN);
    page_cell(p, INK_PLAIN, number(p, part->events), digits, true);
    struct buf *b = page_scratch(p);
    buf_add_format(b, "%d", (int)part->meaning->code);
    page_cell(p, INK_PLAIN, buf_str(b), CODE_COLUMNS + GAP, true);
    page_goto(p, p->column + 1);
    size_t edge = p->width - strlen(severity);
    page_cell(p, INK_PLAIN, visible_text(p, part->meaning->name), edge - GAP - p->column, false);
    page_goto(p, edge);
    page_put(p, ink, str_from(severity));
    page_line(p);
}

static void write_parts(struct text *t, const struct report_place *place)
{
    struct page *p = &t->page;
    size_t top = at_most(t->model->options.top, place->part_count);
    uint64_t rest = phrase_place_rest_events(place, top);
    size_t digits =
        at_least(number(p, top ? place->parts[0].events : rest).len, number(p, rest).len);
    label(p, "Errors");
    for (size_t i = 0; i < top; i++)
        write_part(t, &place->parts[i], digits);
    if (rest) {
        page_goto(p, VALUE_COLUMN);
        page_cell(p, INK_FAINT, number(p, rest), digits, true);
        page_goto(p, p->column + GAP);
        struct buf *b = page_scratch(p);
        phrase_place_rest(b, place, top);
        page_paragraph(p, INK_FAINT, p->column, buf_str(b));
    }
}

/* The files of a family, oldest first. */
static void write_members(struct text *t, const struct report_place *place)
{
    struct page *p = &t->page;
    size_t shown = at_most(place->member_count, MEMBER_ROWS);
    size_t digits = 1;
    if (shown == 0)
        return;
    for (size_t i = 0; i < shown; i++)
        digits = at_least(digits, number(p, place->members[i].events).len);
    label(p, "Logs");
    for (size_t i = 0; i < shown; i++) {
        const struct report_member *f = &place->members[i];
        page_goto(p, VALUE_COLUMN);
        page_cell(p, INK_PLAIN, number(p, f->events), digits, true);
        page_goto(p, p->column + GAP);
        struct buf *b = page_scratch(p);
        utf8_add_visible(b, (struct str){f->name, f->name_len});
        buf_add_text(b, f->first.known ? ", " : "");
        phrase_span(b, f->first, f->last);
        page_paragraph(p, INK_PLAIN, p->column, buf_str(b));
    }
    if (place->member_count > shown) {
        struct buf *b = page_scratch(p);
        buf_add_text(b, "and ");
        phrase_count(b, place->member_count - shown, "more log", "more logs");
        page_goto(p, VALUE_COLUMN);
        page_paragraph(p, INK_FAINT, VALUE_COLUMN, buf_str(b));
    }
}

static void write_place(struct text *t, const struct report_place *place)
{
    struct page *p = &t->page;
    write_place_head(t, place);
    if (place->first.known) {
        struct buf *b = page_scratch(p);
        phrase_span(b, place->first, place->last);
        label(p, "When");
        page_paragraph(p, INK_PLAIN, VALUE_COLUMN, buf_str(b));
    }
    write_members(t, place);
    write_parts(t, place);
}

static void write_places(struct text *t)
{
    struct page *p = &t->page;
    const struct report_places *places = &t->model->places;
    if (!phrase_places_any(t->model))
        return;
    struct buf remark = BUF_INIT(64);
    phrase_places_count(&remark, t->model);
    page_line(p);
    page_heading(p, str_from(phrase_places_title(t->model->options.grouping)), buf_str(&remark));
    buf_release_part(&remark, &p->out.buf);
    for (size_t i = 0; i < places->count; i++)
        if (places->items[i].shown)
            write_place(t, &places->items[i]);
    struct buf *b = page_scratch(p);
    if (phrase_places_rest(b, t->model, places->shown)) {
        page_line(p);
        page_paragraph(p, INK_FAINT, 0, buf_str(b));
    }
}

/* Sections */

static void write_group_heading(struct text *t, const struct report_group *g)
{
    struct page *p = &t->page;
    struct buf remark = BUF_INIT(64);
    phrase_count(&remark, g->events, "event", "events");
    page_line(p);
    page_heading(p, visible_text(p, g->title), buf_str(&remark));
    buf_release_part(&remark, &p->out.buf);
    page_paragraph(p, INK_FAINT, 0, visible_text(p, g->description));
}

static void write_groups(struct text *t)
{
    for (size_t i = 0; i < t->model->group_count; i++) {
        const struct report_group *g = &t->model->groups[i];
        write_group_heading(t, g);
        for (size_t k = 0; k < g->count; k++)
            write_error(t, &t->model->errors[g->first + k]);
    }
}

static void write_ignorable(struct text *t)
{
    struct page *p = &t->page;
    const struct report_group *g = &t->model->ignorable_group;
    if (g->count == 0)
        return;
    write_group_heading(t, g);
    for (size_t i = 0; i < g->count; i++) {
        const struct report_error *e = &t->model->errors[g->first + i];
        struct buf *b = page_scratch(p);
        buf_add_format(b, "%d", (int)e->meaning->code);
        page_cell(p, INK_PLAIN, buf_str(b), CODE_COLUMNS, true);
        page_goto(p, p->column + GAP);
        b = page_scratch(p);
        utf8_add_visible(b, str_from(e->meaning->name));
        buf_add_text(b, ", ");
        phrase_count(b, e->events, "event", "events");
        buf_add_text(b, ": ");
        utf8_add_visible(b, str_from(e->meaning->title));
        page_paragraph(p, INK_PLAIN, CODE_COLUMNS + GAP, buf_str(b));
    }
}

/* What changed */

#define CHANGE_COLUMNS 7 /* of its word */
#define CURVE_COLUMNS 20

static enum ink ink_of_change(const struct report_change *c)
{
    bool more = c->kind == REPORT_CHANGE_NEW || c->kind == REPORT_CHANGE_UP;
    return more ? ink_of(c->meaning->severity) : INK_INFORMATIONAL;
}

static void write_change_row(struct text *t, const struct report_change *c, size_t points)
{
    struct page *p = &t->page;
    page_goto(p, GAP);
    page_cell(p, ink_of_change(c), str_from(report_change_id(c->kind)), CHANGE_COLUMNS, false);
    struct buf *b = page_scratch(p);
    buf_add_format(b, "%d ", (int)c->meaning->code);
    utf8_add_visible(b, str_from(c->meaning->name));
    buf_add_text(b, ": ");
    phrase_change(b, c);
    page_paragraph(p, INK_PLAIN, GAP + CHANGE_COLUMNS, buf_str(b));
    if (!p->drawing || points < 2)
        return;
    page_goto(p, GAP + CHANGE_COLUMNS);
    (void)page_sparkline(p, c->curve, points, CURVE_COLUMNS);
    page_line(p);
}

static void write_comparison(struct text *t)
{
    struct page *p = &t->page;
    const struct report_comparison *c = t->model->options.comparison;
    if (!c)
        return;
    page_line(p);
    page_heading(p, STR("What changed"), STR(""));
    struct buf *b = page_scratch(p);
    phrase_comparison(b, c);
    page_paragraph(p, INK_PLAIN, 0, buf_str(b));
    for (size_t i = 0; i < c->count; i++)
        if (c->items[i].kind != REPORT_CHANGE_USUAL)
            write_change_row(t, &c->items[i], c->curve_count);
}

/* Known noise */

static void write_noise_rows(struct text *t, bool expired)
{
    struct page *p = &t->page;
    const struct report_options *o = &t->model->options;
    for (size_t i = 0; i < o->noise_count; i++) {
        struct buf *b = page_scratch(p);
        phrase_noise(b, &o->noise[i], expired);
        if (!b->len)
            continue;
        page_goto(p, GAP);
        page_put(p, expired ? INK_ACTIONABLE : INK_FAINT, expired ? STR("Expired: ") : STR("- "));
        page_paragraph(p, INK_PLAIN, GAP + 2, buf_str(b));
    }
}

static void write_noise(struct text *t)
{
    if (!t->model->options.noise_count)
        return;
    page_line(&t->page);
    page_heading(&t->page, STR("Known noise"), STR(""));
    write_noise_rows(t, true);
    write_noise_rows(t, false);
}

/* Coverage */

static void write_source(struct text *t, const struct report_source *s)
{
    struct page *p = &t->page;
    bool notable = phrase_source_notable(s);
    page_cell(p, notable ? INK_ACTIONABLE : INK_PLAIN, str_from(s->status), 9, false);
    struct buf *b = page_scratch(p);
    utf8_add_visible(b, str_from(s->path));
    if (s->reason && *s->reason) {
        buf_add_text(b, ": ");
        utf8_add_visible(b, str_from(s->reason));
    }
    if (s->encoding && *s->encoding) {
        buf_add_text(b, " (");
        phrase_count(b, s->lines, "line", "lines");
        buf_add_format(b, ", %s%s%s, ", s->encoding, s->compression ? " in " : "",
                       s->compression ? s->compression : "");
        phrase_count(b, s->events, "event", "events");
        phrase_dates(b, s);
        buf_add_char(b, ')');
    }
    page_paragraph(p, INK_PLAIN, 9, buf_str(b));
}

static bool source_shown(const struct text *t, const struct report_source *s)
{
    return t->style->full_coverage || phrase_source_told(s);
}

static void write_coverage(struct text *t)
{
    struct page *p = &t->page;
    page_line(p);
    page_heading(p, STR("What was read"), STR(""));
    struct buf *b = page_scratch(p);
    for (size_t i = 0; phrase_coverage(b, t->model, i); i++) {
        page_paragraph(p, INK_PLAIN, 0, buf_str(b));
        b = page_scratch(p);
    }
    for (size_t i = 0; i < t->model->coverage.source_count; i++)
        if (source_shown(t, &t->model->coverage.sources[i]))
            write_source(t, &t->model->coverage.sources[i]);
}

static void write_footer(struct text *t)
{
    struct page *p = &t->page;
    page_line(p);
    struct buf *b = page_scratch(p);
    phrase_maker(b, t->model);
    page_paragraph(p, INK_FAINT, 0, buf_str(b));
}

static void write_change_summary(struct text *t)
{
    if (!t->model->options.comparison)
        return;
    struct buf *b = page_scratch(&t->page);
    phrase_comparison(b, t->model->options.comparison);
    page_paragraph(&t->page, INK_PLAIN, 0, buf_str(b));
}

/* The ten lines that fit a chat message. */
static void write_summary(struct text *t)
{
    struct page *p = &t->page;
    for (size_t i = 0; i < at_most(t->model->distinct_errors, SUMMARY_ROWS); i++) {
        const struct report_error *e = ranked(t->model, i);
        struct buf *b = page_scratch(p);
        phrase_number(b, e->events);
        buf_add_text(b, " x ");
        utf8_add_visible(b, str_from(e->meaning->name));
        buf_add_format(b, " (%d), %s: ", (int)e->meaning->code, severity_id(e->meaning->severity));
        utf8_add_visible(b, phrase_first_step(e));
        page_put(p, ink_of(e->meaning->severity), STR("- "));
        page_put(p, INK_PLAIN, buf_str(b)); /* a chat breaks lines by itself */
        page_line(p);
    }
    struct buf *b = page_scratch(p);
    phrase_coverage(b, t->model, 0);
    page_paragraph(p, INK_FAINT, 0, buf_str(b));
}

static enum status render(const struct report_model *model, const struct render_style *style,
                          const struct sink *sink, struct error *err)
{
    struct text t = {.page = page_open(sink, style), .model = model, .style = style};
    write_title(&t);
    write_headline(&t);
    if (style->summary) {
        write_change_summary(&t);
        write_summary(&t);
        return page_close(&t.page, err);
    }
    write_overview(&t);
    write_timeline(&t, 0, model->course.timeline, model->course.timeline_count,
                   model->course.timeline_width_ms);
    write_comparison(&t);
    write_noise(&t);
    write_diagnoses(&t);
    write_places(&t);
    write_groups(&t);
    write_ignorable(&t);
    write_coverage(&t);
    write_footer(&t);
    return page_close(&t.page, err);
}

const struct renderer renderer_text = {
    .id = "text",
    .extension = ".txt",
    .about = "for people: a terminal, a mail, a pipe",
    .render = render,
};
