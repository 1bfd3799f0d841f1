/*
 * Looking at the bytes of a line without ever leaving it.
 */
#ifndef WSALOG_CONTEXT_TEXT_H
#define WSALOG_CONTEXT_TEXT_H

#include "base/str.h"

/* The byte at a position; NUL behind the end. */
static inline char text_at(struct str line, size_t at)
{
    return at < line.len ? line.ptr[at] : '\0';
}

/* Whether a byte is one of these; NUL never is. */
static inline bool text_one_of(char c, const char *chars)
{
    for (; *chars; chars++) /* too few for strchr() to pay */
        if (*chars == c)
            return true;
    return false;
}

/* Whether a word is one of these, which are lower case, in any case. */
static inline bool text_is_word_of(struct str word, const char *const *words, size_t count)
{
    char first = ascii_lower(text_at(word, 0)); /* most rows differ in it already */
    for (size_t i = 0; i < count; i++)
        if (words[i][0] == first && str_equal_nocase(word, str_from(words[i])))
            return true;
    return false;
}

#endif
