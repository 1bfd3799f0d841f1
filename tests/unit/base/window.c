#include "base/window.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>

#include <cmocka.h>

static struct moment at(int day, int hour, int minute)
{
    struct moment m;
    assert_true(moment_make(2026, 11, day, hour, minute, 0, 0, &m));
    return m;
}

static struct moment zoned(struct moment m, int16_t offset_min)
{
    m.has_zone = true;
    m.offset_min = offset_min;
    return m;
}

static void an_empty_window_leaves_nothing_out(void **state)
{
    (void)state;
    struct window w = {0};
    assert_false(window_is_set(&w));
    assert_true(window_is_possible(&w));
    assert_int_equal(window_place(&w, at(20, 8, 0)), WINDOW_WITHIN);
    assert_int_equal(window_place(&w, (struct moment){0}), WINDOW_WITHIN);
}

static void since_is_inside_and_until_is_not(void **state)
{
    (void)state;
    struct window w = {.since = at(20, 8, 0), .until = at(20, 10, 0)};
    assert_true(window_is_set(&w));
    assert_int_equal(window_place(&w, at(20, 7, 59)), WINDOW_BEFORE);
    assert_int_equal(window_place(&w, at(20, 8, 0)), WINDOW_WITHIN);
    assert_int_equal(window_place(&w, at(20, 9, 59)), WINDOW_WITHIN);
    assert_int_equal(window_place(&w, at(20, 10, 0)), WINDOW_AFTER);
    assert_int_equal(window_place(&w, (struct moment){0}), WINDOW_UNKNOWN);
    w.until = (struct moment){0};
    assert_int_equal(window_place(&w, at(30, 10, 0)), WINDOW_WITHIN);
}

static void a_bound_without_zone_reads_the_clock(void **state)
{
    (void)state;
    struct window w = {.since = at(20, 8, 0)};
    assert_int_equal(window_place(&w, zoned(at(20, 8, 0), 120)), WINDOW_WITHIN);
    w.since = zoned(at(20, 8, 0), 0);
    assert_int_equal(window_place(&w, zoned(at(20, 8, 0), 120)), WINDOW_BEFORE);
    assert_int_equal(window_place(&w, zoned(at(20, 10, 0), 120)), WINDOW_WITHIN);
    struct moment assumed = at(20, 9, 0);
    assumed.offset_min = 60;
    assert_int_equal(window_place(&w, assumed), WINDOW_WITHIN);
    assumed.offset_min = 61;
    assert_int_equal(window_place(&w, assumed), WINDOW_BEFORE);
}

static void hours_of_every_day(void **state)
{
    (void)state;
    struct window w = {.daily = true, .from_ms = 8 * 3600000, .to_ms = 10 * 3600000};
    assert_true(window_is_set(&w));
    assert_int_equal(window_place(&w, at(1, 8, 0)), WINDOW_WITHIN);
    assert_int_equal(window_place(&w, at(30, 9, 59)), WINDOW_WITHIN);
    assert_int_equal(window_place(&w, at(20, 10, 0)), WINDOW_OTHER_HOUR);
    assert_int_equal(window_place(&w, at(20, 7, 59)), WINDOW_OTHER_HOUR);
    w = (struct window){.daily = true, .from_ms = 22 * 3600000, .to_ms = 6 * 3600000};
    assert_int_equal(window_place(&w, at(20, 22, 0)), WINDOW_WITHIN);
    assert_int_equal(window_place(&w, at(20, 5, 59)), WINDOW_WITHIN);
    assert_int_equal(window_place(&w, at(20, 6, 0)), WINDOW_OTHER_HOUR);
    struct moment before_epoch = {.wall_ms = -1, .known = true}; /* 23:59:59.999 */
    assert_int_equal(window_place(&w, before_epoch), WINDOW_WITHIN);
}

static void windows_that_cannot_be(void **state)
{
    (void)state;
    struct window w = {.since = at(20, 8, 0), .until = at(20, 8, 0)};
    assert_false(window_is_possible(&w));
    w.until = at(20, 8, 1);
    assert_true(window_is_possible(&w));
    w.until = zoned(at(20, 7, 0), 0); /* nobody can tell */
    assert_true(window_is_possible(&w));
    w.since = zoned(at(20, 8, 0), 60);
    assert_false(window_is_possible(&w));
    w = (struct window){.daily = true, .from_ms = 1, .to_ms = 1};
    assert_false(window_is_possible(&w));
}

static void check_format(const struct window *w, const char *since, const char *until)
{
    struct buf a = BUF_INIT(64), b = BUF_INIT(64);
    window_format_since(w, &a);
    window_format_until(w, &b);
    assert_string_equal(buf_text(&a), since);
    assert_string_equal(buf_text(&b), until);
    buf_release(&a);
    buf_release(&b);
}

static void formats(void **state)
{
    (void)state;
    struct window w = {.since = at(20, 8, 0)};
    check_format(&w, "2026-11-20T08:00:00", "");
    w.until = zoned(at(21, 8, 30), 60);
    check_format(&w, "2026-11-20T08:00:00", "2026-11-21T08:30:00+01:00");
    w = (struct window){.daily = true, .from_ms = 3723004, .to_ms = WINDOW_DAY_MS};
    check_format(&w, "01:02:03.004", "24:00:00");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_empty_window_leaves_nothing_out),
        cmocka_unit_test(since_is_inside_and_until_is_not),
        cmocka_unit_test(a_bound_without_zone_reads_the_clock),
        cmocka_unit_test(hours_of_every_day),
        cmocka_unit_test(windows_that_cannot_be),
        cmocka_unit_test(formats),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
