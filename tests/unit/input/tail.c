#include "input/tail.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

static void the_last_bytes_of_all_pieces(void **state)
{
    (void)state;
    static char text[4 * TAIL_BYTES];
    static struct tail t;
    for (size_t i = 0; i < sizeof text; i++)
        text[i] = (char)(i * 7 % 253);
    const size_t steps[] = {1, 100, TAIL_BYTES - 1, TAIL_BYTES, TAIL_BYTES + 1, sizeof text};
    for (size_t k = 0; k < sizeof steps / sizeof *steps; k++) {
        tail_clear(&t);
        for (size_t at = 0; at < sizeof text; at += steps[k]) {
            tail_add(&t, str_slice((struct str){text, sizeof text}, at, steps[k]));
            size_t end = at + steps[k] < sizeof text ? at + steps[k] : sizeof text;
            size_t len = end < TAIL_BYTES ? end : TAIL_BYTES;
            assert_true(str_equal(tail_str(&t), (struct str){text + end - len, len}));
        }
    }
    tail_clear(&t);
    tail_add(&t, STR(""));
    assert_int_equal(tail_str(&t).len, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(the_last_bytes_of_all_pieces)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
