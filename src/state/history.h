/*
 * The history: what each run has counted. Written with the run, read by whoever looks back.
 *
 * Lists are in the arena that the caller gives.
 */
#ifndef WSALOG_STATE_HISTORY_H
#define WSALOG_STATE_HISTORY_H

#include "base/arena.h"
#include "engine/database.h"
#include "tally/tally.h"

/* Names kept of each error and run: the most frequent files, and peers. */
#define HISTORY_NAMES ((size_t)20)

struct history_run {
    int64_t number;
    int64_t started_s; /* seconds since the epoch */
    const char *version;
    uint64_t logs; /* that were read or went on */
    uint64_t lines;
    uint64_t bytes;
    uint64_t events; /* without the ignorable ones, as the report's totals */
    uint64_t mentions;
    uint64_t ignorable;
    uint64_t possible;
    uint64_t lookalikes;
    uint64_t without_time;
};

struct history_error {
    int64_t run;
    int32_t code;
    bool ignorable;
    uint64_t events;
    uint64_t mentions;
};

struct history_hour {
    int64_t hour; /* since the epoch */
    uint64_t events;
};

enum history_kind { HISTORY_FILES, HISTORY_PEERS };

struct history_name {
    const char *name;
    uint64_t events;
    uint64_t over; /* the count may be too high by this much */
};

struct history;

/* For reading. STATUS_NOT_FOUND: there is no such file; else as store_open(). Owned by the caller:
 * history_close(). */
enum status history_open(const char *path, struct history **out, struct error *err);
void history_close(struct history *h); /* NULL is fine */

/* That of a database which is open already, and outlives it. NULL for want of memory. */
struct history *history_of(struct database *d);

/* All runs, the first one first. */
enum status history_runs(struct history *h, struct arena *memory, struct history_run **out,
                         size_t *count, struct error *err);

/* The errors of a run (0: of all runs, by run), by code. */
enum status history_errors(struct history *h, int64_t run, struct arena *memory,
                           struct history_error **out, size_t *count, struct error *err);

/* What all runs have counted together, also those that were forgotten since. */
struct history_total {
    int32_t code;
    uint64_t events;
    uint64_t mentions;
};
struct history_totals {
    struct history_total *items; /* ascending by code */
    size_t count;
    uint64_t runs;
    uint64_t lines;
    uint64_t bytes;
};
enum status history_totals(struct history *h, struct arena *memory, struct history_totals *out,
                           struct error *err);

/* Of an error in a run: the hours in which there were events, ascending, and the most frequent
 * names, most first. */
enum status history_hours(struct history *h, int64_t run, int32_t code, struct arena *memory,
                          struct history_hour **out, size_t *count, struct error *err);
enum status history_names(struct history *h, int64_t run, int32_t code, enum history_kind kind,
                          struct arena *memory, struct history_name **out, size_t *count,
                          struct error *err);

/* ---- writing, for the store ------------------------------------------------------------------ */

/* `codes` and `ignorable` tell what the tally's dense indices are. Gives the run's number. */
struct history_tally {
    const struct tally *tally;
    const int32_t *codes;
    const bool *ignorable;
};
enum status history_put(struct database *d, const struct history_run *run,
                        const struct history_tally *tally, int64_t *number, struct error *err);

/* Within a transaction: forgets the runs that began before a time, but never the last one, and the
 * logs that none of the others has met. Gives how many runs that were. */
enum status history_forget(struct database *d, int64_t before_s, uint64_t *runs, struct error *err);

#endif
