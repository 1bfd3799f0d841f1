#include "input/block_claim.h"

#include <string.h>

#include "input/block.h"
#include "input/cut.h"
#include "input/text.h"
#include "input/utf16.h"

/* UTF-16 is read and turned in pieces, which stay in the cache between the one and the other. */
#define PIECE_BYTES ((size_t)32 * 1024)

/* ---- narrow --------------------------------------------------------------------------------- */

/* Nothing in it is to be turned, or may be the beginning of something that is. */
static bool is_plain(const struct block_claim *c, struct str bytes)
{
    if (c->ascii && str_ascii_length(bytes) < bytes.len)
        return false;
    return c->steady || !memchr(bytes.ptr, '\0', bytes.len);
}

static bool read_narrow(const struct block_claim *c, struct block *b)
{
    if (!block_begin(b, c->bytes) ||
        os_read_at(c->file, c->at, b->bytes, c->bytes) != (int64_t)c->bytes)
        return false;
    b->owned_len = c->owned;
    b->len = c->bytes;
    return is_plain(c, (struct str){b->bytes, b->len});
}

/* ---- UTF-16 --------------------------------------------------------------------------------- */

/* Adds a piece of the text. */
static void turn(const struct block_claim *c, struct str piece, struct block *b)
{
    b->len += utf16_to_utf8(piece, c->encoding, b->bytes + b->len);
}

static bool read_wide(const struct block_claim *c, struct block *b)
{
    if (!block_begin(b, utf16_room(c->bytes)))
        return false;
    bool line_start = true, narrow = false;
    size_t step;
    for (size_t done = 0; done < c->bytes; done += step) {
        char bytes[PIECE_BYTES];
        struct str piece = {bytes, c->bytes - done < sizeof bytes ? c->bytes - done : sizeof bytes};
        if (os_read_at(c->file, c->at + done, bytes, piece.len) != (int64_t)piece.len)
            return false;
        piece.len = text_wide_length(piece, c->encoding, c->steady, false, &line_start, &narrow);
        if (narrow)
            return false;
        if (!piece.len) /* there is too little left to judge by */
            break;
        step = piece.len;
        size_t owned = c->owned > done ? c->owned - done : 0;
        turn(c, str_slice(piece, 0, owned), b);
        if (owned)
            b->owned_len = b->len;
        turn(c, str_slice(piece, owned, piece.len), b);
    }
    return true;
}

/* ---- both ----------------------------------------------------------------------------------- */

bool claim_read(const struct block_claim *c, struct block *b)
{
    if (!(encoding_is_utf16(c->encoding) ? read_wide(c, b) : read_narrow(c, b)))
        return false;
    b->index = c->index;
    b->len = cut_shown((struct str){b->bytes, b->len}, b->owned_len, c->context);
    /* The file may have changed since. */
    return b->owned_len && b->bytes[b->owned_len - 1] == c->line_end;
}
