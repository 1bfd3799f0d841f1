#include "context/path_host.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "context/text.h"
#include "engine/regex.h"

/* What parts the names in a path, as characters of a class. */
#define SEPARATORS "/\\\\!"

struct path_host {
    struct regex *regex;           /* owned */
    struct regex_scratch *scratch; /* owned */
};

void path_host_free(struct path_host *p)
{
    if (!p)
        return;
    regex_scratch_free(p->scratch);
    regex_free(p->regex);
    free(p);
}

/* One byte of the pattern, and what it stands for. Returns how many bytes it took. */
static size_t add_piece(struct buf *out, struct str rest)
{
    static const struct {
        const char *piece, *regex;
    } rows[] = {
        {"{host}", "(?<host>[^" SEPARATORS "]+?)"},
        {"**", ".*?"},
        {"*", "[^" SEPARATORS "]*?"},
        {"?", "[^" SEPARATORS "]"},
        {"/", "[" SEPARATORS "]"},
        {"\\", "[" SEPARATORS "]"},
        {"!", "[" SEPARATORS "]"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct str piece = str_from(rows[i].piece);
        if (!str_starts(rest, piece))
            continue;
        buf_add_text(out, rows[i].regex);
        return piece.len;
    }
    bool plain = ascii_is_word(rest.ptr[0]) || (unsigned char)rest.ptr[0] >= 0x80;
    buf_add_text(out, plain ? "" : "\\");
    buf_add_char(out, rest.ptr[0]);
    return 1;
}

static bool is_separator(char c)
{
    return text_one_of(c, "/\\!");
}

/* The regular expression that a path with {host} stands for. */
static void add_regex(struct buf *out, struct str pattern)
{
    bool at_end = str_starts(pattern, STR("{host}"));
    bool from_root = is_separator(pattern.ptr[0]);
    bool folder = is_separator(pattern.ptr[pattern.len - 1]);
    buf_add_text(out, from_root ? "(?s)^" : "(?s)(?<![^" SEPARATORS "])");
    for (size_t at = 0; at < pattern.len;)
        at += add_piece(out, str_slice(pattern, at, SIZE_MAX));
    if (at_end)
        buf_add_text(out, folder ? "[^" SEPARATORS "]*\\z" : "\\z");
    else if (!folder)
        buf_add_text(out, "(?![^" SEPARATORS "])");
}

static enum status compile(const char *pattern, struct regex **out, struct error *err)
{
    struct str text = str_from(pattern);
    size_t host = str_find(text, STR("{host}"), 0);
    if (text.len > PATH_HOST_PATTERN_MAX)
        return error_set(err, STATUS_INVALID, "the pattern is longer than %d bytes",
                         PATH_HOST_PATTERN_MAX);
    if (host == SIZE_MAX)
        return regex_compile(pattern, out, err);
    if (str_find(text, STR("{host}"), host + 1) != SIZE_MAX)
        return error_set(err, STATUS_INVALID, "{host} stands in it twice");
    struct buf regex = BUF_INIT((size_t)16 * PATH_HOST_PATTERN_MAX);
    add_regex(&regex, text);
    enum status status =
        regex.failed ? error_no_memory(err) : regex_compile(buf_text(&regex), out, err);
    buf_release(&regex);
    return status;
}

enum status path_host_new(const char *pattern, struct path_host **out, struct error *err)
{
    *out = NULL;
    struct path_host *p = calloc(1, sizeof *p);
    if (!p)
        return error_no_memory(err);
    enum status status = compile(pattern, &p->regex, err);
    if (!status && !regex_has_group(p->regex, "host"))
        status = error_set(err, STATUS_INVALID,
                           "it has neither {host} nor a group (?<host>...) where the host stands");
    if (!status)
        status = regex_scratch_new(&p->scratch, err);
    if (status) {
        path_host_free(p);
        return status;
    }
    *out = p;
    return STATUS_OK;
}

struct str path_host_of(const struct path_host *p, struct str path)
{
    struct span groups[REGEX_GROUPS_MAX];
    if (regex_search(p->regex, p->scratch, path, 0, groups) != REGEX_MATCH)
        return (struct str){0};
    struct span host = regex_group(p->regex, groups, "host");
    return host.at == SIZE_MAX ? (struct str){0} : str_slice(path, host.at, host.len);
}
