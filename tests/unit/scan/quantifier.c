/* scan/quantifier.c: how often what stands before may stand. */
#include "fixture.h"

#include "scan/quantifier.h"

static void each_kind_is_read(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        size_t least, most, len;
    } rows[] = {
        {"x", 1, 1, 0},          {"?x", 0, 1, 1},         {"*x", 0, SIZE_MAX, 1},
        {"+x", 1, SIZE_MAX, 1},  {"{3}x", 3, 3, 3},       {"{2,}x", 2, SIZE_MAX, 4},
        {"{2,5}x", 2, 5, 5},     {"+?x", 1, SIZE_MAX, 2}, {"{2,5}+x", 2, 5, 6},
        {"*+x", 0, SIZE_MAX, 2}, {"{x}", 1, 1, 0},        {"", 1, 1, 0},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const char *at = rows[i].text;
        struct quantifier q;
        assert_true(quantifier_read(&at, &q));
        assert_true(q.least == rows[i].least && q.most == rows[i].most);
        assert_int_equal(q.possessive, rows[i].len > 1 && rows[i].text[rows[i].len - 1] == '+');
        assert_ptr_equal(at, rows[i].text + rows[i].len);
    }
}

static void a_brace_that_is_not_closed_is_refused(void **state)
{
    (void)state;
    static const char *const texts[] = {"{2", "{2,", "{2,3", "{2x}"};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        const char *at = texts[i];
        struct quantifier q;
        assert_false(quantifier_read(&at, &q));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_kind_is_read),
        cmocka_unit_test(a_brace_that_is_not_closed_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
