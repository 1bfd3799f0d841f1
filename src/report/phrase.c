#include "report/phrase.h"

#include "base/numerals.h"
#include "base/utf8.h"
#include "report/fit.h"

#include <string.h>

#define RELATED_SHOWN 20
#define WORST_BYTES 200 /* of a title in the headline: a site's own table may hold longer ones */

/* Numbers */

void phrase_number(struct buf *out, uint64_t n)
{
    numerals_add(out, n);
}

void phrase_count(struct buf *out, uint64_t n, const char *one, const char *many)
{
    numerals_add_count(out, n, one, many);
}

void phrase_share(struct buf *out, double share)
{
    numerals_add_share(out, share);
}

void phrase_bytes(struct buf *out, uint64_t bytes)
{
    static const char *const units[] = {"kB", "MB", "GB", "TB", "PB", "EB"};
    if (bytes < 1000) {
        phrase_count(out, bytes, "byte", "bytes");
        return;
    }
    size_t unit = 0;
    uint64_t whole = bytes;
    uint64_t tenths = 0;
    do {
        tenths = whole % 1000 / 100;
        whole /= 1000;
    } while (whole >= 1000 && ++unit);
    buf_add_format(out, "%u.%u %s", (unsigned)whole, (unsigned)tenths, units[unit]);
}

/* Times */

void phrase_time(struct buf *out, struct moment m)
{
    numerals_add_time(out, m);
}

void phrase_tick(struct buf *out, struct moment m, int64_t width_ms)
{
    static const int64_t minute_ms = 60000, day_ms = 86400000;
    static const char date[] = "2026-11-20", minute[] = "2026-11-20 14:02";
    struct buf time = BUF_INIT(64);
    m.has_zone = false;
    phrase_time(&time, m);
    size_t len = width_ms % day_ms == 0      ? sizeof date - 1
                 : width_ms % minute_ms == 0 ? sizeof minute - 1
                                             : time.len;
    buf_add(out, str_slice(buf_str(&time), 0, len));
    buf_release_part(&time, out);
}

void phrase_span(struct buf *out, struct moment first, struct moment last)
{
    numerals_add_span(out, first, last);
}

void phrase_width(struct buf *out, int64_t width_ms)
{
    numerals_add_duration(out, width_ms);
}

/* Words */

const struct severity_words *phrase_severity(enum severity severity)
{
    static const struct severity_words words[SEVERITY_COUNT] = {
        [SEVERITY_IGNORABLE] = {"Ignorable", "Nothing to worry about",
                                "it is part of normal operation"},
        [SEVERITY_INFORMATIONAL] = {"Informational", "Nothing to do",
                                    "it is expected now and then"},
        [SEVERITY_TRANSIENT] = {"Transient", "Keep an eye on it",
                                "it usually passes by itself; look when it stays or grows"},
        [SEVERITY_ACTIONABLE] = {"Actionable", "Needs attention",
                                 "it comes back until somebody changes something"},
        [SEVERITY_CRITICAL] = {"Critical", "Act now",
                               "it stops programs from working until somebody mends the cause"},
    };
    return &words[(unsigned)severity < SEVERITY_COUNT ? severity : SEVERITY_IGNORABLE];
}

const char *phrase_retry(enum retry retry)
{
    static const char *const words[RETRY_COUNT] = {
        [RETRY_YES] = "worth trying again",
        [RETRY_NO] = "trying again does not help",
        [RETRY_AFTER_FIX] = "try again once the cause is mended",
    };
    return (unsigned)retry < RETRY_COUNT ? words[retry] : "?";
}

const char *phrase_audience(enum audience audience)
{
    static const char *const words[AUDIENCE_COUNT] = {
        [AUDIENCE_OPERATOR] = "Operator",
        [AUDIENCE_NETWORK] = "Network",
        [AUDIENCE_DEVELOPER] = "Developer",
        [AUDIENCE_NOBODY] = "Nobody",
    };
    return (unsigned)audience < AUDIENCE_COUNT ? words[audience] : "?";
}

/* Headline */

static bool has_status(const struct report_source *s, const char *status)
{
    return strcmp(s->status, status) == 0;
}

static uint64_t sources_with(const struct report_model *m, const char *status)
{
    uint64_t count = 0;
    for (size_t i = 0; i < m->coverage.source_count; i++)
        count += has_status(&m->coverage.sources[i], status);
    return count;
}

uint64_t phrase_logs_read(const struct report_model *m)
{
    uint64_t listed = sources_with(m, "read") + sources_with(m, "partial");
    return listed > m->coverage.files_read ? listed : m->coverage.files_read;
}

