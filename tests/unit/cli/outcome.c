#include "cli/outcome.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static void the_first_that_holds_counts(void **state)
{
    (void)state;
    struct outcome o = {0};
    assert_int_equal(outcome_exit_status(&o), 0);
    o.incomplete = true;
    assert_int_equal(outcome_exit_status(&o), 3);
    o.condition = true;
    assert_int_equal(outcome_exit_status(&o), 1);
    o.interrupted = true;
    assert_int_equal(outcome_exit_status(&o), 130);
    o.unusable = true;
    assert_int_equal(outcome_exit_status(&o), 2);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_first_that_holds_counts),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
