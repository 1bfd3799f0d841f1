/*
 * The report for a ticket: Markdown that GitHub, GitLab and Jira show alike, below their limits.
 *
 * Nothing in it is active. Text from logs stands in code only, fenced so that no backtick in it
 * can end the fence; all other text is escaped. No raw HTML, no links, no log text in tables.
 */
#include "report/fit.h"
#include "report/phrase.h"
#include "report/sections.h"
#include "report/stream.h"

#include <string.h>

#define MARKDOWN_BYTES_MAX ((size_t)58 * 1000) /* GitHub takes 65,536 characters, Jira 32,767 */
#define PART_BYTES_MAX ((size_t)8 * 1024 * 1024)
#define TAIL_BYTES_MAX ((size_t)18 * 1000) /* of the ignorable errors and the coverage */
#define HEAD_BYTES_MAX ((size_t)24 * 1000) /* with the overview */
#define FINDINGS_BYTES_MAX ((size_t)14 * 1000)
#define PLACES_BYTES_MAX ((size_t)10 * 1000)
#define SUMMARY_ROWS 3
#define ADVICE_ROWS 20 /* causes, actions */
#define SAMPLE_ROWS 5
#define NAME_ROWS 20
#define NAME_BYTES 160
#define SAMPLE_BYTES 300
#define PROSE_BYTES 1200
#define TITLE_BYTES 120

static size_t at_most(size_t a, size_t b)
{
    return a < b ? a : b;
}

/* Ends a buffer that was written for `out`. */
static void finish(struct buf *out, struct buf *part)
{
    out->failed = out->failed || part->failed;
    buf_release(part);
}

/* Escaping */

static size_t longest_run(struct str text, char c)
{
    size_t longest = 0;
    size_t run = 0;
    for (size_t i = 0; i < text.len; i++) {
        run = text.ptr[i] == c ? run + 1 : 0;
        longest = run > longest ? run : longest;
    }
    return longest;
}

/* Visible text as a code span. */
static void add_code(struct buf *out, struct str text)
{
    size_t fence = longest_run(text, '`') + 1;
    bool padded = fence > 1;
    if (text.len == 0)
        return;
    buf_add_repeat(out, '`', fence);
    buf_add_text(out, padded ? " " : "");
    buf_add(out, text);
    buf_add_text(out, padded ? " " : "");
    buf_add_repeat(out, '`', fence);
}

/* Visible text, maybe of several lines, as a code block; each line indented. */
static void add_block(struct buf *out, struct str text, const char *indent)
{
    size_t fence = longest_run(text, '`') + 1;
    fence = fence < 3 ? 3 : fence;
    buf_add_text(out, indent);
    buf_add_repeat(out, '`', fence);
    buf_add_text(out, "\n");
    for (size_t at = 0; at < text.len;) {
        size_t end = str_find(text, STR("\n"), at);
        end = end == SIZE_MAX ? text.len : end;
        buf_add_text(out, indent);
        buf_add(out, str_slice(text, at, end - at));
        buf_add_char(out, '\n');
        at = end + 1;
    }
    buf_add_text(out, indent);
    buf_add_repeat(out, '`', fence);
    buf_add_text(out, "\n");
}

static bool inside_word(struct str text, size_t at)
{
    return at > 0 && at + 1 < text.len && ascii_is_word(text.ptr[at - 1]) &&
           ascii_is_word(text.ptr[at + 1]);
}

/* 1. or 1) at the start of a line, as a list begins. */
static bool ends_number(struct str text, size_t at)
{
    if (at + 1 < text.len && text.ptr[at + 1] != ' ' && text.ptr[at + 1] != '\n')
        return false;
    size_t digits = at;
    while (digits > 0 && ascii_is_digit(text.ptr[digits - 1]))
        digits--;
    return digits < at && (digits == 0 || text.ptr[digits - 1] == '\n');
}

