#include "base/os_file.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <sys/stat.h>
#include <unistd.h>

#include "folder.h"

static void names_in_byte_order(void **state)
{
    (void)state;
    const char *const expected[] = {".hidden", "A", "a", "a b", "a.log", "b", "\xff"};
    for (size_t i = 7; i-- > 0;)
        write_file(expected[i], "", 0);
    struct os_entry *entries;
    assert_int_equal(os_list_directory(".", &entries), 7);
    for (size_t i = 0; i < 7; i++)
        assert_string_equal(entries[i].name, expected[i]);
    free(entries);
}

static void an_empty_one(void **state)
{
    (void)state;
    struct os_entry *entries;
    assert_int_equal(os_list_directory(".", &entries), 0);
    assert_non_null(entries);
    free(entries);
}

static void what_cannot_be_listed(void **state)
{
    (void)state;
    struct os_entry *entries;
    assert_int_equal(os_list_directory("missing", &entries), -1);
    assert_null(entries);
    assert_string_equal(os_reason(), "No such file or directory");
    write_file("file", "", 0);
    assert_int_equal(os_list_directory("file", &entries), -1);
    assert_string_equal(os_reason(), "Not a directory");
}

/* A link is not what it leads to, and a folder no file. Where a file system tells nothing, nothing
 * is a regular file. */
static void what_is_surely_a_file(void **state)
{
    (void)state;
    struct os_entry *entries;
    write_file("file", "", 0);
    assert_int_equal(mkdir("folder", 0700), 0);
    assert_int_equal(symlink("file", "link"), 0);
    assert_int_equal(mkfifo("pipe", 0600), 0);
    assert_int_equal(os_list_directory(".", &entries), 4);
    for (size_t i = 1; i < 4; i++)
        assert_false(entries[i].regular);
    free(entries);
}

static void entries_of_an_open_one(void **state)
{
    (void)state;
    assert_int_equal(mkdir("folder", 0700), 0);
    write_file("folder/five", "12345", 5);
    struct os_folder folder;
    struct os_stat is;
    struct os_entry *entries;
    assert_true(os_folder_open("folder", &folder));
    assert_int_equal(os_folder_list(&folder, &entries), 1);
    assert_string_equal(entries[0].name, "five");
    assert_int_equal(rename("folder", "moved"), 0);
    assert_true(os_folder_stat(&folder, "five", &is));
    assert_int_equal(is.kind, OS_REGULAR);
    assert_int_equal(is.size, 5);
    assert_false(os_folder_stat(&folder, "six", &is));
    os_folder_close(&folder);
    os_folder_close(&folder); /* closed is fine */
    free(entries);
    assert_false(os_folder_open("folder", &folder));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        folder_test(names_in_byte_order),    folder_test(an_empty_one),
        folder_test(what_cannot_be_listed),  folder_test(what_is_surely_a_file),
        folder_test(entries_of_an_open_one),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
