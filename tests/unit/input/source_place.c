/* input/source.h: going on where another run has stopped. */
#include "input/source.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <sys/stat.h>

#include "../base/folder.h"
#include "input/tail.h"

#define TEXT_MAX ((size_t)64 * 1024 * 1024)

static void write_text(const char *path, struct str text, const char *how)
{
    FILE *f = fopen(path, how);
    assert_non_null(f);
    assert_int_equal(fwrite(text.ptr, 1, text.len, f), text.len);
    assert_int_equal(fclose(f), 0);
}

static void put_wide(const char *path, struct str ascii, const char *how)
{
    struct buf wide = BUF_INIT(TEXT_MAX);
    if (*how == 'w')
        buf_add(&wide, STR("\xff\xfe"));
    for (size_t i = 0; i < ascii.len; i++)
        buf_add(&wide, (struct str){(char[]){ascii.ptr[i], 0}, 2});
    write_text(path, buf_str(&wide), how);
    buf_release(&wide);
}

/* A run over the log from a place on: what it gives, and where it stops. */
struct read {
    struct buf text;
    struct source_place place;
    struct buf rest;
    uint64_t bytes;
    bool there;
};

static struct read read_from(const char *path, const struct source_place *from, struct str before)
{
    struct read r = {.text = BUF_INIT(TEXT_MAX), .rest = BUF_INIT(TEXT_MAX), .there = true};
    struct source_options options = {.explicit_path = true, .resumable = true};
    struct source *s;
    struct error err;
    struct str head, is;
    assert_int_equal(source_open(path, &options, &s, &err), STATUS_OK);
    assert_int_equal(source_head(s, &head, &err), STATUS_OK);
    if (from) {
        assert_int_equal(source_go(s, from, &is, &r.there, &err), STATUS_OK);
        if (r.there)
            assert_true(str_equal(is, before));
    }
    struct block block = {0};
    while (r.there && source_read(s, &block, &err) == STATUS_OK && block.owned_len) {
        if (!r.text.len && from && from->inside)
            assert_true(block.lead > 0);
        buf_add(&r.text, (struct str){block.bytes + block.lead, block.owned_len});
    }
    r.place = source_place(s);
    r.bytes = source_info(s)->bytes;
    buf_add(&r.rest, source_rest(s));
    block_release(&block);
    source_close(s);
    return r;
}

static void release(struct read *r)
{
    buf_release(&r->text);
    buf_release(&r->rest);
}

static struct str last_bytes(struct str text)
{
    size_t len = text.len < TAIL_BYTES ? text.len : TAIL_BYTES;
    return str_slice(text, text.len - len, len);
}

static void make_lines(struct buf *text, size_t from, size_t to)
{
    for (size_t i = from; i < to; i++)
        buf_add_format(text, "line %zu of a log that goes on\n", i);
}

/* `put` appends to the log; what the second run gives is what was put last. */
static void check_going_on(void (*put)(const char *, struct str, const char *), size_t unit,
                           size_t mark, size_t lines)
{
    struct buf first = BUF_INIT(TEXT_MAX), second = BUF_INIT(TEXT_MAX);
    make_lines(&first, 0, lines);
    make_lines(&second, lines, lines + 3000);
    put("log", buf_str(&first), "wb");
    put("log", STR("half a li"), "ab");
    struct read one = read_from("log", NULL, STR(""));
    assert_true(str_equal(buf_str(&one.text), buf_str(&first)));
    assert_true(str_equal(buf_str(&one.rest), STR("half a li")));
    assert_int_equal(one.place.offset, first.len);
    assert_int_equal(one.place.raw, mark + unit * first.len);
    assert_int_equal(one.bytes, mark + unit * first.len);
    put("log", STR("ne\n"), "ab");
    put("log", buf_str(&second), "ab");
    struct read two = read_from("log", &one.place, last_bytes(buf_str(&first)));
    assert_true(two.there);
    assert_true(str_equal(str_slice(buf_str(&two.text), 0, 12), STR("half a line\n")));
    assert_true(str_equal(str_slice(buf_str(&two.text), 12, TEXT_MAX), buf_str(&second)));
    assert_int_equal(two.bytes, unit * (12 + second.len));
    assert_int_equal(two.rest.len, 0);
    release(&one);
    release(&two);
    buf_release(&first);
    buf_release(&second);
}

static void narrow_text(void **state)
{
    (void)state;
    check_going_on(write_text, 1, 0, 1);
    check_going_on(write_text, 1, 0, 100);
    check_going_on(write_text, 1, 0, 30000);
}

static void wide_text(void **state)
{
    (void)state;
    check_going_on(put_wide, 2, 2, 1);
    check_going_on(put_wide, 2, 2, 100);
    check_going_on(put_wide, 2, 2, 30000);
}

