#include "diagnose/diagnose.h"

#include <stdlib.h>
#include <string.h>

#include "diagnose/condition.h"
#include "diagnose/filling.h"

#define SCRATCH_BYTES_MAX ((size_t)64 * 1024 * 1024)

/* What another finding explains lies within so many minutes of it. */
#define NEAR_MINUTES 10

/* When a finding was: where most of it came at once, and from its first event to its last. */
struct episode {
    bool dense;
    int64_t burst_ms;
    int64_t first_ms;
    int64_t last_ms;
    bool known;
};

/* The run: which diagnoses hold, and what they say. */
struct run {
    const struct diagnosis_set *set;
    const struct catalog *catalog;
    const struct tally *tally;
    struct arena *memory;
    struct diagnosed *found;
    struct episode *episodes; /* of these */
    size_t count;
};

static bool add_evidence(const struct run *r, struct measuring *m, struct diagnosed *d)
{
    const struct diagnosis *about = d->diagnosis;
    struct evidence *lines = arena_array(r->memory, about->evidence_count, sizeof *lines);
    if (!lines)
        return false;
    for (size_t i = 0; i < about->evidence_count && !m->failed; i++)
        if (evidence_write(m, &about->evidence[i], r->memory, &lines[d->evidence_count]))
            d->evidence_count++;
    d->evidence = lines;
    return !m->failed;
}

static bool add_errors(const struct run *r, struct measuring *m, struct diagnosed *d)
{
    const struct diagnosis_scope *scope = &d->diagnosis->errors;
    int32_t *codes = arena_array(r->memory, scope->count, sizeof *codes);
    if (!codes)
        return false;
    for (size_t i = 0; i < scope->count; i++) {
        struct figure figure = {.measure = MEASURE_EVENTS, .of = {&scope->subjects[i], 1}};
        double events = measure(m, &figure).number;
        if (events > 0)
            codes[d->error_count++] = scope->subjects[i].code;
        d->events += (uint64_t)events;
    }
    d->errors = codes;
    return true;
}

static struct episode find_episode(struct measuring *m)
{
    struct figure share = {.measure = MEASURE_BURST_SHARE, .minutes = NEAR_MINUTES};
    struct figure start = {.measure = MEASURE_BURST_START, .minutes = NEAR_MINUTES};
    struct figure when = {.measure = MEASURE_WHEN};
    struct measured at = measure(m, &start);
    struct measured whole = measure(m, &when);
    return (struct episode){
        .dense = measure(m, &share).number >= 0.5,
        .burst_ms = moment_utc_ms(at.when),
        .first_ms = moment_utc_ms(whole.when),
        .last_ms = moment_utc_ms(whole.until),
        .known = at.known && whole.known,
    };
}

static bool try_one(struct run *r, const struct diagnosis *d)
{
    struct arena scratch = ARENA_INIT(SCRATCH_BYTES_MAX);
    struct measuring m = {r->tally, r->catalog, d->errors, &scratch, false};
    struct diagnosed found = {.diagnosis = d, .what = condition_case(&m, d)};
    bool ok = !m.failed;
    if (ok && found.what) {
        ok = add_evidence(r, &m, &found) && add_errors(r, &m, &found);
        found.actions = filling_actions(&m, d, r->memory);
        ok = ok && found.actions;
        r->episodes[r->count] = find_episode(&m);
        r->found[r->count++] = found;
    }
    arena_release(&scratch);
    return ok;
}

static bool share_an_error(const struct diagnosed *a, const struct diagnosed *b)
{
    for (size_t i = 0; i < a->error_count; i++)
        for (size_t k = 0; k < b->error_count; k++)
            if (a->errors[i] == b->errors[k])
                return true;
    return false;
}

/* Most of it came at once, at the time of the other. */
static bool coincides(const struct episode *e, const struct episode *other)
{
    const int64_t near = (int64_t)NEAR_MINUTES * 60000;
    if (!e->known || !other->known)
        return true;
    return e->dense && e->burst_ms + near >= other->first_ms - near &&
           e->burst_ms <= other->last_ms + near;
}

/* Whether finding a is explained by finding b: it says so, and they are about the same events or
 * the same time. */
static bool yields(const struct run *r, size_t a, size_t b)
{
    const struct diagnosis *d = r->found[a].diagnosis;
    for (size_t i = 0; i < d->yields_to_count; i++)
        if (strcmp(d->yields_to[i], r->found[b].diagnosis->id) == 0)
            return share_an_error(&r->found[a], &r->found[b]) ||
                   coincides(&r->episodes[a], &r->episodes[b]);
    return false;
}

/* Takes out what another finding explains. All are asked before any goes: the order of the set does
 * not matter. */
static bool settle(struct run *r)
{
    struct diagnosed *kept = arena_array(r->memory, r->count, sizeof *kept);
    if (!kept)
        return false;
    size_t used = 0;
    for (size_t i = 0; i < r->count; i++) {
        bool explained = false;
        for (size_t k = 0; k < r->count && !explained; k++)
            explained = k != i && yields(r, i, k);
        if (!explained)
            kept[used++] = r->found[i];
    }
    r->found = kept;
    r->count = used;
    return true;
}

static int compare_found(const void *a, const void *b)
{
    const struct diagnosed *x = a, *y = b;
    if (x->diagnosis->severity != y->diagnosis->severity)
        return x->diagnosis->severity < y->diagnosis->severity ? 1 : -1;
    if (x->diagnosis->layer != y->diagnosis->layer)
        return x->diagnosis->layer < y->diagnosis->layer ? -1 : 1;
    if (x->what->certainty != y->what->certainty)
        return x->what->certainty < y->what->certainty ? 1 : -1;
    /* Then as the set has them: what comes first there may be the reason for what follows. */
    return x->diagnosis < y->diagnosis ? -1 : x->diagnosis > y->diagnosis;
}

enum status diagnose_run(const struct diagnosis_set *set, const struct catalog *catalog,
                         const struct tally *tally, struct arena *memory,
                         const struct diagnosed **out, size_t *count, struct error *err)
{
    struct run r = {.set = set, .catalog = catalog, .tally = tally, .memory = memory};
    r.found = arena_array(memory, set->count, sizeof *r.found);
    r.episodes = arena_array(memory, set->count, sizeof *r.episodes);
    if (!r.found || !r.episodes)
        return error_no_memory(err);
    for (size_t i = 0; i < set->count; i++)
        if (!try_one(&r, &set->items[i]))
            return error_no_memory(err);
    if (!settle(&r))
        return error_no_memory(err);
    if (r.count)
        qsort(r.found, r.count, sizeof *r.found, compare_found);
    *out = r.found;
    *count = r.count;
    return STATUS_OK;
}
