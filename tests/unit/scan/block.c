/* scan/block.c: lines, windows, look-alikes, and that every prefilter sees the same. */
#include "fixture.h"

#include "base/buf.h"

static void expect_codes(const struct fixture *f, const int32_t *codes, size_t count)
{
    assert_int_equal(f->result.count, count);
    for (size_t i = 0; i < count; i++)
        assert_int_equal(fixture_codes[f->result.matches[i].error], codes[i]);
}
#define EXPECT_CODES(f, ...)                                                                       \
    expect_codes(f, (const int32_t[]){__VA_ARGS__},                                                \
                 sizeof((const int32_t[]){__VA_ARGS__}) / sizeof(int32_t))

static void nothing_in_ordinary_text(struct fixture *f)
{
    fixture_scan_text(f, "all is well\n\n\nand goes on");
    assert_int_equal(f->result.count, 0);
    assert_int_equal(f->result.lines, 3);
    assert_int_equal(f->result.lookalikes, 0);
}

static void one_error_in_several_forms_is_one_mention(struct fixture *f)
{
    fixture_scan_text(f, "x WSAECONNRESET (10054): [WinError 10054] an existing connection was "
                         "FORCIBLY CLOSED by the remote host. 0x80072746\n");
    EXPECT_CODES(f, 10054);
    assert_int_equal(f->result.lookalikes, 0);
}

static void two_errors_on_a_line_come_in_order(struct fixture *f)
{
    fixture_scan_text(f, "[WinError 10061] then [WinError 10054]\n");
    EXPECT_CODES(f, 10061, 10054);
}

static void lines_are_numbered(struct fixture *f)
{
    fixture_scan_text(f, "[WinError 10061]\r\n\n\nerror 10054\n");
    EXPECT_CODES(f, 10061, 10054);
    assert_int_equal(f->result.matches[0].line, 0);
    assert_int_equal(f->result.matches[1].line, 3);
    assert_int_equal(f->result.matches[0].line_len, strlen("[WinError 10061]"));
    assert_int_equal(f->result.lines, 4);
}

static void carriage_returns_alone_end_lines(struct fixture *f)
{
    const char *text = "a\rerror 10054\rerror 10061";
    fixture_scan(f, (struct scan_block){
                        .bytes = str_from(text), .owned_len = strlen(text), .line_end = '\r'});
    EXPECT_CODES(f, 10054, 10061);
    assert_int_equal(f->result.matches[1].line, 2);
}

static void the_number_wins_over_the_name(struct fixture *f)
{
    fixture_scan_text(f, "WSAECONNRESET (10022)\n");
    EXPECT_CODES(f, 10022);
    assert_true(f->result.matches[0].disagrees);
    fixture_scan_text(f, "WSAEINVAL (10022)\n");
    assert_false(f->result.matches[0].disagrees);
}

static void a_guard_refuses_a_number(struct fixture *f)
{
    fixture_scan_text(f, "error on port 10061\n");
    assert_int_equal(f->result.count, 0);
    assert_int_equal(f->result.lookalikes, 1);
    fixture_scan_text(f, "port 10061: [WinError 10061]\n"); /* certain: no guard asks */
    EXPECT_CODES(f, 10061);
}

static void possible_ones_are_marked(struct fixture *f)
{
    fixture_scan_text(f, "failed with 10061\n");
    EXPECT_CODES(f, 10061);
    assert_int_equal(f->result.matches[0].confidence, CONFIDENCE_POSSIBLE);
    assert_int_equal(f->result.lookalikes, 0); /* claimed */
}

static void lookalikes_stand_alone(struct fixture *f)
{
    fixture_scan_text(f, "10054 x10054 10054x 110054 10054.5 :10061 1005 10113 11000 11033\n");
    assert_int_equal(f->result.count, 0);
    assert_int_equal(f->result.lookalikes, 4); /* 10054, 10054.5, :10061, 11033 */
}

static void texts_with_two_codes_are_ambiguous(struct fixture *f)
{
    fixture_scan_text(f, "No more results can be returned by WSALookupServiceNext.\n");
    EXPECT_CODES(f, 10110);
    assert_int_equal(f->result.matches[0].also, NO_MORE_INDEX);
    assert_string_equal(scanner_rule_id(f->scanner, f->result.matches[0].rule), "message:en:10110");
}

static void messages_cross_a_line_break_and_fold_case(struct fixture *f)
{
    fixture_scan_text(f, "An existing connection was forcibly closed\r\nby the remote host.\n");
    EXPECT_CODES(f, 10054);
    assert_int_equal(f->result.matches[0].line, 0);
    /* Python lower-cases the first letter, also where it is Cyrillic. */
    fixture_scan_text(f,
                      "\xd0\xbf\xd0\xbe\xd0\xb4\xd0\xba\xd0\xbb\xd1\x8e\xd1\x87\xd0\xb5\xd0\xbd"
                      "\xd0\xb8\xd0\xb5 \xd0\xbd\xd0\xb5 \xd1\x83\xd1\x81\xd1\x82\xd0\xb0\xd0\xbd"
                      "\xd0\xbe\xd0\xb2\xd0\xbb\xd0\xb5\xd0\xbd\xd0\xbe\n");
    EXPECT_CODES(f, 10061);
}

