#include "state/fingerprint.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

static void only_the_text_before_the_place_counts(void **state)
{
    (void)state;
    struct fingerprint a = fingerprint_make(STR("one two"), 3, STR("one"), 7);
    struct fingerprint b = fingerprint_make(STR("one three"), 3, STR("one"), 7);
    assert_int_equal(a.head_len, 3);
    assert_true(hash_equal(a.head, b.head) && hash_equal(a.tail, b.tail));
    b = fingerprint_make(STR("one three"), 4, STR("one "), 7);
    assert_false(hash_equal(a.head, b.head));
}

static void the_head_ends_after_64_kib(void **state)
{
    (void)state;
    static char text[FINGERPRINT_HEAD_BYTES + 100];
    memset(text, 'x', sizeof text);
    struct str head = {text, sizeof text};
    struct fingerprint a = fingerprint_make(head, sizeof text, STR("t"), 7);
    text[FINGERPRINT_HEAD_BYTES] = 'y';
    struct fingerprint b = fingerprint_make(head, (uint64_t)1 << 40, STR("u"), 7);
    assert_int_equal(a.head_len, FINGERPRINT_HEAD_BYTES);
    assert_true(hash_equal(a.head, b.head));
    assert_false(hash_equal(a.tail, b.tail));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(only_the_text_before_the_place_counts),
        cmocka_unit_test(the_head_ends_after_64_kib),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
