/* scan/columns.c: codes in the columns of W3C logs, within a block and over its borders. */
#include "fixture.h"

#include "base/buf.h"

#define HEADER "#Fields: date time c-ip sc-status sc-win32-status time-taken\n"

static int32_t code_of(const struct match *m)
{
    size_t errors = sizeof fixture_codes / sizeof *fixture_codes;
    return m->error < errors ? fixture_codes[m->error] : fixture_related_codes[m->error - errors];
}

static void expect_codes(const struct fixture *f, const int32_t *codes, size_t count)
{
    assert_int_equal(f->result.count, count);
    for (size_t i = 0; i < count; i++)
        assert_int_equal(code_of(&f->result.matches[i]), codes[i]);
}
#define EXPECT_CODES(f, ...)                                                                       \
    expect_codes(f, (const int32_t[]){__VA_ARGS__},                                                \
                 sizeof((const int32_t[]){__VA_ARGS__}) / sizeof(int32_t))

static void the_column_alone_counts(struct fixture *f)
{
    fixture_scan_text(f, HEADER "2026-03-16 07:00:00 192.0.2.7 200 10054 10061\n"
                                "2026-03-16 07:00:01 192.0.2.7 200 0 10061\n"
                                "2026-03-16 07:00:02 192.0.2.8 200 64 10022\n");
    EXPECT_CODES(f, 10054, 64);
    assert_string_equal(fixture_set.rules[f->result.matches[0].rule].id, "status");
    assert_true(str_equal(f->result.matches[0].peer, STR("192.0.2.7")));
    assert_int_equal(f->result.matches[0].line, 1);
    assert_int_equal(f->result.matches[1].line, 3);
    assert_int_equal(f->result.lookalikes, 3);
}

static void without_a_header_it_is_a_number(struct fixture *f)
{
    fixture_scan_text(f, "2026-03-16 07:00:00 192.0.2.7 200 10054 10061\n");
    assert_int_equal(f->result.count, 0);
    assert_int_equal(f->result.lookalikes, 2);
}

static void a_later_header_moves_the_column(struct fixture *f)
{
    fixture_scan_text(f, HEADER "2026-03-16 07:00:00 192.0.2.7 200 10054 10061\n"
                                "#Fields: sc-win32-status sc-bytes\r\n"
                                "10061 10054\r\n"
                                "64 1236\r\n"
                                "#Fields: sc-bytes\n"
                                "10022\n");
    EXPECT_CODES(f, 10054, 10061, 64);
    assert_int_equal(f->result.columns.count, 1);
}

static void a_line_of_another_shape_is_not_trusted(struct fixture *f)
{
    fixture_scan_text(f, HEADER "2026-03-16 07:00:00 192.0.2.7 - 200 10054 10061\n"
                                "10054\n"
                                "# 1 2 3 10054 5\n");
    assert_int_equal(f->result.count, 0);
}

static void other_forms_are_found_in_such_a_log(struct fixture *f)
{
    fixture_scan_text(f, HEADER "2026-03-16 07:00:00 WSAECONNREFUSED 200 0 10054\n"
                                "2026-03-16 07:00:00 0x80072746| 200 0 10061\n");
    EXPECT_CODES(f, 10061, 10054);
}

static void a_number_that_fills_a_column_is_refused(struct fixture *f)
{
    /* The rule "error" would take it: the words stand in the column before. */
    fixture_scan_text(f, "error 10054\n");
    EXPECT_CODES(f, 10054);
    fixture_scan_text(f, "#Fields: x-what sc-bytes\nerror 10054\n");
    assert_int_equal(f->result.count, 0);
    assert_int_equal(f->result.lookalikes, 1);
}

static void other_numbers_of_the_column_are_nothing(struct fixture *f)
{
    fixture_scan_text(
        f, "#Fields: sc-win32-status\n2\n5\n1\n6\n64x\n-64\n10054.5\n99999999999999999999\n");
    assert_int_equal(f->result.count, 0);
}

