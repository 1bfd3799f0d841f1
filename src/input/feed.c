#include "input/feed.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Below this, telling the system how we read costs more than it gains. */
#define ADVISE_BYTES ((uint64_t)1 << 20)

bool feed_init(struct feed *f, struct os_file file, const struct os_stat *stat)
{
    *f = (struct feed){.file = file, .left = UINT64_MAX};
    /* A size of 0 says nothing: files in /proc have it and yet hold text. */
    if (stat->kind == OS_REGULAR && stat->size > 0) {
        uint64_t at = os_position(file);
        f->left = at < stat->size ? stat->size - at : 0;
        if (f->left >= ADVISE_BYTES)
            os_will_read_all(file);
    }
    f->ahead = malloc(FEED_AHEAD);
    return f->ahead != NULL;
}

void feed_release(struct feed *f)
{
    os_close(&f->file);
    free(f->ahead);
    *f = (struct feed){.file = OS_FILE_CLOSED};
}

static void end_with(struct feed *f, const char *reason)
{
    f->ended = true;
    f->failed = true;
    (void)snprintf(f->reason, sizeof f->reason, "%s", reason);
}

/* Reads from the file itself. */
static size_t fetch(struct feed *f, char *to, size_t room)
{
    size_t got = 0;
    while (got < room && !f->ended) {
        size_t want = room - got < f->left ? room - got : (size_t)f->left;
        int64_t n = want ? os_read(f->file, to + got, want) : 0;
        if (n < 0) {
            end_with(f, os_reason());
        } else if (n == 0) {
            f->ended = true;
            if (want && f->left != UINT64_MAX)
                end_with(f, "the file shrank while it was read");
        } else {
            got += (size_t)n;
            if (f->left != UINT64_MAX)
                f->left -= (uint64_t)n;
        }
    }
    return got;
}

struct str feed_peek(struct feed *f, size_t least)
{
    if (f->end - f->at < least && !f->ended) {
        memmove(f->ahead, f->ahead + f->at, f->end - f->at);
        f->end -= f->at;
        f->at = 0;
        f->end += fetch(f, f->ahead + f->end, FEED_AHEAD - f->end);
    }
    return (struct str){f->ahead + f->at, f->end - f->at};
}

void feed_skip(struct feed *f, size_t len)
{
    f->at += len < f->end - f->at ? len : f->end - f->at;
}

size_t feed_read(struct feed *f, void *to, size_t room)
{
    size_t ready = f->end - f->at < room ? f->end - f->at : room;
    memcpy(to, f->ahead + f->at, ready);
    f->at += ready;
    return ready + fetch(f, (char *)to + ready, room - ready);
}
