#include "cli/when.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

/* A Saturday, 12:30:00 UTC. */
#define NOW "1795264200"

static void assert_bounds(const struct when_options *options, const char *since, const char *until)
{
    struct when_times times;
    struct error err;
    if (when_read(options, &times, &err))
        fail_msg("%s", err.text);
    struct buf a = BUF_INIT(64), b = BUF_INIT(64);
    window_format_since(&times.window, &a);
    window_format_until(&times.window, &b);
    assert_string_equal(buf_text(&a), since);
    assert_string_equal(buf_text(&b), until);
    buf_release(&a);
    buf_release(&b);
    when_release(&times);
}

static void assert_since(const char *text, const char *zone, const char *wanted)
{
    assert_bounds(&(struct when_options){.since = text, .zone = zone}, wanted, "");
}

static void assert_error(const struct when_options *options, const char *part)
{
    struct when_times times;
    struct error err;
    assert_int_equal(when_read(options, &times, &err), STATUS_INVALID);
    if (!strstr(err.text, part))
        fail_msg("%s", err.text);
    when_release(&times);
}

static void nothing_given(void **state)
{
    (void)state;
    struct when_times times;
    struct error err;
    assert_int_equal(when_read(&(struct when_options){0}, &times, &err), STATUS_OK);
    assert_false(window_is_set(&times.window));
    assert_null(times.zone);
    when_release(&times);
}

