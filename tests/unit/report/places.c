/* report/places.c: what is gathered by place, in which order, and that it stays small. */
#include "report/places.h"

#include <stdio.h>
#include <stdlib.h>

#include "fixture.h"
#include "report/phrase.h"

static const struct render_style style;

static const struct report_places *build(struct fixture *f, enum report_grouping grouping)
{
    f->options.grouping = grouping;
    fixture_render(f, &renderer_json, &style);
    return &f->model.places;
}

static void assert_name(const struct report_place *p, const char *name, const char *title)
{
    assert_string_equal(p->name, name);
    assert_int_equal(p->name_len, strlen(name));
    assert_string_equal(p->title, title);
    assert_int_equal(p->title_len, strlen(title));
}

static void by_events_and_the_untold_last(void **state)
{
    (void)state;
    struct fixture f;
    fixture_init(&f, fixture_errors, FIXTURE_ERRORS);
    fixture_group(&f, "", 10054, 9, fixture_moment(14, 0));
    fixture_group(&f, "b:1", 10061, 1, fixture_moment(15, 0));
    fixture_group(&f, "b:1", 10054, 2, fixture_moment(14, 30));
    fixture_group(&f, "c:1", 10061, 4, (struct moment){0});
    fixture_group(&f, "a:1", 10061, 4, fixture_moment(15, 0));
    const struct report_places *p = build(&f, REPORT_GROUP_BY_PEER);
    assert_int_equal(p->count, 4);
    assert_int_equal(p->shown, 4);
    assert_int_equal(p->other_events, 0);
    assert_int_equal(p->short_by, 0);
    assert_name(&p->items[0], "a:1", "a:1");
    assert_name(&p->items[1], "c:1", "c:1");
    assert_name(&p->items[2], "b:1", "b:1");
    assert_name(&p->items[3], "", "no peer told");
    assert_true(p->items[2].verbatim && !p->items[3].verbatim);
    const struct report_place *b = &p->items[2];
    assert_int_equal(b->events, 3);
    assert_true(b->share > 0.149 && b->share < 0.151);
    assert_int_equal(b->part_count, 2);
    assert_int_equal(b->parts[0].meaning->code, 10054);
    assert_int_equal(b->parts[1].events, 1);
    assert_int_equal(b->first.wall_ms, fixture_moment(14, 30).wall_ms);
    assert_int_equal(b->last.wall_ms, fixture_moment(15, 0).wall_ms);
    assert_false(p->items[1].first.known);
    /* The sections are still there. */
    assert_string_equal(f.model.groups[0].id, "connection");
    assert_int_equal(build(&f, REPORT_GROUP_BY_SEVERITY)->count, 0);
    fixture_release(&f);
}

static void rotated_logs_are_one_in_time_order(void **state)
{
    (void)state;
    struct fixture f;
    fixture_init(&f, fixture_errors, FIXTURE_ERRORS);
    fixture_group(&f, "logs/app.log", 10061, 2, fixture_moment(16, 0));
    fixture_group(&f, "logs/app.log.1", 10061, 1, fixture_moment(15, 0));
    fixture_group(&f, "logs/app.log.2.gz", 10054, 1, fixture_moment(14, 0));
    fixture_group(&f, "logs/app-2026-11-19.log", 10061, 1, fixture_moment(13, 0));
    fixture_group(&f, "logs/app.log.9", 10061, 1, (struct moment){0});
    fixture_group(&f, "logs/app.log.8", 10061, 1, (struct moment){0});
    fixture_group(&f, "logs/web-2026-11-19.log", 10061, 1, fixture_moment(13, 0));
    const struct report_places *p = build(&f, REPORT_GROUP_BY_FILE);
    static const char *const order[] = {"logs/app-2026-11-19.log", "logs/app.log.2.gz",
                                        "logs/app.log.1",          "logs/app.log",
                                        "logs/app.log.9",          "logs/app.log.8"};
    assert_int_equal(p->count, 2);
    assert_name(&p->items[0], "logs/app.log", "logs/app.log");
    assert_int_equal(p->items[0].events, 7);
    assert_int_equal(p->items[0].member_count, 6);
    for (size_t i = 0; i < 6; i++)
        assert_string_equal(p->items[0].members[i].name, order[i]);
    assert_int_equal(p->items[0].members[3].events, 2);
    assert_int_equal(p->items[0].part_count, 2);
    assert_int_equal(p->items[0].parts[0].events, 6);
    assert_int_equal(p->items[0].parts[0].first.wall_ms, fixture_moment(13, 0).wall_ms);
    /* One file alone keeps its name. */
    assert_name(&p->items[1], "logs/web-2026-11-19.log", "logs/web-2026-11-19.log");
    assert_int_equal(p->items[1].member_count, 0);
    /* Peers have no families. */
    assert_int_equal(build(&f, REPORT_GROUP_BY_PEER)->count, 7);
    fixture_release(&f);
}

