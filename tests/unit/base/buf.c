#include "base/buf.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static void appending(void **state)
{
    (void)state;
    struct buf b = BUF_INIT(1000);
    assert_string_equal(buf_text(&b), "");
    buf_add(&b, STR("one"));
    buf_add_char(&b, ' ');
    buf_add_text(&b, "two");
    buf_add_text(&b, NULL);
    buf_add_repeat(&b, '!', 3);
    buf_add_repeat(&b, '?', 0);
    buf_add_format(&b, " %d %s", 10054, "x");
    buf_add_format(&b, "%s", "");
    assert_string_equal(buf_text(&b), "one two!!! 10054 x");
    assert_int_equal(buf_str(&b).len, strlen(buf_text(&b)));
    assert_false(b.failed);
    buf_release(&b);
    assert_null(b.ptr);
    assert_int_equal(b.ceiling, 1000);
}

static void nul_bytes_are_bytes(void **state)
{
    (void)state;
    struct buf b = BUF_INIT(10);
    buf_add(&b, (struct str){"a\0b", 3});
    assert_int_equal(b.len, 3);
    assert_memory_equal(b.ptr, "a\0b\0", 4);
    buf_release(&b);
}

/* What would pass the ceiling leaves the buffer as it was, and the failure stays. */
static void the_ceiling_holds(void **state)
{
    (void)state;
    struct buf b = BUF_INIT(8);
    buf_add(&b, STR("12345678"));
    assert_false(b.failed);
    buf_add_char(&b, '9');
    assert_true(b.failed);
    assert_string_equal(buf_text(&b), "12345678");
    buf_clear(&b);
    assert_false(b.failed);
    assert_string_equal(buf_text(&b), "");
    buf_add_format(&b, "%s", "123456789");
    assert_true(b.failed);
    buf_add_char(&b, 'x');
    assert_string_equal(buf_text(&b), "");
    assert_false(buf_reserve(&b, SIZE_MAX));
    buf_release(&b);
}

static void it_grows(void **state)
{
    (void)state;
    struct buf b = BUF_INIT(SIZE_MAX / 2);
    for (int i = 0; i < 100000; i++)
        buf_add_char(&b, (char)('a' + i % 26));
    assert_int_equal(b.len, 100000);
    for (int i = 0; i < 100000; i++)
        assert_int_equal(b.ptr[i], 'a' + i % 26);
    assert_int_equal(b.ptr[b.len], '\0');
    buf_release(&b);
}

static void a_part_that_failed(void **state)
{
    (void)state;
    struct buf whole = BUF_INIT(100);
    struct buf part = BUF_INIT(2);
    buf_add_text(&part, "ab");
    buf_release_part(&part, &whole);
    assert_false(whole.failed);
    buf_add_text(&part, "abc");
    buf_release_part(&part, &whole);
    assert_true(whole.failed);
    buf_release_part(&part, &whole);
    assert_true(whole.failed);
    buf_release(&whole);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(appending),          cmocka_unit_test(nul_bytes_are_bytes),
        cmocka_unit_test(the_ceiling_holds),  cmocka_unit_test(it_grows),
        cmocka_unit_test(a_part_that_failed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
