/* scan/required.c: the words that a pattern cannot match without. */
#include "fixture.h"

#include <stdio.h>
#include <string.h>

#include "scan/required.h"

static struct required derived; /* too large for the stack of a test */

/* The set as one text: words with a bar between them. */
static const char *set_text(size_t i)
{
    static char text[1024];
    size_t len = 0;
    text[0] = '\0';
    for (size_t w = 0; i < derived.set_count && w < derived.sets[i].count; w++)
        len += (size_t)snprintf(text + len, sizeof text - len, "%s%s", w ? "|" : "",
                                derived.sets[i].words[w]);
    return text;
}

static void best_set_comes_first(void **state)
{
    (void)state;
    static const struct {
        const char *pattern, *words;
    } rows[] = {
        {"socket error \\d+", "socket error "},
        {"(?i)(?:bind|Listen) failed", " failed"},
        {"(?:cannot|unable).{0,9}(?:send|bind)", "cannot|unable"},
        {"winsock|socket", "winsock|socket"},
        {"errno?:", "errn"},
        {"(?:socket)? error", " error"},
        {"(?<!no )timeout(?=now)", "timeout"},
        {"err|\\d+", ""},
        {"a[bc]d", ""},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        required_derive(rows[i].pattern, &derived);
        assert_string_equal(set_text(0), rows[i].words);
    }
}

static void all_sets_must_hold(void **state)
{
    (void)state;
    required_derive("(?:bind|send)\\d(?:failed|refused)", &derived);
    assert_int_equal(derived.set_count, 2);
    assert_string_equal(set_text(0), "failed|refused");
    assert_string_equal(set_text(1), "bind|send");
    /* Of two branches only one holds, so neither set does. */
    required_derive("(?:bind|send)\\d(?:failed|refused)|timeout", &derived);
    assert_int_equal(derived.set_count, 1);
    assert_string_equal(set_text(0), "failed|refused|timeout");
    /* What may be left out is no set. */
    required_derive("(?:bind|send)?\\d(?:failed|refused)", &derived);
    assert_int_equal(derived.set_count, 1);
}

static void weak_sets_give_way(void **state)
{
    (void)state;
    required_derive("one.four.seventh.fifth.three", &derived);
    assert_int_equal(derived.set_count, REQUIRED_SETS_MAX);
    assert_string_equal(set_text(0), "seventh");
    for (size_t i = 1; i < REQUIRED_SETS_MAX; i++)
        assert_int_equal(strlen(set_text(i)), 5);
}

static void where_the_code_begins(void **state)
{
    (void)state;
    required_derive("error.{0,4}(?<code>\\d+)", &derived);
    assert_int_equal(derived.before_code, 9);
    required_derive("error.*(?<code>\\d+)", &derived);
    assert_true(derived.before_code == SIZE_MAX);
    required_derive("error", &derived);
    assert_true(derived.before_code == SIZE_MAX);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(best_set_comes_first),
        cmocka_unit_test(all_sets_must_hold),
        cmocka_unit_test(weak_sets_give_way),
        cmocka_unit_test(where_the_code_begins),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
