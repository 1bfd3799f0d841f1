/* tally/tally.c: what is counted where, and that nothing grows without bound. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "tally/tally.h"

static struct tally open_tally(size_t samples)
{
    struct tally t;
    struct error err;
    struct tally_options options = {.error_count = 3, .samples = samples};
    assert_int_equal(tally_init(&t, &options, &err), 0);
    return t;
}

static void add(struct tally *t, struct sighting s)
{
    struct error err;
    if (!s.file.len)
        s.file = STR("a.log");
    assert_int_equal(tally_add(t, &s, &err), 0);
}

static struct moment at(int hour, int minute)
{
    struct moment m;
    assert_true(moment_make(2026, 11, 20, hour, minute, 0, 0, &m));
    return m;
}

static void events_and_mentions(void **state)
{
    (void)state;
    struct tally t = open_tally(3);
    add(&t, (struct sighting){.error = 1, .event = true, .operation = OPERATION_BIND});
    add(&t, (struct sighting){.error = 1, .event = false, .disagrees = true});
    add(&t, (struct sighting){.error = 2, .event = true, .ignorable = true});
    assert_int_equal(t.events, 1);
    assert_int_equal(t.mentions, 2);
    assert_int_equal(t.ignorable, 1);
    assert_int_equal(t.errors[1].events, 1);
    assert_int_equal(t.errors[1].mentions, 2);
    assert_int_equal(t.errors[1].disagreements, 1);
    assert_int_equal(t.errors[1].operations[OPERATION_BIND], 1);
    assert_int_equal(t.without_time, 1);
    assert_int_equal(t.errors[0].mentions, 0);
    tally_release(&t);
}

static void first_and_last_are_by_time_not_by_place(void **state)
{
    (void)state;
    struct tally t = open_tally(3);
    struct moment zoned = at(12, 0);
    zoned.has_zone = true;
    zoned.offset_min = 120; /* 10:00 UTC */
    add(&t, (struct sighting){.error = 1, .event = true, .time = at(11, 0)});
    add(&t, (struct sighting){.error = 1, .event = true, .time = zoned});
    add(&t, (struct sighting){.error = 1, .event = true, .time = at(11, 30)});
    assert_int_equal(t.errors[1].first.wall_ms, zoned.wall_ms);
    assert_int_equal(t.errors[1].last.wall_ms, at(11, 30).wall_ms);
    tally_release(&t);
}

static void samples_are_the_first_events(void **state)
{
    (void)state;
    struct tally t = open_tally(2);
    for (uint64_t line = 1; line <= 5; line++)
        add(&t, (struct sighting){.error = 1, .event = line != 2, .line = line, .text = STR("x")});
    assert_int_equal(t.errors[1].sample_count, 2);
    assert_int_equal(t.errors[1].samples[0].line, 1);
    assert_int_equal(t.errors[1].samples[1].line, 3);
    tally_release(&t);
}

static void a_long_sample_is_cut_around_its_match(void **state)
{
    (void)state;
    enum { BYTES = 4000, MATCH = 3001 };
    char text[BYTES];
    /* Characters of two bytes: no cut may halve one. */
    for (size_t i = 0; i < BYTES; i += 2)
        memcpy(text + i, "\xc3\xa9", 2);
    struct tally t = open_tally(1);
    add(&t,
        (struct sighting){
            .error = 1, .event = true, .text = {text, BYTES}, .match_at = MATCH, .match_len = 5});
    const struct tally_sample *s = &t.errors[1].samples[0];
    assert_in_range(s->text_len, TALLY_SAMPLE_BYTES - 8, TALLY_SAMPLE_BYTES + 8);
    assert_int_equal(s->match_len, 5);
    assert_in_range(s->match_at, 100, 200);
    assert_memory_equal(s->text, "\xe2\x80\xa6\xc3\xa9", 5);
    assert_memory_equal(s->text + s->text_len - 5, "\xc3\xa9\xe2\x80\xa6", 5);
    tally_release(&t);
}