static void hours_by_time(void **state)
{
    (void)state;
    struct fixture f;
    fixture_init(&f, fixture_errors, FIXTURE_ERRORS);
    fixture_group(&f, "2026-11-20T15:00", 10061, 5, fixture_moment(15, 0));
    fixture_group(&f, "2026-11-20T14:00", 10061, 1, fixture_moment(14, 0));
    fixture_group(&f, "2026-11-20T13:00Z", 10061, 1, fixture_moment(13, 0));
    fixture_group(&f, "", 10061, 1, (struct moment){0});
    const struct report_places *p = build(&f, REPORT_GROUP_BY_HOUR);
    assert_name(&p->items[0], "2026-11-20T13:00Z", "2026-11-20 13:00 UTC");
    assert_name(&p->items[1], "2026-11-20T14:00", "2026-11-20 14:00");
    assert_name(&p->items[2], "2026-11-20T15:00", "2026-11-20 15:00");
    assert_name(&p->items[3], "", "without a time");
    fixture_release(&f);
}

/* People see the busiest hours, in the order of time, and what is not told. */
static void the_busiest_are_shown(void **state)
{
    (void)state;
    struct fixture f;
    fixture_init(&f, fixture_errors, FIXTURE_ERRORS);
    for (unsigned i = 0; i < 200; i++) {
        char name[32];
        (void)snprintf(name, sizeof name, "2026-11-%02uT%02u:00", 1 + i / 24, i % 24);
        fixture_group(&f, name, 10061, i % 4 == 3 ? 3 : 1, fixture_moment(1, 0));
    }
    fixture_group(&f, "", 10061, 1, (struct moment){0});
    const struct report_places *p = build(&f, REPORT_GROUP_BY_HOUR);
    assert_int_equal(p->count, 201);
    assert_int_equal(p->shown, REPORT_PLACES_SHOWN + 1);
    for (size_t i = 0; i < 200; i++) {
        assert_int_equal(p->items[i].shown, i % 4 == 3);
        assert_true(i == 0 || strcmp(p->items[i - 1].name, p->items[i].name) < 0);
    }
    struct buf rest = BUF_INIT(512);
    assert_true(phrase_places_rest(&rest, &f.model, p->shown));
    assert_string_equal(buf_text(&rest), "150 more are not shown here, with 150 events; the JSON "
                                         "and CSV reports hold more.");
    buf_clear(&rest);
    assert_true(phrase_places_rest(&rest, &f.model, 10)); /* a page that was full earlier */
    assert_true(str_starts(buf_str(&rest), STR("191 more are not shown here, with 271 events;")));
    buf_release(&rest);
    fixture_release(&f);
}

/* The sum of the column `events` of a CSV without quotes before it. */
static uint64_t sum_events(const char *text)
{
    uint64_t sum = 0;
    for (const char *line = strstr(text, "\r\n"); line && line[2];
         line = strstr(line + 2, "\r\n")) {
        const char *cell = line + 2;
        for (int i = 0; i < 8; i++)
            cell = strchr(cell, ',') + 1;
        sum += strtoull(cell, NULL, 10);
    }
    return sum;
}

/* A hundred thousand names: every report stays small, says what it leaves out, and adds up. */
static void assert_small(enum report_grouping grouping, const char *before, const char *after,
                         const char *said)
{
    struct fixture f;
    fixture_init(&f, fixture_errors, FIXTURE_ERRORS);
    f.options.grouping = grouping;
    fixture_group(&f, "often", 10054, 9000, fixture_moment(14, 0));
    for (int i = 0; i < 100000; i++) {
        char name[64];
        (void)snprintf(name, sizeof name, "%s%04d%s", before, i, after);
        fixture_group(&f, name, i % 2 ? 10061 : 10048, 1, fixture_moment(14, 0));
    }
    assert_true(f.tally.groups.names.count <= GROUPS_KEPT);
    static const struct render_style wide = {.width = 200};
    assert_non_null(strstr(fixture_render(&f, &renderer_text, &wide), said));
    assert_true(f.out.len < 50000);
    const struct report_places *p = &f.model.places;
    assert_string_equal(p->items[0].name, "often");
    assert_in_range(p->items[0].events, 9000 - p->short_by, 9000);
    assert_int_equal(p->short_by, 109000 / GROUPS_KEPT);
    assert_non_null(strstr(fixture_render(&f, &renderer_html, &style), said));
    assert_true(f.out.len < 100000);
    assert_non_null(strstr(fixture_render(&f, &renderer_markdown, &style), said));
    assert_true(f.out.len < 30000);
    assert_non_null(strstr(fixture_render(&f, &renderer_json, &style), "\"short_by_at_most\": 26"));
    assert_true(f.out.len < (size_t)4 << 20);
    assert_int_equal(sum_events(fixture_render(&f, &renderer_csv, &style)), 109000);
    fixture_release(&f);
}

