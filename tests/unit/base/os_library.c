#include "base/os_library.h"

#include <setjmp.h>
#include <stdarg.h>
#include <string.h>

#include <cmocka.h>

#define C_FUNCTIONS(F) F(strlen) F(strcmp)
struct c_library {
    C_FUNCTIONS(OS_LIBRARY_MEMBER)
};
static const char *const names[] = {C_FUNCTIONS(OS_LIBRARY_NAME)};

static void functions_in_their_order(void **state)
{
    (void)state;
    struct c_library c = {0};
    struct error err;
    assert_int_equal(os_library_load("libc.so.6", names, OS_LIBRARY_COUNT(names), &c, &err),
                     STATUS_OK);
    assert_int_equal(c.strlen("four"), 4);
    assert_int_equal(c.strcmp("a", "a"), 0);
}

static void what_is_not_there_is_named(void **state)
{
    (void)state;
    struct c_library c;
    struct error err;
    assert_int_equal(os_library_load("libnowhere.so.7", names, 2, &c, &err), STATUS_NOT_FOUND);
    assert_non_null(strstr(err.text, "cannot load libnowhere.so.7"));

    static const char *const others[] = {"strlen", "no_such_function"};
    assert_int_equal(os_library_load("libc.so.6", others, 2, &c, &err), STATUS_NOT_FOUND);
    assert_non_null(strstr(err.text, "no_such_function"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(functions_in_their_order),
        cmocka_unit_test(what_is_not_there_is_named),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
