/* pipeline/: the times of a log are put on the clock of a zone. */
#include "pipeline/clock.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>

#include <cmocka.h>

static struct moment at(int month, int day, int hour, int minute)
{
    struct moment m;
    assert_true(moment_make(2026, month, day, hour, minute, 0, 0, &m));
    return m;
}

static void assert_settled(struct moment m, const char *text, int offset_min)
{
    struct buf b = BUF_INIT(64);
    moment_format(m, &b);
    assert_string_equal(buf_text(&b), text);
    assert_int_equal(m.offset_min, offset_min);
    buf_release(&b);
}

static struct zone *berlin(void)
{
    struct zone *zone;
    struct error err;
    if (zone_open("Europe/Berlin", &zone, &err))
        skip();
    return zone;
}

static void without_a_zone_nothing_changes(void **state)
{
    (void)state;
    struct log_clock clock = {0};
    struct moment m = at(11, 20, 10, 0);
    log_clock_settle(&clock, NULL, &m);
    assert_settled(m, "2026-11-20T10:00:00", 0);
    m.has_zone = true;
    m.offset_min = 60;
    log_clock_settle(&clock, NULL, &m);
    assert_settled(m, "2026-11-20T10:00:00+01:00", 60);
    m = (struct moment){0};
    log_clock_settle(&clock, NULL, &m);
    assert_false(m.known);
}

static void what_states_its_zone_is_shown_in_the_other(void **state)
{
    (void)state;
    struct zone *zone = berlin();
    struct log_clock clock = {0};
    struct moment m = at(11, 20, 10, 0);
    log_clock_settle(&clock, zone, &m);
    assert_settled(m, "2026-11-20T10:00:00", 60); /* as written */
    m.has_zone = true;
    m.offset_min = 0;
    log_clock_settle(&clock, zone, &m);
    assert_settled(m, "2026-11-20T11:00:00+01:00", 60);
    log_clock_settle(&clock, zone, &m); /* once more changes nothing */
    assert_settled(m, "2026-11-20T11:00:00+01:00", 60);
    zone_close(zone);
}

/* In the hour that comes twice a clock that steps back tells which one it is. */
static void a_step_back_in_the_repeated_hour(void **state)
{
    (void)state;
    static const struct {
        int hour, minute, offset_min;
    } rows[] = {
        {1, 30, 120}, {2, 10, 120}, {2, 55, 120}, {2, 50, 120}, /* lines a little out of order */
        {2, 5, 60},   {2, 40, 60},  {3, 0, 60},
    };
    struct zone *zone = berlin();
    struct log_clock clock = {0};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct moment m = at(10, 25, rows[i].hour, rows[i].minute);
        log_clock_settle(&clock, zone, &m);
        assert_int_equal(m.offset_min, rows[i].offset_min);
    }
    /* Other hours stay what they are, however far the clock steps back. */
    struct moment m = at(10, 24, 12, 0);
    log_clock_settle(&clock, zone, &m);
    assert_settled(m, "2026-10-24T12:00:00", 120);
    zone_close(zone);
}

static void a_time_that_never_was(void **state)
{
    (void)state;
    struct zone *zone = berlin();
    struct log_clock clock = {0};
    struct moment m = at(3, 29, 2, 30);
    log_clock_settle(&clock, zone, &m);
    assert_settled(m, "2026-03-29T02:30:00", 60);
    struct moment real = at(3, 29, 3, 30);
    log_clock_settle(&clock, zone, &real);
    assert_int_equal(moment_utc_ms(m), moment_utc_ms(real));
    zone_close(zone);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(without_a_zone_nothing_changes),
        cmocka_unit_test(what_states_its_zone_is_shown_in_the_other),
        cmocka_unit_test(a_step_back_in_the_repeated_hour),
        cmocka_unit_test(a_time_that_never_was),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
