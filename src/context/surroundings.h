/*
 * What stands around a match on its line: the socket call that failed, the other end, the host and
 * the program that wrote it.
 * All views point into the line.
 */
#ifndef WSALOG_CONTEXT_SURROUNDINGS_H
#define WSALOG_CONTEXT_SURROUNDINGS_H

#include "base/buf.h"
#include "base/error.h"
#include "base/vocabulary.h"

struct surroundings {
    enum operation operation; /* OPERATION_NONE when nothing tells */
    /* The remote end: host:port, [v6]:port or host; "" if unknown. Where the line writes host and
     * port apart (`host='db', port=5432`) it is the host, and peer_port the port. */
    struct str peer;
    struct str peer_port;
    struct str host;    /* the host that wrote the line, where the line tells; "" if not */
    struct str process; /* the program that wrote it, likewise */
};

/* Appends the peer as it is reported: host:port, [v6]:port, or the host alone. */
void surroundings_add_peer(const struct surroundings *s, struct buf *out);

/* Words that name an operation, ready for look-up. Built once from the catalog's operations. */
struct call_words;

/* `calls[operation]` holds that operation's words, lower case, separated by spaces (see
 * table/operations.csv). Owned by the caller: call_words_free(). */
enum status call_words_new(const char *const calls[OPERATION_COUNT], struct call_words **out,
                           struct error *err);
void call_words_free(struct call_words *words);

/* Looks at `line` around the match [at, at + len). The operation is the call nearest before the
 * match, else the nearest after it. Never reads outside the line; costs at most a few passes over
 * 512 bytes either side. */
void surroundings_find(const struct call_words *words, struct str line, size_t at, size_t len,
                       struct surroundings *out);

#endif
