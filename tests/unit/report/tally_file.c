#include "report/tally_file.h"

#include <stdio.h>
#include <unistd.h>

#include "fixture.h"

#define FILE_NAME "unit-tally-file.tally"

static const struct render_style plain = {0};

/* The file of an ordinary day, with one byte changed and the check made anew, or not. */
static void put(const struct fixture *f, size_t len, const char *behind)
{
    FILE *file = fopen(FILE_NAME, "wb");
    assert_non_null(file);
    assert_int_equal(fwrite(f->out.ptr, 1, len, file), len);
    assert_int_equal(fwrite(behind, 1, strlen(behind), file), strlen(behind));
    assert_int_equal(fclose(file), 0);
}

static enum status read_back(const struct fixture *f, struct tally_file *out, struct error *err)
{
    enum status status = tally_file_read(FILE_NAME, &f->catalog, out, err);
    assert_int_equal(unlink(FILE_NAME), 0);
    return status;
}

static void a_report_of_a_tally_is_the_report(void **state)
{
    (void)state;
    struct fixture f;
    struct tally_file back;
    struct error err;
    fixture_init(&f, fixture_errors, FIXTURE_ERRORS);
    fixture_fill(&f);
    fixture_render(&f, &renderer_tally, &plain);
    put(&f, f.out.len, "");
    if (read_back(&f, &back, &err))
        fail_msg("%s", err.text);
    assert_int_equal(back.tally.events, f.tally.events);
    assert_int_equal(back.tally.mentions, f.tally.mentions);
    assert_int_equal(back.coverage.source_count, f.coverage.source_count);
    assert_int_equal(back.coverage.lines, f.coverage.lines);
    assert_string_equal(back.coverage.zone, f.coverage.zone);
    for (size_t i = 0; i < back.coverage.source_count; i++) {
        assert_memory_equal(back.coverage.sources[i].path, "unit-tally-file:", 16);
        assert_string_equal(back.coverage.sources[i].path + 16, f.coverage.sources[i].path);
        assert_string_equal(back.coverage.sources[i].status, f.coverage.sources[i].status);
    }
    tally_file_release(&back);
    fixture_release(&f);
}

static void what_is_not_whole_is_refused(void **state)
{
    (void)state;
    struct fixture f;
    struct tally_file back;
    struct error err;
    fixture_init(&f, fixture_errors, FIXTURE_ERRORS);
    fixture_fill(&f);
    fixture_render(&f, &renderer_tally, &plain);
    for (size_t len = 0; len < f.out.len; len += len < 64 ? 1 : 97) {
        put(&f, len, "");
        assert_int_equal(read_back(&f, &back, &err), STATUS_INVALID);
        tally_file_release(&back);
    }
    put(&f, f.out.len, "x");
    assert_int_equal(read_back(&f, &back, &err), STATUS_INVALID);
    assert_string_equal(err.text, "the tally is damaged, or cut off");
    tally_file_release(&back);
    fixture_release(&f);
}

static void an_error_that_nobody_knows_is_told(void **state)
{
    (void)state;
    struct fixture f;
    struct tally_file back;
    struct error err;
    fixture_init(&f, fixture_errors, FIXTURE_ERRORS);
    fixture_fill(&f);
    fixture_render(&f, &renderer_tally, &plain);
    put(&f, f.out.len, "");
    f.catalog.error_count = 1;
    assert_int_equal(read_back(&f, &back, &err), STATUS_INVALID);
    tally_file_release(&back);
    f.catalog.error_count = FIXTURE_ERRORS;
    fixture_release(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_report_of_a_tally_is_the_report),
        cmocka_unit_test(what_is_not_whole_is_refused),
        cmocka_unit_test(an_error_that_nobody_knows_is_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
