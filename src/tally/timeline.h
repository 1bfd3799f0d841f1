/*
 * Counts over time in at most TIMELINE_BUCKETS buckets.
 *
 * Buckets begin one minute wide and grow wider, in steps that people read, whenever the span no
 * longer fits, so that the widths and counts depend on the times alone, not on their order. Keys
 * are milliseconds as moment_utc_ms() gives them.
 */
#ifndef WSALOG_TALLY_TIMELINE_H
#define WSALOG_TALLY_TIMELINE_H

#include "base/str.h"

#define TIMELINE_BUCKETS 512
#define TIMELINE_MINUTE_MS 60000

struct timeline {
    uint64_t *counts; /* owned; TIMELINE_BUCKETS of them once something was added */
    int64_t width_ms; /* of one bucket: as timeline_wider() gives it */
    int64_t first;    /* number of the bucket at counts[0]: floor(time / width) */
    size_t used;      /* buckets from the first to the last one with a count */
    size_t recent; /* the one counted last, and when it begins: times mostly follow each other; */
    int64_t recent_ms;
    int64_t recent_width_ms; /* 0: none */
};

/* The next width: 1, 5, 15 minutes, 1, 3, 6, 12 hours, 1, 2, 4, 8 … days. A multiple of this one,
 * whatever it is. */
int64_t timeline_wider(int64_t width_ms);

void timeline_release(struct timeline *t);
bool timeline_add(struct timeline *t, int64_t utc_ms, uint64_t times); /* false: out of memory */

/* As if all that was added to `from` had been added to this one. False: out of memory. */
bool timeline_merge(struct timeline *t, const struct timeline *from);

#endif
