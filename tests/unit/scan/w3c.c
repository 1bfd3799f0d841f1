/* scan/w3c.c: headers and the columns that they name. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "scan/w3c.h"

static const char *const names[] = {"sc-win32-status", "x-error"};

static struct w3c_columns read_header(const char *line)
{
    struct w3c_columns columns;
    assert_true(w3c_is_header(str_from(line)));
    w3c_read_header(str_from(line), names, 2, &columns);
    return columns;
}

static void expect_column(const char *line, uint16_t index, uint16_t count, const char *text)
{
    struct w3c_span span = w3c_column(str_from(line), index, count);
    assert_int_not_equal(span.at, SIZE_MAX);
    assert_true(str_equal(str_slice(str_from(line), span.at, span.len), str_from(text)));
}

static void a_header_names_columns(void **state)
{
    (void)state;
    struct w3c_columns c = read_header("#Fields: date time c-ip SC-Win32-Status\ttime-taken");
    assert_int_equal(c.count, 5);
    assert_int_equal(c.client, 2);
    assert_int_equal(c.watched[0], 3);
    assert_int_equal(c.watched[1], W3C_COLUMN_NONE);
    c = read_header("#Fields:  time   x-error ");
    assert_int_equal(c.count, 2);
    assert_int_equal(c.client, W3C_COLUMN_NONE);
    assert_int_equal(c.watched[0], W3C_COLUMN_NONE);
    assert_int_equal(c.watched[1], 1);
    assert_int_equal(read_header("#Fields:").count, 0);
}

static void only_the_directive_is_a_header(void **state)
{
    (void)state;
    assert_false(w3c_is_header(STR("# Fields: a b")));
    assert_false(w3c_is_header(STR(" #Fields: a b")));
    assert_false(w3c_is_header(STR("#Field")));
    assert_false(w3c_is_data(STR("#Date: 2026-03-16")));
    assert_false(w3c_is_data(STR("")));
    assert_true(w3c_is_data(STR("2026-03-16 07:00:01")));
}

static void columns_are_found_from_both_ends(void **state)
{
    (void)state;
    const char *line = "a bb ccc\tdddd e";
    static const char *const texts[] = {"a", "bb", "ccc", "dddd", "e"};
    for (uint16_t i = 0; i < 5; i++)
        expect_column(line, i, 5, texts[i]);
    expect_column("only", 0, 1, "only");
    expect_column("a  c", 1, 3, "");
    assert_int_equal(w3c_column(STR("a b"), 2, 9).at, SIZE_MAX);
    assert_int_equal(w3c_column(STR("a b"), 5, 9).at, SIZE_MAX);
    assert_int_equal(w3c_column(STR("a b"), 1, 1).at, SIZE_MAX);
    assert_int_equal(w3c_column(STR("a b"), W3C_COLUMN_NONE, 2).at, SIZE_MAX);
}

static void a_line_has_as_many_columns_as_its_header(void **state)
{
    (void)state;
    struct w3c_columns c = read_header("#Fields: a b c");
    assert_true(w3c_is_whole(STR("1 2 3"), &c));
    assert_false(w3c_is_whole(STR("1 2"), &c));
    assert_false(w3c_is_whole(STR("1 2 3 4"), &c));
}

static void parts_and_whole_columns(void **state)
{
    (void)state;
    struct str line = STR("10054 id=10054 10054");
    assert_true(w3c_is_column(line, 0, 5));
    assert_false(w3c_is_column(line, 9, 5));
    assert_true(w3c_is_column(line, 15, 5));
}

static void headers_are_compared(void **state)
{
    (void)state;
    struct w3c_columns a = read_header("#Fields: a sc-win32-status c");
    struct w3c_columns b = read_header("#Fields: x sc-win32-status z");
    assert_true(w3c_equal(&a, &b));
    b = read_header("#Fields: sc-win32-status x z");
    assert_false(w3c_equal(&a, &b));
    b = read_header("#Fields: x sc-win32-status z more");
    assert_false(w3c_equal(&a, &b));
    assert_false(w3c_equal(&a, &(struct w3c_columns){0}));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_header_names_columns),
        cmocka_unit_test(only_the_directive_is_a_header),
        cmocka_unit_test(columns_are_found_from_both_ends),
        cmocka_unit_test(a_line_has_as_many_columns_as_its_header),
        cmocka_unit_test(parts_and_whole_columns),
        cmocka_unit_test(headers_are_compared),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
