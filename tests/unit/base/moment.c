#include "base/moment.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <cmocka.h>

static void known_days(void **state)
{
    (void)state;
    assert_int_equal(civil_days(1970, 1, 1), 0);
    assert_int_equal(civil_days(1969, 12, 31), -1);
    assert_int_equal(civil_days(2000, 2, 29), 11016);
    assert_int_equal(civil_days(2000, 3, 1), 11017);
    assert_int_equal(civil_days(1601, 1, 1), -134774); /* where Windows begins to count */
}

/* Every day of 1200 years, there and back, one after the other. */
static void days_follow_each_other(void **state)
{
    (void)state;
    int64_t day = civil_days(1200, 1, 1);
    for (int64_t year = 1200; year < 2400; year++) {
        for (int month = 1; month <= 12; month++) {
            for (int d = 1; civil_valid(year, month, d); d++, day++) {
                int64_t y;
                int m, dd;
                civil_date(day, &y, &m, &dd);
                if (civil_days(year, month, d) != day || y != year || m != month || dd != d)
                    fail_msg("%lld-%d-%d", (long long)year, month, d);
            }
        }
    }
    assert_int_equal(day, civil_days(2400, 1, 1));
}

static void valid_dates(void **state)
{
    (void)state;
    assert_true(civil_valid(2024, 2, 29));
    assert_false(civil_valid(2023, 2, 29));
    assert_false(civil_valid(1900, 2, 29));
    assert_true(civil_valid(2000, 2, 29));
    assert_false(civil_valid(2024, 4, 31));
    assert_false(civil_valid(2024, 0, 1));
    assert_false(civil_valid(2024, 13, 1));
    assert_false(civil_valid(2024, 1, 0));
    assert_false(civil_valid(-1, 1, 1));
    assert_false(civil_valid(10000, 1, 1));
}

static void against_the_c_library(void **state)
{
    (void)state;
    for (int64_t s = -4000000000; s < 8000000000; s += 86399 * 7 + 11) {
        time_t t = (time_t)s;
        struct tm tm;
        assert_non_null(gmtime_r(&t, &tm));
        struct moment m;
        assert_true(moment_make(tm.tm_year + 1900, tm.tm_mon + 1, tm.tm_mday, tm.tm_hour, tm.tm_min,
                                tm.tm_sec, 0, &m));
        assert_int_equal(m.wall_ms, s * 1000);
    }
}

static void fields_out_of_range(void **state)
{
    (void)state;
    struct moment m;
    assert_false(moment_make(2026, 11, 31, 0, 0, 0, 0, &m));
    assert_false(moment_make(2026, 11, 20, 24, 0, 0, 0, &m));
    assert_false(moment_make(2026, 11, 20, 0, 60, 0, 0, &m));
    assert_false(moment_make(2026, 11, 20, 0, 0, 61, 0, &m));
    assert_false(moment_make(2026, 11, 20, 0, 0, 0, 1000, &m));
    assert_false(moment_make(2026, 11, 20, -1, 0, 0, 0, &m));
    assert_true(moment_make(2016, 12, 31, 23, 59, 60, 0, &m));
    struct moment before;
    assert_true(moment_make(2016, 12, 31, 23, 59, 59, 999, &before));
    assert_int_equal(m.wall_ms, before.wall_ms);
}

static void check_format(struct moment m, const char *expected)
{
    struct buf b = BUF_INIT(100);
    moment_format(m, &b);
    assert_string_equal(buf_text(&b), expected);
    buf_release(&b);
}

static void formats(void **state)
{
    (void)state;
    struct moment m;
    check_format((struct moment){0}, "");
    assert_true(moment_make(2026, 11, 20, 21, 4, 5, 0, &m));
    assert_false(m.has_zone);
    check_format(m, "2026-11-20T21:04:05");
    m.wall_ms += 250;
    check_format(m, "2026-11-20T21:04:05.250");
    m.has_zone = true;
    check_format(m, "2026-11-20T21:04:05.250Z");
    m.offset_min = 60;
    check_format(m, "2026-11-20T21:04:05.250+01:00");
    m.offset_min = -210;
    check_format(m, "2026-11-20T21:04:05.250-03:30");
    assert_true(moment_make(1969, 12, 31, 23, 59, 59, 999, &m));
    check_format(m, "1969-12-31T23:59:59.999");
}

static void ordering(void **state)
{
    (void)state;
    struct moment m;
    assert_true(moment_make(2026, 11, 20, 12, 0, 0, 0, &m));
    int64_t noon = m.wall_ms;
    assert_int_equal(moment_utc_ms(m), noon);
    m.offset_min = 60; /* assumed */
    assert_int_equal(moment_utc_ms(m), noon - 3600000);
    m.has_zone = true;
    m.offset_min = -60;
    assert_int_equal(moment_utc_ms(m), noon + 3600000);
}

static void spans_reach_as_far_as_their_times(void **state)
{
    (void)state;
    struct moment first = {0}, last = {0}, zoned, unknown = {0}, early;
    assert_true(moment_make(2026, 11, 20, 12, 0, 0, 0, &zoned));
    early = zoned; /* an hour before the other, which is at 13:00 UTC */
    zoned.has_zone = true;
    zoned.offset_min = -60;
    moment_widen(&first, &last, unknown);
    assert_false(first.known || last.known);
    moment_widen(&first, &last, zoned);
    assert_true(first.has_zone && last.has_zone);
    moment_widen(&first, &last, early);
    assert_true(!first.has_zone && last.has_zone);
    early.offset_min = -120; /* 14:00 UTC */
    moment_widen(&first, &last, early);
    assert_true(!first.has_zone && !last.has_zone);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(known_days),
        cmocka_unit_test(days_follow_each_other),
        cmocka_unit_test(valid_dates),
        cmocka_unit_test(against_the_c_library),
        cmocka_unit_test(fields_out_of_range),
        cmocka_unit_test(formats),
        cmocka_unit_test(ordering),
        cmocka_unit_test(spans_reach_as_far_as_their_times),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
