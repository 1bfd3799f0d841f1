#include "base/error.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static void message_and_status(void **state)
{
    (void)state;
    struct error err;
    assert_int_equal(error_set(&err, STATUS_INVALID, "line %d: %s", 7, "no code"), STATUS_INVALID);
    assert_int_equal(err.status, STATUS_INVALID);
    assert_string_equal(err.text, "line 7: no code");
    assert_int_equal(error_no_memory(&err), STATUS_NO_MEMORY);
    assert_string_equal(err.text, "out of memory");
    assert_int_equal(error_set(NULL, STATUS_IO, "nobody listens"), STATUS_IO);
}

static void a_long_message_is_cut(void **state)
{
    (void)state;
    struct error err;
    (void)error_set(&err, STATUS_LIMIT, "%2000d", 1);
    assert_int_equal(strlen(err.text), ERROR_TEXT_MAX - 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(message_and_status),
        cmocka_unit_test(a_long_message_is_cut),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
