/* scan/positions.c: patterns as positions. */
#include "fixture.h"

#include <stdio.h>

#include "scan/positions.h"

/* A set as text: the numbers of its positions. */
static const char *text_of(const struct position_set *set, char out[POSITIONS_MAX])
{
    char *to = out;
    for (size_t i = 0; i < 10; i++)
        if (bit_has(set->bits, i))
            *to++ = (char)('0' + i);
    *to = '\0';
    return out;
}

static void assert_set(const struct position_set *set, const char *expected)
{
    char text[POSITIONS_MAX];
    assert_string_equal(text_of(set, text), expected);
}

/* Sets that are told: where a match begins and ends, and what follows the first position. */
static void positions_follow_each_other(void **state)
{
    (void)state;
    static const struct {
        const char *pattern;
        size_t count;
        const char *begins, *ends, *follow;
    } rows[] = {
        {"ab", 2, "0", "1", "1"},
        {"ab?c", 3, "0", "2", "12"},
        {"a?b", 2, "01", "1", "1"},
        {"a|bc", 3, "01", "02", ""},
        {"(?:ab)+", 2, "0", "1", "1"},
        {"(?:a|b)*", 2, "01", "01", "01"},
        {"1{3}", 3, "0", "2", "1"},
        {"1{1,2}", 2, "0", "01", "1"},
        {"1+", 2, "0", "01", "1"},
        {"1{7}", 1, "0", "0", "0"},       /* too many to be counted */
        {"a(?=1)2", 3, "0", "12", "12"},  /* what is looked for ends by itself */
        {"a(?<=1)2", 3, "01", "12", "2"}, /* and begins by itself, if it is not ahead */
        {"\xc3\xa9"
         "1",
         2, "0", "1", "1"}, /* a character */
        {"^a$", 1, "0", "0", ""},
        {"(?i)a", 1, "0", "0", ""},
        {"a(?=1)*2", 3, "0", "12", "12"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct positions *p = positions_new(rows[i].pattern);
        assert_non_null(p);
        assert_int_equal(p->count, rows[i].count);
        assert_set(&p->begins, rows[i].begins);
        assert_set(&p->ends, rows[i].ends);
        assert_set(&p->follow[0], rows[i].follow);
        positions_free(p);
    }
}

static void walls_are_told_apart(void **state)
{
    (void)state;
    static const char *const patterns[] = {"\\b12\\b", "(?<!\\d)12(?!\\d)"};
    for (size_t i = 0; i < sizeof patterns / sizeof *patterns; i++) {
        struct positions *p = positions_new(patterns[i]);
        assert_non_null(p);
        assert_int_equal(bit_has(p->begins.bits, p->count - 2), 0);
        assert_true(bit_has(p->comes_in.bits, i)); /* behind that of the lookbehind */
        assert_true(bit_has(p->goes_out.bits, i + 1));
        positions_free(p);
    }
}

/* What stands between two digits, and whether it parts them. */
static void what_parts_digits_is_a_wall(void **state)
{
    (void)state;
    static const struct {
        const char *between;
        bool parts;
    } rows[] = {
        {"\\b", true},         {"(?:\\b)", true},       {"(?:\\b)?", false},
        {"(?:\\b|)", false},   {"\\B", false},          {"(?!\\d)", true},
        {"(?!\\d)?", false},   {"(?!\\d+)", true},      {"(?![\\w.])", true},
        {"(?!\\w|x)", true},   {"(?!x?\\d)", true},     {"(?<!\\d)", true},
        {"(?=\\d)", false},    {"(?!1)", false},        {"(?!\\d\\d)", false},
        {"(?!\\d{2})", false}, {"(?!\\d\\b)", false},   {"(?!\\d\\b|x)", false},
        {"(?!\\d$)", false},   {"(?!\\d(?=x))", false}, {"(?!(?:\\d){2})", false},
        {"(?!x\\d)", false},   {"(?!\\d?+\\d)", false},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char pattern[64];
        (void)snprintf(pattern, sizeof pattern, "8%s9", rows[i].between);
        struct positions *p = positions_new(pattern);
        assert_non_null(p);
        if (bit_has(p->walled[0].bits, p->count - 1) != rows[i].parts ||
            bit_has(p->follow[0].bits, p->count - 1) == rows[i].parts)
            fail_msg("%s", pattern);
        positions_free(p);
    }
}

static void what_is_not_given_back_ends_by_itself(void **state)
{
    (void)state;
    struct positions *p = positions_new("1*+23{2}+(?:4|5)?+6");
    assert_non_null(p);
    assert_set(&p->ends, "03456");
    positions_free(p);
}

static void groups_that_are_read_are_told_apart(void **state)
{
    (void)state;
    struct positions *p = positions_new("(?<code>1)(?<peer>2)(?P<hex>3)4");
    assert_non_null(p);
    assert_int_equal(p->read[0], 1);
    assert_int_equal(p->read[1], 0);
    assert_int_equal(p->read[2], 2);
    assert_int_equal(p->read[3], 0);
    positions_free(p);
}

static void what_is_not_understood_is_refused(void **state)
{
    (void)state;
    static const char *const patterns[] = {"(a)\\1", "1(?>b)", "\\p{L}",  "(1",
                                           "1)",     "[1",     "(?(1)a)", "1\\Kb",
                                           "(?<a",   "1{2",    "(?x) 1",  "(*NO_JIT)1"};
    for (size_t i = 0; i < sizeof patterns / sizeof *patterns; i++)
        if (positions_new(patterns[i]))
            fail_msg("%s", patterns[i]);
}

static void what_is_too_large_is_refused(void **state)
{
    (void)state;
    char pattern[POSITIONS_MAX + 2];
    memset(pattern, '1', sizeof pattern);
    pattern[POSITIONS_MAX + 1] = '\0';
    assert_null(positions_new(pattern));
    pattern[POSITIONS_MAX] = '\0';
    struct positions *p = positions_new(pattern);
    assert_non_null(p);
    assert_int_equal(p->count, POSITIONS_MAX);
    positions_free(p);
    memset(pattern, '(', 100);
    assert_null(positions_new(pattern));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(positions_follow_each_other),
        cmocka_unit_test(walls_are_told_apart),
        cmocka_unit_test(what_parts_digits_is_a_wall),
        cmocka_unit_test(what_is_not_given_back_ends_by_itself),
        cmocka_unit_test(groups_that_are_read_are_told_apart),
        cmocka_unit_test(what_is_not_understood_is_refused),
        cmocka_unit_test(what_is_too_large_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
