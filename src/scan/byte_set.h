/*
 * Sets of bytes: what may stand in one place of a match.
 */
#ifndef WSALOG_SCAN_BYTE_SET_H
#define WSALOG_SCAN_BYTE_SET_H

#include "base/str.h"

/* One bit each. */
struct byte_set {
    uint64_t bits[4];
};

extern const struct byte_set byte_set_all;

static inline void byte_set_add(struct byte_set *set, char byte)
{
    set->bits[(unsigned char)byte / 64] |= UINT64_C(1) << ((unsigned char)byte % 64);
}
static inline bool byte_set_has(const struct byte_set *set, char byte)
{
    return set->bits[(unsigned char)byte / 64] >> ((unsigned char)byte % 64) & 1;
}
static inline bool byte_sets_meet(const struct byte_set *a, const struct byte_set *b)
{
    return (a->bits[0] & b->bits[0]) | (a->bits[1] & b->bits[1]) | (a->bits[2] & b->bits[2]) |
           (a->bits[3] & b->bits[3]);
}
static inline void byte_set_unite(struct byte_set *set, const struct byte_set *other)
{
    for (size_t i = 0; i < 4; i++)
        set->bits[i] |= other->bits[i];
}
/* The number of a set among the `count` different ones that are kept, where it is added when it is
 * not there yet. False: there would be more than `most`. */
bool byte_set_number(struct byte_set *kept, size_t *count, size_t most, const struct byte_set *set,
                     uint16_t *out);

/* A letter in both cases; another byte alone. */
void byte_set_add_letter(struct byte_set *set, char c);

/* What \d, \s or \w stand for; all bytes for other letters. */
struct byte_set byte_set_of_escape(char letter);

/* A class of a pattern, between its brackets: [begin, end). Letters stand for both cases. Where it
 * is not understood, or excludes letters, the set is larger than the class, never smaller. */
struct byte_set byte_set_of_class(const char *begin, const char *end);

/* Where a class ends: its closing bracket, or NULL when it has none, or holds a class of its own
 * ([:alpha:]). `begin` is the byte after its opening bracket. */
const char *byte_set_class_end(const char *begin);

#endif