/* What would begin a list, a rule, a heading, emphasis, or a link made of a bare address. */
static bool needs_escape(struct str text, size_t at)
{
    char c = text.ptr[at];
    bool leading = at == 0 || text.ptr[at - 1] == '\n';
    if (c == '_')
        return !inside_word(text, at);
    if (strchr("\\`*{}[]<>#|&~$", c) || (leading && strchr("+-=", c)))
        return true;
    if (c == ':')
        return str_starts(str_slice(text, at, 3), STR("://"));
    bool www = at >= 3 && str_equal_nocase(str_slice(text, at - 3, 3), STR("www"));
    return (c == '.' && www) || ((c == '.' || c == ')') && ends_number(text, at));
}

/* Visible text as prose. */
static void add_prose(struct buf *out, struct str text)
{
    for (size_t at = 0; at < text.len; at++) {
        if (text.ptr[at] == '\n') {
            buf_add_text(out, "  \n"); /* a hard line break */
            continue;
        }
        if (needs_escape(text, at))
            buf_add_char(out, '\\');
        buf_add_char(out, text.ptr[at]);
    }
}

/* Text of the catalog as prose. */
static void add_words_below(struct buf *out, struct str text, size_t bytes)
{
    struct buf visible = BUF_INIT(PART_BYTES_MAX);
    fit_begin(&visible, text, bytes);
    add_prose(out, buf_str(&visible));
    finish(out, &visible);
}

static void add_words(struct buf *out, const char *text)
{
    add_words_below(out, str_from(text), PROSE_BYTES);
}

static void add_name_and_title(struct buf *out, const struct catalog_error *e, const char *between)
{
    add_words_below(out, str_from(e->name), TITLE_BYTES);
    buf_add_text(out, between);
    add_words_below(out, str_from(e->title), TITLE_BYTES);
}

/* Text of a log as code. */
static void add_name(struct buf *out, struct str name)
{
    struct buf visible = BUF_INIT(PART_BYTES_MAX);
    fit_end(&visible, name, NAME_BYTES);
    add_code(out, buf_str(&visible));
    finish(out, &visible);
}

/* A sentence of phrase.h: it may hold names and options, so it is escaped as a whole. */
static void add_sentence(struct buf *out, const struct buf *sentence, const char *before,
                         const char *after)
{
    if (sentence->len == 0)
        return;
    struct str text = buf_str(sentence);
    buf_add_text(out, before);
    add_prose(out, str_slice(text, 0, utf8_floor(text, 2 * PROSE_BYTES)));
    buf_add_text(out, after);
}

/* Head */

static void add_title(struct buf *out, const struct report_model *m)
{
    buf_add_text(out, "# ");
    add_words_below(out, str_from(m->options.title ? m->options.title : "Winsock errors"),
                    2 * TITLE_BYTES);
    buf_add_text(out, "\n\n");
    if (!m->options.note)
        return;
    struct buf note = BUF_INIT(PART_BYTES_MAX);
    phrase_note(&note, m);
    struct str text = buf_str(&note);
    add_prose(out, str_slice(text, 0, utf8_floor(text, 4 * PROSE_BYTES)));
    buf_add_text(out, "\n\n");
    finish(out, &note);
}

/* In brief, a finding stands for the worst error. */
static void add_headline(struct buf *out, const struct report_model *m, bool brief)
{
    struct buf sentence = BUF_INIT(PART_BYTES_MAX);
    buf_add_format(out, "**%s.** ", phrase_verdict(m));
    phrase_headline(&sentence, m);
    add_sentence(out, &sentence, "", "\n");
    buf_clear(&sentence);
    if (!brief || m->diagnosis_count == 0)
        phrase_worst(&sentence, m);
    add_sentence(out, &sentence, "", "\n");
    buf_clear(&sentence);
    phrase_finding(&sentence, m);
    add_sentence(out, &sentence, "\n**", "**\n");
    buf_clear(&sentence);
    if (phrase_alarms(&sentence, m))
        add_sentence(out, &sentence, "\n**", "**\n");
    buf_clear(&sentence);
    if (phrase_warning(&sentence, m))
        add_sentence(out, &sentence, "\n**Attention:** ", "\n");
    finish(out, &sentence);
}

