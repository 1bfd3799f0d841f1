#include "cli/suggest.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static size_t distance(const char *a, const char *b)
{
    return edit_distance(str_from(a), str_from(b));
}

static void distances(void **state)
{
    (void)state;
    assert_int_equal(distance("", ""), 0);
    assert_int_equal(distance("abc", ""), 3);
    assert_int_equal(distance("include", "include"), 0);
    assert_int_equal(distance("inclde", "include"), 1);
    assert_int_equal(distance("incldue", "include"), 1); /* a swap is one slip */
    assert_int_equal(distance("INCLUDE", "include"), 0);
    assert_int_equal(distance("kitten", "sitting"), 3);
}

static void a_long_word_has_no_distance(void **state)
{
    (void)state;
    char word[SUGGEST_WORD_MAX + 1];
    for (size_t i = 0; i < sizeof word; i++)
        word[i] = 'a';
    assert_true(edit_distance((struct str){word, sizeof word}, STR("a")) == SIZE_MAX);
    assert_int_equal(edit_distance((struct str){word, sizeof word - 1}, STR("a")), sizeof word - 2);
}

static const char *nearest(const char *typed)
{
    struct suggestion best = suggestion_for(str_from(typed));
    suggestion_offer(&best, "top");
    suggestion_offer(&best, "include");
    suggestion_offer(&best, "exclude");
    return best.word;
}

static void the_nearest_is_suggested(void **state)
{
    (void)state;
    assert_string_equal(nearest("incldue"), "include");
    assert_string_equal(nearest("exclud"), "exclude");
    assert_string_equal(nearest("tpo"), "top");
}

static void nothing_is_better_than_noise(void **state)
{
    (void)state;
    assert_null(nearest("state"));
    assert_null(nearest("xyz"));
    assert_null(nearest(""));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(distances),
        cmocka_unit_test(a_long_word_has_no_distance),
        cmocka_unit_test(the_nearest_is_suggested),
        cmocka_unit_test(nothing_is_better_than_noise),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
