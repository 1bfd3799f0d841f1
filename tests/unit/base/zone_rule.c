#include "base/moment.h"
#include "base/zone_table.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>

#include <cmocka.h>

static int64_t utc_s(int year, int month, int day, int hour, int minute, int second)
{
    struct moment m;
    assert_true(moment_make(year, month, day, hour, minute, second, 0, &m));
    return m.wall_ms / 1000;
}

static struct zone_rule rule_of(const char *text)
{
    struct zone_rule rule;
    if (!zone_rule_parse(str_from(text), &rule))
        fail_msg("%s", text);
    return rule;
}

static void without_summer(void **state)
{
    (void)state;
    struct zone_rule rule = rule_of("UTC0");
    assert_int_equal(zone_rule_offset(&rule, 0), 0);
    rule = rule_of("<+0530>-5:30");
    assert_int_equal(zone_rule_offset(&rule, 1800000000), 19800);
    rule = rule_of("EST5");
    assert_int_equal(zone_rule_offset(&rule, 0), -18000);
    rule = rule_of("<-0330>3:30:15");
    assert_int_equal(zone_rule_offset(&rule, 0), -12615);
}

static void last_sundays(void **state)
{
    (void)state;
    struct zone_rule rule = rule_of("CET-1CEST,M3.5.0,M10.5.0/3");
    assert_int_equal(zone_rule_offset(&rule, utc_s(2026, 3, 29, 0, 59, 59)), 3600);
    assert_int_equal(zone_rule_offset(&rule, utc_s(2026, 3, 29, 1, 0, 0)), 7200);
    assert_int_equal(zone_rule_offset(&rule, utc_s(2026, 10, 25, 0, 59, 59)), 7200);
    assert_int_equal(zone_rule_offset(&rule, utc_s(2026, 10, 25, 1, 0, 0)), 3600);
    assert_int_equal(zone_rule_offset(&rule, utc_s(2026, 1, 1, 0, 0, 0)), 3600);
    assert_int_equal(zone_rule_offset(&rule, utc_s(2026, 12, 31, 23, 59, 59)), 3600);
    /* A March that ends on a Sunday, and one of which the 24th is not the last one. */
    assert_int_equal(zone_rule_offset(&rule, utc_s(2024, 3, 31, 1, 0, 0)), 7200);
    assert_int_equal(zone_rule_offset(&rule, utc_s(2024, 3, 24, 1, 0, 0)), 3600);
}

static void the_summer_of_the_south_goes_over_new_year(void **state)
{
    (void)state;
    struct zone_rule rule = rule_of("AEST-10AEDT,M10.1.0,M4.1.0/3");
    assert_int_equal(zone_rule_offset(&rule, utc_s(2026, 1, 1, 0, 0, 0)), 39600);
    assert_int_equal(zone_rule_offset(&rule, utc_s(2026, 12, 31, 23, 0, 0)), 39600);
    assert_int_equal(zone_rule_offset(&rule, utc_s(2026, 7, 1, 0, 0, 0)), 36000);
    assert_int_equal(zone_rule_offset(&rule, utc_s(2026, 4, 4, 15, 59, 59)), 39600);
    assert_int_equal(zone_rule_offset(&rule, utc_s(2026, 4, 4, 16, 0, 0)), 36000);
    assert_int_equal(zone_rule_offset(&rule, utc_s(2026, 10, 3, 15, 59, 59)), 36000);
    assert_int_equal(zone_rule_offset(&rule, utc_s(2026, 10, 3, 16, 0, 0)), 39600);
}

static void other_days_and_times(void **state)
{
    (void)state;
    /* Greenland changes on the evening before; Lord Howe by half an hour. */
    struct zone_rule rule = rule_of("<-02>2<-01>,M3.5.0/-1,M10.5.0/0");
    assert_int_equal(zone_rule_offset(&rule, utc_s(2026, 3, 29, 0, 59, 59)), -7200);
    assert_int_equal(zone_rule_offset(&rule, utc_s(2026, 3, 29, 1, 0, 0)), -3600);
    rule = rule_of("<+1030>-10:30<+11>-11,M10.1.0,M4.1.0");
    assert_int_equal(zone_rule_offset(&rule, utc_s(2026, 12, 1, 0, 0, 0)), 39600);
    assert_int_equal(zone_rule_offset(&rule, utc_s(2026, 6, 1, 0, 0, 0)), 37800);
    /* Days of the year: J60 is the 1st of March also in a leap year, 59 is not. */
    rule = rule_of("AAA0BBB,J60/0,J365/0");
    assert_int_equal(zone_rule_offset(&rule, utc_s(2024, 2, 29, 12, 0, 0)), 0);
    assert_int_equal(zone_rule_offset(&rule, utc_s(2024, 3, 1, 0, 0, 0)), 3600);
    rule = rule_of("AAA0BBB,59/0,364/0");
    assert_int_equal(zone_rule_offset(&rule, utc_s(2024, 2, 29, 0, 0, 0)), 3600);
    assert_int_equal(zone_rule_offset(&rule, utc_s(2026, 2, 28, 23, 59, 59)), 0);
}

static void what_is_no_rule(void **state)
{
    (void)state;
    static const char *const texts[] = {
        "",
        "UTC",
        "CE-1",
        "CET-1CEST",
        "Europe/Berlin",
        "<+03-3",
        "CET-200",
        "CET-1CEST,",
        "A1B",
        "CET-1CEST,M3.5.0",
        "UTC0 ",
        "CET-1:60",
        "CET-1CEST,M13.1.0,M10.5.0",
        "CET-1CEST,M3.6.0,M10.5.0",
        "CET-1CEST,M3.5.7,M10.5.0",
        "CET-1CEST,J0,J365",
        "CET-1CEST,366,1",
        "CET--1",
        "CET-1CEST,M3.5.0,M10.5.0/3x",
        "CET-99999999999999999999",
    };
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        struct zone_rule rule;
        if (zone_rule_parse(str_from(texts[i]), &rule))
            fail_msg("%s", texts[i]);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(without_summer),
        cmocka_unit_test(last_sundays),
        cmocka_unit_test(the_summer_of_the_south_goes_over_new_year),
        cmocka_unit_test(other_days_and_times),
        cmocka_unit_test(what_is_no_rule),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
