#include "input/shape.h"

#include <string.h>

#include "input/utf16.h"

/* A stretch of so many bytes without a NUL in UTF-16 text is looked at more closely. */
#define STRETCH ((size_t)32)
/* So many of them in a row before it is tried again whether all is ASCII. */
#define STRETCHES 8
/* A line that is narrow within wide text: at least so long, or so many units that would be two
 * ASCII characters each. */
#define LINE_MIN 4
#define UNITS_MIN 12

static bool is_plain(char c)
{
    return (c >= ' ' && c <= '~') || c == '\t' || c == '\r' || c == '\n';
}

/* Of the units in view a quarter and more are ASCII, and none of them is a NUL of narrow text. */
bool shape_is_wide(struct str view, enum encoding encoding)
{
    size_t high = utf16_high_byte(encoding);
    size_t units = (view.len < SHAPE_VIEW ? view.len : SHAPE_VIEW) / 2;
    size_t ascii = 0;
    for (size_t i = 0; i < units; i++) {
        char top = view.ptr[2 * i + high], low = view.ptr[2 * i + 1 - high];
        if (low == '\0' && (top == '\0' || is_plain(top)))
            return false;
        ascii += top == '\0' && is_plain(low);
    }
    return units >= 2 && ascii >= 2 && ascii * 4 >= units;
}

/* The wide text that the NUL at `nul` belongs to: from the line's beginning when that is a whole
 * number of units away, else from the unit of the NUL. */
static size_t wide_around(struct str bytes, size_t line, size_t nul, enum encoding *encoding)
{
    static const enum encoding both[] = {ENCODING_UTF16LE, ENCODING_UTF16BE};
    for (size_t i = 0; i < 2; i++) {
        size_t high = utf16_high_byte(both[i]);
        if (nul < line + high)
            continue;
        size_t unit = nul - high;
        bool from_line = (unit - line) % 2 == 0 && unit - line < 2 * UNITS_MIN;
        size_t starts[] = {from_line ? line : unit, unit};
        for (size_t s = 0; s < 2; s++) {
            if (shape_is_wide(str_slice(bytes, starts[s], SHAPE_VIEW), both[i])) {
                *encoding = both[i];
                return starts[s];
            }
        }
    }
    return SIZE_MAX;
}

static size_t line_begin(struct str bytes, size_t from, size_t at)
{
    const char *hit = at > from ? memrchr(bytes.ptr + from, '\n', at - from) : NULL;
    return hit ? (size_t)(hit - bytes.ptr) + 1 : from;
}

size_t shape_find_wide(struct str bytes, size_t from, bool whole, enum encoding *encoding)
{
    size_t seen = from;
    while (seen < bytes.len) {
        const char *hit = memchr(bytes.ptr + seen, '\0', bytes.len - seen);
        if (!hit)
            break;
        size_t nul = (size_t)(hit - bytes.ptr);
        size_t near = nul > from + SHAPE_VIEW ? nul - SHAPE_VIEW : from;
        size_t line = line_begin(bytes, near, nul);
        size_t at = wide_around(bytes, line, nul, encoding);
        if (at != SIZE_MAX)
            return at;
        if (!whole && bytes.len - nul < SHAPE_VIEW) {
            *encoding = ENCODING_UTF8; /* not known yet */
            return line;
        }
        for (seen = nul + 1; seen < bytes.len && bytes.ptr[seen] == '\0'; seen++)
            ;
    }
    return SIZE_MAX;
}

/* ---- narrow text in wide text --------------------------------------------------------------- */

/* Nothing in a stretch speaks for narrow text: it has an ASCII unit, no unit has a NUL for its low
 * byte, and none is CR LF. Units are looked at whole and the answers gathered without a branch, so
 * that a compiler makes vectors of it. */
