/*
 * The report as one HTML page: nothing from outside, no style and no script but those whose hashes
 * the page's Content-Security-Policy names; all of it can be read without the script. It stays
 * below HTML_BYTES_MAX for any input, and says what it had to leave out.
 */
#include "report/asset.h"
#include "report/markup.h"
#include "report/phrase.h"
#include "report/sections.h"
#include "report/stream.h"

#include <string.h>

#define HTML_BYTES_MAX ((size_t)290 * 1000)
#define PART_BYTES_MAX ((size_t)8 * 1024 * 1024)
#define HEAD_BYTES_MAX ((size_t)80 * 1000) /* with the overview */
#define FINDINGS_BYTES_MAX ((size_t)70 * 1000)
#define PLACES_BYTES_MAX ((size_t)40 * 1000)
#define TAIL_BYTES_MAX ((size_t)36 * 1000) /* of the ignorable errors and of the coverage */
#define TIMELINE_COLUMNS 120
#define TICKS_LEAST 8 /* columns of a timeline whose middle is named too */
#define ERROR_COLUMNS 60
#define ADVICE_ROWS 20
#define SAMPLE_ROWS 10
#define NAME_ROWS 20
#define UNFOLDED_ERRORS 4
#define NAME_BYTES 200
#define SAMPLE_BYTES 400
#define TITLE_BYTES 120
#define ANCHOR_BYTES 40
#define CONTENTS_ERRORS 60
#define PROSE_BYTES 1200

static size_t at_most(size_t a, size_t b)
{
    return a < b ? a : b;
}

/* Sentences */

/* A sentence of phrase.h, escaped, between two pieces of markup; nothing when it is empty. */
static void add_sentence(struct buf *out, struct buf *sentence, const char *before,
                         const char *after)
{
    if (sentence->len) {
        struct str text = buf_str(sentence);
        buf_add_text(out, before);
        markup_text(out, str_slice(text, 0, utf8_floor(text, 4 * PROSE_BYTES)));
        buf_add_text(out, after);
    }
    out->failed = out->failed || sentence->failed;
    buf_clear(sentence);
}

static const char *page_title(const struct report_model *m)
{
    return m->options.title ? m->options.title : "Winsock errors";
}

/* Head */

/* For lists of reports: see nights.h. */
static void add_description(struct buf *out, const struct report_model *m)
{
    struct buf text = BUF_INIT(PART_BYTES_MAX);
    buf_add_format(&text, "%s. ", phrase_verdict(m));
    phrase_headline(&text, m);
    if (m->options.comparison && m->options.comparison->runs) {
        buf_add_char(&text, ' ');
        phrase_kinds(&text, m->options.comparison);
    }
    buf_add_text(out, "<meta name=\"generator\" content=\"wsalog\">\n");
    add_sentence(out, &text, "<meta name=\"description\" content=\"", "\">\n");
    buf_release(&text);
}

static void add_document_head(struct buf *out, const struct report_model *m)
{
    buf_add_text(out, "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n");
    buf_add_format(out,
                   "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; "
                   "style-src 'sha256-%s'; script-src 'sha256-%s'; base-uri 'none'; "
                   "form-action 'none'\">\n",
                   report_stylesheet.sha256, report_script.sha256);
    add_description(out, m);
    buf_add_text(out, "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
                      "<meta name=\"color-scheme\" content=\"light dark\">\n"
                      "<meta name=\"referrer\" content=\"no-referrer\">\n<title>");
    markup_begin(out, page_title(m), 2 * TITLE_BYTES);
    buf_add_text(out, "</title>\n<style>");
    buf_add(out, report_stylesheet.text);
    buf_add_text(out, "</style>\n</head>\n<body>\n"
                      "<a class=\"skip\" href=\"#content\">Skip to the report</a>\n");
}

static void add_header(struct buf *out, const struct report_model *m)
{
    struct buf sentence = BUF_INIT(PART_BYTES_MAX);
    buf_add_text(out, "<header class=\"wrap\">\n<p class=\"eyebrow\">Windows Sockets error "
                      "report</p>\n<h1>");
    markup_begin(out, page_title(m), 2 * TITLE_BYTES);
    buf_add_text(out, "</h1>\n");
    phrase_note(&sentence, m);
    add_sentence(out, &sentence, "<p class=\"note prose\">", "</p>\n");
    buf_add_format(out, "<div class=\"card verdict %s\">\n<p><strong>%s</strong></p>\n",
                   severity_id(phrase_verdict_severity(m)), phrase_verdict(m));
    phrase_headline(&sentence, m);
    add_sentence(out, &sentence, "<p>", "</p>\n");
    phrase_worst(&sentence, m);
    add_sentence(out, &sentence, "<p>", "</p>\n");
    phrase_finding(&sentence, m);
    add_sentence(out, &sentence, "<p>", "</p>\n");
    phrase_alarms(&sentence, m);
    add_sentence(out, &sentence, "<p class=\"warning\">", "</p>\n");
    phrase_warning(&sentence, m);
    add_sentence(out, &sentence, "<p class=\"warning\">", "</p>\n");
    buf_add_text(out, "</div>\n</header>\n");
    buf_release(&sentence);
}

