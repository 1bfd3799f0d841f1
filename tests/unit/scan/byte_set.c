/* scan/byte_set.c: sets of bytes as patterns write them. */
#include "fixture.h"

#include <string.h>

#include "scan/byte_set.h"

static void letters_stand_for_both_cases(void **state)
{
    (void)state;
    struct byte_set set = {{0}};
    byte_set_add_letter(&set, 'w');
    byte_set_add_letter(&set, '1');
    byte_set_add(&set, 'x');
    assert_true(byte_set_has(&set, 'W') && byte_set_has(&set, 'w') && byte_set_has(&set, '1'));
    assert_true(byte_set_has(&set, 'x') && !byte_set_has(&set, 'X'));
    assert_int_equal(byte_set_count(&set), 4);
}

/* The class in brackets, as a set. */
static struct byte_set class_set(const char *pattern)
{
    const char *end = byte_set_class_end(pattern + 1);
    assert_non_null(end);
    assert_int_equal(*end, ']');
    return byte_set_of_class(pattern + 1, end);
}

static void classes_are_read(void **state)
{
    (void)state;
    static const struct {
        const char *pattern, *in, *out;
    } rows[] = {
        {"[0-9]", "059", "a /:"},  {"[^0-9]", "a /:\n", "059"},  {"[]x]", "]xX", "y"},
        {"[^]x]", "yX", "]x"},     {"[ :=(#-]", " :=(#-", "a1"}, {"[a-c\\d]", "aB7", "d-"},
        {"[\\w.]", "aZ_0.", "- "}, {"[a\\]b]", "a]b", "\\"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct byte_set set = class_set(rows[i].pattern);
        for (const char *p = rows[i].in; *p; p++)
            assert_true(byte_set_has(&set, *p));
        for (const char *p = rows[i].out; *p; p++)
            assert_false(byte_set_has(&set, *p));
    }
}

static void what_is_not_understood_is_all_bytes(void **state)
{
    (void)state;
    struct byte_set set = class_set("[\\x22a]");
    assert_int_equal(byte_set_count(&set), 256);
    set = byte_set_of_escape('S');
    assert_int_equal(byte_set_count(&set), 256);
    assert_null(byte_set_class_end("[:alpha:]]"));
    assert_null(byte_set_class_end("abc"));
}

static void sets_meet_and_unite(void **state)
{
    (void)state;
    struct byte_set digits = byte_set_of_escape('d'), blanks = byte_set_of_escape('s');
    assert_int_equal(byte_set_count(&digits), 10);
    assert_false(byte_sets_meet(&digits, &blanks));
    byte_set_unite(&blanks, &digits);
    assert_true(byte_sets_meet(&digits, &blanks) && byte_set_has(&blanks, '\t'));
}

static void sets_are_numbered_once(void **state)
{
    (void)state;
    struct byte_set kept[2], digits = byte_set_of_escape('d'), blanks = byte_set_of_escape('s');
    size_t count = 0;
    uint16_t number = 9;
    assert_true(byte_set_number(kept, &count, 2, &digits, &number) && number == 0);
    assert_true(byte_set_number(kept, &count, 2, &blanks, &number) && number == 1);
    assert_true(byte_set_number(kept, &count, 2, &digits, &number) && number == 0);
    assert_int_equal(count, 2);
    assert_false(byte_set_number(kept, &count, 2, &byte_set_all, &number));
    assert_int_equal(count, 2);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(letters_stand_for_both_cases),
        cmocka_unit_test(classes_are_read),
        cmocka_unit_test(what_is_not_understood_is_all_bytes),
        cmocka_unit_test(sets_meet_and_unite),
        cmocka_unit_test(sets_are_numbered_once),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
