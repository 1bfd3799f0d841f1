/* diagnose/filling.c: what the words in commands become, and what stays. */
#include "fixture.h"

#include "diagnose/filling.h"

static const struct diagnosis_subject refusals[] = {{10061, 0}};

static struct catalog_action actions[] = {
    {.command = "Test-NetConnection HOST -Port PORT # HOSTS OTHERPORT"},
    {.command = "StartTime='START';EndTime='END'"},
    {.command = "ipconfig"},
};

static const struct diagnosis_condition burst[] = {
    {.figure = {.measure = MEASURE_BURST_SHARE, .minutes = 2}}};

static void expect(struct fixture *f, const char *first, const char *second, bool bursts)
{
    struct diagnosis d = {.id = "x",
                          .errors = {refusals, 1},
                          .when = burst,
                          .when_count = bursts,
                          .actions = actions,
                          .action_count = sizeof actions / sizeof *actions};
    struct measuring m = {&f->tally, f->catalog, d.errors, &f->memory, false};
    const struct catalog_action *filled = filling_actions(&m, &d, &f->memory);
    assert_non_null(filled);
    assert_string_equal(filled[0].command, first);
    assert_string_equal(filled[1].command, second);
    assert_ptr_equal(filled[2].command, actions[2].command);
}

static void with(const char *peer, int second, int step, bool bursts, const char *first,
                 const char *second_command)
{
    struct fixture f;
    fixture_open(&f);
    fixture_events(&f, 4, 10061, OPERATION_CONNECT, peer, second, step);
    expect(&f, first, second_command, bursts);
    fixture_close(&f);
}

#define UNFILLED "Test-NetConnection HOST -Port PORT # HOSTS OTHERPORT"
#define UNTIMED "StartTime='START';EndTime='END'"

static void peers(void **state)
{
    (void)state;
    with("db-1.example.com:1433", -1, 0, false,
         "Test-NetConnection db-1.example.com -Port 1433 # HOSTS OTHERPORT", UNTIMED);
    with("[2001:db8::1]:443", -1, 0, false,
         "Test-NetConnection 2001:db8::1 -Port 443 # HOSTS OTHERPORT", UNTIMED);
    with("192.0.2.7", -1, 0, false, "Test-NetConnection 192.0.2.7 -Port PORT # HOSTS OTHERPORT",
         UNTIMED);
    with("2001:db8::7", -1, 0, false, "Test-NetConnection 2001:db8::7 -Port PORT # HOSTS OTHERPORT",
         UNTIMED);
    with("", -1, 0, false, UNFILLED, UNTIMED);
}

static void nothing_that_a_shell_would_run(void **state)
{
    (void)state;
    static const char *const peers[] = {"$(calc)", "a;calc", "a|calc", "-Port", "a b",
                                        "a`calc`", "a'b",    "a\"b",   "{a}",   "[a;b]",
                                        "[;calc",  "&calc",  "a\ncalc"};
    for (size_t i = 0; i < sizeof peers / sizeof *peers; i++)
        with(peers[i], -1, 0, false, UNFILLED, UNTIMED);
    with("a:calc", -1, 0, false, "Test-NetConnection a -Port PORT # HOSTS OTHERPORT", UNTIMED);
    with("a:123456", -1, 0, false, "Test-NetConnection a -Port PORT # HOSTS OTHERPORT", UNTIMED);
}

static void times(void **state)
{
    (void)state;
    with("", 3601, 60, false, UNFILLED,
         "StartTime='2026-11-20T00:59:00';EndTime='2026-11-20T01:05:00'");
    with("", 3601, 3600, false, UNFILLED, UNTIMED); /* hours */
    with("", 3601, 3600, true, UNFILLED,
         "StartTime='2026-11-20T00:59:00';EndTime='2026-11-20T01:03:00'");
}

static void half_of_the_events_make_a_peer(void **state)
{
    (void)state;
    struct fixture f;
    fixture_open(&f);
    fixture_events(&f, 4, 10061, OPERATION_CONNECT, "a:1", -1, 0);
    fixture_events(&f, 3, 10061, OPERATION_CONNECT, "b:1", -1, 0);
    fixture_events(&f, 2, 10061, OPERATION_CONNECT, "c:1", -1, 0);
    expect(&f, UNFILLED, UNTIMED, false);
    fixture_close(&f);
}

static void one_action(const char *peer, operation_set operations, const char *becomes)
{
    struct arena memory = ARENA_INIT((size_t)1 << 20);
    struct catalog_action action = {.operations = operations, .command = "ping HOST:PORT"};
    assert_true(filling_add_peer(&action, str_from(peer), &memory));
    assert_string_equal(action.command, becomes);
    arena_release(&memory);
}

/* The port of a bind is this side's, whatever other end other events had. */
static void actions_of_the_catalog(void **state)
{
    (void)state;
    one_action("db:1433", 0, "ping db:1433");
    one_action("db:1433", 1u << OPERATION_BIND | 1u << OPERATION_CONNECT, "ping db:1433");
    one_action("db:1433", 1u << OPERATION_BIND | 1u << OPERATION_LISTEN, "ping HOST:PORT");
    one_action("", 0, "ping HOST:PORT");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(peers),
        cmocka_unit_test(nothing_that_a_shell_would_run),
        cmocka_unit_test(times),
        cmocka_unit_test(half_of_the_events_make_a_peer),
        cmocka_unit_test(actions_of_the_catalog),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
