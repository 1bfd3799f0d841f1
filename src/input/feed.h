/*
 * A feed: the bytes of one file as they lie on the disk or come through a pipe, with a look ahead.
 *
 * A regular file is read to the size that it had when it was opened; what is appended meanwhile is
 * left for the next run.
 */
#ifndef WSALOG_INPUT_FEED_H
#define WSALOG_INPUT_FEED_H

#include "base/os_file.h"

#define FEED_AHEAD ((size_t)64 * 1024) /* how far it can look ahead */
#define REMARK_MAX 256

struct feed {
    struct os_file file; /* owned */
    char *ahead;         /* owned: bytes read but not yet taken: [at, end) */
    size_t at;
    size_t end;
    uint64_t left;           /* bytes that the file still holds; UINT64_MAX: not known */
    bool ended;              /* nothing more will come */
    bool failed;             /* it ended before its end: */
    char reason[REMARK_MAX]; /* why */
};

/* Takes over the file, also on failure. False for want of memory. */
bool feed_init(struct feed *f, struct os_file file, const struct os_stat *stat);
void feed_release(struct feed *f);

/* The next bytes without taking them: at least `least` (<= FEED_AHEAD), fewer only where the feed
 * ends. The view is valid until the next call. */
struct str feed_peek(struct feed *f, size_t least);
void feed_skip(struct feed *f, size_t len); /* takes bytes that were seen */

/* Takes the next bytes: exactly `room` unless the feed ends. */
size_t feed_read(struct feed *f, void *to, size_t room);

#endif
