#include "report/threshold.h"

#include "report/phrase.h"

#define SHOWN_BYTES 80

static const struct catalog_error *error_named(const struct catalog *catalog, struct str name)
{
    int64_t code;
    if (str_to_i64(name, &code))
        return catalog_find(catalog, code);
    for (size_t i = 0; i < catalog->error_count; i++)
        if (str_equal_nocase(name, str_from(catalog->errors[i].name)))
            return &catalog->errors[i];
    for (size_t i = 0; i < catalog->error_count; i++)
        for (size_t a = 0; a < catalog->errors[i].alias_count; a++)
            if (str_equal_nocase(name, str_from(catalog->errors[i].aliases[a].alias)))
                return &catalog->errors[i];
    return NULL;
}

static enum status refuse(struct str text, const char *why, struct error *err)
{
    text = str_slice(text, 0, SHOWN_BYTES);
    return error_set(err, STATUS_INVALID, "--fail-on %.*s: %s", STR_ARG(text), why);
}

static enum status parse_diagnosis(const struct diagnosis_set *diagnoses, struct threshold *out,
                                   struct error *err)
{
    for (size_t i = 0; diagnoses && i < diagnoses->count; i++)
        if (str_equal(out->diagnosis, str_from(diagnoses->items[i].id)))
            return STATUS_OK;
    struct buf known = BUF_INIT(4096);
    buf_add_text(&known, "there is no such diagnosis; there are");
    for (size_t i = 0; diagnoses && i < diagnoses->count; i++)
        buf_add_format(&known, "%s %s", i ? "," : "", diagnoses->items[i].id);
    enum status status = refuse(out->text, buf_text(&known), err);
    buf_release(&known);
    return status;
}

/* Takes `>=N` off the end. */
static enum status parse_least(struct str *subject, struct threshold *out, struct error *err)
{
    size_t at = str_find(*subject, STR(">="), 0);
    int64_t least;
    if (at == SIZE_MAX)
        return STATUS_OK;
    struct str number = str_slice(*subject, at + 2, subject->len);
    if (!str_to_i64(number, &least) || least < 1)
        return refuse(out->text, "behind >= stands a number of events, 1 or more", err);
    out->least = (uint64_t)least;
    *subject = str_slice(*subject, 0, at);
    return STATUS_OK;
}

/* `CODE>Nx`; false: it is of another form. */
static bool is_times(struct str text, struct str *subject, struct str *number)
{
    size_t at = str_find(text, STR(">"), 0);
    if (at == SIZE_MAX || text.ptr[text.len - 1] != 'x' ||
        str_starts(str_slice(text, at, 2), STR(">=")))
        return false;
    *subject = str_slice(text, 0, at);
    *number = str_slice(text, at + 1, text.len - at - 2);
    return true;
}

static enum status parse_times(struct str subject, struct str number, const struct catalog *catalog,
                               struct threshold *out, struct error *err)
{
    int64_t times;
    out->kind = THRESHOLD_TIMES;
    out->error = error_named(catalog, subject);
    if (!out->error)
        return refuse(out->text, "before > stands a code or a name", err);
    if (!str_to_i64(number, &times) || times < 1)
        return refuse(out->text, "behind > stands how many times the usual, 1x or more", err);
    out->times = (uint64_t)times;
    return STATUS_OK;
}