static void a_multiline_rule_sees_the_next_lines(struct fixture *f)
{
    fixture_scan_text(f, "code follows\n  10061\nother\n");
    EXPECT_CODES(f, 10061);
    assert_int_equal(f->result.matches[0].operation, OPERATION_CONNECT);
    fixture_scan_text(f, "code follows\nx\ny\n10061\n");
    assert_int_equal(f->result.count, 0);
}

static void the_tail_is_seen_but_not_owned(struct fixture *f)
{
    const char *text = "code follows\n10061 [WinError 10054]\n";
    size_t owned = strlen("code follows\n");
    fixture_scan(f, (struct scan_block){.bytes = str_from(text), .owned_len = owned});
    EXPECT_CODES(f, 10061);
    assert_int_equal(f->result.lines, 1);
}

/* A line that is longer than a block: scanned in three pieces with lead and tail, each of its
 * mentions is found in exactly one of them. */
static void a_cut_line_is_scanned_once(struct fixture *f)
{
    enum { PIECE = 40000, CONTEXT = 4096 };
    struct buf text = BUF_INIT(1 << 20);
    buf_add_text(&text, "error 10061 ");
    buf_add_repeat(&text, 'x', PIECE - text.len - 8);
    buf_add_text(&text, " [WinError 10054] "); /* across the first cut */
    buf_add_repeat(&text, 'y', 2 * PIECE - text.len - 3);
    buf_add_text(&text, " error: 10061 "); /* across the second */
    buf_add_repeat(&text, 'z', PIECE);
    buf_add_text(&text, " WSAEINVAL");
    assert_false(text.failed);
    size_t found = 0;
    for (size_t from = 0; from < text.len; from += PIECE) {
        size_t lead = from ? CONTEXT : 0;
        size_t owned = text.len - from < PIECE ? text.len - from : PIECE;
        size_t to = from + owned + CONTEXT < text.len ? from + owned + CONTEXT : text.len;
        fixture_scan(f, (struct scan_block){
                            .bytes = str_slice(buf_str(&text), from - lead, to - from + lead),
                            .lead = lead,
                            .owned_len = owned,
                            .cut = from + owned < text.len});
        for (size_t i = 0; i < f->result.count; i++) {
            size_t at = f->result.matches[i].at;
            assert_in_range(at, lead, lead + owned - 1);
        }
        found += f->result.count;
        assert_int_equal(f->result.lines, 0);
    }
    assert_int_equal(found, 4);
    buf_release(&text);
}

static void a_long_line_is_scanned_in_windows(struct fixture *f)
{
    struct buf text = BUF_INIT(1 << 20);
    buf_add_text(&text, "error 10061 ");
    buf_add_repeat(&text, '.', 50000);
    buf_add_text(&text, " [WinError 10054] and 10055 ");
    buf_add_repeat(&text, '.', 3000);
    buf_add_text(&text, " WSAEINVAL ");
    buf_add_repeat(&text, '.', 50000);
    buf_add_text(&text, "\n[WinError 10054]\n");
    fixture_scan_text(f, buf_text(&text));
    EXPECT_CODES(f, 10061, 10054, 10022, 10054);
    assert_int_equal(f->result.matches[3].line, 1);
    assert_int_equal(f->result.lookalikes, 1);
    buf_release(&text);
}

static void nul_and_broken_utf8_are_bytes_like_others(struct fixture *f)
{
    static const char text[] = "\0\xff [WinError 10054]\xc3\0\nerror \0 10061\n";
    fixture_scan(
        f, (struct scan_block){.bytes = {text, sizeof text - 1}, .owned_len = sizeof text - 1});
    EXPECT_CODES(f, 10054);
}

static void ranges_of_hresults_are_exact(struct fixture *f)
{
    fixture_scan_text(f, "0x80072746\n0x80072EE2\n0x80072AF8\n0x8007274D\n0x8007277F\n");
    EXPECT_CODES(f, 10054, 10061);
}

#define TEST(name)                                                                                 \
    static void test_##name(void **state)                                                          \
    {                                                                                              \
        (void)state;                                                                               \
        with_each_prefilter(name);                                                                 \
    }
#define TEST_LIST(X)                                                                               \
    X(nothing_in_ordinary_text)                                                                    \
    X(one_error_in_several_forms_is_one_mention)                                                   \
    X(two_errors_on_a_line_come_in_order)                                                          \
    X(lines_are_numbered)                                                                          \
    X(carriage_returns_alone_end_lines)                                                            \
    X(the_number_wins_over_the_name)                                                               \
    X(a_guard_refuses_a_number)                                                                    \
    X(possible_ones_are_marked)                                                                    \
    X(lookalikes_stand_alone)                                                                      \
    X(texts_with_two_codes_are_ambiguous)                                                          \
    X(messages_cross_a_line_break_and_fold_case)                                                   \
    X(a_multiline_rule_sees_the_next_lines)                                                        \
    X(the_tail_is_seen_but_not_owned)                                                              \
    X(a_cut_line_is_scanned_once)                                                                  \
    X(a_long_line_is_scanned_in_windows)                                                           \
    X(nul_and_broken_utf8_are_bytes_like_others)                                                   \
    X(ranges_of_hresults_are_exact)
TEST_LIST(TEST)

int main(void)
{
#define ROW(name) cmocka_unit_test(test_##name),
    const struct CMUnitTest tests[] = {TEST_LIST(ROW)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
