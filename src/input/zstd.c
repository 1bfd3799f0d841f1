#include "input/decompress.h"

#include <stdio.h>
#include <stdlib.h>
#include <zstd.h>
#include <zstd_errors.h>

#define WINDOW_LOG_MAX 27 /* WINDOW_MAX */

/* A block and the header of the next one are offered apart: when a step fails, the library does not
 * tell what it had unpacked in that step. */
#define BLOCK_HEADER ((size_t)3)

struct zstd {
    ZSTD_DStream *z;
    size_t hint; /* what the library would like to see: a block and the header of the next one */
};

static void zstd_close(void *state)
{
    struct zstd *s = state;
    (void)ZSTD_freeDStream(s->z);
    free(s);
}

static void *zstd_open(void)
{
    struct zstd *s = calloc(1, sizeof *s);
    if (!s)
        return NULL;
    s->z = ZSTD_createDStream();
    s->hint = 1;
    if (s->z && !ZSTD_isError(ZSTD_DCtx_setParameter(s->z, ZSTD_d_windowLogMax, WINDOW_LOG_MAX)))
        return s;
    zstd_close(s);
    return NULL;
}

static bool zstd_restart(void *state)
{
    struct zstd *s = state;
    s->hint = 1;
    return !ZSTD_isError(ZSTD_DCtx_reset(s->z, ZSTD_reset_session_only));
}

/* A frame, or one that is to be passed over, as pzstd writes them. */
static bool zstd_begins(struct str next)
{
    return str_starts(next, STR("\x28\xb5\x2f\xfd")) ||
           (next.len >= 4 && ((unsigned char)next.ptr[0] & 0xf0) == 0x50 &&
            str_starts(str_slice(next, 1, 3), STR("\x2a\x4d\x18")));
}

static enum unpacked zstd_step(void *state, struct str *in, void *to, size_t room, size_t *got,
                               struct remark *why)
{
    struct zstd *s = state;
    size_t unit = s->hint > BLOCK_HEADER ? s->hint - BLOCK_HEADER : s->hint;
    ZSTD_inBuffer from = {in->ptr, in->len < unit ? in->len : unit, 0};
    ZSTD_outBuffer out = {to, room, 0};
    size_t result = ZSTD_decompressStream(s->z, &out, &from);
    *in = str_slice(*in, from.pos, in->len);
    *got = out.pos;
    if (!ZSTD_isError(result)) {
        s->hint = result;
        return result == 0 ? UNPACKED_MEMBER : UNPACKED_SOME;
    }
    if (ZSTD_getErrorCode(result) == ZSTD_error_frameParameter_windowTooLarge)
        (void)snprintf(why->text, sizeof why->text, WINDOW_REFUSAL);
    else
        (void)snprintf(why->text, sizeof why->text, "zstd data is damaged: %s",
                       ZSTD_getErrorName(result));
    return UNPACKED_LOST;
}

const struct decompressor decompress_zstd = {"zstd",       zstd_open,   zstd_step,
                                             zstd_restart, zstd_begins, zstd_close};
