#include "cli/comparing.h"

#include <stdlib.h>

#include "cli/when.h"

#define COMPARING_BYTES_MAX ((size_t)1024 * 1024 * 1024)

enum status comparing_init(const char *word, const char *state, struct comparing *out,
                           struct error *err)
{
    *out = (struct comparing){.word = word, .memory = ARENA_INIT(COMPARING_BYTES_MAX)};
    if (word && !compare_read(word, &out->spec))
        return error_set(err, STATUS_INVALID,
                         "--compare %s: expected last, the number of a run, or so many days or "
                         "weeks, 7d or 2w",
                         word);
    if (word && !state)
        return error_set(err, STATUS_INVALID,
                         "--compare needs a state that remembers earlier runs: --state FILE");
    return STATUS_OK;
}

void comparing_release(struct comparing *c)
{
    arena_release(&c->memory);
    *c = (struct comparing){0};
}

/* What the history holds, and this run. */
struct runs {
    struct history_run *items;
    size_t count;
    struct history_error *errors;
    size_t error_count;
};

static enum status load(const struct store *store, struct arena *memory, struct runs *out,
                        struct error *err)
{
    struct history *h = store_history(store);
    if (!h)
        return error_no_memory(err);
    enum status status = history_runs(h, memory, &out->items, &out->count, err);
    if (!status)
        status = history_errors(h, 0, memory, &out->errors, &out->error_count, err);
    history_close(h);
    return status;
}

enum status comparing_check(const struct comparing *c, const struct store *store, struct error *err)
{
    if (!c->word || c->spec.what != COMPARE_RUN)
        return STATUS_OK;
    struct arena memory = ARENA_INIT(COMPARING_BYTES_MAX);
    struct runs runs = {0};
    struct comparison comparison;
    struct compare_now now = {0};
    enum status status = load(store, &memory, &runs, err);
    if (!status)
        status = compare_runs(runs.items, runs.count, runs.errors, runs.error_count, &now, &c->spec,
                              &memory, &comparison, err);
    arena_release(&memory);
    return status;
}

/* ---- from codes to what a report shows ------------------------------------------------------- */

/* In the order of compare_change. */
static const enum report_change_kind kinds[] = {
    [COMPARE_NEW] = REPORT_CHANGE_NEW,     [COMPARE_UP] = REPORT_CHANGE_UP,
    [COMPARE_GONE] = REPORT_CHANGE_GONE,   [COMPARE_DOWN] = REPORT_CHANGE_DOWN,
    [COMPARE_USUAL] = REPORT_CHANGE_USUAL,
};

static struct moment moment_of(int64_t seconds)
{
    return (struct moment){.wall_ms = seconds * 1000, .has_zone = true, .known = true};
}

static int compare_changes(const void *a, const void *b)
{
    const struct report_change *x = a, *y = b;
    if (x->kind != y->kind)
        return x->kind < y->kind ? -1 : 1;
    if (x->meaning->severity != y->meaning->severity)
        return x->meaning->severity < y->meaning->severity ? 1 : -1;
    double by_x = (double)x->events - x->usual, by_y = (double)y->events - y->usual;
    by_x = by_x < 0 ? -by_x : by_x;
    by_y = by_y < 0 ? -by_y : by_y;
    if (by_x < by_y || by_x > by_y)
        return by_x < by_y ? 1 : -1;
    return x->meaning->code < y->meaning->code ? -1 : x->meaning->code > y->meaning->code;
}

/* The curve ends with the run at hand. */
static const struct report_bucket *make_curve(struct arena *memory, const struct comparison *from,
                                              const struct compare_item *item, int64_t now_s)
{
    struct report_bucket *curve = arena_array(memory, from->curve_count + 1, sizeof *curve);
    for (size_t i = 0; curve && i < from->curve_count; i++)
        curve[i] = (struct report_bucket){moment_of(from->curve_s[i]), item->curve[i]};
    if (curve)
        curve[from->curve_count] = (struct report_bucket){moment_of(now_s), item->events};
    return curve;
}

static enum status translate(struct comparing *c, const struct catalog *catalog,
                             const struct comparison *from, int64_t now_s, struct error *err)
{
    struct report_comparison *to = &c->comparison;
    struct report_change *items = arena_array(&c->memory, from->count + 1, sizeof *items);
    *to = (struct report_comparison){
        .catalog = catalog,
        .against = c->word,
        .runs = from->runs,
        .first = from->runs ? moment_of(from->first_s) : (struct moment){0},
        .last = from->runs ? moment_of(from->last_s) : (struct moment){0},
        .nights = from->nights,
        .weekday = from->same_weekday ? from->weekday : -1,
        .items = items,
        .curve_count = from->curve_count + 1,
    };
    for (size_t i = 0; items && i < from->count; i++) {
        const struct compare_item *item = &from->items[i];
        const struct catalog_error *meaning = catalog_find(catalog, item->code);
        if (!meaning || meaning->severity == SEVERITY_IGNORABLE)
            continue; /* the table has changed since */
        const struct report_bucket *curve = make_curve(&c->memory, from, item, now_s);
        if (!curve)
            return error_no_memory(err);
        items[to->count++] = (struct report_change){.meaning = meaning,
                                                    .kind = kinds[item->change],
                                                    .events = item->events,
                                                    .before = item->before,
                                                    .usual = item->usual,
                                                    .curve = curve};
        to->kinds[kinds[item->change]]++;
    }
    if (to->count)
        qsort(items, to->count, sizeof *items, compare_changes);
    return items ? STATUS_OK : error_no_memory(err);
}

/* What the tally holds of errors that count. */
static bool list_now(struct arena *memory, const struct catalog *catalog, const struct tally *tally,
                     struct compare_now *out)
{
    int32_t *codes = arena_array(memory, catalog->error_count + 1, sizeof *codes);
    uint64_t *events = arena_array(memory, catalog->error_count + 1, sizeof *events);
    for (size_t i = 0; codes && events && i < catalog->error_count; i++) {
        if (catalog->errors[i].severity == SEVERITY_IGNORABLE)
            continue;
        codes[out->count] = catalog->errors[i].code;
        events[out->count++] = tally->errors[i].events;
    }
    out->codes = codes;
    out->events = events;
    return codes && events;
}

enum status comparing_run(struct comparing *c, const struct store *store,
                          const struct catalog *catalog, const struct tally *tally,
                          const struct report_comparison **out, struct error *err)
{
    *out = NULL;
    if (!c->word)
        return STATUS_OK;
    struct runs runs = {0};
    struct compare_now now = {0};
    struct comparison comparison;
    enum status status = when_now(&now.started_s, err);
    if (!status)
        status = load(store, &c->memory, &runs, err);
    if (!status && !list_now(&c->memory, catalog, tally, &now))
        status = error_no_memory(err);
    if (!status)
        status = compare_runs(runs.items, runs.count, runs.errors, runs.error_count, &now, &c->spec,
                              &c->memory, &comparison, err);
    if (!status)
        status = translate(c, catalog, &comparison, now.started_s, err);
    if (!status)
        *out = &c->comparison;
    return status;
}
