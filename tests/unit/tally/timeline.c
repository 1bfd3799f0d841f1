/* tally/timeline.c: buckets that widen, the same for every order of the same times. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "tally/timeline.h"

#define NOV_20_2026 INT64_C(1795132800000) /* 2026-11-20T00:00:00Z */
#define HOUR_MS (INT64_C(60) * TIMELINE_MINUTE_MS)

static uint64_t sum(const struct timeline *t)
{
    uint64_t total = 0;
    for (size_t i = 0; i < t->used; i++)
        total += t->counts[i];
    return total;
}

static void minutes(void **state)
{
    (void)state;
    struct timeline t = {0};
    assert_true(timeline_add(&t, NOV_20_2026 + 59999, 1));
    assert_true(timeline_add(&t, NOV_20_2026, 2));
    assert_true(timeline_add(&t, NOV_20_2026 + 60000, 5));
    assert_true(timeline_add(&t, NOV_20_2026 - 1, 7)); /* earlier than all before */
    assert_int_equal(t.width_ms, TIMELINE_MINUTE_MS);
    assert_int_equal(t.used, 3);
    assert_int_equal(t.first * t.width_ms, NOV_20_2026 - TIMELINE_MINUTE_MS);
    assert_int_equal(t.counts[0], 7);
    assert_int_equal(t.counts[1], 3);
    assert_int_equal(t.counts[2], 5);
    timeline_release(&t);
    assert_null(t.counts);
}

static void widens_only_when_it_must(void **state)
{
    (void)state;
    struct timeline t = {0};
    assert_true(timeline_add(&t, NOV_20_2026, 1));
    assert_true(timeline_add(&t, NOV_20_2026 + (TIMELINE_BUCKETS - 1) * TIMELINE_MINUTE_MS, 1));
    assert_int_equal(t.width_ms, TIMELINE_MINUTE_MS);
    assert_int_equal(t.used, TIMELINE_BUCKETS);
    assert_true(timeline_add(&t, NOV_20_2026 + TIMELINE_BUCKETS * TIMELINE_MINUTE_MS, 1));
    assert_int_equal(t.width_ms, 5 * TIMELINE_MINUTE_MS);
    assert_int_equal(sum(&t), 3);
    assert_true(timeline_add(&t, NOV_20_2026 + 365 * 24 * HOUR_MS, 1));
    assert_int_equal(t.width_ms, 1440 * TIMELINE_MINUTE_MS);
    assert_int_equal(sum(&t), 4);
    timeline_release(&t);
}

static void widths_that_people_read(void **state)
{
    (void)state;
    static const int64_t minutes[] = {1, 5, 15, 60, 180, 360, 720, 1440, 2880, 5760};
    for (size_t i = 1; i < sizeof minutes / sizeof minutes[0]; i++)
        assert_int_equal(timeline_wider(minutes[i - 1] * TIMELINE_MINUTE_MS),
                         minutes[i] * TIMELINE_MINUTE_MS);
    assert_int_equal(timeline_wider(4 * TIMELINE_MINUTE_MS), HOUR_MS); /* a multiple */
    assert_int_equal(timeline_wider(7 * TIMELINE_MINUTE_MS), 14 * TIMELINE_MINUTE_MS);
}

static void order_does_not_matter(void **state)
{
    (void)state;
    enum { TIMES = 400 };
    int64_t times[TIMES];
    unsigned random = 1;
    for (int i = 0; i < TIMES; i++) {
        random = random * 1664525u + 1013904223u;
        times[i] = NOV_20_2026 - 500 * HOUR_MS + (int64_t)(random % 1000) * HOUR_MS;
    }
    struct timeline expected = {0};
    for (int i = 0; i < TIMES; i++)
        assert_true(timeline_add(&expected, times[i], 1));
    for (int round = 0; round < 50; round++) {
        for (int i = TIMES - 1; i > 0; i--) {
            random = random * 1664525u + 1013904223u;
            int j = (int)((random >> 8) % (unsigned)(i + 1));
            int64_t swapped = times[i];
            times[i] = times[j];
            times[j] = swapped;
        }
        struct timeline t = {0};
        for (int i = 0; i < TIMES; i++)
            assert_true(timeline_add(&t, times[i], 1));
        assert_int_equal(t.width_ms, expected.width_ms);
        assert_int_equal(t.first, expected.first);
        assert_int_equal(t.used, expected.used);
        assert_memory_equal(t.counts, expected.counts, t.used * sizeof *t.counts);
        timeline_release(&t);
    }
    assert_int_equal(sum(&expected), TIMES);
    timeline_release(&expected);
}

/* Both ends hold a count, whichever side the span grew to. */
static void ends_are_used(void **state)
{
    (void)state;
    static const int64_t steps[] = {0, 3, -700, 5000, -90000, 1, 90000};
    struct timeline t = {0};
    for (size_t i = 0; i < sizeof steps / sizeof steps[0]; i++) {
        assert_true(timeline_add(&t, steps[i] * TIMELINE_MINUTE_MS, 1));
        assert_true(t.used <= TIMELINE_BUCKETS);
        assert_true(t.counts[0] > 0 && t.counts[t.used - 1] > 0);
        assert_int_equal(sum(&t), i + 1);
    }
    timeline_release(&t);
}

static void extreme_times(void **state)
{
    (void)state;
    struct timeline t = {0}, empty = {0};
    assert_true(timeline_add(&t, INT64_MAX, 1));
    assert_true(timeline_add(&t, INT64_MIN, 1));
    assert_true(timeline_add(&t, 0, 1));
    assert_int_equal(sum(&t), 3);
    timeline_release(&t);
    assert_true(timeline_add(&empty, 0, 0));
    assert_int_equal(empty.used, 0);
    timeline_release(&empty);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(minutes),
        cmocka_unit_test(widens_only_when_it_must),
        cmocka_unit_test(widths_that_people_read),
        cmocka_unit_test(order_does_not_matter),
        cmocka_unit_test(ends_are_used),
        cmocka_unit_test(extreme_times),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
