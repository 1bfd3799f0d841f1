#include "input/cut.h"

#include "input/utf16.h"

#include <string.h>

static bool is_boundary(struct str bytes, enum encoding encoding, size_t at)
{
    if (at >= bytes.len)
        return true;
    if (encoding_is_utf16(encoding))
        return utf16_is_boundary(bytes, encoding, at);
    return ((unsigned char)bytes.ptr[at] & 0xc0) != 0x80; /* not a continuation byte */
}

/* The longest characters have four bytes: after three steps it is no text of this encoding. */
size_t cut_floor(struct str bytes, enum encoding encoding, size_t at)
{
    for (size_t back = 0; back <= 3 && back <= at; back++)
        if (is_boundary(bytes, encoding, at - back))
            return at - back;
    return at;
}

size_t cut_ceiling(struct str bytes, enum encoding encoding, size_t at)
{
    for (size_t ahead = 0; ahead <= 3; ahead++)
        if (is_boundary(bytes, encoding, at + ahead))
            return at + ahead;
    return at;
}

/* The position after the last line end, or 0. */
static size_t after_last_line(struct str bytes, const struct source_info *info)
{
    if (encoding_is_utf16(info->encoding)) {
        size_t at = utf16_find_last(bytes, info->encoding, info->line_end);
        return at == SIZE_MAX ? 0 : at + 2;
    }
    const char *hit = bytes.len ? memrchr(bytes.ptr, info->line_end, bytes.len) : NULL;
    return hit ? (size_t)(hit - bytes.ptr) + 1 : 0;
}

struct cut cut_find(struct str bytes, size_t lead, size_t context, const struct source_info *info)
{
    size_t last = bytes.len - context - CUT_RIM;
    struct str owned = str_slice(bytes, lead, last - lead); /* lead and last lie at characters */
    size_t lines = after_last_line(owned, info);
    if (lines)
        return (struct cut){.owned_end = lead + lines, .next = lead + lines};

    size_t end = cut_floor(bytes, info->encoding, last);
    size_t next = cut_ceiling(bytes, info->encoding, end - context);
    return (struct cut){.owned_end = end, .next = next, .inside = true};
}
