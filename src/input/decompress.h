/*
 * Decompressors: each is one file that ends in a descriptor, and one row in decompress.c.
 *
 * They are chosen by the first bytes of a file, never by its name. What we know by sight but cannot
 * read has a row without a descriptor, so that it is skipped with a reason and not taken for text.
 */
#ifndef WSALOG_INPUT_DECOMPRESS_H
#define WSALOG_INPUT_DECOMPRESS_H

#include "input/feed.h"

/* What reading went on to say: why it broke off, or what a reader should know. "": nothing. */
struct remark {
    char text[REMARK_MAX];
};

struct decompressor {
    /* NULL for want of memory. The feed is borrowed and must outlive the state. */
    void *(*open)(struct feed *from);
    /* The next bytes: 1 to `room` of them, 0 at the end, -1 when the rest is lost. All that could
     * be decoded is given before -1 is. */
    int64_t (*read)(void *state, void *to, size_t room, struct remark *remark);
    void (*close)(void *state);
};

extern const struct decompressor decompress_gzip;

struct packing {
    const char *name; /* "gzip"; NULL: a form of its own, not a compression */
    size_t at;        /* where the magic bytes stand */
    struct str magic;
    const struct decompressor *decompressor; /* NULL: this build does not read it, and says: */
    const char *refusal;
};

/* How the log that begins like this is packed; NULL: not in a way that we know. */
const struct packing *packing_of(struct str head);

#endif
