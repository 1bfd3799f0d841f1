#include "engine/json.h"

#include "fixture.h"

static const struct render_style style;

/* Every key stands there, in this order. */
static void assert_order(const char *text, const char *const *keys, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        struct buf key = BUF_INIT(64);
        buf_add_format(&key, "\"%s\":", keys[i]);
        const char *at = strstr(text, buf_text(&key));
        if (!at)
            fail_msg("%s is missing or not in its place", keys[i]);
        text = at;
        buf_release(&key);
    }
}

static void test_is_valid_whatever_the_log(void **state)
{
    (void)state;
    struct fixture f;
    fixture_init(&f, fixture_errors, FIXTURE_ERRORS);
    fixture_render(&f, &renderer_json, &style);
    assert_true(json_is_valid(buf_str(&f.out)));
    fixture_fill(&f);
    fixture_poison(&f);
    fixture_render(&f, &renderer_json, &style);
    assert_true(json_is_valid(buf_str(&f.out)));
    fixture_assert_inert(buf_str(&f.out));
    fixture_release(&f);
}

static void test_keys(void **state)
{
    (void)state;
    static const char *const top[] = {"schema",  "generator", "name",      "version", "rules",
                                      "options", "title",     "note",      "partial", "coverage",
                                      "totals",  "errors",    "diagnoses", "related"};
    static const char *const error[] = {
        "errors",     "code",  "name",     "title",    "category",      "severity",
        "confidence", "retry", "events",   "mentions", "disagreements", "share",
        "ambiguous",  "first", "last",     "files",    "peers",         "peers_other",
        "operations", "hosts", "timeline", "samples",  "description",   "actions",
        "audience",   "kind",  "text",     "command",  "risk"};
    static const char *const coverage[] = {
        "coverage",      "files_read",  "files_skipped", "bytes", "lines",  "long_lines",
        "limited_rules", "zone",        "sources",       "path",  "status", "reason",
        "encoding",      "compression", "bytes",         "lines", "events"};
    static const char *const totals[] = {"totals",    "events",   "mentions",   "distinct_errors",
                                         "ignorable", "possible", "lookalikes", "without_time",
                                         "first",     "last"};
    struct fixture f;
    fixture_init(&f, fixture_errors, FIXTURE_ERRORS);
    fixture_fill(&f);
    const char *text = fixture_render(&f, &renderer_json, &style);
    assert_order(text, top, sizeof top / sizeof *top);
    assert_order(text, error, sizeof error / sizeof *error);
    assert_order(text, coverage, sizeof coverage / sizeof *coverage);
    assert_order(text, totals, sizeof totals / sizeof *totals);
    assert_null(strstr(text, "\"stamp\""));
    fixture_release(&f);
}

static void test_values(void **state)
{
    (void)state;
    struct fixture f;
    fixture_init(&f, fixture_errors, FIXTURE_ERRORS);
    fixture_fill(&f);
    f.options.stamp = "2026-11-21T06:00:00Z";
    const char *text = fixture_render(&f, &renderer_json, &style);
    static const char *const said[] = {
        "\"stamp\": \"2026-11-21T06:00:00Z\"",
        "\"share\": 0.664452",
        "\"first\": \"2026-11-20T14:02:11\"",
        "\"peers_other\": null",
        "\"distinct_errors\": 5",
        "\"diagnoses\": [\n    {\n      \"id\": \"port-exhaustion\",\n",
        "\"certainty\": \"medium\",\n",
        "\"Of those 12 came from connecting.\"",
        "\"errors\": [\n        10055\n      ],\n",
        "\"related\": []",
        "\"alarms\": []\n}\n",
        "\"start\": \"2026-11-20T14:28:00\",\n          \"events\": 20\n",
    };
    for (size_t i = 0; i < sizeof said / sizeof *said; i++)
        if (!strstr(text, said[i]))
            fail_msg("not said: %s", said[i]);
    fixture_release(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_is_valid_whatever_the_log),
        cmocka_unit_test(test_keys),
        cmocka_unit_test(test_values),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
