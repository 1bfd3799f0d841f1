/* scan/group.c: what opens a group. */
#include "fixture.h"

#include "scan/group.h"

static void each_kind_is_read(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        size_t len;
        enum group_kind kind;
        const char *name;
        bool ahead, refuses;
    } rows[] = {
        {"(a)", 1, GROUP_PLAIN, "", false, false},
        {"(?:a)", 3, GROUP_PLAIN, "", false, false},
        {"(?i-s:a)", 6, GROUP_PLAIN, "", false, false},
        {"(?<code>a)", 8, GROUP_NAMED, "code", false, false},
        {"(?P<code>a)", 9, GROUP_NAMED, "code", false, false},
        {"(?=a)", 3, GROUP_LOOK, "", true, false},
        {"(?!a)", 3, GROUP_LOOK, "", true, true},
        {"(?<=a)", 4, GROUP_LOOK, "", false, false},
        {"(?<!a)", 4, GROUP_LOOK, "", false, true},
        {"(?i)a", 4, GROUP_OPTIONS, "", false, false},
        {"(?-i)a", 5, GROUP_OPTIONS, "", false, false},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const char *at = rows[i].text;
        struct group group;
        assert_true(group_open(&at, &group));
        assert_ptr_equal(at, rows[i].text + rows[i].len);
        assert_int_equal(group.kind, rows[i].kind);
        assert_true(str_equal(group.name, str_from(rows[i].name)));
        assert_int_equal(group.ahead, rows[i].ahead);
        assert_int_equal(group.refuses, rows[i].refuses);
    }
}

static void others_are_refused(void **state)
{
    (void)state;
    static const char *const texts[] = {"(?>a)",  "(?|a)",  "(?#a)",   "(?(1)a)",  "(?1)",
                                        "(?P>a)", "(?P=a)", "(?'a'b)", "(?<a",     "(?",
                                        "(?R)",   "(?C)",   "(?x)",    "(?ix: a)", "(*SKIP)"};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        const char *at = texts[i];
        struct group group;
        if (group_open(&at, &group))
            fail_msg("%s", texts[i]);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_kind_is_read),
        cmocka_unit_test(others_are_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