static void add_share(struct buf *out, double share)
{
    struct buf text = BUF_INIT(64);
    phrase_share(&text, share); /* may begin with "<" */
    add_prose(out, buf_str(&text));
    finish(out, &text);
}

static void add_overview(struct buf *out, const struct report_model *m)
{
    size_t row = 0;
    if (m->distinct_errors == 0)
        return;
    buf_add_text(out, "\n| Code | Name | Meaning | Events | Share | Severity |\n"
                      "|---:|---|---|---:|---:|---|\n");
    for (; row < m->distinct_errors && out->len < HEAD_BYTES_MAX; row++) {
        const struct report_error *e = &m->errors[m->worst_first[row]];
        buf_add_format(out, "| %d | ", (int)e->meaning->code);
        add_name_and_title(out, e->meaning, " | ");
        buf_add_text(out, " | ");
        phrase_number(out, e->events);
        buf_add_text(out, " | ");
        add_share(out, e->share);
        buf_add_format(out, " | %s |\n", severity_id(e->meaning->severity));
    }
    if (m->distinct_errors > row) {
        buf_add_char(out, '\n');
        phrase_count(out, m->distinct_errors - row, "more kind is", "more kinds are");
        buf_add_text(out, " not in this table.\n");
    }
}

/* Errors */

static void add_list(struct buf *out, const char *label, const struct report_list *list, size_t top)
{
    top = at_most(at_most(top, NAME_ROWS), list->count);
    uint64_t rest = phrase_list_rest_events(list, top);
    if (top == 0 && rest == 0)
        return;
    buf_add_format(out, "- %s: ", label);
    for (size_t i = 0; i < top; i++) {
        buf_add_text(out, i ? ", " : "");
        add_name(out, (struct str){list->items[i].name, list->items[i].name_len});
        buf_add_char(out, ' ');
        phrase_number(out, list->items[i].events);
    }
    if (rest) {
        buf_add_text(out, top ? ", " : "");
        phrase_list_rest(out, list, top);
        buf_add_char(out, ' ');
        phrase_number(out, rest);
    }
    buf_add_char(out, '\n');
}

static void add_facts(struct buf *out, const struct report_model *m, const struct report_error *e)
{
    buf_add_format(out, "**%s**, ", severity_id(e->meaning->severity));
    struct buf sentence = BUF_INIT(PART_BYTES_MAX);
    phrase_error_counts(&sentence, e);
    add_sentence(out, &sentence, "", ".\n\n");
    buf_clear(&sentence);
    if (e->change) {
        phrase_change(&sentence, e->change);
        add_sentence(out, &sentence, "- Change: ", "\n");
        buf_clear(&sentence);
    }
    if (e->first.known) {
        buf_add_text(out, "- When: ");
        phrase_span(out, e->first, e->last);
        buf_add_char(out, '\n');
        phrase_course(&sentence, &e->course);
        add_sentence(out, &sentence, "- Rate: ", "\n");
        buf_clear(&sentence);
    }
    add_list(out, "Files", &e->files, m->options.top);
    add_list(out, "Peers", &e->peers, m->options.top);
    add_list(out, "Hosts", &e->hosts, m->options.top);
    add_list(out, "Processes", &e->processes, m->options.top);
    add_list(out, "Operations", &e->operations, m->options.top);
    for (size_t i = 0; phrase_doubt(&sentence, e, i); i++) {
        add_sentence(out, &sentence, "- Note: ", "\n");
        buf_clear(&sentence);
    }
    finish(out, &sentence);
}

