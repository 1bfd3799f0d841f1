#include "input/sniff.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static void cases(void **state)
{
    (void)state;
    const struct {
        const char *what;
        struct str head;
        struct sniff sniff;
    } rows[] = {
        {"empty", STR(""), {ENCODING_UTF8, 0, '\n', false, NULL}},
        {"text", STR("a\r\nb\n"), {ENCODING_UTF8, 0, '\n', false, NULL}},
        {"CR alone", STR("a\rb\r"), {ENCODING_UTF8, 0, '\r', false, NULL}},
        {"CR and LF", STR("a\rb\n"), {ENCODING_UTF8, 0, '\n', false, NULL}},
        {"UTF-8 mark",
         STR("\xef\xbb\xbf"
             "a\r"),
         {ENCODING_UTF8_BOM, 3, '\r', false, NULL}},
        {"LE mark",
         STR("\xff\xfe"
             "a\0\n\0"),
         {ENCODING_UTF16LE, 2, '\n', false, NULL}},
        {"LE, CR alone",
         STR("\xff\xfe"
             "a\0\r\0"),
         {ENCODING_UTF16LE, 2, '\r', false, NULL}},
        {"BE mark", STR("\xfe\xff\0a\0\r"), {ENCODING_UTF16BE, 2, '\r', false, NULL}},
        {"LE guessed", STR("e\0r\0r\0o\0r\0\n\0"), {ENCODING_UTF16LE, 0, '\n', false, NULL}},
        {"BE guessed", STR("\0e\0r\0r\0o\0r\0\r"), {ENCODING_UTF16BE, 0, '\r', false, NULL}},
        {"LE, odd", STR("e\0r\0r\0o\0r"), {ENCODING_UTF16LE, 0, '\n', false, NULL}},
        {"UTF-32LE", STR("\xff\xfe\0\0a\0\0\0"), {ENCODING_UTF8, 4, '\n', false, "UTF-32LE"}},
        {"UTF-32BE", STR("\0\0\xfe\xff\0\0\0a"), {ENCODING_UTF8, 4, '\n', false, "UTF-32BE"}},
        {"binary",
         STR("\x7f"
             "ELF\0\0\0\0\1\2\3\4"),
         {ENCODING_UTF8, 0, '\n', true, NULL}},
        {"NULs only", STR("\0\0\0\0"), {ENCODING_UTF8, 0, '\n', true, NULL}},
        {"one NUL", STR("a long text with\0 a NUL\n"), {ENCODING_UTF8, 0, '\n', false, NULL}},
        {"LE after narrow text",
         STR("a line of one byte each\r\nw\0i\0d\0e\0\r\0\n\0"),
         {ENCODING_UTF8, 0, '\n', false, NULL}},
        {"LE, Russian",
         STR("\x1e\x04\x48\x04\x38\x04 \0\x3a\x04\x30\x04:\0\n\0"),
         {ENCODING_UTF16LE, 0, '\n', false, NULL}},
        {"mark and NUL",
         STR("\xef\xbb\xbf"
             "a\0"),
         {ENCODING_UTF8_BOM, 3, '\n', false, NULL}},
        {"UTF-32LE without a mark",
         STR("e\0\0\0r\0\0\0r\0\0\0\n\0\0\0"),
         {ENCODING_UTF8, 0, '\n', true, NULL}},
        {"one NUL byte", STR("\0"), {ENCODING_UTF8, 0, '\n', true, NULL}},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct sniff got = sniff_text(rows[i].head);
        const struct sniff *want = &rows[i].sniff;
        if (got.encoding != want->encoding || got.mark != want->mark ||
            got.line_end != want->line_end || got.binary != want->binary ||
            (got.page ? !want->page || strcmp(got.page, want->page) != 0 : !!want->page))
            fail_msg("%s: %s, mark %zu, line end %d, binary %d, page %s", rows[i].what,
                     encoding_name(got.encoding), got.mark, got.line_end, got.binary,
                     got.page ? got.page : "none");
    }
}

/* The LF of a CRLF may lie just behind what was looked at. */
static void a_carriage_return_at_the_edge(void **state)
{
    (void)state;
    char *head = malloc(SNIFF_BYTES);
    assert_non_null(head);
    memset(head, 'x', SNIFF_BYTES);
    head[SNIFF_BYTES - 1] = '\r';
    assert_int_equal(sniff_text((struct str){head, SNIFF_BYTES}).line_end, '\n');
    assert_int_equal(sniff_text((struct str){head + 1, SNIFF_BYTES - 1}).line_end, '\r');
    head[10] = '\r';
    assert_int_equal(sniff_text((struct str){head, SNIFF_BYTES}).line_end, '\r');
    free(head);
}

/* IIS makes its logs larger ahead of time, and a crash leaves NULs in the middle of others. */
static void filled_up_with_nuls(void **state)
{
    (void)state;
    const struct {
        struct str before;
        struct str after;
        enum encoding encoding;
        bool binary;
    } rows[] = {
        {STR("an error, 10054, in one line\r\n"), STR(""), ENCODING_UTF8, false},
        {STR(""), STR("an error, 10054, in one line\r\n"), ENCODING_UTF8, false},
        {STR("an error, 10054, in one line\r\n"), STR("10061\r\n"), ENCODING_UTF8, false},
        {STR("e\0r\0r\0\n\0"), STR(""), ENCODING_UTF16LE, false},
        {STR(""), STR("\0e\0r\0r\0\n"), ENCODING_UTF16BE, false},
        {STR(""), STR(""), ENCODING_UTF8, true},
        {STR("\x7f"
             "ELF\1\1\1"),
         STR("\2\3"), ENCODING_UTF8, true},
    };
    enum { NULS = 4096 };
    char head[NULS + 64];
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        memset(head, 0, sizeof head);
        memcpy(head, rows[i].before.ptr, rows[i].before.len);
        memcpy(head + rows[i].before.len + NULS, rows[i].after.ptr, rows[i].after.len);
        size_t len = rows[i].before.len + NULS + rows[i].after.len;
        struct sniff got = sniff_text((struct str){head, len});
        if (got.encoding != rows[i].encoding || got.binary != rows[i].binary)
            fail_msg("row %zu: %s, binary %d", i, encoding_name(got.encoding), got.binary);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(cases),
        cmocka_unit_test(a_carriage_return_at_the_edge),
        cmocka_unit_test(filled_up_with_nuls),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