/* Timelines */

static void add_tick(struct buf *out, const char *kind, struct moment at, int64_t width_ms)
{
    buf_add_format(out, "<span%s>", kind);
    phrase_tick(out, at, width_ms);
    buf_add_text(out, "</span>");
}

/* Where it begins, its middle if a column begins there, and where it ends. */
static void add_axis(struct buf *out, const struct report_bucket *buckets, size_t count,
                     int64_t width_ms)
{
    struct moment end = buckets[count - 1].start;
    end.wall_ms += width_ms;
    buf_add_text(out, "<div class=\"axis hint\">");
    add_tick(out, "", buckets[0].start, width_ms);
    if (count >= TICKS_LEAST && count % 2 == 0)
        add_tick(out, " class=\"middle\"", buckets[count / 2].start, width_ms);
    add_tick(out, "", end, width_ms);
    buf_add_text(out, "</div>\n");
}

static void add_timeline(struct buf *out, const struct report_bucket *buckets, size_t count,
                         int64_t width_ms, size_t columns)
{
    uint64_t most;
    if (count < 2)
        return;
    buf_add_format(out, "<figure%s>\n", columns < TIMELINE_COLUMNS ? " class=\"small\"" : "");
    size_t each = markup_timeline(out, buckets, count, columns, &most);
    add_axis(out, buckets, count, width_ms);
    buf_add_text(out, "<figcaption>Each column is ");
    phrase_width(out, width_ms * (int64_t)each);
    buf_add_text(out, ", the highest ");
    phrase_count(out, most, "event", "events");
    buf_add_text(out, ".</figcaption>\n</figure>\n");
}

/* Overview */

static void add_overview_row(struct buf *out, const struct report_error *e)
{
    const char *severity = severity_id(e->meaning->severity);
    buf_add_format(out, "<tr class=\"%s\"><th scope=\"row\"><a class=\"name\" href=\"#e%d\">%d ",
                   severity, (int)e->meaning->code, (int)e->meaning->code);
    markup_begin(out, e->meaning->name, TITLE_BYTES);
    buf_add_text(out, "</a><span class=\"sub\">");
    markup_begin(out, e->meaning->title, TITLE_BYTES);
    buf_add_text(out, "</span></th><td class=\"number\">");
    phrase_number(out, e->events);
    buf_add_text(out, "</td><td class=\"number share\">");
    /* A share may begin with "less than". */
    struct buf share = BUF_INIT(64);
    phrase_share(&share, e->share);
    markup_text(out, buf_str(&share));
    buf_release(&share);
    buf_add_text(out, "</td><td class=\"graph\">");
    markup_bar(out, e->share);
    buf_add_format(out, "</td><td data-rank=\"%d\"><span class=\"badge\">%s</span></td></tr>\n",
                   (int)e->meaning->severity, severity);
}

/* The anchor of a section: its id, as far as an id may hold it. */
static void add_group_anchor(struct buf *out, const struct report_group *g)
{
    buf_add_text(out, "g-");
    for (const char *c = g->id; *c && c - g->id < ANCHOR_BYTES; c++)
        buf_add_char(out, ascii_is_word(*c) ? *c : '-');
}

static void add_group_row(struct buf *out, const struct report_model *m,
                          const struct report_group *g)
{
    buf_add_format(out, "<tr class=\"%s\"><th scope=\"row\"><a class=\"name\" href=\"#",
                   severity_id(m->errors[g->first].meaning->severity));
    add_group_anchor(out, g);
    buf_add_text(out, "\">");
    markup_begin(out, g->title, TITLE_BYTES);
    buf_add_text(out, "</a></th><td class=\"number\">");
    phrase_number(out, g->events);
    buf_add_text(out, "</td><td class=\"graph\">");
    markup_bar(out, m->events ? (double)g->events / (double)m->events : 0);
    buf_add_text(out, "</td></tr>\n");
}

/* How the sections compare; nothing where each error is a section of its own. */
static void add_group_table(struct buf *out, const struct report_model *m)
{
    if (m->group_count < 2 || m->group_count == m->distinct_errors)
        return;
    buf_add_text(out, "<section class=\"scroll\" tabindex=\"0\" aria-label=\"Kinds of "
                      "errors\">\n<table class=\"kinds\">\n<thead><tr><th scope=\"col\">Kind</th>"
                      "<th scope=\"col\" class=\"number\">Events</th>"
                      "<th scope=\"col\" class=\"graph\">Of all events</th></tr></thead>\n"
                      "<tbody>\n");
    for (size_t i = 0; i < m->group_count && out->len < HEAD_BYTES_MAX; i++)
        add_group_row(out, m, &m->groups[i]);
    buf_add_text(out, "</tbody>\n</table>\n</section>\n");
}

