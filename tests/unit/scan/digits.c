/* scan/digits.c: which runs of digits the patterns tell apart. */
#include "digits_fixture.h"

#include "rules/ruleset.h"
#include "scan/sieve.h"
#include "scan/snapshot.h"

/* Whether the run in <> matters to the pattern. */
static bool matters(const char *pattern, const char *text)
{
    char line[128];
    size_t from = 0, to = 0, len = 0;
    for (const char *p = text; *p; p++) {
        if (*p == '<')
            from = len;
        else if (*p == '>')
            to = len;
        else
            line[len++] = *p;
    }
    struct digits_fixture f = DIGITS_FIXTURE(pattern);
    struct str whole = {line, len};
    bool found = digits_matter(f.memory, whole, from, to);
    assert_int_equal(digits_matter(f.memory, whole, from, to), found); /* remembered */
    digits_fixture_close(&f);
    return found;
}

static void runs_that_any_digits_match_do_not_matter(void **state)
{
    (void)state;
    static const struct {
        const char *pattern, *text;
        bool matters;
    } rows[] = {
        {"error 1[01]\\d{3}\\b", "error <10054>", true},
        {"error 1[01]\\d{3}\\b", "error <52578>", false},
        {"error 1[01]\\d{3}\\b", "error <1005>", false},
        {"error 1[01]\\d{3}\\b", "error <100541>", false},
        {"error 1[01]\\d{3}", "error <100541>", true}, /* it may end within the run */
        {"1[01]\\d{3}\\b", "<4410054>", true},         /* or begin in it */
        {"(?<!\\d)1[01]\\d{3}\\b", "<4410054>", false},
        {"\\b1[01]\\d{3}(?!\\d)", "<10054>", true},
        {"1[01]\\d{3}(?![\\w.])", "<100545>", false},
        {"port \\d+", "port <80>", false},
        {"port \\d+ 7", "port <80> 7", false},
        {"port [1-9]\\d*", "port <80>", true},
        {"port [0-9]+", "port <80>", false},
        {"port [^1]+", "port <80>", true},
        {"port [^a]+", "port <80>", false},
        {"port \\w+", "port <80>", false},
        {"port .*", "port <80>", false},
        {"x(?:64|32)-bit", "x<64>-bit", true},
        {"x(?:64|32)-bit", "x<64>:bit", false},
        {"code: 6[45]\\b", "code: <64>", true},
        {"code: 6[45]\\b", "at 10:<64>", false},
        {"[ :]6[45]\\b", " :<64>", true},
        {"(?i)e(?:rr)?99[5-7]?\\b", "e<99>", true},
        {"a(?=12)\\d\\d", "a<12>", true},
        {"a(?=12)\\d\\d", "a<13>", false},
        {"a(?!12)\\d\\d\\b", "a<12>", true},
        {":2*\\d\\b", ":<2>", false},
        {":2*+\\d\\b", ":<2>", true}, /* is not given back */
        {":(?:2|\\s)*+\\d\\b", ":<2>", true},
        {"\\x20(?:10){2,}\\b", " <101010>", true},
        {"\\x20(?:10){2,}\\b", " <111010>", false},
        {"fehlgeschlagen: \xc3\xa9?1[01]\\d\\b", "\xc3\xa9<101>", true},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (matters(rows[i].pattern, rows[i].text) != rows[i].matters)
            fail_msg("%s in %s", rows[i].pattern, rows[i].text);
}

static void what_is_read_matters(void **state)
{
    (void)state;
    assert_true(matters("error (?<code>\\d+)\\b", "error <52578>"));
    assert_true(matters("error (?<hex>[0-9a-f]{4})\\b", "error <2746>"));
    assert_false(matters("port (?<number>\\d+)\\b", "port <52578>"));
    assert_false(matters("to (?<peer>\\d+)\\b", "to <52578>"));
}

/* What is looked ahead for stands behind what is before it, not anywhere. */
static void lookaheads_have_a_place(void **state)
{
    (void)state;
    struct digits_fixture f = DIGITS_FIXTURE("state=(?!08)\\w{5}, code", "low (?:6|8)(?!\\w)");
    struct digits_memory *m = f.memory;
    assert_true(digits_matter(m, STR("state=08001, code"), 6, 11));
    assert_false(digits_matter(m, STR("state=18001, code"), 6, 11));
    assert_false(digits_matter(m, STR("port 08001"), 5, 10));
    assert_false(digits_matter(m, STR("at 10:08:08"), 9, 11));
    assert_true(digits_matter(m, STR("low 6"), 4, 5));
    assert_false(digits_matter(m, STR("low 619"), 4, 7));
    digits_fixture_close(&f);
}

static void what_is_part_of_a_word_does_not_stand_alone(void **state)
{
    (void)state;
    assert_true(digits_stand_alone(STR("17"), 0, 2));
    assert_true(digits_stand_alone(STR("T17Z"), 1, 3));
    assert_true(digits_stand_alone(STR("shop217."), 4, 7));
    assert_false(digits_stand_alone(STR("shop21."), 4, 6));
    assert_false(digits_stand_alone(STR("cafe217"), 4, 7));
    assert_false(digits_stand_alone(STR("0x217"), 2, 5));
    assert_false(digits_stand_alone(STR("_217"), 1, 4));
    assert_false(digits_stand_alone(STR("217k"), 0, 3));
}

/* One pattern that is not understood would make all logs slow, unnoticed. */
static void all_patterns_of_the_program_are_understood(void **state)
{
    (void)state;
    const struct ruleset *rules = ruleset_builtin();
    struct digits *d;
    struct error err;
    assert_int_equal(digits_new(&d, &err), STATUS_OK);
    for (size_t i = 0; i < rules->rule_count; i++)
        if (!digits_add(d, rules->rules[i].pattern))
            fail_msg("rule %s", rules->rules[i].id);
    for (size_t i = 0; i < rules->guard_count; i++)
        if (!digits_add(d, rules->guards[i].pattern))
            fail_msg("guard %s", rules->guards[i].id);
    for (size_t i = 0; i < rules->trigger_count; i++)
        if (!digits_add(d, rules->triggers[i].pattern))
            fail_msg("trigger %s", rules->triggers[i].name);
    const struct scan_snapshot *snapshot = scan_snapshot_builtin();
    assert_true(snapshot->digits.len > 0);
    assert_true(snapshot->sieve.len > 0 || !sieve_available());
    digits_free(d);
}

static void without_patterns_nothing_matters(void **state)
{
    (void)state;
    struct digits_fixture f = DIGITS_FIXTURE("plain words");
    assert_false(digits_matter(f.memory, STR("error 10054"), 6, 11));
    digits_fixture_close(&f);
}

static void what_is_not_understood_is_refused(void **state)
{
    (void)state;
    struct digits *d;
    struct error err;
    assert_int_equal(digits_new(&d, &err), STATUS_OK);
    assert_false(digits_add(d, "(a)\\1"));
    digits_free(d);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(runs_that_any_digits_match_do_not_matter),
        cmocka_unit_test(what_is_read_matters),
        cmocka_unit_test(lookaheads_have_a_place),
        cmocka_unit_test(without_patterns_nothing_matters),
        cmocka_unit_test(what_is_part_of_a_word_does_not_stand_alone),
        cmocka_unit_test(all_patterns_of_the_program_are_understood),
        cmocka_unit_test(what_is_not_understood_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
