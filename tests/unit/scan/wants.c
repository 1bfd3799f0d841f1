/* scan/wants.c: which of the words that patterns want stand in a text. */
#include "fixture.h"

#include "scan/wants.h"

static const char *const patterns[] = {
    "(?:bind|send)\\d(?:failed|refused)", /* two sets */
    "winsock|socket",
    "\\d+", /* wants nothing */
    "a(?<code>10\\d{3})reset",
};
enum { COUNT = sizeof patterns / sizeof *patterns };

struct kept {
    struct wants *wants;
    bitword row[REQUIRED_SETS_MAX];
};

static void begin(struct kept *k)
{
    struct error err;
    assert_int_equal(wants_new(patterns, COUNT, &k->wants, &err), STATUS_OK);
    assert_int_equal(wants_words(k->wants), 1);
    assert_int_equal(wants_row(k->wants), REQUIRED_SETS_MAX);
}

/* The patterns of which every set has a word in the text, as bits. */
static bitword look(struct kept *k, const struct wants *w, const char *text)
{
    memcpy(k->row, wants_nothing(w), sizeof k->row);
    wants_look(w, str_from(text), k->row);
    bitword all = ~(bitword)0;
    for (size_t i = 0; i < REQUIRED_SETS_MAX; i++)
        all &= k->row[i];
    return all;
}

static void every_set_needs_a_word(void **state)
{
    (void)state;
    struct kept k;
    begin(&k);
    assert_int_equal(look(&k, k.wants, ""), 1 << 2);
    assert_int_equal(look(&k, k.wants, "se"), 1 << 2);
    assert_int_equal(look(&k, k.wants, "send"), 1 << 2);
    assert_int_equal(look(&k, k.wants, "send refused"), 1 << 2 | 1 << 0);
    assert_int_equal(look(&k, k.wants, "refused to bind"), 1 << 2 | 1 << 0);
    assert_int_equal(look(&k, k.wants, "failed or refused"), 1 << 2);
    assert_int_equal(look(&k, k.wants, "a WINSOCK error"), 1 << 2 | 1 << 1);
    assert_int_equal(look(&k, k.wants, "reset by the Socket"), 1 << 3 | 1 << 2 | 1 << 1);
    wants_free(k.wants);
}

static void what_only_looks_like_a_word_is_none(void **state)
{
    (void)state;
    struct kept k;
    begin(&k);
    assert_int_equal(look(&k, k.wants, "rese"), 1 << 2);
    assert_int_equal(look(&k, k.wants,
                          "soc\x0bket, \x12"
                          "eset, wins0ck"),
                     1 << 2);
    assert_int_equal(look(&k, k.wants, "soccer, winter, rese7"), 1 << 2);
    wants_free(k.wants);
}

static void where_the_code_stands_is_kept(void **state)
{
    (void)state;
    struct kept k;
    begin(&k);
    assert_int_equal(wants_before_code(k.wants, 3), 1);
    assert_true(wants_before_code(k.wants, 1) == SIZE_MAX);
    assert_true(byte_set_has(wants_beside_code(k.wants, 3), 'a'));
    assert_false(byte_set_has(wants_beside_code(k.wants, 3), 'b'));
    wants_free(k.wants);
}

static void they_are_kept_as_bytes(void **state)
{
    (void)state;
    struct kept k;
    begin(&k);
    struct str bytes = wants_bytes(k.wants);
    const struct wants *again = wants_view(bytes);
    assert_non_null(again);
    assert_int_equal(look(&k, again, "socket reset"), 1 << 3 | 1 << 2 | 1 << 1);
    assert_null(wants_view((struct str){bytes.ptr, bytes.len - 1}));
    assert_null(wants_view((struct str){bytes.ptr + 1, bytes.len - 1}));
    assert_null(wants_view(STR("")));
    wants_free(k.wants);
}

static void no_patterns_at_all(void **state)
{
    (void)state;
    struct wants *none;
    struct error err;
    assert_int_equal(wants_new(NULL, 0, &none, &err), STATUS_OK);
    wants_look(none, STR("anything"), NULL);
    assert_int_equal(wants_row(none), 0);
    wants_free(none);
    wants_free(NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_set_needs_a_word),
        cmocka_unit_test(what_only_looks_like_a_word_is_none),
        cmocka_unit_test(where_the_code_stands_is_kept),
        cmocka_unit_test(they_are_kept_as_bytes),
        cmocka_unit_test(no_patterns_at_all),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
