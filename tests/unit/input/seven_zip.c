#include "input/seven_zip.h"

#include "input/decompress.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <lzma.h>

#include "logs.h"

#define TEXT "2026-03-02 08:00:00 WSAECONNRESET (10054)\n"
#define LINK 0120777u
#define FILE_MODE 0100644u

/* What a list says; where nothing is stated, of one small file that is not packed. */
struct made {
    struct str coders; /* of its folder, with their count in front */
    uint64_t out_streams;
    uint64_t pack_sizes[4];
    uint64_t pack_count;
    uint64_t sizes[4]; /* unpacked */
    uint64_t files;
    unsigned mode;
};

static void add_byte(struct buf *b, unsigned byte)
{
    buf_add_char(b, (char)byte);
}

static void add_number(struct buf *b, uint64_t n)
{
    if (n >= 0x80)
        add_byte(b, 0xff);
    for (int i = 0; i < (n < 0x80 ? 1 : 8); i++)
        add_byte(b, (unsigned)(n >> (8 * i)) & 0xff);
}

static void add_streams(struct buf *b, const struct made *m, uint64_t at)
{
    buf_add(b, STR("\x06"));
    add_number(b, at);
    add_number(b, m->pack_count ? m->pack_count : 1);
    buf_add(b, STR("\x09"));
    for (uint64_t i = 0; i < (m->pack_count ? m->pack_count : 1); i++)
        add_number(b, m->pack_count ? m->pack_sizes[i] : sizeof TEXT - 1);
    buf_add(b, STR("\0\x07\x0b\x01\0"));
    buf_add(b, m->coders.len ? m->coders : STR("\x01\x01\0"));
    buf_add(b, STR("\x0c"));
    for (uint64_t i = 0; i < (m->out_streams ? m->out_streams : 1); i++)
        add_number(b, m->sizes[i] ? m->sizes[i] : sizeof TEXT - 1);
    buf_add(b, STR("\0"));
}

static struct buf make_list(const struct made *m)
{
    struct buf b = BUF_INIT(LOG_MAX);
    buf_add(&b, STR("\x01\x04"));
    add_streams(&b, m, 0);
    buf_add(&b, STR("\x08\x00\x00\x05"));
    add_number(&b, m->files ? m->files : 1);
    buf_add(&b, STR("\x11\x11\0a\0p\0p\0.\0l\0o\0g\0\0\0"));
    buf_add(&b, STR("\x15\x06\x01\0\x20\x80"));
    add_byte(&b, (m->mode ? m->mode : FILE_MODE) & 0xff);
    add_byte(&b, (m->mode ? m->mode : FILE_MODE) >> 8);
    buf_add(&b, STR("\0\0"));
    return b;
}

static void check_list(const struct made *m, const char *reason)
{
    struct buf list = make_list(m);
    struct seven_zip_packed packed;
    struct remark why = {""};
    bool good = seven_zip_list(buf_str(&list), &packed, &why);
    assert_string_equal(why.text, reason);
    assert_int_equal(good, !*reason);
    assert_false(packed.is);
    buf_release(&list);
}

#define TOO_MUCH "its list of files is larger than this program reads; unpack it first"
#define DAMAGED "the archive is damaged: its list of files cannot be read"

