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

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(ways_tell_what_is_matched_alike),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
