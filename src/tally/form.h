/*
 * The form of a tally outside of the program, and back: what counts of one machine are when they
 * are to be merged on another. Groups are not in it: places are told by the run that met them.
 */
#ifndef WSALOG_TALLY_FORM_H
#define WSALOG_TALLY_FORM_H

#include "base/wire.h"
#include "tally/tally.h"

/* What the tally's dense indices are, each list ascending, and a text that goes before the names of
 * files that are read. */
struct tally_names {
    const int32_t *errors; /* tally_options.error_count of them */
    const int32_t *related;
    struct str prefix;
};

/* Times that a form may hold, in milliseconds since the epoch; far outside of what logs tell, and
 * far inside of what can be computed with. */
#define FORM_TIME_MAX_MS ((int64_t)400000000000000)

void form_moment(struct wire *w, struct moment *m);

/* Writes the tally, or adds what is read to an empty one, made with the same options but for the
 * groups. False when memory ran out; a wire that has failed says why itself. */
bool form_tally(struct wire *w, struct tally *t, const struct tally_names *names);

#endif
