#include "cli/options.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

struct inner {
    bool quiet;
    struct option_list include;
};

struct args {
    int64_t top;
    size_t color;
    const char *title;
    struct inner inner; /* not at the start: shared tables lie anywhere */
};

static const char *colors(size_t index)
{
    static const char *const words[] = {"auto", "always", "never", NULL};
    return words[index];
}

static const struct option own_rows[] = {
    {.name = "top",
     .letter = 't',
     .kind = OPTION_NUMBER,
     .at = OPTION_AT(struct args, top, int64_t),
     .value = "N",
     .least = 1,
     .most = 64,
     .fallback = 5,
     .recorded = true},
    {.name = "color",
     .kind = OPTION_CHOICE,
     .at = OPTION_AT(struct args, color, size_t),
     .value = "WHEN",
     .choice = colors,
     .fallback = 2},
    {.name = "title",
     .kind = OPTION_STRING,
     .at = OPTION_AT(struct args, title, const char *),
     .value = "TEXT"},
};
static const struct option inner_rows[] = {
    {.name = "quiet",
     .letter = 'q',
     .kind = OPTION_FLAG,
     .at = OPTION_AT(struct inner, quiet, bool)},
    {.name = "include",
     .letter = 'i',
     .kind = OPTION_LIST,
     .at = OPTION_AT(struct inner, include, struct option_list),
     .value = "GLOB",
     .recorded = true},
};
static const struct option_table own = {"Own", own_rows, 3};
static const struct option_table inner = {"Inner", inner_rows, 2};
static const struct option_use uses[] = {
    {&own, 0}, {&inner, offsetof(struct args, inner)}, {NULL, 0}};

#define WORDS_MAX 16

struct parsed {
    struct args args;
    struct option_words given;
    struct error err;
    enum status status;
};

/* Splits the line at spaces. */
static struct parsed parse(const char *line)
{
    static char words[256];
    char *argv[WORDS_MAX];
    int argc = 0;
    struct parsed p = {0};
    assert_true(strlen(line) < sizeof words);
    memcpy(words, line, strlen(line) + 1);
    for (char *at = words; *at;) {
        argv[argc++] = at;
        at += strcspn(at, " ");
        while (*at == ' ')
            *at++ = '\0';
    }
    p.status = options_read(uses, argc, argv, &p.given, &p.err);
    if (!p.status)
        p.status = options_apply(uses, &p.args, &p.given, &p.err);
    return p;
}

static void assert_refused(const char *line, const char *message)
{
    struct parsed p = parse(line);
    assert_int_equal(p.status, STATUS_INVALID);
    assert_string_equal(p.err.text, message);
    option_words_release(&p.given);
}

static void nothing_gives_the_fallbacks(void **state)
{
    (void)state;
    struct parsed p = parse("");
    assert_int_equal(p.status, STATUS_OK);
    assert_int_equal(p.args.top, 5);
    assert_int_equal(p.args.color, 2);
    assert_null(p.args.title);
    assert_false(p.args.inner.quiet);
    assert_int_equal(p.given.words.count, 0);
    option_words_release(&p.given);
}

static void every_way_to_give_a_value(void **state)
{
    (void)state;
    static const char *const lines[] = {"--top=7", "--top 7", "-t7", "-t 7", "-qt7", "--top 1 -t7"};
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
        struct parsed p = parse(lines[i]);
        assert_int_equal(p.status, STATUS_OK);
        assert_int_equal(p.args.top, 7);
        option_words_release(&p.given);
    }
}

static void values_of_each_kind(void **state)
{
    (void)state;
    struct parsed p = parse("a --color=always -i *.log --title=x=y -q --include=*.txt b");
    assert_int_equal(p.status, STATUS_OK);
    assert_int_equal(p.args.color, 1);
    assert_string_equal(p.args.title, "x=y");
    assert_true(p.args.inner.quiet);
    assert_int_equal(p.args.inner.include.count, 2);
    assert_string_equal(p.args.inner.include.items[0], "*.log");
    assert_string_equal(p.args.inner.include.items[1], "*.txt");
    assert_int_equal(p.given.words.count, 2);
    assert_string_equal(p.given.words.items[1], "b");
    option_words_release(&p.given);
}

static void only_what_changes_the_report_is_recorded(void **state)
{
    (void)state;
    struct parsed p = parse("-q --include *.log -t3 --title=x");
    assert_int_equal(p.given.recorded.count, 2);
    assert_string_equal(p.given.recorded.items[0], "--include=*.log");
    assert_string_equal(p.given.recorded.items[1], "--top=3");
    option_words_release(&p.given);
}

