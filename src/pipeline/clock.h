/*
 * The clock of a log: when what it wrote was, where it stated no zone.
 */
#ifndef WSALOG_PIPELINE_CLOCK_H
#define WSALOG_PIPELINE_CLOCK_H

#include "base/moment.h"

/* What is known of the times of one log, in its order. Zero it at the log's beginning. */
struct log_clock {
    bool known;
    int64_t latest_ms; /* as moment_utc_ms() */
};

/*
 * Settles a time of the log. One that states its zone is put on the clock of `zone` (NULL: left as
 * it is); one that does not keeps its reading, and gets the offset that the zone had then. Of the
 * hour that a clock put back shows twice, the first is meant, unless the log was past it already.
 */
void log_clock_settle(struct log_clock *clock, const struct zone *zone, struct moment *time);

#endif
