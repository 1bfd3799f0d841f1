/* scan/sequence.c: the byte sequences that a trigger comes down to. */
#include "fixture.h"

#include <stdio.h>
#include <string.h>

#include "scan/sequence.h"

/* A sequence as text: each set by its first printable byte, or '.' where it has more than two. */
static const char *text_of(const struct sequence *q)
{
    static char text[SEQUENCE_BYTES_MAX + 4];
    size_t len = 0;
    if (q->at_line)
        text[len++] = '^';
    for (size_t i = 0; i < q->len; i++) {
        int c = ' ';
        while (!byte_set_has(&q->bytes[i], (char)c) && c < 255)
            c++;
        text[len++] = byte_set_count(&q->bytes[i]) > 2 ? '.' : (char)c;
    }
    if (q->to_line)
        text[len++] = '$';
    if (q->open)
        text[len++] = '~';
    text[len] = '\0';
    return text;
}

static void check(const char *pattern, const char *expected)
{
    struct sequences all;
    char text[1024] = "";
    size_t len = 0;
    assert_true(sequences_of_pattern(pattern, &all));
    for (size_t i = 0; i < all.count; i++)
        len += (size_t)snprintf(text + len, sizeof text - len, "%s%s", i ? " " : "",
                                text_of(&all.items[i]));
    assert_string_equal(text, expected);
    sequences_release(&all);
}

static void branches_and_repeats_are_told_apart(void **state)
{
    (void)state;
    check("abc", "abc");
    check("a(?:b|cd)e", "abe acde");
    check("ab?c", "ac abc");
    check("(?:ab)?c", "c abc");
    check("a{2,3}b", "aab aaab");
    check("a[0-9]{2}(?:x|y)", "a..x a..y");
    check("(?:^|[^0-9])1(?:[^0-9]|$)", "^1. .1. ^1$ .1$");
    check("\\x41\\.(b)", "A.b");
}

static void what_goes_on_for_long_is_open(void **state)
{
    (void)state;
    check("ab+c", "ab~");
    check("ab*c", "a~");
    check("a[0-9]{1,99}b", "a.~");
    check("abcdefghijklmnopqrstuvwxyz0123456789", "abcdefghijklmnopqrstuvwxyz01~");
    check("a(?:bc)+(?:[^0-9]|$)", "abc~ abc~");
}

static void case_counts_unless_it_does_not(void **state)
{
    (void)state;
    struct sequences all;
    assert_true(sequences_of_pattern("a", &all));
    assert_int_equal(byte_set_count(&all.items[0].bytes[0]), 1);
    sequences_release(&all);
    assert_true(sequences_of_pattern("(?i)a", &all));
    assert_int_equal(byte_set_count(&all.items[0].bytes[0]), 2);
    sequences_release(&all);
    assert_true(sequences_of_literal("Is (.*)", &all));
    assert_int_equal(all.count, 1);
    assert_string_equal(text_of(&all.items[0]), "IS (.*)");
    sequences_release(&all);
}

static void what_is_not_understood_is_refused(void **state)
{
    (void)state;
    static const char *const patterns[] = {
        "a(?=b)",
        "(?<n>a)",
        "a.b",
        "a\\Bb",
        "",
        "a?",
        "(?:a|)",
        "a$b",
        "a^b",
        "a)",
        "(a",
        "[a",
        "a{2",
        "[[:alpha:]]",
        "(?:a|b)(?:a|b)(?:a|b)(?:a|b)(?:a|b)(?:a|b)(?:a|b)(?:a|b)(?:a|b)(?:a|b)(?:a|b)",
    };
    for (size_t i = 0; i < sizeof patterns / sizeof *patterns; i++) {
        struct sequences all;
        assert_false(sequences_of_pattern(patterns[i], &all));
        assert_int_equal(all.count, 0);
        assert_null(all.items);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(branches_and_repeats_are_told_apart),
        cmocka_unit_test(what_goes_on_for_long_is_open),
        cmocka_unit_test(case_counts_unless_it_does_not),
        cmocka_unit_test(what_is_not_understood_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
