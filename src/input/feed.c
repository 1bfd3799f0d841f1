#include "input/feed.h"

#include "base/os_process.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Below this, telling the system how we read costs more than it gains. */
#define ADVISE_BYTES ((uint64_t)1 << 20)

/* For a small file so much that its end is met, too. */
static bool make_ahead(struct feed *f)
{
    size_t room = f->left < FEED_AHEAD ? (size_t)f->left + 1 : FEED_AHEAD;
    f->ahead = malloc(room);
    f->ahead_room = f->ahead ? room : 0;
    return f->ahead != NULL;
}

bool feed_init(struct feed *f, struct os_file file, const struct os_stat *stat, struct meter *meter)
{
    *f = (struct feed){.file = file, .meter = meter, .left = UINT64_MAX};
    /* A size of 0 says nothing: files in /proc have it and yet hold text. */
    if (stat->kind == OS_REGULAR && stat->size > 0) {
        uint64_t at = os_position(file);
        f->left = at < stat->size ? stat->size - at : 0;
        f->seekable = at == 0;
        f->size = stat->size;
        if (f->left >= ADVISE_BYTES)
            os_will_read_all(file);
    }
    return make_ahead(f);
}

bool feed_init_stream(struct feed *f, struct stream stream)
{
    *f = (struct feed){.file = OS_FILE_CLOSED, .stream = stream, .left = UINT64_MAX};
    return make_ahead(f);
}

void feed_release(struct feed *f)
{
    os_close(&f->file);
    free(f->ahead);
    *f = FEED_NONE;
}

static void end_with(struct feed *f, const char *reason)
{
    f->ended = true;
    f->failed = true;
    (void)snprintf(f->remark.text, sizeof f->remark.text, "%s", reason);
}

/* The next bytes of the stream, at least one unless it ends. */
static size_t draw(struct feed *f, char *to, size_t room)
{
    int64_t n = f->stream.read(f->stream.state, to, room, &f->remark);
    f->ended = n <= 0;
    f->failed = n < 0;
    return n > 0 ? (size_t)n : 0;
}

/* The next bytes of the file, at least one unless it ends. */
static size_t read_file(struct feed *f, char *to, size_t room)
{
    size_t want = room < f->left ? room : (size_t)f->left;
    int64_t n = 0;
    if (want) /* what a slow writer has sent counts as read, though more is wanted */
        n = f->file.waits ? os_read_some(f->file, to, want) : os_read(f->file, to, want);
    if (n < 0) {
        end_with(f, os_interrupted() ? "the run was stopped before its end" : os_reason());
        return 0;
    }
    if (f->meter)
        f->meter->bytes += (uint64_t)n;
    if (n == 0) {
        f->ended = true;
        if (want && f->left != UINT64_MAX)
            end_with(f, "the file shrank while it was read");
    }
    if (f->left != UINT64_MAX)
        f->left -= (uint64_t)n;
    return (size_t)n;
}

/* Reads from the file or stream itself. */
static size_t fetch(struct feed *f, char *to, size_t room)
{
    size_t got = 0;
    while (got < room && !f->ended)
        got += f->stream.read ? draw(f, to + got, room - got) : read_file(f, to + got, room - got);
    return got;
}

struct str feed_peek(struct feed *f, size_t least)
{
    if (f->end - f->at < least && !f->ended) {
        memmove(f->ahead, f->ahead + f->at, f->end - f->at);
        f->end -= f->at;
        f->at = 0;
        f->end += fetch(f, f->ahead + f->end, f->ahead_room - f->end);
    }
    return (struct str){f->ahead + f->at, f->end - f->at};
}

void feed_skip(struct feed *f, size_t len)
{
    size_t step = len < f->end - f->at ? len : f->end - f->at;
    f->at += step;
    f->taken += step;
}

size_t feed_read(struct feed *f, void *to, size_t room)
{
    size_t ready = f->end - f->at < room ? f->end - f->at : room;
    memcpy(to, f->ahead + f->at, ready);
    f->at += ready;
    size_t got = ready + fetch(f, (char *)to + ready, room - ready);
    f->taken += got;
    return got;
}

bool feed_unread(struct feed *f, struct str bytes)
{
    size_t kept = f->end - f->at;
    size_t need = bytes.len + kept;
    if (f->at < bytes.len && need > f->ahead_room) {
        char *more = realloc(f->ahead, need);
        if (!more)
            return false;
        f->ahead = more;
        f->ahead_room = need;
    }
    memmove(f->ahead + bytes.len, f->ahead + f->at, kept);
    memcpy(f->ahead, bytes.ptr, bytes.len);
    f->at = 0;
    f->end = need;
    f->taken -= bytes.len;
    return true;
}

size_t feed_look(struct feed *f, uint64_t at, void *to, size_t room)
{
    if (!f->seekable || at >= f->size || !os_seek(f->file, at))
        return 0;
    size_t want = room < f->size - at ? room : (size_t)(f->size - at);
    int64_t got = os_read(f->file, to, want);
    if (!os_seek(f->file, f->size - f->left))
        end_with(f, os_reason());
    return got > 0 ? (size_t)got : 0;
}

bool feed_seek(struct feed *f, uint64_t at)
{
    if (!f->seekable || !os_seek(f->file, at))
        return false;
    f->at = f->end = 0;
    f->left = at < f->size ? f->size - at : 0;
    f->ended = f->failed = false;
    return true;
}

void feed_go(struct feed *f, uint64_t at)
{
    if (!feed_seek(f, at))
        end_with(f, os_reason());
    f->taken = at;
}
