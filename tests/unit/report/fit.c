#include "report/fit.h"

#include "fixture.h"

#define CJK "\xE6\x8E\xA5\xE7\xB6\x9A\xE3\x81\x8C" /* three characters, six columns */

static void assert_text(struct buf *b, const char *text)
{
    assert_string_equal(buf_text(b), text);
    buf_clear(b);
}

static void test_cut(void **state)
{
    (void)state;
    struct buf b = BUF_INIT(256);
    fit_cut(&b, STR("abcdef"), 6, "...");
    assert_text(&b, "abcdef");
    fit_cut(&b, STR("abcdefg"), 6, "...");
    assert_text(&b, "abc...");
    fit_cut(&b, STR(CJK), 5, FIT_MARK); /* half a character does not fit */
    assert_text(&b, "\xE6\x8E\xA5\xE7\xB6\x9A" FIT_MARK);
    fit_cut_left(&b, STR("/var/log/app.log"), 10, "...");
    assert_text(&b, "...app.log");
    fit_cut_left(&b,
                 STR("xe\xCC\x81"
                     "abc"),
                 4, "");
    assert_text(&b, "e\xCC\x81"
                    "abc");
    buf_release(&b);
}

static void test_window_shows_the_match(void **state)
{
    (void)state;
    char text[300];
    memset(text, '.', sizeof text);
    for (size_t at = 0; at + 5 <= sizeof text; at += 5) {
        memcpy(text + at, "10054", 5);
        struct buf b = BUF_INIT(1024);
        fit_window(&b, (struct str){text, sizeof text}, at, 5, 40, FIT_MARK);
        assert_true(utf8_width(buf_str(&b)) <= 40);
        assert_true(utf8_width(buf_str(&b)) >= 38);
        assert_int_not_equal(str_find(buf_str(&b), STR("10054"), 0), SIZE_MAX);
        buf_release(&b);
        memset(text + at, '.', 5);
    }
}

static void test_lines(void **state)
{
    (void)state;
    static const char *const lines[] = {"the quick",   "brown fox", "",
                                        "jumpsoverth", "elazydog",  CJK};
    struct str rest = STR("the quick  brown fox\n\njumpsoverthelazydog " CJK);
    struct str line;
    size_t count = 0;
    while (fit_line(&rest, 11, &line)) {
        assert_true(count < sizeof lines / sizeof *lines);
        assert_true(str_equal(line, str_from(lines[count])));
        count++;
    }
    assert_int_equal(count, sizeof lines / sizeof *lines);
}

static void test_lines_go_on_in_too_little_room(void **state)
{
    (void)state;
    struct str rest = STR(CJK "ab");
    struct str line;
    size_t count = 0;
    while (fit_line(&rest, 1, &line))
        count++;
    assert_int_equal(count, 5);
}

static void test_bytes(void **state)
{
    (void)state;
    struct buf b = BUF_INIT(256);
    fit_begin(&b, STR("ab" CJK), 4);
    assert_text(&b, "ab" FIT_MARK);
    fit_end(&b, STR(CJK "ab"), 4);
    assert_text(&b, FIT_MARK "\xE3\x81\x8C"
                             "ab");
    fit_begin(&b, STR("\x1b["), 10);
    assert_text(&b, "\\x1B[");
    struct report_sample sample = {
        .text = "0123456789 10054 rest", .text_len = 21, .match_at = 11, .match_len = 5};
    fit_sample(&b, &sample, 12);
    assert_text(&b, FIT_MARK "10054 rest"); /* begins at a word */
    buf_release(&b);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_cut),   cmocka_unit_test(test_window_shows_the_match),
        cmocka_unit_test(test_lines), cmocka_unit_test(test_lines_go_on_in_too_little_room),
        cmocka_unit_test(test_bytes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
