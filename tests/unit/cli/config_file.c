#include "cli/config_file.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#define FILE_NAME "unit-config-file.conf"

struct loaded {
    struct config_file file;
    struct arena memory;
    struct error err;
    enum status status;
};

static struct loaded load(const void *bytes, size_t len)
{
    struct loaded l = {.memory = ARENA_INIT((size_t)1 << 24)};
    FILE *f = fopen(FILE_NAME, "wb");
    assert_non_null(f);
    assert_int_equal(fwrite(bytes, 1, len, f), len);
    assert_int_equal(fclose(f), 0);
    l.status = config_file_read(FILE_NAME, &l.memory, &l.file, &l.err);
    assert_int_equal(unlink(FILE_NAME), 0);
    return l;
}

static void assert_line(const struct loaded *l, size_t at, const char *section, const char *name,
                        const char *value, unsigned number)
{
    assert_true(at < l->file.count);
    const struct config_line *line = &l->file.lines[at];
    assert_string_equal(line->section, section);
    assert_string_equal(line->name, name);
    assert_string_equal(line->value, value);
    assert_int_equal(line->number, number);
}

static void names_values_and_sections(void **state)
{
    (void)state;
    static const char text[] = "\xEF\xBB\xBF# head\r\n"
                               "\r\n"
                               "  top=3\r\n"
                               "[ report ] # for one\r\n"
                               "\ttitle = a = b\r\n"
                               "[job  night shift]\n"
                               "path = C:\\logs";
    struct loaded l = load(text, sizeof text - 1);
    assert_int_equal(l.status, STATUS_OK);
    assert_int_equal(l.file.count, 5);
    assert_line(&l, 0, "", "top", "3", 3);
    assert_line(&l, 1, "report", "", "", 4);
    assert_line(&l, 2, "report", "title", "a = b", 5);
    assert_line(&l, 3, "night shift", "", "", 6);
    assert_line(&l, 4, "night shift", "path", "C:\\logs", 7);
    assert_false(l.file.lines[2].job);
    assert_true(l.file.lines[4].job);
    arena_release(&l.memory);
}

static void comments_and_quotes(void **state)
{
    (void)state;
    static const struct {
        const char *line, *value;
    } cases[] = {
        {"n = a # b", "a"},
        {"n = a#b", "a#b"},
        {"n = # b", ""},
        {"n =", ""},
        {"n = \"  a # b \"", "  a # b "},
        {"n = \"a\" # b", "a"},
        {"n = a \"b\"", "a \"b\""},
        {"n = \"\"", ""},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct loaded l = load(cases[i].line, strlen(cases[i].line));
        assert_int_equal(l.status, STATUS_OK);
        assert_line(&l, 0, "", "n", cases[i].value, 1);
        arena_release(&l.memory);
    }
}

static void nothing_says_nothing(void **state)
{
    (void)state;
    struct loaded l = load("", 0);
    assert_int_equal(l.status, STATUS_OK);
    assert_int_equal(l.file.count, 0);
    arena_release(&l.memory);
}

static void what_is_wrong_is_named_by_its_line(void **state)
{
    (void)state;
    static const struct {
        const char *text, *message;
        size_t len;
    } cases[] = {
        {"\nwhat", FILE_NAME ":2: expected NAME = VALUE", 5},
        {"= 3", FILE_NAME ":1: expected NAME = VALUE", 3},
        {"[report", FILE_NAME ":1: a section ends in ']'", 7},
        {"[]", FILE_NAME ":1: a section has a name", 2},
        {"[job]", FILE_NAME ":1: a section has a name", 5},
        {"a = \"b", FILE_NAME ":1: a quote that is not closed", 6},
        {"a = \"b\" c", FILE_NAME ":1: something stands behind", 9},
        {"a = b\nt\0p = 3", FILE_NAME ":2: a NUL byte", 13},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct loaded l = load(cases[i].text, cases[i].len);
        assert_int_equal(l.status, STATUS_INVALID);
        assert_memory_equal(l.err.text, cases[i].message, strlen(cases[i].message));
        arena_release(&l.memory);
    }
}

static void a_file_that_is_not_there(void **state)
{
    (void)state;
    struct arena memory = ARENA_INIT(1 << 16);
    struct config_file file;
    struct error err;
    assert_int_equal(config_file_read("no-such.conf", &memory, &file, &err), STATUS_IO);
    assert_memory_equal(err.text, "no-such.conf: ", 14);
    arena_release(&memory);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(names_values_and_sections),
        cmocka_unit_test(comments_and_quotes),
        cmocka_unit_test(nothing_says_nothing),
        cmocka_unit_test(what_is_wrong_is_named_by_its_line),
        cmocka_unit_test(a_file_that_is_not_there),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