static void absolute(void **state)
{
    (void)state;
    static const struct {
        const char *text, *wanted;
    } rows[] = {
        {"2026-11-20", "2026-11-20T00:00:00"},
        {"2026/11/20", "2026-11-20T00:00:00"},
        {"20.11.2026", "2026-11-20T00:00:00"},
        {" 2026-11-20 ", "2026-11-20T00:00:00"},
        {"2026-11-20T13:00", "2026-11-20T13:00:00"},
        {"2026-11-20t13:00", "2026-11-20T13:00:00"},
        {"2026-11-20 13:00:05", "2026-11-20T13:00:05"},
        {"2026-11-20  9:05", "2026-11-20T09:05:00"},
        {"20.11.2026 13:00", "2026-11-20T13:00:00"},
        {"2026-11-20T13:00:05.25", "2026-11-20T13:00:05.250"},
        {"2026-11-20T13:00:05,1239", "2026-11-20T13:00:05.123"},
        {"2026-11-20T13:00Z", "2026-11-20T13:00:00Z"},
        {"2026-11-20T13:00 UTC", "2026-11-20T13:00:00Z"},
        {"2026-11-20T13:00+01:00", "2026-11-20T13:00:00+01:00"},
        {"2026-11-20 13:00 -0330", "2026-11-20T13:00:00-03:30"},
        {"2026-11-20T13:00+01", "2026-11-20T13:00:00+01:00"},
        {"2024-02-29", "2024-02-29T00:00:00"},
        {"2026-12-31T24:00", "2027-01-01T00:00:00"},
        {"@0", "1970-01-01T00:00:00Z"},
        {"@1795264200.5", "2026-11-21T12:30:00.500Z"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        assert_since(rows[i].text, NULL, rows[i].wanted);
}

static void in_a_zone(void **state)
{
    (void)state;
    assert_since("2026-11-20", "+02:00", "2026-11-20T00:00:00+02:00");
    assert_since("2026-11-20T13:00Z", "+02:00", "2026-11-20T15:00:00+02:00");
    assert_since("-1h", "+02:00", "2026-11-21T13:30:00+02:00");
    assert_since("today", "+12:00", "2026-11-22T00:00:00+12:00");
    assert_since("yesterday", "-13:00", "2026-11-19T00:00:00-13:00");
}

static void summer_time(void **state)
{
    (void)state;
    struct zone *zone;
    struct error err;
    if (zone_open("Europe/Berlin", &zone, &err))
        skip();
    zone_close(zone);
    assert_since("2026-07-01", "Europe/Berlin", "2026-07-01T00:00:00+02:00");
    /* Never shown by a clock: as long after the change. */
    assert_since("2026-03-29 02:30", "Europe/Berlin", "2026-03-29T03:30:00+02:00");
    /* Shown twice: the window takes in both. */
    assert_bounds(&(struct when_options){.since = "2026-10-25 02:30",
                                         .until = "2026-10-25 02:30",
                                         .zone = "Europe/Berlin"},
                  "2026-10-25T02:30:00+02:00", "2026-10-25T02:30:00+01:00");
}

static void relative(void **state)
{
    (void)state;
    static const struct {
        const char *text, *wanted;
    } rows[] = {
        {"now", "2026-11-21T12:30:00Z"},         {"-24h", "2026-11-20T12:30:00Z"},
        {"24h", "2026-11-20T12:30:00Z"},         {"-7d", "2026-11-14T12:30:00Z"},
        {"90m", "2026-11-21T11:00:00Z"},         {"90 min", "2026-11-21T11:00:00Z"},
        {"1d12h", "2026-11-20T00:30:00Z"},       {"30s", "2026-11-21T12:29:30Z"},
        {"2 hours ago", "2026-11-21T10:30:00Z"}, {"3 weeks", "2026-10-31T12:30:00Z"},
        {"-365d", "2025-11-21T12:30:00Z"},       {"today", "2026-11-21T00:00:00Z"},
        {"Yesterday", "2026-11-20T00:00:00Z"},   {"yesterday 08:15", "2026-11-20T08:15:00Z"},
        {"today 23:00", "2026-11-21T23:00:00Z"}, {"21d", "2026-10-31T12:30:00Z"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        assert_since(rows[i].text, NULL, rows[i].wanted);
    assert_bounds(&(struct when_options){.since = "yesterday", .until = "today"},
                  "2026-11-20T00:00:00Z", "2026-11-21T00:00:00Z");
    assert_bounds(&(struct when_options){.since = "2026-11-20", .until = "now"},
                  "2026-11-20T00:00:00Z", "2026-11-21T12:30:00Z");
}

static void a_time_alone_is_of_every_day(void **state)
{
    (void)state;
    assert_bounds(&(struct when_options){.since = "08:00", .until = "10:00:30"}, "08:00:00",
                  "10:00:30");
    assert_bounds(&(struct when_options){.since = "22:00", .until = "6:00"}, "22:00:00",
                  "06:00:00");
    assert_bounds(&(struct when_options){.since = "08:00"}, "08:00:00", "24:00:00");
    assert_bounds(&(struct when_options){.until = "08:00"}, "00:00:00", "08:00:00");
    assert_bounds(&(struct when_options){.since = "22:00", .until = "00:00"}, "22:00:00",
                  "24:00:00");
    assert_bounds(&(struct when_options){.until = "24:00"}, "00:00:00", "24:00:00");
    assert_error(&(struct when_options){.since = "08:00", .until = "2026-11-20"}, "every day");
    assert_error(&(struct when_options){.since = "yesterday", .until = "08:00"}, "every day");
    assert_error(&(struct when_options){.since = "08:00", .until = "8:00"}, "is not before");
}

static void what_is_no_time(void **state)
{
    (void)state;
    static const char *const texts[] = {
        "",
        "x",
        "2026",
        "2026-11",
        "2026-13-01",
        "2026-02-29",
        "2026-11-31",
        "2026-11-20T",
        "2026-11-20T25:00",
        "2026-11-20 13:60",
        "2026-11-20 13",
        "11/20/2026",
        "20-11-2026",
        "24",
        "-24",
        "+24h",
        "1y",
        "-",
        "ago",
        "8",
        "08:00:60",
        "24:01",
        "tomorrow",
        "today 25:00",
        "2026-11-20T13:00+15:00",
        "2026-11-20T13:00 CET",
        "2026-11-20T13:00:00.",
        "@",
        "@x",
        "@99999999999999",
        "1d12",
        "99999999999d",
        "now1",
        "999999999w",
    };
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        struct when when;
        struct error err;
        if (when_parse(texts[i], &when, &err) != STATUS_INVALID)
            fail_msg("'%s'", texts[i]);
    }
    assert_error(&(struct when_options){.until = "soon"}, "--until: 'soon'");
    assert_error(&(struct when_options){.since = "2026-11-20", .until = "2026-11-20"},
                 "is not before");
    assert_error(&(struct when_options){.since = "today", .until = "yesterday"}, "is not before");
    assert_error(&(struct when_options){.zone = "Nowhere"}, "--tz: no time zone 'Nowhere'");
}

static void the_clock_can_be_fixed(void **state)
{
    (void)state;
    int64_t now;
    struct error err;
    assert_int_equal(when_now(&now, &err), STATUS_OK);
    assert_int_equal(now, 1795264200);
    assert_int_equal(setenv("SOURCE_DATE_EPOCH", "soon", 1), 0);
    assert_int_equal(when_now(&now, &err), STATUS_INVALID);
    assert_error(&(struct when_options){.since = "-1h"}, "SOURCE_DATE_EPOCH");
    assert_int_equal(setenv("SOURCE_DATE_EPOCH", NOW, 1), 0);
}

static int fix_clock(void **state)
{
    (void)state;
    return setenv("SOURCE_DATE_EPOCH", NOW, 1) || setenv("TZ", "UTC", 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nothing_given),   cmocka_unit_test(absolute),
        cmocka_unit_test(in_a_zone),       cmocka_unit_test(summer_time),
        cmocka_unit_test(relative),        cmocka_unit_test(a_time_alone_is_of_every_day),
        cmocka_unit_test(what_is_no_time), cmocka_unit_test(the_clock_can_be_fixed),
    };
    return cmocka_run_group_tests(tests, fix_clock, NULL);
}