/* Logs of which nothing could be read. */
static uint64_t logs_unread(const struct report_model *m)
{
    uint64_t partial = sources_with(m, "partial");
    uint64_t failed = m->coverage.files_failed;
    return failed > partial ? failed - partial : 0;
}

/* Logs that were read and look like text, and their lines. */
static uint64_t logs_of_text(const struct report_model *m)
{
    uint64_t read = phrase_logs_read(m);
    return read > m->coverage.files_garbled ? read - m->coverage.files_garbled : 0;
}

static uint64_t lines_of_text(const struct report_model *m)
{
    uint64_t lines = m->coverage.lines;
    for (size_t i = 0; i < m->coverage.source_count; i++)
        lines -= m->coverage.sources[i].garbled ? m->coverage.sources[i].lines : 0;
    return lines;
}

static bool read_nothing(const struct report_model *m)
{
    return phrase_logs_read(m) == 0 || m->coverage.lines == 0;
}

/* Logs were there, but nothing was written to them since the last run. */
static bool nothing_is_new(const struct report_model *m)
{
    return m->coverage.lines == 0 && m->coverage.logs_unchanged > 0 && !m->options.partial &&
           m->coverage.files_failed == 0;
}

/* As the worst error, or as a finding: many harmless errors can be a fault. */
static enum severity gravity(const struct report_model *m)
{
    enum severity most = m->worst;
    for (size_t i = 0; i < m->diagnosis_count; i++) {
        const struct diagnosed *d = &m->diagnoses[i];
        if (d->what->certainty > CERTAINTY_LOW && d->diagnosis->severity > most)
            most = d->diagnosis->severity;
    }
    return most;
}

const char *phrase_verdict(const struct report_model *m)
{
    if (m->distinct_errors)
        return phrase_severity(gravity(m))->verdict;
    if (nothing_is_new(m))
        return "Nothing new";
    if (read_nothing(m))
        return "Nothing was read";
    if (m->options.partial || m->coverage.files_failed)
        return "Not everything was read";
    if (m->coverage.files_garbled)
        return "Not all of it is text";
    return m->ignorable ? phrase_severity(SEVERITY_IGNORABLE)->verdict : "All clear";
}

enum severity phrase_verdict_severity(const struct report_model *m)
{
    if (m->distinct_errors)
        return gravity(m);
    bool doubtful = !nothing_is_new(m) && (read_nothing(m) || m->options.partial ||
                                           m->coverage.files_failed || m->coverage.files_garbled);
    return doubtful ? SEVERITY_ACTIONABLE : SEVERITY_INFORMATIONAL;
}

static void add_in_logs(struct buf *out, const struct report_model *m)
{
    buf_add_text(out, " in ");
    phrase_count(out, logs_of_text(m), "log", "logs");
    buf_add_text(out, " (");
    phrase_count(out, lines_of_text(m), "line", "lines");
    buf_add_char(out, ')');
}

/* Why files were skipped, as far as no log of the list tells. */
static void add_skipped_why(struct buf *out, const struct report_coverage *c)
{
    const struct {
        uint64_t count;
        const char *one, *many;
    } reasons[] = {
        {c->hidden, "hidden", "hidden"},
        {c->duplicates, "met before", "met before"},
        {c->special, "device or pipe", "devices or pipes"},
        {c->files_skipped - c->hidden - c->duplicates - c->special, "other", "others"},
    };
    if (c->hidden + c->duplicates + c->special == 0)
        return;
    bool any = false;
    for (size_t i = 0; i < sizeof reasons / sizeof *reasons; i++) {
        if (!reasons[i].count)
            continue;
        buf_add_text(out, any ? ", " : " (");
        phrase_count(out, reasons[i].count, reasons[i].one, reasons[i].many);
        any = true;
    }
    buf_add_char(out, ')');
}

static void add_unread(struct buf *out, const struct report_model *m)
{
    uint64_t unread = logs_unread(m);
    uint64_t skipped = m->coverage.files_skipped;
    if (unread) {
        phrase_count(out, unread, "log could not be read", "logs could not be read");
        buf_add_text(out, skipped ? ", " : "");
    }
    if (skipped)
        phrase_count(out, skipped, "file was skipped", "files were skipped");
    add_skipped_why(out, &m->coverage);
    if (!unread && !skipped)
        buf_add_text(out, "no log was given or found");
}

/* What looks like no text, or is in an encoding that nobody knows, may hold anything. */
static void add_garbled(struct buf *out, const struct report_model *m)
{
    phrase_count(out, m->coverage.files_garbled, "log hardly looks", "logs hardly look");
    buf_add_text(out, " like text: errors in it may not have been found.");
}

