/* rules/: files read, joined and refused. Each mistake is named with file, line and rule. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "rules/ruleset.h"

static char folder[] = "/tmp/wsalog-rules-XXXXXX";
static char path_a[64], path_b[64], path_csv[64];

static int make_folder(void **state)
{
    (void)state;
    if (!mkdtemp(folder))
        return -1;
    (void)snprintf(path_a, sizeof path_a, "%s/a.yaml", folder);
    (void)snprintf(path_b, sizeof path_b, "%s/b.yaml", folder);
    (void)snprintf(path_csv, sizeof path_csv, "%s/messages.csv", folder);
    return 0;
}

static int remove_folder(void **state)
{
    (void)state;
    (void)unlink(path_a);
    (void)unlink(path_b);
    (void)unlink(path_csv);
    return rmdir(folder);
}

static void put(const char *path, const char *text)
{
    FILE *f = fopen(path, "w");
    assert_non_null(f);
    assert_true(fputs(text, f) >= 0);
    assert_int_equal(fclose(f), 0);
}

#define TRIGGER "triggers:\n  - {name: number, pattern: '1[01]'}\n"

static void expect_error(const char *yaml, const char *words)
{
    put(path_a, yaml);
    const char *paths[] = {path_a};
    struct ruleset *set = NULL;
    struct error err = {0};
    assert_int_not_equal(ruleset_load(NULL, paths, 1, &set, &err), STATUS_OK);
    assert_null(set);
    size_t prefix = strlen(path_a);
    assert_memory_equal(err.text, path_a, prefix);
    if (strcmp(err.text + prefix, words) != 0)
        fail_msg("expected FILE%s\nfound    FILE%s", words, err.text + prefix);
}

static void mistakes_are_named(void **state)
{
    (void)state;
    static const struct {
        const char *yaml;
        const char *words;
    } rows[] = {
        {"rulez: []\n", ":1: Unexpected key: rulez"},
        {"rules:\n  - id: x\n    about: \"y\n", ":4: found unexpected end of stream"},
        {"rules:\n  - about: y\n", ":2: Missing required mapping field: id"},
        {TRIGGER "rules:\n  - {id: x, about: y, confidence: sure, triggers: [number], "
                 "pattern: '(?<code>1)'}\n",
         ":4: rule x: confidence is certain, likely or possible, not sure"},
        {TRIGGER "rules:\n  - {id: x, about: y, confidence: certain, triggers: [digits], "
                 "pattern: '(?<code>1)'}\n",
         ":4: rule x: unknown trigger digits"},
        {TRIGGER "rules:\n  - {id: x, about: y, confidence: certain, triggers: [number], "
                 "pattern: '(?<code>1'}\n",
         ":4: rule x: pattern: offset 9: missing closing parenthesis"},
        {TRIGGER "rules:\n  - {id: x, about: y, confidence: certain, triggers: [number], "
                 "pattern: '(?<code>1)', operation: knock}\n",
         ":4: rule x: unknown operation knock"},
        {"rules:\n  - {id: x, about: y, confidence: certain, pattern: '(?<code>1)'}\n",
         ":2: rule x: needs a pattern and triggers, or a column"},
        {TRIGGER "rules:\n  - {id: x, about: y, confidence: certain, triggers: [number], "
                 "column: sc-win32-status}\n",
         ":4: rule x: a column holds the code itself: no pattern, triggers, error or multiline "
         "beside it"},
        {TRIGGER "rules:\n  - {id: x, about: y, confidence: certain, triggers: [number], "
                 "pattern: 'z'}\n",
         ":4: rule x: needs either a group that captures the error (code, hex, hresult, "
         "decimal_hresult, name, low, openssl) or a fixed error, and not both"},
        {TRIGGER "rules:\n  - {id: x, about: y, confidence: certain, triggers: [number], "
                 "pattern: '(?<code>1)'}\n  - {id: x, about: z, confidence: certain, triggers: "
                 "[number], pattern: '(?<code>1)'}\n",
         ":5: rule x: another rule has this id"},
        {"guards:\n  - {id: g, about: y, pattern: 'z'}\n",
         ":2: guard g: the pattern has no group named number"},
        {"triggers:\n  - {name: t, pattern: '['}\n",
         ":2: trigger t: pattern: offset 1: missing terminating ] for character class"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        expect_error(rows[i].yaml, rows[i].words);
}

static void a_missing_file_is_named(void **state)
{
    (void)state;
    const char *paths[] = {"/nonexistent.yaml"};
    struct ruleset *set = NULL;
    struct error err = {0};
    assert_int_equal(ruleset_load(NULL, paths, 1, &set, &err), STATUS_IO);
    assert_non_null(strstr(err.text, "/nonexistent.yaml"));
    assert_non_null(strstr(err.text, "No such file"));
}

static const char rule_a[] = TRIGGER
    "rules:\n"
    "  - id: one\n    about: first\n    confidence: certain\n    triggers: [number]\n"
    "    pattern: '(?<code>1\\d{4})'\n"
    "    match:\n      - {codes: [10054, 10061], line: 'a line'}\n"
    "    refuse: ['another']\n"
    "  - id: two\n    about: second\n    confidence: likely\n    triggers: [number]\n"
    "    pattern: 'x'\n    error: WSAEINTR\n    operation: bind\n    multiline: true\n"
    "guards:\n  - {id: g, about: ports, pattern: '(?<number>1)', refuse: [a], keep: [b, c]}\n"
    "continuations: ['at ']\n";

static void everything_is_read(void **state)
{
    (void)state;
    put(path_a, "# nothing\n");
    put(path_b, "guards:\n  - {id: g, about: 'x', pattern: '(?<number>1)', refuse: [a], keep: [b, "
                "c]}\n");
    put(path_a, rule_a);
    const char *paths[] = {path_a};
    struct ruleset *set = NULL;
    struct error err;
    if (ruleset_load(NULL, paths, 1, &set, &err))
        fail_msg("%s", err.text);
    assert_int_equal(set->rule_count, 2);
    const struct rule *one = &set->rules[0], *two = &set->rules[1];
    assert_string_equal(one->id, "one");
    assert_int_equal(one->line, 4);
    assert_int_equal(one->confidence, CONFIDENCE_CERTAIN);
    assert_int_equal(one->trigger_count, 1);
    assert_int_equal(one->match_count, 1);
    assert_int_equal(one->match[0].codes[1], 10061);
    assert_string_equal(one->match[0].line, "a line");
    assert_string_equal(one->refuse[0], "another");
    assert_string_equal(one->error, "");
    assert_string_equal(two->error, "WSAEINTR");
    assert_int_equal(two->operation, OPERATION_BIND);
    assert_true(two->multiline);
    assert_int_equal(set->guard_count, 1);
    assert_int_equal(set->guards[0].keep_count, 2);
    assert_int_equal(set->continuation_count, 1);
    ruleset_free(set);
}

static void later_files_win(void **state)
{
    (void)state;
    put(path_a, rule_a);
    put(path_b, "rules:\n  - {id: two, about: mine, confidence: certain, triggers: [number], "
                "pattern: '(?<code>1)'}\n");
    const char *paths[] = {path_a, path_b};
    struct ruleset *set = NULL;
    struct error err;
    if (ruleset_load(NULL, paths, 2, &set, &err))
        fail_msg("%s", err.text);
    assert_int_equal(set->rule_count, 2);
    assert_string_equal(set->rules[0].about, "mine");
    assert_string_equal(set->rules[1].id, "one");
    ruleset_free(set);
}

static void a_pack_lies_over_the_built_in_rules(void **state)
{
    (void)state;
    put(path_a, "rules:\n  - {id: site, about: ours, confidence: certain, triggers: [number], "
                "pattern: 'code=(?<code>1\\d{4})'}\n");
    const char *paths[] = {path_a};
    const struct ruleset *base = ruleset_builtin();
    struct ruleset *set = NULL;
    struct error err;
    if (ruleset_load(base, paths, 1, &set, &err))
        fail_msg("%s", err.text);
    assert_int_equal(set->rule_count, base->rule_count + 1);
    assert_string_equal(set->rules[0].id, "site");
    assert_int_equal(set->message_count, base->message_count);
    assert_int_equal(set->guard_count, base->guard_count);
    ruleset_free(set);
}

static void a_directory_is_read_in_order(void **state)
{
    (void)state;
    put(path_a, rule_a);
    put(path_b, "rules:\n  - {id: three, about: x, confidence: certain, triggers: [number], "
                "pattern: '(?<code>1)'}\n");
    const char *paths[] = {folder};
    struct ruleset *set = NULL;
    struct error err;
    if (ruleset_load(NULL, paths, 1, &set, &err))
        fail_msg("%s", err.text);
    assert_int_equal(set->rule_count, 3);
    assert_string_equal(set->rules[0].id, "one");
    assert_string_equal(set->rules[2].id, "three");
    ruleset_free(set);
}

static void message_rows_are_checked(void **state)
{
    (void)state;
    static const char head[] = "code,language,text,trigger,ambiguous,source\n";
    static const struct {
        const char *row;
        const char *words;
    } rows[] = {
        {"x,en,some text,some text,,s\n", ":2: column code: 'x' is no error code"},
        {"10054,en,some text,other,,s\n",
         ":2: column trigger: must be a part of the text, 5 bytes or longer"},
        {"10054,en,some text,some,,s\n",
         ":2: column trigger: must be a part of the text, 5 bytes or longer"},
        {"10054,en,some text,some text,maybe,s\n",
         ":2: column ambiguous: 'maybe' is neither empty, nor 'weak', nor a second code"},
    };
    put(path_a, TRIGGER);
    const char *paths[] = {path_a, path_csv};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char text[256];
        (void)snprintf(text, sizeof text, "%s%s", head, rows[i].row);
        put(path_csv, text);
        struct ruleset *set = NULL;
        struct error err = {0};
        assert_int_not_equal(ruleset_load(NULL, paths, 2, &set, &err), STATUS_OK);
        assert_string_equal(err.text + strlen(path_csv), rows[i].words);
    }
}

static void messages_are_added(void **state)
{
    (void)state;
    put(path_csv, "code,language,text,trigger,ambiguous,source\n"
                  "10054,xx,the far end hung up,hung up,,site\n");
    const char *paths[] = {path_csv};
    struct ruleset *set = NULL;
    struct error err;
    if (ruleset_load(ruleset_builtin(), paths, 1, &set, &err))
        fail_msg("%s", err.text);
    assert_int_equal(set->message_count, ruleset_builtin()->message_count + 1);
    assert_string_equal(set->messages[0].language, "xx");
    assert_int_equal(set->rule_count, ruleset_builtin()->rule_count);
    ruleset_free(set);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(mistakes_are_named),
        cmocka_unit_test(a_missing_file_is_named),
        cmocka_unit_test(everything_is_read),
        cmocka_unit_test(later_files_win),
        cmocka_unit_test(a_pack_lies_over_the_built_in_rules),
        cmocka_unit_test(a_directory_is_read_in_order),
        cmocka_unit_test(message_rows_are_checked),
        cmocka_unit_test(messages_are_added),
    };
    return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
