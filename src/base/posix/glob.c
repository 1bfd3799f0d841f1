#include "base/buf.h"
#include "base/os_file.h"

#include <fnmatch.h>
#include <string.h>

/* Most alternatives ({a,b}) that are tried in one pattern, so that no pattern can keep us busy. */
#define ALTERNATIVES_MAX 1000

/* fnmatch() knows no double star: where a pattern has one, every star matches slashes. */
static bool match_plain(const char *pattern, const char *path)
{
    int flags = strstr(pattern, "**") ? 0 : FNM_PATHNAME;
    return fnmatch(pattern, path, flags) == 0;
}

/* A double star between slashes may also stand for no folder at all. */
static bool match_stars(struct buf *pattern, const char *path)
{
    if (match_plain(buf_text(pattern), path))
        return true;
    size_t stars = str_find(buf_str(pattern), STR("**/"), 0);
    if (stars == SIZE_MAX || (stars > 0 && pattern->ptr[stars - 1] != '/'))
        return false;
    memmove(pattern->ptr + stars, pattern->ptr + stars + 3, pattern->len - stars - 3 + 1);
    pattern->len -= 3;
    return match_plain(pattern->ptr, path);
}

/* The end of the alternative that begins at `at`: its comma, its brace, or the final NUL. */
static const char *alternative_end(const char *at)
{
    for (unsigned depth = 0; *at; at++) {
        if (*at == '\\' && at[1])
            at++;
        else if (*at == '{')
            depth++;
        else if (depth && *at == '}')
            depth--;
        else if (!depth && (*at == ',' || *at == '}'))
            break;
    }
    return at;
}

/* The first brace that is not quoted, or NULL. */
static const char *first_brace(const char *at)
{
    for (; *at && *at != '{'; at++)
        if (*at == '\\' && at[1])
            at++;
    return *at ? at : NULL;
}

/* Tries each alternative of the first braces, with what stands around them. */
static bool match_braces(const char *pattern, const char *path, unsigned *left)
{
    struct buf whole = BUF_INIT(1 << 16);
    const char *open = first_brace(pattern);
    const char *close = open;
    while (close && *close && *close != '}')
        close = alternative_end(close + 1);
    if (!open || !*close) { /* none, or never closed: then it means itself */
        buf_add_text(&whole, pattern);
        bool matches = !whole.failed && match_stars(&whole, path);
        buf_release(&whole);
        return matches;
    }
    bool matches = false;
    for (const char *at = open; at != close && !matches && *left;) {
        const char *end = alternative_end(at + 1);
        buf_clear(&whole);
        buf_add(&whole, (struct str){pattern, (size_t)(open - pattern)});
        buf_add(&whole, (struct str){at + 1, (size_t)(end - at - 1)});
        buf_add_text(&whole, close + 1);
        --*left;
        matches = !whole.failed && match_braces(buf_text(&whole), path, left);
        at = end;
    }
    buf_release(&whole);
    return matches;
}

bool os_glob_match(const char *pattern, const char *path)
{
    unsigned left = ALTERNATIVES_MAX;
    return match_braces(pattern, path, &left);
}
