#include "input/block.h"

#include "input/utf16.h"

#include <stdlib.h>

void block_release(struct block *b)
{
    free(b->bytes);
    free(b->spare);
    *b = (struct block){0};
}

/* The old bytes are of no use to anyone, so nothing is copied. */
static bool make_room(char **bytes, size_t *room, size_t need)
{
    if (*bytes && *room >= need)
        return true;
    free(*bytes);
    *bytes = malloc(need);
    *room = *bytes ? need : 0;
    return *bytes != NULL;
}

bool block_begin(struct block *b, size_t room)
{
    b->index = 0;
    b->len = b->lead = b->owned_len = 0;
    b->cut = false;
    b->encoding = ENCODING_UTF8;
    return make_room(&b->bytes, &b->room, room);
}

/* The three parts are turned one by one: so their borders in the text are known exactly, and an
 * ill-formed end of one takes nothing from the next. */
static void decode_utf16(struct block *b)
{
    struct str all = {b->bytes, b->len};
    char *to = b->spare;
    size_t lead = utf16_to_utf8(str_slice(all, 0, b->lead), b->encoding, to);
    size_t owned = utf16_to_utf8(str_slice(all, b->lead, b->owned_len), b->encoding, to + lead);
    size_t tail = utf16_to_utf8(str_slice(all, b->lead + b->owned_len, b->len), b->encoding,
                                to + lead + owned);
    b->lead = lead;
    b->owned_len = owned;
    b->len = lead + owned + tail;
}

enum status block_decode(struct block *b, struct error *err)
{
    if (encoding_is_utf16(b->encoding) && b->len) {
        if (!make_room(&b->spare, &b->spare_room, utf16_room(b->len)))
            return error_no_memory(err);
        decode_utf16(b);
        char *bytes = b->bytes;
        size_t room = b->room;
        b->bytes = b->spare;
        b->room = b->spare_room;
        b->spare = bytes;
        b->spare_room = room;
    }
    b->encoding = ENCODING_UTF8;
    return STATUS_OK;
}
