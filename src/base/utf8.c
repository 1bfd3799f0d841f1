#include "base/utf8.h"

#include <utf8proc.h>

size_t utf8_decode(struct str s, int32_t *character)
{
    /* Most of a log is ASCII: not worth a call into the library. */
    unsigned char first = (unsigned char)s.ptr[0];
    if (first < 0x80) {
        *character = first;
        return 1;
    }
    /* Never more than one character is asked for, so that a long view costs nothing. */
    utf8proc_ssize_t room = s.len < 4 ? (utf8proc_ssize_t)s.len : 4;
    utf8proc_ssize_t length = utf8proc_iterate((const utf8proc_uint8_t *)s.ptr, room, character);
    if (length <= 0) {
        *character = UTF8_REPLACEMENT;
        return 1;
    }
    return (size_t)length;
}

void utf8_encode(struct buf *out, int32_t character)
{
    utf8proc_uint8_t bytes[4];
    /* The library would encode surrogates, too. */
    if (!utf8proc_codepoint_valid(character))
        return;
    utf8proc_ssize_t length = utf8proc_encode_char(character, bytes);
    if (length > 0)
        buf_add(out, (struct str){(const char *)bytes, (size_t)length});
}

int32_t utf8_lower(int32_t character)
{
    return utf8proc_tolower(character);
}

int32_t utf8_upper(int32_t character)
{
    return utf8proc_toupper(character);
}

static bool is_continuation(char byte)
{
    return ((unsigned char)byte & 0xC0) == 0x80;
}

size_t utf8_floor(struct str s, size_t at)
{
    if (at >= s.len)
        return s.len;
    /* The lead byte is at most three back; stray continuation bytes are characters of their own. */
    for (size_t back = 1; back <= 3 && back <= at && is_continuation(s.ptr[at]); back++) {
        if (is_continuation(s.ptr[at - back]))
            continue;
        int32_t character;
        size_t length = utf8_decode(str_slice(s, at - back, 4), &character);
        return length > back ? at - back : at;
    }
    return at;
}

int utf8_columns(int32_t character)
{
    if (character >= 0x20 && character < 0x7F)
        return 1;
    int columns = utf8proc_charwidth(character);
    return columns < 0 ? 0 : columns;
}

size_t utf8_width(struct str s)
{
    size_t width = 0;
    for (size_t at = 0; at < s.len;) {
        int32_t character;
        at += utf8_decode(str_slice(s, at, 4), &character);
        width += (size_t)utf8_columns(character);
    }
    return width;
}

static bool is_noncharacter(int32_t c)
{
    return (c & 0xFFFE) == 0xFFFE || (c >= 0xFDD0 && c <= 0xFDEF);
}

/* Characters that a reader cannot see. Signs that are drawn around digits (Arabic number signs)
 * are format characters too, but visible; and the two selectors that choose between the text and
 * the emoji form of a character are common and harmless. */
static bool is_invisible(int32_t c, const utf8proc_property_t *property)
{
    if (c == 0xFE0E || c == 0xFE0F)
        return false;
    if (property->category == UTF8PROC_CATEGORY_CF)
        return property->boundclass != UTF8PROC_BOUNDCLASS_PREPEND;
    return property->ignorable;
}

bool utf8_is_hostile(int32_t character)
{
    if (character >= 0x20 && character < 0x7F)
        return false;
    if (character < 0x20 || character > 0x10FFFF || is_noncharacter(character))
        return true;
    const utf8proc_property_t *property = utf8proc_get_property(character);
    switch (property->category) {
    case UTF8PROC_CATEGORY_CC:
    case UTF8PROC_CATEGORY_CS:
    case UTF8PROC_CATEGORY_ZL:
    case UTF8PROC_CATEGORY_ZP:
        return true;
    default:
        return is_invisible(character, property);
    }
}

static void add_hostile(struct buf *out, int32_t character)
{
    if (character == '\t')
        buf_add_char(out, ' ');
    else if (character < 0x100)
        buf_add_format(out, "\\x%02X", (unsigned)character);
    else
        buf_add_format(out, "\\u{%04X}", (unsigned)character);
}

void utf8_add_visible(struct buf *out, struct str s)
{
    size_t plain = 0; /* start of the run that can be copied as it is */
    for (size_t at = 0; at < s.len;) {
        int32_t character;
        size_t length = utf8_decode(str_slice(s, at, 4), &character);
        /* A replacement character of one byte is no character at all: show the byte. */
        bool broken = character == UTF8_REPLACEMENT && length == 1;
        if (broken || utf8_is_hostile(character)) {
            buf_add(out, str_slice(s, plain, at - plain));
            add_hostile(out, broken ? (unsigned char)s.ptr[at] : character);
            plain = at + length;
        }
        at += length;
    }
    buf_add(out, str_slice(s, plain, s.len - plain));
}
