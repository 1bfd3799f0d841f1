/*
 * The list at the end of a zip, its central directory: which members there are, and where each
 * begins.
 *
 *     member  member  ...  list  end record  comment
 *
 * A zip is read by its list or member by member from its beginning. The list tells more, but only
 * while it is that of this archive: behind a cut the last end record may belong to a zip that is a
 * member, and of two zips one behind the other the last list knows only the second. So a list is
 * used only where it lies where it says that it does, can be followed to its end, and has each
 * member at a place of its own.
 */
#ifndef WSALOG_INPUT_ZIP_LIST_H
#define WSALOG_INPUT_ZIP_LIST_H

#include "input/feed.h"

struct zip_list {
    bool sound;       /* it is the archive's, and whole */
    bool encrypted;   /* by it, one member or more */
    uint64_t *places; /* owned: where in the feed its members begin, in order */
    size_t count;
    uint64_t end; /* where in the feed something else may begin, behind the comment */
};

/*
 * Looks for the list where libarchive does, in the last 16 KiB. `origin`: where in the feed, which
 * must be seekable, the archive begins; the feed is there afterwards. A list of more than `most`
 * members is not sound. False for want of memory, or when the feed cannot go back.
 */
bool zip_list_read(struct zip_list *list, struct feed *from, uint64_t origin, size_t most);
void zip_list_release(struct zip_list *list); /* a zeroed one is empty */

/* The first member that begins at or behind a place; UINT64_MAX: none. */
uint64_t zip_list_next(const struct zip_list *list, uint64_t at);

/* What is told by a list that a feed has come to. */
struct zip_end {
    bool found;      /* the end record is there */
    bool followed;   /* and what lies before it is a list */
    uint64_t listed; /* members; when not followed as the end record has it, 0: it has not */
};

/* Takes of the feed, which stands behind the last member, all up to the end of the archive. */
void zip_list_pass(struct feed *from, struct zip_end *end);

#endif
