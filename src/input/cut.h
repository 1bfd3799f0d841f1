/*
 * Where a full block ends, and what the next one repeats of it.
 */
#ifndef WSALOG_INPUT_CUT_H
#define WSALOG_INPUT_CUT_H

#include "input/source.h"

/* Bytes at the end of a block in which nothing is cut: a character that begins there may be there
 * in part. Half of it is enough to see where the longest one begins; the other half is the most
 * that a position may move. */
#define CUT_RIM 8

struct cut {
    size_t owned_end; /* the block owns what lies before */
    size_t next;      /* the next block begins here: at owned_end, or before it when inside */
    bool inside;      /* of a line */
};

/* The last position where a full block of so many bytes may end what it owns. */
size_t cut_last(size_t len, size_t context);
/* The position after the last line end, or 0. */
size_t cut_after_last_line(struct str bytes, char line_end);

/* `bytes`: a whole block with its lead, at least 8 * context; more is to come after it. What the
 * block does not own of it is at least the context and the rim. */
struct cut cut_find(struct str bytes, size_t lead, size_t context, char line_end);

/* Where a block that is so far filled and owns up to `owned_end` ends: what it shows of the rest is
 * at most twice the context. */
size_t cut_shown(struct str bytes, size_t owned_end, size_t context);

/* The nearest position that is not inside a character: at or before, at or after `at`. Text that
 * is no UTF-8 is cut at `at`. The end of the bytes counts as such a position. */
size_t cut_floor(struct str bytes, size_t at);
size_t cut_ceiling(struct str bytes, size_t at);

#endif
