#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <sys/wait.h>

#include "logs.h"

static void write_text(const char *path, struct str s)
{
    write_file(path, s.ptr, s.len);
}

static void empty_and_tiny(void **state)
{
    (void)state;
    const struct str cases[] = {STR(""), STR("\n"), STR("x"), STR("x\n"), STR("x\ny"), STR("\r\n")};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        write_text("log", cases[i]);
        struct reading r = read_log("log", true, 0);
        assert_int_equal(r.info.status, SOURCE_READ);
        assert_string_equal(r.info.reason, "");
        assert_int_equal(r.info.encoding, ENCODING_UTF8);
        assert_int_equal(r.info.bytes, cases[i].len);
        assert_int_equal(r.info.line_end, '\n');
        assert_null(r.info.compression);
        assert_true(r.info.has_mtime && r.info.mtime_s > 0);
        assert_int_equal(r.blocks, cases[i].len > 0);
        check_text(&r, cases[i]);
        buf_release(&r.text);
    }
}

/* Lines of every length around the borders of small blocks. */
static void lines_of_every_size(void **state)
{
    (void)state;
    struct buf text = BUF_INIT(LOG_MAX);
    for (size_t len = 0; len < 200; len++) {
        buf_clear(&text);
        for (size_t line = 0; text.len < 1500; line++) {
            buf_add_repeat(&text, (char)('a' + line % 26), len);
            buf_add_char(&text, '\n');
        }
        write_text("log", buf_str(&text));
        check_log("log", 64, buf_str(&text));
        check_log("log", 128, buf_str(&text));
        write_text("log", str_slice(buf_str(&text), 0, text.len - 1)); /* no line end at the end */
        check_log("log", 64, str_slice(buf_str(&text), 0, text.len - 1));
    }
    buf_release(&text);
}

static void random_lines(void **state)
{
    (void)state;
    static const char *const letters[] = {
        "a", "b\r", "\n", "\xc3\xa4", "\xe2\x82\xac", "\xf0\x9f\x98\x80", "\x80", "\xff", "\n\n"};
    unsigned seed = 1;
    struct buf text = BUF_INIT(LOG_MAX);
    for (int round = 0; round < 300; round++) {
        buf_clear(&text);
        unsigned rarity = 1 + next_number(&seed) % 100;
        size_t size = next_number(&seed) % 3000;
        while (text.len < size) {
            unsigned pick = next_number(&seed) % (8 + rarity);
            buf_add_text(&text, pick < 9 ? letters[pick] : letters[3 + pick % 3]);
        }
        write_text("log", buf_str(&text));
        check_log("log", 64 + next_number(&seed) % 400, buf_str(&text));
    }
    buf_release(&text);
}

/* Around the real block size. */
static void sizes_around_a_block(void **state)
{
    (void)state;
    struct buf text = BUF_INIT(LOG_MAX);
    while (text.len < 2 * BLOCK_BYTES + 100)
        buf_add_text(&text, "2026-11-20 21:04:05 a line as logs have them\n");
    for (size_t blocks = 1; blocks <= 2; blocks++) {
        for (size_t less = 0; less <= 2; less++) {
            struct str part = str_slice(buf_str(&text), 0, blocks * BLOCK_BYTES + 1 - less);
            write_text("log", part);
            check_log("log", 0, part);
        }
    }
    buf_release(&text);
}

static void one_long_line(void **state)
{
    (void)state;
    struct buf text = BUF_INIT(LOG_MAX);
    for (unsigned i = 0; text.len < 1 << 20; i++)
        buf_add_format(&text, "%u \xe2\x82\xac", i);
    write_text("log", buf_str(&text));
    struct reading r = read_log("log", true, 0);
    check_text(&r, buf_str(&text));
    assert_int_equal(r.blocks, 5); /* each but the last owns nearly all of its 256 KiB */
    assert_int_equal(r.cuts, 4);
    buf_release(&r.text);
    buf_release(&text);
}

static void only_line_ends(void **state)
{
    (void)state;
    struct buf text = BUF_INIT(LOG_MAX);
    buf_add_repeat(&text, '\n', 1000000);
    write_text("log", buf_str(&text));
    struct reading r = read_log("log", true, 0);
    check_text(&r, buf_str(&text));
    assert_int_equal(r.cuts, 0);
    buf_release(&r.text);
    buf_release(&text);
}