static void headline_of_none(struct buf *out, const struct report_model *m)
{
    if (phrase_logs_read(m) == 0) {
        buf_add_text(out, "Nothing was read, so nothing can be said: ");
        add_unread(out, m);
        buf_add_char(out, '.');
        return;
    }
    if (nothing_is_new(m)) {
        phrase_count(out, phrase_logs_read(m), "log has", "logs have");
        buf_add_text(out, " not changed since the last run.");
        return;
    }
    if (m->coverage.lines == 0) {
        buf_add_text(out, "There was nothing to search: ");
        phrase_count(out, phrase_logs_read(m), "log is", "logs are");
        buf_add_text(out, " empty.");
        return;
    }
    if (logs_of_text(m) == 0) {
        add_garbled(out, m);
        return;
    }
    buf_add_text(out, m->ignorable ? "No Winsock errors that matter were found"
                                   : "No Winsock errors were found");
    add_in_logs(out, m);
    if (window_is_set(&m->coverage.window))
        buf_add_text(out, " in the time that was asked for");
    if (m->ignorable) {
        buf_add_text(out, "; ");
        phrase_count(out, m->ignorable, "event", "events");
        buf_add_text(out, " of normal operation can be ignored");
    }
    buf_add_char(out, '.');
}

void phrase_headline(struct buf *out, const struct report_model *m)
{
    if (m->distinct_errors == 0) {
        headline_of_none(out, m);
        return;
    }
    phrase_count(out, m->events, "Winsock error", "Winsock errors");
    if (m->distinct_errors > 1)
        buf_add_format(out, " of %u kinds", (unsigned)m->distinct_errors);
    buf_add_text(out, " in ");
    phrase_count(out, phrase_logs_read(m), "log", "logs");
    if (m->first.known) {
        buf_add_text(out, ", ");
        phrase_span(out, m->first, m->last);
    }
    buf_add_char(out, '.');
}

void phrase_worst(struct buf *out, const struct report_model *m)
{
    if (m->distinct_errors == 0 || gravity(m) > m->worst)
        return;
    const struct report_error *worst = &m->errors[m->worst_first[0]];
    buf_add_text(out, m->distinct_errors > 1 ? "The worst is " : "It is ");
    buf_add_text(out, severity_id(m->worst));
    buf_add_text(out, ": ");
    fit_begin(out, str_from(worst->meaning->title), WORST_BYTES);
    buf_add_text(out, " (");
    fit_begin(out, str_from(worst->meaning->name), WORST_BYTES);
    buf_add_format(out, ", %d), ", (int)worst->meaning->code);
    phrase_count(out, worst->events, "time", "times");
    buf_add_text(out, "; ");
    buf_add_text(out, phrase_severity(m->worst)->reason);
    buf_add_char(out, '.');
}

struct str phrase_first_step(const struct report_error *e)
{
    struct str text = str_from(e->action_count ? e->actions[0].text : e->meaning->title);
    size_t end = str_find(text, STR(". "), 0);
    return end == SIZE_MAX ? text : str_slice(text, 0, end + 1);
}

const char *phrase_sureness(enum certainty certainty)
{
    static const char *const words[CERTAINTY_COUNT] = {
        [CERTAINTY_LOW] = "possible",
        [CERTAINTY_MEDIUM] = "likely",
        [CERTAINTY_HIGH] = "almost certain",
    };
    return (unsigned)certainty < CERTAINTY_COUNT ? words[certainty] : "?";
}

void phrase_certainty(struct buf *out, const struct diagnosed *d)
{
    static const char *const who[AUDIENCE_COUNT] = {
        [AUDIENCE_OPERATOR] = "Whoever runs this host should look.",
        [AUDIENCE_NETWORK] = "Whoever runs the network should look.",
        [AUDIENCE_DEVELOPER] = "The developer of the program should look.",
        [AUDIENCE_NOBODY] = "Nobody needs to look.",
    };
    const char *sure = phrase_sureness(d->what->certainty);
    buf_add_char(out, (char)(*sure - ('a' - 'A')));
    buf_add_text(out, sure + 1);
    buf_add_text(out, ". ");
    buf_add_text(out, who[d->diagnosis->audience]);
}

void phrase_finding(struct buf *out, const struct report_model *m)
{
    if (m->diagnosis_count == 0)
        return;
    const struct diagnosed *first = &m->diagnoses[0];
    buf_add_text(out, "It looks like this: ");
    fit_begin(out, str_from(first->diagnosis->title), WORST_BYTES);
    buf_add_format(out, " (%s)", phrase_sureness(first->what->certainty));
    if (m->diagnosis_count > 1) {
        buf_add_text(out, ", and ");
        phrase_count(out, m->diagnosis_count - 1, "more finding", "more findings");
    }
    buf_add_char(out, '.');
}

