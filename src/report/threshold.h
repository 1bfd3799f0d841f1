/*
 * A threshold of --fail-on: when a finished report is a reason to fail.
 *
 *     critical            an error of this severity, or a worse one
 *     10055, WSAENOBUFS   this error
 *     actionable>=20      so many events of it
 *     diagnosis:ID        this finding
 *     new                 an error that none of the runs compared with had
 *     10054>3x            more than so many times the usual; as `new`, it needs a comparison
 */
#ifndef WSALOG_REPORT_THRESHOLD_H
#define WSALOG_REPORT_THRESHOLD_H

#include "base/buf.h"
#include "report/model.h"

enum threshold_kind {
    THRESHOLD_SEVERITY,
    THRESHOLD_ERROR,
    THRESHOLD_DIAGNOSIS,
    THRESHOLD_NEW,
    THRESHOLD_TIMES,
};

struct threshold {
    enum threshold_kind kind;
    struct str text; /* as given */
    enum severity severity;
    const struct catalog_error *error;
    struct str diagnosis; /* id */
    uint64_t least;       /* events */
    uint64_t times;       /* the usual */
};

/* Reads a condition; its text must outlive the threshold. STATUS_INVALID says what was expected. */
enum status threshold_parse(struct str text, const struct catalog *catalog,
                            const struct diagnosis_set *diagnoses, struct threshold *out,
                            struct error *err);

/* Whether it can only be told by a report that is compared with earlier runs. */
bool threshold_compares(const struct threshold *t);

/* True when the report meets it; then `reason` gets a sentence. */
bool threshold_holds(const struct threshold *t, const struct report_model *m, struct buf *reason);

#endif
