#include "engine/json.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

static void test_strings(void **state)
{
    (void)state;
    const struct {
        struct str text;
        const char *json;
    } cases[] = {
        {STR(""), "\"\""},
        {STR("a\"b\\c/d"), "\"a\\\"b\\\\c/d\""},
        {STR("\n\t\x1b\0"), "\"\\n\\t\\u001B\\u0000\""},
        {STR("\xE6\x8E\xA5"), "\"\xE6\x8E\xA5\""},
        {STR("a\xFF"), "\"a\xEF\xBF\xBD\""},
        {STR("\xE2\x80\xAE"), "\"\\u202E\""}, /* an override acts on the screen: escaped */
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct buf b = BUF_INIT(256);
        json_add_string(&b, cases[i].text);
        assert_string_equal(buf_text(&b), cases[i].json);
        assert_true(json_is_valid(buf_str(&b)));
        buf_release(&b);
    }
}

static void test_names(void **state)
{
    (void)state;
    struct buf b = BUF_INIT(256);
    json_add_name(&b, STR("caf\xE9 \xE6\x8E\xA5.log"));
    assert_string_equal(buf_text(&b), "\"caf\\\\xE9 \xE6\x8E\xA5.log\"");
    assert_true(json_is_valid(buf_str(&b)));
    buf_release(&b);
}

static void test_appends_and_keeps_to_the_ceiling(void **state)
{
    (void)state;
    struct buf b = BUF_INIT(12);
    buf_add_text(&b, "x: ");
    json_add_string(&b, STR("abc"));
    assert_string_equal(buf_text(&b), "x: \"abc\"");
    assert_false(b.failed);
    json_add_string(&b, STR("much too long for it"));
    assert_true(b.failed);
    assert_string_equal(buf_text(&b), "x: \"abc\"");
    buf_release(&b);
}

static void test_reals(void **state)
{
    (void)state;
    static const struct {
        double value;
        const char *json;
    } cases[] = {
        {0, "0.0"},
        {-0.0, "0.0"},
        {1, "1.0"},
        {1.0 / 3, "0.333333"},
        {2.0 / 3, "0.666667"},
        {-0.5, "-0.5"},
        {0.9999999, "1.0"},
        {NAN, "0.0"},
        {INFINITY, "0.0"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct buf b = BUF_INIT(64);
        json_add_real(&b, cases[i].value);
        assert_string_equal(buf_text(&b), cases[i].json);
        buf_release(&b);
    }
}

static void test_validity(void **state)
{
    (void)state;
    assert_true(json_is_valid(STR("{\"a\": [1, null]}")));
    assert_false(json_is_valid(STR("")));
    assert_false(json_is_valid(STR("{\"a\": 1,}")));
    assert_false(json_is_valid(STR("{\"a\": 1, \"a\": 2}")));
    assert_false(json_is_valid(STR("1 2")));
    assert_false(json_is_valid(STR("\"\xFF\"")));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_strings),
        cmocka_unit_test(test_names),
        cmocka_unit_test(test_appends_and_keeps_to_the_ceiling),
        cmocka_unit_test(test_reals),
        cmocka_unit_test(test_validity),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
