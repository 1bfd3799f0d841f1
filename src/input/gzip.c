#include "input/decompress.h"

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#define ZLIB_CONST /* input that is only read */
#include <zlib.h>

/* inflateInit2: the largest window, and a gzip header and trailer around the data. */
#define WINDOW_BITS (15 + 16)

enum phase {
    IN_MEMBER,
    BETWEEN, /* a member has ended; another may follow */
    ENDED,
    BROKEN,
};

struct gzip {
    z_stream z;
    struct feed *from; /* borrowed */
    enum phase phase;
    struct remark why; /* what to say at the end */
};

static void *gzip_open(struct feed *from)
{
    struct gzip *g = calloc(1, sizeof *g);
    if (!g)
        return NULL;
    g->from = from;
    if (inflateInit2(&g->z, WINDOW_BITS) != Z_OK) {
        free(g);
        return NULL;
    }
    return g;
}

static void gzip_close(void *state)
{
    struct gzip *g = state;
    (void)inflateEnd(&g->z);
    free(g);
}

static void stop(struct gzip *g, enum phase phase, const char *lead, const char *why)
{
    g->phase = phase;
    (void)snprintf(g->why.text, sizeof g->why.text, "%s%s", lead, why);
}

/* After a member: another one, or the end. Zeros pad a file on tape and mean nothing. */
static void next_member(struct gzip *g)
{
    struct str next = feed_peek(g->from, 2);
    while (next.len && next.ptr[0] == '\0') {
        feed_skip(g->from, 1);
        next = feed_peek(g->from, 2);
    }
    if (next.len >= 2 && str_starts(next, (struct str){"\x1f\x8b", 2})) {
        (void)inflateReset(&g->z);
        g->phase = IN_MEMBER;
    } else if (next.len) {
        stop(g, ENDED, "", "what follows the gzip data was ignored");
    } else {
        g->phase = ENDED;
        if (g->from->failed)
            stop(g, BROKEN, "", g->from->reason);
    }
}

/* One step of zlib. Gives how many bytes came out; none of them is lost when it breaks. */
static size_t inflate_some(struct gzip *g, void *to, size_t room)
{
    struct str in = feed_peek(g->from, 1);
    size_t offered = in.len < UINT_MAX ? in.len : UINT_MAX;
    size_t wanted = room < UINT_MAX ? room : UINT_MAX;
    g->z.next_in = (const Bytef *)in.ptr;
    g->z.avail_in = (uInt)offered;
    g->z.next_out = to;
    g->z.avail_out = (uInt)wanted;
    int result = inflate(&g->z, Z_NO_FLUSH);
    feed_skip(g->from, offered - g->z.avail_in);

    if (result == Z_STREAM_END)
        g->phase = BETWEEN;
    else if (result == Z_MEM_ERROR)
        stop(g, BROKEN, "", "out of memory");
    else if (result != Z_OK && result != Z_BUF_ERROR)
        stop(g, BROKEN, "gzip data is damaged: ", g->z.msg ? g->z.msg : "unknown form");
    else if (offered == 0 && g->z.avail_out == wanted)
        stop(g, BROKEN, "", g->from->failed ? g->from->reason : "gzip data ends early");
    return wanted - g->z.avail_out;
}

static int64_t gzip_read(void *state, void *to, size_t room, struct remark *remark)
{
    struct gzip *g = state;
    size_t got = 0;
    while (room && got == 0 && (g->phase == IN_MEMBER || g->phase == BETWEEN)) {
        if (g->phase == BETWEEN)
            next_member(g);
        if (g->phase == IN_MEMBER)
            got = inflate_some(g, to, room);
    }
    if (got || room == 0)
        return (int64_t)got;
    *remark = g->why;
    return g->phase == BROKEN ? -1 : 0;
}

const struct decompressor decompress_gzip = {gzip_open, gzip_read, gzip_close};
