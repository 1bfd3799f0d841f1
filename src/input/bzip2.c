#include "input/decompress.h"

#include <bzlib.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>

struct bzip2 {
    bz_stream z;
    char in[16 * 1024]; /* the library takes no constant input */
};

static void *bzip2_open(void)
{
    struct bzip2 *b = calloc(1, sizeof *b);
    if (b && BZ2_bzDecompressInit(&b->z, 0, 0) == BZ_OK)
        return b;
    free(b);
    return NULL;
}

static void bzip2_close(void *state)
{
    struct bzip2 *b = state;
    (void)BZ2_bzDecompressEnd(&b->z);
    free(b);
}

static bool bzip2_restart(void *state)
{
    struct bzip2 *b = state;
    (void)BZ2_bzDecompressEnd(&b->z);
    return BZ2_bzDecompressInit(&b->z, 0, 0) == BZ_OK;
}

static bool bzip2_begins(struct str next)
{
    return str_starts(next, STR("BZh"));
}

static enum unpacked bzip2_step(void *state, struct str *in, void *to, size_t room, size_t *got,
                                struct remark *why)
{
    struct bzip2 *b = state;
    struct str offered = str_slice(*in, 0, sizeof b->in);
    size_t wanted = room < UINT_MAX ? room : UINT_MAX;
    for (size_t i = 0; i < offered.len; i++)
        b->in[i] = offered.ptr[i];
    b->z.next_in = b->in;
    b->z.avail_in = (unsigned)offered.len;
    b->z.next_out = to;
    b->z.avail_out = (unsigned)wanted;
    int result = BZ2_bzDecompress(&b->z);
    *in = str_slice(*in, offered.len - b->z.avail_in, in->len);
    *got = wanted - b->z.avail_out;
    if (result == BZ_STREAM_END)
        return UNPACKED_MEMBER;
    if (result == BZ_OK)
        return UNPACKED_SOME;
    (void)snprintf(why->text, sizeof why->text, "%s",
                   result == BZ_MEM_ERROR ? "out of memory" : "bzip2 data is damaged");
    return UNPACKED_LOST;
}

const struct decompressor decompress_bzip2 = {"bzip2",       bzip2_open,   bzip2_step,
                                              bzip2_restart, bzip2_begins, bzip2_close};
