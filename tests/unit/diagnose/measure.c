/* diagnose/measure.c: each figure over a small tally, and what cannot be told. */
#include "fixture.h"

#include "diagnose/measure.h"

static const struct diagnosis_subject resets[] = {{10054, 0}};
static const struct diagnosis_subject refusals[] = {{10061, 0}};
static const struct diagnosis_subject sent[] = {{10054, 1u << OPERATION_SEND}};
static const struct diagnosis_subject untold[] = {{10054, OPERATION_UNKNOWN_BIT}};
static const struct diagnosis_subject foreign[] = {{4711, 0}};

static struct measured ask(struct fixture *f, enum measure what,
                           const struct diagnosis_subject *subject)
{
    struct measuring m = {&f->tally, f->catalog, {subject, 1}, &f->memory, false};
    struct figure figure = {.measure = what};
    if (measure_needs_minutes(what))
        figure.minutes = 5;
    if (measure_needs_other(what))
        figure.to = (struct diagnosis_scope){resets, 1};
    struct measured value = measure(&m, &figure);
    assert_false(m.failed);
    return value;
}

static double number(struct fixture *f, enum measure what, const struct diagnosis_subject *subject)
{
    struct measured value = ask(f, what, subject);
    assert_true(value.known);
    return value.number;
}

static void counts_by_operation(void **state)
{
    (void)state;
    struct fixture f;
    fixture_open(&f);
    fixture_events(&f, 3, 10054, OPERATION_SEND, "", -1, 0);
    fixture_events(&f, 2, 10054, OPERATION_NONE, "", -1, 0);
    fixture_events(&f, 5, 10061, OPERATION_CONNECT, "", -1, 0);
    assert_true(number(&f, MEASURE_EVENTS, resets) == 5);
    assert_true(number(&f, MEASURE_EVENTS, sent) == 3);
    assert_true(number(&f, MEASURE_EVENTS, untold) == 2);
    assert_true(number(&f, MEASURE_EVENTS, foreign) == 0);
    assert_true(number(&f, MEASURE_SHARE, resets) == 0.5);
    assert_true(number(&f, MEASURE_RATIO, refusals) == 1);
    assert_true(number(&f, MEASURE_KINDS, refusals) == 1);
    assert_true(number(&f, MEASURE_REPEATED, refusals) == 5);
    fixture_close(&f);
}

static void related_codes_are_counted_apart(void **state)
{
    (void)state;
    static const struct diagnosis_subject both[] = {{64, 0}, {1236, 0}};
    struct fixture f;
    fixture_open(&f);
    for (size_t i = 0; i < f.catalog->related_count; i++)
        if (f.catalog->related[i].code == 64 || f.catalog->related[i].code == 121)
            tally_add_related(&f.tally, i);
    struct measuring m = {&f.tally, f.catalog, {resets, 1}, &f.memory, false};
    struct figure figure = {.measure = MEASURE_RELATED, .of = {both, 2}};
    assert_true(measure(&m, &figure).number == 1);
    assert_true(number(&f, MEASURE_RELATED, resets) == 0);
    assert_int_equal(f.tally.events, 0);
    fixture_close(&f);
}

