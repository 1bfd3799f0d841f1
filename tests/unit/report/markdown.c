#include "fixture.h"

static const struct render_style style;

static size_t run_length(struct str text, size_t at)
{
    size_t length = 0;
    while (at + length < text.len && text.ptr[at + length] == '`')
        length++;
    return length;
}

/* Fences of code blocks as a reader of Markdown would find them: the rest must not hold anything
 * active outside of code spans. */
struct reader {
    size_t fence; /* of the open block; 0: outside */
    size_t blocks;
};

static bool escaped(struct str line, size_t at)
{
    size_t slashes = 0;
    while (at > slashes && line.ptr[at - 1 - slashes] == '\\')
        slashes++;
    return slashes % 2 == 1;
}

static void read_prose(struct str line)
{
    for (size_t at = 0; at < line.len; at++) {
        char c = line.ptr[at];
        if (escaped(line, at))
            continue;
        if (c == '`') { /* a span ends at a run of the same length, in the same line */
            size_t run = run_length(line, at);
            size_t end = at + run;
            while (end < line.len && run_length(line, end) != run)
                end += run_length(line, end) ? run_length(line, end) : 1;
            if (end >= line.len)
                fail_msg("a code span that does not end: %.*s", STR_ARG(line));
            at = end + run - 1;
            continue;
        }
        if (c == '<' || c == '[' || str_starts(str_slice(line, at, 3), STR("://")))
            fail_msg("active: %.*s", STR_ARG(line));
    }
}

static void read_line(struct reader *r, struct str line)
{
    struct str text = str_trim(line);
    size_t run = run_length(text, 0);
    if (r->fence) {
        if (run >= r->fence && run == text.len)
            r->fence = 0;
    } else if (run >= 3 && run == text.len) {
        r->fence = run;
        r->blocks++;
    } else {
        read_prose(line);
    }
}

static size_t read_all(struct str text)
{
    struct reader r = {0};
    while (text.len) {
        size_t end = str_find(text, STR("\n"), 0);
        assert_int_not_equal(end, SIZE_MAX);
        read_line(&r, str_slice(text, 0, end));
        text = str_slice(text, end + 1, text.len);
    }
    assert_int_equal(r.fence, 0);
    return r.blocks;
}

static void test_hostile_text_is_inert(void **state)
{
    (void)state;
    struct fixture f;
    fixture_init(&f, fixture_errors, FIXTURE_ERRORS);
    fixture_fill(&f);
    struct render_style full = {.full_coverage = true};
    fixture_render(&f, &renderer_markdown, &full);
    size_t blocks = read_all(buf_str(&f.out));
    fixture_poison(&f);
    for (unsigned g = 0; g < REPORT_GROUPING_COUNT; g++) {
        f.options.grouping = (enum report_grouping)g;
        fixture_render(&f, &renderer_markdown, &full);
        fixture_assert_inert(buf_str(&f.out));
        assert_int_equal(read_all(buf_str(&f.out)), blocks); /* no block was opened or closed */
        assert_null(strstr(buf_text(&f.out), "\n## heading"));
    }
    fixture_release(&f);
}

static void test_tables_keep_their_columns(void **state)
{
    (void)state;
    struct catalog_error piped = fixture_errors[2];
    piped.title = "a | b \\| c";
    struct fixture f;
    fixture_init(&f, &piped, 1);
    fixture_count(&f, 10054, 1);
    const char *text = fixture_render(&f, &renderer_markdown, &style);
    assert_non_null(
        strstr(text, "| 10054 | WSAECONNRESET | a \\| b \\\\\\| c | 1 | 100.0% | transient |\n"));
    fixture_release(&f);
}

static void test_below_its_limit_for_any_input(void **state)
{
    (void)state;
    static const size_t lengths[] = {20, 600, 5000};
    for (size_t i = 0; i < sizeof lengths / sizeof *lengths; i++) {
        struct fixture f;
        struct arena memory = ARENA_INIT((size_t)1 << 30);
        fixture_crowd(&f, &memory, lengths[i] > 1000 ? 50 : 800, lengths[i]);
        const char *text = fixture_render(&f, &renderer_markdown, &style);
        assert_true(f.out.len < 60000);
        assert_true(f.out.len > 20000);
        assert_non_null(strstr(text, "left out"));
        read_all(buf_str(&f.out));
        fixture_release(&f);
        arena_release(&memory);
    }
}

static void test_summary_is_short(void **state)
{
    (void)state;
    struct fixture f;
    fixture_init(&f, fixture_errors, FIXTURE_ERRORS);
    fixture_fill(&f);
    struct render_style summary = {.summary = true};
    const char *text = fixture_render(&f, &renderer_markdown, &summary);
    assert_true(str_count(buf_str(&f.out), '\n') <= 13); /* with blank lines */
    assert_non_null(strstr(text, "**Act now.** 1,204 Winsock errors"));
    assert_non_null(strstr(text, "- 12 x WSAENOBUFS (10055), critical: Count the outgoing"));
    fixture_release(&f);
}

static void test_nothing_found(void **state)
{
    (void)state;
    struct fixture f;
    fixture_init(&f, fixture_errors, FIXTURE_ERRORS);
    const char *text = fixture_render(&f, &renderer_markdown, &style);
    assert_non_null(strstr(text, "**All clear.** No Winsock errors were found in 1 log"));
    assert_null(strstr(text, "| Code |"));
    assert_non_null(strstr(text, "Made by `wsalog 0.1.0, rules 1`\n"));
    fixture_release(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_hostile_text_is_inert),
        cmocka_unit_test(test_tables_keep_their_columns),
        cmocka_unit_test(test_below_its_limit_for_any_input),
        cmocka_unit_test(test_summary_is_short),
        cmocka_unit_test(test_nothing_found),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
