#include <stdio.h>

#include "fixture.h"

static const struct render_style plain = {0};

static void assert_holds(const struct fixture *f, const char *line)
{
    if (!strstr(buf_text(&f->out), line))
        fail_msg("no line: %s\n%s", line, buf_text(&f->out));
}

static void a_run_is_gauges(void **state)
{
    (void)state;
    struct fixture f;
    fixture_init(&f, fixture_errors, FIXTURE_ERRORS);
    fixture_fill(&f);
    f.options.made_s = 1790812800;
    fixture_render(&f, &renderer_prometheus, &plain);
    assert_holds(&f, "# TYPE wsalog_last_run_timestamp_seconds gauge\n"
                     "wsalog_last_run_timestamp_seconds 1790812800\n");
    assert_holds(&f, "# TYPE wsalog_run_events gauge\n"
                     "wsalog_run_events{code=\"10035\",name=\"WSAEWOULDBLOCK\",");
    assert_null(strstr(buf_text(&f.out), "counter"));
    fixture_release(&f);
}

static void every_error_has_a_series(void **state)
{
    (void)state;
    struct fixture f;
    fixture_init(&f, fixture_errors, FIXTURE_ERRORS);
    fixture_render(&f, &renderer_prometheus, &plain);
    for (size_t i = 0; i < FIXTURE_ERRORS; i++) {
        char series[128];
        (void)snprintf(series, sizeof series, "wsalog_run_events{code=\"%d\",",
                       (int)fixture_errors[i].code);
        const char *at = strstr(buf_text(&f.out), series);
        assert_non_null(at);
        at = strchr(at, '}');
        assert_memory_equal(at, "} 0\n", 4);
    }
    fixture_release(&f);
}

static void all_runs_are_counters(void **state)
{
    (void)state;
    static const struct report_total items[] = {{10035, 7}, {10061, 12345678901}};
    static const struct report_totals totals = {items, 2, 3, 400, 5000};
    struct fixture f;
    fixture_init(&f, fixture_errors, FIXTURE_ERRORS);
    f.options.totals = &totals;
    fixture_render(&f, &renderer_prometheus, &plain);
    assert_holds(&f, "# TYPE wsalog_events_total counter\n");
    assert_holds(&f, "\nwsalog_events_total{code=\"10061\",name=\"WSAECONNREFUSED\",severity=");
    assert_holds(&f, "} 12345678901\n");
    assert_holds(&f, "\nwsalog_runs_total 3\n");
    assert_holds(&f, "\nwsalog_lines_total 400\n");
    assert_holds(&f, "\nwsalog_bytes_total 5000\n");
    fixture_release(&f);
}

static void a_partial_run_says_so(void **state)
{
    (void)state;
    struct fixture f;
    fixture_init(&f, fixture_errors, FIXTURE_ERRORS);
    fixture_render(&f, &renderer_prometheus, &plain);
    assert_holds(&f, "\nwsalog_run_complete 1\n");
    f.options.partial = true;
    fixture_render(&f, &renderer_prometheus, &plain);
    assert_holds(&f, "\nwsalog_run_complete 0\n");
    f.options.partial = false;
    f.coverage.files_garbled = 1;
    fixture_render(&f, &renderer_prometheus, &plain);
    assert_holds(&f, "\nwsalog_run_complete 0\n");
    assert_holds(&f, "\nwsalog_run_logs{status=\"not_text\"} 1\n");
    fixture_release(&f);
}

/* Tables may be anybody's. */
static void labels_are_escaped(void **state)
{
    (void)state;
    struct catalog_error odd = fixture_errors[0];
    odd.name = "a\"b\\c\nd";
    struct fixture f;
    fixture_init(&f, &odd, 1);
    fixture_render(&f, &renderer_prometheus, &plain);
    assert_holds(&f, "name=\"a\\\"b\\\\c\\nd\",");
    fixture_release(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_run_is_gauges),       cmocka_unit_test(every_error_has_a_series),
        cmocka_unit_test(all_runs_are_counters), cmocka_unit_test(a_partial_run_says_so),
        cmocka_unit_test(labels_are_escaped),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
