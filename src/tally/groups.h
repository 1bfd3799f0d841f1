/*
 * Events by something other than their error: by file, peer, operation, host, process, hour or
 * day, and within each by error; in bounded memory.
 *
 * The groups are those of a Space-Saving sketch (topk.h) with GROUPS_KEPT counters. As long as no
 * more distinct names were met, all counts are exact. Beyond that, a name with more than
 * total/GROUPS_KEPT events is certainly kept, and each count is too high by at most its `over`;
 * what is kept of a name's errors began when it took its counters, and so is a lower bound.
 */
#ifndef WSALOG_TALLY_GROUPS_H
#define WSALOG_TALLY_GROUPS_H

#include "base/moment.h"
#include "tally/topk.h"

#define GROUPS_KEPT 4096
#define GROUP_CELLS_MAX ((size_t)64 * 1024) /* pairs of a group and an error, in all groups */

enum group_key {
    GROUP_BY_NONE,
    GROUP_BY_FILE,
    GROUP_BY_PEER,
    GROUP_BY_OPERATION,
    GROUP_BY_HOST,
    GROUP_BY_PROCESS,
    GROUP_BY_HOUR,
    GROUP_BY_DAY,
};

/* One error within a group. */
struct group_cell {
    size_t error; /* dense catalog index */
    uint64_t events;
    struct moment first, last;
};

struct group {
    struct group_cell *cells; /* owned; in the order in which they were met */
    size_t count;
    size_t room;
    struct moment first, last; /* of its cells */
};

struct groups {
    struct topk names;   /* which groups there are, and their events */
    struct group *items; /* owned; items[i] is the group named names.items[i].name */
    size_t cells;        /* in all groups; at GROUP_CELLS_MAX no more are made, see groups_add() */
};

/* Empty; memory is taken with the first event. */
void groups_init(struct groups *g);
void groups_release(struct groups *g); /* also of a zeroed one */

/* Counts an event of an error in the group of that name; "" is a name too: of what is not told. An
 * event that would need one cell too many counts for its group, and for none of its errors. False:
 * out of memory. */
bool groups_add(struct groups *g, struct str name, size_t error, struct moment time);

/* The name of the hour or the day (`key`) that a time lies in, as ISO 8601 writes it, so that the
 * order of names is that of time: 2026-11-20T14:00 or 2026-11-20 by the clock of a log that states
 * no zone, 2026-11-20T14:00Z or 2026-11-20Z in UTC for one that does. "" for an unknown time. The
 * view is into `room`. */
#define GROUP_TIME_BYTES 48
struct str group_time_name(enum group_key key, struct moment time, char room[GROUP_TIME_BYTES]);

#endif
