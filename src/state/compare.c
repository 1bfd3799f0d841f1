#include "state/compare.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#define DAY_S 86400
#define DAYS_MAX 36500

bool compare_read(const char *word, struct compare_spec *out)
{
    struct str text = str_from(word);
    if (str_equal(text, STR("last"))) {
        *out = (struct compare_spec){.what = COMPARE_LAST};
        return true;
    }
    char unit = text.len ? text.ptr[text.len - 1] : '\0';
    bool span = unit == 'd' || unit == 'w';
    if (!str_to_i64(str_slice(text, 0, text.len - span), &out->number) || out->number < 1 ||
        (span && out->number > DAYS_MAX))
        return false;
    out->what = span ? COMPARE_SPAN : COMPARE_RUN;
    out->number *= unit == 'w' ? 7 : 1;
    return true;
}

struct comparer {
    const struct history_run *runs;
    size_t run_count;
    const struct history_error *errors;
    size_t error_count;
    const struct compare_now *now;
    struct arena *memory;
    struct comparison *out;
    bool *is_base;  /* of each run: compared with */
    bool *is_night; /* of each run: tells what is usual */
    uint64_t *row;  /* events of the error at hand in each run */
    double *sorted; /* room for a median */
};

static int64_t day_of(int64_t seconds)
{
    return seconds / DAY_S - (seconds % DAY_S < 0);
}

static int weekday_of(int64_t seconds)
{
    return (int)(((day_of(seconds) + 4) % 7 + 7) % 7); /* the epoch was a Thursday */
}

/* By the calendar: a night that began some seconds earlier or later is the same night. */
static bool is_within(const struct comparer *c, size_t run, int64_t days)
{
    return day_of(c->runs[run].started_s) >= day_of(c->now->started_s) - days;
}

/* ---- which runs ----------------------------------------------------------------------------- */

static enum status choose_base(struct comparer *c, const struct compare_spec *spec,
                               struct error *err)
{
    for (size_t i = 0; i < c->run_count; i++) {
        switch (spec->what) {
        case COMPARE_LAST:
            c->is_base[i] = i + 1 == c->run_count;
            break;
        case COMPARE_RUN:
            c->is_base[i] = c->runs[i].number == spec->number;
            break;
        default:
            c->is_base[i] = is_within(c, i, spec->number);
        }
        if (!c->is_base[i])
            continue;
        if (c->out->runs++ == 0)
            c->out->first_s = c->runs[i].started_s;
        c->out->last_s = c->runs[i].started_s;
    }
    if (spec->what == COMPARE_RUN && !c->out->runs)
        return error_set(err, STATUS_INVALID,
                         "there is no run %" PRId64 " to compare with; 'wsalog history list' "
                         "names them",
                         spec->number);
    return STATUS_OK;
}

static size_t choose_nights(struct comparer *c, int64_t days, bool same_weekday)
{
    size_t count = 0;
    for (size_t i = 0; i < c->run_count; i++) {
        c->is_night[i] = is_within(c, i, days) &&
                         (!same_weekday || weekday_of(c->runs[i].started_s) == c->out->weekday);
        count += c->is_night[i];
    }
    return count;
}

/* After a long pause what is compared with is all that tells. */
static void choose_usual(struct comparer *c)
{
    c->out->weekday = weekday_of(c->now->started_s);
    c->out->nights = choose_nights(c, (int64_t)COMPARE_WEEKS * 7, true);
    c->out->same_weekday = c->out->nights >= COMPARE_NIGHTS;
    if (!c->out->same_weekday)
        c->out->nights = choose_nights(c, COMPARE_DAYS, false);
    if (c->out->nights)
        return;
    c->out->nights = c->out->runs;
    for (size_t i = 0; i < c->run_count; i++)
        c->is_night[i] = c->is_base[i];
}

/* ---- an error ------------------------------------------------------------------------------- */

static int compare_doubles(const void *a, const void *b)
{
    const double *x = a, *y = b;
    return *x < *y ? -1 : *x > *y;
}

static double median(struct comparer *c, const bool *chosen)
{
    size_t count = 0;
    for (size_t i = 0; i < c->run_count; i++)
        if (chosen[i])
            c->sorted[count++] = (double)c->row[i];
    if (!count)
        return 0;
    qsort(c->sorted, count, sizeof *c->sorted, compare_doubles);
    return (c->sorted[(count - 1) / 2] + c->sorted[count / 2]) / 2;
}

static bool was_met(const struct comparer *c)
{
    for (size_t i = 0; i < c->run_count; i++)
        if (c->row[i] && (c->is_base[i] || c->is_night[i]))
            return true;
    return false;
}

