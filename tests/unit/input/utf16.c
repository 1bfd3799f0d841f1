#include "input/utf16.h"

#include "base/buf.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

/* One unit, in either order. */
static void add_unit(struct buf *b, enum encoding encoding, unsigned unit)
{
    bool big = encoding == ENCODING_UTF16BE;
    buf_add_char(b, (char)(big ? unit >> 8 : unit));
    buf_add_char(b, (char)(big ? unit : unit >> 8));
}

static void add_character(struct buf *b, enum encoding encoding, uint32_t c)
{
    if (c >= 0x10000) {
        add_unit(b, encoding, 0xd800 + ((c - 0x10000) >> 10));
        c = 0xdc00 + ((c - 0x10000) & 0x3ff);
    }
    add_unit(b, encoding, c);
}

/* By the definition, to compare with. */
static void add_utf8(struct buf *b, uint32_t c)
{
    const uint32_t limits[] = {0x80, 0x800, 0x10000, 0x110000};
    const unsigned char firsts[] = {0, 0xc0, 0xe0, 0xf0};
    unsigned more = 0;
    while (c >= limits[more])
        more++;
    buf_add_char(b, (char)(firsts[more] | c >> 6 * more));
    while (more--)
        buf_add_char(b, (char)(0x80 | (c >> 6 * more & 0x3f)));
}

static void check_decoded(struct str wide, enum encoding encoding, struct str expected)
{
    char *out = malloc(utf16_room(wide.len) + 1);
    assert_non_null(out);
    size_t len = utf16_to_utf8(wide, encoding, out);
    assert_true(len <= utf16_room(wide.len));
    assert_int_equal(len, expected.len);
    assert_memory_equal(out, expected.ptr, len);
    free(out);
}

/* In runs of each length, so that the fast path ends and begins everywhere. */
static void every_character(void **state)
{
    (void)state;
    const enum encoding encodings[] = {ENCODING_UTF16LE, ENCODING_UTF16BE};
    for (size_t e = 0; e < 2; e++) {
        struct buf wide = BUF_INIT(1 << 28);
        struct buf text = BUF_INIT(1 << 28);
        for (uint32_t c = 0; c < 0x110000; c += c < 0x3000 ? 1 : 97) {
            if (c >= 0xd800 && c < 0xe000)
                continue;
            add_character(&wide, encodings[e], c);
            add_utf8(&text, c);
            for (uint32_t i = 0; i < c % 75; i++) {
                add_character(&wide, encodings[e], 'a' + i % 26);
                buf_add_char(&text, (char)('a' + i % 26));
            }
        }
        check_decoded(buf_str(&wide), encodings[e], buf_str(&text));
        buf_release(&wide);
        buf_release(&text);
    }
}

/* Up to the first run of 256 bytes in which a unit is no ASCII, or a NUL. */
static void length_of_ascii(void **state)
{
    (void)state;
    static const unsigned odd[] = {0, 0x80, 0x100, 0x6100, 0xffff};
    for (int big = 0; big < 2; big++) {
        enum encoding encoding = big ? ENCODING_UTF16BE : ENCODING_UTF16LE;
        for (size_t at = 0; at < 300; at++) {
            struct buf wide = BUF_INIT(1000);
            for (size_t i = 0; i < 300; i++)
                add_unit(&wide, encoding, i == at ? odd[at % 5] : 1 + (unsigned)i % 0x7f);
            size_t expected = at < 128 ? 0 : at < 256 ? 256 : 512;
            assert_int_equal(utf16_ascii_length(buf_str(&wide), encoding), expected);
            assert_int_equal(utf16_ascii_length((struct str){wide.ptr, 255}, encoding), 0);
            buf_release(&wide);
        }
    }
}

static void surrogates_alone(void **state)
{
    (void)state;
    const struct {
        unsigned units[4];
        size_t count;
        const char *text;
    } cases[] = {
        {{0xd83d}, 1, "\xef\xbf\xbd"},
        {{0xde00}, 1, "\xef\xbf\xbd"},
        {{0xd83d, 'a'}, 2, "\xef\xbf\xbd\x61"},
        {{0xde00, 0xd83d}, 2, "\xef\xbf\xbd\xef\xbf\xbd"},
        {{0xd83d, 0xd83d, 0xde00}, 3, "\xef\xbf\xbd\xf0\x9f\x98\x80"},
        {{0xd83d, 0xde00, 0xde00}, 3, "\xf0\x9f\x98\x80\xef\xbf\xbd"},
        {{0xdbff, 0xdfff, 0xffff}, 3, "\xf4\x8f\xbf\xbf\xef\xbf\xbf"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        for (int big = 0; big < 2; big++) {
            enum encoding encoding = big ? ENCODING_UTF16BE : ENCODING_UTF16LE;
            struct buf wide = BUF_INIT(100);
            for (size_t k = 0; k < cases[i].count; k++)
                add_unit(&wide, encoding, cases[i].units[k]);
            check_decoded(buf_str(&wide), encoding, str_from(cases[i].text));
            buf_release(&wide);
        }
    }
}

static void odd_lengths(void **state)
{
    (void)state;
    check_decoded(STR("a"), ENCODING_UTF16LE, STR("\xef\xbf\xbd"));
    check_decoded(STR("a\0b"), ENCODING_UTF16LE, STR("a\xef\xbf\xbd"));
    check_decoded(STR("\x3d\xd8\x00"), ENCODING_UTF16LE, STR("\xef\xbf\xbd\xef\xbf\xbd"));
    check_decoded(STR(""), ENCODING_UTF16BE, STR(""));
}

static void finding_line_ends(void **state)
{
    (void)state;
    const struct {
        struct str text;
        enum encoding encoding;
        size_t at;
    } cases[] = {
        {STR("a\0\n\0b\0"), ENCODING_UTF16LE, 2},
        {STR("\0a\0\n\0b"), ENCODING_UTF16BE, 2},
        {STR("a\0\n\0b\0"), ENCODING_UTF16BE, SIZE_MAX}, /* U+0A00 there */
        {STR("\n\n\n\x01"), ENCODING_UTF16LE, SIZE_MAX},
        {STR("\n\0\n\n"), ENCODING_UTF16LE, 0},
        {STR("\0\n\n\n"), ENCODING_UTF16BE, 0},
        {STR("a\0\n"), ENCODING_UTF16LE, SIZE_MAX}, /* half a unit */
        {STR(""), ENCODING_UTF16LE, SIZE_MAX},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_int_equal(utf16_find_last(cases[i].text, cases[i].encoding, '\n'), cases[i].at);
}

static void boundaries(void **state)
{
    (void)state;
    struct str text = STR("\x3d\xd8\x00\xdex\0\x3d\xd8");
    const bool expected[] = {true, false, false, false, true, false, true, false, true};
    for (size_t at = 0; at <= text.len; at++)
        assert_int_equal(utf16_is_boundary(text, ENCODING_UTF16LE, at), expected[at]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_character),   cmocka_unit_test(length_of_ascii),
        cmocka_unit_test(surrogates_alone),  cmocka_unit_test(odd_lengths),
        cmocka_unit_test(finding_line_ends), cmocka_unit_test(boundaries),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
