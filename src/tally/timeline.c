#include "tally/timeline.h"

#include <stdlib.h>
#include <string.h>

static int64_t floor_div(int64_t a, int64_t b)
{
    return a / b - (a % b != 0 && (a < 0) != (b < 0));
}

void timeline_release(struct timeline *t)
{
    free(t->counts);
    *t = (struct timeline){0};
}

int64_t timeline_wider(int64_t width_ms)
{
    static const int minutes[] = {1, 5, 15, 60, 180, 360, 720, 1440};
    for (size_t i = 0; i < sizeof minutes / sizeof *minutes; i++) {
        int64_t wider = minutes[i] * (int64_t)TIMELINE_MINUTE_MS;
        if (wider > width_ms && wider % width_ms == 0)
            return wider;
    }
    return width_ms * 2;
}

/* Several buckets become one. Bucket numbers count from the epoch, not from the first time seen:
 * that is what makes the result the same for every order of the same times. */
static void widen(struct timeline *t)
{
    t->recent_width_ms = 0;
    int64_t wider = timeline_wider(t->width_ms);
    int64_t ratio = wider / t->width_ms;
    int64_t first = floor_div(t->first, ratio);
    size_t last = 0;
    for (size_t i = 0; i < t->used; i++) {
        uint64_t count = t->counts[i];
        t->counts[i] = 0;
        last = (size_t)(floor_div(t->first + (int64_t)i, ratio) - first);
        t->counts[last] += count;
    }
    t->width_ms = wider;
    t->first = first;
    t->used = last + 1;
}

/* Makes counts[] begin at an earlier bucket; the caller knows that the rest still fits. */
static void begin_earlier(struct timeline *t, int64_t first)
{
    size_t shift = (size_t)(t->first - first);
    memmove(t->counts + shift, t->counts, t->used * sizeof *t->counts);
    memset(t->counts, 0, shift * sizeof *t->counts);
    t->first = first;
    t->used += shift;
    t->recent_width_ms = 0;
}

static bool fits(const struct timeline *t, int64_t bucket)
{
    int64_t last = t->first + (int64_t)t->used - 1;
    int64_t low = bucket < t->first ? bucket : t->first;
    int64_t high = bucket > last ? bucket : last;
    return high - low < TIMELINE_BUCKETS;
}

bool timeline_add(struct timeline *t, int64_t utc_ms, uint64_t times)
{
    if (times == 0)
        return true;
    if ((uint64_t)utc_ms - (uint64_t)t->recent_ms < (uint64_t)t->recent_width_ms) {
        t->counts[t->recent] += times;
        return true;
    }
    if (!t->counts && !(t->counts = calloc(TIMELINE_BUCKETS, sizeof *t->counts)))
        return false;
    if (t->used == 0) {
        t->width_ms = TIMELINE_MINUTE_MS;
        t->first = floor_div(utc_ms, t->width_ms);
        t->used = 1;
    }
    while (!fits(t, floor_div(utc_ms, t->width_ms)))
        widen(t);
    int64_t bucket = floor_div(utc_ms, t->width_ms);
    if (bucket < t->first)
        begin_earlier(t, bucket);
    size_t at = (size_t)(bucket - t->first);
    if (at >= t->used)
        t->used = at + 1;
    t->counts[at] += times;
    t->recent = at;
    t->recent_ms = bucket * t->width_ms;
    t->recent_width_ms = t->width_ms;
    return true;
}

bool timeline_merge(struct timeline *t, const struct timeline *from)
{
    if (!from->used)
        return true;
    while (t->used && t->width_ms < from->width_ms)
        widen(t);
    for (size_t i = 0; i < from->used; i++) {
        if (!from->counts[i])
            continue;
        if (!timeline_add(t, (from->first + (int64_t)i) * from->width_ms, from->counts[i]))
            return false;
        while (t->width_ms < from->width_ms) /* the first one that came into an empty one */
            widen(t);
    }
    return true;
}
