/* report/threshold.c: what is read, what is refused, and when a report meets it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "report/threshold.h"

static enum status parse(const char *text, struct threshold *t, struct error *err)
{
    return threshold_parse(str_from(text), catalog_builtin(), diagnoses_builtin(), t, err);
}

static struct threshold parsed(const char *text)
{
    struct threshold t;
    struct error err;
    if (parse(text, &t, &err))
        fail_msg("%s", err.text);
    return t;
}

static void conditions_are_read(void **state)
{
    (void)state;
    struct threshold t = parsed("critical");
    assert_int_equal(t.kind, THRESHOLD_SEVERITY);
    assert_int_equal(t.severity, SEVERITY_CRITICAL);
    assert_int_equal(t.least, 1);
    t = parsed("WSAENOBUFS>=20");
    assert_int_equal(t.kind, THRESHOLD_ERROR);
    assert_int_equal(t.error->code, 10055);
    assert_int_equal(t.least, 20);
    assert_int_equal(parsed("10055").error->code, 10055);
    t = parsed("diagnosis:dns-failure");
    assert_int_equal(t.kind, THRESHOLD_DIAGNOSIS);
}

static void others_are_refused(void **state)
{
    (void)state;
    static const char *const wrong[] = {"",           "Critical",   "10055>=-1", "10055>5", "12345",
                                        "diagnosis:", "critical>=", ">=1",       "10055 "};
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        struct threshold t;
        struct error err = {0};
        assert_int_equal(parse(wrong[i], &t, &err), STATUS_INVALID);
        assert_memory_equal(err.text, "--fail-on ", 10);
    }
}

static void comparisons_are_read(void **state)
{
    (void)state;
    struct threshold t = parsed("new");
    assert_int_equal(t.kind, THRESHOLD_NEW);
    assert_true(threshold_compares(&t));
    t = parsed("WSAECONNRESET>3x");
    assert_int_equal(t.kind, THRESHOLD_TIMES);
    assert_int_equal(t.error->code, 10054);
    assert_int_equal(t.times, 3);
    assert_true(threshold_compares(&t));
    t = parsed("10054>=3");
    assert_false(threshold_compares(&t));
    static const char *const wrong[] = {"10054>x", "10054>0x", "10054>-1x", "critical>3x",
                                        ">3x",     "new>3x",   "New"};
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        struct error err;
        assert_int_equal(parse(wrong[i], &t, &err), STATUS_INVALID);
    }
}

static bool holds(const char *text, const struct report_model *m)
{
    struct threshold t = parsed(text);
    struct buf reason = BUF_INIT(1000);
    bool result = threshold_holds(&t, m, &reason);
    assert_int_equal(result, reason.len > 0);
    buf_release(&reason);
    return result;
}

static void changes_are_told(void **state)
{
    (void)state;
    const struct catalog *catalog = catalog_builtin();
    const struct report_change items[] = {
        {.meaning = catalog_find(catalog, 10048), .kind = REPORT_CHANGE_NEW, .events = 1},
        {.meaning = catalog_find(catalog, 10054), .events = 30, .usual = 10},
        {.meaning = catalog_find(catalog, 10061), .kind = REPORT_CHANGE_GONE, .usual = 10},
    };
    struct report_comparison c = {.items = items, .count = 3};
    const struct report_model m = {.options = {.comparison = &c}};
    assert_true(holds("new", &m));
    assert_true(holds("10054>2x", &m));
    assert_false(holds("10054>3x", &m));
    assert_true(holds("10048>99x", &m));
    assert_false(holds("10061>1x", &m));
    assert_false(holds("10060>1x", &m));
    c.count = 0;
    assert_false(holds("new", &m));
    const struct report_model none = {0};
    assert_false(holds("new", &none));
}

static void events_are_summed(void **state)
{
    (void)state;
    const struct catalog *catalog = catalog_builtin();
    const struct report_error errors[] = {
        {.meaning = catalog_find(catalog, 10055), .events = 2},
        {.meaning = catalog_find(catalog, 10061), .events = 3},
        {.meaning = catalog_find(catalog, 10035), .events = 9},
    };
    const struct report_model m = {.errors = errors, .error_count = 3};
    assert_true(holds("critical", &m));
    assert_true(holds("critical>=2", &m));
    assert_false(holds("critical>=3", &m));
    assert_true(holds("actionable>=5", &m));
    assert_false(holds("informational>=6", &m));
    assert_true(holds("ignorable>=14", &m));
    assert_true(holds("10061>=3", &m));
    assert_false(holds("10061>=4", &m));
    assert_false(holds("10054", &m));
    assert_false(holds("diagnosis:dns-failure", &m));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(conditions_are_read),  cmocka_unit_test(others_are_refused),
        cmocka_unit_test(comparisons_are_read), cmocka_unit_test(changes_are_told),
        cmocka_unit_test(events_are_summed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
