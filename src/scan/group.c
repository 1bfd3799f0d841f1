#include "scan/group.h"

/* Options that change nothing of which text is taken, but for case and line ends. */
#define OPTIONS "imnsJU-"

/* `p` is at the name. */
static bool open_named(const char **at, const char *p, struct group *out)
{
    const char *end = strchr(p, '>');
    if (!end)
        return false;
    *out = (struct group){.kind = GROUP_NAMED, .name = {p, (size_t)(end - p)}};
    *at = end + 1;
    return true;
}

/* `p` is at the letters, if there are any. */
static bool open_with_options(const char **at, const char *p, struct group *out)
{
    p += strspn(p, OPTIONS);
    if (*p != ':' && *p != ')')
        return false;
    *out = (struct group){.kind = *p == ')' ? GROUP_OPTIONS : GROUP_PLAIN};
    *at = p + 1;
    return true;
}

bool group_open(const char **at, struct group *out)
{
    const char *p = *at + 1;
    if (*p != '?') {
        *out = (struct group){.kind = GROUP_PLAIN};
        *at = p;
        return *p != '*'; /* (*SKIP) and the like */
    }
    p++;
    const char *look = p + (*p == '<');
    if (*look == '=' || *look == '!') {
        *out = (struct group){.kind = GROUP_LOOK, .ahead = look == p, .refuses = *look == '!'};
        *at = look + 1;
        return true;
    }
    const char *named = p + (*p == 'P');
    return *named == '<' ? open_named(at, named + 1, out) : open_with_options(at, p, out);
}
