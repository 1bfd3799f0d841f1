/*
 * The last bytes of a text that comes in pieces.
 */
#ifndef WSALOG_INPUT_TAIL_H
#define WSALOG_INPUT_TAIL_H

#include "base/str.h"

#define TAIL_BYTES ((size_t)4096)

struct tail {
    char bytes[TAIL_BYTES];
    size_t len;
};

void tail_add(struct tail *t, struct str piece);
void tail_clear(struct tail *t);

/* A view of them, valid until the next change. */
static inline struct str tail_str(const struct tail *t)
{
    return (struct str){t->bytes, t->len};
}

#endif
