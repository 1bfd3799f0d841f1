/*
 * Where a full block ends, and what the next one repeats of it.
 */
#ifndef WSALOG_INPUT_CUT_H
#define WSALOG_INPUT_CUT_H

#include "input/source.h"

struct cut {
    size_t owned_end; /* the block owns what lies before */
    size_t next;      /* the next block begins here: at owned_end, or before it when inside */
    bool inside;      /* of a line */
};

/* `bytes`: a whole block with its lead, at least 8 * context; more is to come after it. */
struct cut cut_find(struct str bytes, size_t lead, size_t context, const struct source_info *info);

/* The nearest position that is not inside a character: at or before, at or after `at`. Text that
 * is not in its encoding is cut at `at`. */
size_t cut_floor(struct str bytes, enum encoding encoding, size_t at);
size_t cut_ceiling(struct str bytes, enum encoding encoding, size_t at);

#endif
