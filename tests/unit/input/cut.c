#include "input/cut.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define CONTEXT ((size_t)16)
#define SIZE (8 * CONTEXT)

/* A line end at each place: it is taken when enough is left after it. */
static void at_the_last_line_that_leaves_room(void **state)
{
    (void)state;
    for (size_t lead = 0; lead <= CONTEXT; lead += CONTEXT) {
        for (size_t at = lead; at < SIZE; at++) {
            char bytes[SIZE];
            memset(bytes, 'x', sizeof bytes);
            bytes[at] = '\n';
            struct cut cut = cut_find((struct str){bytes, SIZE}, lead, CONTEXT, '\n');
            bool fits = at + 1 + CONTEXT + CUT_RIM <= SIZE;
            assert_int_equal(cut.inside, !fits);
            assert_int_equal(cut.owned_end, fits ? at + 1 : SIZE - CONTEXT - CUT_RIM);
            assert_int_equal(cut.next, fits ? at + 1 : cut.owned_end - CONTEXT);
        }
    }
}

/* Not what stands in the lead, which the block before owns. */
static void line_ends_in_the_lead_do_not_count(void **state)
{
    (void)state;
    char bytes[SIZE];
    memset(bytes, 'x', sizeof bytes);
    bytes[CONTEXT - 1] = '\n';
    assert_true(cut_find((struct str){bytes, SIZE}, CONTEXT, CONTEXT, '\n').inside);
    assert_false(cut_find((struct str){bytes, SIZE}, 0, CONTEXT, '\n').inside);
}

static void never_inside_a_character(void **state)
{
    (void)state;
    static const char *const characters[] = {"\xc3\xa4", "\xe2\x82\xac", "\xf0\x9f\x98\x80"};
    for (size_t c = 0; c < 3; c++) {
        size_t width = strlen(characters[c]);
        for (size_t shift = 0; shift < width; shift++) {
            char bytes[SIZE];
            memset(bytes, 'x', sizeof bytes);
            for (size_t at = shift; at + width <= SIZE; at += width)
                memcpy(bytes + at, characters[c], width);
            struct str all = {bytes, SIZE};
            struct cut cut = cut_find(all, 0, CONTEXT, '\n');
            assert_true(cut.inside);
            assert_int_equal((cut.owned_end - shift) % width, 0);
            assert_int_equal((cut.next - shift) % width, 0);
            assert_true(cut.owned_end - cut.next <= CONTEXT);
            assert_true(SIZE - cut.owned_end >= CONTEXT + CUT_RIM);
        }
    }
}

static void bytes_that_are_no_characters(void **state)
{
    (void)state;
    char bytes[SIZE];
    memset(bytes, '\x80', sizeof bytes);
    struct cut cut = cut_find((struct str){bytes, SIZE}, 0, CONTEXT, '\n');
    assert_int_equal(cut.owned_end, SIZE - CONTEXT - CUT_RIM);
    assert_int_equal(cut.next, cut.owned_end - CONTEXT);
}

static void floor_and_ceiling(void **state)
{
    (void)state;
    struct str text = STR("a\xe2\x82\xac"
                          "b");
    const size_t floors[] = {0, 1, 1, 1, 4, 5};
    const size_t ceilings[] = {0, 1, 4, 4, 4, 5};
    for (size_t at = 0; at <= text.len; at++) {
        assert_int_equal(cut_floor(text, at), floors[at]);
        assert_int_equal(cut_ceiling(text, at), ceilings[at]);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(at_the_last_line_that_leaves_room),
        cmocka_unit_test(line_ends_in_the_lead_do_not_count),
        cmocka_unit_test(never_inside_a_character),
        cmocka_unit_test(bytes_that_are_no_characters),
        cmocka_unit_test(floor_and_ceiling),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
