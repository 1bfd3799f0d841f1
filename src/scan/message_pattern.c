/*
 * Windows' message texts as patterns. The table holds each text in one form; logs hold variants:
 * any case (runtimes fold it), either apostrophe, a line break or several blanks for a blank.
 */
#include "base/buf.h"
#include "base/utf8.h"
#include "scan/internal.h"

/* A character outside ASCII that has two cases: both, since (?i) folds ASCII only. */
static void add_wide(struct buf *out, struct str bytes, int32_t character)
{
    int32_t lower = utf8_lower(character), upper = utf8_upper(character);
    if (lower == upper) {
        buf_add(out, bytes);
        return;
    }
    buf_add_text(out, "(?:");
    utf8_encode(out, lower);
    buf_add_char(out, '|');
    utf8_encode(out, upper);
    buf_add_char(out, ')');
}

void message_pattern(struct buf *out, const char *text)
{
    struct str rest = str_from(text);
    buf_add_text(out, "(?i)");
    while (rest.len) {
        int32_t character;
        size_t len = utf8_decode(rest, &character);
        char c = rest.ptr[0];
        if (character >= 0x80)
            add_wide(out, str_slice(rest, 0, len), character);
        else if (c == ' ')
            buf_add_text(out, "\\s{1,8}");
        else if (c == '\'')
            buf_add_text(out, "(?:'|\xe2\x80\x99)");
        else if (ascii_is_word(c))
            buf_add_char(out, c);
        else
            buf_add_format(out, "\\x%02x", (unsigned char)c);
        rest = str_slice(rest, len, rest.len);
    }
}
