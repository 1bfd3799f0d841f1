#include "input/sniff.h"

#include "input/shape.h"
#include "input/utf16.h"

#include <string.h>

/* So many NULs on end belong to no text: they fill up. */
#define PADDING_MIN ((size_t)64)

struct mark {
    struct str bytes;
    enum encoding encoding;
    const char *page;
};

/* The UTF-32LE mark begins with the UTF-16LE one, so it comes first. */
static const struct mark marks[] = {
    {{"\xff\xfe\0\0", 4}, ENCODING_UTF8, "UTF-32LE"},
    {{"\0\0\xfe\xff", 4}, ENCODING_UTF8, "UTF-32BE"},
    {{"\xef\xbb\xbf", 3}, ENCODING_UTF8_BOM, NULL},
    {{"\xff\xfe", 2}, ENCODING_UTF16LE, NULL},
    {{"\xfe\xff", 2}, ENCODING_UTF16BE, NULL},
};

/* How the units of a text would be filled, if it were UTF-16. */
struct filling {
    size_t units;
    size_t nuls;  /* high bytes that are NUL: */
    size_t plain; /* with a low byte that is printable, or white space */
    size_t odd;   /* low bytes that are NUL */
};

static struct filling fill(struct str text, size_t high)
{
    struct filling f = {.units = text.len / 2};
    for (size_t i = 0; i < f.units; i++) {
        char top = text.ptr[2 * i + high], low = text.ptr[2 * i + 1 - high];
        f.nuls += top == '\0';
        f.plain += top == '\0' && (low >= ' ' || (low >= '\t' && low <= '\r'));
        f.odd += low == '\0';
    }
    return f;
}

/* UTF-16 without a mark: of mostly ASCII text every second byte is NUL, and nearly no other one.
 * In other scripts fewer are, but then the ones that are stand beside ASCII. */
static bool guess_utf16(struct str head, enum encoding *out)
{
    for (size_t high = 0; high < 2; high++) {
        struct filling f = fill(head, high);
        bool mostly = f.nuls * 10 > f.units * 7 && f.odd * 10 < f.units;
        bool partly = f.nuls * 8 > f.units && f.odd == 0 && f.plain * 100 >= f.nuls * 98;
        if (mostly || partly) {
            *out = high ? ENCODING_UTF16LE : ENCODING_UTF16BE;
            return true;
        }
    }
    return false;
}

/* UTF-16 that begins with narrow text is that first: it goes over to UTF-16 later. */
static bool begins_narrow(struct str text, enum encoding encoding)
{
    bool line_start = true, narrow;
    return shape_wide_length(text, encoding, true, &line_start, &narrow) == 0 && narrow;
}

/* How many NULs follow each other from here on. */
static size_t nul_run(struct str text, size_t at)
{
    size_t end = at;
    while (end < text.len && text.ptr[end] == '\0')
        end++;
    return end - at;
}

/* Without the NULs at both ends with which a log was made larger than it is, as IIS does ahead of
 * time. Whole units of UTF-16 are left. */
static struct str without_padding(struct str text)
{
    size_t from = nul_run(text, 0), end = text.len;
    from = from < PADDING_MIN ? 0 : from / 2 * 2;
    while (end > from && text.ptr[end - 1] == '\0')
        end--;
    size_t rest = text.len - end;
    return str_slice(text, from, rest < PADDING_MIN ? text.len : end + (end - from) % 2);
}

/* Narrow text with NULs in it, or none. Logs have some where they go over to UTF-16, and many on
 * end where a system went down or a file was made ahead of time; but they have no other controls,
 * and something to read. */
static bool looks_binary(struct str head)
{
    enum encoding wide = ENCODING_UTF8;
    size_t end = shape_find_wide(head, 0, true, &wide);
    struct str narrow = str_slice(head, 0, end);
    size_t nuls = 0, text = 0, controls = 0;
    for (size_t i = 0; i < narrow.len;) {
        unsigned char c = (unsigned char)narrow.ptr[i];
        size_t run = nul_run(narrow, i);
        nuls += run < PADDING_MIN ? run : 0;
        text += run == 0;
        controls += (c < ' ' && c && c != '\t' && c != '\n' && c != '\r' && c != '\f' && c != 27);
        i += run ? run : 1;
    }
    return narrow.len > text && (controls * 200 > text || nuls > text || !text);
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
            out.page = marks[i].page;
        }
    }
    struct str text = without_padding(str_slice(head, out.mark, head.len));
    out.binary = !text.len && head.len > out.mark;
    if (text.len && !encoding_is_utf16(out.encoding) && !out.page &&
        memchr(text.ptr, '\0', text.len) && (out.mark || !guess_utf16(text, &out.encoding)))
        out.binary = looks_binary(text);
    if (!out.mark && encoding_is_utf16(out.encoding) && begins_narrow(text, out.encoding))
        out.encoding = ENCODING_UTF8;
    out.line_end = line_end_of(text, out.encoding, head.len < SNIFF_BYTES);
    return out;
}