/* The same bytes are cut at the same places, whatever they come through. */
static void a_pipe_is_cut_like_a_file(void **state)
{
    (void)state;
    struct buf text = BUF_INIT(LOG_MAX);
    unsigned seed = 7;
    while (text.len < 3 * BLOCK_BYTES) {
        buf_add_repeat(&text, 'x', next_number(&seed) % 20000);
        buf_add_char(&text, '\n');
    }
    write_text("log", buf_str(&text));
    assert_int_equal(mkfifo("fifo", 0600), 0);
    pid_t writer = fork();
    if (writer == 0) {
        int fd = open("fifo", O_WRONLY);
        size_t at = 0;
        while (at < text.len) {
            size_t len = text.len - at < 777 ? text.len - at : 777;
            ssize_t n = write(fd, text.ptr + at, len);
            at += n > 0 ? (size_t)n : 0;
        }
        _exit(0);
    }
    struct reading piped = read_log("fifo", true, 0);
    struct reading plain = read_log("log", true, 0);
    assert_int_equal(waitpid(writer, NULL, 0), writer);
    check_text(&piped, buf_str(&text));
    assert_int_equal(piped.blocks, plain.blocks);
    assert_false(piped.info.has_mtime);
    buf_release(&piped.text);
    buf_release(&plain.text);
    buf_release(&text);
}

static void carriage_returns_alone(void **state)
{
    (void)state;
    struct buf text = BUF_INIT(LOG_MAX);
    for (int i = 0; i < 300; i++)
        buf_add_format(&text, "line %d\r", i);
    write_text("log", buf_str(&text));
    struct reading r = read_log("log", true, 128);
    assert_int_equal(r.info.line_end, '\r');
    assert_int_equal(r.cuts, 0);
    check_text(&r, buf_str(&text));
    buf_release(&r.text);
    buf_release(&text);
}

static void a_byte_order_mark_is_dropped(void **state)
{
    (void)state;
    write_text("log", STR("\xef\xbb\xbfone\n"));
    struct reading r = read_log("log", true, 0);
    assert_int_equal(r.info.encoding, ENCODING_UTF8_BOM);
    assert_int_equal(r.info.bytes, 7);
    check_text(&r, STR("one\n"));
    buf_release(&r.text);
}

/* ASCII, two, three and four bytes in UTF-8; the last is a surrogate pair. Cut at every offset. */
static void utf16_at_every_offset(void **state)
{
    (void)state;
    static const char le[] = "a\0\xe4\0\xac\x20\x3d\xd8\x00\xde";
    static const char be[] = "\0a\0\xe4\x20\xac\xd8\x3d\xde\x00";
    struct buf wide = BUF_INIT(LOG_MAX);
    struct buf text = BUF_INIT(LOG_MAX);
    for (int big = 0; big < 2; big++) {
        for (size_t shift = 0; shift < 70; shift++) {
            buf_clear(&wide);
            buf_clear(&text);
            buf_add(&wide, big ? STR("\xfe\xff") : STR("\xff\xfe"));
            for (size_t i = 0; i < shift; i++) {
                buf_add(&wide, big ? (struct str){"\0x", 2} : (struct str){"x\0", 2});
                buf_add_char(&text, 'x');
            }
            for (int i = 0; i < 50; i++) {
                buf_add(&wide, (struct str){big ? be : le, 10});
                buf_add_text(&text, "a\xc3\xa4\xe2\x82\xac\xf0\x9f\x98\x80");
                if (i % 20 == 19) {
                    buf_add(&wide, big ? (struct str){"\0\n", 2} : (struct str){"\n\0", 2});
                    buf_add_char(&text, '\n');
                }
            }
            write_text("log", buf_str(&wide));
            check_log("log", 64, buf_str(&text));
            check_log("log", 0, buf_str(&text));
        }
    }
    buf_release(&wide);
    buf_release(&text);
}

