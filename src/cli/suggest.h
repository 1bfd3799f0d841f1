/*
 * The nearest right word for a wrong one, by Damerau-Levenshtein distance (insertions, deletions,
 * replacements, and neighbours swapped; upper and lower case are one).
 *
 *     struct suggestion best = suggestion_for(typed);
 *     suggestion_offer(&best, "include");   for each word that would be right
 *     if (best.word) ...                    NULL: nothing is near enough
 */
#ifndef WSALOG_CLI_SUGGEST_H
#define WSALOG_CLI_SUGGEST_H

#include "base/str.h"

#define SUGGEST_WORD_MAX 64 /* longer words are never suggested, nor for */

struct suggestion {
    struct str typed;
    const char *word;
    size_t distance; /* of word; else one more than is near enough */
};

struct suggestion suggestion_for(struct str typed);
void suggestion_offer(struct suggestion *s, const char *word); /* the first of equals stays */

size_t edit_distance(struct str a, struct str b); /* SIZE_MAX when one is too long */

#endif
