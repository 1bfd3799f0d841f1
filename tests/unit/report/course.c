/* report/course.c: timelines that people read, rates and bursts. */
#include "report/course.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "report/phrase.h"

#define HOUR INT64_C(3600000)
#define MINUTE INT64_C(60000)

struct scene {
    struct arena memory;
    struct timeline timeline;
    struct minutes minutes;
    struct moment first, last;
    struct zone *zone;
    struct report_course course;
};

static void scene_init(struct scene *s)
{
    *s = (struct scene){.memory = ARENA_INIT((size_t)1024 * 1024)};
}

static int64_t at(int month, int day, int hour, int minute)
{
    struct moment m;
    assert_true(moment_make(2026, month, day, hour, minute, 0, 0, &m));
    return m.wall_ms;
}

static void add(struct scene *s, int64_t utc_ms, int times)
{
    struct moment m = moment_in_zone(utc_ms, s->zone, true);
    moment_widen(&s->first, &s->last, m);
    for (int i = 0; i < times; i++) {
        assert_true(timeline_add(&s->timeline, utc_ms, 1));
        assert_true(minutes_add(&s->minutes, utc_ms));
    }
}

static void build(struct scene *s)
{
    assert_true(course_build(&s->memory, &s->timeline, &s->minutes, s->zone, s->first, s->last,
                             &s->course));
    uint64_t events = 0;
    for (size_t i = 0; i < s->course.timeline_count; i++)
        events += s->course.timeline[i].events;
    assert_int_equal(events, s->minutes.total); /* nothing is lost */
    assert_true(s->course.timeline_count <= COURSE_BUCKETS_MAX);
}

static void scene_release(struct scene *s)
{
    timeline_release(&s->timeline);
    minutes_release(&s->minutes);
    arena_release(&s->memory);
    zone_close(s->zone);
}

static void assert_time(struct moment m, const char *text)
{
    struct buf b = BUF_INIT(64);
    moment_format(m, &b);
    assert_string_equal(buf_text(&b), text);
    buf_release(&b);
}

static void assert_said(const struct scene *s, const char *text)
{
    struct buf b = BUF_INIT(512);
    phrase_course(&b, &s->course);
    assert_string_equal(buf_text(&b), text);
    buf_release(&b);
}

static void nothing(void **state)
{
    (void)state;
    struct scene s;
    scene_init(&s);
    build(&s);
    assert_int_equal(s.course.timeline_count, 0);
    assert_int_equal(s.course.burst_count, 0);
    assert_said(&s, "");
    scene_release(&s);
}

static void buckets_fit_the_span(void **state)
{
    (void)state;
    static const struct {
        int64_t span;
        int64_t width;
    } rows[] = {
        {0, MINUTE},
        {99 * MINUTE, MINUTE},
        {100 * MINUTE, 5 * MINUTE},
        {8 * HOUR, 5 * MINUTE},
        {24 * HOUR, 15 * MINUTE},
        {3 * 24 * HOUR, HOUR},
        {7 * 24 * HOUR, 3 * HOUR},
        {20 * 24 * HOUR, 6 * HOUR},
        {30 * 24 * HOUR, 12 * HOUR},
        {90 * 24 * HOUR, 24 * HOUR},
        {360 * 24 * HOUR, 4 * 24 * HOUR},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct scene s;
        scene_init(&s);
        add(&s, at(1, 1, 0, 0), 1);
        add(&s, at(1, 1, 0, 0) + rows[i].span, 2);
        build(&s);
        assert_int_equal(s.course.timeline_width_ms, rows[i].width);
        assert_int_equal(s.course.timeline[0].events, rows[i].span ? 1 : 3);
        assert_time(s.course.timeline[0].start,
                    rows[i].width > 24 * HOUR ? "2025-12-30T00:00:00Z" : "2026-01-01T00:00:00Z");
        scene_release(&s);
    }
}

