/*
 * Byte sequences: which bytes a match of a trigger is made of, one set of bytes for each place.
 *
 * A trigger is a short pattern, and comes down to a few sequences, of which every match begins with
 * one. Where a pattern goes on for too long or repeats without bound, a sequence holds what is
 * certain of its beginning, and is open.
 */
#ifndef WSALOG_SCAN_SEQUENCE_H
#define WSALOG_SCAN_SEQUENCE_H

#include "scan/byte_set.h"

#define SEQUENCE_BYTES_MAX 28
#define SEQUENCES_MAX 1024 /* of one pattern */

struct sequence {
    size_t len;
    bool open;    /* a match may go on */
    bool at_line; /* it stands at the beginning of a line */
    bool to_line; /* it ends where its line does; not known of an open one */
    struct byte_set bytes[SEQUENCE_BYTES_MAX];
};

struct sequences {
    struct sequence *items; /* owned */
    size_t count;
    size_t room;
};

/* Those of a pattern in the subset of triggers, or of a literal in any ASCII case. False: the
 * pattern is not understood, has too many or empty ones, or memory ran out; `out` is then empty. */
bool sequences_of_pattern(const char *pattern, struct sequences *out);
bool sequences_of_literal(const char *literal, struct sequences *out);
void sequences_release(struct sequences *s); /* an empty one is fine */

#endif
