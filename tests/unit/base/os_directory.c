#include "base/os_file.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "folder.h"

static void names_in_byte_order(void **state)
{
    (void)state;
    const char *const expected[] = {".hidden", "A", "a", "a b", "a.log", "b", "\xff"};
    for (size_t i = 7; i-- > 0;)
        write_file(expected[i], "", 0);
    char **names;
    assert_int_equal(os_list_directory(".", &names), 7);
    for (size_t i = 0; i < 7; i++)
        assert_string_equal(names[i], expected[i]);
    free(names);
}

static void an_empty_one(void **state)
{
    (void)state;
    char **names;
    assert_int_equal(os_list_directory(".", &names), 0);
    assert_non_null(names);
    free(names);
}

static void what_cannot_be_listed(void **state)
{
    (void)state;
    char **names;
    assert_int_equal(os_list_directory("missing", &names), -1);
    assert_null(names);
    assert_string_equal(os_reason(), "No such file or directory");
    write_file("file", "", 0);
    assert_int_equal(os_list_directory("file", &names), -1);
    assert_string_equal(os_reason(), "Not a directory");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        folder_test(names_in_byte_order),
        folder_test(an_empty_one),
        folder_test(what_cannot_be_listed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
