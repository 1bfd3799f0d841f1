/* redact/load.c: a file of redactions is read whole, or refused with file, line and id. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "redact/redactions.h"

static char path[] = "/tmp/wsalog-redactions-XXXXXX";

static int make_file(void **state)
{
    (void)state;
    int fd = mkstemp(path);
    return fd < 0 ? -1 : close(fd);
}

static int remove_file(void **state)
{
    (void)state;
    return unlink(path);
}

static enum status load(const char *text, struct redaction_set **set, struct error *err)
{
    FILE *f = fopen(path, "w");
    assert_non_null(f);
    assert_true(fputs(text, f) >= 0);
    assert_int_equal(fclose(f), 0);
    return redactions_load(path, set, err);
}

static void a_set_is_read(void **state)
{
    (void)state;
    struct redaction_set *set = NULL;
    struct error err;
    assert_int_equal(load("redactions:\n"
                          "  - {id: a, about: b, pattern: '(?<host>x)', "
                          "examples: [{line: x, becomes: host-1}]}\n"
                          "keep: [localhost]\n",
                          &set, &err),
                     STATUS_OK);
    assert_int_equal(set->count, 1);
    assert_string_equal(set->items[0].id, "a");
    assert_string_equal(set->items[0].examples[0].becomes, "host-1");
    assert_int_equal(set->keep_count, 1);
    redactions_free(set);
}

static void mistakes_are_named(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        const char *words;
    } rows[] = {
        {"", ": holds no redactions"},
        {"redactions:\n  - {id: a, about: b, pattern: '(?<host>x', "
         "examples: [{line: x, becomes: y}]}\nkeep: [x]\n",
         ":2: redaction a: pattern: offset 9: missing closing parenthesis"},
        {"redactions:\n  - {id: a, about: b, pattern: '(?<name>x)', "
         "examples: [{line: x, becomes: y}]}\nkeep: [x]\n",
         ":2: redaction a: the pattern has no group named ip, host, user, mail, share or secret"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct redaction_set *set = NULL;
        struct error err = {0};
        assert_int_not_equal(load(rows[i].text, &set, &err), STATUS_OK);
        assert_null(set);
        assert_memory_equal(err.text, path, strlen(path));
        assert_string_equal(err.text + strlen(path), rows[i].words);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_set_is_read),
        cmocka_unit_test(mistakes_are_named),
    };
    return cmocka_run_group_tests(tests, make_file, remove_file);
}
