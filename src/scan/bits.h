/*
 * Sets of numbered things, a bit each.
 */
#ifndef WSALOG_SCAN_BITS_H
#define WSALOG_SCAN_BITS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef uint64_t bitword;
#define BIT_WORDS(bits) (((bits) + 63) / 64)

static inline void bit_set(bitword *set, size_t i)
{
    set[i / 64] |= (bitword)1 << i % 64;
}
static inline bool bit_has(const bitword *set, size_t i)
{
    return set[i / 64] >> i % 64 & 1;
}
/* The first bit that is set from `i` on, or `count`. */
static inline size_t bit_next(const bitword *set, size_t i, size_t count)
{
    while (i < count) {
        bitword left = set[i / 64] >> i % 64;
        if (left) {
            i += (size_t)__builtin_ctzll(left);
            return i < count ? i : count;
        }
        i = (i / 64 + 1) * 64;
    }
    return count;
}

#endif
