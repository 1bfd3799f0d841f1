#include "input/utf16.h"

#include <string.h>

#include "base/vector_unit.h"

/* ASCII is narrowed so many code units at a time: two vectors of 32 bytes and more. */
#define RUN 32
/* It is told so many units at a time. */
#define LOOK 128

static unsigned unit_at(const char *at, size_t high)
{
    return (unsigned)(unsigned char)at[high] << 8 | (unsigned char)at[1 - high];
}

static bool is_lead(unsigned unit)
{
    return unit >= 0xd800 && unit < 0xdc00;
}

static bool is_trail(unsigned unit)
{
    return unit >= 0xdc00 && unit < 0xe000;
}

size_t utf16_find_last(struct str text, enum encoding encoding, char ascii)
{
    size_t high = utf16_high_byte(encoding);
    size_t end = text.len / 2 * 2;
    while (end) {
        const char *hit = memrchr(text.ptr, ascii, end);
        if (!hit)
            break;
        size_t at = (size_t)(hit - text.ptr);
        if (at % 2 != high && text.ptr[(at & ~(size_t)1) + high] == '\0')
            return at & ~(size_t)1;
        end = at;
    }
    return SIZE_MAX;
}

bool utf16_is_boundary(struct str text, enum encoding encoding, size_t at)
{
    if (at % 2)
        return false;
    if (at < 2 || text.len < at + 2)
        return true;
    size_t high = utf16_high_byte(encoding);
    return !is_lead(unit_at(text.ptr + at - 2, high)) || !is_trail(unit_at(text.ptr + at, high));
}

size_t utf16_room(size_t len)
{
    return (len / 2 + len % 2) * 3;
}

/* The bits that no ASCII unit has, as they lie in memory. */
static uint16_t beyond_ascii(enum encoding encoding)
{
    return utf16_unit(utf16_high_byte(encoding), 0xff, 0x80);
}

/* As it lies in memory. */
static inline uint16_t unit_in_memory(const char *from, size_t i)
{
    uint16_t unit;
    memcpy(&unit, from + 2 * i, sizeof unit);
    return unit;
}

/* Narrows runs of units up to the first one that is not all ASCII; gives how many. */
FOR_EACH_VECTOR_UNIT static size_t narrow_runs(const char *restrict from, size_t runs,
                                               uint16_t beyond, char *restrict to)
{
    for (size_t run = 0; run < runs; run++, from += 2 * RUN, to += RUN) {
        uint16_t seen = 0;
        for (size_t i = 0; i < RUN; i++)
            seen |= unit_in_memory(from, i);
        if (seen & beyond)
            return run;
        for (size_t i = 0; i < RUN; i++) { /* one of the two bytes is zero */
            uint16_t unit = unit_in_memory(from, i);
            to[i] = (char)((unit | unit >> 8) & 0x7f);
        }
    }
    return runs;
}

/* Looks at LOOK units at a time; gives how many times all of them are ASCII and none is NUL. */
FOR_EACH_VECTOR_UNIT static size_t look_at_runs(const char *from, size_t runs, uint16_t beyond)
{
    for (size_t run = 0; run < runs; run++, from += 2 * LOOK) {
        uint16_t seen = 0, nul = 0; /* 0, or all bits set */
        for (size_t i = 0; i < LOOK; i++) {
            uint16_t unit = unit_in_memory(from, i);
            seen |= unit;
            nul |= unit ? 0 : UINT16_MAX;
        }
        if ((seen & beyond) || nul)
            return run;
    }
    return runs;
}

size_t utf16_ascii_length(struct str text, enum encoding encoding)
{
    uint16_t beyond = beyond_ascii(encoding);
    return 2 * LOOK * look_at_runs(text.ptr, text.len / (2 * LOOK), beyond);
}

static char *put(char *to, uint32_t c)
{
    if (c < 0x80) {
        *to++ = (char)c;
        return to;
    }
    if (c < 0x800) {
        *to++ = (char)(0xc0 | c >> 6);
    } else {
        if (c < 0x10000) {
            *to++ = (char)(0xe0 | c >> 12);
        } else {
            *to++ = (char)(0xf0 | c >> 18);
            *to++ = (char)(0x80 | (c >> 12 & 0x3f));
        }
        *to++ = (char)(0x80 | (c >> 6 & 0x3f));
    }
    *to++ = (char)(0x80 | (c & 0x3f));
    return to;
}

/* The character at `at`, which lies before `end`; gives where the next one begins. */
static size_t decode(struct str text, size_t high, size_t at, uint32_t *character)
{
    *character = 0xfffd;
    if (text.len - at < 2)
        return text.len;
    unsigned unit = unit_at(text.ptr + at, high);
    at += 2;
    if (!is_lead(unit) && !is_trail(unit)) {
        *character = unit;
    } else if (is_lead(unit) && text.len - at >= 2) {
        unsigned second = unit_at(text.ptr + at, high);
        if (is_trail(second)) {
            *character = 0x10000 + ((uint32_t)(unit - 0xd800) << 10) + (second - 0xdc00);
            at += 2;
        }
    }
    return at;
}

size_t utf16_to_utf8(struct str text, enum encoding encoding, char *to)
{
    size_t high = utf16_high_byte(encoding);
    char *out = to;
    size_t at = 0;
    while (at < text.len) {
        size_t runs = (text.len - at) / (2 * RUN);
        size_t ascii = runs ? narrow_runs(text.ptr + at, runs, beyond_ascii(encoding), out) : 0;
        at += ascii * 2 * RUN;
        out += ascii * RUN;
        /* Not all ASCII: as many units one by one, so that a text in another script does not pay
         * for a vain attempt at each of them. */
        size_t stop = text.len - at < 2 * RUN ? text.len : at + 2 * RUN;
        while (at < stop) {
            uint32_t character;
            at = decode(text, high, at, &character);
            out = put(out, character);
        }
    }
    return (size_t)(out - to);
}

size_t utf16_length(struct str text)
{
    size_t units = 0;
    for (size_t i = 0; i < text.len; i++) {
        unsigned char c = (unsigned char)text.ptr[i];
        units += (c & 0xc0) != 0x80; /* each character begins once */
        units += c >= 0xf0;          /* and the longest are pairs */
    }
    return 2 * units;
}
