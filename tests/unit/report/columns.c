/* report/columns.c: buckets share columns when there are too many of them. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "report/columns.h"

static const struct report_bucket buckets[] = {
    {.events = 1}, {.events = 2}, {.events = 0}, {.events = 4}, {.events = 1},
};
#define BUCKETS (sizeof buckets / sizeof *buckets)

static void one_each_when_they_fit(void **state)
{
    (void)state;
    struct columns c = columns_fit(buckets, BUCKETS, 100);
    assert_int_equal(c.each, 1);
    assert_int_equal(c.count, BUCKETS);
    assert_int_equal(c.most, 4);
    assert_int_equal(columns_events(&c, 3), 4);
}

static void neighbours_share(void **state)
{
    (void)state;
    struct columns c = columns_fit(buckets, BUCKETS, 3);
    assert_int_equal(c.each, 2);
    assert_int_equal(c.count, 3);
    assert_int_equal(c.most, 4);
    assert_int_equal(columns_events(&c, 0), 3);
    assert_int_equal(columns_events(&c, 1), 4);
    assert_int_equal(columns_events(&c, 2), 1); /* the last one is not full */
    c = columns_fit(buckets, BUCKETS, 1);
    assert_int_equal(c.count, 1);
    assert_int_equal(c.most, 8);
}

static void none(void **state)
{
    (void)state;
    struct columns c = columns_fit(buckets, 0, 10);
    assert_int_equal(c.count, 0);
    assert_int_equal(c.most, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(one_each_when_they_fit),
        cmocka_unit_test(neighbours_share),
        cmocka_unit_test(none),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