static void add_samples(struct buf *out, const struct report_error *e)
{
    struct buf lines = BUF_INIT(PART_BYTES_MAX);
    for (size_t i = 0; i < at_most(e->sample_count, SAMPLE_ROWS); i++) {
        const struct report_sample *s = &e->samples[i];
        fit_end(&lines, str_from(s->file), NAME_BYTES);
        buf_add_format(&lines, ":%llu: ", (unsigned long long)s->line);
        fit_sample(&lines, s, SAMPLE_BYTES);
        buf_add_char(&lines, '\n');
    }
    if (lines.len) {
        buf_add_text(out, "\n**Samples**\n\n");
        add_block(out, buf_str(&lines), "");
    }
    finish(out, &lines);
}

static void add_causes(struct buf *out, const struct report_error *e)
{
    if (e->cause_count)
        buf_add_text(out, "\n**Likely causes**\n\n");
    for (size_t i = 0; i < at_most(e->cause_count, ADVICE_ROWS); i++) {
        buf_add_format(out, "%zu. ", i + 1);
        add_words(out, e->meaning->causes[e->causes[i]].text);
        buf_add_char(out, '\n');
    }
}

static void add_action(struct buf *out, const struct catalog_action *a, size_t number)
{
    /* What belongs to an item is indented by the width of its number. */
    const char *indent = number < 10 ? "   " : "    ";
    buf_add_format(out, "%zu. *%s, %s:* ", number, audience_id(a->audience), action_id(a->kind));
    add_words(out, a->text);
    buf_add_char(out, '\n');
    if (*a->command) {
        struct buf command = BUF_INIT(PART_BYTES_MAX);
        fit_begin(&command, str_from(a->command), PROSE_BYTES);
        buf_add_char(out, '\n');
        add_block(out, buf_str(&command), indent);
        finish(out, &command);
    }
    if (*a->risk) {
        buf_add_format(out, "\n%s**Risk:** ", indent);
        add_words(out, a->risk);
        buf_add_char(out, '\n');
    }
}

/* What changed */

static void add_comparison(struct buf *out, const struct report_model *m)
{
    const struct report_comparison *c = m->options.comparison;
    struct buf sentence = BUF_INIT(PART_BYTES_MAX);
    if (!c)
        return;
    buf_add_text(out, "\n## What changed\n\n");
    phrase_comparison(&sentence, c);
    add_sentence(out, &sentence, "", "\n");
    bool first = true;
    for (size_t i = 0; i < c->count; i++) {
        const struct report_change *change = &c->items[i];
        if (change->kind == REPORT_CHANGE_USUAL)
            continue;
        buf_add_format(out, "%s- **%s** %d ", first ? "\n" : "", report_change_id(change->kind),
                       (int)change->meaning->code);
        add_words_below(out, str_from(change->meaning->name), TITLE_BYTES);
        buf_clear(&sentence);
        phrase_change(&sentence, change);
        add_sentence(out, &sentence, ": ", "\n");
        first = false;
    }
    finish(out, &sentence);
}

static void add_noise(struct buf *out, const struct report_model *m)
{
    struct buf sentence = BUF_INIT(PART_BYTES_MAX);
    if (m->options.noise_count)
        buf_add_text(out, "\n## Known noise\n\n");
    for (int expired = 1; expired >= 0; expired--)
        for (size_t i = 0; i < m->options.noise_count && out->len < HEAD_BYTES_MAX; i++) {
            buf_clear(&sentence);
            phrase_noise(&sentence, &m->options.noise[i], expired);
            add_sentence(out, &sentence, expired ? "- **Expired:** " : "- ", "\n");
        }
    finish(out, &sentence);
}

/* Findings */

static void add_evidence(struct buf *out, const struct evidence *e)
{
    struct str text = {e->text, e->len};
    struct buf part = BUF_INIT(PART_BYTES_MAX);
    buf_add_text(out, "- ");
    utf8_add_visible(&part, str_slice(text, 0, e->name_len ? e->name_at : e->len));
    add_prose(out, buf_str(&part));
    if (e->name_len) {
        size_t after = e->name_at + e->name_len;
        add_name(out, str_slice(text, e->name_at, e->name_len));
        buf_clear(&part);
        utf8_add_visible(&part, str_slice(text, after, e->len - after));
        add_prose(out, buf_str(&part));
    }
    buf_add_char(out, '\n');
    finish(out, &part);
}

