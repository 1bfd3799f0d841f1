/*
 * Commands filled in: HOST, PORT, START and END of a diagnosis' commands become what was found, so
 * that they can be run as they stand.
 *
 * HOST and PORT are the other end that has at least half of the events. START and END lie a minute
 * before and after the busiest minutes that the diagnosis asks about, else before the first event
 * and after the last, when these are an hour apart at most. What is not known stays a word to be
 * replaced, and so does a name that a log may have made up to be run: only letters, digits, dots,
 * colons and hyphens are taken over.
 */
#ifndef WSALOG_DIAGNOSE_FILLING_H
#define WSALOG_DIAGNOSE_FILLING_H

#include "diagnose/measure.h"

/* The diagnosis' actions, action_count of them, in `memory`: commands that hold nothing to fill
 * are the diagnosis' own. NULL: out of memory. */
const struct catalog_action *filling_actions(struct measuring *m, const struct diagnosis *d,
                                             struct arena *memory);

#endif