static void add_overview(struct buf *out, const struct report_model *m)
{
    size_t row = 0;
    if (m->distinct_errors == 0)
        return;
    buf_add_text(out, "<section aria-labelledby=\"overview\">\n<h2 id=\"overview\">Overview</h2>\n"
                      "<div class=\"card\">\n");
    add_timeline(out, m->course.timeline, m->course.timeline_count, m->course.timeline_width_ms,
                 TIMELINE_COLUMNS);
    add_group_table(out, m);
    buf_add_text(out, "<section class=\"scroll\" tabindex=\"0\" "
                      "aria-label=\"Errors, the worst first\">\n<table>\n<thead><tr>"
                      "<th scope=\"col\">Error</th><th scope=\"col\" class=\"number\">Events</th>"
                      "<th scope=\"col\" class=\"number share\">Share</th>"
                      "<th scope=\"col\" class=\"graph\">Of all events</th>"
                      "<th scope=\"col\" data-rank=\"\">Severity</th></tr></thead>\n<tbody>\n");
    for (; row < m->distinct_errors && out->len < HEAD_BYTES_MAX; row++)
        add_overview_row(out, &m->errors[m->worst_first[row]]);
    buf_add_text(out, "</tbody>\n</table>\n</section>\n");
    if (row < m->distinct_errors) {
        buf_add_text(out, "<p class=\"hint\">");
        phrase_count(out, m->distinct_errors - row, "more kind is", "more kinds are");
        buf_add_text(out, " not in this table.</p>\n");
    }
    buf_add_text(out, "</div>\n</section>\n");
}

/* Errors */

static void add_list(struct buf *out, const char *label, const struct report_list *list, size_t top)
{
    top = at_most(at_most(top, NAME_ROWS), list->count);
    uint64_t rest = phrase_list_rest_events(list, top);
    if (top == 0 && rest == 0)
        return;
    buf_add_format(out, "<dt>%s</dt><dd><ul>\n", label);
    for (size_t i = 0; i < top; i++) {
        buf_add_text(out, "<li><span class=\"count\">");
        phrase_number(out, list->items[i].events);
        buf_add_text(out, "</span> <code>");
        markup_end(out, (struct str){list->items[i].name, list->items[i].name_len}, NAME_BYTES);
        buf_add_text(out, "</code></li>\n");
    }
    if (rest) {
        buf_add_text(out, "<li><span class=\"count\">");
        phrase_number(out, rest);
        buf_add_text(out, "</span> ");
        phrase_list_rest(out, list, top);
        buf_add_text(out, "</li>\n");
    }
    buf_add_text(out, "</ul></dd>\n");
}

static void add_facts(struct buf *out, const struct report_model *m, const struct report_error *e)
{
    struct buf sentence = BUF_INIT(PART_BYTES_MAX);
    buf_add_text(out, "<dl>\n");
    phrase_error_counts(&sentence, e);
    add_sentence(out, &sentence, "<dt>Count</dt><dd>", "</dd>\n");
    if (e->change)
        phrase_change(&sentence, e->change);
    add_sentence(out, &sentence, "<dt>Change</dt><dd>", "</dd>\n");
    phrase_span(&sentence, e->first, e->last);
    add_sentence(out, &sentence, "<dt>When</dt><dd>", "</dd>\n");
    phrase_course(&sentence, &e->course);
    add_sentence(out, &sentence, "<dt>Rate</dt><dd>", "</dd>\n");
    add_list(out, "Files", &e->files, m->options.top);
    add_list(out, "Peers", &e->peers, m->options.top);
    add_list(out, "Hosts", &e->hosts, m->options.top);
    add_list(out, "Processes", &e->processes, m->options.top);
    add_list(out, "Operations", &e->operations, m->options.top);
    for (size_t i = 0; phrase_doubt(&sentence, e, i); i++)
        add_sentence(out, &sentence, "<dt>Note</dt><dd>", "</dd>\n");
    buf_add_text(out, "</dl>\n");
    buf_release(&sentence);
}

static void add_causes(struct buf *out, const struct report_error *e)
{
    if (e->cause_count == 0)
        return;
    buf_add_text(out, "<h4>Likely causes</h4>\n<ol>\n");
    for (size_t i = 0; i < at_most(e->cause_count, ADVICE_ROWS); i++) {
        buf_add_text(out, "<li>");
        markup_begin(out, e->meaning->causes[e->causes[i]].text, PROSE_BYTES);
        buf_add_text(out, "</li>\n");
    }
    buf_add_text(out, "</ol>\n");
}

static void add_action(struct buf *out, const struct catalog_action *a)
{
    buf_add_text(out, "<li>");
    markup_begin(out, a->text, PROSE_BYTES);
    buf_add_format(out, " <span class=\"who\">%s, %s</span>\n", phrase_audience(a->audience),
                   a->kind == ACTION_CHANGE ? "<span class=\"change\">changes something</span>"
                                            : "read-only");
    if (*a->command) {
        buf_add_text(out, "<pre><code>");
        markup_begin(out, a->command, PROSE_BYTES);
        buf_add_text(out, "</code></pre>\n");
    }
    if (*a->risk) {
        buf_add_text(out, "<p><span class=\"change\">Risk:</span> ");
        markup_begin(out, a->risk, PROSE_BYTES);
        buf_add_text(out, "</p>\n");
    }
    buf_add_text(out, "</li>\n");
}

