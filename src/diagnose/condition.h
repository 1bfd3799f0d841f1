/*
 * Conditions of a diagnosis, decided over a tally.
 */
#ifndef WSALOG_DIAGNOSE_CONDITION_H
#define WSALOG_DIAGNOSE_CONDITION_H

#include "diagnose/measure.h"

/* Whether all of them hold; none at all do. */
bool conditions_hold(struct measuring *m, const struct diagnosis_condition *conditions,
                     size_t count);

/* The first case whose conditions hold, or NULL. */
const struct diagnosis_case *condition_case(struct measuring *m, const struct diagnosis *d);

#endif
