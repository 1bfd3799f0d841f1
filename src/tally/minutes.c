#include "tally/minutes.h"

#include <stdlib.h>
#include <string.h>

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

static bool is_within(const struct minutes_item *item, int64_t utc_ms)
{
    return (uint64_t)utc_ms - (uint64_t)item->minute * MINUTE_MS < MINUTE_MS;
}

bool minutes_add(struct minutes *m, int64_t utc_ms)
{
    if (m->count && is_within(&m->items[m->recent], utc_ms)) {
        m->items[m->recent].count++;
        m->total++;
        return true;
    }
    if (!m->items && !(m->items = calloc(MINUTES_KEPT, sizeof *m->items)))
        return false;
    int64_t minute = minutes_of(utc_ms);
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

/* How often a minute may have been seen that is not among the items. */
static uint64_t unseen(const struct minutes *m)
{
    uint64_t smallest = UINT64_MAX;
    bool pushed_out = false;
    for (size_t i = 0; i < m->count; i++) {
        smallest = m->items[i].count < smallest ? m->items[i].count : smallest;
        pushed_out = pushed_out || m->items[i].over;
    }
    return pushed_out && m->count == MINUTES_KEPT ? smallest : 0;
}

static int compare_items(const void *a, const void *b)
{
    const struct minutes_item *x = a, *y = b;
    if (x->count != y->count)
        return x->count < y->count ? 1 : -1;
    return x->minute < y->minute ? -1 : x->minute > y->minute;
}

/* Adds what `other` knows of each item; those that it does not know it may have seen unnoticed. */
static void add_known(struct minutes_item *items, size_t count, const struct minutes *other)
{
    uint64_t floor = unseen(other);
    for (size_t i = 0; i < count; i++) {
        struct minutes_item known = {.count = floor, .over = floor};
        for (size_t k = 0; k < other->count; k++)
            if (other->items[k].minute == items[i].minute)
                known = other->items[k];
        items[i].count += known.count;
        items[i].over += known.over;
    }
}

/* Those of `m` that are not among the items. */
static size_t add_missing(struct minutes_item *items, size_t count, const struct minutes *m,
                          uint64_t floor)
{
    size_t all = count;
    for (size_t i = 0; i < m->count; i++) {
        size_t k = 0;
        while (k < count && items[k].minute != m->items[i].minute)
            k++;
        if (k < count)
            continue;
        items[all] = m->items[i];
        items[all].count += floor;
        items[all++].over += floor;
    }
    return all;
}

bool minutes_merge(struct minutes *m, const struct minutes *from)
{
    struct minutes_item items[2 * MINUTES_KEPT];
    if (!from->count)
        return true;
    if (!m->items && !(m->items = calloc(MINUTES_KEPT, sizeof *m->items)))
        return false;
    uint64_t floor = unseen(m);
    memcpy(items, m->items, m->count * sizeof *items);
    add_known(items, m->count, from);
    size_t count = add_missing(items, m->count, from, floor);
    qsort(items, count, sizeof *items, compare_items);
    m->count = count < MINUTES_KEPT ? count : MINUTES_KEPT;
    memcpy(m->items, items, m->count * sizeof *items);
    m->total += from->total;
    m->recent = 0;
    return true;
}