static void peers_and_their_form(void **state)
{
    (void)state;
    struct fixture f;
    fixture_open(&f);
    fixture_events(&f, 6, 10061, OPERATION_CONNECT, "db:1433", 600, 60);
    fixture_events(&f, 2, 10061, OPERATION_CONNECT, "127.0.0.1:80", 0, 1);
    fixture_events(&f, 2, 10061, OPERATION_CONNECT, "[2001:db8::1]:80", 0, 1);
    assert_true(number(&f, MEASURE_PEERS, refusals) == 3);
    assert_string_equal(ask(&f, MEASURE_TOP_PEER, refusals).name, "db:1433");
    assert_string_equal(ask(&f, MEASURE_MAIN_PEER, refusals).name, "db:1433");
    assert_true(number(&f, MEASURE_TOP_PEER_EVENTS, refusals) == 6);
    assert_true(number(&f, MEASURE_TOP_PEER_SHARE, refusals) == 0.6);
    assert_true(number(&f, MEASURE_TOP_PEER_SPAN, refusals) == 5);
    assert_true(number(&f, MEASURE_LOCAL_SHARE, refusals) == 0.2);
    assert_true(number(&f, MEASURE_IPV6_SHARE, refusals) == 0.2);
    assert_int_equal(ask(&f, MEASURE_TOP_PEER_WHEN, refusals).when.wall_ms,
                     fixture_at(600).wall_ms);
    fixture_events(&f, 9, 10061, OPERATION_CONNECT, "web:80", 0, 1);
    assert_false(ask(&f, MEASURE_MAIN_PEER, refusals).known);
    fixture_close(&f);
}

static void clients_are_known_without_a_port(void **state)
{
    (void)state;
    struct fixture f;
    fixture_open(&f);
    fixture_events(&f, 3, 10054, OPERATION_RECEIVE, "198.51.100.7", 0, 1);
    fixture_events(&f, 1, 10054, OPERATION_RECEIVE, "2001:db8::7", 0, 1);
    fixture_events(&f, 2, 10054, OPERATION_SEND, "db:1433", 0, 1);
    fixture_events(&f, 1, 10054, OPERATION_SEND, "[2001:db8::1]:80", 0, 1);
    fixture_events(&f, 1, 10054, OPERATION_NONE, "", 0, 1);
    assert_true(number(&f, MEASURE_CLIENT_SHARE, resets) == 0.5);
    assert_true(number(&f, MEASURE_CLIENT_SHARE, sent) == 4.0 / 7.0);
    assert_false(ask(&f, MEASURE_CLIENT_SHARE, refusals).known);
    fixture_close(&f);
}

static void times(void **state)
{
    (void)state;
    struct fixture f;
    fixture_open(&f);
    fixture_events(&f, 2, 10054, OPERATION_RECEIVE, "", 3600, 30);
    fixture_events(&f, 4, 10061, OPERATION_CONNECT, "", 3780, 60);
    tally_read_until(&f.tally, fixture_at(7200));
    assert_true(number(&f, MEASURE_SPAN, refusals) == 3);
    assert_true(number(&f, MEASURE_LOG_SPAN, refusals) == 60);
    assert_true(number(&f, MEASURE_QUIET, refusals) == 54);
    assert_true(number(&f, MEASURE_LEAD, refusals) == 3);
    assert_int_equal(ask(&f, MEASURE_WHEN, refusals).until.wall_ms, fixture_at(3960).wall_ms);
    fixture_close(&f);
}

static void what_came_later_leads_nothing(void **state)
{
    (void)state;
    struct fixture f;
    fixture_open(&f);
    fixture_event(&f, 10061, OPERATION_CONNECT, "", 60);
    fixture_event(&f, 10054, OPERATION_RECEIVE, "", 600);
    assert_false(ask(&f, MEASURE_LEAD, refusals).known);
    fixture_close(&f);
}

static void bursts(void **state)
{
    (void)state;
    struct fixture f;
    fixture_open(&f);
    fixture_events(&f, 6, 10054, OPERATION_RECEIVE, "", 7200, 50);
    fixture_events(&f, 4, 10054, OPERATION_RECEIVE, "", 10000, 1000);
    assert_true(number(&f, MEASURE_BURST_EVENTS, resets) == 6);
    assert_true(number(&f, MEASURE_BURST_SHARE, resets) == 0.6);
    assert_int_equal(ask(&f, MEASURE_BURST_START, resets).when.wall_ms, fixture_at(7200).wall_ms);
    fixture_close(&f);
}

