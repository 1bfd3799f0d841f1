/*
 * A timeline in as many columns as there is room for: neighbouring buckets share one.
 */
#ifndef WSALOG_REPORT_COLUMNS_H
#define WSALOG_REPORT_COLUMNS_H

#include "report/model.h"

struct columns {
    const struct report_bucket *buckets;
    size_t bucket_count;
    size_t each;   /* buckets in a column; fewer in the last one */
    size_t count;  /* of columns */
    uint64_t most; /* events in a column */
};

/* `room` is at least 1. */
struct columns columns_fit(const struct report_bucket *buckets, size_t count, size_t room);

uint64_t columns_events(const struct columns *c, size_t column);

#endif