static void columns_go_on_into_the_next_block(struct fixture *f)
{
    fixture_scan_text(f, HEADER);
    struct w3c_columns columns = f->result.columns;
    assert_int_equal(columns.count, 6);
    const char *text = "2026-03-16 07:00:00 192.0.2.7 200 10054 10061\n";
    fixture_scan(f, (struct scan_block){
                        .bytes = str_from(text), .owned_len = strlen(text), .columns = columns});
    EXPECT_CODES(f, 10054);
    assert_true(w3c_equal(&f->result.columns, &columns));
    assert_true(w3c_equal(&f->result.matches[0].columns, &columns));
}

/* A header or a line of columns is used by the block that owns it alone, and only as a whole. */
static void parts_of_lines_are_no_lines(struct fixture *f)
{
    const char *owned = "#Fields: sc-win32-status\n";
    const char *text = "#Fields: sc-win32-status\n64\n10054\n";
    fixture_scan(f, (struct scan_block){.bytes = str_from(text), .owned_len = strlen(owned)});
    assert_int_equal(f->result.count, 0);
    assert_int_equal(f->result.columns.count, 1);
    struct w3c_columns columns = f->result.columns;

    text = "10054\n10061\n"; /* the first line goes on from the block before */
    fixture_scan(f, (struct scan_block){.bytes = str_from(text),
                                        .lead = 2,
                                        .owned_len = strlen(text) - 2,
                                        .columns = columns});
    EXPECT_CODES(f, 10061);
    text = "10061\n10054"; /* the last one goes on in the block after */
    fixture_scan(f, (struct scan_block){.bytes = str_from(text),
                                        .owned_len = strlen(text),
                                        .cut = true,
                                        .columns = columns});
    EXPECT_CODES(f, 10061);
    fixture_scan(f, (struct scan_block){
                        .bytes = str_from(text), .owned_len = strlen(text), .columns = columns});
    EXPECT_CODES(f, 10061, 10054);
}

static void a_long_line_has_columns_too(struct fixture *f)
{
    struct buf text = BUF_INIT((size_t)100000);
    buf_add_text(&text, "#Fields: cs-uri-query sc-win32-status time-taken\n");
    for (size_t i = 0; i < 3000; i++)
        buf_add_text(&text, "a=10061&");
    buf_add_text(&text, " 10054 10022\n");
    fixture_scan_text(f, buf_text(&text));
    EXPECT_CODES(f, 10054);
    buf_release(&text);
}

#define WITH_EACH_PREFILTER(body)                                                                  \
    static void test_##body(void **state)                                                          \
    {                                                                                              \
        (void)state;                                                                               \
        with_each_prefilter(body);                                                                 \
    }
WITH_EACH_PREFILTER(the_column_alone_counts)
WITH_EACH_PREFILTER(without_a_header_it_is_a_number)
WITH_EACH_PREFILTER(a_later_header_moves_the_column)
WITH_EACH_PREFILTER(a_line_of_another_shape_is_not_trusted)
WITH_EACH_PREFILTER(other_forms_are_found_in_such_a_log)
WITH_EACH_PREFILTER(a_number_that_fills_a_column_is_refused)
WITH_EACH_PREFILTER(other_numbers_of_the_column_are_nothing)
WITH_EACH_PREFILTER(columns_go_on_into_the_next_block)
WITH_EACH_PREFILTER(parts_of_lines_are_no_lines)
WITH_EACH_PREFILTER(a_long_line_has_columns_too)

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_the_column_alone_counts),
        cmocka_unit_test(test_without_a_header_it_is_a_number),
        cmocka_unit_test(test_a_later_header_moves_the_column),
        cmocka_unit_test(test_a_line_of_another_shape_is_not_trusted),
        cmocka_unit_test(test_other_forms_are_found_in_such_a_log),
        cmocka_unit_test(test_a_number_that_fills_a_column_is_refused),
        cmocka_unit_test(test_other_numbers_of_the_column_are_nothing),
        cmocka_unit_test(test_columns_go_on_into_the_next_block),
        cmocka_unit_test(test_parts_of_lines_are_no_lines),
        cmocka_unit_test(test_a_long_line_has_columns_too),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