static void the_busiest_day(void **state)
{
    (void)state;
    struct fixture f;
    fixture_open(&f);
    fixture_events(&f, 3, 10054, OPERATION_SEND, "", 0, 36000);
    fixture_event(&f, 10054, OPERATION_RECEIVE, "", 3 * 86400);
    assert_true(number(&f, MEASURE_DAY_EVENTS, resets) == 3);
    assert_true(number(&f, MEASURE_TOP_FILE_EVENTS, resets) == 4);
    fixture_events(&f, 2, 10054, OPERATION_RECEIVE, "", -1, 0);
    assert_true(number(&f, MEASURE_DAY_EVENTS, resets) == 5);
    assert_true(number(&f, MEASURE_DAY_EVENTS, sent) == 3);
    assert_true(number(&f, MEASURE_TOP_FILE_EVENTS, sent) == 3);
    assert_true(number(&f, MEASURE_DAY_EVENTS, foreign) == 0);
    assert_false(ask(&f, MEASURE_TOP_FILE_EVENTS, foreign).known);
    fixture_close(&f);
}

/* The timeline has wide buckets after a month; a burst is found all the same. */
static void a_burst_within_a_month(void **state)
{
    (void)state;
    struct fixture f;
    fixture_open(&f);
    fixture_events(&f, 2000, 10054, OPERATION_RECEIVE, "", 40000, 0);
    struct moment month = fixture_at(0);
    struct error err;
    const struct catalog_error *meaning = catalog_find(f.catalog, 10054);
    for (int i = 0; i < 1000; i++) {
        month.wall_ms += 2592000;
        struct sighting s = {.error = (size_t)(meaning - f.catalog->errors),
                             .event = true,
                             .time = month,
                             .file = STR("a.log"),
                             .text = STR("x"),
                             .operation = OPERATION_NONE};
        assert_int_equal(tally_add(&f.tally, &s, &err), STATUS_OK);
    }
    assert_true(number(&f, MEASURE_BURST_SHARE, resets) > 0.65);
    assert_true(number(&f, MEASURE_BURST_SHARE, resets) <= 0.67);
    fixture_close(&f);
}

static void rhythm(void **state)
{
    (void)state;
    struct fixture f;
    fixture_open(&f);
    fixture_events(&f, 5, 10054, OPERATION_RECEIVE, "db:1433", 0, 240);
    fixture_event(&f, 10054, OPERATION_RECEIVE, "db:1433", 2000);
    assert_true(number(&f, MEASURE_GAPS, resets) == 5);
    assert_true(number(&f, MEASURE_RHYTHM, resets) == 4);
    assert_true(number(&f, MEASURE_RHYTHM_SHARE, resets) == 0.8);
    fixture_close(&f);
}

static void without_times_and_peers_nothing_is_told(void **state)
{
    (void)state;
    static const enum measure rows[] = {
        MEASURE_TOP_PEER, MEASURE_TOP_PEER_SHARE, MEASURE_TOP_PEER_SPAN, MEASURE_LOCAL_SHARE,
        MEASURE_WHEN,     MEASURE_SPAN,           MEASURE_QUIET,         MEASURE_LEAD,
        MEASURE_RHYTHM,   MEASURE_BURST_SHARE,    MEASURE_BURST_EVENTS,  MEASURE_RHYTHM_SHARE,
    };
    struct fixture f;
    fixture_open(&f);
    fixture_events(&f, 5, 10054, OPERATION_RECEIVE, "", -1, 0);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        assert_false(ask(&f, rows[i], resets).known);
    fixture_close(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(counts_by_operation),
        cmocka_unit_test(related_codes_are_counted_apart),
        cmocka_unit_test(peers_and_their_form),
        cmocka_unit_test(clients_are_known_without_a_port),
        cmocka_unit_test(times),
        cmocka_unit_test(what_came_later_leads_nothing),
        cmocka_unit_test(bursts),
        cmocka_unit_test(the_busiest_day),
        cmocka_unit_test(a_burst_within_a_month),
        cmocka_unit_test(rhythm),
        cmocka_unit_test(without_times_and_peers_nothing_is_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