/* "from 2026-11-20 13:00:00 UTC on", "from 08:00:00 to 10:00:00 of every day" */
static void add_window(struct buf *out, const struct window *w)
{
    struct buf bound = BUF_INIT(64);
    if (w->daily) {
        window_format_since(w, &bound);
        buf_add_format(out, "from %s", buf_text(&bound));
        buf_clear(&bound);
        window_format_until(w, &bound);
        buf_add_format(out, " to %s of every day", buf_text(&bound));
        buf_release_part(&bound, out);
        return;
    }
    buf_add_text(out, w->since.known ? "from " : "before ");
    phrase_time(out, w->since.known ? w->since : w->until);
    if (!w->since.known || !w->until.known) {
        buf_add_text(out, w->since.known ? " on" : "");
        return;
    }
    buf_add_text(out, " to ");
    phrase_time(out, w->until);
}

static void warn_of_window(struct buf *out, const struct report_coverage *c)
{
    if (!window_is_set(&c->window))
        return;
    buf_add_text(out, "Only what happened ");
    add_window(out, &c->window);
    buf_add_text(out, " is counted");
    if (c->outside || c->out_of_reach) {
        buf_add_text(out, ": ");
        phrase_count(out, c->outside, "event", "events");
        buf_add_text(out, " outside");
        if (c->out_of_reach) {
            buf_add_text(out, " and ");
            phrase_count(out, c->out_of_reach, "event", "events");
            buf_add_text(out, " without a time");
        }
        buf_add_text(out, c->outside + c->out_of_reach == 1 ? " is left out" : " are left out");
    }
    buf_add_char(out, '.');
}

bool phrase_alarms(struct buf *out, const struct report_model *m)
{
    for (size_t i = 0; i < m->alarm_count; i++) {
        const struct report_alarm *a = &m->alarms[i];
        buf_add_text(out, i ? " Alarm: " : "Alarm: ");
        utf8_add_visible(out, str_from(a->reason));
        buf_add_text(out, " (--fail-on ");
        utf8_add_visible(out, str_from(a->condition));
        buf_add_text(out, ").");
    }
    return m->alarm_count > 0;
}

static void add_unreached(struct buf *out, const struct report_model *m, const char *between)
{
    if (!m->coverage.files_unreached)
        return;
    buf_add_text(out, between);
    phrase_count(out, m->coverage.files_unreached, "log was not reached.",
                 "logs were not reached.");
}

bool phrase_warning(struct buf *out, const struct report_model *m)
{
    size_t before = out->len;
    if (m->options.partial)
        buf_add_text(out, "The scan was interrupted: this counts only what was read until then.");
    add_unreached(out, m, " ");
    buf_add_text(out, out->len > before && window_is_set(&m->coverage.window) ? " " : "");
    warn_of_window(out, &m->coverage);
    uint64_t unread = logs_unread(m);
    uint64_t partial = sources_with(m, "partial");
    if (unread && phrase_logs_read(m)) {
        buf_add_text(out, out->len > before ? " " : "");
        phrase_count(out, unread, "log could not be read.", "logs could not be read.");
    }
    if (partial) {
        buf_add_text(out, out->len > before ? " " : "");
        phrase_count(out, partial, "log could not be read whole.", "logs could not be read whole.");
    }
    if (m->coverage.files_garbled && (m->distinct_errors || logs_of_text(m))) {
        buf_add_text(out, out->len > before ? " " : "");
        add_garbled(out, m);
    }
    if (m->coverage.limited_rule_count) {
        buf_add_text(out, out->len > before ? " " : "");
        phrase_count(out, m->coverage.limited_rule_count,
                     "rule gave up on some lines: counts may be too low.",
                     "rules gave up on some lines: counts may be too low.");
    }
    return out->len > before;
}

/* Coverage */

static void say_read(struct buf *out, const struct report_model *m)
{
    buf_add_text(out, "Read ");
    phrase_count(out, phrase_logs_read(m), "log", "logs");
    buf_add_text(out, ": ");
    phrase_count(out, m->coverage.lines, "line", "lines");
    buf_add_text(out, ", ");
    phrase_bytes(out, m->coverage.bytes);
    buf_add_char(out, '.');
    if (m->coverage.files_skipped || logs_unread(m)) {
        buf_add_char(out, ' ');
        add_unread(out, m);
        buf_add_char(out, '.');
    }
    add_unreached(out, m, " ");
}

static void say_resumed(struct buf *out, const struct report_model *m)
{
    if (!m->coverage.resumed)
        return;
    buf_add_text(out, "Only what is new since the last run was read: ");
    phrase_count(out, m->coverage.logs_continued, "log was", "logs were");
    buf_add_text(out, " known, ");
    phrase_number(out, m->coverage.logs_unchanged);
    buf_add_text(out, " of them unchanged.");
}

