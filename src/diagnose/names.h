/*
 * The names (peers, files) of several errors as one list.
 */
#ifndef WSALOG_DIAGNOSE_NAMES_H
#define WSALOG_DIAGNOSE_NAMES_H

#include "base/arena.h"
#include "tally/topk.h"

struct name_count {
    const char *name;
    uint64_t events;  /* certain ones */
    int64_t first_ms; /* or TOPK_NO_TIME */
    int64_t last_ms;
};

struct name_list {
    const struct name_count *items; /* most events first, equal ones by name */
    size_t count;
    uint64_t events; /* of all names, also of those that the lists did not keep */
    bool cut;        /* there were more names */
};

/* False: out of memory. */
bool names_join(struct arena *memory, const struct topk *const *lists, size_t count,
                struct name_list *out);

#endif
