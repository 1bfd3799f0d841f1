/* scan/lazy_regex.c: built-in patterns, which are proven to be found alike with machine code and
 * without. */
#include "scan/internal.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>

#include <cmocka.h>

#define SEARCHES 20 /* by then a new regex has machine code */

struct searching {
    struct regex *regex;
    struct regex_scratch *scratch;
};

static enum regex_result search(const struct searching *s, const char *line, struct span *groups)
{
    return regex_search(s->regex, s->scratch, str_from(line), 0, groups);
}

/* What the first search finds on the line, the last finds as well. */
static void check_line(const char *pattern, const char *line, struct regex_scratch *scratch)
{
    struct searching s = {.scratch = scratch};
    struct span first[REGEX_GROUPS_MAX] = {{0}}, last[REGEX_GROUPS_MAX] = {{0}};
    struct error err;
    assert_int_equal(regex_compile_proven(pattern, &s.regex, &err), STATUS_OK);
    enum regex_result result = search(&s, line, first);
    for (int i = 0; i < SEARCHES; i++)
        assert_int_equal(search(&s, line, last), result);
    if (result == REGEX_MATCH)
        assert_memory_equal(first, last, sizeof first);
    regex_free(s.regex);
}

static void built_in_patterns_are_proven(void **state)
{
    (void)state;
    const struct ruleset *set = ruleset_builtin();
    struct regex_scratch *scratch;
    struct error err;
    assert_int_equal(regex_scratch_new(&scratch, &err), STATUS_OK);
    for (size_t i = 0; i < set->rule_count; i++) {
        const struct rule *rule = &set->rules[i];
        for (size_t k = 0; *rule->pattern && k < rule->match_count; k++)
            check_line(rule->pattern, rule->match[k].line, scratch);
        for (size_t k = 0; *rule->pattern && k < rule->refuse_count; k++)
            check_line(rule->pattern, rule->refuse[k], scratch);
    }
    for (size_t i = 0; i < set->guard_count; i++) {
        for (size_t k = 0; k < set->guards[i].refuse_count; k++)
            check_line(set->guards[i].pattern, set->guards[i].refuse[k], scratch);
        for (size_t k = 0; k < set->guards[i].keep_count; k++)
            check_line(set->guards[i].pattern, set->guards[i].keep[k], scratch);
    }
    regex_scratch_free(scratch);
}

static void others_are_not(void **state)
{
    (void)state;
    const struct ruleset *set = ruleset_builtin();
    char like_it[4096];
    assert_true(ruleset_has_built_in(set->rules[0].pattern));
    assert_true(ruleset_has_built_in(set->triggers[0].pattern));
    (void)snprintf(like_it, sizeof like_it, "%s", set->rules[0].pattern);
    assert_false(ruleset_has_built_in(like_it));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(built_in_patterns_are_proven),
        cmocka_unit_test(others_are_not),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