static void add_diagnosis(struct buf *out, const struct diagnosed *d)
{
    struct buf sentence = BUF_INIT(PART_BYTES_MAX);
    buf_add_text(out, "\n### ");
    add_words_below(out, str_from(d->diagnosis->title), TITLE_BYTES);
    buf_add_format(out, "\n\n**%s.** ", severity_id(d->diagnosis->severity));
    phrase_certainty(&sentence, d);
    add_sentence(out, &sentence, "", "\n\n");
    finish(out, &sentence);
    add_words(out, d->what->text);
    buf_add_text(out, d->evidence_count ? "\n\n**Evidence**\n\n" : "\n");
    for (size_t i = 0; i < d->evidence_count; i++)
        add_evidence(out, &d->evidence[i]);
    buf_add_text(out, "\n**What to do**\n\n");
    for (size_t i = 0; i < at_most(d->diagnosis->action_count, ADVICE_ROWS); i++)
        add_action(out, &d->actions[i], i + 1);
}

static void add_diagnoses(struct buf *out, const struct report_model *m)
{
    size_t from = out->len;
    size_t shown = 0;
    if (m->diagnosis_count)
        buf_add_text(out, "\n## What this looks like\n");
    for (; shown < m->diagnosis_count && out->len - from < FINDINGS_BYTES_MAX; shown++)
        add_diagnosis(out, &m->diagnoses[shown]);
    if (shown == m->diagnosis_count)
        return;
    buf_add_text(out, "\n**Cut:** ");
    phrase_count(out, m->diagnosis_count - shown, "more finding is", "more findings are");
    buf_add_text(out, " left out here to keep this short; the JSON and text reports hold all.\n");
}

/* Places */

static void add_parts(struct buf *out, const struct report_place *place, size_t top)
{
    top = at_most(at_most(top, NAME_ROWS), place->part_count);
    uint64_t rest = phrase_place_rest_events(place, top);
    for (size_t i = 0; i < top; i++) {
        buf_add_format(out, "%s%d ", i ? ", " : "", (int)place->parts[i].meaning->code);
        add_words_below(out, str_from(place->parts[i].meaning->name), TITLE_BYTES);
        buf_add_char(out, ' ');
        phrase_number(out, place->parts[i].events);
    }
    if (rest) {
        buf_add_text(out, top ? ", " : "");
        phrase_place_rest(out, place, top);
        buf_add_char(out, ' ');
        phrase_number(out, rest);
    }
    buf_add_char(out, '\n');
}

static void add_members(struct buf *out, const struct report_place *place)
{
    size_t shown = at_most(place->member_count, NAME_ROWS);
    for (size_t i = 0; i < shown; i++) {
        const struct report_member *f = &place->members[i];
        buf_add_text(out, "  - ");
        add_name(out, (struct str){f->name, f->name_len});
        buf_add_char(out, ' ');
        phrase_number(out, f->events);
        buf_add_text(out, f->first.known ? ", " : "");
        phrase_span(out, f->first, f->last);
        buf_add_char(out, '\n');
    }
    if (place->member_count > shown) {
        buf_add_text(out, "  - and ");
        phrase_count(out, place->member_count - shown, "more log\n", "more logs\n");
    }
}

static void add_place(struct buf *out, const struct report_model *m,
                      const struct report_place *place)
{
    struct buf events = BUF_INIT(64);
    buf_add_text(out, "- ");
    if (place->verbatim)
        add_name(out, (struct str){place->title, place->title_len});
    else
        add_words_below(out, str_from(place->title), NAME_BYTES);
    buf_add_text(out, ": ");
    phrase_place_events(&events, place); /* its share may begin with "<" */
    add_prose(out, buf_str(&events));
    finish(out, &events);
    buf_add_text(out, place->first.known ? ", " : "");
    phrase_span(out, place->first, place->last);
    buf_add_text(out, ": ");
    add_parts(out, place, m->options.top);
    add_members(out, place);
}

