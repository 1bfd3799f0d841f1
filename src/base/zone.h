/*
 * Time zones: how many minutes a clock is ahead of UTC at a time, and which time a clock meant.
 *
 * The facts are the system's time zone database (TZif files, RFC 9636). No process-wide state is
 * read or set: a zone is a value, constant once opened, and may be used by any thread.
 */
#ifndef WSALOG_BASE_ZONE_H
#define WSALOG_BASE_ZONE_H

#include "base/error.h"
#include "base/str.h"

struct zone;

/*
 * Opens a zone by its name:
 *   UTC, GMT, Z          and offsets: +02:00, +0200, +2, UTC+2 (east of UTC is positive)
 *   Europe/Berlin        a name of the database, without regard to ASCII case
 *   local                this machine's: the environment's TZ, else /etc/localtime
 * STATUS_NOT_FOUND when nobody knows it. Close with zone_close().
 */
enum status zone_open(const char *name, struct zone **out, struct error *err);
void zone_close(struct zone *z); /* NULL is fine */

/* As the database spells it; of a local one what it stands for, "local" when nothing tells. */
const char *zone_name(const struct zone *z);

/* Below, NULL is UTC. */

/* Minutes east of UTC, at a time in milliseconds since the epoch. */
int zone_offset_min(const struct zone *z, int64_t utc_ms);

enum zone_fit {
    ZONE_ONCE,
    ZONE_TWICE, /* the clock was put back, and showed this time before and after */
    ZONE_NEVER, /* the clock was put forward over this time */
};

/* What a clock on the wall may have meant: the offsets with which it is read. */
struct zone_reading {
    enum zone_fit fit;
    /* The earlier time; for a time that never was, the offset before the change, so that 02:30 is
     * as long after the change as it is after 02:00. */
    int offset_min;
    int later_offset_min; /* with ZONE_TWICE the later time; else the same */
};
struct zone_reading zone_read(const struct zone *z, int64_t wall_ms);

#endif