/* Days begin at midnight by the clock of the zone, also when it is changed. */
static void days_of_a_zone(void **state)
{
    (void)state;
    struct scene s;
    struct error err;
    scene_init(&s);
    if (zone_open("Europe/Berlin", &s.zone, &err))
        skip();
    add(&s, at(10, 20, 22, 30), 1); /* 00:30 on the 21st */
    add(&s, at(10, 28, 22, 30), 1); /* 23:30 on the 28th */
    build(&s);
    assert_int_equal(s.course.timeline_width_ms, 3 * HOUR);
    assert_time(s.course.timeline[0].start, "2026-10-21T00:00:00+02:00");
    assert_time(s.course.timeline[s.course.timeline_count - 1].start, "2026-10-28T21:00:00+01:00");
    scene_release(&s);
}

static void the_hour_that_comes_twice_has_buckets_of_its_own(void **state)
{
    (void)state;
    struct scene s;
    struct error err;
    scene_init(&s);
    if (zone_open("Europe/Berlin", &s.zone, &err))
        skip();
    add(&s, at(10, 25, 0, 30), 1);
    add(&s, at(10, 25, 1, 30), 1);
    build(&s);
    assert_int_equal(s.course.timeline_count, 61);
    assert_time(s.course.timeline[0].start, "2026-10-25T02:30:00+02:00");
    assert_time(s.course.timeline[60].start, "2026-10-25T02:30:00+01:00");
    scene_release(&s);
}

static void a_rate_needs_events_and_time(void **state)
{
    (void)state;
    struct scene s;
    scene_init(&s);
    for (int i = 0; i < 9; i++)
        add(&s, at(1, 1, 0, i * 6), 1);
    build(&s);
    assert_true(s.course.per_hour <= 0);
    add(&s, at(1, 1, 1, 0), 1);
    build(&s);
    assert_true(s.course.per_hour > 9.99 && s.course.per_hour < 10.01);
    assert_said(&s, "10.0 an hour");
    assert_int_equal(s.course.burst_count, 0);
    scene_release(&s);
    scene_init(&s);
    add(&s, at(1, 1, 0, 0), 500);
    build(&s);
    assert_true(s.course.per_hour <= 0);
    assert_int_equal(s.course.burst_count, 0); /* all of it is no burst of itself */
    scene_release(&s);
}

static void bursts_stand_out(void **state)
{
    (void)state;
    struct scene s;
    scene_init(&s);
    for (int hour = 0; hour < 24; hour++)
        add(&s, at(11, 20, hour, 30), 5);
    add(&s, at(11, 20, 10, 2), 300);
    add(&s, at(11, 20, 10, 4), 200); /* a quiet minute between them */
    add(&s, at(11, 20, 20, 0), 40);
    build(&s);
    assert_int_equal(s.course.burst_count, 2);
    assert_int_equal(s.course.bursts[0].events, 500);
    assert_int_equal(s.course.bursts[0].minutes, 3);
    assert_time(s.course.bursts[0].start, "2026-11-20T10:02:00Z");
    assert_int_equal(s.course.bursts[1].events, 40);
    assert_said(&s, "28.7 an hour; 500 within 3 minutes from 2026-11-20 10:02:00 UTC, 40 within 1 "
                    "minute from 2026-11-20 20:00:00 UTC");
    /* Of more than are shown, the largest are. */
    add(&s, at(11, 20, 2, 0), 60);
    add(&s, at(11, 20, 3, 0), 50);
    build(&s);
    assert_int_equal(s.course.burst_count, REPORT_BURSTS_MAX);
    assert_int_equal(s.course.bursts[1].events, 60);
    assert_int_equal(s.course.bursts[2].events, 50);
    scene_release(&s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nothing),
        cmocka_unit_test(buckets_fit_the_span),
        cmocka_unit_test(days_of_a_zone),
        cmocka_unit_test(the_hour_that_comes_twice_has_buckets_of_its_own),
        cmocka_unit_test(a_rate_needs_events_and_time),
        cmocka_unit_test(bursts_stand_out),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