static void add_places(struct buf *out, const struct report_model *m)
{
    size_t from = out->len;
    size_t shown = 0;
    if (!phrase_places_any(m))
        return;
    buf_add_format(out, "\n## %s\n\n", phrase_places_title(m->options.grouping));
    for (size_t i = 0; i < m->places.count && out->len - from < PLACES_BYTES_MAX; i++) {
        if (!m->places.items[i].shown)
            continue;
        add_place(out, m, &m->places.items[i]);
        shown++;
    }
    struct buf rest = BUF_INIT(PART_BYTES_MAX);
    if (phrase_places_rest(&rest, m, shown))
        add_sentence(out, &rest, "\n", "\n");
    finish(out, &rest);
}

/* Errors, one by one */

static void add_actions(struct buf *out, const struct report_error *e)
{
    if (e->action_count)
        buf_add_text(out, "\n**What to do**\n\n");
    for (size_t i = 0; i < at_most(e->action_count, ADVICE_ROWS); i++)
        add_action(out, &e->actions[i], i + 1);
}

static void add_folded(struct buf *out, const struct report_error *e)
{
    struct buf sentence = BUF_INIT(PART_BYTES_MAX);
    phrase_folded(&sentence, e);
    add_sentence(out, &sentence, "", "\n");
    finish(out, &sentence);
}

static void add_error(struct buf *out, const struct report_model *m, const struct report_error *e,
                      bool full)
{
    buf_add_format(out, "\n### %d ", (int)e->meaning->code);
    add_name_and_title(out, e->meaning, ": ");
    buf_add_text(out, "\n\n");
    if (e->folded) {
        add_folded(out, e);
        return;
    }
    add_facts(out, m, e);
    if (!full)
        return;
    if (*e->meaning->description) {
        buf_add_char(out, '\n');
        add_words(out, e->meaning->description);
        buf_add_char(out, '\n');
    }
    add_samples(out, e);
    add_causes(out, e);
    add_actions(out, e);
}

static void add_group_heading(struct buf *out, const struct report_group *g)
{
    buf_add_text(out, "\n## ");
    add_words(out, g->title);
    buf_add_text(out, "\n");
    if (*g->description) {
        buf_add_char(out, '\n');
        add_words(out, g->description);
        buf_add_char(out, '\n');
    }
}

static void add_groups(struct buf *out, const struct report_model *m, size_t ceiling)
{
    static const struct section_form form = {add_group_heading, add_error};
    size_t shown = sections_add(out, m, ceiling, &form);
    if (shown == m->distinct_errors)
        return;
    buf_add_text(out, "\n**Cut:** ");
    phrase_count(out, m->distinct_errors - shown, "kind of error is", "kinds of errors are");
    buf_add_text(out, " left out below here to keep this short; the JSON and text reports hold "
                      "all.\n");
}

/* Tail */

static void add_ignorable(struct buf *out, const struct report_model *m)
{
    const struct report_group *g = &m->ignorable_group;
    if (g->count == 0)
        return;
    add_group_heading(out, g);
    buf_add_char(out, '\n');
    size_t row = 0;
    for (; row < g->count && out->len < TAIL_BYTES_MAX / 3; row++) {
        const struct report_error *e = &m->errors[g->first + row];
        buf_add_format(out, "- %d ", (int)e->meaning->code);
        add_name_and_title(out, e->meaning, ": ");
        buf_add_text(out, ", ");
        phrase_count(out, e->events, "event", "events");
        buf_add_char(out, '\n');
    }
    if (g->count > row) {
        buf_add_text(out, "- and ");
        phrase_count(out, g->count - row, "more kind\n", "more kinds\n");
    }
}

