#include "input/feed.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "../base/folder.h"

static void open_feed(struct feed *f, const char *path)
{
    struct os_file file;
    struct os_stat st;
    assert_true(os_open_read(path, &file, &st));
    assert_true(feed_init(f, file, &st, NULL));
}

static void looking_and_taking(void **state)
{
    (void)state;
    write_file("log", "0123456789", 10);
    struct feed f;
    open_feed(&f, "log");
    assert_true(str_equal(feed_peek(&f, 2), STR("0123456789")));
    feed_skip(&f, 3);
    assert_true(str_equal(feed_peek(&f, 2), STR("3456789")));
    char bytes[16];
    assert_int_equal(feed_read(&f, bytes, 4), 4);
    assert_memory_equal(bytes, "3456", 4);
    assert_int_equal(feed_read(&f, bytes, sizeof bytes), 3);
    assert_memory_equal(bytes, "789", 3);
    assert_int_equal(feed_read(&f, bytes, sizeof bytes), 0);
    assert_int_equal(feed_peek(&f, 1).len, 0);
    feed_skip(&f, 1);
    assert_true(f.ended);
    assert_false(f.failed);
    feed_release(&f);
}

/* Peeks and reads of many sizes over several fillings of the buffer give the file, in order. */
static void a_large_file_in_odd_pieces(void **state)
{
    (void)state;
    const size_t size = 5 * FEED_AHEAD + 321;
    char *made = malloc(size);
    char *got = malloc(size);
    assert_true(made && got);
    for (size_t i = 0; i < size; i++)
        made[i] = (char)(i * 7 / 3);
    write_file("log", made, size);
    struct feed f;
    open_feed(&f, "log");
    size_t at = 0;
    for (size_t step = 1; at < size; step = step * 5 % 9973) {
        struct str seen = feed_peek(&f, step);
        assert_true(seen.len >= step || seen.len == size - at);
        assert_memory_equal(seen.ptr, made + at, seen.len);
        size_t room = step * 3 < size - at ? step * 3 : size - at;
        assert_int_equal(feed_read(&f, got + at, room), room);
        at += room;
    }
    assert_memory_equal(got, made, size);
    feed_release(&f);
    free(made);
    free(got);
}

static void why_it_failed(void **state)
{
    (void)state;
    struct feed f;
    open_feed(&f, "/proc/self/mem");
    assert_int_equal(feed_peek(&f, 1).len, 0);
    assert_true(f.ended && f.failed);
    assert_string_equal(f.remark.text, "Input/output error");
    feed_release(&f);
}

static void looking_elsewhere(void **state)
{
    (void)state;
    write_file("log", "0123456789", 10);
    struct feed f;
    open_feed(&f, "log");
    char bytes[16];
    assert_int_equal(feed_look(&f, 7, bytes, sizeof bytes), 3);
    assert_memory_equal(bytes, "789", 3);
    assert_int_equal(feed_read(&f, bytes, 4), 4);
    assert_memory_equal(bytes, "0123", 4);
    assert_int_equal(feed_look(&f, 0, bytes, 2), 2);
    assert_memory_equal(bytes, "01", 2);
    assert_int_equal(feed_look(&f, 10, bytes, 2), 0);
    assert_int_equal(feed_look(&f, UINT64_MAX, bytes, 2), 0);
    assert_int_equal(feed_read(&f, bytes, sizeof bytes), 6);
    assert_memory_equal(bytes, "456789", 6);
    feed_release(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        folder_test(looking_and_taking),
        folder_test(looking_elsewhere),
        folder_test(a_large_file_in_odd_pieces),
        folder_test(why_it_failed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
