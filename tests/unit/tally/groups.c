/* tally/groups.c: exact while names fit, bounded when they do not. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "tally/groups.h"

static struct moment at(int day, int hour, int minute)
{
    struct moment m;
    assert_true(moment_make(2026, 11, day, hour, minute, 0, 0, &m));
    return m;
}

/* The index of a name, or SIZE_MAX. */
static size_t find(const struct groups *g, const char *name)
{
    for (size_t i = 0; i < g->names.count; i++)
        if (strcmp(g->names.items[i].name, name) == 0)
            return i;
    return SIZE_MAX;
}

static void errors_within_groups(void **state)
{
    (void)state;
    struct groups g;
    groups_init(&g);
    assert_true(groups_add(&g, STR("db:1433"), 7, at(20, 10, 5)));
    assert_true(groups_add(&g, STR("db:1433"), 3, at(20, 9, 0)));
    assert_true(groups_add(&g, STR("db:1433"), 7, at(20, 11, 0)));
    assert_true(groups_add(&g, STR("db:1433"), 7, (struct moment){0}));
    assert_true(groups_add(&g, STR(""), 7, (struct moment){0}));
    assert_int_equal(g.names.count, 2);
    assert_int_equal(g.names.evictions, 0);
    size_t i = find(&g, "db:1433");
    const struct group *group = &g.items[i];
    assert_int_equal(g.names.items[i].count, 4);
    assert_int_equal(group->count, 2);
    assert_int_equal(group->cells[0].error, 7);
    assert_int_equal(group->cells[0].events, 3);
    assert_int_equal(group->cells[0].first.wall_ms, at(20, 10, 5).wall_ms);
    assert_int_equal(group->cells[0].last.wall_ms, at(20, 11, 0).wall_ms);
    assert_int_equal(group->cells[1].events, 1);
    assert_int_equal(group->first.wall_ms, at(20, 9, 0).wall_ms);
    assert_false(g.items[find(&g, "")].first.known);
    groups_release(&g);
    groups_release(&g);
}

/* A hundred thousand names, one of them often: it is kept, its count holds within the bound, and
 * what is kept of each name is never more than what was seen of it. */
static void many_names_stay_bounded(void **state)
{
    (void)state;
    enum { NAMES = 100000, EACH = 50 };
    struct groups g;
    uint64_t often = 0;
    groups_init(&g);
    for (int i = 0; i < NAMES; i++) {
        char name[32];
        (void)snprintf(name, sizeof name, "192.0.2.1:%d", i);
        assert_true(groups_add(&g, str_from(name), (size_t)i % 3, at(20, 10, i % 60)));
        if (i % EACH == 0) {
            assert_true(groups_add(&g, STR("often"), 9, at(20, 10, i % 60)));
            often++;
        }
    }
    assert_int_equal(g.names.count, GROUPS_KEPT);
    assert_int_equal(g.names.total, NAMES + often);
    assert_true(g.cells <= GROUPS_KEPT * 2);
    size_t cells = 0;
    for (size_t i = 0; i < g.names.count; i++) {
        const struct topk_item *name = &g.names.items[i];
        uint64_t events = 0;
        for (size_t k = 0; k < g.items[i].count; k++)
            events += g.items[i].cells[k].events;
        assert_int_equal(events, name->count - name->over);
        assert_true(name->over <= g.names.total / GROUPS_KEPT);
        cells += g.items[i].count;
    }
    assert_int_equal(cells, g.cells);
    size_t i = find(&g, "often");
    assert_true(i != SIZE_MAX);
    assert_true(g.items[i].cells[0].events <= often && g.names.items[i].count >= often);
    groups_release(&g);
}

/* Every error in every group: what has no cell counts for the group alone. */
static void many_cells_stay_bounded(void **state)
{
    (void)state;
    enum { NAMES = 1000, ERRORS = 100 };
    struct groups g;
    groups_init(&g);
    for (int i = 0; i < NAMES; i++) {
        char name[32];
        (void)snprintf(name, sizeof name, "host-%d", i);
        for (size_t error = 0; error < ERRORS; error++)
            assert_true(groups_add(&g, str_from(name), error, at(20, 10, 0)));
    }
    assert_int_equal(g.cells, GROUP_CELLS_MAX);
    assert_int_equal(g.names.items[find(&g, "host-999")].count, ERRORS);
    assert_int_equal(g.items[find(&g, "host-999")].count, 0);
    assert_int_equal(g.items[find(&g, "host-0")].count, ERRORS);
    groups_release(&g);
}

static void assert_time_name(enum group_key key, struct moment time, const char *expected)
{
    char room[GROUP_TIME_BYTES];
    struct str name = group_time_name(key, time, room);
    if (!str_equal(name, str_from(expected)))
        fail_msg("%.*s, not %s", STR_ARG(name), expected);
}

static void hours_and_days(void **state)
{
    (void)state;
    assert_time_name(GROUP_BY_HOUR, at(20, 14, 59), "2026-11-20T14:00");
    assert_time_name(GROUP_BY_DAY, at(20, 23, 59), "2026-11-20");
    assert_time_name(GROUP_BY_DAY, (struct moment){0}, "");
    struct moment zoned = at(20, 1, 30);
    zoned.has_zone = true;
    zoned.offset_min = 120;
    assert_time_name(GROUP_BY_HOUR, zoned, "2026-11-19T23:00Z");
    assert_time_name(GROUP_BY_DAY, zoned, "2026-11-19Z");
    struct moment before = {.wall_ms = -1, .known = true};
    assert_time_name(GROUP_BY_HOUR, before, "1969-12-31T23:00");
    struct moment far = {.wall_ms = INT64_MAX / 2, .has_zone = true, .known = true};
    char room[GROUP_TIME_BYTES];
    assert_true(group_time_name(GROUP_BY_HOUR, far, room).len < GROUP_TIME_BYTES);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(errors_within_groups),
        cmocka_unit_test(many_names_stay_bounded),
        cmocka_unit_test(many_cells_stay_bounded),
        cmocka_unit_test(hours_and_days),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
