/* tally/minutes.c: exact while minutes fit; what is busy survives when they do not. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "tally/minutes.h"

#define MINUTE ((int64_t)60000)

static struct minutes_item item_of(const struct minutes *m, int64_t minute)
{
    for (size_t i = 0; i < m->count; i++)
        if (m->items[i].minute == minute)
            return m->items[i];
    return (struct minutes_item){0};
}

static void minutes_are_counted_apart(void **state)
{
    (void)state;
    struct minutes m = {0};
    assert_true(minutes_add(&m, 5 * MINUTE));
    assert_true(minutes_add(&m, 5 * MINUTE + 59999));
    assert_true(minutes_add(&m, 6 * MINUTE));
    assert_true(minutes_add(&m, -1)); /* before the epoch */
    assert_true(minutes_add(&m, 5 * MINUTE + 1));
    assert_int_equal(m.count, 3);
    assert_int_equal(m.total, 5);
    assert_int_equal(item_of(&m, 5).count, 3);
    assert_int_equal(item_of(&m, 5).over, 0);
    assert_int_equal(item_of(&m, -1).count, 1);
    minutes_release(&m);
}

static void a_busy_minute_is_found_among_many(void **state)
{
    (void)state;
    struct minutes m = {0};
    for (int64_t i = 0; i < 5000; i++) {
        assert_true(minutes_add(&m, i * MINUTE));
        if (i >= 2000 && i < 3000)
            assert_true(minutes_add(&m, 700000 * MINUTE));
    }
    struct minutes_item busy = item_of(&m, 700000);
    assert_int_equal(m.count, MINUTES_KEPT);
    assert_int_equal(m.total, 6000);
    assert_true(busy.count >= 1000);
    assert_true(busy.count - busy.over <= 1000);
    assert_true(busy.count - busy.over >= 1000 - m.total / MINUTES_KEPT);
    minutes_release(&m);
}

static void nothing_added_is_nothing(void **state)
{
    (void)state;
    struct minutes m = {0};
    minutes_release(&m);
    assert_int_equal(m.total, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(minutes_are_counted_apart),
        cmocka_unit_test(a_busy_minute_is_found_among_many),
        cmocka_unit_test(nothing_added_is_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
