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
        {"time(?=out)?out{1}s", "timeouts"},
        {"(?x) time out", ""}, /* blanks stand for nothing */
        {"time(?x: out)", ""},
        {"(*NO_JIT)timeout", ""},
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
    /* What is read of a group that repeats is where it stood last. */
    required_derive("error(?<code> \\d+)+", &derived);
    assert_true(derived.before_code == SIZE_MAX);
}

/* Which of the bytes may stand before the code, as a text; "*": any. */
static const char *beside_text(const char *pattern)
{
    static char text[257];
    size_t len = 0;
    required_derive(pattern, &derived);
    for (int c = 1; c < 256; c++) {
        struct byte_set one = {{0}};
        byte_set_add(&one, (char)c);
        if (byte_sets_meet(&derived.beside_code, &one))
            text[len++] = (char)c;
    }
    text[len] = '\0';
    return len == 255 ? "*" : text;
}

static void what_stands_before_the_code(void **state)
{
    (void)state;
    static const struct {
        const char *pattern, *bytes;
    } rows[] = {
        {"error [([](?<code>1[01]\\d{3})", "(["},
        {"error[^\\r\\n]{0,9}[(\\[](?<code>100(?:[3-5]\\d|6[01])|1100[1-4])", "(["},
        {"error=?(?<code>10054)", "=Rr"},
        {"error(?:=|: )?'(?<code>10054)", "'"},
        {"error(?:=|:-?)(?<code>10054)", "-:="},
        {"error(?: no)?(?<code>10054)", "ORor"},
        {"error=(?!x)(?<code>10054)\\b", "="},
        {"(?:a=|b#)+(?<code>10054)", "#="},
        {"a=(?<code>10054)|b#(?<code>11001)", "#="},
        {"a[!-#](?<code>10054)", "!\"#"},
        {"a\\[(?<code>10054)", "["},
        /* Any: nothing need stand before, a digit may, or it is not the number that begins there.
         */
        {"(?<code>10054)", "*"},
        {"(?:error=)?(?<code>10054)", "*"},
        {"error\\w(?<code>10054)", "*"},
        {"error[^=](?<code>10054)", "*"},
        {"error[[:punct:]](?<code>10054)", "*"},
        {"error[\\x21](?<code>10054)", "*"},
        {"error=(?<code>-?10054)", "*"},
        {"error=(?<code>10?\\d+)", "*"},
        {"error=(?<code>10054|\\d+)", "*"},
        {"error(?:=(?<code>10054))+", "*"},
        {"error=\\d+", "*"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        assert_string_equal(beside_text(rows[i].pattern), rows[i].bytes);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(best_set_comes_first),        cmocka_unit_test(all_sets_must_hold),
        cmocka_unit_test(weak_sets_give_way),          cmocka_unit_test(where_the_code_begins),
        cmocka_unit_test(what_stands_before_the_code),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
