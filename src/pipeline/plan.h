/*
 * The plan of a run with a state: which of the logs found now are known, and how far each was read.
 *
 * It is made before anything is counted, since which log is which can only be told when all are
 * seen: after a rotation each name stands for another log. Of each log the head is read, and of
 * those that are known the text before the place where reading stopped.
 */
#ifndef WSALOG_PIPELINE_PLAN_H
#define WSALOG_PIPELINE_PLAN_H

#include "base/os_file.h"
#include "input/source.h"
#include "input/walk.h"
#include "state/known.h"

struct planned_log {
    struct found_log found; /* the path is in the plan's memory */
    struct os_stat file;    /* of the file in which it lies, before anything of it was read */
    bool unchanged;         /* packed, and the same file as before: there is nothing to read */
};

struct plan {
    const struct known_logs *known;
    struct planned_log *logs; /* owned */
    size_t count;
    size_t room;
    size_t *first; /* owned; of each file of the walk, its first log; its logs follow each other */
    struct arena memory;
};

/* Files that are no regular ones, and standard input, have no logs in the plan. Fails for want of
 * memory. Owned by the caller: plan_release(). */
enum status plan_make(const struct walk *walk, const struct source_options *reading,
                      const struct known_logs *known, struct plan *out, struct error *err);
void plan_release(struct plan *p); /* also of a zeroed one */

/* Log number `member` of a file, or NULL when it has no such log in the plan. */
const struct planned_log *plan_find(const struct plan *p, size_t file, size_t member);

/* The row that the log goes on from, or NULL. */
const struct known_log *plan_known(const struct plan *p, const struct planned_log *log);

#endif
