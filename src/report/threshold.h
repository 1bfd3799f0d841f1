/*
 * A threshold of --fail-on: when a finished report is a reason to fail.
 *
 *     critical            an error of this severity, or a worse one
 *     10055, WSAENOBUFS   this error
 *     actionable>=20      so many events of it
 *     diagnosis:ID        this finding
 */
#ifndef WSALOG_REPORT_THRESHOLD_H
#define WSALOG_REPORT_THRESHOLD_H

#include "base/buf.h"
#include "report/model.h"

enum threshold_kind { THRESHOLD_SEVERITY, THRESHOLD_ERROR, THRESHOLD_DIAGNOSIS };

struct threshold {
    enum threshold_kind kind;
    struct str text; /* as given */
    enum severity severity;
    const struct catalog_error *error;
    struct str diagnosis; /* id */
    uint64_t least;       /* events */
};

/* Reads a condition; its text must outlive the threshold. STATUS_INVALID says what was expected. */
enum status threshold_parse(struct str text, const struct catalog *catalog,
                            const struct diagnosis_set *diagnoses, struct threshold *out,
                            struct error *err);

/* True when the report meets it; then `reason` gets a sentence. */
bool threshold_holds(const struct threshold *t, const struct report_model *m, struct buf *reason);

#endif
