/*
 * What changed: the counts of a run against those of runs before it.
 *
 * Each error is held against what was before (one run, or the median of some days), and against
 * what is usual: the median of the nights on the same day of the week, of COMPARE_WEEKS weeks, or
 * while there are fewer than COMPARE_NIGHTS of these, of the last COMPARE_DAYS days. Days are those
 * of UTC.
 */
#ifndef WSALOG_STATE_COMPARE_H
#define WSALOG_STATE_COMPARE_H

#include "state/history.h"

#define COMPARE_WEEKS 8
#define COMPARE_NIGHTS 3
#define COMPARE_DAYS 14
#define COMPARE_CURVE ((size_t)14) /* earlier runs in the curve of an error */

/* Up or down is what differs from the usual by half of it, and by so many events. */
#define COMPARE_FACTOR 1.5
#define COMPARE_LEAST 5

struct compare_spec {
    enum { COMPARE_LAST, COMPARE_RUN, COMPARE_SPAN } what;
    int64_t number; /* of the run, or of days */
};

/* last, a run's number, 7d or 2w. */
bool compare_read(const char *word, struct compare_spec *out);

enum compare_change {
    COMPARE_NEW,  /* it was in none of the runs that are compared */
    COMPARE_UP,   /* against the usual */
    COMPARE_GONE, /* it was there before, or usually is */
    COMPARE_DOWN, /* against the usual */
    COMPARE_USUAL,
};

/* An error in the run at hand, and what became of it. */
struct compare_item {
    int32_t code;
    uint64_t events;
    enum compare_change change;
    double before;
    double usual;
    const uint64_t *curve; /* its events in earlier runs, the latest last: comparison.curve_count */
};

struct comparison {
    size_t runs;             /* that it is compared with; 0: there are none, and no items */
    int64_t first_s, last_s; /* when they began */
    size_t nights;           /* that tell what is usual */
    bool same_weekday;       /* these are of one day of the week */
    int weekday;             /* of the run at hand, 0 is Sunday */
    const int64_t *curve_s;  /* when the runs of the curves began */
    size_t curve_count;
    struct compare_item *items; /* those that were met in any of these runs, or are now; by code */
    size_t count;
};

/* What the run at hand has counted. */
struct compare_now {
    int64_t started_s;
    const int32_t *codes;
    const uint64_t *events;
    size_t count;
};

/* `runs` and `errors` as history_runs() and history_errors() give them, of all runs. Ignorable
 * errors are passed over. STATUS_INVALID: there is no such run. Lists are in `memory`. */
enum status compare_runs(const struct history_run *runs, size_t run_count,
                         const struct history_error *errors, size_t error_count,
                         const struct compare_now *now, const struct compare_spec *spec,
                         struct arena *memory, struct comparison *out, struct error *err);

#endif
