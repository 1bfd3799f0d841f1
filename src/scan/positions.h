/*
 * A pattern as positions, of which digits count: its automaton, after Glushkov.
 *
 * A position is where a pattern takes one byte of text, or one character beyond ASCII; a match is a
 * way from a position at which it may begin to one at which it may end, each of which may follow
 * the one before. A few repetitions of one byte are a position each, since numbers differ by their
 * length; more of them, and those of groups, are not counted. A lookaround has positions of its
 * own, and what it refuses is taken for what it looks for; what a possessive quantifier took is a
 * match that ends by itself. So there are more ways than there are matches, never fewer.
 */
#ifndef WSALOG_SCAN_POSITIONS_H
#define WSALOG_SCAN_POSITIONS_H

#include "scan/bits.h"
#include "scan/taken.h"

#define POSITIONS_MAX 1024 /* of a pattern */

struct position_set {
    bitword bits[BIT_WORDS(POSITIONS_MAX)];
};

/* A wall is a \b or the like: of two digits side by side it stands between none. */
struct positions {
    size_t count;
    struct taken taken[POSITIONS_MAX];         /* what each takes */
    uint16_t read[POSITIONS_MAX];              /* by group, from 1 on: an error is read from it */
    struct position_set follow[POSITIONS_MAX]; /* what may follow each */
    struct position_set walled[POSITIONS_MAX]; /* the same across a wall */
    struct position_set begins, ends;          /* where a match may begin and end */
    struct position_set comes_in, goes_out;    /* the same at a wall */
};

/* Owned by the caller: positions_free(). NULL: the pattern is not understood or too large, or
 * memory ran out. */
struct positions *positions_new(const char *pattern);
void positions_free(struct positions *p); /* NULL is fine */

#endif
