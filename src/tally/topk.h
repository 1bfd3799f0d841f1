/*
 * The most frequent names of a stream, in constant memory: the Space-Saving sketch
 * (Metwally, Agrawal, El Abbadi, 2005).
 *
 * With `capacity` counters, a name that stands in the stream more often than total/capacity is
 * certainly among them, and no count is too high by more than its `over`. As long as no more
 * distinct names than counters were seen, every count is exact and `evictions` is 0.
 */
#ifndef WSALOG_TALLY_TOPK_H
#define WSALOG_TALLY_TOPK_H

#include "base/str.h"

/* Longer names are cut to this, at a character; a name also ends before a NUL. */
#define TOPK_NAME_BYTES 512

/* No time is known. */
#define TOPK_NO_TIME INT64_MIN

struct topk_item {
    char *name; /* owned by the list */
    uint64_t count;
    uint64_t over;    /* the count may be too high by this much */
    int64_t first_ms; /* as moment_utc_ms(), since the name is in the list; or TOPK_NO_TIME */
    int64_t last_ms;
};

struct topk_entry; /* a name, and which item is its own */
struct topk_heap;  /* items by count, once names are pushed out */

struct topk {
    struct topk_item *items; /* owned; in no particular order */
    size_t count;
    size_t capacity;
    uint64_t total;             /* of all adds */
    uint64_t evictions;         /* adds that pushed another name out */
    struct topk_entry *by_name; /* owned; a hash table */
    struct topk_entry *recent;  /* the one counted last: names mostly come again; or NULL */
    struct topk_entry *spare;   /* owned; that of the name pushed out last, for the next one */
    struct topk_heap *heap;     /* owned; NULL as long as nothing was pushed out */
};

void topk_init(struct topk *k, size_t capacity);
void topk_release(struct topk *k); /* also of a zeroed one */

/* Counts a name `times` more. False when out of memory: then nothing was counted. */
bool topk_add(struct topk *k, struct str name, uint64_t times);

/* The same, seen at a time, or at TOPK_NO_TIME. */
bool topk_add_at(struct topk *k, struct str name, uint64_t times, int64_t utc_ms);

/* What an add did: the item that the name has, and whether it was another name's until now. For
 * who keeps more about each name, at the same index. */
struct topk_added {
    size_t item; /* SIZE_MAX: nothing was counted, `times` or the capacity is 0 */
    bool pushed_out;
};
bool topk_put(struct topk *k, struct str name, uint64_t times, int64_t utc_ms,
              struct topk_added *out);

/* As if all that was added to `from` had been added to this one, as far as a sketch can tell: the
 * bounds hold for the whole, and while no name was pushed out, counts are exact. Both have the same
 * capacity. False: out of memory; then nothing has changed. */
bool topk_merge(struct topk *k, const struct topk *from);

/* Items by count, highest first, equal ones by name. Writes at most `room` indices of items and
 * returns how many. */
size_t topk_ranked(const struct topk *k, size_t *out, size_t room);

#endif