/* U+0A0A and U+010A have the byte of a line end without being one. */
static void utf16_line_ends_are_units(void **state)
{
    (void)state;
    struct buf wide = BUF_INIT(LOG_MAX);
    buf_add(&wide, STR("\xff\xfe"));
    for (int i = 0; i < 100; i++)
        buf_add(&wide, STR("\x0a\x0a\x0a\x01"));
    write_text("log", buf_str(&wide));
    struct reading r = read_log("log", true, 64);
    assert_int_equal(r.cuts, r.blocks - 1);
    assert_int_equal(r.text.len, 500);
    buf_release(&r.text);
    buf_release(&wide);
}

static void utf16_ends_in_a_unit(void **state)
{
    (void)state;
    write_text("log", (struct str){"\xff\xfe\x61\0\n\0\x62", 7});
    check_log("log", 0, STR("a\n\xef\xbf\xbd"));
    write_text("log", (struct str){"\xff\xfe\x61\0\x3d\xd8", 6}); /* half of a pair */
    check_log("log", 0, STR("a\xef\xbf\xbd"));
    write_text("log", (struct str){"\xff\xfe", 2});
    check_log("log", 0, STR(""));
}

static void binary_data(void **state)
{
    (void)state;
    static const char bytes[] = "\x7f"
                                "ELF\0\0\1\2\0 error 10054\n";
    write_file("program", bytes, sizeof bytes - 1);
    struct reading found = read_log("program", false, 0);
    assert_int_equal(found.info.status, SOURCE_SKIPPED);
    assert_string_equal(found.info.reason, "looks like a binary file");
    assert_true(found.info.binary);
    assert_int_equal(found.info.bytes, 0);
    check_text(&found, STR(""));
    struct reading named = read_log("program", true, 0);
    assert_int_equal(named.info.status, SOURCE_READ);
    assert_string_equal(named.info.reason, "looks like a binary file");
    assert_true(named.info.binary);
    check_text(&named, (struct str){bytes, sizeof bytes - 1});
    buf_release(&named.text);
}

/* What begins like something packed and is none. */
static void what_cannot_be_unpacked(void **state)
{
    (void)state;
    const struct {
        struct str head;
        enum source_status status;
        const char *compression;
        const char *reason;
    } cases[] = {
        {STR("\x28\xb5\x2f\xfd"), SOURCE_FAILED, "zstd", "zstd data ends early"},
        {STR("\xfd\x37zXZ\0rest"), SOURCE_FAILED, "xz", "xz data"},
        {STR("BZh91AY&SY"), SOURCE_FAILED, "bzip2", "bzip2 data ends early"},
        {STR("\x04\x22\x4d\x18"), SOURCE_FAILED, "lz4", "lz4 data ends early"},
        {STR("PK\x03\x04rest"), SOURCE_FAILED, "zip", "the archive is damaged: "},
        {STR("PK\x05\x06rest"), SOURCE_SKIPPED, "zip", "an archive without files"},
        {STR("7z\xbc\xaf\x27\x1c"), SOURCE_FAILED, "7z", "the archive is damaged: "},
        {STR("MSCF\0\0\0\0"), SOURCE_FAILED, "cab", "the archive is damaged: "},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        write_text("log", cases[i].head);
        struct reading r = read_log("log", true, 0);
        assert_int_equal(r.info.status, cases[i].status);
        if (!str_starts(str_from(r.info.reason), str_from(cases[i].reason)))
            fail_msg("%s: %s", cases[i].compression, r.info.reason);
        assert_string_equal(r.info.compression, cases[i].compression);
        check_text(&r, STR(""));
    }
}

static void what_cannot_be_opened(void **state)
{
    (void)state;
    struct reading missing = read_log("missing", true, 0);
    assert_int_equal(missing.info.status, SOURCE_FAILED);
    assert_string_equal(missing.info.reason, "No such file or directory");
    struct reading folder = read_log(".", true, 0);
    assert_int_equal(folder.info.status, SOURCE_FAILED);
    assert_string_equal(folder.info.reason, "Is a directory");
    struct reading memory = read_log("/proc/self/mem", true, 0); /* its first read fails */
    assert_int_equal(memory.info.status, SOURCE_FAILED);
    assert_string_equal(memory.info.reason, "Input/output error");
    write_text("secret", STR("x\n"));
    assert_int_equal(chmod("secret", 0), 0);
    if (geteuid() != 0) {
        struct reading secret = read_log("secret", true, 0);
        assert_int_equal(secret.info.status, SOURCE_FAILED);
        assert_string_equal(secret.info.reason, "Permission denied");
    }
}

