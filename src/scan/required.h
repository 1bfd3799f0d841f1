/*
 * Which words a pattern cannot match without.
 *
 * Many rules hang on one trigger (a number that looks like a code), but each also wants a word
 * beside it. Those words are derived from the pattern, so that a line is shown only to the rules
 * whose words stand on it. The derivation may miss a chance; it never names a word that a match
 * can do without.
 */
#ifndef WSALOG_SCAN_REQUIRED_H
#define WSALOG_SCAN_REQUIRED_H

#include "base/str.h"
#include "scan/byte_set.h"

#define REQUIRED_SETS_MAX 3   /* of a pattern */
#define REQUIRED_WORDS_MAX 64 /* alternatives; more are not worth looking for */
#define REQUIRED_BYTES_MAX 40 /* of a word; a longer one is cut */
#define REQUIRED_BYTES_MIN 3  /* a shorter one stands on every other line */

/* Words of which one must stand. */
struct word_set {
    size_t count;
    char words[REQUIRED_WORDS_MAX][REQUIRED_BYTES_MAX + 1]; /* lower case */
};

/* Every match of the pattern holds at least one word of each set, in any ASCII case. set_count 0:
 * nothing could be derived; else the first set is the one that says most. The group named `code`
 * begins at most `before_code` bytes after the match does; SIZE_MAX: there is no bound, or no such
 * group. Where its text begins with 10 or 11, and no digit stands before, one of `beside_code`
 * does: all bytes when more is not known. */
struct required {
    size_t before_code;
    struct byte_set beside_code;
    size_t set_count;
    struct word_set sets[REQUIRED_SETS_MAX];
};

void required_derive(const char *pattern, struct required *out);

#endif
