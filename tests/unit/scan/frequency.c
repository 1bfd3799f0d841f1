/* scan/frequency.c: what is rare in ordinary text. */
#include "fixture.h"

#include "scan/frequency.h"
#include "scan/sieve_parts.h"

static double of_gram(const struct frequency *f, const char *gram)
{
    return frequency_of_gram(f, sieve_gram((const unsigned char *)gram));
}

/* Of places where each byte is one of those that its string names; "" names all. */
static double of_sets(const struct frequency *f, const char *const *names, size_t count)
{
    struct byte_set sets[FREQUENCY_SETS_MAX] = {{{0}}};
    for (size_t i = 0; i < count; i++) {
        if (!*names[i])
            sets[i] = byte_set_all;
        for (const char *c = names[i]; *c; c++)
            byte_set_add(&sets[i], *c);
    }
    return frequency_of_sets(f, sets, count);
}

static void what_was_read_is_not_rare(void **state)
{
    (void)state;
    struct frequency *f = frequency_of_text(STR("connection closed\nconnection opened\n"));
    assert_true(of_gram(f, "conne") > 0.05);
    assert_true(of_gram(f, "CONNE") > 0.05);
    assert_true(of_gram(f, "conne") > 50 * of_gram(f, "connq"));
    assert_true(of_gram(f, "xqzwv") > 0);
    frequency_free(f);
}

static void what_is_like_it_is_less_rare_than_what_is_not(void **state)
{
    (void)state;
    struct frequency *f = frequency_of_text(
        STR("the reader was told by the writer that we read what was there by the wall\n"));
    assert_true(of_gram(f, "by wr") > 10 * of_gram(f, "by qx"));
    assert_true(of_gram(f, "e was") > 10 * of_gram(f, "saw e"));
    frequency_free(f);
}

static void numbers_stand_for_other_numbers(void **state)
{
    (void)state;
    struct frequency *f = frequency_of_text(STR("port 1111, port 1111, port 1111, port 1111, "
                                                "port 1111, port 1111, port 1111, port 1111\n"));
    static const char *const other[] = {"0123456789", "987", "987", "", "0123456789"};
    static const char *const letters[] = {"abcdefghij", "jih", "jih", "", "abcdefghij"};
    assert_true(of_sets(f, other, 5) > 10 * of_sets(f, letters, 5));
    frequency_free(f);
}

static void sets_are_counted_where_they_stand(void **state)
{
    (void)state;
    struct frequency *f = frequency_of_text(STR("ab cd ab cd ab cd ab cd ab cd ab cd ab cd ab cd"));
    static const char *const all[] = {"", ""};
    static const char *const pair[] = {"ax", "bx"};
    static const char *const apart[] = {"a", "", "", "c"};
    static const char *const turned[] = {"b", "a"};
    assert_true(of_sets(f, all, 2) > 0.9);
    assert_true(of_sets(f, pair, 2) > 0.15 && of_sets(f, pair, 2) < 0.2);
    assert_true(of_sets(f, apart, 4) > 0.15 && of_sets(f, apart, 4) < 0.2);
    assert_true(of_sets(f, turned, 2) < 0.05);
    frequency_free(f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_was_read_is_not_rare),
        cmocka_unit_test(what_is_like_it_is_less_rare_than_what_is_not),
        cmocka_unit_test(numbers_stand_for_other_numbers),
        cmocka_unit_test(sets_are_counted_where_they_stand),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
