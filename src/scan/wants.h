/*
 * What each of many patterns wants on a line: words without which it cannot match (required.h), and
 * which of them stand there.
 *
 * Of each pattern there are up to REQUIRED_SETS_MAX sets of words, and of each set one word must
 * stand. A row of bits has REQUIRED_SETS_MAX parts of wants_words() bitwords: bit i of the nth part
 * is the nth set of pattern i.
 *
 * A text is looked through once for all words: where three bytes in a row begin a word, which a
 * table of bits tells, the words that begin so are compared. Immutable once made, and shared by
 * threads.
 */
#ifndef WSALOG_SCAN_WANTS_H
#define WSALOG_SCAN_WANTS_H

#include "base/error.h"
#include "scan/bits.h"
#include "scan/required.h"

struct wants;

/* Derives them, which takes some milliseconds for a few hundred patterns. Owned by the caller. */
enum status wants_new(const char *const *patterns, size_t count, struct wants **out,
                      struct error *err);
void wants_free(struct wants *w); /* NULL is fine */

/* As bytes, for the same version of the program on the same kind of processor, and back: they are
 * not copied, and must outlive what is returned, which is not to be freed. NULL: not these bytes.
 */
struct str wants_bytes(const struct wants *w);
const struct wants *wants_view(struct str bytes);

size_t wants_words(const struct wants *w); /* of a part of a row */
static inline size_t wants_row(const struct wants *w)
{
    return REQUIRED_SETS_MAX * wants_words(w);
}

/* The sets that are empty: nothing is wanted. A row. */
const bitword *wants_nothing(const struct wants *w);

/* Adds to a row the sets of which a word stands in the text, in any ASCII case. */
void wants_look(const struct wants *w, struct str text, bitword *row);

/* See struct required. */
size_t wants_before_code(const struct wants *w, size_t pattern);
const struct byte_set *wants_beside_code(const struct wants *w, size_t pattern);

#endif
