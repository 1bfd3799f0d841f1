#include "base/wire.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

struct values {
    uint64_t count;
    size_t size;
    int64_t number;
    bool flag;
    struct str text;
};

static void exchange(struct wire *w, struct values *v)
{
    wire_count(w, &v->count);
    wire_size(w, &v->size, 1000);
    wire_i64(w, &v->number, INT64_MIN, INT64_MAX);
    wire_bool(w, &v->flag);
    wire_text(w, &v->text, 100);
}

static void what_is_written_is_read(void **state)
{
    (void)state;
    const struct values all[] = {
        {0, 0, 0, false, STR("")},
        {1, 127, -1, true, STR("text")},
        {127, 128, 1, true, STR("\0\xff")},
        {128, 1000, INT64_MIN, false, STR("x")},
        {WIRE_COUNT_MAX, 999, INT64_MAX, true, STR("y")},
    };
    for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
        struct buf bytes = BUF_INIT(1000);
        struct values from = all[i], to = {0};
        struct wire out = wire_to(&bytes);
        exchange(&out, &from);
        assert_false(bytes.failed);
        struct wire in = wire_from(buf_str(&bytes));
        exchange(&in, &to);
        assert_null(in.wrong);
        assert_int_equal(in.in.len, 0);
        assert_true(to.count == from.count && to.size == from.size && to.number == from.number &&
                    to.flag == from.flag && str_equal(to.text, from.text));
        buf_release(&bytes);
    }
}

static void what_is_cut_off_fails(void **state)
{
    (void)state;
    struct buf bytes = BUF_INIT(1000);
    struct values from = {300, 300, 300, true, STR("text")};
    struct wire out = wire_to(&bytes);
    exchange(&out, &from);
    for (size_t len = 0; len < bytes.len; len++) {
        struct values to = {0};
        struct wire in = wire_from(str_slice(buf_str(&bytes), 0, len));
        exchange(&in, &to);
        assert_string_equal(in.wrong, "it is cut off");
        assert_int_equal(to.text.len, 0);
    }
    buf_release(&bytes);
}

static void what_is_out_of_bounds_fails(void **state)
{
    (void)state;
    static const char endless[] = "\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff";
    struct wire w = wire_from(STR(endless));
    uint64_t count = 7;
    wire_count(&w, &count);
    assert_string_equal(w.wrong, "a number has no end");
    assert_int_equal(count, 0);
    size_t size = 7;
    w = wire_from(STR("\x0b"));
    wire_size(&w, &size, 10);
    assert_string_equal(w.wrong, "a number is too large");
    assert_int_equal(size, 0);
    int64_t number = 7;
    w = wire_from(STR("\x0b"));
    wire_i64(&w, &number, -5, 5);
    assert_non_null(w.wrong);
    w = wire_from(STR("\x0a"));
    wire_i64(&w, &number, -5, 5);
    assert_null(w.wrong);
    assert_int_equal(number, 5);
    bool flag;
    w = wire_from(STR("\x02"));
    wire_bool(&w, &flag);
    assert_non_null(w.wrong);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_written_is_read),
        cmocka_unit_test(what_is_cut_off_fails),
        cmocka_unit_test(what_is_out_of_bounds_fails),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
