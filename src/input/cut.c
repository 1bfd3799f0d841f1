#include "input/cut.h"

#include <string.h>

static bool is_boundary(struct str bytes, size_t at)
{
    return at >= bytes.len || ((unsigned char)bytes.ptr[at] & 0xc0) != 0x80;
}

/* The longest characters have four bytes: after three steps it is no UTF-8. */
size_t cut_floor(struct str bytes, size_t at)
{
    for (size_t back = 0; back <= 3 && back <= at; back++)
        if (is_boundary(bytes, at - back))
            return at - back;
    return at;
}

size_t cut_ceiling(struct str bytes, size_t at)
{
    for (size_t ahead = 0; ahead <= 3; ahead++)
        if (is_boundary(bytes, at + ahead))
            return at + ahead;
    return at;
}

size_t cut_after_last_line(struct str bytes, char line_end)
{
    const char *hit = bytes.len ? memrchr(bytes.ptr, line_end, bytes.len) : NULL;
    return hit ? (size_t)(hit - bytes.ptr) + 1 : 0;
}

size_t cut_last(size_t len, size_t context)
{
    return len - context - CUT_RIM;
}

struct cut cut_find(struct str bytes, size_t lead, size_t context, char line_end)
{
    size_t last = cut_last(bytes.len, context);
    struct str owned = str_slice(bytes, lead, last - lead); /* lead and last lie at characters */
    size_t lines = cut_after_last_line(owned, line_end);
    if (lines)
        return (struct cut){.owned_end = lead + lines, .next = lead + lines};

    size_t end = cut_floor(bytes, last);
    size_t next = cut_ceiling(bytes, end - context);
    return (struct cut){.owned_end = end, .next = next, .inside = true};
}

size_t cut_shown(struct str bytes, size_t owned_end, size_t context)
{
    size_t shown = owned_end + 2 * context;
    size_t most = bytes.len - CUT_RIM / 2;
    return cut_floor(bytes, shown < most ? shown : most);
}
