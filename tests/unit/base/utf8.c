#include "base/utf8.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

static void test_decode(void **state)
{
    (void)state;
    const struct {
        struct str bytes;
        int32_t character;
        size_t length;
    } cases[] = {
        {STR("a"), 'a', 1},
        {STR("\0"), 0, 1},
        {STR("\xC3\xA9x"), 0xE9, 2},
        {STR("\xE2\x82\xAC"), 0x20AC, 3},
        {STR("\xF0\x9F\x98\x80"), 0x1F600, 4},
        {STR("\xEF\xBF\xBD"), UTF8_REPLACEMENT, 3},
        {STR("\xC3"), UTF8_REPLACEMENT, 1},             /* cut */
        {STR("\x80"), UTF8_REPLACEMENT, 1},             /* no lead byte */
        {STR("\xC0\xAF"), UTF8_REPLACEMENT, 1},         /* overlong */
        {STR("\xED\xA0\x80"), UTF8_REPLACEMENT, 1},     /* a surrogate */
        {STR("\xF4\x90\x80\x80"), UTF8_REPLACEMENT, 1}, /* above the last */
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        int32_t character;
        assert_int_equal(utf8_decode(cases[i].bytes, &character), cases[i].length);
        assert_int_equal(character, cases[i].character);
    }
}

static void test_encode_is_the_inverse(void **state)
{
    (void)state;
    struct buf b = BUF_INIT(64);
    for (int32_t c = 0; c <= 0x10FFFF; c += c < 0x3000 ? 1 : 251) {
        if (c >= 0xD800 && c <= 0xDFFF)
            continue;
        int32_t back;
        buf_clear(&b);
        utf8_encode(&b, c);
        assert_int_equal(utf8_decode(buf_str(&b), &back), b.len);
        assert_int_equal(back, c);
    }
    buf_clear(&b);
    utf8_encode(&b, 0xD800);
    utf8_encode(&b, 0x110000);
    utf8_encode(&b, -1);
    assert_int_equal(b.len, 0);
    buf_release(&b);
}

static void test_floor(void **state)
{
    (void)state;
    struct str s = STR("a\xE2\x82\xAC"
                       "b\x80");
    static const size_t floors[] = {0, 1, 1, 1, 4, 5, 6, 6};
    for (size_t at = 0; at < sizeof floors / sizeof *floors; at++)
        assert_int_equal(utf8_floor(s, at), floors[at]);
}

static void test_width(void **state)
{
    (void)state;
    assert_int_equal(utf8_width(STR("abc")), 3);
    assert_int_equal(utf8_width(STR("")), 0);
    assert_int_equal(utf8_width(STR("\xE6\x8E\xA5\xE7\xB6\x9A")), 4); /* two ideographs */
    assert_int_equal(utf8_width(STR("e\xCC\x81")), 1);                /* e and an accent */
    assert_int_equal(utf8_columns(0x1B), 0);
}

static void test_hostile(void **state)
{
    (void)state;
    static const int32_t hostile[] = {0,      '\t',   '\n',   0x1B,    0x7F,    0x85,   0x9B,
                                      0xAD,   0x200B, 0x200E, 0x2028,  0x202E,  0x2066, 0xFEFF,
                                      0x3164, 0xFDD0, 0xFFFE, 0xE0041, 0xE0100, 0xD800, 0x10FFFF};
    static const int32_t harmless[] = {' ',    '~',    0xA0,   0xE9,    0x0301,
                                       0x063A, 0x20AC, 0x63A5, 0x1F600, UTF8_REPLACEMENT};
    for (size_t i = 0; i < sizeof hostile / sizeof *hostile; i++)
        assert_true(utf8_is_hostile(hostile[i]));
    for (size_t i = 0; i < sizeof harmless / sizeof *harmless; i++)
        assert_false(utf8_is_hostile(harmless[i]));
}

static void test_visible(void **state)
{
    (void)state;
    const struct {
        struct str raw;
        const char *visible;
    } cases[] = {
        {STR(""), ""},
        {STR("plain \\ text"), "plain \\ text"},
        {STR("\x1b[31m"), "\\x1B[31m"},
        {STR("a\tb\nc\0d"), "a b\\x0Ac\\x00d"},
        {STR("\xE2\x80\xAE!"), "\\u{202E}!"},
        {STR("\xC2\x9B"), "\\x9B"},
        {STR("\xFF\xC3"), "\\xFF\\xC3"},
        {STR("\xE6\x8E\xA5 e\xCC\x81"), "\xE6\x8E\xA5 e\xCC\x81"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct buf b = BUF_INIT(256);
        utf8_add_visible(&b, cases[i].raw);
        assert_string_equal(buf_text(&b), cases[i].visible);
        buf_release(&b);
    }
}

static void test_visible_text_holds_nothing_hostile(void **state)
{
    (void)state;
    struct buf raw = BUF_INIT(1 << 16);
    for (unsigned i = 0; i < 0x10000; i += 7) {
        buf_add_char(&raw, (char)(i * 31 >> 3));
        utf8_encode(&raw, (int32_t)i);
    }
    struct buf b = BUF_INIT(1 << 20);
    utf8_add_visible(&b, buf_str(&raw));
    assert_false(b.failed);
    for (size_t at = 0; at < b.len;) {
        int32_t character;
        size_t length = utf8_decode(str_slice(buf_str(&b), at, 4), &character);
        assert_false(utf8_is_hostile(character));
        assert_false(character == UTF8_REPLACEMENT && length == 1);
        at += length;
    }
    buf_release(&raw);
    buf_release(&b);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_decode),
        cmocka_unit_test(test_encode_is_the_inverse),
        cmocka_unit_test(test_floor),
        cmocka_unit_test(test_width),
        cmocka_unit_test(test_hostile),
        cmocka_unit_test(test_visible),
        cmocka_unit_test(test_visible_text_holds_nothing_hostile),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
