/*
 * Measuring a tally: one figure at a time, for conditions and for evidence.
 */
#ifndef WSALOG_DIAGNOSE_MEASURE_H
#define WSALOG_DIAGNOSE_MEASURE_H

#include "catalog/catalog.h"
#include "diagnose/diagnosis.h"
#include "tally/tally.h"

/* What is measured. */
struct measuring {
    const struct tally *tally;
    const struct catalog *catalog;
    struct diagnosis_scope errors; /* of the diagnosis at hand */
    struct arena *scratch;
    bool failed; /* memory ran out: nothing measured counts */
};

enum measured_kind {
    MEASURED_COUNT,
    MEASURED_SHARE,    /* 0 to 1; a ratio may be more */
    MEASURED_TIME,     /* when */
    MEASURED_PERIOD,   /* when, until */
    MEASURED_DURATION, /* number: minutes */
    MEASURED_NAME,
};

struct measured {
    bool known; /* false: the tally cannot tell; the rest is zero */
    double number;
    struct moment when;
    struct moment until;
    const char *name; /* a peer or a file, as a log wrote it; the tally's */
};

enum measured_kind measure_kind(enum measure measure);
bool measure_needs_minutes(enum measure measure);
bool measure_needs_other(enum measure measure); /* the scope `to` */

struct measured measure(struct measuring *m, const struct figure *figure);

#endif
