/*
 * A source: one log, opened and read as blocks of UTF-8; or an archive, with each of its files a
 * log of its own.
 *
 *     struct source *s;
 *     bool more;
 *     source_open(path, &options, &s, &err)
 *     do {
 *         while (source_read(s, &block, &err) == STATUS_OK && block.owned_len)
 *             ...
 *         source_info(s), source_name(s)   the last word on this log
 *     } while (source_next(s, &more, &err) == STATUS_OK && more);
 *     source_close(s)
 *
 * One thread at a time; see block_claim.h for more of them. The bytes are unpacked and turned into
 * UTF-8, and cut into blocks by their number alone, at line ends: which thread reads and how many
 * there are changes nothing. A byte order mark belongs to no block: offsets in the text begin after
 * it.
 *
 * A block shows [ lead | owned | tail ]. Every byte of the text is owned by exactly one block.
 *   - lead: empty when the block begins at a line; else (a line longer than a block was cut) up to
 *     BLOCK_CONTEXT bytes of that line that the block before owns.
 *   - owned: whole lines, but for one that is longer than a block.
 *   - tail: BLOCK_CONTEXT to 2 * BLOCK_CONTEXT bytes of what follows, owned by the blocks after;
 *     less only where the log ends.
 */
#ifndef WSALOG_INPUT_SOURCE_H
#define WSALOG_INPUT_SOURCE_H

#include "base/buf.h"
#include "base/error.h"
#include "base/os_file.h"
#include "input/guess.h"

#define BLOCK_BYTES ((size_t)256 * 1024) /* of a block, lead and tail included */
#define BLOCK_CONTEXT ((size_t)4096)     /* what a rule may see either side of a hit */
#define SNIFF_BYTES ((size_t)64 * 1024)  /* what decides encoding, line end and records */

enum encoding { ENCODING_UTF8, ENCODING_UTF8_BOM, ENCODING_UTF16LE, ENCODING_UTF16BE };
const char *encoding_name(enum encoding encoding); /* "UTF-8", "UTF-16LE", …; static */

/* Partial: the end is missing; failed: nothing could be read. */
enum source_status { SOURCE_READ, SOURCE_PARTIAL, SOURCE_SKIPPED, SOURCE_FAILED };
const char *source_status_name(enum source_status status); /* "read", "partial", … */

/* What can be said of a source, during and after reading. */
struct source_info {
    enum source_status status;
    char reason[256]; /* why not simply read, or what a reader should know; else "" */
    enum encoding encoding;
    const char *page; /* the code page, which was stated or guessed ("Windows-1252"), or NULL */
    char line_end;    /* '\n'; '\r' when the first SNIFF_BYTES have CR and no LF */
    const char *compression; /* the outermost: "gzip", "zip" …, or NULL; static */
    uint64_t bytes;          /* read so far, after decompression, before decoding */
    bool binary;             /* looks like no text; skipped unless explicit_path */
    bool garbled;    /* read, but hardly as text: that nothing is found in it means nothing */
    bool has_mtime;  /* a regular file: */
    int64_t mtime_s; /* its modification time, seconds since the epoch */
};

struct source;

struct block {
    uint64_t index;   /* from 0 within its source */
    char *bytes;      /* owned by the block, reused; always readable up to len */
    size_t len;       /* lead + owned + tail */
    size_t lead;      /* bytes */
    size_t owned_len; /* bytes; 0: the source has ended */
    bool cut;         /* the last owned line goes on in the next block */
    bool rest;        /* it is what source_rest() had held back */
    size_t room;      /* private */
};

void block_release(struct block *b); /* a zeroed block is an empty one */

struct source_options {
    bool explicit_path;   /* named by the user, not found in a directory: binary data is read too */
    const char *encoding; /* stated for all that has no byte order mark, or NULL: look */
    struct phrases phrases; /* that tell a code page; see guess.h */
    struct os_nearby *near; /* or NULL: where the thread has opened its last file */
    struct meter *meter;    /* or NULL: counts the bytes that are read from the file, see feed.h */
    size_t block_bytes; /* 0: BLOCK_BYTES. Below 8 * BLOCK_CONTEXT the context is an eighth of it */
    bool resumable;     /* it will be gone on with in another run: see below */
};

/* Whether text in an encoding of this name can be read. */
bool encoding_is_known(const char *name);

/*
 * Opens `path` ("-": standard input) and looks at its first bytes. A log that cannot be read at
 * all, or is skipped (binary, packed in a way that cannot be read), still gives a source whose info
 * says so and whose first read ends. Fails only for want of memory. Owned by the caller:
 * source_close(). The path and what the options point to must outlive it.
 */
enum status source_open(const char *path, const struct source_options *options, struct source **out,
                        struct error *err);
void source_close(struct source *s); /* NULL is fine */

/* The next block; it is full unless the log ends in it. At the end, and after an error (then the
 * info says partial or failed and why), owned_len is 0. Fails only for want of memory. */
enum status source_read(struct source *s, struct block *b, struct error *err);

/* Claims the next block, so that another thread may read it: see block_claim.h. False: it has to be
 * read by source_read(), as the first and the last are. */
struct block_claim;
bool source_claim(struct source *s, struct block_claim *c);

/* Goes back to a claim that was in vain, or to the first of those; the others are void. They must
 * all be done with. The next block is that of the claim. */
void source_go_back(struct source *s, const struct block_claim *c);

/* Goes on to the next file of an archive. After the last one, an archive that could not be read
 * whole, or held no file, has a last word of its own: a log without bytes. */
enum status source_next(struct source *s, bool *more, struct error *err);

/* The file that was opened; one without a size and inode when none was. */
const struct os_stat *source_file(const struct source *s);

const struct source_info *source_info(const struct source *s); /* of the log at hand */
const char *source_encoding(const struct source_info *info);   /* its name; static or stated */

/* "path", or "path!name in the archive" (raw bytes); valid until the next log. */
const char *source_name(const struct source *s);

/*
 * Going on where another run has stopped. In a resumable source a last line without its line end
 * is held back: it may not be finished yet. The place up to which a log was given lies before it.
 */
struct source_place {
    uint64_t offset; /* in the text */
    uint64_t raw;   /* in the unpacked bytes; PLACE_UNKNOWN: it is only found by reading up to it */
    bool undecided; /* all before it is ASCII */
    bool inside;    /* within a line that is longer than a block */
};
#define PLACE_UNKNOWN UINT64_MAX

/* The first SNIFF_BYTES of the text, or all that there is; to be asked for before anything is read.
 * The view is valid until then. */
enum status source_head(struct source *s, struct str *head, struct error *err);

/* Goes to a place, which must lie behind the last one unless the source can seek: a file that is
 * not packed can where `raw` is known. `before` is the text before it, up to TAIL_BYTES, for a
 * caller who wants to know whether it is still the same; valid until the next call. When the text
 * ends before the place, `there` is false, and nothing more can be read. */
enum status source_go(struct source *s, const struct source_place *to, struct str *before,
                      bool *there, struct error *err);

struct source_place source_place(const struct source *s); /* up to which the log was given */
struct str source_before(const struct source *s);         /* the text before it, as above */
struct str source_rest(const struct source *s);           /* what is held back at the end, or "" */
void source_give_rest(struct source *s);    /* it comes as the next block; the place stays */
bool source_packed(const struct source *s); /* compressed, or in an archive: it will not grow */

#endif
