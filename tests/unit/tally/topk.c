/* tally/topk.c: exact while names fit, bounded and repeatable when they do not. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "tally/topk.h"

/* The item of a name; without a name when there is none. */
static struct topk_item item_of(const struct topk *k, const char *name)
{
    for (size_t i = 0; i < k->count; i++)
        if (strcmp(k->items[i].name, name) == 0)
            return k->items[i];
    return (struct topk_item){0};
}

static void add_number(struct topk *k, unsigned number)
{
    char name[24];
    int len = snprintf(name, sizeof name, "peer-%u", number);
    assert_true(topk_add(k, (struct str){name, (size_t)len}, 1));
}

static void exact_while_names_fit(void **state)
{
    (void)state;
    struct topk k;
    topk_init(&k, 3);
    assert_true(topk_add(&k, STR("b"), 2));
    assert_true(topk_add(&k, STR("a"), 1));
    assert_true(topk_add(&k, STR("c"), 5));
    assert_true(topk_add(&k, STR("a"), 1));
    assert_int_equal(k.total, 9);
    assert_int_equal(k.evictions, 0);
    assert_int_equal(item_of(&k, "c").count, 5);
    assert_int_equal(item_of(&k, "c").over, 0);

    size_t order[3];
    assert_int_equal(topk_ranked(&k, order, 3), 3);
    assert_string_equal(k.items[order[0]].name, "c");
    assert_string_equal(k.items[order[1]].name, "a"); /* as often as b: by name */
    assert_string_equal(k.items[order[2]].name, "b");
    topk_release(&k);
}

static void first_and_last_times_of_a_name(void **state)
{
    (void)state;
    struct topk k;
    topk_init(&k, 1);
    assert_true(topk_add(&k, STR("a"), 1));
    assert_int_equal(item_of(&k, "a").first_ms, TOPK_NO_TIME);
    assert_true(topk_add_at(&k, STR("a"), 1, 500));
    assert_true(topk_add_at(&k, STR("a"), 1, -20));
    assert_true(topk_add_at(&k, STR("a"), 1, TOPK_NO_TIME));
    assert_int_equal(item_of(&k, "a").first_ms, -20);
    assert_int_equal(item_of(&k, "a").last_ms, 500);
    assert_true(topk_add_at(&k, STR("b"), 1, 700)); /* takes the place, not the times */
    assert_int_equal(item_of(&k, "b").first_ms, 700);
    topk_release(&k);
}

static void newcomer_takes_over_the_smallest_count(void **state)
{
    (void)state;
    struct topk k;
    topk_init(&k, 2);
    assert_true(topk_add(&k, STR("often"), 5));
    assert_true(topk_add(&k, STR("once"), 1));
    assert_true(topk_add(&k, STR("new"), 1));
    assert_null(item_of(&k, "once").name);
    assert_int_equal(item_of(&k, "new").count, 2);
    assert_int_equal(item_of(&k, "new").over, 1);
    assert_int_equal(k.evictions, 1);
    assert_int_equal(k.total, 7);
    topk_release(&k);
}

/* One name in ten is the frequent one, among thousands: it must be found, and the error bounds of
 * the sketch must hold for every item. */
static void bounds_hold_in_a_long_stream(void **state)
{
    (void)state;
    struct topk k;
    topk_init(&k, 64);
    unsigned random = 12345;
    uint64_t frequent = 0;
    for (unsigned i = 0; i < 50000; i++) {
        random = random * 1664525u + 1013904223u;
        bool hit = (random >> 16) % 10 == 0;
        frequent += hit;
        add_number(&k, hit ? 0 : 1 + (random >> 8) % 5000);
    }
    struct topk_item item = item_of(&k, "peer-0");
    assert_non_null(item.name);
    assert_true(item.count >= frequent);
    assert_true(item.count - item.over <= frequent);
    uint64_t sum = 0;
    for (size_t i = 0; i < k.count; i++) {
        sum += k.items[i].count;
        assert_true(k.items[i].over <= k.total / k.capacity);
    }
    assert_int_equal(sum, k.total); /* every add raises exactly one count */
    size_t order[3];
    assert_int_equal(topk_ranked(&k, order, 3), 3);
    assert_string_equal(k.items[order[0]].name, "peer-0");
    topk_release(&k);
}

