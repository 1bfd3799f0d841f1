#include "input/block_claim.h"

#include <string.h>

#include "input/block.h"
#include "input/cut.h"

/* Nothing in it is to be turned, or may be the beginning of something that is. */
static bool is_plain(const struct block_claim *c, struct str bytes)
{
    if (c->ascii && str_ascii_length(bytes) < bytes.len)
        return false;
    return c->any || !memchr(bytes.ptr, '\0', bytes.len);
}

bool claim_read(const struct block_claim *c, struct block *b)
{
    if (!block_begin(b, c->bytes) ||
        os_read_at(c->file, c->at, b->bytes, c->bytes) != (int64_t)c->bytes)
        return false;
    struct str bytes = {b->bytes, c->bytes};
    b->index = c->index;
    b->owned_len = c->owned_len;
    b->len = cut_shown(bytes, c->owned_len, c->context);
    /* The file may have changed since. */
    return bytes.ptr[c->owned_len - 1] == c->line_end && is_plain(c, bytes);
}