static void windows(void **state)
{
    (void)state;
    struct {
        struct str coder;
        const char *reason;
    } cases[] = {
        {STR("\x01\x01\x00"), ""},
        {STR("\x01\x23\x03\x01\x01\x05\x5d\0\0\0\x08"), ""}, /* LZMA, 128 MiB */
        {STR("\x01\x23\x03\x01\x01\x05\x5d\x01\0\0\x08"), WINDOW_REFUSAL},
        {STR("\x01\x23\x03\x01\x01\x05\x5d\xff\xff\xff\xff"), WINDOW_REFUSAL},
        {STR("\x01\x21\x21\x01\x1e"), ""}, /* LZMA2, 128 MiB */
        {STR("\x01\x21\x21\x01\x1f"), WINDOW_REFUSAL},
        {STR("\x01\x21\x21\x01\x28"), WINDOW_REFUSAL},
        {STR("\x01\x21\x21\x01\xff"), WINDOW_REFUSAL},
        {STR("\x01\x23\x03\x04\x01\x05\x06\0\0\0\x08"), ""}, /* PPMd, 128 MiB */
        {STR("\x01\x23\x03\x04\x01\x05\x06\0\0\0\x10"), WINDOW_REFUSAL},
        {STR("\x01\x03\x04\x02\x02"), ""}, /* bzip2 */
        {STR("\x05\x01\x00"), DAMAGED},    /* five coders */
        {STR("\x01\x81\x00"), DAMAGED},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        check_list(&(struct made){.coders = cases[i].coder}, cases[i].reason);
}

/* BCJ2 is unpacked from four streams; the side ones are held in memory. */
static void side_streams(void **state)
{
    (void)state;
    struct made m = {
        /* BCJ2 behind LZMA: bound from its first stream; the other three come as they are */
        .coders = STR("\x02\x23\x03\x01\x01\x05\x5d\0\0\x10\0\x14\x03\x03\x01\x1b\x04\x01\x01\0"
                      "\0\x02\x03\x04"),
        .out_streams = 2,
        .sizes = {(uint64_t)1 << 40, (uint64_t)1 << 40},
        .pack_sizes = {(uint64_t)1 << 35, 100, 100, 100},
        .pack_count = 4,
    };
    check_list(&m, "");
    m.pack_sizes[2] = (uint64_t)1 << 40;
    check_list(&m, WINDOW_REFUSAL);
    m.pack_count = 3;
    check_list(&m, DAMAGED);
}

/* libarchive reads the target of a link whole. */
static void links(void **state)
{
    (void)state;
    struct made m = {.mode = LINK, .sizes = {1024 * 1024}};
    check_list(&m, "");
    m.sizes[0]++;
    check_list(&m, DAMAGED);
    m.mode = FILE_MODE;
    check_list(&m, "");
}

static void counts(void **state)
{
    (void)state;
    check_list(&(struct made){.files = SEVEN_ZIP_COUNT_MAX + 1}, TOO_MUCH);
    check_list(&(struct made){.files = UINT64_MAX}, TOO_MUCH);
    check_list(&(struct made){.files = 2}, DAMAGED); /* the attributes are those of one */
}

/* Whatever the bytes are: an answer, and one that keeps its bounds. */
static void hostile_lists(void **state)
{
    (void)state;
    struct buf list = make_list(&(struct made){.coders = STR("\x01\x21\x21\x01\x1e")});
    struct seven_zip_packed packed;
    struct remark why;
    for (size_t i = 0; i < list.len; i++) {
        char *cut = malloc(i ? i : 1); /* so that a byte behind it is noticed */
        assert_non_null(cut);
        memcpy(cut, list.ptr, i);
        assert_false(seven_zip_list((struct str){cut, i}, &packed, &why));
        free(cut);
        for (unsigned value = 0; value < 256; value++) {
            char was = list.ptr[i];
            list.ptr[i] = (char)value;
            (void)seven_zip_list(buf_str(&list), &packed, &why);
            list.ptr[i] = was;
        }
    }
    unsigned seed = 7;
    for (int round = 0; round < 20000; round++) {
        struct buf bad = make_list(&(struct made){.coders = STR("\x01\x21\x21\x01\x1e")});
        for (int i = 0; i < 4; i++)
            bad.ptr[next_number(&seed) % bad.len] = (char)next_number(&seed);
        if (round % 2)
            *bad.ptr = '\x17';
        if (seven_zip_list(buf_str(&bad), &packed, &why) && packed.is) {
            assert_true(packed.len <= SEVEN_ZIP_LIST_MAX && packed.unpacked <= SEVEN_ZIP_LIST_MAX);
            assert_true(packed.encrypted || packed.properties_len <= sizeof packed.properties);
        }
        buf_release(&bad);
    }
    buf_release(&list);
}

/* ---- whole archives ------------------------------------------------------------------------- */

static void add_le(struct buf *b, uint64_t value, int bytes)
{
    for (int i = 0; i < bytes; i++)
        add_byte(b, (unsigned)(value >> (8 * i)) & 0xff);
}

/* An archive of these bytes, behind which its list stands. */
static void write_archive(const char *path, struct str bytes, struct str list)
{
    struct buf rest = BUF_INIT(LOG_MAX);
    add_le(&rest, bytes.len, 8);
    add_le(&rest, list.len, 8);
    add_le(&rest, lzma_crc32((const uint8_t *)list.ptr, list.len, 0), 4);
    struct buf b = BUF_INIT(LOG_MAX);
    buf_add(&b, STR("7z\xbc\xaf\x27\x1c\0\x04"));
    add_le(&b, lzma_crc32((const uint8_t *)rest.ptr, rest.len, 0), 4);
    buf_add(&b, buf_str(&rest));
    buf_add(&b, bytes);
    buf_add(&b, list);
    write_file(path, b.ptr, b.len);
    buf_release(&rest);
    buf_release(&b);
}

/* The same with a packed list. */
static void write_packed(const char *path, struct str list, uint64_t stated)
{
    lzma_options_lzma options;
    assert_false(lzma_lzma_preset(&options, 1));
    lzma_filter chain[] = {{LZMA_FILTER_LZMA1, &options}, {LZMA_VLI_UNKNOWN, NULL}};
    struct buf b = BUF_INIT(LOG_MAX);
    buf_add(&b, STR(TEXT));
    assert_true(buf_reserve(&b, list.len + 1000));
    size_t end = 0;
    assert_int_equal(lzma_raw_buffer_encode(chain, NULL, (const uint8_t *)list.ptr, list.len,
                                            (uint8_t *)b.ptr + b.len, &end, list.len + 1000),
                     LZMA_OK);
    b.len += end;
    char coder[] = "\x01\x23\x03\x01\x01\x05\x5d????";
    assert_int_equal(lzma_properties_encode(&chain[0], (uint8_t *)coder + 6), LZMA_OK);
    struct buf outer = BUF_INIT(LOG_MAX);
    struct made m = {.coders = {coder, sizeof coder - 1},
                     .pack_sizes = {end},
                     .pack_count = 1,
                     .sizes = {stated}};
    buf_add(&outer, STR("\x17"));
    add_streams(&outer, &m, sizeof TEXT - 1);
    buf_add(&outer, STR("\0"));
    write_archive(path, buf_str(&b), buf_str(&outer));
    buf_release(&outer);
    buf_release(&b);
}

/* The list alone; then what all of input makes of the archive. */
static void check_archive(const char *path, const char *reason)
{
    struct os_file file;
    struct os_stat st;
    struct feed f;
    struct remark why;
    assert_true(os_open_read(path, &file, &st));
    assert_true(feed_init(&f, file, &st, NULL));
    assert_int_equal(seven_zip_check(&f, &why), !*reason);
    assert_string_equal(why.text, reason);
    assert_true(str_starts(feed_peek(&f, 2), STR("7z")));
    feed_release(&f);
    struct reading r = read_log(path, true, 0);
    assert_string_equal(r.info.reason, reason);
    assert_int_equal(r.info.status, *reason ? SOURCE_FAILED : SOURCE_READ);
    check_text(&r, *reason ? STR("") : STR(TEXT));
    buf_release(&r.text);
}

static void archives(void **state)
{
    (void)state;
    struct buf list = make_list(&(struct made){0});
    write_archive("plain.7z", STR(TEXT), buf_str(&list));
    check_archive("plain.7z", "");
    write_packed("packed.7z", buf_str(&list), list.len);
    check_archive("packed.7z", "");
    write_packed("liar.7z", buf_str(&list), list.len + 1);
    check_archive("liar.7z", DAMAGED);
    write_packed("bomb.7z", buf_str(&list), SEVEN_ZIP_LIST_MAX + 1);
    check_archive("bomb.7z", TOO_MUCH);
    buf_release(&list);

    list = make_list(&(struct made){.coders = STR("\x01\x21\x21\x01\x28")});
    write_packed("window.7z", buf_str(&list), list.len);
    check_archive("window.7z", WINDOW_REFUSAL);
    write_archive("cut.7z", STR(TEXT), buf_str(&list));
    assert_int_equal(truncate("cut.7z", 80), 0);
    check_archive("cut.7z", "the archive is damaged: its list of files, at its end, is missing");
    assert_int_equal(truncate("cut.7z", 20), 0);
    check_archive("cut.7z", DAMAGED);
    buf_release(&list);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(windows), cmocka_unit_test(side_streams),  cmocka_unit_test(links),
        cmocka_unit_test(counts),  cmocka_unit_test(hostile_lists), folder_test(archives),
    };
    return cmocka_run_group_tests_name("seven_zip", tests, NULL, NULL);
}