/* Files whose size is said to be 0 are read all the same. */
static void a_file_in_proc(void **state)
{
    (void)state;
    struct reading r = read_log("/proc/self/status", true, 0);
    assert_int_equal(r.info.status, SOURCE_READ);
    assert_true(r.text.len > 100);
    buf_release(&r.text);
}

struct lines {
    struct source *source;
    struct block block;
    uint64_t bytes;
};

static void open_lines(struct lines *l, size_t count)
{
    struct buf text = BUF_INIT(LOG_MAX);
    struct error err;
    struct source_options options = {.explicit_path = true};
    for (size_t i = 0; i < count; i++)
        buf_add_text(&text, "0123456789 123456\n");
    write_text("log", buf_str(&text));
    buf_release(&text);
    *l = (struct lines){0};
    assert_int_equal(source_open("log", &options, &l->source, &err), STATUS_OK);
}

static bool next_block(struct lines *l)
{
    struct error err;
    assert_int_equal(source_read(l->source, &l->block, &err), STATUS_OK);
    l->bytes += l->block.owned_len;
    return l->block.owned_len > 0;
}

static void close_lines(struct lines *l)
{
    source_close(l->source);
    block_release(&l->block);
}

static void a_file_that_shrinks(void **state)
{
    (void)state;
    struct lines l;
    open_lines(&l, 100000);
    assert_true(next_block(&l));
    assert_int_equal(truncate("log", 1000000), 0);
    while (next_block(&l))
        ;
    assert_int_equal(l.bytes, 1000000);
    assert_int_equal(source_info(l.source)->status, SOURCE_PARTIAL);
    assert_string_equal(source_info(l.source)->reason, "the file shrank while it was read");
    close_lines(&l);
}

static void a_file_that_grows(void **state)
{
    (void)state;
    struct lines l;
    open_lines(&l, 100000);
    assert_true(next_block(&l));
    int fd = open("log", O_WRONLY | O_APPEND);
    assert_int_equal(write(fd, "more\n", 5), 5);
    (void)close(fd);
    while (next_block(&l))
        ;
    assert_int_equal(l.bytes, 1800000);
    assert_int_equal(source_info(l.source)->status, SOURCE_READ);
    close_lines(&l);
}

/* Standard input may be a file of which others have read the beginning. */
static void standard_input_from_its_position(void **state)
{
    (void)state;
    write_text("log", STR("header\nbody\n"));
    int kept = dup(STDIN_FILENO);
    int fd = open("log", O_RDONLY);
    assert_int_equal(lseek(fd, 7, SEEK_SET), 7);
    assert_int_equal(dup2(fd, STDIN_FILENO), STDIN_FILENO);
    struct reading r = read_log("-", true, 0); /* it can be read once */
    assert_int_equal(r.info.status, SOURCE_READ);
    check_text(&r, STR("body\n"));
    buf_release(&r.text);
    assert_int_equal(dup2(kept, STDIN_FILENO), STDIN_FILENO);
    (void)close(kept);
    (void)close(fd);
}

static void names(void **state)
{
    (void)state;
    assert_string_equal(encoding_name(ENCODING_UTF16LE), "UTF-16LE");
    assert_string_equal(source_status_name(SOURCE_PARTIAL), "partial");
    source_close(NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        folder_test(empty_and_tiny),
        folder_test(lines_of_every_size),
        folder_test(random_lines),
        folder_test(sizes_around_a_block),
        folder_test(one_long_line),
        folder_test(only_line_ends),
        folder_test(a_pipe_is_cut_like_a_file),
        folder_test(carriage_returns_alone),
        folder_test(a_byte_order_mark_is_dropped),
        folder_test(utf16_at_every_offset),
        folder_test(utf16_line_ends_are_units),
        folder_test(utf16_ends_in_a_unit),
        folder_test(binary_data),
        folder_test(what_cannot_be_unpacked),
        folder_test(what_cannot_be_opened),
        folder_test(a_file_in_proc),
        folder_test(a_file_that_shrinks),
        folder_test(a_file_that_grows),
        folder_test(standard_input_from_its_position),
        cmocka_unit_test(names),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
