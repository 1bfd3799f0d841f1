/*
 * Evidence: what a diagnosis rests on, in numbers.
 */
#ifndef WSALOG_DIAGNOSE_EVIDENCE_H
#define WSALOG_DIAGNOSE_EVIDENCE_H

#include "diagnose/measure.h"

/* A sentence. It may hold one name from a log, whose place is told: it is raw bytes, to be made
 * safe by whoever shows it. */
struct evidence {
    const char *text;
    size_t len;
    size_t name_at;  /* of the name in text */
    size_t name_len; /* 0: there is none */
};

/* Most bytes of a name in evidence; a longer one is cut at a character. */
#define EVIDENCE_NAME_BYTES 160

/* Fills in a line. False when it says nothing of this tally (a figure is not known, or a count or
 * a duration is none) or memory ran out, which m->failed tells. The text lives in `memory`. */
bool evidence_write(struct measuring *m, const struct evidence_line *line, struct arena *memory,
                    struct evidence *out);

#endif