static void add_actions(struct buf *out, const struct report_error *e)
{
    if (e->action_count == 0)
        return;
    buf_add_text(out, "<h4>What to do</h4>\n<ol>\n");
    for (size_t i = 0; i < at_most(e->action_count, ADVICE_ROWS); i++)
        add_action(out, &e->actions[i]);
    buf_add_text(out, "</ol>\n");
}

static void add_samples(struct buf *out, const struct report_error *e)
{
    size_t rows = at_most(e->sample_count, SAMPLE_ROWS);
    if (rows == 0)
        return;
    buf_add_text(out, "<h4>Samples</h4>\n");
    for (size_t i = 0; i < rows; i++) {
        const struct report_sample *s = &e->samples[i];
        buf_add_text(out, "<pre><span class=\"place\">");
        markup_end(out, str_from(s->file), NAME_BYTES);
        buf_add_format(out, ":%llu</span>", (unsigned long long)s->line);
        markup_sample(out, s, SAMPLE_BYTES);
        buf_add_text(out, "</pre>\n");
    }
    if (e->sample_count > rows) {
        buf_add_text(out, "<p class=\"hint\">");
        phrase_count(out, e->sample_count - rows, "more sample is", "more samples are");
        buf_add_text(out, " left out here.</p>\n");
    }
}

/* What changed */

static void add_change_row(struct buf *out, const struct report_change *c, size_t points)
{
    struct buf sentence = BUF_INIT(PART_BYTES_MAX);
    buf_add_format(
        out, "<tr class=\"%s\"><td><span class=\"badge\">%s</span></td><th scope=\"row\">%d ",
        severity_id(c->meaning->severity), report_change_id(c->kind), (int)c->meaning->code);
    markup_begin(out, c->meaning->name, TITLE_BYTES);
    phrase_change(&sentence, c);
    add_sentence(out, &sentence, "<span class=\"sub\">", "</span>");
    buf_add_text(out, "</th><td class=\"graph\">");
    uint64_t most;
    if (points > 1)
        (void)markup_timeline(out, c->curve, points, points, &most);
    buf_add_text(out, "</td></tr>\n");
    buf_release(&sentence);
}

static void add_comparison(struct buf *out, const struct report_model *m)
{
    const struct report_comparison *c = m->options.comparison;
    struct buf sentence = BUF_INIT(PART_BYTES_MAX);
    if (!c)
        return;
    buf_add_text(out, "<section aria-labelledby=\"changes\">\n<h2 id=\"changes\">What "
                      "changed</h2>\n");
    phrase_comparison(&sentence, c);
    add_sentence(out, &sentence, "<p class=\"lead\">", "</p>\n");
    buf_release(&sentence);
    if (c->count > c->kinds[REPORT_CHANGE_USUAL]) {
        buf_add_text(out, "<div class=\"card\">\n<table>\n<thead><tr><th scope=\"col\">Change</th>"
                          "<th scope=\"col\">Error</th><th scope=\"col\" class=\"graph\">Runs, "
                          "this one last</th></tr></thead>\n<tbody>\n");
        for (size_t i = 0; i < c->count && out->len < HEAD_BYTES_MAX; i++)
            if (c->items[i].kind != REPORT_CHANGE_USUAL)
                add_change_row(out, &c->items[i], c->curve_count);
        buf_add_text(out, "</tbody>\n</table>\n</div>\n");
    }
    buf_add_text(out, "</section>\n");
}

static void add_noise(struct buf *out, const struct report_model *m)
{
    struct buf sentence = BUF_INIT(PART_BYTES_MAX);
    if (!m->options.noise_count)
        return;
    buf_add_text(out, "<section aria-labelledby=\"noise\">\n<h2 id=\"noise\">Known noise</h2>\n"
                      "<ul class=\"sentences\">\n");
    for (int expired = 1; expired >= 0; expired--)
        for (size_t i = 0; i < m->options.noise_count && out->len < HEAD_BYTES_MAX; i++) {
            phrase_noise(&sentence, &m->options.noise[i], expired);
            add_sentence(out, &sentence,
                         expired ? "<li><span class=\"change\">Expired:</span> " : "<li>",
                         "</li>\n");
        }
    buf_add_text(out, "</ul>\n</section>\n");
    buf_release(&sentence);
}

/* Findings */

/* A name from a log stands in code, as everywhere on the page. */
static void add_evidence(struct buf *out, const struct evidence *e)
{
    struct str text = {e->text, e->len};
    size_t after = e->name_at + e->name_len;
    buf_add_text(out, "<li>");
    markup_end(out, str_slice(text, 0, e->name_len ? e->name_at : e->len), PROSE_BYTES);
    if (e->name_len) {
        buf_add_text(out, "<code>");
        markup_end(out, str_slice(text, e->name_at, e->name_len), NAME_BYTES);
        buf_add_text(out, "</code>");
        markup_end(out, str_slice(text, after, e->len - after), PROSE_BYTES);
    }
    buf_add_text(out, "</li>\n");
}

