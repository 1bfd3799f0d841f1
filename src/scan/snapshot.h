/*
 * The prefilter of a rule set, compiled beforehand: the build takes a snapshot of the built-in set,
 * so that the program starts without compiling anything.
 */
#ifndef WSALOG_SCAN_SNAPSHOT_H
#define WSALOG_SCAN_SNAPSHOT_H

#include "base/buf.h"
#include "base/error.h"
#include "rules/ruleset.h"

struct scan_snapshot {
    struct str coarse; /* triggers over a block; empty: there is no snapshot */
    struct str fine;   /* required words over a line */
};

/* That of ruleset_builtin(); empty in a build without Vectorscan. */
const struct scan_snapshot *scan_snapshot_builtin(void);

/* Takes one. The buffers are the caller's. Nothing is written without Vectorscan. */
enum status scan_snapshot_take(const struct ruleset *rules, struct buf *coarse, struct buf *fine,
                               struct error *err);

#endif
