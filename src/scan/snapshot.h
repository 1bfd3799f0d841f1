/*
 * The prefilter of a rule set, compiled beforehand: the build takes a snapshot of the built-in set,
 * so that the program starts without compiling anything.
 */
#ifndef WSALOG_SCAN_SNAPSHOT_H
#define WSALOG_SCAN_SNAPSHOT_H

#include "base/buf.h"
#include "base/error.h"
#include "rules/ruleset.h"

/* Where each part begins, any array could. */
struct scan_snapshot {
    struct str sieve;  /* triggers over a block; empty: the machine that built has none */
    struct str coarse; /* the same for Vectorscan; empty in a build without it */
    struct str wants;  /* the words that rules and guards want on a line */
    struct str digits; /* which digits matter; empty: not all patterns are understood */
};

/* That of ruleset_builtin(). */
const struct scan_snapshot *scan_snapshot_builtin(void);

struct scan_snapshot_bufs {
    struct buf sieve, coarse, wants, digits;
};

/* Takes one. The buffers are the caller's; what there is not stays empty. */
enum status scan_snapshot_take(const struct ruleset *rules, struct scan_snapshot_bufs *out,
                               struct error *err);

#endif
