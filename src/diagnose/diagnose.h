/*
 * Findings over a finished tally.
 */
#ifndef WSALOG_DIAGNOSE_DIAGNOSE_H
#define WSALOG_DIAGNOSE_DIAGNOSE_H

#include "diagnose/evidence.h"

struct diagnosed {
    const struct diagnosis *diagnosis;
    const struct diagnosis_case *what; /* how sure it is, and the verdict */
    const struct evidence *evidence;
    size_t evidence_count;
    const struct catalog_action *actions; /* the diagnosis' own, see filling.h */
    const int32_t *errors;                /* codes of the diagnosis that were seen */
    size_t error_count;
    uint64_t events; /* of these, after the operations that it is about */
};

/*
 * What the tally looks like: the most severe first, of these the one that lies deepest, of these
 * the surest. Findings live in `memory` and point into the set, which must outlive them. The tally
 * must be the catalog's.
 */
enum status diagnose_run(const struct diagnosis_set *set, const struct catalog *catalog,
                         const struct tally *tally, struct arena *memory,
                         const struct diagnosed **out, size_t *count, struct error *err);

#endif
