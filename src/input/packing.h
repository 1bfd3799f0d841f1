/*
 * How a log is packed: known by its first bytes, never by its name.
 *
 * What we know by sight but cannot read has a row too, so that it is skipped with a reason and not
 * taken for text.
 */
#ifndef WSALOG_INPUT_PACKING_H
#define WSALOG_INPUT_PACKING_H

#include "input/archive.h"
#include "input/decompress.h"

enum packing_kind {
    PACKING_COMPRESSED,
    PACKING_ARCHIVE,
    PACKING_EVENTS, /* a Windows event log */
    PACKING_REFUSED,
};

struct packing {
    enum packing_kind kind;
    const char *name; /* "gzip"; NULL: a form of its own, not a compression */
    size_t at;        /* where the magic bytes stand */
    struct str magic;
    const struct decompressor *decompressor; /* PACKING_COMPRESSED */
    enum archive_kind archive;               /* PACKING_ARCHIVE */
    bool seeks;                              /* needs a file, and not a pipe */
    const char *about;                       /* "a zip archive"; of a refused one: the reason */
};

/* How the log that begins like this is packed; NULL: not in a way that we know. */
const struct packing *packing_of(struct str head);

#endif
