#include "input/decompress.h"

#include <lz4frame.h>
#include <stdio.h>
#include <stdlib.h>

struct lz4 {
    LZ4F_dctx *z;
    /* What the library would like to see: no more than a block is offered at once, for when a step
     * fails, it does not tell what it had unpacked in that step. */
    size_t hint;
};

static void *lz4_open(void)
{
    struct lz4 *s = calloc(1, sizeof *s);
    if (!s)
        return NULL;
    s->hint = LZ4F_HEADER_SIZE_MIN;
    if (!LZ4F_isError(LZ4F_createDecompressionContext(&s->z, LZ4F_VERSION)))
        return s;
    free(s);
    return NULL;
}

static void lz4_close(void *state)
{
    struct lz4 *s = state;
    (void)LZ4F_freeDecompressionContext(s->z);
    free(s);
}

static bool lz4_restart(void *state)
{
    struct lz4 *s = state;
    s->hint = LZ4F_HEADER_SIZE_MIN;
    LZ4F_resetDecompressionContext(s->z);
    return true;
}

/* A frame, or one that is to be passed over. */
static bool lz4_begins(struct str next)
{
    return str_starts(next, STR("\x04\x22\x4d\x18")) ||
           (next.len >= 4 && ((unsigned char)next.ptr[0] & 0xf0) == 0x50 &&
            str_starts(str_slice(next, 1, 3), STR("\x2a\x4d\x18")));
}

static enum unpacked lz4_step(void *state, struct str *in, void *to, size_t room, size_t *got,
                              struct remark *why)
{
    struct lz4 *s = state;
    size_t taken = in->len < s->hint ? in->len : s->hint;
    size_t given = room;
    size_t result = LZ4F_decompress(s->z, to, &given, in->ptr, &taken, NULL);
    if (LZ4F_isError(result)) { /* then both sizes say nothing */
        (void)snprintf(why->text, sizeof why->text, "lz4 data is damaged: %s",
                       LZ4F_getErrorName(result));
        return UNPACKED_LOST;
    }
    *in = str_slice(*in, taken, in->len);
    *got = given;
    s->hint = result;
    return result == 0 ? UNPACKED_MEMBER : UNPACKED_SOME;
}

const struct decompressor decompress_lz4 = {"lz4",       lz4_open,   lz4_step,
                                            lz4_restart, lz4_begins, lz4_close};
