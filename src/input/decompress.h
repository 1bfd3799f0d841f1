/*
 * Decompressors: each is one file that ends in a descriptor, and one row in packing.c.
 *
 * A decompressor takes steps over bytes that it is shown; decompress.c runs it over a feed, goes
 * from one member to the next, and says why the rest is lost. The libraries are used directly and
 * not through libarchive, which drops what it had decoded of its last buffer when data is cut
 * short: 37 KB of a log of 169 KB in xz, all of one that is smaller than a block.
 */
#ifndef WSALOG_INPUT_DECOMPRESS_H
#define WSALOG_INPUT_DECOMPRESS_H

#include "input/feed.h"

/* A decoder that wants to look back further is refused: it would take as much memory. */
#define WINDOW_MAX ((uint64_t)128 * 1024 * 1024)
#define WINDOW_REFUSAL "it wants a window over 128 MiB to be unpacked"

/* Beyond it a reader should know that little became much. */
#define RATIO_MAX 1000
#define RATIO_WARNING "it unpacks to more than 1,000 times its size"
#define RATIO_BYTES_MIN ((uint64_t)1024 * 1024) /* below, a ratio says nothing */
bool ratio_is_odd(uint64_t packed, uint64_t unpacked);

enum unpacked {
    UNPACKED_SOME,   /* or nothing, for want of input */
    UNPACKED_MEMBER, /* a member has ended; another may follow */
    UNPACKED_LOST,   /* the rest is lost, see `why` */
};

struct decompressor {
    const char *name;
    void *(*open)(void); /* NULL for want of memory */
    /* Unpacks from `in`, which is advanced, to `to`; gives how much in `got`. */
    enum unpacked (*step)(void *state, struct str *in, void *to, size_t room, size_t *got,
                          struct remark *why);
    bool (*restart)(void *state);    /* for another member; false for want of memory */
    bool (*begins)(struct str next); /* whether these bytes begin a member */
    void (*close)(void *state);
};

extern const struct decompressor decompress_gzip;
extern const struct decompressor decompress_zstd;
extern const struct decompressor decompress_xz;
extern const struct decompressor decompress_bzip2;
extern const struct decompressor decompress_lz4;

struct decompress;

/* NULL for want of memory. The feed is borrowed and must outlive it. */
struct decompress *decompress_open(const struct decompressor *kind, struct feed *from);
void decompress_close(struct decompress *d);
struct stream decompress_stream(struct decompress *d);

#endif
