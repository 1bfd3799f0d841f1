/*
 * Text: the bytes of a log turned into UTF-8, from front to back.
 *
 * What is UTF-8 (or ASCII, or of no known encoding) passes as it is, UTF-16 and code pages are
 * turned. A log that is ASCII so far is looked at again where it ceases to be that; one that goes
 * over from narrow text to UTF-16 or back is followed.
 */
#ifndef WSALOG_INPUT_TEXT_H
#define WSALOG_INPUT_TEXT_H

#include "input/charset.h"
#include "input/feed.h"
#include "input/guess.h"
#include "input/source.h"

struct text_options {
    enum encoding encoding;
    const char *page; /* for iconv(3), or NULL */
    bool undecided;   /* nothing but ASCII was seen: guess where it ends */
    bool steady;      /* no text, or stated: take it as it is to its end */
    struct phrases phrases;
};

struct text {
    struct feed *from; /* borrowed */
    struct text_options options;
    enum encoding now;    /* ENCODING_UTF8: narrow */
    struct charset *page; /* owned; of narrow text, or NULL */
    const char *name;     /* of a page that was guessed on the way, or NULL; static */
    bool line_start;      /* a line begins here (in wide text) */
    char last;            /* byte of narrow text that was given */
    bool no_memory;
    uint64_t changes;     /* between narrow and wide */
    uint64_t changed;     /* bytes before the first one */
    uint64_t last_change; /* bytes before the last one */
    char *turned;         /* owned: UTF-8 that was not yet taken: [at, end) */
    size_t at;
    size_t end;
};

/* False for want of memory, or when the system does not know the page: `known` tells. */
bool text_init(struct text *t, struct feed *from, const struct text_options *options, bool *known);
void text_release(struct text *t); /* a zeroed one is empty */

/* Whether the text is not UTF-16 where the feed stands. */
static inline bool text_is_narrow(const struct text *t)
{
    return t->now == ENCODING_UTF8;
}

/* Whether what comes next can be found by its place in the feed: the text passes as it is, or it is
 * UTF-16, and always was. */
bool text_is_claimable(const struct text *t);

/* Bytes of the feed before what is given next of such a text. */
uint64_t text_place(const struct text *t);

/* Goes on with such a text at another place of its file, where a line begins, behind `last`. */
void text_go(struct text *t, uint64_t at, char last);

/* How many of these bytes of UTF-16 are surely that, and whole characters: see
 * shape_wide_length(). Steady text is not looked at for that. */
size_t text_wide_length(struct str bytes, enum encoding encoding, bool steady, bool whole,
                        bool *line_start, bool *narrow);

/* The next bytes of UTF-8: exactly `room` unless the feed ends, or memory (see no_memory). */
size_t text_read(struct text *t, char *to, size_t room);

#endif
