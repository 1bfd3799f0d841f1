#include "state/compare.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#define DAY ((int64_t)86400)
#define MONDAY ((int64_t)4 * DAY) /* 1970-01-05 */
#define RUNS 60

struct scene {
    struct history_run runs[RUNS];
    size_t run_count;
    struct history_error errors[RUNS * 4];
    size_t error_count;
    int32_t codes[4];
    uint64_t events[4];
    struct compare_now now;
    struct arena memory;
    struct comparison result;
};

/* A run on that day, with the events of 10054; 0: none. */
static void add_run(struct scene *s, int64_t day, uint64_t events)
{
    struct history_run *run = &s->runs[s->run_count++];
    *run = (struct history_run){.number = (int64_t)s->run_count * 10,
                                .started_s = MONDAY + day * DAY + 7 * (int64_t)s->run_count};
    if (events)
        s->errors[s->error_count++] =
            (struct history_error){.run = run->number, .code = 10054, .events = events};
}

static void compare(struct scene *s, const char *with, int64_t day, uint64_t events)
{
    struct compare_spec spec;
    struct error err;
    assert_true(compare_read(with, &spec));
    s->codes[0] = 10054;
    s->events[0] = events;
    s->now = (struct compare_now){MONDAY + day * DAY, s->codes, s->events, 1};
    s->memory = ARENA_INIT((size_t)1 << 24);
    if (compare_runs(s->runs, s->run_count, s->errors, s->error_count, &s->now, &spec, &s->memory,
                     &s->result, &err))
        fail_msg("%s", err.text);
}

static void check(struct scene *s, enum compare_change change, double before, double usual)
{
    assert_int_equal(s->result.count, 1);
    assert_int_equal(s->result.items[0].change, change);
    assert_true(s->result.items[0].before >= before && s->result.items[0].before <= before);
    assert_true(s->result.items[0].usual >= usual && s->result.items[0].usual <= usual);
    arena_release(&s->memory);
}

static void words_that_are_understood(void **state)
{
    (void)state;
    struct compare_spec spec;
    assert_true(compare_read("last", &spec) && spec.what == COMPARE_LAST);
    assert_true(compare_read("12", &spec) && spec.what == COMPARE_RUN && spec.number == 12);
    assert_true(compare_read("7d", &spec) && spec.what == COMPARE_SPAN && spec.number == 7);
    assert_true(compare_read("2w", &spec) && spec.what == COMPARE_SPAN && spec.number == 14);
    const char *const wrong[] = {"", "d", "0", "-1", "0d", "7h", "7 d", "99999999d", "first"};
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
        assert_false(compare_read(wrong[i], &spec));
}

static void new_and_gone(void **state)
{
    (void)state;
    struct scene s = {0};
    add_run(&s, 0, 0);
    compare(&s, "last", 1, 3);
    check(&s, COMPARE_NEW, 0, 0);
    add_run(&s, 1, 3);
    compare(&s, "last", 2, 0);
    check(&s, COMPARE_GONE, 3, 1.5);
    compare(&s, "last", 2, 3);
    check(&s, COMPARE_USUAL, 3, 1.5);
    compare(&s, "10", 2, 3); /* it was not in that run, but in another of these nights */
    check(&s, COMPARE_USUAL, 0, 1.5);
}

static void up_and_down_by_half_and_five(void **state)
{
    (void)state;
    struct scene s = {0};
    for (int64_t day = 0; day < 5; day++)
        add_run(&s, day, 20);
    const struct {
        uint64_t events;
        enum compare_change change;
    } cases[] = {{29, COMPARE_USUAL}, {30, COMPARE_UP},   {20, COMPARE_USUAL},
                 {14, COMPARE_USUAL}, {13, COMPARE_DOWN}, {0, COMPARE_GONE}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        compare(&s, "last", 5, cases[i].events);
        check(&s, cases[i].change, 20, 20);
    }
    struct scene few = {0};
    add_run(&few, 0, 2);
    compare(&few, "last", 1, 6); /* three times, but only four more */
    check(&few, COMPARE_USUAL, 2, 2);
    compare(&few, "last", 1, 7);
    check(&few, COMPARE_UP, 2, 2);
}

/* On Mondays there are ten times as many. */
static void the_same_day_of_the_week_tells_what_is_usual(void **state)
{
    (void)state;
    struct scene s = {0};
    for (int64_t day = 0; day < 28; day++)
        add_run(&s, day, day % 7 == 0 ? 100 : 10);
    compare(&s, "last", 28, 100);
    assert_true(s.result.same_weekday);
    assert_int_equal(s.result.weekday, 1);
    assert_int_equal(s.result.nights, 4);
    check(&s, COMPARE_USUAL, 10, 100);
    compare(&s, "7d", 29, 100);
    assert_int_equal(s.result.nights, 4);
    assert_int_equal(s.result.runs, 6); /* there was none on the 28th */
    check(&s, COMPARE_UP, 10, 10);
    struct scene young = {0};
    for (int64_t day = 0; day < 13; day++)
        add_run(&young, day, day % 7 == 0 ? 100 : 10);
    compare(&young, "last", 13, 100);
    assert_false(young.result.same_weekday);
    assert_int_equal(young.result.nights, 13);
    check(&young, COMPARE_UP, 10, 10);
}

static void nothing_to_compare_with(void **state)
{
    (void)state;
    struct scene s = {0};
    compare(&s, "last", 0, 5);
    assert_int_equal(s.result.runs, 0);
    assert_int_equal(s.result.count, 0);
    arena_release(&s.memory);
    add_run(&s, 0, 5);
    compare(&s, "7d", 30, 5); /* a long pause */
    assert_int_equal(s.result.runs, 0);
    arena_release(&s.memory);
    compare(&s, "last", 300, 5); /* the last run tells what is usual */
    check(&s, COMPARE_USUAL, 5, 5);
    struct compare_spec spec = {COMPARE_RUN, 99};
    struct error err;
    s.memory = ARENA_INIT((size_t)1 << 20);
    assert_int_equal(compare_runs(s.runs, s.run_count, s.errors, s.error_count, &s.now, &spec,
                                  &s.memory, &s.result, &err),
                     STATUS_INVALID);
    assert_non_null(strstr(err.text, "there is no run 99"));
    arena_release(&s.memory);
}

static void curves_end_with_the_last_run(void **state)
{
    (void)state;
    struct scene s = {0};
    for (int64_t day = 0; day < 20; day++)
        add_run(&s, day, (uint64_t)day);
    s.errors[s.error_count++] = (struct history_error){
        .run = s.runs[19].number, .code = 10035, .ignorable = true, .events = 9};
    compare(&s, "last", 20, 20);
    assert_int_equal(s.result.count, 1); /* not the ignorable one */
    assert_int_equal(s.result.curve_count, COMPARE_CURVE);
    for (size_t i = 0; i < COMPARE_CURVE; i++) {
        assert_int_equal(s.result.items[0].curve[i], 20 - COMPARE_CURVE + i);
        assert_true(s.result.curve_s[i] == s.runs[20 - COMPARE_CURVE + i].started_s);
    }
    arena_release(&s.memory);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(words_that_are_understood),
        cmocka_unit_test(new_and_gone),
        cmocka_unit_test(up_and_down_by_half_and_five),
        cmocka_unit_test(the_same_day_of_the_week_tells_what_is_usual),
        cmocka_unit_test(nothing_to_compare_with),
        cmocka_unit_test(curves_end_with_the_last_run),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