static void add_source(struct buf *out, const struct report_source *s)
{
    buf_add_format(out, "- %s: ", s->status);
    add_name(out, str_from(s->path));
    if (s->reason && *s->reason) {
        buf_add_text(out, ": ");
        add_name(out, str_from(s->reason));
    }
    buf_add_char(out, '\n');
}

static bool source_shown(const struct report_source *s, bool every)
{
    return every || phrase_source_told(s);
}

static void add_sources(struct buf *out, const struct report_model *m, bool every)
{
    size_t more = 0;
    for (size_t i = 0; i < m->coverage.source_count; i++) {
        const struct report_source *s = &m->coverage.sources[i];
        if (!source_shown(s, every))
            continue;
        if (out->len < TAIL_BYTES_MAX)
            add_source(out, s);
        else
            more++;
    }
    if (more) {
        buf_add_text(out, "- and ");
        phrase_number(out, more);
        buf_add_text(out, " more, left out here\n");
    }
}

static void add_coverage(struct buf *out, const struct report_model *m, bool every)
{
    buf_add_text(out, "\n## What was read\n\n");
    struct buf sentence = BUF_INIT(PART_BYTES_MAX);
    for (size_t i = 0; phrase_coverage(&sentence, m, i); i++) {
        add_sentence(out, &sentence, "- ", "\n");
        buf_clear(&sentence);
    }
    finish(out, &sentence);
    add_sources(out, m, every);
}

static void add_maker(struct buf *out, const struct report_model *m)
{
    struct buf maker = BUF_INIT(PART_BYTES_MAX);
    phrase_maker(&maker, m);
    struct str text = buf_str(&maker);
    buf_add_text(out, "\nMade by ");
    add_code(out, str_slice(text, 0, utf8_floor(text, 2 * PROSE_BYTES)));
    buf_add_char(out, '\n');
    finish(out, &maker);
}

/* The ten lines that fit a chat message. */
static void add_summary(struct buf *out, const struct report_model *m)
{
    buf_add_text(out, m->distinct_errors ? "\n" : "");
    for (size_t i = 0; i < at_most(m->distinct_errors, SUMMARY_ROWS); i++) {
        const struct report_error *e = &m->errors[m->worst_first[i]];
        buf_add_text(out, "- ");
        phrase_number(out, e->events);
        buf_add_text(out, " x ");
        add_words_below(out, str_from(e->meaning->name), TITLE_BYTES);
        buf_add_format(out, " (%d), %s: ", (int)e->meaning->code,
                       severity_id(e->meaning->severity));
        add_words_below(out, phrase_first_step(e), PROSE_BYTES);
        buf_add_char(out, '\n');
    }
    struct buf sentence = BUF_INIT(PART_BYTES_MAX);
    phrase_coverage(&sentence, m, 0);
    add_sentence(out, &sentence, "\n", "\n");
    finish(out, &sentence);
}

static enum status render(const struct report_model *model, const struct render_style *style,
                          const struct sink *sink, struct error *err)
{
    struct stream out = STREAM_INIT(sink);
    struct buf tail = BUF_INIT(PART_BYTES_MAX);
    add_title(&out.buf, model);
    add_headline(&out.buf, model, style->summary);
    if (style->summary) {
        add_summary(&out.buf, model);
    } else {
        add_ignorable(&tail, model);
        add_coverage(&tail, model, style->full_coverage);
        add_maker(&tail, model);
        add_overview(&out.buf, model);
        add_comparison(&out.buf, model);
        add_noise(&out.buf, model);
        add_diagnoses(&out.buf, model);
        add_places(&out.buf, model);
        add_groups(&out.buf, model, MARKDOWN_BYTES_MAX - at_most(tail.len, MARKDOWN_BYTES_MAX));
    }
    buf_add(&out.buf, buf_str(&tail));
    out.buf.failed = out.buf.failed || tail.failed;
    buf_release(&tail);
    return stream_end(&out, err);
}

const struct renderer renderer_markdown = {
    .id = "md",
    .extension = ".md",
    .about = "for a ticket: Markdown below the limits of trackers",
    .render = render,
};
