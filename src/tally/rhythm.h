/*
 * Rhythm: how long it takes from one event at a peer to the next, in constant memory.
 *
 * Gaps are counted by length, in classes that are an eighth of a doubling wide (9%): a limit on the
 * path or a timer shows as one or two full classes, chance as many. Events that are less than
 * RHYTHM_LEAST_MS apart count as one; so do those that a clock stepping back brings.
 */
#ifndef WSALOG_TALLY_RHYTHM_H
#define WSALOG_TALLY_RHYTHM_H

#include "base/str.h"

#define RHYTHM_PEERS 64       /* followed at a time; a new one takes the place of the oldest */
#define RHYTHM_LEAST_MS 10000 /* the shortest gap */
#define RHYTHM_CLASSES 80     /* up to RHYTHM_LEAST_MS * 2^10, nearly three hours */

struct rhythm_peer {
    uint64_t hash; /* of the name */
    int64_t last_ms;
};

struct rhythm_class {
    uint64_t gaps;
    uint64_t sum_ms; /* of these gaps */
};

/* To find one of the peers without looking at each: eight groups of them. */
#define RHYTHM_GROUPS 8
#define RHYTHM_GROUP_PEERS (RHYTHM_PEERS / RHYTHM_GROUPS)

struct rhythm {
    struct rhythm_peer *peers;     /* owned; RHYTHM_PEERS of them once something was added */
    uint64_t tags[RHYTHM_GROUPS];  /* of each group: a byte of each hash, the first one lowest */
    uint8_t oldest[RHYTHM_GROUPS]; /* of each group: the peer not seen for longest */
    size_t peer_count;
    size_t recent;                /* the peer of the event before */
    struct rhythm_class *classes; /* owned; RHYTHM_CLASSES of them likewise, ascending */
    uint64_t total;               /* gaps counted */
};

void rhythm_release(struct rhythm *r); /* also of a zeroed one */

/* An event at a peer ("" is one too), at a time as moment_utc_ms() gives it. False: out of
 * memory. */
bool rhythm_add(struct rhythm *r, struct str peer, int64_t utc_ms);

/* Adds the gaps of `from`. False: out of memory. */
bool rhythm_merge(struct rhythm *r, const struct rhythm *from);

#endif
