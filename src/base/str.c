#include "base/str.h"

#include <string.h>

#include "base/vector_unit.h"

/* Digits, letters and _: sixteen to a row, the half beyond ASCII is false. */
const bool ascii_word_bytes[256] = {
    0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, /* 0x00 */
    0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, /* 0x10 */
    0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, /* blank … / */
    1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 0, 0, 0, 0, 0, 0, /* 0 … ? */
    0, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, /* @ … O */
    1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 0, 0, 0, 0, 1, /* P … _ */
    0, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, /* ` … o */
    1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 0, 0, 0, 0, 0, /* p … DEL */
};

static bool is_space(char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

struct str str_trim(struct str s)
{
    while (s.len && is_space(s.ptr[s.len - 1]))
        s.len--;
    while (s.len && is_space(*s.ptr)) {
        s.ptr++;
        s.len--;
    }
    return s;
}

/* Eight bytes at a time; what a product has in its upper half comes down again. */
static uint64_t mix(uint64_t hash, uint64_t bytes)
{
    uint64_t product = (hash ^ bytes) * UINT64_C(0x9E3779B97F4A7C15);
    return product ^ product >> 32;
}

uint64_t str_hash(struct str s)
{
    uint64_t hash = s.len + 1, bytes = 0;
    size_t at = 0;
    for (; at + sizeof bytes <= s.len; at += sizeof bytes) {
        memcpy(&bytes, s.ptr + at, sizeof bytes);
        hash = mix(hash, bytes);
    }
    for (bytes = 0; at < s.len; at++)
        bytes = bytes << 8 | (unsigned char)s.ptr[at];
    return mix(hash, bytes);
}

static bool equal_nocase_n(const char *a, const char *b, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (ascii_lower(a[i]) != ascii_lower(b[i]))
            return false;
    return true;
}

bool str_starts_nocase(struct str s, struct str prefix)
{
    return s.len >= prefix.len && equal_nocase_n(s.ptr, prefix.ptr, prefix.len);
}

int str_compare(struct str a, struct str b)
{
    size_t n = a.len < b.len ? a.len : b.len;
    int order = n ? memcmp(a.ptr, b.ptr, n) : 0;
    if (order)
        return order;
    return (a.len > b.len) - (a.len < b.len);
}

size_t str_find(struct str s, struct str needle, size_t from)
{
    if (from > s.len || needle.len > s.len - from)
        return SIZE_MAX;
    if (needle.len == 0)
        return from;
    const char *hit = memmem(s.ptr + from, s.len - from, needle.ptr, needle.len);
    return hit ? (size_t)(hit - s.ptr) : SIZE_MAX;
}

size_t str_find_nocase(struct str s, struct str needle, size_t from)
{
    if (from > s.len || needle.len > s.len - from)
        return SIZE_MAX;
    if (needle.len == 0)
        return from;
    char first = ascii_lower(needle.ptr[0]);
    for (size_t i = from; i + needle.len <= s.len; i++)
        if (ascii_lower(s.ptr[i]) == first && equal_nocase_n(s.ptr + i, needle.ptr, needle.len))
            return i;
    return SIZE_MAX;
}

bool str_to_i64(struct str s, int64_t *out)
{
    bool negative = s.len && s.ptr[0] == '-';
    size_t i = s.len && (s.ptr[0] == '-' || s.ptr[0] == '+');
    if (i == s.len)
        return false;
    uint64_t limit = (uint64_t)INT64_MAX + negative;
    uint64_t value = 0;
    for (; i < s.len; i++) {
        if (!ascii_is_digit(s.ptr[i]))
            return false;
        uint64_t digit = (uint64_t)(s.ptr[i] - '0');
        if (value > (limit - digit) / 10)
            return false;
        value = value * 10 + digit;
    }
    *out = negative ? (int64_t)(0 - value) : (int64_t)value;
    return true;
}

enum { LANES = 64, ROUNDS = 255 };

/* Bytes are compared in groups of at most 255, so that a group's count fits one byte a lane; the
 * compiler makes vectors of the lanes. */
FOR_EACH_VECTOR_UNIT static size_t count_group(const char *at, size_t rounds, char byte)
{
    unsigned char lanes[LANES] = {0};
    for (size_t round = 0; round < rounds; round++, at += LANES)
        for (int lane = 0; lane < LANES; lane++)
            lanes[lane] = (unsigned char)(lanes[lane] + (at[lane] == byte));
    size_t total = 0;
    for (int lane = 0; lane < LANES; lane++)
        total += lanes[lane];
    return total;
}

size_t str_count(struct str s, char byte)
{
    size_t total = 0;
    size_t i = 0;
    while (i + LANES <= s.len) {
        size_t rounds = (s.len - i) / LANES < ROUNDS ? (s.len - i) / LANES : ROUNDS;
        total += count_group(s.ptr + i, rounds, byte);
        i += rounds * LANES;
    }
    for (; i < s.len; i++)
        total += s.ptr[i] == byte;
    return total;
}

enum { STRETCHES = 8 };

FOR_EACH_VECTOR_UNIT static bool is_ascii_group(const char *at)
{
    unsigned char lanes[LANES] = {0};
    for (size_t stretch = 0; stretch < STRETCHES; stretch++, at += LANES)
        for (int lane = 0; lane < LANES; lane++)
            lanes[lane] = (unsigned char)(lanes[lane] | (unsigned char)at[lane]);
    unsigned char all = 0;
    for (int lane = 0; lane < LANES; lane++)
        all |= lanes[lane];
    return all < 0x80;
}

size_t str_ascii_length(struct str s)
{
    const size_t group = (size_t)LANES * STRETCHES;
    size_t at = 0;
    while (at + group <= s.len && is_ascii_group(s.ptr + at))
        at += group;
    for (uint64_t word; at + sizeof word <= s.len; at += sizeof word) {
        memcpy(&word, s.ptr + at, sizeof word);
        if (word & UINT64_C(0x8080808080808080))
            break;
    }
    while (at < s.len && !((unsigned char)s.ptr[at] & 0x80))
        at++;
    return at;
}
