/*
 * Archives: one file that holds several, read through libarchive member by member.
 */
#ifndef WSALOG_INPUT_ARCHIVE_H
#define WSALOG_INPUT_ARCHIVE_H

#include "input/feed.h"

#define ARCHIVE_MEMBERS_MAX 100000

enum archive_kind { ARCHIVE_ZIP, ARCHIVE_TAR, ARCHIVE_7Z, ARCHIVE_CAB };

struct archive_reader;

/* NULL for want of memory. The feed is borrowed and must outlive it. */
struct archive_reader *archive_open(enum archive_kind kind, struct feed *from);
void archive_close(struct archive_reader *a); /* NULL is fine */

struct archive_member {
    const char *name; /* as stored; valid until the next call */
    bool has_mtime;
    int64_t mtime_s;
    const char *refusal; /* why it cannot be read, or NULL; static */
    bool fails;          /* the refusal is a failure, and no rule */
};

/*
 * Goes on to the next file in the archive; directories, links and the like are passed over. False
 * at the end; then the remark says what there is to say, and `lost` whether the rest is lost.
 */
bool archive_next(struct archive_reader *a, struct archive_member *member, struct remark *remark,
                  bool *lost);

/* Has something said at the end of the archive, if nothing is to be said yet: of the member at
 * hand, which was not read to where it fails. */
void archive_tell(struct archive_reader *a, const char *trouble);

/* The bytes of the member at hand. */
struct stream archive_stream(struct archive_reader *a);

#endif
