/* engine/regex.c: the same is found however often a pattern was searched for. */
#include "engine/regex.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#define SEARCHES 100 /* machine code is made before these are over */

struct searching {
    struct regex *regex;
    struct regex_scratch *scratch;
    struct span groups[REGEX_GROUPS_MAX];
};

static void begin(struct searching *s, const char *pattern)
{
    struct error err;
    assert_int_equal(regex_compile(pattern, &s->regex, &err), STATUS_OK);
    assert_int_equal(regex_scratch_new(&s->scratch, &err), STATUS_OK);
}

static void end(struct searching *s)
{
    regex_scratch_free(s->scratch);
    regex_free(s->regex);
}

static void matches_are_the_same(void **state)
{
    (void)state;
    struct searching s;
    begin(&s, "code (?<code>\\d+)|name (?<name>\\w+)");
    for (int i = 0; i < SEARCHES; i++) {
        struct str text = STR("a code 10054, a name WSAECONNRESET");
        assert_int_equal(regex_search(s.regex, s.scratch, text, 0, s.groups), REGEX_MATCH);
        assert_int_equal(s.groups[0].at, 2);
        assert_int_equal(s.groups[0].len, 10);
        assert_int_equal(regex_group(s.regex, s.groups, "code").at, 7);
        assert_true(regex_group(s.regex, s.groups, "name").at == SIZE_MAX);
        assert_int_equal(regex_search(s.regex, s.scratch, text, 12, s.groups), REGEX_MATCH);
        assert_int_equal(regex_group(s.regex, s.groups, "name").at, 21);
        assert_int_equal(regex_search(s.regex, s.scratch, text, 30, s.groups), REGEX_NO_MATCH);
        assert_int_equal(regex_search_until(s.regex, s.scratch, text, 0, 1, s.groups),
                         REGEX_NO_MATCH);
    }
    end(&s);
}

/* What takes long, and what takes too long. */
static void limits_are_the_same(void **state)
{
    (void)state;
    char text[40];
    memset(text, 'a', sizeof text);
    static const struct {
        size_t len;
        enum regex_result result;
    } rows[] = {{12, REGEX_NO_MATCH}, {40, REGEX_LIMITED}};
    for (size_t row = 0; row < sizeof rows / sizeof *rows; row++) {
        struct searching s;
        begin(&s, "^(?:a+)+[bc]d?$");
        for (int i = 0; i < SEARCHES; i++)
            assert_int_equal(
                regex_search(s.regex, s.scratch, (struct str){text, rows[row].len}, 0, s.groups),
                rows[row].result);
        end(&s);
    }
}

/* PCRE2's machine code loses this match when it looks first where one could begin. */
static void no_match_is_lost(void **state)
{
    (void)state;
    struct searching s;
    begin(&s, "x(?:abcd|ab)T*c");
    for (int i = 0; i < SEARCHES; i++)
        assert_int_equal(regex_search(s.regex, s.scratch, STR("xabcd="), 0, s.groups), REGEX_MATCH);
    end(&s);
}

static void bad_patterns_are_told(void **state)
{
    (void)state;
    struct regex *none;
    struct error err;
    assert_int_equal(regex_compile("a(b", &none, &err), STATUS_INVALID);
    assert_non_null(strstr(err.text, "offset 3: "));
    regex_free(NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(matches_are_the_same),
        cmocka_unit_test(no_match_is_lost),
        cmocka_unit_test(limits_are_the_same),
        cmocka_unit_test(bad_patterns_are_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
