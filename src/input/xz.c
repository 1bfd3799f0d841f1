#include "input/xz.h"

#include "input/decompress.h"

#include <lzma.h>
#include <stdio.h>
#include <stdlib.h>

/* A decoder takes its window and some tables. */
#define MEMORY_MAX (WINDOW_MAX + 1024 * 1024)

static void *xz_open(void)
{
    lzma_stream *z = malloc(sizeof *z);
    if (!z)
        return NULL;
    *z = (lzma_stream)LZMA_STREAM_INIT;
    if (lzma_stream_decoder(z, MEMORY_MAX, 0) == LZMA_OK)
        return z;
    free(z);
    return NULL;
}

static void xz_close(void *state)
{
    lzma_end(state);
    free(state);
}

static bool xz_restart(void *state)
{
    return lzma_stream_decoder(state, MEMORY_MAX, 0) == LZMA_OK;
}

static bool xz_begins(struct str next)
{
    return str_starts(next, STR("\xfd\x37zX"));
}

static const char *reason_of(lzma_ret result)
{
    switch (result) {
    case LZMA_MEM_ERROR:
        return "out of memory";
    case LZMA_MEMLIMIT_ERROR:
        return WINDOW_REFUSAL;
    case LZMA_OPTIONS_ERROR:
        return "xz data of a form that this build does not read";
    default:
        return "xz data is damaged";
    }
}

static enum unpacked xz_step(void *state, struct str *in, void *to, size_t room, size_t *got,
                             struct remark *why)
{
    lzma_stream *z = state;
    z->next_in = (const uint8_t *)in->ptr;
    z->avail_in = in->len;
    z->next_out = to;
    z->avail_out = room;
    lzma_ret result = lzma_code(z, LZMA_RUN);
    *in = str_slice(*in, in->len - z->avail_in, in->len);
    *got = room - z->avail_out;
    if (result == LZMA_STREAM_END)
        return UNPACKED_MEMBER;
    if (result == LZMA_OK || result == LZMA_BUF_ERROR)
        return UNPACKED_SOME;
    (void)snprintf(why->text, sizeof why->text, "%s", reason_of(result));
    return UNPACKED_LOST;
}

const struct decompressor decompress_xz = {"xz", xz_open, xz_step, xz_restart, xz_begins, xz_close};

/* ---- without a frame ------------------------------------------------------------------------ */

static bool unpack_all(lzma_stream *z, struct str packed, char *to, size_t len)
{
    z->next_in = (const uint8_t *)packed.ptr;
    z->avail_in = packed.len;
    z->next_out = (uint8_t *)to;
    z->avail_out = len;
    lzma_ret result = LZMA_OK;
    while (result == LZMA_OK && z->avail_out)
        result = lzma_code(z, LZMA_RUN);
    return z->avail_out == 0;
}

bool lzma_unpack(enum lzma_form form, struct str properties, struct str packed, char *to,
                 size_t len)
{
    lzma_filter chain[] = {
        {.id = form == LZMA_FORM_2 ? LZMA_FILTER_LZMA2 : LZMA_FILTER_LZMA1},
        {.id = LZMA_VLI_UNKNOWN},
    };
    if (lzma_properties_decode(&chain[0], NULL, (const uint8_t *)properties.ptr, properties.len) !=
        LZMA_OK)
        return false;
    /* Nothing lies further back than the beginning. */
    lzma_options_lzma *options = chain[0].options;
    if (options->dict_size > len)
        options->dict_size = len < LZMA_DICT_SIZE_MIN ? LZMA_DICT_SIZE_MIN : (uint32_t)len;
    lzma_stream z = LZMA_STREAM_INIT;
    bool done = lzma_raw_decoder(&z, chain) == LZMA_OK && unpack_all(&z, packed, to, len);
    lzma_end(&z);
    free(options);
    return done;
}
