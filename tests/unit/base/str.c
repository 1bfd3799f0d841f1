#include "base/str.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static void views_are_clipped(void **state)
{
    (void)state;
    struct str s = STR("hello");
    assert_true(str_equal(str_slice(s, 1, 3), STR("ell")));
    assert_true(str_equal(str_slice(s, 3, 99), STR("lo")));
    assert_int_equal(str_slice(s, 5, 1).len, 0);
    assert_int_equal(str_slice(s, 99, 1).len, 0);
    assert_int_equal(str_slice(s, 2, SIZE_MAX).len, 3);
    assert_int_equal(str_from(NULL).len, 0);
    assert_int_equal(str_slice(str_from(NULL), 0, 1).len, 0);
}

static void trimming(void **state)
{
    (void)state;
    assert_true(str_equal(str_trim(STR(" \t\r\n a b \v\f")), STR("a b")));
    assert_int_equal(str_trim(STR(" \n ")).len, 0);
    assert_int_equal(str_trim(str_from(NULL)).len, 0);
}

static void comparing(void **state)
{
    (void)state;
    assert_true(str_equal((struct str){0}, STR("")));
    assert_false(str_equal(STR("a"), STR("A")));
    assert_true(str_equal_nocase(STR("WSAEconnreset"), STR("wsaeCONNRESET")));
    assert_false(str_equal_nocase(STR("\xc4"), STR("\xe4"))); /* ASCII letters only */
    assert_true(str_starts(STR("abc"), STR("ab")));
    assert_true(str_starts(STR("abc"), STR("")));
    assert_false(str_starts(STR("ab"), STR("abc")));
    assert_true(str_starts_nocase(STR("ABc"), STR("aB")));
    assert_true(str_compare(STR("a"), STR("ab")) < 0);
    assert_true(str_compare(STR("b"), STR("ab")) > 0);
    assert_true(str_compare(STR("\x7f"), STR("\x80")) < 0); /* bytes, not chars */
    assert_int_equal(str_compare(STR("ab"), STR("ab")), 0);
}

static void finding(void **state)
{
    (void)state;
    struct str s = {"one\0two one", 11};
    assert_int_equal(str_find(s, STR("one"), 0), 0);
    assert_int_equal(str_find(s, STR("one"), 1), 8);
    assert_int_equal(str_find(s, STR("one"), 9), SIZE_MAX);
    assert_int_equal(str_find(s, STR("two"), 0), 4);
    assert_int_equal(str_find(s, STR(""), 11), 11);
    assert_int_equal(str_find(s, STR(""), 12), SIZE_MAX);
    assert_int_equal(str_find_nocase(s, STR("TWO O"), 0), 4);
    assert_int_equal(str_find_nocase(s, STR("ONE"), 1), 8);
    assert_int_equal(str_find_nocase(STR("on"), STR("one"), 0), SIZE_MAX);
}

static void numbers(void **state)
{
    (void)state;
    const struct {
        const char *text;
        bool good;
        int64_t value;
    } cases[] = {
        {"0", true, 0},
        {"10054", true, 10054},
        {"-2147014842", true, -2147014842},
        {"+7", true, 7},
        {"007", true, 7},
        {"9223372036854775807", true, INT64_MAX},
        {"-9223372036854775808", true, INT64_MIN},
        {"9223372036854775808", false, 0},
        {"-9223372036854775809", false, 0},
        {"99999999999999999999999", false, 0},
        {"", false, 0},
        {"-", false, 0},
        {"+", false, 0},
        {" 1", false, 0},
        {"1 ", false, 0},
        {"0x10", false, 0},
        {"--1", false, 0},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        int64_t value = 0;
        bool good = str_to_i64(str_from(cases[i].text), &value);
        if (good != cases[i].good || value != cases[i].value)
            fail_msg("%s: %d, %lld", cases[i].text, good, (long long)value);
    }
}

/* The fast path works in groups: every length around them has to agree with plain counting. */
static void counting(void **state)
{
    (void)state;
    const size_t most = 32 * 255 * 2 + 100;
    char *bytes = malloc(most);
    assert_non_null(bytes);
    size_t expected = 0;
    for (size_t i = 0; i < most; i++) {
        bytes[i] = i % 3 ? '\n' : (char)i;
        assert_int_equal(str_count((struct str){bytes, i}, '\n'), expected);
        expected += bytes[i] == '\n';
    }
    memset(bytes, '\n', most);
    assert_int_equal(str_count((struct str){bytes, most}, '\n'), most);
    assert_int_equal(str_count((struct str){NULL, 0}, '\n'), 0);
    free(bytes);
}

static void ascii_at_the_beginning(void **state)
{
    (void)state;
    static char bytes[3000];
    for (size_t i = 0; i < sizeof bytes; i++)
        bytes[i] = (char)(i % 128);
    struct str all = {bytes, sizeof bytes};
    assert_int_equal(str_ascii_length(all), sizeof bytes);
    assert_int_equal(str_ascii_length((struct str){NULL, 0}), 0);
    for (size_t i = 0; i < sizeof bytes; i += i < 600 ? 1 : 37) {
        char was = bytes[i];
        bytes[i] = (char)(0x80 + i % 128);
        assert_int_equal(str_ascii_length(all), i);
        assert_int_equal(str_ascii_length(str_slice(all, 0, i)), i);
        assert_int_equal(str_ascii_length(str_slice(all, i, SIZE_MAX)), 0);
        bytes[i] = was;
    }
}

static void hashing(void **state)
{
    (void)state;
    char one[40] = "peer 192.0.2.17:443 and its neighbour", other[40];
    memcpy(other, one, sizeof one);
    for (size_t len = 0; len < sizeof one; len++) {
        uint64_t hash = str_hash((struct str){one, len});
        assert_true(hash == str_hash((struct str){other, len}));
        assert_true(hash != str_hash((struct str){one, len + 1}) || len + 1 == sizeof one);
        for (size_t i = 0; i < len; i++) {
            other[i] ^= 1;
            assert_true(hash != str_hash((struct str){other, len}));
            other[i] ^= 1;
        }
    }
    assert_true(str_hash((struct str){NULL, 0}) == str_hash(STR("")));
}

static void classes(void **state)
{
    (void)state;
    size_t digits = 0;
    size_t letters = 0;
    size_t words = 0;
    for (int c = -128; c < 128; c++) {
        digits += ascii_is_digit((char)c);
        letters += ascii_is_alpha((char)c);
        words += ascii_is_word((char)c);
    }
    assert_int_equal(digits, 10);
    assert_int_equal(letters, 52);
    assert_int_equal(words, 63);
    assert_int_equal(ascii_lower('Z'), 'z');
    assert_int_equal(ascii_lower('['), '[');
    assert_int_equal(ascii_hex_byte("2aF"), 0x2a);
    assert_int_equal(ascii_hex_byte("Ff"), 0xff);
    assert_int_equal(ascii_hex_byte("4"), -1);
    assert_int_equal(ascii_hex_byte("g4"), -1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(views_are_clipped),
        cmocka_unit_test(trimming),
        cmocka_unit_test(comparing),
        cmocka_unit_test(finding),
        cmocka_unit_test(numbers),
        cmocka_unit_test(counting),
        cmocka_unit_test(ascii_at_the_beginning),
        cmocka_unit_test(classes),
        cmocka_unit_test(hashing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
