/* scan/digits_questions.c: what is asked of many numbers. */
#include "digits_fixture.h"

#include "scan/snapshot.h"

static void runs_of_a_length_are_asked_about_at_once(void **state)
{
    (void)state;
    struct digits_fixture f = DIGITS_FIXTURE("error 1[01]\\d{3}\\b", "took \\d+ ms");
    struct digits_memory *m = f.memory;
    struct digits_question *q = digits_question(m, STR("error 20054"), 6, 11);
    assert_ptr_equal(digits_question(m, STR("error 10054"), 6, 11), q);
    assert_ptr_not_equal(digits_question(m, STR("error 10054 "), 6, 11), q);
    for (int i = 0; i < 40000; i++) {
        assert_true(digits_value_matters(m, q, 10054, STR("error 10054"), 6));
        assert_false(digits_value_matters(m, q, 20054, STR("error 20054"), 6));
    }
    assert_int_equal(q->lowest, 10000);
    assert_int_equal(q->highest, 11999);
    assert_ptr_equal(q->heads, q->own_heads);
    assert_int_equal(q->heads[100 / 64], UINT64_C(0xfffff) << 100 % 64);
    assert_int_equal(q->heads[200 / 64], 0);
    q = digits_question(m, STR("error 20"), 6, 8);
    assert_true(q->lowest == UINT32_MAX);
    q = digits_question(m, STR("error 1234567890"), 6, 16);
    assert_false(digits_value_matters(m, q, UINT32_MAX, STR("error 1234567890"), 6));
    digits_fixture_close(&f);
}

/* Each digit in each place leads to a state of its own. */
static void a_range_that_is_too_much_to_find_out_is_done_without(void **state)
{
    (void)state;
    struct digits *d;
    struct error err;
    assert_int_equal(digits_new(&d, &err), STATUS_OK);
    for (int place = 0; place < 3; place++) {
        for (int digit = 0; digit < 10; digit++) {
            char pattern[64];
            (void)snprintf(pattern, sizeof pattern, "in \\d{%d}%d\\d{%d}\\.", place, digit,
                           2 - place);
            assert_true(digits_add(d, pattern));
        }
    }
    assert_true(digits_add(d, "at 10[01]\\b"));
    struct digits_fixture f = digits_fixture_of(d);
    struct digits_question *q = digits_question(f.memory, STR("in 123"), 3, 6);
    for (int i = 0; i < 1000; i++) {
        assert_true(digits_value_matters(f.memory, q, 100, STR("at 100"), 3));
        assert_false(digits_value_matters(f.memory, q, 102, STR("at 102"), 3));
    }
    assert_true(q->lowest == 0 && q->highest == UINT32_MAX && !q->heads);
    digits_fixture_close(&f);
}

/* Asks about all numbers of a length. */
static void ask_all(struct digits_memory *m, const char *before, int len, const char *behind)
{
    static const uint32_t counts[] = {1, 10, 100, 1000, 10000, 100000};
    for (uint32_t value = 0; value < counts[len]; value++) {
        char text[64];
        (void)snprintf(text, sizeof text, "%s%0*u%s", before, len, (unsigned)value, behind);
        struct str line = str_from(text);
        size_t from = strlen(before), to = from + (size_t)len;
        struct digits_question *q = digits_question(m, line, from, to);
        bool matters = digits_matter(m, line, from, to);
        assert_int_equal(digits_value_matters(m, q, value, line, from), matters);
    }
}

/* With the built-in patterns, what is said of a number within the range of its length is right. */
static void ranges_hold_all_that_matters(void **state)
{
    (void)state;
    static const struct {
        const char *before, *behind;
    } forms[] = {{"error ", ""},  {"errno=", ")"},  {"at 10:", ":17"}, {"port ", " "},
                 {"(", ": no)"},  {"code ", "."},   {"[Errno ", "]"},  {"", "-11-28"},
                 {"shop", ".eu"}, {" 192.", ".0.2"}};
    struct digits_fixture fixture = digits_fixture_of(digits_read(scan_snapshot_builtin()->digits));
    for (size_t f = 0; f < sizeof forms / sizeof *forms; f++)
        for (int len = 1; len <= DIGITS_VALUE_MAX; len++)
            ask_all(fixture.memory, forms[f].before, len, forms[f].behind);
    digits_fixture_close(&fixture);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(runs_of_a_length_are_asked_about_at_once),
        cmocka_unit_test(a_range_that_is_too_much_to_find_out_is_done_without),
        cmocka_unit_test(ranges_hold_all_that_matters),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
