/* scan/skeleton.c: lines are told by all of them but their digits. */
#include "digits_fixture.h"

#include "scan/skeleton.h"

struct bench {
    struct digits_fixture digits;
    struct skeletons *skeletons;
};

static void set_up(struct bench *b)
{
    b->digits = DIGITS_FIXTURE("error (?<code>99\\d)\\b");
    b->skeletons = skeletons_new(b->digits.memory);
    assert_non_null(b->skeletons);
}

static void tear_down(struct bench *b)
{
    skeletons_free(b->skeletons);
    digits_fixture_close(&b->digits);
}

static void only_digits_are_dropped(void **state)
{
    (void)state;
    static const char *const lines[] = {"7", "error 995 of 12345 in shop3.example, 2 of 17 tried",
                                        "exactly thirty-two bytes 1234567", "no digits"};
    static const char *const same[] = {"3", "error 123 of 99999 in shop8.example, 1 of 23 tried",
                                       "exactly thirty-two bytes 7654321", "no digits"};
    static const char *const others[] = {"77", "error 995 of 12345 in shop3.example, 2 of 17 tries",
                                         "exactly thirty-two bytes.1234567", "No digits"};
    struct bench b;
    set_up(&b);
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
        assert_null(skeletons_find(b.skeletons, str_from(lines[i]), 0));
        const struct skeleton *k = skeletons_add(b.skeletons, str_from(lines[i]));
        assert_non_null(k);
        assert_ptr_equal(skeletons_find(b.skeletons, str_from(lines[i]), 0), k);
        assert_ptr_equal(skeletons_find(b.skeletons, str_from(same[i]), 0), k);
        assert_null(skeletons_find(b.skeletons, str_from(others[i]), 0));
    }
    tear_down(&b);
}

static void numbers_are_listed_with_what_to_ask(void **state)
{
    (void)state;
    struct bench b;
    set_up(&b);
    struct str line = STR("[2026-11-28 10:15:00.123] error 995 of 12345 in shop3, 2 tried");
    static const struct {
        size_t at, len;
        bool timed, in_word, may_matter;
    } expected[] = {
        {1, 4, true, false, true},   {21, 3, true, false, true},  {32, 3, false, false, true},
        {39, 5, false, false, true}, {52, 1, false, true, false}, {55, 1, false, false, false},
    };
    enum { COUNT = sizeof expected / sizeof *expected };
    assert_null(skeletons_find(b.skeletons, line, 0));
    const struct skeleton *k = skeletons_add(b.skeletons, line);
    assert_non_null(k);
    assert_int_equal(k->count, COUNT);
    assert_int_equal(k->minute_count, 1);
    const struct skeleton_number *numbers = skeletons_numbers(b.skeletons, k);
    for (size_t i = 0; i < COUNT; i++) {
        assert_int_equal(numbers[i].at, expected[i].at);
        assert_int_equal(numbers[i].len, expected[i].len);
        assert_int_equal(numbers[i].in_word, expected[i].in_word);
        assert_int_equal(numbers[i].question->lowest != UINT32_MAX, expected[i].may_matter);
        assert_int_equal(numbers[i].timed, expected[i].timed);
    }
    tear_down(&b);
}

static void some_lines_have_none(void **state)
{
    (void)state;
    struct bench b;
    set_up(&b);
    char line[SKELETON_MAX + 1];
    memset(line, 'x', sizeof line);
    memset(line, '7', 256); /* longer than a number may be */
    const struct str lines[] = {STR(""), {line, SKELETON_MAX + 1}, {line, SKELETON_MAX}};
    for (size_t i = 0; i < 3; i++) {
        assert_null(skeletons_find(b.skeletons, lines[i], 0));
        assert_null(skeletons_add(b.skeletons, lines[i]));
    }
    tear_down(&b);
}

static void memory_is_bounded(void **state)
{
    (void)state;
    struct bench b;
    set_up(&b);
    char room[DIGITS_LINE_ROOM];
    size_t kept = 0;
    for (unsigned i = 0; i < 20000; i++) {
        struct str text = digits_line(i, room);
        assert_null(skeletons_find(b.skeletons, text, 0));
        kept += skeletons_add(b.skeletons, text) != NULL;
    }
    assert_in_range(kept, 1000, 19999);
    assert_true(skeletons_full(b.skeletons));
    skeletons_forget(b.skeletons);
    assert_false(skeletons_full(b.skeletons));
    struct str first = digits_line(0, room);
    assert_null(skeletons_find(b.skeletons, first, 0));
    assert_non_null(skeletons_add(b.skeletons, first));
    tear_down(&b);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(only_digits_are_dropped),
        cmocka_unit_test(numbers_are_listed_with_what_to_ask),
        cmocka_unit_test(some_lines_have_none),
        cmocka_unit_test(memory_is_bounded),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