static void say_counted(struct buf *out, const struct report_model *m)
{
    if (m->mentions == m->events)
        return; /* nothing to explain */
    phrase_count(out, m->mentions, "mention", "mentions");
    buf_add_text(out, m->mentions == 1 ? " was counted as " : " were counted as ");
    phrase_count(out, m->events, "event", "events");
    buf_add_text(out, ": an error that is repeated within one log record is one event.");
}

static void say_lookalikes(struct buf *out, const struct report_model *m)
{
    if (m->lookalikes == 0)
        return;
    phrase_count(out, m->lookalikes, "number", "numbers");
    buf_add_text(out, m->lookalikes == 1 ? " looks" : " look");
    buf_add_text(out, " like a Winsock code but nothing beside it says so (a port, a size, an "
                      "id): not counted.");
}

static void say_possible(struct buf *out, const struct report_model *m)
{
    if (m->possible == 0)
        return;
    phrase_count(out, m->possible, "mention", "mentions");
    buf_add_text(out, m->possible == 1 ? " was" : " were");
    buf_add_text(out, " too uncertain to count; --min-confidence possible would add them.");
}

static void say_times(struct buf *out, const struct report_model *m)
{
    const char *zone = m->coverage.zone ? m->coverage.zone : "UTC";
    if (m->coverage.zone_shown) {
        buf_add_text(out, "Times are shown in the time zone ");
        utf8_add_visible(out, str_from(zone));
        buf_add_text(out, "; those that state none are taken to be in it.");
    } else if (m->first.known) {
        buf_add_text(out, "Times are shown as written; those that state no zone are taken to be ");
        utf8_add_visible(out, str_from(zone));
        buf_add_char(out, '.');
    }
    if (m->without_time == 0 || window_is_set(&m->coverage.window))
        return;
    buf_add_text(out, m->first.known || m->coverage.zone_shown ? " " : "");
    phrase_count(out, m->without_time, "event states", "events state");
    buf_add_text(out, " no time.");
}

/* Only where it matters: in logs whose dates could be read otherwise, and that told of errors. */
static void say_dates(struct buf *out, const struct report_model *m)
{
    const char *order = NULL;
    uint64_t logs = 0;
    for (size_t i = 0; i < m->coverage.source_count; i++) {
        const struct report_source *s = &m->coverage.sources[i];
        if (s->events && s->date_basis && strcmp(s->date_basis, "assumed") == 0) {
            order = s->date_order;
            logs++;
        }
    }
    if (!order)
        return;
    bool month = strcmp(order, "mdy") == 0;
    phrase_count(out, logs, "log leaves", "logs leave");
    buf_add_format(out,
                   " open whether dates begin with the day or the month: the %s was assumed, "
                   "--date-order %s reads them otherwise.",
                   month ? "month" : "day", month ? "dmy" : "mdy");
}

static void say_mixed_dates(struct buf *out, const struct report_model *m)
{
    uint64_t logs = 0;
    for (size_t i = 0; i < m->coverage.source_count; i++) {
        const struct report_source *s = &m->coverage.sources[i];
        logs += s->events && s->date_basis && strcmp(s->date_basis, "mixed") == 0;
    }
    if (logs == 0)
        return;
    buf_add_text(out, "In ");
    phrase_count(out, logs, "log", "logs");
    buf_add_text(out,
                 " dates further down contradict the order in which open ones were read: their "
                 "times may be wrong, and --date-order may mend that.");
}

static void say_related(struct buf *out, const struct report_model *m)
{
    if (m->related_count == 0)
        return;
    buf_add_text(out, "Network errors of Windows that are not Winsock's, in no total: ");
    for (size_t i = 0; i < m->related_count && i < RELATED_SHOWN; i++) {
        const struct report_related *r = &m->related[i];
        buf_add_text(out, i ? ", " : "");
        fit_begin(out, str_from(r->meaning->name), WORST_BYTES);
        buf_add_format(out, " (%d) ", (int)r->meaning->code);
        phrase_count(out, r->events, "time", "times");
    }
    buf_add_text(out, m->related_count > RELATED_SHOWN ? ", and more." : ".");
}

static void say_limits(struct buf *out, const struct report_model *m)
{
    if (m->coverage.long_lines) {
        phrase_count(out, m->coverage.long_lines, "line was", "lines were");
        buf_add_text(out, " so long or so full of errors that not all of it was looked at.");
    }
    if (m->coverage.limited_rule_count == 0)
        return;
    buf_add_text(out, m->coverage.long_lines ? " " : "");
    buf_add_text(out, "Rules that gave up on some lines: ");
    for (size_t i = 0; i < m->coverage.limited_rule_count && i < 20; i++) {
        buf_add_text(out, i ? ", " : "");
        utf8_add_visible(out, str_from(m->coverage.limited_rules[i]));
    }
    buf_add_text(out, m->coverage.limited_rule_count > 20 ? ", and more." : ".");
}

