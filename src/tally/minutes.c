#include "tally/minutes.h"

#include <stdlib.h>

#define MINUTE_MS 60000

void minutes_release(struct minutes *m)
{
    free(m->items);
    *m = (struct minutes){0};
}

int64_t minutes_of(int64_t utc_ms)
{
    return utc_ms / MINUTE_MS - (utc_ms % MINUTE_MS < 0);
}

/* The item of a minute; when there is none, the one that a newcomer takes: the first free one, or
 * the first of those with the smallest count. */
static size_t place_of(const struct minutes *m, int64_t minute)
{
    size_t smallest = 0;
    for (size_t i = 0; i < m->count; i++) {
        if (m->items[i].minute == minute)
            return i;
        if (m->items[i].count < m->items[smallest].count)
            smallest = i;
    }
    return m->count < MINUTES_KEPT ? m->count : smallest;
}

bool minutes_add(struct minutes *m, int64_t utc_ms)
{
    if (!m->items && !(m->items = calloc(MINUTES_KEPT, sizeof *m->items)))
        return false;
    int64_t minute = minutes_of(utc_ms);
    if (m->count == 0 || m->items[m->recent].minute != minute)
        m->recent = place_of(m, minute);
    struct minutes_item *item = &m->items[m->recent];
    bool is_new = m->recent == m->count;
    /* Who takes an item over takes its count: it may have been seen that often before. */
    if (is_new || item->minute != minute)
        *item = (struct minutes_item){minute, item->count, item->count};
    m->count += is_new;
    item->count++;
    m->total++;
    return true;
}
