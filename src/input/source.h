/*
 * A source: one log, opened and read as blocks of text.
 *
 *     struct source *s;
 *     source_open(path, &options, &s, &err)
 *     while (source_read(s, &block, &err) == STATUS_OK && block.owned_len)   one thread at a time
 *         block_decode(&block, &err)                                         any thread
 *     source_close(s)
 *
 * source_read() cuts the bytes (decompressed if need be) into blocks by input bytes alone, at line
 * ends: which thread reads and how many there are changes nothing. block_decode() turns a block
 * into UTF-8 in place; it needs no lock. A byte order mark belongs to no block: offsets in the
 * decoded text begin after it.
 *
 * A block shows [ lead | owned | tail ]. Every byte of the log is owned by exactly one block.
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

#define BLOCK_BYTES ((size_t)256 * 1024) /* input bytes of a block, lead and tail included */
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
    char line_end;           /* '\n'; '\r' when the first SNIFF_BYTES have CR and no LF */
    const char *compression; /* "gzip" or NULL; static */
    uint64_t bytes;          /* read so far, after decompression, before decoding */
    bool binary;             /* looks like no text; skipped unless explicit_path */
    bool has_mtime;          /* a regular file: */
    int64_t mtime_s;         /* its modification time, seconds since the epoch */
};

struct source;

struct block {
    uint64_t index;         /* from 0 within its source */
    char *bytes;            /* owned by the block, reused; always readable up to len */
    size_t len;             /* lead + owned + tail */
    size_t lead;            /* bytes */
    size_t owned_len;       /* bytes; 0: the source has ended */
    bool cut;               /* the last owned line goes on in the next block */
    enum encoding encoding; /* of bytes; ENCODING_UTF8 after block_decode() */
    size_t room;            /* private */
    char *spare;            /* private: decode buffer, owned */
    size_t spare_room;      /* private */
};

void block_release(struct block *b); /* a zeroed block is an empty one */

struct source_options {
    bool explicit_path; /* named by the user, not found in a directory: binary data is read too */
    size_t block_bytes; /* 0: BLOCK_BYTES. Below 8 * BLOCK_CONTEXT the context is an eighth of it */
};

/*
 * Opens `path` ("-": standard input) and looks at its first bytes. A log that cannot be read at
 * all, or is skipped (binary, compressed by something that this build does not read), still gives
 * a source whose info says so and whose first read ends. Fails only for want of memory. Owned by
 * the caller: source_close().
 */
enum status source_open(const char *path, const struct source_options *options, struct source **out,
                        struct error *err);
void source_close(struct source *s); /* NULL is fine */

/* The next block; it is full unless the source ends in it. At the end, and after an error (then the
 * info says partial or failed and why), owned_len is 0. Fails only for want of memory. */
enum status source_read(struct source *s, struct block *b, struct error *err);

const struct source_info *source_info(const struct source *s);

/* Decodes to UTF-8: ill-formed sequences become U+FFFD in UTF-16 input; bytes that are not UTF-8
 * stay as they are (see base/utf8.h for showing them). lead, owned_len and len are adjusted. */
enum status block_decode(struct block *b, struct error *err);

#endif