static void many_names_stay_small(void **state)
{
    (void)state;
    assert_small(REPORT_GROUP_BY_PEER, "192.0.2.1:", "", "More than 4,096 peers were met");
    assert_small(REPORT_GROUP_BY_FILE, "logs/srv", "/app-x.log", "More than 4,096 logs were met");
    assert_small(REPORT_GROUP_BY_FILE, "logs/app.log.", "", "More than 4,096 logs were met");
    assert_small(REPORT_GROUP_BY_HOST, "srv", ".example.com", "More than 4,096 hosts were met");
}

/* A hundred thousand names, each as often as any: that is said too. */
static void nothing_stands_out(void **state)
{
    (void)state;
    struct fixture f;
    fixture_init(&f, fixture_errors, FIXTURE_ERRORS);
    f.options.grouping = REPORT_GROUP_BY_HOST;
    for (int i = 0; i < 100000; i++) {
        char name[64];
        (void)snprintf(name, sizeof name, "srv%d", i);
        fixture_group(&f, name, 10061, 1, fixture_moment(14, 0));
    }
    const char *said = "No host stands out. At least 4,097 are not shown here, with 100,000 "
                       "events. More than 4,096 hosts were met";
    static const struct render_style wide = {.width = 200};
    const char *text = fixture_render(&f, &renderer_text, &wide);
    assert_int_equal(f.model.places.count, 0);
    assert_non_null(strstr(text, "By host"));
    assert_non_null(strstr(text, said));
    assert_non_null(strstr(fixture_render(&f, &renderer_html, &style), said));
    assert_non_null(strstr(fixture_render(&f, &renderer_markdown, &style), said));
    assert_int_equal(sum_events(fixture_render(&f, &renderer_csv, &style)), 100000);
    fixture_release(&f);
}

/* Events whose error found no room in its group are told apart. */
static void errors_beyond_the_room(void **state)
{
    (void)state;
    struct fixture f;
    fixture_init(&f, fixture_errors, FIXTURE_ERRORS);
    f.tally.groups.cells = GROUP_CELLS_MAX - 1;
    fixture_group(&f, "a:1", 10061, 2, fixture_moment(14, 0));
    fixture_group(&f, "a:1", 10054, 3, fixture_moment(14, 0));
    const struct report_place *a = &build(&f, REPORT_GROUP_BY_PEER)->items[0];
    assert_int_equal(a->events, 5);
    assert_int_equal(a->part_count, 1);
    assert_int_equal(a->part_rest, 3);
    assert_non_null(
        strstr(fixture_render(&f, &renderer_text, &style), "                3  other kinds"));
    fixture_release(&f);
}

static void nothing_counted(void **state)
{
    (void)state;
    struct fixture f;
    fixture_init(&f, fixture_errors, FIXTURE_ERRORS);
    assert_int_equal(build(&f, REPORT_GROUP_BY_PEER)->count, 0);
    assert_null(strstr(fixture_render(&f, &renderer_text, &style), "By peer"));
    assert_null(strstr(fixture_render(&f, &renderer_html, &style), "By peer"));
    assert_null(strstr(fixture_render(&f, &renderer_markdown, &style), "By peer"));
    fixture_release(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(by_events_and_the_untold_last),
        cmocka_unit_test(rotated_logs_are_one_in_time_order),
        cmocka_unit_test(hours_by_time),
        cmocka_unit_test(the_busiest_are_shown),
        cmocka_unit_test(many_names_stay_small),
        cmocka_unit_test(nothing_stands_out),
        cmocka_unit_test(errors_beyond_the_room),
        cmocka_unit_test(nothing_counted),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
