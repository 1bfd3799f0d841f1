#include "base/os_file.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static void globs(void **state)
{
    (void)state;
    const struct {
        const char *pattern;
        const char *path;
        bool matches;
    } cases[] = {
        {"*.log", "a.log", true},
        {"*.log", "a.log.1", false},
        {"*.log", "dir/a.log", false},
        {"*.log*", "a.log.1", true},
        {"a?c", "abc", true},
        {"[a-c]x", "bx", true},
        {"[!a-c]x", "bx", false},
        {"dir/*.log", "dir/a.log", true},
        {"dir/*.log", "dir/sub/a.log", false},
        {"dir/**", "dir/sub/a.log", true},
        {"**/a.log", "a.log", true},
        {"**/a.log", "x/y/a.log", true},
        {"dir/**/a.log", "dir/a.log", true},
        {"dir/**/a.log", "dir/x/y/a.log", true},
        {"dir/**/a.log", "dirx/a.log", false},
        {"*.{log,txt}", "a.txt", true},
        {"*.{log,txt}", "a.csv", false},
        {"{a,b}/{c,d}", "b/c", true},
        {"{a,b}/{c,d}", "b/e", false},
        {"{a,{b,c}}x", "cx", true},
        {"{open", "{open", true},
        {"a\\{b,c}", "a{b,c}", true},
        {"", "a", false},
        {"{,a}", "a", true},
        {"{}", "", true},
        {"{a,b", "{a,b", true},
        {"IIS*", "iis.log", false},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        if (os_glob_match(cases[i].pattern, cases[i].path) != cases[i].matches)
            fail_msg("%s on %s", cases[i].pattern, cases[i].path);
}

/* A pattern that stands for very many others is given up, not tried for hours. */
static void too_many_alternatives(void **state)
{
    (void)state;
    char pattern[30 * 5 + 1] = "";
    for (int i = 0; i < 30; i++)
        memcpy(pattern + i * 5, "{a,b}", 6);
    assert_false(os_glob_match(pattern, "c"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(globs),
        cmocka_unit_test(too_many_alternatives),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
