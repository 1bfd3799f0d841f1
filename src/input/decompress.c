#include "input/decompress.h"

#include <stdio.h>
#include <stdlib.h>

enum phase { IN_MEMBER, BETWEEN, ENDED, LOST };

struct decompress {
    const struct decompressor *kind;
    void *state; /* owned; the decompressor's */
    struct feed *from;
    enum phase phase;
    uint64_t start; /* what was taken of the feed before */
    uint64_t given; /* bytes unpacked */
    struct remark why;
};

struct decompress *decompress_open(const struct decompressor *kind, struct feed *from)
{
    struct decompress *d = calloc(1, sizeof *d);
    void *state = d ? kind->open() : NULL;
    if (!state) {
        free(d);
        return NULL;
    }
    *d = (struct decompress){.kind = kind, .state = state, .from = from, .start = from->taken};
    return d;
}

void decompress_close(struct decompress *d)
{
    if (!d)
        return;
    d->kind->close(d->state);
    free(d);
}

bool ratio_is_odd(uint64_t packed, uint64_t unpacked)
{
    return unpacked >= RATIO_BYTES_MIN && unpacked / RATIO_MAX > packed;
}

static void stop(struct decompress *d, enum phase phase, const char *why)
{
    d->phase = phase;
    (void)snprintf(d->why.text, sizeof d->why.text, "%s", why);
}

static void lose(struct decompress *d, struct str left, const struct remark *why)
{
    d->phase = LOST;
    if (*why->text)
        d->why = *why;
    else if (d->from->failed && !left.len)
        d->why = d->from->remark;
    else
        (void)snprintf(d->why.text, sizeof d->why.text, "%s data ends early", d->kind->name);
}

/* After a member: another one, or the end. Zeros pad a file on tape and mean nothing. */
static void next_member(struct decompress *d)
{
    struct str next = feed_peek(d->from, 4);
    while (next.len && next.ptr[0] == '\0') {
        feed_skip(d->from, 1);
        next = feed_peek(d->from, 4);
    }
    if (d->kind->begins(next)) {
        if (d->kind->restart(d->state))
            d->phase = IN_MEMBER;
        else
            stop(d, LOST, "out of memory");
    } else if (next.len) {
        d->phase = LOST; /* it may be a member whose first bytes are damaged */
        (void)snprintf(d->why.text, sizeof d->why.text,
                       "what follows the %s data is no %s and was not read", d->kind->name,
                       d->kind->name);
    } else if (d->from->failed) {
        stop(d, LOST, d->from->remark.text);
    } else {
        stop(d, ENDED, d->from->remark.text);
    }
}

/* One step. Gives how many bytes came out; none of them is lost when it breaks. */
static size_t step(struct decompress *d, void *to, size_t room)
{
    struct str in = feed_peek(d->from, 1);
    size_t offered = in.len;
    size_t got = 0;
    struct remark why = {""};
    enum unpacked what = d->kind->step(d->state, &in, to, room, &got, &why);
    feed_skip(d->from, offered - in.len);
    if (what == UNPACKED_MEMBER)
        d->phase = BETWEEN;
    else if (what == UNPACKED_LOST || (offered == 0 && got == 0))
        lose(d, in, &why);
    d->given += got;
    return got;
}

static int64_t decompress_read(void *state, void *to, size_t room, struct remark *remark)
{
    struct decompress *d = state;
    size_t got = 0;
    while (room && got == 0 && (d->phase == IN_MEMBER || d->phase == BETWEEN)) {
        if (d->phase == BETWEEN)
            next_member(d);
        if (d->phase == IN_MEMBER)
            got = step(d, to, room);
    }
    if (got || room == 0)
        return (int64_t)got;
    if (!*d->why.text && ratio_is_odd(d->from->taken - d->start, d->given))
        (void)snprintf(d->why.text, sizeof d->why.text, "%s", RATIO_WARNING);
    *remark = d->why;
    return d->phase == LOST ? -1 : 0;
}

struct stream decompress_stream(struct decompress *d)
{
    return (struct stream){decompress_read, d};
}