/* The first one is unfolded: what to do begins there. */
static void add_diagnosis(struct buf *out, const struct diagnosed *d, bool first)
{
    struct buf sentence = BUF_INIT(PART_BYTES_MAX);
    const char *severity = severity_id(d->diagnosis->severity);
    buf_add_format(out, "<details class=\"card %s\"%s>\n<summary><h3>", severity,
                   first && d->diagnosis->severity >= SEVERITY_TRANSIENT ? " open" : "");
    markup_begin(out, d->diagnosis->title, TITLE_BYTES);
    buf_add_format(out,
                   "</h3> <span class=\"number\">%s</span> <span class=\"badge\">%s</span>"
                   "<span class=\"verdict-line\">",
                   phrase_sureness(d->what->certainty), severity);
    markup_begin(out, d->what->text, PROSE_BYTES);
    buf_add_text(out, "</span></summary>\n<div class=\"body\">\n");
    phrase_certainty(&sentence, d);
    add_sentence(out, &sentence, "<p class=\"hint\">", "</p>\n");
    buf_release(&sentence);
    if (d->evidence_count)
        buf_add_text(out, "<h4>Evidence</h4>\n<ul class=\"sentences\">\n");
    for (size_t i = 0; i < d->evidence_count; i++)
        add_evidence(out, &d->evidence[i]);
    buf_add_text(out, d->evidence_count ? "</ul>\n" : "");
    buf_add_text(out, "<h4>What to do</h4>\n<ol>\n");
    for (size_t i = 0; i < at_most(d->diagnosis->action_count, ADVICE_ROWS); i++)
        add_action(out, &d->actions[i]);
    buf_add_text(out, "</ol>\n</div>\n</details>\n");
}

static void add_diagnoses(struct buf *out, const struct report_model *m)
{
    size_t from = out->len;
    size_t shown = 0;
    if (m->diagnosis_count == 0)
        return;
    buf_add_text(out, "<section aria-labelledby=\"diagnoses\">\n<h2 id=\"diagnoses\">What this "
                      "looks like</h2>\n");
    for (; shown < m->diagnosis_count && out->len - from < FINDINGS_BYTES_MAX; shown++)
        add_diagnosis(out, &m->diagnoses[shown], shown == 0);
    if (shown < m->diagnosis_count) {
        buf_add_text(out, "<p class=\"warning actionable\">");
        phrase_count(out, m->diagnosis_count - shown, "more finding is", "more findings are");
        buf_add_text(out, " left out here; the JSON and text reports hold all.</p>\n");
    }
    buf_add_text(out, "</section>\n");
}

/* Places */

static void add_place_name(struct buf *out, const struct report_place *place)
{
    struct str title = {place->title, place->title_len};
    buf_add_text(out, place->verbatim ? "<code class=\"name\">" : "<span class=\"name\">");
    markup_end(out, title, NAME_BYTES);
    buf_add_text(out, place->verbatim ? "</code>" : "</span>");
}

/* Under the name: when it was, and the files of a family, the oldest first. */
static void add_place_details(struct buf *out, const struct report_place *place)
{
    struct buf sentence = BUF_INIT(PART_BYTES_MAX);
    size_t shown = at_most(place->member_count, NAME_ROWS);
    phrase_span(&sentence, place->first, place->last);
    add_sentence(out, &sentence, "<span class=\"sub\">", "</span>");
    for (size_t i = 0; i < shown; i++) {
        const struct report_member *f = &place->members[i];
        buf_add_text(out, "<span class=\"sub\"><code>");
        markup_end(out, (struct str){f->name, f->name_len}, NAME_BYTES);
        buf_add_text(out, "</code> ");
        phrase_number(out, f->events);
        phrase_span(&sentence, f->first, f->last);
        add_sentence(out, &sentence, ", ", "");
        buf_add_text(out, "</span>");
    }
    if (place->member_count > shown) {
        buf_add_text(out, "<span class=\"sub\">and ");
        phrase_count(out, place->member_count - shown, "more log", "more logs");
        buf_add_text(out, "</span>");
    }
    buf_release(&sentence);
}

static void add_parts(struct buf *out, const struct report_place *place, size_t top)
{
    top = at_most(at_most(top, NAME_ROWS), place->part_count);
    uint64_t rest = phrase_place_rest_events(place, top);
    for (size_t i = 0; i < top; i++) {
        const struct catalog_error *e = place->parts[i].meaning;
        buf_add_format(out, "<span class=\"sub\"><a href=\"#e%d\">%d ", (int)e->code, (int)e->code);
        markup_begin(out, e->name, TITLE_BYTES);
        buf_add_text(out, "</a> ");
        phrase_number(out, place->parts[i].events);
        buf_add_text(out, "</span>");
    }
    if (rest) {
        buf_add_text(out, "<span class=\"sub\">");
        phrase_place_rest(out, place, top);
        buf_add_char(out, ' ');
        phrase_number(out, rest);
        buf_add_text(out, "</span>");
    }
}

