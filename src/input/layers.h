/*
 * Layers: what lies between a file and the text in it. Each takes the bytes of the one below.
 *
 *     file ─▶ gzip ─▶ tar ─▶ member ─▶ xz ─▶ text
 *
 * A file may be compressed once, and may be an archive; so may each member of an archive, one level
 * deep.
 */
#ifndef WSALOG_INPUT_LAYERS_H
#define WSALOG_INPUT_LAYERS_H

#include "base/buf.h"
#include "input/archive.h"
#include "input/events.h"
#include "input/packing.h"

#define ARCHIVES_MAX 2 /* one in another */
#define LAYERS_MAX 6   /* per level: the bytes, and what is unpacked of them; and a last member */
#define NAME_BYTES_MAX ((size_t)1 << 20)

struct layer {
    struct feed feed; /* owned */
    /* What makes this feed of the one below it; of these at most one. Owned. */
    struct decompress *decompress;
    struct events *events;
    /* What this feed is, when it is one; its members are the feed above. Owned. */
    struct archive_reader *archive;
    uint64_t files;  /* that the archive has given */
    size_t name_len; /* of the name of what lies in this layer */
};

/* What is on top. */
struct topmost {
    enum {
        TOP_TEXT,
        TOP_SKIPPED, /* it is no log, see remark */
        TOP_FAILED,  /* it is one that is damaged, see remark */
    } what;
    struct remark remark;
    bool has_mtime; /* of a member */
    int64_t mtime_s;
};

struct layers {
    struct layer layers[LAYERS_MAX];
    size_t count;
    bool has_members;        /* it is an archive, or has one in it */
    const char *path;        /* borrowed */
    struct buf name;         /* "path!member" */
    const char *compression; /* the outermost; static; or NULL */
};

/* Takes over the file; `meter`: see feed_init(). Unpacks what is packed, up to the first text; see
 * layers_next() for an archive without any. False for want of memory; release it also then. */
bool layers_open(struct layers *l, const char *path, struct os_file file,
                 const struct os_stat *stat, struct meter *meter, struct topmost *top);
void layers_release(struct layers *l); /* a zeroed one is empty */

/* Goes on to the next member of the innermost archive that has one. False in `more` at the end. */
bool layers_next(struct layers *l, bool *more, struct topmost *top);

/* Of which the text is read. */
static inline const struct feed *layers_read(const struct layers *l)
{
    return &l->layers[l->count - 1].feed;
}
struct feed *layers_top(struct layers *l);

#endif
