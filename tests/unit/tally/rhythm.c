/* tally/rhythm.c: gaps between events at one peer, by length. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include "tally/rhythm.h"

#define SECOND ((int64_t)1000)

/* The fullest class. */
static struct rhythm_class fullest(const struct rhythm *r)
{
    struct rhythm_class best = {0};
    for (size_t i = 0; r->classes && i < RHYTHM_CLASSES; i++)
        if (r->classes[i].gaps > best.gaps)
            best = r->classes[i];
    return best;
}

static void equal_gaps_share_a_class(void **state)
{
    (void)state;
    struct rhythm r = {0};
    for (int64_t i = 0; i < 10; i++)
        assert_true(rhythm_add(&r, STR("db:1433"), i * 240 * SECOND));
    assert_int_equal(r.total, 9);
    assert_int_equal(fullest(&r).gaps, 9);
    assert_int_equal(fullest(&r).sum_ms, 9 * 240 * SECOND);
    rhythm_release(&r);
}

static void peers_have_their_own_gaps(void **state)
{
    (void)state;
    struct rhythm r = {0};
    for (int64_t i = 0; i < 10; i++) {
        assert_true(rhythm_add(&r, STR("a"), i * 300 * SECOND));
        assert_true(rhythm_add(&r, STR("b"), i * 300 * SECOND + 20 * SECOND));
    }
    assert_int_equal(r.total, 18);
    assert_int_equal(fullest(&r).gaps, 18);
    rhythm_release(&r);
}

static void events_together_are_one(void **state)
{
    (void)state;
    struct rhythm r = {0};
    for (int64_t i = 0; i < 6; i++)
        for (int64_t k = 0; k < 4; k++)
            assert_true(rhythm_add(&r, STR(""), i * 600 * SECOND + k * SECOND));
    assert_int_equal(r.total, 5);
    rhythm_release(&r);
}

static void a_clock_that_steps_back_makes_no_gap(void **state)
{
    (void)state;
    struct rhythm r = {0};
    assert_true(rhythm_add(&r, STR("a"), 1000 * SECOND));
    assert_true(rhythm_add(&r, STR("a"), 100 * SECOND));
    assert_true(rhythm_add(&r, STR("a"), 100000 * SECOND)); /* longer than any class */
    assert_int_equal(r.total, 0);
    rhythm_release(&r);
}

/* The same, looked up in the plainest way: the gaps of at least RHYTHM_LEAST_MS that are no longer
 * than the classes reach. */
struct plain {
    int names[RHYTHM_PEERS];
    int64_t last_ms[RHYTHM_PEERS];
    size_t count;
    uint64_t total;
};

static void plain_add(struct plain *p, int name, int64_t utc_ms)
{
    size_t oldest = 0, i = 0;
    for (; i < p->count && p->names[i] != name; i++)
        if (p->last_ms[i] < p->last_ms[oldest])
            oldest = i;
    int64_t gap = i < p->count ? utc_ms - p->last_ms[i] : 0;
    p->total += gap >= RHYTHM_LEAST_MS && gap < (int64_t)RHYTHM_LEAST_MS << RHYTHM_CLASSES / 8;
    if (i == p->count)
        i = p->count < RHYTHM_PEERS ? p->count++ : oldest;
    p->names[i] = name;
    p->last_ms[i] = utc_ms;
}

/* More than are followed, and a clock that is not steady. */
static void the_peer_not_seen_for_longest_makes_room(void **state)
{
    (void)state;
    struct rhythm r = {0};
    struct plain p = {0};
    uint32_t dice = 1;
    for (int64_t i = 0; i < 100000; i++) {
        dice = dice * 1664525 + 1013904223;
        char name[16];
        int number = (int)(dice >> 16) % (i < 50000 ? 90 : 70);
        int64_t utc_ms = i * 400 - (dice >> 8) % 3000 / 1000 * 1000;
        int len = snprintf(name, sizeof name, "db-%d", number);
        assert_true(rhythm_add(&r, (struct str){name, (size_t)len}, utc_ms));
        plain_add(&p, number, utc_ms);
        assert_int_equal(r.total, p.total);
    }
    assert_true(r.total > 10000);
    rhythm_release(&r);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(equal_gaps_share_a_class),
        cmocka_unit_test(peers_have_their_own_gaps),
        cmocka_unit_test(events_together_are_one),
        cmocka_unit_test(a_clock_that_steps_back_makes_no_gap),
        cmocka_unit_test(the_peer_not_seen_for_longest_makes_room),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
