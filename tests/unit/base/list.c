/* base/list.c: room for one more. */
#include "base/list.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

static void items_stay(void **state)
{
    (void)state;
    int *list = NULL;
    size_t count = 0, room = 0, moves = 0;
    while (count < 10000) {
        size_t before = room;
        int *more = list_grown(list, count, &room, sizeof *more);
        assert_non_null(more);
        assert_true(room > count);
        if (room == before)
            assert_ptr_equal(more, list);
        moves += room != before;
        list = more;
        list[count] = (int)count;
        count++;
    }
    for (size_t i = 0; i < count; i++)
        assert_int_equal(list[i], i);
    assert_true(moves < 10);
    free(list);
}

/* As many bytes as nobody can count, and then as nobody has. */
static void too_many(void **state)
{
    (void)state;
    char item;
    size_t room = SIZE_MAX / 2 + 1;
    assert_null(list_grown(&item, room, &room, 1));
    assert_int_equal(room, SIZE_MAX / 2 + 1);
    room = SIZE_MAX / 8;
    assert_null(list_grown(&item, room, &room, 8));
    assert_int_equal(room, SIZE_MAX / 8);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(items_stay),
        cmocka_unit_test(too_many),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
