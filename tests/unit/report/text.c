#include "fixture.h"

/* Whether a line is a command that may be copied: never broken, so as wide as it is. */
static bool is_command(struct str line)
{
    struct str text = str_trim(line);
    for (size_t i = 0; i < sizeof fixture_actions_noport / sizeof *fixture_actions_noport; i++)
        if (str_equal(text, str_from(fixture_actions_noport[i].command)))
            return true;
    const struct diagnosis_set *set = diagnoses_builtin();
    for (size_t i = 0; i < set->count; i++)
        for (size_t k = 0; k < set->items[i].action_count; k++)
            if (str_equal(text, str_from(set->items[i].actions[k].command)))
                return true;
    return false;
}

static void assert_width(struct str text, size_t width)
{
    while (text.len) {
        size_t end = str_find(text, STR("\n"), 0);
        struct str line = str_slice(text, 0, end);
        if (!is_command(line) && utf8_width(line) > width)
            fail_msg("wider than %zu: %.*s", width, STR_ARG(line));
        assert_false(line.len && line.ptr[line.len - 1] == ' ');
        text = str_slice(text, end == SIZE_MAX ? text.len : end + 1, text.len);
    }
}

static void test_width_is_kept(void **state)
{
    (void)state;
    static const unsigned widths[] = {0, 20, 60, 61, 79, 80, 120, 200, 500};
    struct fixture f;
    fixture_init(&f, fixture_errors, FIXTURE_ERRORS);
    fixture_fill(&f);
    fixture_poison(&f);
    fixture_sample(&f, &f.tally.errors[2], FIXTURE_HOSTILE, UINT64_MAX, STR("10054"));
    for (size_t i = 0; i < sizeof widths / sizeof *widths; i++) {
        for (int ascii = 0; ascii <= 1; ascii++) {
            unsigned width = widths[i] == 0 ? 80 : widths[i];
            width = width < 60 ? 60 : width > 200 ? 200 : width;
            struct render_style style = {
                .width = widths[i], .ascii = ascii, .full_coverage = ascii};
            for (int by_file = 0; by_file <= 1; by_file++) {
                f.options.grouping = by_file ? REPORT_GROUP_BY_FILE : REPORT_GROUP_BY_CODE;
                fixture_render(&f, &renderer_text, &style);
                assert_width(buf_str(&f.out), width);
                fixture_assert_inert(buf_str(&f.out));
            }
        }
    }
    fixture_release(&f);
}

static void test_a_pipe_gets_no_drawing(void **state)
{
    (void)state;
    struct fixture f;
    fixture_init(&f, fixture_errors, FIXTURE_ERRORS);
    fixture_fill(&f);
    const char *text = fixture_render(&f, &renderer_text, &(struct render_style){0});
    assert_null(strstr(text, "\x1b"));
    assert_null(strstr(text, "\xE2\x96")); /* blocks */
    assert_null(strstr(text, "\xE2\x94")); /* lines */
    text = fixture_render(&f, &renderer_text, &(struct render_style){.width = 100});
    assert_non_null(strstr(text, "\xE2\x96"));
    assert_null(strstr(text, "\x1b"));
    text = fixture_render(&f, &renderer_text,
                          &(struct render_style){.width = 100, .color = true, .ascii = true});
    assert_null(strstr(text, "\xE2\x96"));
    assert_non_null(strstr(text, "\x1b[1;31mcritical\x1b[0m"));
    fixture_release(&f);
}

static void test_says_what_matters(void **state)
{
    (void)state;
    struct fixture f;
    fixture_init(&f, fixture_errors, FIXTURE_ERRORS);
    fixture_fill(&f);
    f.options.stamp = "2026-11-21T06:00:00Z";
    const char *text = fixture_render(&f, &renderer_text, &(struct render_style){0});
    static const char *const said[] = {
        "Act now. 1,204 Winsock errors of 5 kinds in 2 logs, 2026-11-20 14:02:11 to\n16:39:11.\n",
        "1 log could not be read. 1 log could not be read whole.",
        "                 10  10.1.2.5:8080\n",
        "2 others",
        "              Get-NetTCPConnection | Group-Object State | Sort-Object Count -Desc",
        "[operator, change]",
        "Risk: ",
        "10035  WSAEWOULDBLOCK, 4,200 events",
        "failed   /srv/logs/web03/app.log: Permission denied",
        "made 2026-11-21T06:00:00Z",
    };
    for (size_t i = 0; i < sizeof said / sizeof *said; i++)
        if (!strstr(text, said[i]))
            fail_msg("not said: %s", said[i]);
    assert_null(strstr(text, "core.bin")); /* skipped by rule: counted, not named */
    text = fixture_render(&f, &renderer_text, &(struct render_style){.full_coverage = true});
    assert_non_null(strstr(text, "core.bin"));
    fixture_release(&f);
}

static void test_summary_is_short(void **state)
{
    (void)state;
    struct fixture f;
    fixture_init(&f, fixture_errors, FIXTURE_ERRORS);
    fixture_fill(&f);
    struct render_style style = {.summary = true};
    fixture_render(&f, &renderer_text, &style);
    assert_true(str_count(buf_str(&f.out), '\n') <= 10);
    fixture_release(&f);
}

static bool refuse(void *state, struct str piece)
{
    (void)state;
    (void)piece;
    return false;
}

static void test_a_refusing_sink_stops_it(void **state)
{
    (void)state;
    struct fixture f;
    struct error err = {0};
    struct render_style style = {0};
    struct sink sink = {refuse, NULL};
    fixture_init(&f, fixture_errors, FIXTURE_ERRORS);
    fixture_fill(&f);
    fixture_render(&f, &renderer_text, &style);
    size_t count;
    const struct renderer *const *all = renderers(&count);
    for (size_t i = 0; i < count; i++)
        assert_int_equal(all[i]->render(&f.model, &style, &sink, &err), STATUS_IO);
    fixture_release(&f);
}

static void test_formats_are_found(void **state)
{
    (void)state;
    assert_ptr_equal(renderer_by_id(STR("md")), &renderer_markdown);
    assert_null(renderer_by_id(STR("pdf")));
    assert_ptr_equal(renderer_by_extension(STR("out/Report.HTML")), &renderer_html);
    assert_ptr_equal(renderer_by_extension(STR("a.json")), &renderer_json);
    assert_null(renderer_by_extension(STR("a.xml")));
    assert_null(renderer_by_extension(STR("")));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_width_is_kept),
        cmocka_unit_test(test_a_pipe_gets_no_drawing),
        cmocka_unit_test(test_says_what_matters),
        cmocka_unit_test(test_summary_is_short),
        cmocka_unit_test(test_a_refusing_sink_stops_it),
        cmocka_unit_test(test_formats_are_found),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
