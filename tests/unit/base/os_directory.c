#include "base/os_file.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <sys/stat.h>

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

static void entries_of_an_open_one(void **state)
{
    (void)state;
    assert_int_equal(mkdir("folder", 0700), 0);
    write_file("folder/five", "12345", 5);
    struct os_folder folder;
    struct os_stat is;
    char **names;
    assert_true(os_folder_open("folder", &folder));
    assert_int_equal(os_folder_list(&folder, &names), 1);
    assert_string_equal(names[0], "five");
    assert_int_equal(rename("folder", "moved"), 0);
    assert_true(os_folder_stat(&folder, "five", &is));
    assert_int_equal(is.kind, OS_REGULAR);
    assert_int_equal(is.size, 5);
    assert_false(os_folder_stat(&folder, "six", &is));
    os_folder_close(&folder);
    os_folder_close(&folder); /* closed is fine */
    free(names);
    assert_false(os_folder_open("folder", &folder));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        folder_test(names_in_byte_order),
        folder_test(an_empty_one),
        folder_test(what_cannot_be_listed),
        folder_test(entries_of_an_open_one),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
