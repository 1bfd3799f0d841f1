#include "cli/name_pattern.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static struct name_time time_of(int year, int month, int day, int hour, unsigned serial)
{
    struct moment m;
    assert_true(moment_make(year, month, day, hour, 7, 8, 0, &m));
    return (struct name_time){m.wall_ms, serial};
}

static void assert_name(const char *pattern, struct name_time time, const char *name)
{
    struct buf out = BUF_INIT(256);
    name_pattern_format(pattern, &time, &out);
    assert_string_equal(buf_text(&out), name);
    buf_release(&out);
}

static void names_of_times(void **state)
{
    (void)state;
    assert_name("report-%Y-%m-%d.html", time_of(2026, 11, 3, 1, 1), "report-2026-11-03.html");
    assert_name("report-%Y-%m-%d.html", time_of(2026, 11, 3, 1, 12), "report-2026-11-03-12.html");
    assert_name("%Y%j.csv", time_of(2024, 12, 31, 0, 1), "2024366.csv");
    assert_name("%H%M%S 100%% %Y%m%d", time_of(2026, 1, 1, 23, 1), "230708 100% 20260101");
    assert_name("%Y%m%d", time_of(2026, 1, 1, 23, 2), "20260101-2");
    assert_name("%Y%m%d.a.txt", time_of(1969, 12, 31, 23, 2), "19691231.a-2.txt");
}

static void a_name_is_read_back(void **state)
{
    (void)state;
    static const char *const patterns[] = {"r-%Y-%m-%d-%H-%M-%S.html", "%j.%Y.%H%M%S",
                                           "%d%m%Y%H%M%S%%.md"};
    for (size_t i = 0; i < sizeof patterns / sizeof *patterns; i++)
        for (unsigned serial = 1; serial < 12; serial += 5) {
            struct name_time time = time_of(2024, 2, 29, 13, serial), again;
            struct buf name = BUF_INIT(256);
            name_pattern_format(patterns[i], &time, &name);
            assert_true(name_pattern_parse(patterns[i], buf_text(&name), &again));
            assert_int_equal(name_time_compare(&time, &again), 0);
            buf_release(&name);
        }
}

static void other_names_are_none(void **state)
{
    (void)state;
    static const char *const names[] = {
        "",
        "r-2026-11-03",
        "r-2026-11-03.htm",
        "r-2026-11-03.html~",
        "xr-2026-11-03.html",
        "r-2026-11-3.html",
        "r-2026-13-03.html",
        "r-2026-02-30.html",
        "r-0000-01-01.html",
        "r-2026-11-03-1.html",
        "r-2026-11-03-02.html",
        "r-2026-11-03-.html",
        "r-2026-11-03-x.html",
        "r-2026-11-03-99999999.html",
        "r-%Y-%m-%d.html",
    };
    struct name_time time;
    assert_true(name_pattern_parse("r-%Y-%m-%d.html", "r-2026-11-03.html", &time));
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        assert_false(name_pattern_parse("r-%Y-%m-%d.html", names[i], &time));
}

static void the_later_is_greater(void **state)
{
    (void)state;
    struct name_time a = time_of(2026, 1, 1, 1, 9), b = time_of(2026, 1, 2, 1, 1), c = b;
    c.serial = 2;
    assert_true(name_time_compare(&a, &b) < 0);
    assert_true(name_time_compare(&c, &b) > 0);
    assert_int_equal(name_time_compare(&c, &c), 0);
}

static void patterns_that_are_refused(void **state)
{
    (void)state;
    static const char *const wrong[] = {"report.html", "%Y-%m.html", "%m-%d.html", "%Y-%m-%d-%",
                                        "%Y-%m-%d%Q",  "a/%Y%j",     "%Y-%m-%d.%F"};
    static const char *const right[] = {"%Y%m%d", "%Y-%j.html", "%%%Y%m%d%H%M%S.json"};
    struct error err;
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
        assert_int_equal(name_pattern_check(wrong[i], &err), STATUS_INVALID);
    for (size_t i = 0; i < sizeof right / sizeof *right; i++)
        assert_int_equal(name_pattern_check(right[i], &err), STATUS_OK);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(names_of_times),
        cmocka_unit_test(a_name_is_read_back),
        cmocka_unit_test(other_names_are_none),
        cmocka_unit_test(the_later_is_greater),
        cmocka_unit_test(patterns_that_are_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