bool phrase_coverage(struct buf *out, const struct report_model *m, size_t index)
{
    static void (*const sentences[])(struct buf *, const struct report_model *) = {
        say_read,        say_resumed, say_counted,    say_times,    say_dates,
        say_mixed_dates, say_related, say_lookalikes, say_possible, say_limits};
    if (index >= sizeof sentences / sizeof *sentences)
        return false;
    sentences[index](out, m);
    return true;
}

bool phrase_source_notable(const struct report_source *s)
{
    return !has_status(s, "read") || (s->reason && *s->reason);
}

bool phrase_source_told(const struct report_source *s)
{
    return phrase_source_notable(s) && !has_status(s, "skipped") && !s->unreached;
}

void phrase_dates(struct buf *out, const struct report_source *s)
{
    if (s->date_order)
        buf_add_format(out, ", dates %s, %s", s->date_order, s->date_basis);
}

/* Errors */

/* Medians may end in a half. */
static void add_half(struct buf *out, double n)
{
    uint64_t whole = (uint64_t)n;
    phrase_number(out, whole);
    if (n - (double)whole >= 0.25)
        buf_add_text(out, ".5");
}

static void add_base(struct buf *out, const struct report_comparison *c)
{
    if (c->runs == 1) {
        buf_add_text(out, "the run of ");
        phrase_time(out, c->first);
        return;
    }
    phrase_count(out, c->runs, "run", "runs");
    buf_add_text(out, " (");
    phrase_span(out, c->first, c->last);
    buf_add_char(out, ')');
}

void phrase_kinds(struct buf *out, const struct report_comparison *c)
{
    static const char *const words[REPORT_CHANGE_COUNT] = {
        [REPORT_CHANGE_NEW] = "new",        [REPORT_CHANGE_UP] = "up",
        [REPORT_CHANGE_GONE] = "gone",      [REPORT_CHANGE_DOWN] = "down",
        [REPORT_CHANGE_USUAL] = "as usual",
    };
    bool any = false;
    for (unsigned i = 0; i < REPORT_CHANGE_COUNT; i++) {
        if (!c->kinds[i])
            continue;
        buf_add_text(out, any ? ", " : "");
        phrase_number(out, c->kinds[i]);
        buf_add_format(out, " %s", words[i]);
        any = true;
    }
    buf_add_text(out, any ? "." : "nothing to tell.");
}

void phrase_comparison(struct buf *out, const struct report_comparison *c)
{
    static const char *const days[] = {"Sunday",   "Monday", "Tuesday", "Wednesday",
                                       "Thursday", "Friday", "Saturday"};
    if (!c->runs) {
        buf_add_text(out, "There is no earlier run to compare with.");
        return;
    }
    buf_add_text(out, "Compared with ");
    add_base(out, c);
    buf_add_text(out, c->nights == 1 ? "; usual is what " : "; usual is the median of ");
    phrase_count(out, c->nights, "run", "runs");
    if (c->weekday >= 0 && c->weekday < 7)
        buf_add_format(out, " on a %s", days[c->weekday]);
    buf_add_text(out, c->nights == 1 ? " had: " : ": ");
    phrase_kinds(out, c);
}

static void add_usual(struct buf *out, const struct report_change *c)
{
    double times = c->usual > 0 ? (double)c->events / c->usual : 0;
    if (c->usual <= 0) {
        buf_add_text(out, "usually none");
    } else if (times >= 2) {
        phrase_number(out, (uint64_t)(times + 0.5));
        buf_add_text(out, " times the usual ");
        add_half(out, c->usual);
    } else {
        buf_add_text(out, "usually ");
        add_half(out, c->usual);
    }
}

void phrase_change(struct buf *out, const struct report_change *c)
{
    if (c->events)
        phrase_count(out, c->events, "event", "events");
    else
        buf_add_text(out, "none");
    buf_add_text(out, ", ");
    if (c->kind == REPORT_CHANGE_NEW) {
        buf_add_text(out, "none before");
        return;
    }
    add_usual(out, c);
    if (c->before != c->usual) {
        buf_add_text(out, ", before ");
        add_half(out, c->before);
    }
}

void phrase_noise_share(struct buf *out, const struct report_error *e)
{
    if (!e->noise)
        return;
    phrase_number(out, e->noise);
    buf_add_text(out, " of ");
    phrase_count(out, e->events, "event is", "events are");
    buf_add_text(out, " known noise");
}