static enum compare_change judge(const struct comparer *c, const struct compare_item *item)
{
    double now = (double)item->events, usual = item->usual;
    if (item->events && !was_met(c))
        return COMPARE_NEW;
    if (!item->events)
        return item->before > 0 || usual >= COMPARE_LEAST ? COMPARE_GONE : COMPARE_USUAL;
    if (now >= usual * COMPARE_FACTOR && now - usual >= COMPARE_LEAST)
        return COMPARE_UP;
    if (now * COMPARE_FACTOR <= usual && usual - now >= COMPARE_LEAST)
        return COMPARE_DOWN;
    return COMPARE_USUAL;
}

/* The events of an error in each run: `errors` are in the order of the runs. */
static void fill_row(struct comparer *c, int32_t code)
{
    memset(c->row, 0, c->run_count * sizeof *c->row);
    for (size_t i = 0, run = 0; i < c->error_count; i++) {
        while (run < c->run_count && c->runs[run].number < c->errors[i].run)
            run++;
        if (run < c->run_count && c->errors[i].code == code &&
            c->runs[run].number == c->errors[i].run)
            c->row[run] = c->errors[i].events;
    }
}

static bool fill_item(struct comparer *c, int32_t code, uint64_t events, struct compare_item *item)
{
    fill_row(c, code);
    uint64_t *curve = arena_array(c->memory, c->out->curve_count + 1, sizeof *curve);
    if (!curve)
        return false;
    for (size_t i = 0; i < c->out->curve_count; i++)
        curve[i] = c->row[c->run_count - c->out->curve_count + i];
    *item = (struct compare_item){.code = code, .events = events, .curve = curve};
    item->before = median(c, c->is_base);
    item->usual = median(c, c->is_night);
    item->change = judge(c, item);
    return true;
}

/* ---- all of them ---------------------------------------------------------------------------- */

static int compare_codes(const void *a, const void *b)
{
    const int32_t *x = a, *y = b;
    return *x < *y ? -1 : *x > *y;
}

/* Every code that matters, once and ascending. */
static size_t list_codes(const struct comparer *c, int32_t *codes)
{
    size_t count = 0, kept = 0;
    for (size_t i = 0; i < c->now->count; i++)
        if (c->now->events[i])
            codes[count++] = c->now->codes[i];
    for (size_t i = 0; i < c->error_count; i++)
        if (!c->errors[i].ignorable)
            codes[count++] = c->errors[i].code;
    if (count)
        qsort(codes, count, sizeof *codes, compare_codes);
    for (size_t i = 0; i < count; i++)
        if (!kept || codes[kept - 1] != codes[i])
            codes[kept++] = codes[i];
    return kept;
}

static uint64_t events_now(const struct compare_now *now, int32_t code)
{
    for (size_t i = 0; i < now->count; i++)
        if (now->codes[i] == code)
            return now->events[i];
    return 0;
}

static bool set_up(struct comparer *c)
{
    size_t room = c->run_count + 1;
    size_t curve = c->run_count < COMPARE_CURVE ? c->run_count : COMPARE_CURVE;
    c->is_base = arena_array(c->memory, room, sizeof *c->is_base);
    c->is_night = arena_array(c->memory, room, sizeof *c->is_night);
    c->row = arena_array(c->memory, room, sizeof *c->row);
    c->sorted = arena_array(c->memory, room, sizeof *c->sorted);
    int64_t *times = arena_array(c->memory, curve + 1, sizeof *times);
    for (size_t i = 0; times && i < curve; i++)
        times[i] = c->runs[c->run_count - curve + i].started_s;
    c->out->curve_s = times;
    c->out->curve_count = curve;
    return c->is_base && c->is_night && c->row && c->sorted && times;
}

enum status compare_runs(const struct history_run *runs, size_t run_count,
                         const struct history_error *errors, size_t error_count,
                         const struct compare_now *now, const struct compare_spec *spec,
                         struct arena *memory, struct comparison *out, struct error *err)
{
    *out = (struct comparison){0};
    struct comparer c = {runs, run_count, errors, error_count, now, memory,
                         out,  NULL,      NULL,   NULL,        NULL};
    int32_t *codes = arena_array(memory, now->count + error_count + 1, sizeof *codes);
    if (!codes || !set_up(&c))
        return error_no_memory(err);
    enum status status = choose_base(&c, spec, err);
    if (status || !out->runs)
        return status;
    choose_usual(&c);
    size_t count = list_codes(&c, codes);
    out->items = arena_array(memory, count + 1, sizeof *out->items);
    if (!out->items)
        return error_no_memory(err);
    for (size_t i = 0; i < count; i++) {
        struct compare_item *item = &out->items[out->count];
        uint64_t events = events_now(now, codes[i]);
        if (!fill_item(&c, codes[i], events, item))
            return error_no_memory(err);
        /* What is neither here nor was there is nothing to tell. */
        out->count += events || item->change == COMPARE_GONE;
    }
    return STATUS_OK;
}
