/*
 * The busiest minutes, in constant memory: where a timeline's buckets have grown wide, this still
 * tells whether most of it came at once.
 *
 * The sketch is that of topk.h over minutes. A minute that holds more than total/MINUTES_KEPT of
 * the events is certainly among the items; of an item, `count - over` is certain. Exact as long as
 * no more than MINUTES_KEPT different minutes were seen.
 */
#ifndef WSALOG_TALLY_MINUTES_H
#define WSALOG_TALLY_MINUTES_H

#include "base/str.h"

#define MINUTES_KEPT 128

struct minutes_item {
    int64_t minute; /* since the epoch */
    uint64_t count;
    uint64_t over; /* the count may be too high by this much */
};

struct minutes {
    struct minutes_item *items; /* owned; in no particular order */
    size_t count;
    size_t recent; /* the item counted last: times mostly follow each other */
    uint64_t total;
};

void minutes_release(struct minutes *m); /* also of a zeroed one */

/* Counts an event at a time as moment_utc_ms() gives it. False: out of memory. */
bool minutes_add(struct minutes *m, int64_t utc_ms);

/* As if all that was added to `from` had been added to this one, as far as a sketch can tell: the
 * bounds hold for the whole. False: out of memory. */
bool minutes_merge(struct minutes *m, const struct minutes *from);

/* The minute of a time. */
int64_t minutes_of(int64_t utc_ms);

#endif
