#include "report/fit.h"

size_t fit_bytes(struct str s, size_t columns)
{
    size_t used = 0;
    for (size_t at = 0; at < s.len;) {
        int32_t character;
        size_t length = utf8_decode(str_slice(s, at, 4), &character);
        used += (size_t)utf8_columns(character);
        if (used > columns)
            return at;
        at += length;
    }
    return s.len;
}

/* Bytes to leave out from the front so that the rest takes at most `columns`. */
static size_t skip_bytes(struct str s, size_t columns)
{
    size_t width = utf8_width(s);
    size_t at = 0;
    while (at < s.len) {
        int32_t character;
        size_t length = utf8_decode(str_slice(s, at, 4), &character);
        size_t own = (size_t)utf8_columns(character);
        /* A combining character goes with the one before it. */
        if (width <= columns && own > 0)
            return at;
        width -= own;
        at += length;
    }
    return at;
}

void fit_cut(struct buf *out, struct str s, size_t columns, const char *mark)
{
    if (utf8_width(s) <= columns) {
        buf_add(out, s);
        return;
    }
    size_t taken = utf8_width(str_from(mark));
    buf_add(out, str_slice(s, 0, fit_bytes(s, columns > taken ? columns - taken : 0)));
    if (taken <= columns)
        buf_add_text(out, mark);
}

void fit_cut_left(struct buf *out, struct str s, size_t columns, const char *mark)
{
    if (utf8_width(s) <= columns) {
        buf_add(out, s);
        return;
    }
    size_t taken = utf8_width(str_from(mark));
    if (taken <= columns)
        buf_add_text(out, mark);
    size_t skip = skip_bytes(s, columns > taken ? columns - taken : 0);
    buf_add(out, str_slice(s, skip, s.len));
}

/* How far a cut may move so as not to halve a word. */
#define WORD_REACH 16

/* The next place at or soon after `at` where a word begins, or a character if there is none. */
static size_t word_begin(struct str text, size_t at)
{
    for (size_t i = at; i > 0 && i < text.len && i < at + WORD_REACH; i++)
        if (text.ptr[i - 1] == ' ')
            return i;
    return utf8_floor(text, at);
}

void fit_window(struct buf *out, struct str s, size_t at, size_t len, size_t columns,
                const char *mark)
{
    size_t upto = utf8_width(str_slice(s, 0, at)) + utf8_width(str_slice(s, at, len));
    size_t taken = utf8_width(str_from(mark));
    if (utf8_width(s) <= columns || upto + taken <= columns) {
        fit_cut(out, s, columns, mark);
        return;
    }
    /* The match ends two thirds into the window, or nearer to its end when little follows it. */
    size_t after = utf8_width(s) - upto;
    size_t behind = after < columns / 3 ? after : columns / 3;
    struct str head = str_slice(s, 0, at + len);
    size_t room = columns - behind > taken ? columns - behind - taken : 0;
    size_t skip = skip_bytes(head, room);
    /* Of a match that is longer than the window the beginning says more than the end. */
    size_t lead = skip_bytes(str_slice(s, 0, at), columns / 4);
    skip = word_begin(s, skip < lead ? skip : lead);
    if (columns > taken)
        buf_add_text(out, mark);
    fit_cut(out, str_slice(s, skip, s.len), columns > taken ? columns - taken : columns, mark);
}

static struct str without_leading_spaces(struct str s)
{
    while (s.len && *s.ptr == ' ')
        s = str_slice(s, 1, s.len);
    return s;
}

/* Where to break a text of which `fits` bytes fit: before a space, or within a word that has no
 * space before it. At least one character, so that every call goes on. */
static size_t break_at(struct str s, size_t fits)
{
    if (fits == s.len || s.ptr[fits] == ' ')
        return fits;
    for (size_t at = fits; at > 0; at--)
        if (s.ptr[at - 1] == ' ')
            return at;
    if (fits)
        return fits;
    int32_t character;
    return utf8_decode(s, &character);
}

bool fit_line(struct str *rest, size_t columns, struct str *line)
{
    *rest = without_leading_spaces(*rest);
    if (rest->len == 0)
        return false;
    size_t end = str_find(*rest, STR("\n"), 0);
    struct str paragraph = str_slice(*rest, 0, end);
    size_t taken = break_at(paragraph, fit_bytes(paragraph, columns));
    bool whole = taken == paragraph.len && end != SIZE_MAX;
    *line = str_slice(paragraph, 0, taken);
    while (line->len && line->ptr[line->len - 1] == ' ')
        line->len--;
    *rest = str_slice(*rest, taken + whole, rest->len);
    return true;
}

void fit_begin(struct buf *out, struct str raw, size_t bytes)
{
    if (raw.len <= bytes) {
        utf8_add_visible(out, raw);
        return;
    }
    utf8_add_visible(out, str_slice(raw, 0, utf8_floor(raw, bytes)));
    buf_add_text(out, FIT_MARK);
}

void fit_end(struct buf *out, struct str raw, size_t bytes)
{
    if (raw.len <= bytes) {
        utf8_add_visible(out, raw);
        return;
    }
    buf_add_text(out, FIT_MARK);
    size_t from = utf8_floor(raw, raw.len - bytes);
    utf8_add_visible(out, str_slice(raw, from, raw.len));
}

void fit_sample(struct buf *out, const struct report_sample *sample, size_t bytes)
{
    struct str text = {sample->text, sample->text_len};
    size_t end = sample->match_at + sample->match_len;
    if (text.len <= bytes || end <= bytes) {
        fit_begin(out, text, bytes);
        return;
    }
    /* Two thirds of the room for what stands before the match and for itself; of a match that is
     * longer than that, the beginning. */
    size_t before = bytes / 3 * 2;
    size_t from = end - (before < end ? before : end);
    size_t lead = bytes / 4 < sample->match_at ? bytes / 4 : sample->match_at;
    if (from > sample->match_at - lead)
        from = sample->match_at - lead;
    from = word_begin(text, from);
    buf_add_text(out, from ? FIT_MARK : "");
    fit_begin(out, str_slice(text, from, text.len), bytes);
}
