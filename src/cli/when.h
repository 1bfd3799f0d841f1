/*
 * Times as people state them on a command line: --since yesterday, --until '2026-11-20 13:00'.
 *
 *   now, today, yesterday                   the last two: midnight, or `yesterday 08:00`
 *   -24h, 90m, 7d, 1d12h, '2 hours ago'     so long before now
 *   2026-11-20, 20.11.2026, 2026-11-20T13:00[:05[.250]], @1795179845
 *   08:00[:05]                              every day at that time
 *
 * Behind a time of the day a zone may stand: Z, UTC, +01:00.
 */
#ifndef WSALOG_CLI_WHEN_H
#define WSALOG_CLI_WHEN_H

#include "base/error.h"
#include "base/moment.h"
#include "base/window.h"

enum when_kind {
    WHEN_MOMENT, /* moment; with a zone or without */
    WHEN_BEFORE, /* ms before now */
    WHEN_DAY,    /* ms from the beginning of today */
    WHEN_HOUR,   /* ms of every day */
};

struct when {
    enum when_kind kind;
    struct moment moment;
    int64_t ms;
};

/* STATUS_INVALID says which forms are understood. */
enum status when_parse(const char *text, struct when *out, struct error *err);

/* Seconds since the epoch: SOURCE_DATE_EPOCH when it is set, else the machine's clock. */
enum status when_now(int64_t *out, struct error *err);

/* An age in days or weeks, 90d or 12w, in seconds; false when it is neither. */
bool when_read_age(const char *text, int64_t *seconds);

/* What --since, --until and --tz say; NULL: not given. */
struct when_options {
    const char *since, *until, *zone;
};

struct when_times {
    struct window window;
    struct zone *zone; /* owned; NULL: UTC, and times are shown as written */
};

/*
 * Reads the options. A bound that depends on now needs a zone: the machine's, when --tz names none.
 * `out` is to be released in any case.
 */
enum status when_read(const struct when_options *options, struct when_times *out,
                      struct error *err);
void when_release(struct when_times *t);

#endif