static bool is_uniform_stretch(const char *at, size_t high)
{
    const uint16_t top = utf16_unit(high, 0xff, 0), low = utf16_unit(high, 0, 0xff);
    const uint16_t line_break = utf16_unit(0, '\r', '\n');
    uint16_t units[STRETCH / 2];
    memcpy(units, at, sizeof units);
    uint16_t ascii = 0, narrow = 0; /* 0, or all bits set */
    for (size_t i = 0; i < STRETCH / 2; i++) {
        ascii |= (units[i] & top) == 0 ? UINT16_MAX : 0;
        narrow |= (units[i] & low) == 0 ? UINT16_MAX : 0;
        narrow |= units[i] == line_break ? UINT16_MAX : 0;
    }
    return ascii && !narrow;
}

/* Nothing in whole stretches speaks for narrow text; what is ASCII does not, without a NUL. */
static bool is_uniform(struct str bytes, enum encoding encoding)
{
    size_t at = 0;
    while (at + STRETCH <= bytes.len) {
        at += utf16_ascii_length(str_slice(bytes, at, bytes.len), encoding);
        for (size_t i = 0; i < STRETCHES && at + STRETCH <= bytes.len; i++, at += STRETCH)
            if (!is_uniform_stretch(bytes.ptr + at, utf16_high_byte(encoding)))
                return false;
    }
    return true;
}

/* A line of narrow text: no NUL up to its line end, and nearly all of it ASCII. */
static bool line_is_narrow(struct str view, bool whole)
{
    view = str_slice(view, 0, SHAPE_VIEW);
    const char *end = view.len ? memchr(view.ptr, '\n', view.len) : NULL;
    size_t len = end ? (size_t)(end - view.ptr) + 1 : view.len;
    if (len < LINE_MIN || memchr(view.ptr, '\0', len) || (len < view.len && !view.ptr[len]))
        return false;
    if (!end && !(whole && view.len < SHAPE_VIEW) && len < SHAPE_VIEW)
        return false;
    size_t plain = 0;
    for (size_t i = 0; i < len; i++)
        plain += is_plain(view.ptr[i]);
    bool crlf = len >= 2 && view.ptr[len - 2] == '\r' && view.ptr[len - 1] == '\n';
    return plain * 10 >= len * (len < 2 * UNITS_MIN && !crlf ? 10 : 8);
}

static bool unit_is_two_letters(const char *unit)
{
    return is_plain(unit[0]) && is_plain(unit[1]);
}

/* Line by line and unit by unit: where narrow text begins, or what could be looked at. */
static size_t walk_units(struct str bytes, size_t high, bool whole, bool *line_start, bool *narrow)
{
    size_t letters = 0; /* units in a row that would be two letters */
    size_t stop = whole || bytes.len < SHAPE_VIEW ? bytes.len : bytes.len - SHAPE_VIEW;
    size_t at = 0;
    for (; at + 2 <= bytes.len && at < stop; at += 2) {
        const char *unit = bytes.ptr + at;
        if (*line_start && line_is_narrow(str_slice(bytes, at, SHAPE_VIEW), whole)) {
            *narrow = true;
            return at;
        }
        letters = unit_is_two_letters(unit) ? letters + 1 : 0;
        if (letters == UNITS_MIN) {
            *narrow = true;
            return at + 2 - 2 * letters;
        }
        *line_start = unit[high] == '\0' && unit[1 - high] == '\n';
    }
    return whole ? bytes.len : at;
}

size_t shape_wide_length(struct str bytes, enum encoding encoding, bool whole, bool *line_start,
                         bool *narrow)
{
    size_t high = utf16_high_byte(encoding);
    *narrow = false;
    if (!whole && bytes.len < SHAPE_VIEW)
        return 0;
    /* In the last stretch narrow text may begin: then it shows in the next one. */
    size_t even = bytes.len / STRETCH * STRETCH;
    size_t sure = even > STRETCH ? even - STRETCH : 0;
    if (sure && !whole && is_uniform(str_slice(bytes, 0, even), encoding)) {
        *line_start = bytes.ptr[sure - 2 + high] == '\0' && bytes.ptr[sure - 1 - high] == '\n';
        return sure;
    }
    return walk_units(bytes, high, whole, line_start, narrow);
}
