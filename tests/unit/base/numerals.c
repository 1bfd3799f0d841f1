/* base/numerals.c: numbers and times as people read them. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "base/numerals.h"

static void assert_text(struct buf *out, const char *expected)
{
    assert_string_equal(buf_text(out), expected);
    buf_release(out);
}

static void durations(void **state)
{
    (void)state;
    static const struct {
        int64_t ms;
        const char *text;
    } rows[] = {
        {0, "0 seconds"},
        {1000, "1 second"},
        {1499, "1 second"},
        {60000, "1 minute"},
        {90000, "90 seconds"},
        {240000, "4 minutes"},
        {250000, "4.2 minutes"},
        {5400000, "90 minutes"},
        {7200000, "2 hours"},
        {86400000, "1 day"},
        {3 * (int64_t)86400000, "3 days"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct buf out = BUF_INIT(64);
        numerals_add_duration(&out, rows[i].ms);
        assert_text(&out, rows[i].text);
    }
}

static void counts_and_shares(void **state)
{
    (void)state;
    struct buf out = BUF_INIT(256);
    numerals_add_count(&out, 1, "log", "logs");
    buf_add_char(&out, ' ');
    numerals_add_count(&out, 1234567, "log", "logs");
    buf_add_char(&out, ' ');
    numerals_add_share(&out, 0.0001);
    buf_add_char(&out, ' ');
    numerals_add_share(&out, 0.99999);
    buf_add_char(&out, ' ');
    numerals_add_share(&out, 0.5);
    assert_text(&out, "1 log 1,234,567 logs <0.1% >99.9% 50.0%");
    numerals_add_percent(&out, 0.004);
    buf_add_char(&out, ' ');
    numerals_add_percent(&out, 0.996);
    buf_add_char(&out, ' ');
    numerals_add_percent(&out, 1);
    buf_add_char(&out, ' ');
    numerals_add_percent(&out, 0.666);
    assert_text(&out, "<1% >99% 100% 67%");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(durations),
        cmocka_unit_test(counts_and_shares),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