static enum severity worst_of(const struct report_place *place)
{
    enum severity worst = SEVERITY_IGNORABLE;
    for (size_t i = 0; i < place->part_count; i++)
        if (place->parts[i].meaning->severity > worst)
            worst = place->parts[i].meaning->severity;
    return worst;
}

static void add_place(struct buf *out, const struct report_model *m,
                      const struct report_place *place)
{
    buf_add_format(out, "<tr class=\"%s\"><th scope=\"row\">", severity_id(worst_of(place)));
    add_place_name(out, place);
    add_place_details(out, place);
    buf_add_text(out, "</th><td class=\"number\">");
    phrase_number(out, place->events);
    buf_add_text(out, "</td><td class=\"graph\">");
    markup_bar(out, place->share);
    buf_add_text(out, "</td><td>");
    add_parts(out, place, m->options.top);
    buf_add_text(out, "</td></tr>\n");
}

/* Returns how many rows there was room for. */
static size_t add_place_table(struct buf *out, const struct report_model *m)
{
    size_t from = out->len;
    size_t shown = 0;
    const char *title = phrase_places_title(m->options.grouping);
    if (m->places.count == 0)
        return 0;
    buf_add_format(out,
                   "<section class=\"scroll\" tabindex=\"0\" aria-label=\"%s, a table\">\n"
                   "<table>\n<thead><tr><th scope=\"col\">%s</th>"
                   "<th scope=\"col\" class=\"number\">Events</th>"
                   "<th scope=\"col\" class=\"graph\">Of all events</th>"
                   "<th scope=\"col\">Errors</th></tr></thead>\n<tbody>\n",
                   title, phrase_places_column(m->options.grouping));
    for (size_t i = 0; i < m->places.count && out->len - from < PLACES_BYTES_MAX; i++) {
        if (!m->places.items[i].shown)
            continue;
        add_place(out, m, &m->places.items[i]);
        shown++;
    }
    buf_add_text(out, "</tbody>\n</table>\n</section>\n");
    return shown;
}

static void add_places(struct buf *out, const struct report_model *m)
{
    if (!phrase_places_any(m))
        return;
    buf_add_format(out,
                   "<section aria-labelledby=\"places\">\n<h2 id=\"places\">%s</h2>\n"
                   "<div class=\"card\">\n",
                   phrase_places_title(m->options.grouping));
    struct buf rest = BUF_INIT(PART_BYTES_MAX);
    phrase_places_rest(&rest, m, add_place_table(out, m));
    add_sentence(out, &rest, "<p class=\"hint\">", "</p>\n");
    buf_release(&rest);
    buf_add_text(out, "</div>\n</section>\n");
}

/* Errors, one by one */

/* A few serious errors are unfolded; of many, the page is a list to choose from. */
static bool unfolded(const struct report_model *m, const struct report_error *e)
{
    return e->meaning->severity >= SEVERITY_ACTIONABLE && !e->folded &&
           m->distinct_errors <= UNFOLDED_ERRORS;
}

static void add_summary(struct buf *out, const struct report_model *m, const struct report_error *e)
{
    const char *severity = severity_id(e->meaning->severity);
    buf_add_format(out, "<details class=\"card %s\"%s>\n<summary><h3>%d ", severity,
                   unfolded(m, e) ? " open" : "", (int)e->meaning->code);
    markup_begin(out, e->meaning->name, TITLE_BYTES);
    buf_add_text(out, " <span class=\"title\">");
    markup_begin(out, e->meaning->title, TITLE_BYTES);
    buf_add_text(out, "</span></h3> <span class=\"number\">");
    phrase_count(out, e->events, "event", "events");
    buf_add_format(out, "</span> <span class=\"badge\">%s</span></summary>\n", severity);
}

/* The anchor stands inside, so that following a link to it unfolds the error. */
static void add_error(struct buf *out, const struct report_model *m, const struct report_error *e,
                      bool full)
{
    add_summary(out, m, e);
    buf_add_format(out, "<div class=\"body\">\n<p class=\"prose\" id=\"e%d\">",
                   (int)e->meaning->code);
    markup_begin(out, *e->meaning->description ? e->meaning->description : e->meaning->title,
                 PROSE_BYTES);
    buf_add_text(out, "</p>\n");
    if (full) {
        add_causes(out, e);
        add_actions(out, e);
        add_facts(out, m, e);
        add_timeline(out, e->course.timeline, e->course.timeline_count, e->course.timeline_width_ms,
                     ERROR_COLUMNS);
        add_samples(out, e);
    } else {
        buf_add_text(out, "<p class=\"hint\">Details are left out to keep this page small; the "
                          "JSON and text reports hold them.</p>\n");
    }
    buf_add_text(out, "</div>\n</details>\n");
}

