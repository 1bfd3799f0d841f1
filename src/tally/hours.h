/*
 * Events by the hour, in constant memory: the last HOURS_KEPT hours up to the latest one met. What
 * is older is counted together. Neither depends on the order of the events.
 */
#ifndef WSALOG_TALLY_HOURS_H
#define WSALOG_TALLY_HOURS_H

#include "base/str.h"

#define HOURS_KEPT ((size_t)1024)

struct hours {
    uint64_t *counts; /* owned; HOURS_KEPT of them once something was added, as a ring */
    int64_t last;     /* the latest hour since the epoch: that of counts[last % HOURS_KEPT] */
    uint64_t before;  /* events of earlier hours than are kept */
};

void hours_release(struct hours *h); /* also of a zeroed one */

/* Counts an event at a time as moment_utc_ms() gives it. False: out of memory. */
bool hours_add(struct hours *h, int64_t utc_ms);

/* As if all that was added to `from` had been added to this one. False: out of memory. */
bool hours_merge(struct hours *h, const struct hours *from);

/* The events of an hour; 0 for one that is not kept. */
uint64_t hours_count(const struct hours *h, int64_t hour);

#endif
