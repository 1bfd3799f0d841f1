#include "input/block.h"

#include <stdlib.h>

void block_release(struct block *b)
{
    free(b->bytes);
    *b = (struct block){0};
}

/* The old bytes are of no use to anyone, so nothing is copied. */
bool block_begin(struct block *b, size_t room)
{
    b->index = 0;
    b->len = b->lead = b->owned_len = 0;
    b->cut = b->rest = false;
    if (b->bytes && b->room >= room)
        return true;
    free(b->bytes);
    b->bytes = malloc(room);
    b->room = b->bytes ? room : 0;
    return b->bytes != NULL;
}
