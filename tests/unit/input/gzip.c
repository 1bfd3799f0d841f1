#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <zlib.h>

#include "logs.h"

/* One gzip member. */
static void add_member(struct buf *out, struct str text)
{
    z_stream z = {0};
    assert_int_equal(deflateInit2(&z, 6, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY), Z_OK);
    size_t room = deflateBound(&z, text.len);
    assert_true(buf_reserve(out, room));
    char *copy = malloc(text.len + 1); /* zlib takes no const */
    assert_non_null(copy);
    memcpy(copy, text.ptr, text.len);
    z.next_in = (Bytef *)copy;
    z.avail_in = (uInt)text.len;
    z.next_out = (Bytef *)out->ptr + out->len;
    z.avail_out = (uInt)room;
    assert_int_equal(deflate(&z, Z_FINISH), Z_STREAM_END);
    out->len += room - z.avail_out;
    (void)deflateEnd(&z);
    free(copy);
}

static void add_lines(struct buf *text, int from, int to)
{
    for (int i = from; i < to; i++)
        buf_add_format(text, "2026-11-20 21:04:05 line %d, %x\n", i, i * 7919u % 65536u);
}

static void write_buf(const char *path, const struct buf *b)
{
    write_file(path, b->ptr, b->len);
}

static void all_members(void **state)
{
    (void)state;
    struct buf text = BUF_INIT(LOG_MAX);
    struct buf packed = BUF_INIT(LOG_MAX);
    for (int i = 0; i < 5; i++) {
        size_t before = text.len;
        add_lines(&text, i * 10000, (i + 1) * 10000);
        add_member(&packed, str_slice(buf_str(&text), before, text.len));
    }
    add_member(&packed, STR(""));          /* an empty one */
    buf_add_repeat(&packed, '\0', 100000); /* padding means nothing */
    write_buf("log", &packed);
    struct reading r = read_log("log", false, 0);
    assert_int_equal(r.info.status, SOURCE_READ);
    assert_string_equal(r.info.reason, "");
    assert_string_equal(r.info.compression, "gzip");
    assert_int_equal(r.info.bytes, text.len);
    check_text(&r, buf_str(&text));
    buf_release(&r.text);
    check_log("log", 1000, buf_str(&text));
    buf_release(&text);
    buf_release(&packed);
}

/* Text that is far smaller or larger than what is looked at first. */
static void small_and_empty(void **state)
{
    (void)state;
    struct buf packed = BUF_INIT(LOG_MAX);
    add_member(&packed, STR(""));
    write_buf("log", &packed);
    check_log("log", 0, STR(""));
    buf_clear(&packed);
    add_member(&packed, STR("\xef\xbb\xbfone\n"));
    write_buf("log", &packed);
    check_log("log", 0, STR("one\n"));
    buf_release(&packed);
}

static void rubbish_after_a_member(void **state)
{
    (void)state;
    struct buf packed = BUF_INIT(LOG_MAX);
    add_member(&packed, STR("one\n"));
    buf_add_text(&packed, "rubbish");
    write_buf("log", &packed);
    struct reading r = read_log("log", false, 0);
    assert_int_equal(r.info.status, SOURCE_PARTIAL);
    assert_string_equal(r.info.reason, "what follows the gzip data is no gzip and was not read");
    check_text(&r, STR("one\n"));
    buf_release(&r.text);
    buf_release(&packed);
}

/* Cut anywhere, it gives a beginning of the text that never shrinks as more of it is there. */
static void cut_short_at_every_byte(void **state)
{
    (void)state;
    struct buf text = BUF_INIT(LOG_MAX);
    struct buf packed = BUF_INIT(LOG_MAX);
    add_lines(&text, 0, 20);
    add_member(&packed, buf_str(&text));
    size_t before = 0;
    for (size_t len = 3; len < packed.len; len++) {
        write_file("log", packed.ptr, len);
        struct reading r = read_log("log", false, 0);
        assert_int_equal(r.info.status, r.text.len ? SOURCE_PARTIAL : SOURCE_FAILED);
        assert_string_equal(r.info.reason, "gzip data ends early");
        assert_true(r.text.len >= before && r.text.len <= text.len);
        if (r.text.len)
            assert_memory_equal(r.text.ptr, text.ptr, r.text.len);
        before = r.text.len;
        buf_release(&r.text);
    }
    assert_int_equal(before, text.len); /* without its trailer all of the text is there */
    buf_release(&text);
    buf_release(&packed);
}

