#include "input/text.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "logs.h"

static void add_wide(struct buf *out, struct str ascii, bool big)
{
    for (size_t i = 0; i < ascii.len; i++) {
        char unit[2] = {big ? '\0' : ascii.ptr[i], big ? ascii.ptr[i] : '\0'};
        buf_add(out, (struct str){unit, 2});
    }
}

/* Runs of narrow and wide lines, of any length and number, in blocks of any size. */
static void narrow_and_wide_in_turn(void **state)
{
    (void)state;
    struct buf bytes = BUF_INIT(LOG_MAX), text = BUF_INIT(LOG_MAX), line = BUF_INIT(LOG_MAX);
    unsigned seed = 3;
    for (int round = 0; round < 300; round++) {
        buf_clear(&bytes);
        buf_clear(&text);
        bool wide = round % 2;
        for (int run = 0; run < 6; run++, wide = !wide) {
            unsigned lines = 1 + next_number(&seed) % 40;
            for (unsigned i = 0; i < lines; i++) {
                buf_clear(&line);
                buf_add_format(&line, "2026-11-20 21:04:05 line %u", next_number(&seed));
                buf_add_repeat(&line, 'x', next_number(&seed) % 90);
                buf_add_text(&line, "\r\n");
                buf_add(&text, buf_str(&line));
                if (wide)
                    add_wide(&bytes, buf_str(&line), false);
                else
                    buf_add(&bytes, buf_str(&line));
            }
        }
        write_file("log", bytes.ptr, bytes.len);
        size_t block_bytes = round % 3 ? 64 + next_number(&seed) % 4000 : 0;
        struct reading r = read_log("log", false, block_bytes);
        assert_int_equal(r.info.status, SOURCE_READ);
        assert_non_null(strstr(r.info.reason, "its encoding changes"));
        check_text(&r, buf_str(&text));
        assert_int_equal(r.info.bytes, bytes.len);
        buf_release(&r.text);
    }
    buf_release(&line);
    buf_release(&text);
    buf_release(&bytes);
}

/* Bytes of no meaning: every one is read, once, and it ends. */
static void bytes_at_random(void **state)
{
    (void)state;
    static const char letters[] = "\0\0\0ab\n\r\xff\xfe\x04\x4e\xc3\xa4 ";
    struct buf bytes = BUF_INIT(LOG_MAX);
    unsigned seed = 5;
    for (int round = 0; round < 1500; round++) {
        buf_clear(&bytes);
        size_t size = 1 + next_number(&seed) % 3000;
        unsigned kinds = 2 + next_number(&seed) % (sizeof letters - 2);
        unsigned first = next_number(&seed) % (unsigned)(sizeof letters - 1);
        while (bytes.len < size)
            buf_add_char(&bytes,
                         letters[(first + next_number(&seed) % kinds) % (sizeof letters - 1)]);
        write_file("log", bytes.ptr, bytes.len);
        struct reading r = read_log("log", round % 4 == 0, 64 + next_number(&seed) % 800);
        if (r.info.status == SOURCE_READ)
            assert_int_equal(r.info.bytes, bytes.len);
        buf_release(&r.text);
    }
    buf_release(&bytes);
}

/* A page is told where the text ceases to be ASCII, however late. */
static void a_page_far_behind(void **state)
{
    (void)state;
    struct buf bytes = BUF_INIT(LOG_MAX), text = BUF_INIT(LOG_MAX);
    while (bytes.len < 3 * BLOCK_BYTES)
        buf_add_text(&bytes, "2026-11-20 21:04:05 nothing but ASCII\n");
    buf_add(&text, buf_str(&bytes));
    for (int i = 0; i < 10; i++) {
        buf_add_text(&bytes, "Verbindung m\xf6glich f\xfcr alle\n");
        buf_add_text(&text, "Verbindung möglich für alle\n");
    }
    write_file("log", bytes.ptr, bytes.len);
    struct reading r = read_log("log", false, 0);
    assert_string_equal(source_encoding(&r.info), "Windows-1252");
    check_text(&r, buf_str(&text));
    buf_release(&r.text);
    buf_release(&text);
    buf_release(&bytes);
}

/* Characters of two bytes across all borders. */
static void a_page_of_two_bytes(void **state)
{
    (void)state;
    struct buf bytes = BUF_INIT(LOG_MAX), text = BUF_INIT(LOG_MAX);
    for (int i = 0; i < 40000; i++) {
        buf_add_format(&bytes, "%d \xc1\xac\xbd\xd3\xb3\xac\xca\xb1\n", i % 100);
        buf_add_format(&text, "%d 连接超时\n", i % 100);
    }
    write_file("log", bytes.ptr, bytes.len);
    for (size_t block_bytes = 0; block_bytes < 2000; block_bytes += 999) {
        struct reading r = read_log("log", false, block_bytes);
        assert_string_equal(source_encoding(&r.info), "GBK");
        check_text(&r, buf_str(&text));
        buf_release(&r.text);
    }
    buf_release(&text);
    buf_release(&bytes);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        folder_test(narrow_and_wide_in_turn),
        folder_test(bytes_at_random),
        folder_test(a_page_far_behind),
        folder_test(a_page_of_two_bytes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