static void add_group_heading(struct buf *out, const struct report_group *g)
{
    buf_add_text(out, "<h2 id=\"");
    add_group_anchor(out, g);
    buf_add_text(out, "\">");
    markup_begin(out, g->title, TITLE_BYTES);
    buf_add_text(out, "</h2>\n<p class=\"lead\">");
    phrase_count(out, g->events, "event", "events");
    buf_add_text(out, *g->description ? ". " : "");
    markup_begin(out, g->description, PROSE_BYTES);
    buf_add_text(out, "</p>\n");
}

static void add_errors(struct buf *out, const struct report_model *m, size_t ceiling)
{
    static const struct section_form form = {add_group_heading, add_error};
    size_t shown = sections_add(out, m, ceiling, &form);
    if (shown == m->distinct_errors)
        return;
    buf_add_text(out, "<p class=\"warning actionable\">");
    phrase_count(out, m->distinct_errors - shown, "kind of error is", "kinds of errors are");
    buf_add_text(out, " left out below here to keep this page small; the JSON and text reports "
                      "hold all.</p>\n");
}

/* Tail */

static void add_ignorable(struct buf *out, const struct report_model *m)
{
    const struct report_group *g = &m->ignorable_group;
    size_t row = 0;
    if (g->count == 0)
        return;
    add_group_heading(out, g);
    buf_add_text(out, "<div class=\"card\"><section class=\"scroll\" tabindex=\"0\" "
                      "aria-label=\"Ignorable errors\">\n<table>\n<thead><tr>"
                      "<th scope=\"col\">Error</th><th scope=\"col\" class=\"number\">Events</th>"
                      "</tr></thead>\n<tbody>\n");
    for (; row < g->count && out->len < TAIL_BYTES_MAX / 3; row++) {
        const struct report_error *e = &m->errors[g->first + row];
        buf_add_format(out, "<tr><th scope=\"row\">%d ", (int)e->meaning->code);
        markup_begin(out, e->meaning->name, TITLE_BYTES);
        buf_add_text(out, "<span class=\"sub\">");
        markup_begin(out, e->meaning->title, TITLE_BYTES);
        buf_add_text(out, "</span></th><td class=\"number\">");
        phrase_number(out, e->events);
        buf_add_text(out, "</td></tr>\n");
    }
    buf_add_text(out, "</tbody>\n</table>\n</section>\n");
    if (row < g->count) {
        buf_add_text(out, "<p class=\"hint\">");
        phrase_count(out, g->count - row, "more kind is", "more kinds are");
        buf_add_text(out, " left out here.</p>\n");
    }
    buf_add_text(out, "</div>\n");
}

static void add_source(struct buf *out, const struct report_source *s)
{
    buf_add_text(out, "<tr><th scope=\"row\"><code>");
    markup_end(out, str_from(s->path), NAME_BYTES);
    buf_add_format(out, "</code></th><td class=\"status\">%s", s->status);
    if (s->reason && *s->reason) {
        buf_add_text(out, ": ");
        markup_begin(out, s->reason, NAME_BYTES);
    }
    buf_add_text(out, "</td><td>");
    markup_begin(out, s->encoding ? s->encoding : "", TITLE_BYTES);
    buf_add_text(out, s->compression ? ", " : "");
    markup_begin(out, s->compression ? s->compression : "", TITLE_BYTES);
    buf_add_text(out, "</td><td class=\"number\">");
    phrase_number(out, s->lines);
    buf_add_text(out, "</td><td class=\"number\">");
    phrase_number(out, s->events);
    buf_add_text(out, "</td></tr>\n");
}

/* Those with something to say come first, so that a cut leaves out the others. */
static void add_sources(struct buf *out, const struct report_model *m)
{
    size_t shown = 0;
    if (m->coverage.source_count == 0)
        return;
    buf_add_text(out, "<div class=\"card\"><section class=\"scroll\" tabindex=\"0\" "
                      "aria-label=\"Logs\">\n<table>\n<thead><tr><th scope=\"col\">Log</th>"
                      "<th scope=\"col\">Status</th><th scope=\"col\">Encoding</th>"
                      "<th scope=\"col\" class=\"number\">Lines</th>"
                      "<th scope=\"col\" class=\"number\">Events</th></tr></thead>\n<tbody>\n");
    for (int notable = 1; notable >= 0; notable--) {
        for (size_t i = 0; i < m->coverage.source_count && out->len < TAIL_BYTES_MAX; i++) {
            const struct report_source *s = &m->coverage.sources[i];
            if (phrase_source_notable(s) != notable)
                continue;
            add_source(out, s);
            shown++;
        }
    }
    buf_add_text(out, "</tbody>\n</table>\n</section>\n");
    if (shown < m->coverage.source_count) {
        buf_add_text(out, "<p class=\"hint\">");
        phrase_count(out, m->coverage.source_count - shown, "more log is", "more logs are");
        buf_add_text(out, " left out here.</p>\n");
    }
    buf_add_text(out, "</div>\n");
}

