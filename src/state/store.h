/*
 * The store: what one run leaves to the next, in an SQLite file.
 *
 *     store_open()         checked, locked against other runs, and brought up to date
 *     store_known()        the logs that were read before
 *     ... the run; its reports lie beside their targets ...
 *     store_commit()       logs, tally and the renames still to do, in one transaction
 *     ... the reports take their names ...
 *     store_published()
 *     store_close()
 *
 * Until store_commit() nothing changes: a run that is killed before leaves all as it was. What is
 * no state of this program, is broken, or was made by a newer one is left as it is.
 */
#ifndef WSALOG_STATE_STORE_H
#define WSALOG_STATE_STORE_H

#include "engine/database.h"
#include "state/history.h"
#include "state/known.h"

struct store;

/* A file that lies ready and still has to take its name; absolute paths. */
struct store_rename {
    const char *temporary;
    const char *target;
};

/* For a run. A file that does not exist is made. The renames that the last run has left undone are
 * done first. STATUS_LIMIT: another run holds it. Owned by the caller: store_close(). */
enum status store_open(const char *path, const struct database_wait *wait, struct store **out,
                       struct error *err);
void store_close(struct store *s); /* NULL is fine */

const struct known_logs *store_known(const struct store *s);

/* What the runs before have counted. NULL for want of memory; owned by the caller, and to be closed
 * before the store. */
struct history *store_history(const struct store *s);

/* What one run found. */
struct store_run {
    struct history_run run; /* its number is given to it */
    struct history_tally tally;
    const struct known_log *logs; /* new ones and those that went on, as they are now */
    size_t log_count;
    const struct store_rename *renames;
    size_t rename_count;
};

/* Gives the run's number. After a failure the store is as it was; nothing more can be done but
 * close it. */
enum status store_commit(struct store *s, const struct store_run *run, int64_t *number,
                         struct error *err);

/* The renames of this run are done. */
enum status store_published(struct store *s, struct error *err);

/* Instead of a run: forgets what is older, as history_forget() says, and commits that. */
enum status store_forget(struct store *s, int64_t before_s, uint64_t *runs, struct error *err);

#endif
