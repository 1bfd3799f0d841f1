#include "base/zone.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/moment.h"
#include "base/os_file.h"

static int64_t wall(int year, int month, int day, int hour, int minute)
{
    struct moment m;
    assert_true(moment_make(year, month, day, hour, minute, 0, 0, &m));
    return m.wall_ms;
}

static struct zone *open_zone(const char *name)
{
    struct zone *zone;
    struct error err;
    if (zone_open(name, &zone, &err))
        fail_msg("%s", err.text);
    return zone;
}

static void need_database(void)
{
    struct os_stat stat;
    if (!os_stat_path("/usr/share/zoneinfo/Europe/Berlin", &stat))
        skip();
}

static void offsets(void **state)
{
    (void)state;
    static const struct {
        const char *text, *name;
        int minutes;
    } rows[] = {
        {"UTC", "UTC", 0},         {"z", "UTC", 0},           {"gmt", "UTC", 0},
        {"+00:00", "UTC", 0},      {"+02:00", "+02:00", 120}, {"+0530", "+05:30", 330},
        {"-3", "-03:00", -180},    {"UTC+2", "+02:00", 120},  {"GMT-03:30", "-03:30", -210},
        {"+14:00", "+14:00", 840},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct zone *zone = open_zone(rows[i].text);
        assert_string_equal(zone_name(zone), rows[i].name);
        assert_int_equal(zone_offset_min(zone, 0), rows[i].minutes);
        struct zone_reading reading = zone_read(zone, 0);
        assert_int_equal(reading.fit, ZONE_ONCE);
        assert_int_equal(reading.offset_min, rows[i].minutes);
        zone_close(zone);
    }
    assert_string_equal(zone_name(NULL), "UTC");
    assert_int_equal(zone_offset_min(NULL, 0), 0);
    zone_close(NULL);
}

static void unknown_names(void **state)
{
    (void)state;
    static const char *const names[] = {
        "",
        "Nowhere/City",
        "../../../etc/passwd",
        "/etc/passwd",
        "Europe",
        "+15:00",
        "+02:60",
        "+02:0",
        "+",
        "UTC+",
        "Europe/",
        "/",
        "a//b",
        ".",
        "W. Europe Standard Time",
    };
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        struct zone *zone;
        struct error err;
        if (zone_open(names[i], &zone, &err) != STATUS_NOT_FOUND)
            fail_msg("%s", names[i]);
        assert_null(zone);
        assert_non_null(strstr(err.text, "Europe/Berlin"));
    }
}

static void names_of_the_database(void **state)
{
    (void)state;
    need_database();
    struct zone *zone = open_zone("europe/BERLIN");
    assert_string_equal(zone_name(zone), "Europe/Berlin");
    assert_int_equal(zone_offset_min(zone, wall(2026, 7, 1, 0, 0)), 120);
    assert_int_equal(zone_offset_min(zone, wall(2026, 12, 1, 0, 0)), 60);
    assert_int_equal(zone_offset_min(zone, wall(1985, 7, 1, 0, 0)), 120); /* from the table */
    assert_int_equal(zone_offset_min(zone, wall(2150, 7, 1, 0, 0)), 120); /* by the rule */
    zone_close(zone);
    zone = open_zone("America/New_York");
    assert_int_equal(zone_offset_min(zone, wall(2026, 7, 1, 0, 0)), -240);
    zone_close(zone);
}

/* Berlin goes from 02:00 to 03:00 on the 29th of March 2026, and back on the 25th of October. */
static void hours_that_are_missing_or_twice(void **state)
{
    (void)state;
    static const struct {
        int month, day, hour, minute;
        enum zone_fit fit;
        int first, later;
    } rows[] = {
        {3, 29, 1, 59, ZONE_ONCE, 60, 60},    {3, 29, 2, 0, ZONE_NEVER, 60, 60},
        {3, 29, 2, 59, ZONE_NEVER, 60, 60},   {3, 29, 3, 0, ZONE_ONCE, 120, 120},
        {3, 28, 12, 0, ZONE_ONCE, 60, 60},    {3, 30, 1, 0, ZONE_ONCE, 120, 120},
        {10, 25, 1, 59, ZONE_ONCE, 120, 120}, {10, 25, 2, 0, ZONE_TWICE, 120, 60},
        {10, 25, 2, 59, ZONE_TWICE, 120, 60}, {10, 25, 3, 0, ZONE_ONCE, 60, 60},
    };
    need_database();
    struct zone *zone = open_zone("Europe/Berlin");
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct zone_reading reading =
            zone_read(zone, wall(2026, rows[i].month, rows[i].day, rows[i].hour, rows[i].minute));
        assert_int_equal(reading.fit, rows[i].fit);
        assert_int_equal(reading.offset_min, rows[i].first);
        assert_int_equal(reading.later_offset_min, rows[i].later);
    }
    zone_close(zone);
    zone = open_zone("Australia/Lord_Howe"); /* by half an hour */
    struct zone_reading reading = zone_read(zone, wall(2026, 4, 5, 1, 45));
    assert_int_equal(reading.fit, ZONE_TWICE);
    assert_int_equal(reading.offset_min - reading.later_offset_min, 30);
    zone_close(zone);
}

static void check_local(const char *tz, const char *name, int minutes)
{
    assert_int_equal(setenv("TZ", tz, 1), 0);
    struct zone *zone = open_zone("local");
    assert_string_equal(zone_name(zone), name);
    assert_int_equal(zone_offset_min(zone, wall(2026, 7, 1, 0, 0)), minutes);
    zone_close(zone);
    assert_int_equal(unsetenv("TZ"), 0);
}

static void the_zone_of_this_machine(void **state)
{
    (void)state;
    check_local("UTC", "UTC", 0);
    check_local("UTC0", "UTC0", 0);
    check_local("CET-1CEST,M3.5.0,M10.5.0/3", "CET-1CEST,M3.5.0,M10.5.0/3", 120);
    struct zone *zone = open_zone("local"); /* whatever it is, it has one */
    assert_true(strlen(zone_name(zone)) > 0);
    zone_close(zone);
    need_database();
    check_local("Asia/Kolkata", "Asia/Kolkata", 330);
    check_local(":Asia/Kolkata", "Asia/Kolkata", 330);
    check_local("/usr/share/zoneinfo/Asia/Kolkata", "local", 330);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(offsets),
        cmocka_unit_test(unknown_names),
        cmocka_unit_test(names_of_the_database),
        cmocka_unit_test(hours_that_are_missing_or_twice),
        cmocka_unit_test(the_zone_of_this_machine),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
