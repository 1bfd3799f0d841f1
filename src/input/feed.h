/*
 * A feed: a stream of bytes with a look ahead. It comes from a file as it lies on the disk or comes
 * through a pipe, or from a stream that is made of another feed: what a decompressor gives, a
 * member of an archive.
 *
 * A regular file is read to the size that it had when it was opened; what is appended meanwhile is
 * left for the next run.
 */
#ifndef WSALOG_INPUT_FEED_H
#define WSALOG_INPUT_FEED_H

#include "base/os_file.h"
#include "input/meter.h"

#define FEED_AHEAD ((size_t)64 * 1024) /* how far it can look ahead */
#define REMARK_MAX 256

/* What reading went on to say: why it broke off, or what a reader should know. "": nothing. */
struct remark {
    char text[REMARK_MAX];
};

/* Something that gives bytes, once. */
struct stream {
    /* The next bytes: 1 to `room` of them, 0 at the end, -1 when the rest is lost. All that could
     * be had is given before -1 is. The remark is written with 0 and -1. */
    int64_t (*read)(void *state, void *to, size_t room, struct remark *remark);
    void *state; /* borrowed */
};

struct feed {
    struct os_file file;  /* owned; closed when the bytes come from `stream` */
    struct meter *meter;  /* borrowed, or NULL: counts what is read from the file */
    struct stream stream; /* read NULL: none */
    char *ahead;          /* owned: bytes read but not yet taken: [at, end) */
    size_t ahead_room;
    size_t at;
    size_t end;
    bool seekable;        /* a regular file, from its beginning */
    uint64_t size;        /* of such a file */
    uint64_t left;        /* bytes that the file still holds; UINT64_MAX: not known */
    uint64_t taken;       /* bytes that were read or passed over */
    bool ended;           /* nothing more will come */
    bool failed;          /* it ended before its end */
    struct remark remark; /* why, or what else is to be said at the end */
};

/* Takes over the file, also on failure. False for want of memory. */
bool feed_init(struct feed *f, struct os_file file, const struct os_stat *stat,
               struct meter *meter);
bool feed_init_stream(struct feed *f, struct stream stream);
void feed_release(struct feed *f); /* a zeroed feed is no empty one: FEED_NONE is */
#define FEED_NONE ((struct feed){.file = OS_FILE_CLOSED})

/* The next bytes without taking them: at least `least` (<= FEED_AHEAD), fewer only where the feed
 * ends. The view is valid until the next call. */
struct str feed_peek(struct feed *f, size_t least);
void feed_skip(struct feed *f, size_t len); /* takes bytes that were seen */

/* Whether the end was met and nothing is left. */
static inline bool feed_at_end(const struct feed *f)
{
    return f->ended && f->at == f->end;
}

/* Takes the next bytes: exactly `room` unless the feed ends. */
size_t feed_read(struct feed *f, void *to, size_t room);

/* Gives back the bytes that were read last: they come again. False for want of memory. */
bool feed_unread(struct feed *f, struct str bytes);

/* Copies bytes of another place of a seekable feed, which stays where it is; gives how many. */
size_t feed_look(struct feed *f, uint64_t at, void *to, size_t room);

/* Goes on at another place of a seekable feed. False when the system refuses. */
bool feed_seek(struct feed *f, uint64_t at);

/* The same where all before it counts as taken; when the system refuses, the feed ends there. */
void feed_go(struct feed *f, uint64_t at);

#endif
