/* scan/digits_states.c: ways through a run, up to one of its digits. */
#include "digits_fixture.h"

#include "scan/digits_states.h"

static struct digits *open_states(struct states *s, const char *pattern)
{
    struct digits *d = digits_of((const char *const[]){pattern, NULL});
    *s = (struct states){0};
    assert_true(states_init(s, d));
    return d;
}

static void what_the_same_digits_may_follow_is_one_state(void **state)
{
    (void)state;
    struct states s;
    struct digits *d = open_states(&s, "error 1[01]\\d{3}\\b");
    uint16_t before = state_before(STR("error 10054"), 6);
    assert_true(before == ' ');
    uint16_t one = states_after(&s, before, 1), two = states_after(&s, before, 2);
    assert_int_not_equal(one, two);
    assert_int_equal(states_after(&s, before, 3), two);
    assert_int_equal(states_after(&s, one, 0), states_after(&s, one, 1));
    assert_int_not_equal(states_after(&s, one, 0), states_after(&s, one, 2));
    size_t count = s.count;
    assert_int_equal(states_after(&s, before, 1), one); /* remembered */
    assert_int_equal(s.count, count);
    states_release(&s);
    digits_free(d);
}

static void a_digit_before_what_stands_before_counts(void **state)
{
    (void)state;
    assert_int_equal(state_before(STR("10"), 0), '\n');
    assert_int_equal(state_before(STR(":10"), 1), ':');
    assert_int_equal(state_before(STR("7:10"), 2), 256 + ':');
    assert_true(byte_behind(STR("10"), 2) == '\n');
    assert_true(byte_behind(STR("10:"), 2) == ':');
}

static void without_room_for_more_a_run_matters(void **state)
{
    (void)state;
    struct states s;
    struct digits *d = open_states(&s, "error 1[01]\\d{3}\\b");
    struct str line = STR("error 20054");
    assert_false(states_walk(&s, ' ', line, 6, 11));
    s.count = STATES_MAX;
    assert_false(states_walk(&s, ' ', line, 6, 11)); /* known already */
    assert_true(states_walk(&s, ' ', STR("error 10054"), 6, 11));
    assert_int_equal(states_after(&s, ' ', 1), STATE_LOST);
    assert_true(states_decide(&s, STATE_LOST));
    states_release(&s);
    digits_free(d);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_the_same_digits_may_follow_is_one_state),
        cmocka_unit_test(a_digit_before_what_stands_before_counts),
        cmocka_unit_test(without_room_for_more_a_run_matters),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