static void many_peers_and_files_stay_bounded(void **state)
{
    (void)state;
    struct tally t = open_tally(1);
    char peer[32];
    for (int i = 0; i < 5000; i++) {
        (void)snprintf(peer, sizeof peer, "192.0.2.1:%d", i);
        add(&t, (struct sighting){
                    .error = 1, .event = true, .peer = str_from(peer), .file = str_from(peer)});
    }
    assert_int_equal(t.errors[1].peers.count, TALLY_TOP);
    assert_int_equal(t.errors[1].peers.total, 5000);
    assert_true(t.errors[1].peers.evictions > 0);
    tally_release(&t);
}

static size_t groups_of(enum group_key key)
{
    struct tally t;
    struct error err;
    struct tally_options options = {.error_count = 3, .group_by = key};
    assert_int_equal(tally_init(&t, &options, &err), 0);
    add(&t, (struct sighting){.error = 1, .event = true, .time = at(10, 0), .peer = STR("p")});
    add(&t, (struct sighting){.error = 1, .event = false, .peer = STR("q")}); /* no event */
    add(&t, (struct sighting){.error = 2, .event = true, .ignorable = true, .host = STR("h")});
    add(&t, (struct sighting){
                .error = 2, .event = true, .operation = OPERATION_NONE, .file = STR("b.log")});
    size_t count = t.groups.names.count;
    for (size_t i = 0; i < count; i++)
        assert_int_equal(t.groups.names.items[i].count, 2 / count);
    tally_release(&t);
    return count;
}

static void events_are_grouped_by_what_is_asked_for(void **state)
{
    (void)state;
    assert_int_equal(groups_of(GROUP_BY_NONE), 0);
    assert_int_equal(groups_of(GROUP_BY_FILE), 2);
    assert_int_equal(groups_of(GROUP_BY_PEER), 2);
    assert_int_equal(groups_of(GROUP_BY_OPERATION), 2);
    assert_int_equal(groups_of(GROUP_BY_HOST), 1);
    assert_int_equal(groups_of(GROUP_BY_PROCESS), 1);
    assert_int_equal(groups_of(GROUP_BY_HOUR), 2);
    assert_int_equal(groups_of(GROUP_BY_DAY), 2);
}

static void events_with_a_time_have_minutes_and_a_rhythm(void **state)
{
    (void)state;
    struct tally t = open_tally(1);
    for (int i = 0; i < 4; i++)
        add(&t, (struct sighting){
                    .error = 1, .event = true, .time = at(10, 4 * i), .peer = STR("db:1433")});
    add(&t, (struct sighting){.error = 1, .event = true});
    assert_int_equal(t.errors[1].minutes.total, 4);
    assert_int_equal(t.errors[1].rhythm.total, 3);
    assert_int_equal(t.errors[1].peers.items[0].last_ms, moment_utc_ms(at(10, 12)));
    tally_release(&t);
}

static void the_latest_time_read_is_kept(void **state)
{
    (void)state;
    struct tally t = open_tally(1);
    tally_read_until(&t, (struct moment){0});
    assert_false(t.read_until.known);
    tally_read_until(&t, at(12, 0));
    tally_read_until(&t, at(11, 0));
    assert_int_equal(t.read_until.wall_ms, at(12, 0).wall_ms);
    tally_release(&t);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(events_and_mentions),
        cmocka_unit_test(first_and_last_are_by_time_not_by_place),
        cmocka_unit_test(samples_are_the_first_events),
        cmocka_unit_test(a_long_sample_is_cut_around_its_match),
        cmocka_unit_test(many_peers_and_files_stay_bounded),
        cmocka_unit_test(events_are_grouped_by_what_is_asked_for),
        cmocka_unit_test(events_with_a_time_have_minutes_and_a_rhythm),
        cmocka_unit_test(the_latest_time_read_is_kept),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
