#include "report/course.h"

#include <stdlib.h>

#define MINUTE_MS 60000
#define HOUR_MS 3600000

/* A burst: so many events at least, so much denser than all are on average. Minutes of a burst may
 * have one without an event between them. */
#define BURST_EVENTS_LEAST 10
#define BURST_DENSITY_LEAST 5
#define BURST_MINUTES_APART 2

/* Fewer events, or a shorter time, make no rate. */
#define RATE_EVENTS_LEAST 10
#define RATE_SPAN_LEAST_MS (10 * MINUTE_MS)

struct course {
    struct arena *memory;
    const struct zone *zone;
    bool zoned;
};

static int64_t floor_div(int64_t a, int64_t b)
{
    return a / b - (a % b != 0 && (a < 0) != (b < 0));
}

/* ---- The timeline ---- */

/* Buckets of more than an hour begin with the day of the zone's clock, if those that were counted
 * are narrow enough to tell; narrower ones keep apart the hour that comes twice. */
static bool follows_wall(const struct timeline *t, int64_t width_ms, const struct zone *zone)
{
    return zone && width_ms > HOUR_MS && t->width_ms <= HOUR_MS;
}

static int64_t bucket_of(const struct course *c, const struct timeline *t, size_t i, int64_t width)
{
    int64_t start = (t->first + (int64_t)i) * t->width_ms;
    if (follows_wall(t, width, c->zone))
        start += (int64_t)zone_offset_min(c->zone, start) * MINUTE_MS;
    return floor_div(start, width);
}

static struct moment start_of(const struct course *c, const struct timeline *t, int64_t bucket,
                              int64_t width)
{
    int64_t start = bucket * width;
    if (!follows_wall(t, width, c->zone))
        return moment_in_zone(start, c->zone, c->zoned);
    int offset = zone_read(c->zone, start).offset_min;
    return (struct moment){
        .wall_ms = start, .offset_min = (int16_t)offset, .has_zone = c->zoned, .known = true};
}

static size_t span_of(const struct course *c, const struct timeline *t, int64_t width)
{
    return (size_t)(bucket_of(c, t, t->used - 1, width) - bucket_of(c, t, 0, width)) + 1;
}

static bool build_timeline(const struct course *c, const struct timeline *t,
                           struct report_course *out)
{
    if (t->used == 0)
        return true;
    int64_t width = t->width_ms;
    while (span_of(c, t, width) > COURSE_BUCKETS_MAX)
        width = timeline_wider(width);
    size_t count = span_of(c, t, width);
    struct report_bucket *buckets = arena_array(c->memory, count, sizeof *buckets);
    if (!buckets)
        return false;
    int64_t first = bucket_of(c, t, 0, width);
    for (size_t i = 0; i < count; i++)
        buckets[i].start = start_of(c, t, first + (int64_t)i, width);
    for (size_t i = 0; i < t->used; i++)
        buckets[bucket_of(c, t, i, width) - first].events += t->counts[i];
    out->timeline = buckets;
    out->timeline_count = count;
    out->timeline_width_ms = width;
    return true;
}

/* ---- Rate and bursts ---- */

static int compare_minutes(const void *a, const void *b)
{
    const struct minutes_item *x = a, *y = b;
    return (x->minute > y->minute) - (x->minute < y->minute);
}

/* More events first, then earlier ones. */
static bool is_larger(const struct report_burst *a, const struct report_burst *b)
{
    return a->events > b->events;
}

/* Keeps the largest ones, in the order of their size. */
static void keep_burst(struct report_course *out, struct report_burst *bursts,
                       struct report_burst burst)
{
    size_t at = out->burst_count;
    while (at > 0 && is_larger(&burst, &bursts[at - 1]))
        at--;
    if (at == REPORT_BURSTS_MAX)
        return;
    if (out->burst_count < REPORT_BURSTS_MAX)
        out->burst_count++;
    for (size_t i = out->burst_count - 1; i > at; i--)
        bursts[i] = bursts[i - 1];
    bursts[at] = burst;
}

static void find_bursts(const struct course *c, const struct minutes_item *items, size_t count,
                        double per_minute, struct report_burst *bursts, struct report_course *out)
{
    for (size_t from = 0, to; from < count; from = to) {
        uint64_t events = 0;
        for (to = from; to < count && (to == from || items[to].minute - items[to - 1].minute <=
                                                         BURST_MINUTES_APART);
             to++)
            events += items[to].count - items[to].over; /* what is certain */
        int64_t minutes = items[to - 1].minute - items[from].minute + 1;
        if (events >= BURST_EVENTS_LEAST &&
            (double)events >= per_minute * BURST_DENSITY_LEAST * (double)minutes)
            keep_burst(out, bursts,
                       (struct report_burst){
                           moment_in_zone(items[from].minute * MINUTE_MS, c->zone, c->zoned),
                           minutes, events});
    }
}

/* Minutes of which more than half is certain, in order. */
static size_t sort_minutes(const struct minutes *minutes, struct minutes_item *items)
{
    size_t count = 0;
    for (size_t i = 0; i < minutes->count; i++)
        if (minutes->items[i].count > 2 * minutes->items[i].over)
            items[count++] = minutes->items[i];
    if (count)
        qsort(items, count, sizeof *items, compare_minutes);
    return count;
}

static bool build_bursts(const struct course *c, const struct minutes *minutes, int64_t span_ms,
                         struct report_course *out)
{
    struct minutes_item *items = arena_array(c->memory, minutes->count + 1, sizeof *items);
    struct report_burst *bursts = arena_array(c->memory, REPORT_BURSTS_MAX, sizeof *bursts);
    if (!items || !bursts)
        return false;
    double per_minute = (double)minutes->total / ((double)span_ms / MINUTE_MS + 1);
    find_bursts(c, items, sort_minutes(minutes, items), per_minute, bursts, out);
    out->bursts = bursts;
    return true;
}

bool course_build(struct arena *memory, const struct timeline *timeline,
                  const struct minutes *minutes, const struct zone *zone, struct moment first,
                  struct moment last, struct report_course *out)
{
    struct course c = {memory, zone, first.has_zone};
    int64_t span_ms = moment_utc_ms(last) - moment_utc_ms(first);
    *out = (struct report_course){0};
    if (minutes->total >= RATE_EVENTS_LEAST && span_ms >= RATE_SPAN_LEAST_MS)
        out->per_hour = (double)minutes->total * HOUR_MS / (double)span_ms;
    return build_timeline(&c, timeline, out) && build_bursts(&c, minutes, span_ms, out);
}
