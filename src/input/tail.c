#include "input/tail.h"

#include <string.h>

void tail_clear(struct tail *t)
{
    t->len = 0;
}

void tail_add(struct tail *t, struct str piece)
{
    if (piece.len > TAIL_BYTES)
        piece = str_slice(piece, piece.len - TAIL_BYTES, TAIL_BYTES);
    size_t keep = TAIL_BYTES - piece.len;
    if (t->len > keep) {
        memmove(t->bytes, t->bytes + t->len - keep, keep);
        t->len = keep;
    }
    if (piece.len)
        memcpy(t->bytes + t->len, piece.ptr, piece.len);
    t->len += piece.len;
}
