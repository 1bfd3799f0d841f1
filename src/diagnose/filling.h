/*
 * Commands filled in: HOST, PORT, START and END in commands become what was found, so that they can
 * be run as they stand.
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

/* The same of one action and the other end alone, "" when there is none: HOST and PORT; but not
 * where it is about bind or listen alone, whose port is this side's. False: out of memory. */
bool filling_add_peer(struct catalog_action *action, struct str peer, struct arena *memory);

#endif
