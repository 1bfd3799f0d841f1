#include "base/arena.h"

#include <setjmp.h>
#include <stdalign.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static void zeroed_and_aligned(void **state)
{
    (void)state;
    struct arena a = ARENA_INIT(SIZE_MAX);
    for (size_t size = 0; size < 300; size++) {
        unsigned char *p = arena_alloc(&a, size);
        assert_non_null(p);
        assert_int_equal((uintptr_t)p % alignof(max_align_t), 0);
        for (size_t i = 0; i < size; i++)
            assert_int_equal(p[i], 0);
        if (size)
            memset(p, 0xff, size); /* must not show in a later one */
    }
    arena_release(&a);
    assert_null(a.last);
    assert_int_equal(a.used, 0);
}

static void larger_than_a_chunk(void **state)
{
    (void)state;
    struct arena a = ARENA_INIT(SIZE_MAX);
    char *small = arena_copy(&a, STR("small"));
    char *large = arena_alloc(&a, 1 << 20);
    char *next = arena_copy(&a, STR("next"));
    assert_non_null(large);
    memset(large, 'x', 1 << 20);
    assert_string_equal(small, "small");
    assert_string_equal(next, "next");
    arena_release(&a);
}

static void the_ceiling_holds(void **state)
{
    (void)state;
    struct arena a = ARENA_INIT(64);
    assert_non_null(arena_alloc(&a, 48));
    assert_null(arena_alloc(&a, 17));
    assert_non_null(arena_alloc(&a, 16)); /* still valid */
    assert_null(arena_alloc(&a, 1));
    arena_release(&a);
    assert_non_null(arena_alloc(&a, 64));
    arena_release(&a);
}

static void sizes_that_overflow(void **state)
{
    (void)state;
    struct arena a = ARENA_INIT(SIZE_MAX);
    assert_null(arena_alloc(&a, SIZE_MAX));
    assert_null(arena_array(&a, SIZE_MAX / 2, 4));
    assert_null(arena_array(&a, 4, SIZE_MAX / 2));
    assert_non_null(arena_array(&a, 4, 0));
    assert_non_null(arena_array(&a, 0, 4));
    arena_release(&a);
}

static void copies(void **state)
{
    (void)state;
    struct arena a = ARENA_INIT(4096);
    char text[] = "abc";
    char *copy = arena_copy(&a, (struct str){text, 2});
    char *bytes = arena_copy_bytes(&a, text, 3);
    text[0] = 'x';
    assert_string_equal(copy, "ab");
    assert_memory_equal(bytes, "abc", 3);
    assert_string_equal(arena_copy(&a, (struct str){NULL, 0}), "");
    arena_release(&a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(zeroed_and_aligned),
        cmocka_unit_test(larger_than_a_chunk),
        cmocka_unit_test(the_ceiling_holds),
        cmocka_unit_test(sizes_that_overflow),
        cmocka_unit_test(copies),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
