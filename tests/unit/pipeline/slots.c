/* pipeline/slots.c: what is merged next. */
#include "pipeline/slots.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static struct slot *take(struct slots *s, reading_number number, enum reading what, struct log *log)
{
    struct slot *slot = slots_take(s);
    assert_non_null(slot);
    slot->number = number;
    slot->what = what;
    slot->log = log;
    slot->last = what == READING_LOG_END;
    return slot;
}

static void merge(struct slots *s, struct slot *slot)
{
    slot->what = READING_DONE;
    assert_null(slots_merged(s, slot, false));
}

static void in_source_order(void **state)
{
    (void)state;
    struct slots s;
    struct log log = {.file = 0};
    slots_init(&s);
    assert_true(slots_make(&s, 4));
    struct slot *block = take(&s, 0, READING_BLOCK, &log);
    struct slot *end = take(&s, 1, READING_LOG_END, &log);
    struct slot *next = take(&s, reading_of_file(1), READING_BLOCK, NULL);
    assert_null(slots_done(&s, next));
    assert_null(slots_done(&s, end));
    assert_ptr_equal(slots_done(&s, block), block);
    assert_ptr_equal(slots_merged(&s, block, false), end);
    end->what = READING_DONE;
    assert_ptr_equal(slots_merged(&s, end, false), next);
    merge(&s, next);
    slots_release(&s);
}

/* Who scans a block that has become void looks at its log: that is not freed until he is done. */
static void the_end_waits_for_what_is_void(void **state)
{
    (void)state;
    struct slots s;
    struct log log = {.file = 0};
    slots_init(&s);
    assert_true(slots_make(&s, 4));
    merge(&s, slots_done(&s, take(&s, 0, READING_BLOCK, &log)));
    struct slot *late = take(&s, 2, READING_BLOCK, &log);
    slots_void(&s, 1);
    merge(&s, slots_done(&s, take(&s, 1, READING_BLOCK, &log)));
    struct slot *end = take(&s, 2, READING_LOG_END, &log);
    assert_null(slots_done(&s, end));
    assert_ptr_equal(slots_done(&s, late), end);
    merge(&s, end);
    assert_int_equal(s.free_count, 4);
    slots_release(&s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(in_source_order),
        cmocka_unit_test(the_end_waits_for_what_is_void),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
