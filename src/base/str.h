/*
 * Views of bytes: a pointer and a length, passed by value. A view owns nothing, may hold NUL
 * bytes, and is valid as long as what it points into. The empty view has len 0 and any ptr.
 */
#ifndef WSALOG_BASE_STR_H
#define WSALOG_BASE_STR_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

struct str {
    const char *ptr;
    size_t len;
};

#define STR(literal) ((struct str){(literal), sizeof(literal) - 1})

/* For printf("%.*s"): the length is cut at INT_MAX. */
#define STR_ARG(s) ((int)((s).len > 0x7fffffff ? 0x7fffffff : (s).len)), (s).ptr

/* Of a C string; NULL gives the empty view. */
static inline struct str str_from(const char *text)
{
    return (struct str){text, text ? strlen(text) : 0};
}

/* Clipped to s. */
static inline struct str str_slice(struct str s, size_t at, size_t len)
{
    if (at > s.len)
        at = s.len;
    if (len > s.len - at)
        len = s.len - at;
    if (s.len == 0) /* nothing is added to a pointer that may be NULL */
        return s;
    return (struct str){s.ptr + at, len};
}

struct str str_trim(struct str s); /* without ASCII white space at both ends */

static inline bool str_equal(struct str a, struct str b)
{
    return a.len == b.len && (a.len == 0 || memcmp(a.ptr, b.ptr, a.len) == 0);
}

static inline bool str_starts(struct str s, struct str prefix)
{
    return s.len >= prefix.len && str_equal((struct str){s.ptr, prefix.len}, prefix);
}

/* ASCII letters only. */
bool str_starts_nocase(struct str s, struct str prefix);
static inline bool str_equal_nocase(struct str a, struct str b)
{
    return a.len == b.len && str_starts_nocase(a, b);
}

int str_compare(struct str a, struct str b); /* as memcmp, then the shorter first */

/* Position of the first occurrence at or after `from`, or SIZE_MAX. */
size_t str_find(struct str s, struct str needle, size_t from);
size_t str_find_nocase(struct str s, struct str needle, size_t from); /* ASCII letters only */

/* A decimal number that is the whole view, with an optional sign. False when it is none or does
 * not fit. */
bool str_to_i64(struct str s, int64_t *out);

/* How many `byte`s stand in s; as fast as the machine's vector unit. */
size_t str_count(struct str s, char byte);

/* How many bytes at the beginning are ASCII, at the speed of memory. */
size_t str_ascii_length(struct str s);

/* For tables in memory: quick on short names, the same for equal views, and nothing to keep. */
uint64_t str_hash(struct str s);

/* Locale-independent character classes. */
static inline bool ascii_is_digit(char c)
{
    return c >= '0' && c <= '9';
}
static inline bool ascii_is_alpha(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}
extern const bool ascii_word_bytes[256]; /* a look is quicker than five comparisons */
static inline bool ascii_is_word(char c)
{
    return ascii_word_bytes[(unsigned char)c];
}
static inline char ascii_lower(char c)
{
    return (char)(c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c);
}
/* Of a digit in hex, in either case; -1: it is none. */
static inline int ascii_hex_value(char c)
{
    char lower = ascii_lower(c);
    return ascii_is_digit(c) ? c - '0' : lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
}
/* Of two of them, as in \x41; -1: they are not, or the text ends. */
static inline int ascii_hex_byte(const char *text)
{
    int high = ascii_hex_value(text[0]);
    int low = high < 0 ? -1 : ascii_hex_value(text[1]);
    return low < 0 ? -1 : high * 16 + low;
}

#endif