enum status threshold_parse(struct str text, const struct catalog *catalog,
                            const struct diagnosis_set *diagnoses, struct threshold *out,
                            struct error *err)
{
    struct str prefix = STR("diagnosis:");
    *out = (struct threshold){.text = text, .least = 1};
    if (str_starts(text, prefix)) {
        out->kind = THRESHOLD_DIAGNOSIS;
        out->diagnosis = str_slice(text, prefix.len, text.len);
        return parse_diagnosis(diagnoses, out, err);
    }
    struct str subject = text, number;
    if (str_equal(text, STR("new"))) {
        out->kind = THRESHOLD_NEW;
        return STATUS_OK;
    }
    if (is_times(text, &subject, &number))
        return parse_times(subject, number, catalog, out, err);
    enum status status = parse_least(&subject, out, err);
    if (status)
        return status;
    if (severity_from(subject, &out->severity))
        return STATUS_OK;
    out->kind = THRESHOLD_ERROR;
    out->error = error_named(catalog, subject);
    if (out->error)
        return STATUS_OK;
    return refuse(text,
                  "expected a severity (ignorable, informational, transient, actionable, "
                  "critical), a code or a name, each maybe with >=N, CODE>Nx, diagnosis:ID or new",
                  err);
}

static uint64_t events_of(const struct threshold *t, const struct report_model *m)
{
    uint64_t events = 0;
    for (size_t i = 0; i < m->error_count; i++) {
        const struct catalog_error *error = m->errors[i].meaning;
        bool counts =
            t->kind == THRESHOLD_ERROR ? error == t->error : error->severity >= t->severity;
        events += counts ? m->errors[i].events : 0;
    }
    return events;
}

static void say_severity(const struct threshold *t, uint64_t events, struct buf *reason)
{
    phrase_count(reason, events, "event", "events");
    buf_add_format(reason, " of severity %s%s", severity_id(t->severity),
                   t->severity + 1 < SEVERITY_COUNT ? " or worse" : "");
}

static void say_error(const struct threshold *t, uint64_t events, struct buf *reason)
{
    phrase_count(reason, events, "event", "events");
    buf_add_format(reason, " of %s (%d)", t->error->name, (int)t->error->code);
}

static const struct diagnosed *finding(const struct threshold *t, const struct report_model *m)
{
    for (size_t i = 0; i < m->diagnosis_count; i++)
        if (str_equal(t->diagnosis, str_from(m->diagnoses[i].diagnosis->id)))
            return &m->diagnoses[i];
    return NULL;
}

bool threshold_compares(const struct threshold *t)
{
    return t->kind == THRESHOLD_NEW || t->kind == THRESHOLD_TIMES;
}

static bool holds_new(const struct report_comparison *c, struct buf *reason)
{
    size_t found = 0;
    for (size_t i = 0; i < c->count; i++) {
        const struct report_change *change = &c->items[i];
        if (change->kind != REPORT_CHANGE_NEW)
            continue;
        buf_add_format(reason, "%s%s (%d)", found++ ? ", " : "new: ", change->meaning->name,
                       (int)change->meaning->code);
    }
    return found > 0;
}

/* Where there usually are none, one is more than any number of times that. */
static bool holds_times(const struct threshold *t, const struct report_comparison *c,
                        struct buf *reason)
{
    for (size_t i = 0; i < c->count; i++) {
        const struct report_change *change = &c->items[i];
        if (change->meaning != t->error ||
            (double)change->events <= change->usual * (double)t->times)
            continue;
        buf_add_format(reason, "%s (%d): ", t->error->name, (int)t->error->code);
        phrase_change(reason, change);
        return true;
    }
    return false;
}

bool threshold_holds(const struct threshold *t, const struct report_model *m, struct buf *reason)
{
    if (t->kind == THRESHOLD_DIAGNOSIS) {
        const struct diagnosed *found = finding(t, m);
        if (found)
            buf_add_format(reason, "it looks like this: %s (%s)", found->diagnosis->title,
                           phrase_sureness(found->what->certainty));
        return found != NULL;
    }
    const struct report_comparison *c = m->options.comparison;
    if (threshold_compares(t))
        return c && (t->kind == THRESHOLD_NEW ? holds_new(c, reason) : holds_times(t, c, reason));
    uint64_t events = events_of(t, m);
    if (events < t->least)
        return false;
    if (t->kind == THRESHOLD_ERROR)
        say_error(t, events, reason);
    else
        say_severity(t, events, reason);
    return true;
}
