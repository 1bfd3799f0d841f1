/* scan/digits_ways.c: the ways through a run. */
#include "digits_fixture.h"

static bool alike(struct digits_memory *m, const char *one, const char *other)
{
    struct digits_ways a, b;
    assert_true(digits_ways(m, str_from(one), 6, 11, &a));
    assert_true(digits_ways(m, str_from(other), 6, 11, &b));
    return memcmp(&a, &b, sizeof a) == 0;
}

/* Numbers that matter may be matched alike all the same. */
static void ways_tell_what_is_matched_alike(void **state)
{
    (void)state;
    struct digits_fixture f = DIGITS_FIXTURE("error (?<code>1[01]\\d{3})\\b", "error 115\\d\\d");
    struct digits_memory *m = f.memory;
    assert_true(digits_matter(m, STR("error 10777"), 6, 11));
    assert_true(alike(m, "error 10777", "error 10888"));
    assert_false(alike(m, "error 10777", "error 12777"));
    assert_false(alike(m, "error 10777", "error 11577"));
    assert_true(alike(m, "error 11500", "error 11599"));
    assert_true(alike(m, "error 20000", "error 39999"));
    digits_fixture_close(&f);
}

/* Then runs with the same ways may be read differently. */
static void what_is_read_may_be_a_part(void **state)
{
    (void)state;
    static const struct {
        const char *pattern;
        bool in_parts;
    } rows[] = {
        {"error (?<code>1[01]\\d{3})\\b", false},
        {"error (?<code>\\d+)", true}, /* it may end within the run */
        {"error (?<code>\\d{5})\\b[,;]?$", false},
        {"(?<code>\\d+)\\b", true}, /* or begin there */
        {"\\b(?<code>\\d+)\\b", false},
        {"error 1(?<low>\\d{4})\\b", true},
        {"error (?<low>\\d{3})\\d\\d\\b", true},
        {"error (?<peer>\\d\\d)\\d{3}\\b", false}, /* no error is read from that */
        {"error (?<low>\\d\\d)(?<hex>\\d{3})\\b", true},
        {"error (?:(?<code>\\d))+\\b", true},
        {"error (?<code>\\d)+\\b", true},
        {"(?<name>error \\d+)\\b", true}, /* or more than the run */
        {"error (?<hex>[0-9a-f]{5})\\b", true},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct digits_fixture f = DIGITS_FIXTURE(rows[i].pattern);
        struct digits_ways ways;
        assert_true(digits_ways(f.memory, STR("error 10777"), 6, 11, &ways));
        if (ways.in_parts != rows[i].in_parts)
            fail_msg("%s", rows[i].pattern);
        digits_fixture_close(&f);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(ways_tell_what_is_matched_alike),
        cmocka_unit_test(what_is_read_may_be_a_part),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
