#include "scan/w3c.h"

#include <string.h>

#define HEADER "#Fields:"

static bool is_separator(char c)
{
    return c == ' ' || c == '\t';
}

bool w3c_is_header(struct str line)
{
    return str_starts(line, STR(HEADER));
}

bool w3c_is_data(struct str line)
{
    return line.len > 0 && line.ptr[0] != '#';
}

/* The next word from `*at` on; false at the end. */
static bool next_name(struct str line, size_t *at, struct str *name)
{
    while (*at < line.len && is_separator(line.ptr[*at]))
        ++*at;
    size_t begin = *at;
    while (*at < line.len && !is_separator(line.ptr[*at]))
        ++*at;
    *name = str_slice(line, begin, *at - begin);
    return name->len > 0;
}

void w3c_read_header(struct str line, const char *const *names, size_t name_count,
                     struct w3c_columns *out)
{
    *out = (struct w3c_columns){.client = W3C_COLUMN_NONE};
    for (size_t i = 0; i < W3C_WATCHED_MAX; i++)
        out->watched[i] = W3C_COLUMN_NONE;
    struct str name;
    size_t at = sizeof HEADER - 1;
    for (; out->count < W3C_COLUMN_NONE && next_name(line, &at, &name); out->count++) {
        if (str_equal_nocase(name, STR("c-ip")))
            out->client = out->count;
        for (size_t i = 0; i < name_count; i++)
            if (str_equal_nocase(name, str_from(names[i])))
                out->watched[i] = out->count;
    }
}

bool w3c_equal(const struct w3c_columns *a, const struct w3c_columns *b)
{
    return a->count == b->count && a->client == b->client &&
           memcmp(a->watched, b->watched, sizeof a->watched) == 0;
}

static struct w3c_span from_left(struct str line, uint16_t index)
{
    size_t at = 0;
    for (; index > 0; index--) {
        while (at < line.len && !is_separator(line.ptr[at]))
            at++;
        if (at++ >= line.len)
            return (struct w3c_span){SIZE_MAX, 0};
    }
    size_t end = at;
    while (end < line.len && !is_separator(line.ptr[end]))
        end++;
    return (struct w3c_span){at, end - at};
}

static struct w3c_span from_right(struct str line, uint16_t behind)
{
    size_t end = line.len;
    for (; behind > 0; behind--) {
        while (end > 0 && !is_separator(line.ptr[end - 1]))
            end--;
        if (end == 0)
            return (struct w3c_span){SIZE_MAX, 0};
        end--;
    }
    size_t at = end;
    while (at > 0 && !is_separator(line.ptr[at - 1]))
        at--;
    return (struct w3c_span){at, end - at};
}

struct w3c_span w3c_column(struct str line, uint16_t index, uint16_t count)
{
    if (index >= count)
        return (struct w3c_span){SIZE_MAX, 0};
    uint16_t behind = (uint16_t)(count - 1 - index);
    return behind < index ? from_right(line, behind) : from_left(line, index);
}

bool w3c_is_whole(struct str line, const struct w3c_columns *columns)
{
    size_t count = 1;
    for (size_t i = 0; i < line.len; i++)
        count += is_separator(line.ptr[i]);
    return count == columns->count;
}

bool w3c_is_column(struct str line, size_t at, size_t len)
{
    return (at == 0 || is_separator(line.ptr[at - 1])) &&
           (at + len == line.len || is_separator(line.ptr[at + len]));
}
