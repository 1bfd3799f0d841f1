/* The built-in rules prove themselves, with each prefilter; and every rule brings enough proof. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "engine/multi.h"
#include "pipeline/proof.h"

#define EXAMPLES_MIN 2

static void print_failure(void *state, const struct proof_failure *f)
{
    (void)state;
    print_error("%s:%d: %s %s: %s\n    %s\n", f->file, f->line, f->kind, f->id, f->what,
                f->example);
}

static void prove(enum prefilter prefilter)
{
    struct proof_observer observer = {.failed = print_failure};
    struct proof_summary summary;
    struct error err;
    if (proof_run(catalog_builtin(), ruleset_builtin(), prefilter, NULL, &observer, &summary, &err))
        fail_msg("%s", err.text);
    print_message("%zu rules, %zu guards, %zu messages: %zu examples\n", summary.rules,
                  summary.guards, summary.messages, summary.examples);
    assert_int_equal(summary.failures, 0);
    assert_int_equal(summary.rules, ruleset_builtin()->rule_count);
    assert_int_equal(summary.guards, ruleset_builtin()->guard_count);
    assert_int_equal(summary.messages, ruleset_builtin()->message_count);
}

static void with_pcre2(void **state)
{
    (void)state;
    prove(PREFILTER_PCRE2);
}

static void with_vectorscan(void **state)
{
    (void)state;
    if (!multi_available())
        skip();
    prove(PREFILTER_VECTORSCAN);
}

/* Without triggers: a trigger that misses a line shows as a difference to this. */
static void without_prefilter(void **state)
{
    (void)state;
    prove(PREFILTER_NONE);
}

static void every_rule_and_guard_has_examples(void **state)
{
    (void)state;
    const struct ruleset *set = ruleset_builtin();
    size_t poor = 0;
    for (size_t i = 0; i < set->rule_count; i++) {
        const struct rule *r = &set->rules[i];
        if (r->match_count < EXAMPLES_MIN || r->refuse_count < EXAMPLES_MIN) {
            print_error("%s:%d: rule %s: %zu match, %zu refuse\n", r->file, r->line, r->id,
                        r->match_count, r->refuse_count);
            poor++;
        }
    }
    for (size_t i = 0; i < set->guard_count; i++) {
        const struct guard *g = &set->guards[i];
        if (g->refuse_count < EXAMPLES_MIN || g->keep_count < EXAMPLES_MIN) {
            print_error("%s:%d: guard %s: %zu refuse, %zu keep\n", g->file, g->line, g->id,
                        g->refuse_count, g->keep_count);
            poor++;
        }
    }
    assert_true(set->rule_count > 0 && set->guard_count > 0);
    assert_int_equal(poor, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(with_pcre2),
        cmocka_unit_test(with_vectorscan),
        cmocka_unit_test(without_prefilter),
        cmocka_unit_test(every_rule_and_guard_has_examples),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