/* Which name goes is the first of those with the smallest count, however many there are. */
static void the_smallest_goes(void **state)
{
    (void)state;
    enum { KEPT = 37 };
    struct topk k;
    topk_init(&k, KEPT);
    unsigned random = 99;
    for (unsigned i = 0; i < 20000; i++) {
        random = random * 1664525u + 1013904223u;
        size_t smallest = 0;
        for (size_t n = 1; n < k.count; n++)
            if (k.items[n].count < k.items[smallest].count)
                smallest = n;
        char name[24];
        (void)snprintf(name, sizeof name, "peer-%u", (random >> 16) % 97);
        bool full = k.count == KEPT;
        bool known = item_of(&k, name).name != NULL;
        size_t before = k.count;
        struct topk_added added;
        assert_true(topk_put(&k, str_from(name), 1 + random % 3, TOPK_NO_TIME, &added));
        assert_string_equal(k.items[added.item].name, name);
        assert_int_equal(added.pushed_out, full && !known);
        if (!known)
            assert_int_equal(added.item, full ? smallest : before);
    }
    struct topk_added nothing;
    assert_true(topk_put(&k, STR("x"), 0, TOPK_NO_TIME, &nothing));
    assert_int_equal(nothing.item, SIZE_MAX);
    assert_false(nothing.pushed_out);
    topk_release(&k);
}

static void same_stream_same_list(void **state)
{
    (void)state;
    struct topk a, b;
    topk_init(&a, 8);
    topk_init(&b, 8);
    for (unsigned i = 0; i < 3000; i++) {
        add_number(&a, i * 7919 % 61);
        add_number(&b, i * 7919 % 61);
    }
    assert_int_equal(a.count, b.count);
    for (size_t i = 0; i < a.count; i++) {
        assert_string_equal(a.items[i].name, b.items[i].name);
        assert_int_equal(a.items[i].count, b.items[i].count);
    }
    topk_release(&a);
    topk_release(&b);
}

static void names_are_cut_at_a_character(void **state)
{
    (void)state;
    struct topk k;
    topk_init(&k, 4);
    char name[TOPK_NAME_BYTES + 10];
    memset(name, 'x', sizeof name);
    name[TOPK_NAME_BYTES - 1] = '\xc3'; /* its second byte would be the first one too many */
    name[TOPK_NAME_BYTES] = '\xa9';
    assert_true(topk_add(&k, (struct str){name, sizeof name}, 1));
    assert_int_equal(strlen(k.items[0].name), TOPK_NAME_BYTES - 1);
    assert_true(topk_add(&k, (struct str){"a\0b", 3}, 1));
    assert_true(topk_add(&k, STR("a"), 1));
    assert_true(topk_add(&k, (struct str){NULL, 0}, 1));
    assert_int_equal(item_of(&k, "a").count, 2);
    assert_int_equal(item_of(&k, "").count, 1);
    topk_release(&k);
}

/* Long names and short ones take turns; what one leaves behind serves the next, or is too small. */
static void names_of_any_length_come_and_go(void **state)
{
    (void)state;
    struct topk k;
    topk_init(&k, 2);
    char name[128];
    memset(name, 'x', sizeof name);
    for (size_t i = 0; i < 2000; i++) {
        struct str text = {name, 1 + i * 37 % 120};
        assert_true(topk_add(&k, text, 1) && topk_add(&k, text, 1));
        name[text.len] = '\0';
        assert_int_equal(item_of(&k, name).count, item_of(&k, name).over + 2);
        name[text.len] = 'x';
    }
    assert_int_equal(k.total, 4000);
    topk_release(&k);
}

static void empty_lists(void **state)
{
    (void)state;
    struct topk none, zeroed = {0};
    size_t order[1];
    topk_init(&none, 0);
    assert_true(topk_add(&none, STR("a"), 1));
    assert_int_equal(topk_ranked(&none, order, 1), 0);
    topk_release(&none);
    topk_release(&zeroed);

    struct topk k;
    topk_init(&k, 2);
    assert_true(topk_add(&k, STR("a"), 0));
    assert_int_equal(k.count, 0);
    assert_true(topk_add(&k, STR("a"), 1));
    assert_int_equal(topk_ranked(&k, order, 0), 0);
    topk_release(&k);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(exact_while_names_fit),
        cmocka_unit_test(first_and_last_times_of_a_name),
        cmocka_unit_test(newcomer_takes_over_the_smallest_count),
        cmocka_unit_test(bounds_hold_in_a_long_stream),
        cmocka_unit_test(the_smallest_goes),
        cmocka_unit_test(same_stream_same_list),
        cmocka_unit_test(names_are_cut_at_a_character),
        cmocka_unit_test(names_of_any_length_come_and_go),
        cmocka_unit_test(empty_lists),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
