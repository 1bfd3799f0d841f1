#include "input/sniff.h"

#include "input/utf16.h"

#include <string.h>

struct mark {
    struct str bytes;
    enum encoding encoding;
    bool utf32;
};

/* The UTF-32LE mark begins with the UTF-16LE one, so it comes first. */
static const struct mark marks[] = {
    {{"\xff\xfe\0\0", 4}, ENCODING_UTF8, true},      {{"\0\0\xfe\xff", 4}, ENCODING_UTF8, true},
    {{"\xef\xbb\xbf", 3}, ENCODING_UTF8_BOM, false}, {{"\xff\xfe", 2}, ENCODING_UTF16LE, false},
    {{"\xfe\xff", 2}, ENCODING_UTF16BE, false},
};

/* UTF-16 without a mark: of mostly ASCII text every second byte is NUL, and nearly no other one. */
static bool guess_utf16(struct str head, enum encoding *out)
{
    size_t units = head.len / 2;
    size_t nuls[2] = {0, 0};
    for (size_t i = 0; i < units * 2; i++)
        nuls[i % 2] += head.ptr[i] == '\0';
    for (size_t high = 0; high < 2; high++) {
        if (nuls[high] * 10 > units * 7 && nuls[1 - high] * 10 < units) {
            *out = high ? ENCODING_UTF16LE : ENCODING_UTF16BE;
            return true;
        }
    }
    return false;
}

static bool has_unit(struct str text, enum encoding encoding, char ascii)
{
    if (encoding_is_utf16(encoding))
        return utf16_find_last(text, encoding, ascii) != SIZE_MAX;
    return text.len && memchr(text.ptr, ascii, text.len) != NULL;
}

/* A CR that is the last thing seen may have its LF behind the edge. */
static char line_end_of(struct str text, enum encoding encoding, bool whole)
{
    if (has_unit(text, encoding, '\n'))
        return '\n';
    size_t unit = encoding_is_utf16(encoding) ? 2 : 1;
    if (!whole && text.len >= unit)
        text.len -= unit;
    return has_unit(text, encoding, '\r') ? '\r' : '\n';
}

struct sniff sniff_text(struct str head)
{
    struct sniff out = {.encoding = ENCODING_UTF8, .line_end = '\n'};
    for (size_t i = 0; i < sizeof marks / sizeof *marks && !out.mark; i++) {
        if (str_starts(head, marks[i].bytes)) {
            out.encoding = marks[i].encoding;
            out.mark = marks[i].bytes.len;
            out.utf32 = marks[i].utf32;
        }
    }
    struct str text = str_slice(head, out.mark, head.len);
    if (!encoding_is_utf16(out.encoding) && !out.utf32 && text.len &&
        memchr(text.ptr, '\0', text.len))
        out.binary = out.mark || !guess_utf16(text, &out.encoding);
    out.line_end = line_end_of(text, out.encoding, head.len < SNIFF_BYTES);
    return out;
}
