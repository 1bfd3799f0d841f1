#include "tally/hours.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#define HOUR ((int64_t)3600000)

static void hours_hold_what_fell_in_them(void **state)
{
    (void)state;
    struct hours h = {0};
    assert_int_equal(hours_count(&h, 0), 0);
    assert_true(hours_add(&h, 10 * HOUR));
    assert_true(hours_add(&h, 11 * HOUR - 1));
    assert_true(hours_add(&h, 11 * HOUR));
    assert_true(hours_add(&h, -1));
    assert_int_equal(hours_count(&h, 10), 2);
    assert_int_equal(hours_count(&h, 11), 1);
    assert_int_equal(hours_count(&h, -1), 1);
    assert_int_equal(hours_count(&h, 12), 0);
    assert_int_equal(h.before, 0);
    hours_release(&h);
    hours_release(&h);
}

/* The same events in another order, over more hours than are kept. */
static void the_order_does_not_matter(void **state)
{
    (void)state;
    const int64_t hours[] = {0,    5,    5,  1000, 1023, 1024, 1029,
                             3000, 3001, 40, 2100, 1976, 1977, 1978};
    const size_t count = sizeof hours / sizeof *hours;
    struct hours a = {0}, b = {0};
    for (size_t i = 0; i < count; i++) {
        assert_true(hours_add(&a, hours[i] * HOUR));
        assert_true(hours_add(&b, hours[count - 1 - i] * HOUR));
    }
    uint64_t kept = 0;
    for (int64_t hour = -10; hour < 3010; hour++) {
        assert_int_equal(hours_count(&a, hour), hours_count(&b, hour));
        kept += hours_count(&a, hour);
    }
    assert_int_equal(a.before, b.before);
    assert_int_equal(a.before + kept, count);
    assert_int_equal(hours_count(&a, 3001 - 1023), 1);
    assert_int_equal(hours_count(&a, 3001 - 1024), 0);
    hours_release(&a);
    hours_release(&b);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(hours_hold_what_fell_in_them),
        cmocka_unit_test(the_order_does_not_matter),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
