#include "engine/hash.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

static void in_pieces_as_in_one(void **state)
{
    (void)state;
    char text[5000];
    for (size_t i = 0; i < sizeof text; i++)
        text[i] = (char)(i * 31 % 251);
    for (size_t len = 0; len <= sizeof text; len += 313) {
        struct hasher *h = hasher_new(42);
        assert_non_null(h);
        for (size_t at = 0; at < len; at += 101) {
            assert_true(hash_equal(hasher_value(h), hash_of((struct str){text, at}, 42)));
            hasher_add(h, str_slice((struct str){text, len}, at, 101));
        }
        assert_true(hash_equal(hasher_value(h), hash_of((struct str){text, len}, 42)));
        hasher_free(h);
    }
}

static void another_seed_another_hash(void **state)
{
    (void)state;
    assert_false(hash_equal(hash_of(STR("text"), 1), hash_of(STR("text"), 2)));
    assert_false(hash_equal(hash_of(STR("text"), 1), hash_of(STR("Text"), 1)));
    hasher_free(NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(in_pieces_as_in_one),
        cmocka_unit_test(another_seed_another_hash),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
