#include "input/decompress.h"

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#define ZLIB_CONST /* input that is only read */
#include <zlib.h>

/* inflateInit2: the largest window, and a gzip header and trailer around the data. */
#define WINDOW_BITS (15 + 16)

static void *gzip_open(void)
{
    z_stream *z = calloc(1, sizeof *z);
    if (z && inflateInit2(z, WINDOW_BITS) == Z_OK)
        return z;
    free(z);
    return NULL;
}

static void gzip_close(void *state)
{
    (void)inflateEnd(state);
    free(state);
}

static bool gzip_restart(void *state)
{
    return inflateReset(state) == Z_OK;
}

static bool gzip_begins(struct str next)
{
    return str_starts(next, (struct str){"\x1f\x8b", 2});
}

static enum unpacked gzip_step(void *state, struct str *in, void *to, size_t room, size_t *got,
                               struct remark *why)
{
    z_stream *z = state;
    size_t offered = in->len < UINT_MAX ? in->len : UINT_MAX;
    size_t wanted = room < UINT_MAX ? room : UINT_MAX;
    z->next_in = (const Bytef *)in->ptr;
    z->avail_in = (uInt)offered;
    z->next_out = to;
    z->avail_out = (uInt)wanted;
    int result = inflate(z, Z_NO_FLUSH);
    *in = str_slice(*in, offered - z->avail_in, in->len);
    *got = wanted - z->avail_out;

    if (result == Z_STREAM_END)
        return UNPACKED_MEMBER;
    if (result == Z_OK || result == Z_BUF_ERROR)
        return UNPACKED_SOME;
    if (result == Z_MEM_ERROR)
        (void)snprintf(why->text, sizeof why->text, "out of memory");
    else
        (void)snprintf(why->text, sizeof why->text, "gzip data is damaged: %s",
                       z->msg ? z->msg : "unknown form");
    return UNPACKED_LOST;
}

const struct decompressor decompress_gzip = {"gzip",       gzip_open,   gzip_step,
                                             gzip_restart, gzip_begins, gzip_close};
