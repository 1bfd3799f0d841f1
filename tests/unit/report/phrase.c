#include "report/phrase.h"

#include "fixture.h"

static void assert_text(struct buf *b, const char *text)
{
    assert_string_equal(buf_text(b), text);
    buf_clear(b);
}

static void test_numbers(void **state)
{
    (void)state;
    struct buf b = BUF_INIT(256);
    phrase_number(&b, 0);
    assert_text(&b, "0");
    phrase_number(&b, 1204);
    assert_text(&b, "1,204");
    phrase_number(&b, UINT64_MAX);
    assert_text(&b, "18,446,744,073,709,551,615");
    phrase_count(&b, 1, "log", "logs");
    assert_text(&b, "1 log");
    phrase_share(&b, 0);
    assert_text(&b, "0.0%");
    phrase_share(&b, 0.0001);
    assert_text(&b, "<0.1%");
    phrase_share(&b, 0.99999);
    assert_text(&b, ">99.9%");
    phrase_share(&b, 1);
    assert_text(&b, "100.0%");
    phrase_bytes(&b, 999);
    assert_text(&b, "999 bytes");
    phrase_bytes(&b, 1250);
    assert_text(&b, "1.2 kB");
    phrase_bytes(&b, UINT64_MAX);
    assert_text(&b, "18.4 EB");
    buf_release(&b);
}

static void test_times(void **state)
{
    (void)state;
    struct buf b = BUF_INIT(256);
    struct moment a = fixture_moment(14, 2), z = fixture_moment(16, 40);
    phrase_span(&b, a, z);
    assert_text(&b, "2026-11-20 14:02:11 to 16:40:11");
    phrase_span(&b, a, a);
    assert_text(&b, "2026-11-20 14:02:11");
    z.wall_ms += 86400000;
    z.has_zone = a.has_zone = true;
    phrase_span(&b, a, z);
    assert_text(&b, "2026-11-20 14:02:11 UTC to 2026-11-21 16:40:11 UTC");
    a.offset_min = -330;
    phrase_time(&b, a);
    assert_text(&b, "2026-11-20 14:02:11 UTC-05:30");
    phrase_width(&b, 60000);
    assert_text(&b, "1 minute");
    phrase_width(&b, 128 * 60000);
    assert_text(&b, "2.1 hours");
    phrase_width(&b, 8192 * (int64_t)60000);
    assert_text(&b, "5.7 days");
    buf_release(&b);
}

static const char *headline(struct fixture *f)
{
    struct error err = {0};
    report_model_release(&f->model);
    assert_int_equal(
        report_model_build(&f->catalog, &f->tally, &f->coverage, &f->options, &f->model, &err),
        STATUS_OK);
    buf_clear(&f->out);
    phrase_headline(&f->out, &f->model);
    return buf_text(&f->out);
}

static void test_headline_never_says_none_when_nothing_was_read(void **state)
{
    (void)state;
    struct fixture f;
    fixture_init(&f, fixture_errors, FIXTURE_ERRORS);
    assert_string_equal(headline(&f), "No Winsock errors were found in 1 log (1,000 lines).");
    assert_string_equal(phrase_verdict(&f.model), "All clear");
    f.coverage.files_failed = 1;
    assert_string_equal(headline(&f), "No Winsock errors were found in 1 log (1,000 lines).");
    assert_string_equal(phrase_verdict(&f.model), "Not everything was read");
    buf_clear(&f.out);
    assert_true(phrase_warning(&f.out, &f.model));
    assert_string_equal(buf_text(&f.out), "1 log could not be read.");
    f.coverage.files_read = 0;
    f.coverage.files_skipped = 3;
    f.coverage.lines = 0;
    assert_string_equal(headline(&f), "Nothing was read, so nothing can be said: 1 log could not "
                                      "be read, 3 files were skipped.");
    assert_string_equal(phrase_verdict(&f.model), "Nothing was read");
    f.coverage = (struct report_coverage){.files_read = 2};
    assert_string_equal(headline(&f), "There was nothing to search: 2 logs are empty.");
    fixture_release(&f);
}

static void test_headline_of_errors(void **state)
{
    (void)state;
    struct fixture f;
    fixture_init(&f, fixture_errors, FIXTURE_ERRORS);
    fixture_count(&f, 10035, 5);
    assert_string_equal(headline(&f),
                        "No Winsock errors that matter were found in 1 log (1,000 lines); 5 events "
                        "of normal operation can be ignored.");
    fixture_count(&f, 10054, 1);
    assert_string_equal(headline(&f), "1 Winsock error in 1 log.");
    fixture_count(&f, 10061, 1203);
    f.tally.first = fixture_moment(14, 2);
    f.tally.last = fixture_moment(16, 40);
    assert_string_equal(headline(&f), "1,204 Winsock errors of 2 kinds in 1 log, 2026-11-20 "
                                      "14:02:11 to 16:40:11.");
    fixture_release(&f);
}

static void test_interruption_is_said(void **state)
{
    (void)state;
    struct fixture f;
    fixture_init(&f, fixture_errors, FIXTURE_ERRORS);
    f.options.partial = true;
    headline(&f);
    assert_string_equal(phrase_verdict(&f.model), "Not everything was read");
    buf_clear(&f.out);
    assert_true(phrase_warning(&f.out, &f.model));
    assert_non_null(strstr(buf_text(&f.out), "interrupted"));
    fixture_release(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_numbers),
        cmocka_unit_test(test_times),
        cmocka_unit_test(test_headline_never_says_none_when_nothing_was_read),
        cmocka_unit_test(test_headline_of_errors),
        cmocka_unit_test(test_interruption_is_said),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