static void add_coverage(struct buf *out, const struct report_model *m)
{
    struct buf sentence = BUF_INIT(PART_BYTES_MAX);
    buf_add_text(out, "<h2 id=\"coverage\">What was read</h2>\n<ul class=\"sentences\">\n");
    for (size_t i = 0; phrase_coverage(&sentence, m, i); i++)
        add_sentence(out, &sentence, "<li>", "</li>\n");
    buf_add_text(out, "</ul>\n");
    buf_release(&sentence);
    add_sources(out, m);
}

static void add_footer(struct buf *out, const struct report_model *m)
{
    struct buf sentence = BUF_INIT(PART_BYTES_MAX);
    phrase_maker(&sentence, m);
    add_sentence(out, &sentence, "</main>\n</div>\n<footer class=\"wrap\">Made by ", "</footer>\n");
    buf_add_text(out, "<script>");
    buf_add(out, report_script.text);
    buf_add_text(out, "</script>\n</body>\n</html>\n");
    buf_release(&sentence);
}

/* Contents */

static void add_entry(struct buf *out, const char *anchor, const char *title)
{
    buf_add_format(out, "<li><a href=\"#%s\">%s</a></li>\n", anchor, title);
}

static void add_group_entry(struct buf *out, const struct report_model *m,
                            const struct report_group *g)
{
    buf_add_text(out, "<li><a href=\"#");
    add_group_anchor(out, g);
    buf_add_text(out, "\">");
    markup_begin(out, g->title, TITLE_BYTES);
    buf_add_text(out, "</a>");
    if (m->distinct_errors <= CONTENTS_ERRORS && m->group_count < m->distinct_errors) {
        buf_add_text(out, "<ul>\n");
        for (size_t i = g->first; i < g->first + g->count; i++) {
            const struct catalog_error *e = m->errors[i].meaning;
            buf_add_format(out, "<li><a href=\"#e%d\">%d ", (int)e->code, (int)e->code);
            markup_begin(out, e->name, TITLE_BYTES);
            buf_add_text(out, "</a></li>\n");
        }
        buf_add_text(out, "</ul>");
    }
    buf_add_text(out, "</li>\n");
}

static void add_contents(struct buf *out, const struct report_model *m)
{
    if (!m->distinct_errors && !m->diagnosis_count && !m->options.comparison &&
        !phrase_places_any(m))
        return; /* one section needs no contents */
    buf_add_text(out, "<nav class=\"contents\" aria-label=\"Contents\">\n<ul>\n");
    if (m->diagnosis_count)
        add_entry(out, "diagnoses", "What this looks like");
    if (m->distinct_errors)
        add_entry(out, "overview", "Overview");
    if (m->options.comparison)
        add_entry(out, "changes", "What changed");
    if (m->options.noise_count)
        add_entry(out, "noise", "Known noise");
    if (phrase_places_any(m))
        add_entry(out, "places", phrase_places_title(m->options.grouping));
    for (size_t i = 0; i < m->group_count && i < CONTENTS_ERRORS; i++)
        add_group_entry(out, m, &m->groups[i]);
    add_entry(out, "coverage", "What was read");
    buf_add_text(out, "</ul>\n</nav>\n");
}

/* For the script, which shows it. */
static void add_tools(struct buf *out, const struct report_model *m)
{
    if (m->distinct_errors == 0)
        buf_add_text(out, "<div hidden>");
    buf_add_text(out, "<div class=\"tools\" id=\"tools\" hidden><div role=\"search\">"
                      "<label for=\"search\">Search</label> <input id=\"search\" type=\"search\" "
                      "autocomplete=\"off\" spellcheck=\"false\"></div>"
                      "<output id=\"found\" for=\"search\"></output></div>\n");
    if (m->distinct_errors == 0)
        buf_add_text(out, "</div>\n");
}

static enum status render(const struct report_model *model, const struct render_style *style,
                          const struct sink *sink, struct error *err)
{
    (void)style;
    struct stream out = STREAM_INIT(sink);
    struct buf tail = BUF_INIT(PART_BYTES_MAX);
    add_ignorable(&tail, model);
    add_coverage(&tail, model);
    add_footer(&tail, model);
    add_document_head(&out.buf, model);
    add_header(&out.buf, model);
    buf_add_text(&out.buf, "<div class=\"layout wrap\">\n");
    add_contents(&out.buf, model);
    buf_add_text(&out.buf, "<main id=\"content\">\n");
    add_tools(&out.buf, model);
    add_diagnoses(&out.buf, model);
    add_overview(&out.buf, model);
    add_comparison(&out.buf, model);
    add_noise(&out.buf, model);
    add_places(&out.buf, model);
    add_errors(&out.buf, model, HTML_BYTES_MAX - at_most(tail.len, HTML_BYTES_MAX));
    buf_add(&out.buf, buf_str(&tail));
    out.buf.failed = out.buf.failed || tail.failed;
    buf_release(&tail);
    return stream_end(&out, err);
}

const struct renderer renderer_html = {
    .id = "html",
    .extension = ".html",
    .about = "for a browser: one page, nothing from outside",
    .render = render,
};
