#include "input/block.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

/* A block goes from log to log; what it held before is gone. */
static void a_block_is_reused(void **state)
{
    (void)state;
    struct block b = {0};
    for (size_t size = 4096; size >= 16; size /= 2) {
        assert_true(block_begin(&b, size));
        assert_int_equal(b.room, 4096);
        assert_int_equal(b.len, 0);
        assert_int_equal(b.lead, 0);
        assert_int_equal(b.owned_len, 0);
        assert_false(b.cut);
        memset(b.bytes, 'x', size);
        b.len = b.owned_len = size;
        b.cut = true;
    }
    block_release(&b);
    assert_null(b.bytes);
    block_release(&b);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(a_block_is_reused)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