/* A code page that begins behind the head is read from the beginning; ASCII before it is not. */
static void a_code_page(void **state)
{
    (void)state;
    struct str french = STR("d\xe9j\xe0 vu, tr\xe8s bien, \xe0 c\xf4t\xe9\n");
    struct buf text = BUF_INIT(TEXT_MAX);
    make_lines(&text, 0, 5000);
    write_text("log", buf_str(&text), "wb");
    struct read one = read_from("log", NULL, STR(""));
    assert_true(one.place.undecided);
    for (int i = 0; i < 20; i++)
        write_text("log", french, "ab");
    struct read two = read_from("log", &one.place, last_bytes(buf_str(&text)));
    assert_true(str_starts(buf_str(&two.text), STR("d\xc3\xa9j\xc3\xa0 vu")));
    assert_true(two.place.raw == PLACE_UNKNOWN);
    buf_add(&text, buf_str(&two.text));
    assert_int_equal(two.place.offset, text.len);
    write_text("log", french, "ab");
    struct read three = read_from("log", &two.place, last_bytes(buf_str(&text)));
    assert_true(str_starts(buf_str(&three.text), STR("d\xc3\xa9j\xc3\xa0 vu")));
    assert_true(three.text.len < 50);
    release(&one);
    release(&two);
    release(&three);
    buf_release(&text);
}

/* Where the head tells the page, and each of its characters is a byte, places in the file are
 * known.
 */
static void put_western(const char *path, struct str ascii, const char *how)
{
    char *copy = malloc(ascii.len + 1);
    assert_non_null(copy);
    for (size_t i = 0; i < ascii.len; i++)
        copy[i] = (char)(ascii.ptr[i] == 'o' ? 0xf6 : ascii.ptr[i]);
    write_text(path, (struct str){copy, ascii.len}, how);
    free(copy);
}

static void a_page_of_single_bytes(void **state)
{
    (void)state;
    struct buf first = BUF_INIT(TEXT_MAX), second = BUF_INIT(TEXT_MAX);
    make_lines(&first, 0, 9000);
    make_lines(&second, 9000, 9100);
    put_western("log", buf_str(&first), "wb");
    put_western("log", STR("half of a "), "ab");
    struct read one = read_from("log", NULL, STR(""));
    assert_int_equal(one.place.raw, first.len);
    assert_true(one.place.offset > first.len);
    assert_int_equal(one.bytes, first.len);
    struct str before = last_bytes(buf_str(&one.text));
    assert_true(str_find(before, STR("\xc3\xb6"), 0) != SIZE_MAX);
    put_western("log", STR("line\n"), "ab");
    put_western("log", buf_str(&second), "ab");
    struct read two = read_from("log", &one.place, before);
    assert_true(two.there);
    assert_true(str_starts(buf_str(&two.text), STR("half \xc3\xb6"
                                                   "f a line\n")));
    assert_int_equal(two.bytes, 15 + second.len);
    assert_int_equal(two.place.raw, first.len + 15 + second.len);
    release(&one);
    release(&two);
    buf_release(&first);
    buf_release(&second);
}

/* One line, longer than a block, that is never finished: its end is held back, and what was given
 * of it is the lead of what follows. */
static void within_a_line(void **state)
{
    (void)state;
    struct buf text = BUF_INIT(TEXT_MAX);
    buf_add_text(&text, "begins\n");
    buf_add_repeat(&text, 'x', 3 * BLOCK_BYTES);
    write_text("log", buf_str(&text), "wb");
    struct read one = read_from("log", NULL, STR(""));
    assert_true(one.place.inside);
    assert_int_equal(one.place.offset + one.rest.len, text.len);
    struct str before = last_bytes(str_slice(buf_str(&text), 0, (size_t)one.place.offset));
    write_text("log", STR("end\n"), "ab");
    struct read two = read_from("log", &one.place, before);
    assert_int_equal(two.text.len, one.rest.len + 4);
    assert_false(two.place.inside);
    release(&one);
    release(&two);
    buf_release(&text);
}

static void a_place_beyond_the_end(void **state)
{
    (void)state;
    write_text("log", STR("short\n"), "wb");
    struct source_place far = {.offset = 100, .raw = 100, .undecided = true};
    struct read r = read_from("log", &far, STR(""));
    assert_false(r.there);
    release(&r);
    far.raw = PLACE_UNKNOWN;
    r = read_from("log", &far, STR(""));
    assert_false(r.there);
    release(&r);
}

static void the_rest_is_given_when_asked_for(void **state)
{
    (void)state;
    struct source_options options = {.explicit_path = true, .resumable = true};
    struct source *s;
    struct block b = {0};
    struct error err;
    write_text("log", STR("one\ntw"), "wb");
    assert_int_equal(source_open("log", &options, &s, &err), STATUS_OK);
    assert_int_equal(source_read(s, &b, &err), STATUS_OK);
    assert_int_equal(b.owned_len, 4);
    assert_false(b.rest);
    assert_int_equal(source_read(s, &b, &err), STATUS_OK);
    assert_int_equal(b.owned_len, 0);
    assert_true(str_equal(source_rest(s), STR("tw")));
    assert_int_equal(source_info(s)->bytes, 4);
    source_give_rest(s);
    assert_int_equal(source_read(s, &b, &err), STATUS_OK);
    assert_true(b.rest);
    assert_true(str_equal((struct str){b.bytes, b.len}, STR("tw")));
    assert_int_equal(source_place(s).offset, 4);
    assert_int_equal(source_info(s)->bytes, 6);
    assert_int_equal(source_read(s, &b, &err), STATUS_OK);
    assert_int_equal(b.owned_len, 0);
    block_release(&b);
    source_close(s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        folder_test(narrow_text),
        folder_test(wide_text),
        folder_test(a_code_page),
        folder_test(a_page_of_single_bytes),
        folder_test(within_a_line),
        folder_test(a_place_beyond_the_end),
        folder_test(the_rest_is_given_when_asked_for),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
