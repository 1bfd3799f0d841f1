#include "tally/hours.h"

#include <stdlib.h>

#define HOUR_MS 3600000
#define KEPT ((int64_t)HOURS_KEPT)

void hours_release(struct hours *h)
{
    free(h->counts);
    *h = (struct hours){0};
}

static size_t place(int64_t hour)
{
    return (size_t)((hour % KEPT + KEPT) % KEPT);
}

/* Later hours take the places of the earliest. */
static void move_to(struct hours *h, int64_t hour)
{
    int64_t from = hour - h->last >= KEPT ? hour - KEPT : h->last;
    if (from != h->last) {
        for (size_t i = 0; i < HOURS_KEPT; i++) {
            h->before += h->counts[i];
            h->counts[i] = 0;
        }
    }
    for (int64_t at = from + 1; at <= hour; at++) {
        h->before += h->counts[place(at)];
        h->counts[place(at)] = 0;
    }
    h->last = hour;
}

static bool add(struct hours *h, int64_t hour, uint64_t times)
{
    if (!h->counts) {
        h->counts = calloc(HOURS_KEPT, sizeof *h->counts);
        if (!h->counts)
            return false;
        h->last = hour;
    }
    if (hour > h->last)
        move_to(h, hour);
    if (h->last - hour >= KEPT)
        h->before += times;
    else
        h->counts[place(hour)] += times;
    return true;
}

bool hours_add(struct hours *h, int64_t utc_ms)
{
    if (h->counts && (uint64_t)utc_ms - (uint64_t)h->last * HOUR_MS < HOUR_MS) { /* mostly */
        h->counts[place(h->last)]++;
        return true;
    }
    return add(h, utc_ms / HOUR_MS - (utc_ms % HOUR_MS < 0), 1);
}

bool hours_merge(struct hours *h, const struct hours *from)
{
    if (!from->counts)
        return true;
    for (int64_t hour = from->last - KEPT + 1; hour <= from->last; hour++)
        if (!add(h, hour, hours_count(from, hour)))
            return false;
    h->before += from->before;
    return true;
}

uint64_t hours_count(const struct hours *h, int64_t hour)
{
    bool kept = h->counts && hour <= h->last && h->last - hour < KEPT;
    return kept ? h->counts[place(hour)] : 0;
}
