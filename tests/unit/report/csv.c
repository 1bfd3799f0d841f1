#include "fixture.h"

static const struct render_style style;

/* The cells of a record, RFC 4180; returns how many, moves `text` behind it, and leaves the bytes
 * after its opening quote of cell `want` in `cell`. */
static size_t take_record(struct str *text, size_t want, struct str *cell)
{
    size_t cells = 1;
    size_t start = 0;
    bool quoted = false;
    for (size_t i = 0; i < text->len; i++) {
        char c = text->ptr[i];
        if (c == '"')
            quoted = !quoted;
        bool end = !quoted && (c == ',' || c == '\r');
        if (end && cells - 1 == want)
            *cell = str_slice(*text, start, i - start);
        if (end && c == '\r') {
            assert_true(i + 1 < text->len && text->ptr[i + 1] == '\n');
            *text = str_slice(*text, i + 2, text->len);
            return cells;
        }
        assert_false(!quoted && c == '\n');
        if (end) {
            cells++;
            start = i + 1;
        }
    }
    fail_msg("the last record does not end in CRLF");
    return 0;
}

static void test_header_alone(void **state)
{
    (void)state;
    struct fixture f;
    fixture_init(&f, fixture_errors, FIXTURE_ERRORS);
    assert_string_equal(fixture_render(&f, &renderer_csv, &style),
                        "code,name,title,category,severity,retry,confidence,events,mentions,share,"
                        "first,last,files,top_peer,top_operation,description,action\r\n");
    fixture_release(&f);
}

static void test_shape(void **state)
{
    (void)state;
    struct fixture f;
    fixture_init(&f, fixture_errors, FIXTURE_ERRORS);
    fixture_fill(&f);
    fixture_poison(&f);
    fixture_render(&f, &renderer_csv, &style);
    fixture_assert_inert(buf_str(&f.out));
    struct str rest = buf_str(&f.out);
    size_t rows = 0;
    while (rest.len) {
        struct str cell;
        assert_int_equal(take_record(&rest, 0, &cell), 17);
        rows++;
    }
    assert_int_equal(rows, 7); /* the header, and the ignorable one, too */
    fixture_release(&f);
}

/* By place: one more column in front, one row for each error in each place, and what is in none. */
static void test_rows_by_place(void **state)
{
    (void)state;
    struct fixture f;
    fixture_init(&f, fixture_errors, FIXTURE_ERRORS);
    f.options.grouping = REPORT_GROUP_BY_PEER;
    fixture_group(&f, "=db:1433", 10061, 3, fixture_moment(14, 2));
    fixture_group(&f, "", 10061, 1, fixture_moment(15, 2));
    fixture_count(&f, 10061, 2);
    fixture_count(&f, 10035, 5);
    const char *text = fixture_render(&f, &renderer_csv, &style);
    assert_true(str_starts(str_from(text), STR("peer,code,name,title,")));
    assert_non_null(strstr(text, "\r\n'=db:1433,10061,WSAECONNREFUSED,Connection refused,"
                                 "connection,actionable,after-fix,certain,3,,0.5,"
                                 "2026-11-20T14:02:11,2026-11-20T14:02:11,,,,"));
    assert_non_null(strstr(text, "\r\n,10061,"));
    assert_non_null(strstr(text, "\r\n(others),10061,WSAECONNREFUSED,Connection refused,"
                                 "connection,actionable,after-fix,certain,2,,0.333333,,,,,,"));
    assert_non_null(strstr(text, "\r\n(others),10035,"));
    struct str rest = buf_str(&f.out), cell;
    size_t rows = 0;
    for (; rest.len; rows++)
        assert_int_equal(take_record(&rest, 0, &cell), 18);
    assert_int_equal(rows, 5);
    fixture_release(&f);
}

static void test_no_cell_is_a_formula(void **state)
{
    (void)state;
    static const char *const peers[] = {"=cmd|'/c calc'!A1", "+1", "-1", "@x", "\t=1", "\r=1"};
    static const char *const cells[] = {
        "'=cmd|'/c calc'!A1", "'+1", "'-1", "'@x", "' =1", "'\\x0D=1"};
    for (size_t i = 0; i < sizeof peers / sizeof *peers; i++) {
        struct fixture f;
        fixture_init(&f, fixture_errors, FIXTURE_ERRORS);
        fixture_name(&f, &fixture_count(&f, 10054, 1)->peers, peers[i], 1);
        fixture_render(&f, &renderer_csv, &style);
        struct str rest = buf_str(&f.out);
        struct str cell = STR("");
        take_record(&rest, 13, &cell);
        take_record(&rest, 13, &cell);
        assert_true(str_equal(cell, str_from(cells[i])));
        fixture_release(&f);
    }
}

static void test_row(void **state)
{
    (void)state;
    struct fixture f;
    fixture_init(&f, fixture_errors, FIXTURE_ERRORS);
    fixture_fill(&f);
    const char *text = fixture_render(&f, &renderer_csv, &style);
    assert_non_null(
        strstr(text, "\r\n10061,WSAECONNREFUSED,Connection refused,connection,actionable,after-fix,"
                     "likely,800,800,0.664452,2026-11-20T14:02:11,2026-11-20T15:01:11,2,"
                     "db01.example.org:1433,connect,The target answered that nothing listens on "
                     "that port.,See whether the service listens on the target. Command: "
                     "Test-NetConnection db01.example.org -Port 1433\r\n"));
    fixture_release(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_header_alone),  cmocka_unit_test(test_shape),
        cmocka_unit_test(test_rows_by_place), cmocka_unit_test(test_no_cell_is_a_formula),
        cmocka_unit_test(test_row),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