void phrase_noise(struct buf *out, const struct report_noise *n, bool expired)
{
    uint64_t events = expired ? n->expired : n->events;
    if (!events)
        return;
    buf_add_format(out, "%d at ", (int)n->code);
    utf8_add_visible(out, str_from(n->where));
    buf_add_text(out, ": ");
    phrase_count(out, events, "event", "events");
    buf_add_text(out, expired ? " since this entry expired; it was: " : ": ");
    utf8_add_visible(out, str_from(n->reason));
    struct buf day = BUF_INIT(64);
    moment_format(n->until, &day);
    buf_add_text(out, " (until ");
    buf_add(out, str_slice(buf_str(&day), 0, sizeof "2026-12-31" - 1));
    buf_add_char(out, ')');
    buf_release_part(&day, out);
}

void phrase_folded(struct buf *out, const struct report_error *e)
{
    if (!e->folded)
        return;
    if (e->noise == e->events) {
        buf_add_text(out, "Known noise: ");
        phrase_count(out, e->events, "event", "events");
    } else {
        buf_add_text(out, "As usual: ");
        phrase_change(out, e->change);
    }
    buf_add_text(out, ". Details are left out.");
}

void phrase_error_counts(struct buf *out, const struct report_error *e)
{
    phrase_count(out, e->events, "event", "events");
    buf_add_text(out, " (");
    phrase_share(out, e->share);
    buf_add_text(out, ")");
    if (e->mentions != e->events) {
        buf_add_text(out, ", ");
        phrase_count(out, e->mentions, "mention", "mentions");
    }
    if (e->confidence != CONFIDENCE_CERTAIN)
        buf_add_format(out, ", %s", confidence_id(e->confidence));
    if (e->noise) {
        buf_add_text(out, "; ");
        phrase_noise_share(out, e);
    }
    buf_add_text(out, "; ");
    buf_add_text(out, phrase_retry(e->meaning->retry));
}

bool phrase_doubt(struct buf *out, const struct report_error *e, size_t index)
{
    if (index == 0 && e->disagreements) {
        phrase_count(out, e->disagreements, "line names", "lines name");
        buf_add_text(out, " another error beside this number; the number was believed.");
    } else if (index == 1 && e->ambiguous) {
        buf_add_text(out, "Windows uses the same words for another code; a line without the "
                          "number may mean that one.");
    }
    return index < 2;
}

void phrase_course(struct buf *out, const struct report_course *c)
{
    if (c->per_hour >= 100) {
        phrase_number(out, (uint64_t)(c->per_hour + 0.5));
        buf_add_text(out, " an hour");
    } else if (c->per_hour >= 0.1) {
        buf_add_format(out, "%.1f an hour", c->per_hour);
    } else if (c->per_hour > 0) {
        buf_add_text(out, "less than one in ten hours");
    }
    for (size_t i = 0; i < c->burst_count; i++) {
        const struct report_burst *burst = &c->bursts[i];
        if (i || c->per_hour > 0)
            buf_add_text(out, i ? ", " : "; ");
        phrase_number(out, burst->events);
        buf_add_text(out, " within ");
        phrase_count(out, (uint64_t)burst->minutes, "minute", "minutes");
        buf_add_text(out, " from ");
        phrase_time(out, burst->start);
    }
}

void phrase_timeline(struct buf *out, struct moment start, int64_t column_ms)
{
    buf_add_text(out, "from ");
    phrase_time(out, start);
    buf_add_text(out, ", each column ");
    phrase_width(out, column_ms);
}

/* Lists */

uint64_t phrase_list_rest_events(const struct report_list *list, size_t top)
{
    uint64_t events = list->other_events;
    for (size_t i = top; i < list->count; i++)
        events += list->items[i].events;
    return events;
}

void phrase_list_rest(struct buf *out, const struct report_list *list, size_t top)
{
    uint64_t names = list->other_distinct + (list->count > top ? list->count - top : 0);
    if (list->other_distinct)
        buf_add_text(out, "at least ");
    phrase_count(out, names, "other", "others");
}

/* Head and foot */

static const struct {
    const char *title, *column, *one, *many;
} place_words[REPORT_GROUPING_COUNT] = {
    [REPORT_GROUP_BY_FILE] = {"By file", "File", "log", "logs"},
    [REPORT_GROUP_BY_PEER] = {"By peer", "Peer", "peer", "peers"},
    [REPORT_GROUP_BY_OPERATION] = {"By operation", "Operation", "operation", "operations"},
    [REPORT_GROUP_BY_HOST] = {"By host", "Host", "host", "hosts"},
    [REPORT_GROUP_BY_PROCESS] = {"By process", "Process", "process", "processes"},
    [REPORT_GROUP_BY_HOUR] = {"By hour", "Hour", "hour", "hours"},
    [REPORT_GROUP_BY_DAY] = {"By day", "Day", "day", "days"},
};