static void a_damaged_checksum(void **state)
{
    (void)state;
    struct buf text = BUF_INIT(LOG_MAX);
    struct buf packed = BUF_INIT(LOG_MAX);
    add_lines(&text, 0, 20000);
    add_member(&packed, buf_str(&text));
    packed.ptr[packed.len - 8] ^= 1;
    write_buf("log", &packed);
    struct reading r = read_log("log", false, 0);
    assert_int_equal(r.info.status, SOURCE_PARTIAL);
    assert_string_equal(r.info.reason, "gzip data is damaged: incorrect data check");
    check_text(&r, buf_str(&text));
    buf_release(&r.text);
    buf_release(&text);
    buf_release(&packed);
}

/* Whatever is changed, it ends, and says so or gives the text. */
static void damage_anywhere(void **state)
{
    (void)state;
    struct buf text = BUF_INIT(LOG_MAX);
    struct buf packed = BUF_INIT(LOG_MAX);
    add_lines(&text, 0, 30);
    add_member(&packed, buf_str(&text));
    for (size_t at = 3; at < packed.len; at++) {
        for (int bit = 0; bit < 8; bit += 3) {
            packed.ptr[at] ^= (char)(1 << bit);
            write_buf("log", &packed);
            struct reading r = read_log("log", false, 0);
            if (r.info.status == SOURCE_READ)
                check_text(&r, buf_str(&text));
            else
                assert_true(*r.info.reason);
            buf_release(&r.text);
            packed.ptr[at] ^= (char)(1 << bit);
        }
    }
    buf_release(&text);
    buf_release(&packed);
}

static void utf16_inside(void **state)
{
    (void)state;
    struct buf wide = BUF_INIT(LOG_MAX);
    struct buf text = BUF_INIT(LOG_MAX);
    struct buf packed = BUF_INIT(LOG_MAX);
    add_lines(&text, 0, 20000);
    buf_add(&wide, STR("\xff\xfe"));
    for (size_t i = 0; i < text.len; i++) {
        buf_add_char(&wide, text.ptr[i]);
        buf_add_char(&wide, '\0');
    }
    add_member(&packed, buf_str(&wide));
    write_buf("log", &packed);
    struct reading r = read_log("log", false, 0);
    assert_int_equal(r.info.encoding, ENCODING_UTF16LE);
    assert_string_equal(r.info.compression, "gzip");
    assert_int_equal(r.info.bytes, wide.len);
    check_text(&r, buf_str(&text));
    buf_release(&r.text);
    buf_release(&wide);
    buf_release(&text);
    buf_release(&packed);
}

static void packed_twice(void **state)
{
    (void)state;
    struct buf once = BUF_INIT(LOG_MAX);
    struct buf twice = BUF_INIT(LOG_MAX);
    add_member(&once, STR("one\n"));
    add_member(&twice, buf_str(&once));
    write_buf("log", &twice);
    struct reading r = read_log("log", true, 0);
    assert_int_equal(r.info.status, SOURCE_SKIPPED);
    assert_string_equal(r.info.reason, "compressed twice, which this program does not unpack");
    check_text(&r, STR(""));
    buf_clear(&twice);
    add_member(&twice, STR("\0\1\2\3 binary"));
    write_buf("log", &twice);
    r = read_log("log", false, 0);
    assert_int_equal(r.info.status, SOURCE_SKIPPED);
    assert_string_equal(r.info.reason, "looks like a binary file");
    check_text(&r, STR(""));
    buf_release(&once);
    buf_release(&twice);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        folder_test(all_members),
        folder_test(small_and_empty),
        folder_test(rubbish_after_a_member),
        folder_test(cut_short_at_every_byte),
        folder_test(a_damaged_checksum),
        folder_test(damage_anywhere),
        folder_test(utf16_inside),
        folder_test(packed_twice),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