static void words_that_look_like_options(void **state)
{
    (void)state;
    struct parsed p = parse("- -2147014842 -- -q --top");
    assert_int_equal(p.status, STATUS_OK);
    assert_int_equal(p.given.words.count, 4);
    assert_string_equal(p.given.words.items[0], "-");
    assert_string_equal(p.given.words.items[1], "-2147014842");
    assert_string_equal(p.given.words.items[2], "-q");
    assert_false(p.args.inner.quiet);
    option_words_release(&p.given);
}

static void help_and_version_stop_the_reading(void **state)
{
    (void)state;
    struct parsed p = parse("-qh --bogus");
    assert_int_equal(p.status, STATUS_OK);
    assert_true(p.given.help);
    option_words_release(&p.given);
    p = parse("--version --bogus");
    assert_true(p.given.version);
    option_words_release(&p.given);
}

static void what_is_wrong_is_said(void **state)
{
    (void)state;
    assert_refused("--incldue x", "unknown option '--incldue'; did you mean '--include'?");
    assert_refused("--state=x", "unknown option '--state'");
    assert_refused("-x", "unknown option '-x'");
    assert_refused("--top", "--top needs a value: N");
    assert_refused("--top 0", "--top needs a number from 1 to 64, not '0'");
    assert_refused("--top 65", "--top needs a number from 1 to 64, not '65'");
    assert_refused("--top 5x", "--top needs a number from 1 to 64, not '5x'");
    assert_refused("--color red", "--color takes one of auto, always, never, not 'red'");
    assert_refused("--quiet=maybe", "--quiet takes yes or no, not 'maybe'");
    assert_refused("--help=maybe", "--help takes yes or no, not 'maybe'");
}

/* Reads a command line and adds what a file says in its layer. */
static struct parsed parse_with(const char *line, const char *name, const char *const *values,
                                size_t count)
{
    struct parsed p = parse(line);
    struct option_setting s;
    assert_true(options_find(uses, str_from(name), &s));
    s.origin = "here:1";
    for (size_t i = 0; i < count; i++) {
        s.layer = (unsigned)i / 2 + 1;
        s.value = values[i];
        assert_int_equal(options_set(&p.given, &s, &p.err), STATUS_OK);
    }
    p.given.recorded.count = 0;
    p.status = options_apply(uses, &p.args, &p.given, &p.err);
    return p;
}

static void the_highest_layer_counts(void **state)
{
    (void)state;
    static const char *const values[] = {"1", "2", "3"};
    struct parsed p = parse_with("", "top", values, 3);
    assert_int_equal(p.args.top, 3);
    assert_int_equal(p.given.recorded.count, 1);
    assert_string_equal(p.given.recorded.items[0], "--top=3");
    option_words_release(&p.given);
    p = parse_with("--top 9", "top", values, 3);
    assert_int_equal(p.args.top, 9);
    option_words_release(&p.given);
    p = parse_with("--quiet=no", "quiet", (const char *const[]){"yes"}, 1);
    assert_false(p.args.inner.quiet);
    option_words_release(&p.given);
}

static void a_list_is_that_of_one_layer(void **state)
{
    (void)state;
    static const char *const values[] = {"a", "b", "c", "d", "e"};
    struct parsed p = parse_with("", "include", values, 4);
    assert_int_equal(p.args.inner.include.count, 2);
    assert_string_equal(p.args.inner.include.items[0], "c");
    assert_string_equal(p.args.inner.include.items[1], "d");
    option_words_release(&p.given);
    p = parse_with("-i x", "include", values, 5);
    assert_int_equal(p.args.inner.include.count, 1);
    assert_string_equal(p.args.inner.include.items[0], "x");
    option_words_release(&p.given);
}

static void an_empty_value_goes_back(void **state)
{
    (void)state;
    struct parsed p = parse_with("", "top", (const char *const[]){"1", "2", ""}, 3);
    assert_int_equal(p.args.top, 5);
    assert_int_equal(p.given.recorded.count, 0);
    option_words_release(&p.given);
    p = parse_with("", "include", (const char *const[]){"a", "b", "", "c"}, 4);
    assert_int_equal(p.args.inner.include.count, 1);
    option_words_release(&p.given);
    p = parse_with("", "title", (const char *const[]){"a", "b", ""}, 3);
    assert_null(p.args.title);
    option_words_release(&p.given);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nothing_gives_the_fallbacks),
        cmocka_unit_test(every_way_to_give_a_value),
        cmocka_unit_test(values_of_each_kind),
        cmocka_unit_test(only_what_changes_the_report_is_recorded),
        cmocka_unit_test(words_that_look_like_options),
        cmocka_unit_test(help_and_version_stop_the_reading),
        cmocka_unit_test(what_is_wrong_is_said),
        cmocka_unit_test(the_highest_layer_counts),
        cmocka_unit_test(a_list_is_that_of_one_layer),
        cmocka_unit_test(an_empty_value_goes_back),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