bool phrase_places_any(const struct report_model *m)
{
    return m->places.count || m->places.other_events;
}

const char *phrase_places_title(enum report_grouping grouping)
{
    return place_words[grouping].title;
}

const char *phrase_places_column(enum report_grouping grouping)
{
    return place_words[grouping].column;
}

/* Places that have a name. */
static uint64_t told_places(const struct report_places *p)
{
    bool untold = p->count && p->items[p->count - 1].name_len == 0;
    return p->count - untold + p->other_distinct;
}

void phrase_places_count(struct buf *out, const struct report_model *m)
{
    enum report_grouping g = m->options.grouping;
    buf_add_text(out, m->places.short_by ? "at least " : "");
    phrase_count(out, told_places(&m->places), place_words[g].one, place_words[g].many);
}

bool phrase_places_rest(struct buf *out, const struct report_model *m, size_t shown)
{
    const struct report_places *p = &m->places;
    enum report_grouping g = m->options.grouping;
    uint64_t events = p->other_events;
    size_t passed = 0;
    for (size_t i = 0; i < p->count; i++) {
        passed += p->items[i].shown;
        if (!p->items[i].shown || passed > shown)
            events += p->items[i].events;
    }
    uint64_t hidden = p->count + p->other_distinct - shown;
    if (p->count == 0 && events)
        buf_add_format(out, "No %s stands out. ", place_words[g].one);
    if (hidden && events) {
        buf_add_text(out, p->short_by ? "At least " : "");
        phrase_number(out, hidden);
        buf_add_text(out, shown ? " more" : "");
        buf_add_text(out, hidden == 1 ? " is" : " are");
        buf_add_text(out, " not shown here, with ");
        phrase_count(out, events, "event", "events");
        buf_add_text(out, p->count > shown ? "; the JSON and CSV reports hold more." : ".");
    }
    if (p->short_by) {
        buf_add_format(out, "%sMore than ", out->len ? " " : "");
        phrase_count(out, GROUPS_KEPT, place_words[g].one, place_words[g].many);
        buf_add_text(out, " were met, so that each count may be too low by up to ");
        phrase_count(out, p->short_by, "event", "events");
        buf_add_char(out, '.');
    }
    return out->len > 0;
}

void phrase_place_events(struct buf *out, const struct report_place *place)
{
    phrase_count(out, place->events, "event", "events");
    buf_add_text(out, " (");
    phrase_share(out, place->share);
    buf_add_char(out, ')');
}

uint64_t phrase_place_rest_events(const struct report_place *place, size_t top)
{
    uint64_t events = place->part_rest;
    for (size_t i = top; i < place->part_count; i++)
        events += place->parts[i].events;
    return events;
}

void phrase_place_rest(struct buf *out, const struct report_place *place, size_t top)
{
    size_t more = place->part_count > top ? place->part_count - top : 0;
    if (place->part_rest)
        buf_add_text(out, more ? "at least " : "other kinds");
    if (more)
        phrase_count(out, more, "other kind", "other kinds");
}

void phrase_note(struct buf *out, const struct report_model *m)
{
    struct str rest = str_from(m->options.note);
    while (rest.len) {
        size_t end = str_find(rest, STR("\n"), 0);
        struct str line = str_slice(rest, 0, end);
        utf8_add_visible(out, str_trim(line));
        if (end == SIZE_MAX)
            return;
        buf_add_char(out, '\n');
        rest = str_slice(rest, end + 1, rest.len);
    }
}

/* As typed, but for quotes that keep words with spaces together. */
static void add_option(struct buf *out, const char *option)
{
    const char *quote = *option == '\0' || strchr(option, ' ') ? "\"" : "";
    buf_add_text(out, quote);
    utf8_add_visible(out, str_from(option));
    buf_add_text(out, quote);
}

void phrase_maker(struct buf *out, const struct report_model *m)
{
    const struct report_options *o = &m->options;
    buf_add_text(out, "wsalog ");
    utf8_add_visible(out, str_from(o->version));
    if (o->rules && *o->rules) {
        buf_add_text(out, ", rules ");
        utf8_add_visible(out, str_from(o->rules));
    }
    for (size_t i = 0; i < o->option_count; i++) {
        buf_add_text(out, i ? " " : ", options: ");
        add_option(out, o->options[i]);
    }
    if (o->stamp) {
        buf_add_text(out, "; made ");
        utf8_add_visible(out, str_from(o->stamp));
    }
}
