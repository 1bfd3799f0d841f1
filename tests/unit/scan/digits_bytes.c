/* scan/digits_bytes.c: all of it as bytes, and back. */
#include "digits_fixture.h"

#define ORDINARY STR("at 10:15:00 error 10054 on port 52578 and 7\n")

static void it_is_kept_as_bytes(void **state)
{
    (void)state;
    struct digits *d =
        digits_of((const char *const[]){"error 1[01]\\d{3}\\b", "plain words", NULL});
    struct buf bytes = BUF_INIT(1 << 20);
    digits_write(d, ORDINARY, &bytes);
    digits_free(d);
    assert_false(bytes.failed);
    struct digits_fixture f = digits_fixture_of(digits_read(buf_str(&bytes)));
    assert_true(digits_matter(f.memory, STR("error 10054"), 6, 11));
    assert_false(digits_matter(f.memory, STR("error 20054"), 6, 11));
    const struct digits_question *q = digits_question(f.memory, STR("error 10054 on"), 6, 11);
    assert_int_equal(q->lowest, 10000); /* was found out of the ordinary text */
    assert_int_equal(q->highest, 11999);
    assert_true(q->heads && !q->own_heads);
    assert_true(q->families && !q->own_families);
    assert_int_equal(q->families[54], q->families[200]); /* 10054 and 11000 */
    assert_int_not_equal(q->families[54], 0);
    q = digits_question(f.memory, STR("error 1005 on"), 6, 10); /* and of the other lengths */
    assert_true(q->lowest == UINT32_MAX);
    q = digits_question(f.memory, STR("error 1005?"), 6, 10);
    assert_true(q->lowest == 0 && q->highest == UINT32_MAX && !q->heads);
    digits_fixture_close(&f);
    buf_release(&bytes);
}

/* Nothing in them takes a digit, and nothing was learnt. */
static void nothing_is_kept_as_bytes_too(void **state)
{
    (void)state;
    struct digits *d = digits_of((const char *const[]){"plain words", NULL});
    struct buf bytes = BUF_INIT(1 << 20);
    digits_write(d, STR(""), &bytes);
    digits_free(d);
    assert_false(bytes.failed);
    struct digits_fixture f = digits_fixture_of(digits_read(buf_str(&bytes)));
    assert_false(digits_matter(f.memory, STR("error 10054"), 6, 11));
    digits_fixture_close(&f);
    buf_release(&bytes);
}

static void bytes_of_another_length_are_refused(void **state)
{
    (void)state;
    struct digits *d = digits_of((const char *const[]){"error 1[01]\\d{3}\\b", NULL});
    struct buf bytes = BUF_INIT(1 << 20);
    digits_write(d, ORDINARY, &bytes);
    digits_free(d);
    for (size_t len = 0; len < bytes.len; len += len < 4096 ? 1 : 1000)
        assert_null(digits_read(str_slice(buf_str(&bytes), 0, len)));
    assert_null(digits_read(str_slice(buf_str(&bytes), 0, bytes.len - 1)));
    buf_add_char(&bytes, '\0');
    assert_null(digits_read(buf_str(&bytes)));
    buf_release(&bytes);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(it_is_kept_as_bytes),
        cmocka_unit_test(nothing_is_kept_as_bytes_too),
        cmocka_unit_test(bytes_of_another_length_are_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
