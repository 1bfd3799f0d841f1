/*
 * What changed since earlier runs: the part of a report that needs a memory. Made by the caller,
 * and only read by the model and the renderers.
 */
#ifndef WSALOG_REPORT_CHANGE_H
#define WSALOG_REPORT_CHANGE_H

#include "base/moment.h"
#include "catalog/catalog.h"

#define REPORT_CHANGE_LIST(X)                                                                      \
    X(NEW, "new")                                                                                  \
    X(UP, "up")                                                                                    \
    X(GONE, "gone")                                                                                \
    X(DOWN, "down")                                                                                \
    X(USUAL, "usual")
enum report_change_kind {
#define X(name, id) REPORT_CHANGE_##name,
    REPORT_CHANGE_LIST(X)
#undef X
        REPORT_CHANGE_COUNT
};
const char *report_change_id(enum report_change_kind kind);

/* A point of a curve: a part of a time, or a run. */
struct report_bucket {
    struct moment start;
    uint64_t events;
};

struct report_change {
    const struct catalog_error *meaning;
    enum report_change_kind kind;
    uint64_t events;                   /* in this run */
    double before;                     /* in the run compared with, or the median of several */
    double usual;                      /* the median of the nights that tell it */
    const struct report_bucket *curve; /* of earlier runs and, last, of this one */
};

struct report_comparison {
    const struct catalog *catalog;
    const char *against;       /* as it was asked for: last, 12, 7d */
    size_t runs;               /* compared with; 0: there was none, and there are no items */
    struct moment first, last; /* when they began */
    size_t nights;             /* that tell what is usual */
    int weekday;               /* all of them on this day, 0 is Sunday; -1: on any */
    const struct report_change *items; /* by kind, then the worst first */
    size_t count;
    size_t kinds[REPORT_CHANGE_COUNT]; /* how many of each */
    size_t curve_count;                /* points of each curve */
};

#endif
