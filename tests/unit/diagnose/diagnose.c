/* diagnose/diagnose.c: the built-in set over tallies made by hand; order, and who explains whom. */
#include "fixture.h"

/* A diagnosis is found or not, as a list of events says. */
struct batch {
    size_t count;
    int32_t code;
    enum operation operation;
    const char *peer;
    int second;
    int step;
};

struct story {
    const char *id;
    bool holds;
    struct batch batches[8];
};

static const struct story stories[] = {
    {"port-exhaustion", true, {{10, 10048, OPERATION_CONNECT, "a:443", 0, 9}}},
    {"port-exhaustion", true, {{6, 10055, OPERATION_NONE, "", -1, 0}}},
    {"port-exhaustion", false, {{30, 10048, OPERATION_BIND, "", 0, 9}}},
    {"port-exhaustion", false, {{30, 10048, OPERATION_NONE, "", 0, 9}}},
    {"port-exhaustion", false, {{30, 10048, OPERATION_NONE, "127.0.0.1:80", 0, 9}}},
    {"listener-conflict", true, {{2, 10048, OPERATION_LISTEN, "", 0, 9}}},
    {"listener-conflict", false, {{9, 10048, OPERATION_CONNECT, "a:443", 0, 9}}},
    {"port-reserved", true, {{2, 10013, OPERATION_BIND, "", 0, 9}}},
    {"port-reserved", false, {{9, 10013, OPERATION_CONNECT, "a:443", 0, 9}}},
    {"firewall-block", true, {{3, 10013, OPERATION_CONNECT, "a:443", 0, 9}}},
    {"firewall-block", false, {{9, 10013, OPERATION_BIND, "", 0, 9}}},
    {"firewall-block", false, {{9, 10013, OPERATION_NONE, "", 0, 9}}},
    {"silent-drop", true, {{5, 10060, OPERATION_CONNECT, "a:443", 0, 60}}},
    {"silent-drop",
     false,
     {{5, 10060, OPERATION_CONNECT, "a:443", 0, 60},
      {5, 10061, OPERATION_CONNECT, "a:443", 9, 60}}},
    {"refused-peer", true, {{5, 10061, OPERATION_CONNECT, "a:443", 0, 600}}},
    {"refused-peer",
     false,
     {{3, 10061, OPERATION_CONNECT, "a:443", 0, 600},
      {3, 10061, OPERATION_CONNECT, "b:443", 0, 600},
      {3, 10061, OPERATION_CONNECT, "c:443", 0, 600}}},
    {"service-restart",
     true,
     {{3, 10054, OPERATION_RECEIVE, "a:443", 3600, 1},
      {9, 10061, OPERATION_CONNECT, "a:443", 3605, 5},
      {1, 10053, OPERATION_SEND, "x", 9000, 0}}},
    {"service-restart", /* it goes on until the end */
     false,
     {{3, 10054, OPERATION_RECEIVE, "a:443", 3600, 1},
      {9, 10061, OPERATION_CONNECT, "a:443", 3605, 5}}},
    {"disconnect-burst", true, {{12, 10054, OPERATION_RECEIVE, "a", 3600, 5}}},
    {"disconnect-burst", false, {{12, 10054, OPERATION_RECEIVE, "a", 3600, 400}}},
    {"disconnect-burst", false, {{9, 10054, OPERATION_RECEIVE, "a", 3600, 1}}},
    {"idle-timeout", true, {{8, 10054, OPERATION_RECEIVE, "a:443", 0, 300}}},
    {"idle-timeout", false, {{8, 10054, OPERATION_RECEIVE, "a:443", 0, 20}}},
    {"idle-timeout", false, {{8, 10054, OPERATION_CONNECT, "a:443", 0, 300}}},
    {"dns-failure", true, {{3, 11001, OPERATION_RESOLVE, "db", 0, 300}}},
    {"dns-failure", false, {{2, 11001, OPERATION_RESOLVE, "db", 0, 300}}},
    {"broken-stack", true, {{3, 10106, OPERATION_NONE, "", 0, 300}}},
    {"broken-stack", false, {{2, 10106, OPERATION_NONE, "", 0, 300}}},
    {"programming-error", true, {{4, 10038, OPERATION_NONE, "", 0, 300}}},
    {"programming-error", false, {{9, 10057, OPERATION_NONE, "", 0, 300}}},
    {"network-down",
     true,
     {{2, 10051, OPERATION_CONNECT, "a:443", 0, 3},
      {2, 10065, OPERATION_CONNECT, "b:443", 0, 3},
      {2, 10065, OPERATION_CONNECT, "c:443", 0, 3}}},
    {"network-down", /* one target */
     false,
     {{9, 10051, OPERATION_CONNECT, "a:443", 0, 3}}},
    {"network-down", /* not at once */
     false,
     {{2, 10051, OPERATION_CONNECT, "a:443", 0, 3000},
      {2, 10065, OPERATION_CONNECT, "b:443", 1500, 3000},
      {2, 10065, OPERATION_CONNECT, "c:443", 7000, 3000}}},
    {"network-down", /* a local socket with a path */
     false,
     {{3, 10050, OPERATION_BIND, "a", 0, 3},
      {3, 10050, OPERATION_BIND, "b", 0, 3},
      {3, 10050, OPERATION_BIND, "c", 0, 3}}},
    {"network-down", /* only IPv6 */
     false,
     {{3, 10051, OPERATION_CONNECT, "[2001:db8::1]:443", 0, 3},
      {3, 10051, OPERATION_CONNECT, "[2001:db8::2]:443", 0, 3},
      {3, 10051, OPERATION_CONNECT, "[2001:db8::3]:443", 0, 3}}},
    {"disconnect-noise",
     true,
     {{2, 10054, OPERATION_RECEIVE, "a", 0, 3000},
      {2, 10053, OPERATION_SEND, "b", 700, 1900},
      {2, 10054, OPERATION_RECEIVE, "c", 1400, 4100},
      {2, 10053, OPERATION_SEND, "d", 2100, 2600}}},
    {"disconnect-noise", false, {{9, 10054, OPERATION_RECEIVE, "a", 0, 3000}}},
};

static void play(struct fixture *f, const struct batch *batches)
{
    for (size_t i = 0; i < 8 && batches[i].count; i++)
        fixture_events(f, batches[i].count, batches[i].code, batches[i].operation, batches[i].peer,
                       batches[i].second, batches[i].step);
}

static void stories_hold(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof stories / sizeof *stories; i++) {
        const struct story *story = &stories[i];
        struct fixture f;
        fixture_open(&f);
        play(&f, story->batches);
        fixture_run(&f, diagnoses_builtin());
        if (fixture_has(&f, story->id) != story->holds)
            fail_msg("story %zu: %s %s", i, story->id, story->holds ? "not found" : "found");
        fixture_close(&f);
    }
}

/* Every error once or twice, as an ordinary day has them. */
static void a_handful_of_each_is_nothing(void **state)
{
    (void)state;
    struct fixture f;
    fixture_open(&f);
    for (size_t i = 0; i < f.catalog->error_count; i++)
        fixture_event(&f, f.catalog->errors[i].code, OPERATION_NONE, "a:443", (int)i * 300);
    fixture_run(&f, diagnoses_builtin());
    if (f.count)
        fail_msg("found %s", f.found[0].diagnosis->id);
    fixture_close(&f);
}

static void nothing_is_nothing(void **state)
{
    (void)state;
    struct fixture f;
    fixture_open(&f);
    fixture_run(&f, diagnoses_builtin());
    assert_int_equal(f.count, 0);
    fixture_close(&f);
}

static void severe_and_deep_ones_come_first(void **state)
{
    (void)state;
    struct fixture f;
    fixture_open(&f);
    fixture_events(&f, 20, 10061, OPERATION_CONNECT, "a:443", 0, 600);
    fixture_events(&f, 5, 11002, OPERATION_RESOLVE, "db", 0, 600);
    fixture_events(&f, 9, 10048, OPERATION_BIND, "", 0, 600);
    fixture_events(&f, 9, 10055, OPERATION_CONNECT, "b:80", 0, 600);
    fixture_events(&f, 9, 10106, OPERATION_NONE, "", 0, 600);
    fixture_run(&f, diagnoses_builtin());
    static const char *const order[] = {"broken-stack", "port-exhaustion", "dns-failure",
                                        "listener-conflict", "refused-peer"};
    assert_int_equal(f.count, 5);
    for (size_t i = 0; i < 5; i++)
        assert_string_equal(f.found[i].diagnosis->id, order[i]);
    fixture_close(&f);
}

static void lost_names_follow_from_a_lost_network(void **state)
{
    (void)state;
    static const struct batch down[] = {{2, 10051, OPERATION_CONNECT, "a:443", 36000, 3},
                                        {2, 10065, OPERATION_CONNECT, "b:443", 36000, 3},
                                        {2, 10065, OPERATION_CONNECT, "c:443", 36000, 3},
                                        {0}};
    struct fixture f;
    fixture_open(&f);
    play(&f, down);
    fixture_events(&f, 6, 11001, OPERATION_RESOLVE, "db", 36030, 5);
    fixture_run(&f, diagnoses_builtin());
    assert_true(fixture_has(&f, "network-down"));
    assert_false(fixture_has(&f, "dns-failure"));
    fixture_close(&f);

    fixture_open(&f); /* names are lost all day: that has a reason of its own */
    play(&f, down);
    fixture_events(&f, 40, 11001, OPERATION_RESOLVE, "db", 0, 1800);
    fixture_run(&f, diagnoses_builtin());
    assert_true(fixture_has(&f, "network-down"));
    assert_true(fixture_has(&f, "dns-failure"));
    fixture_close(&f);
}

static bool has_evidence(const struct diagnosed *d, const char *text)
{
    for (size_t i = 0; i < d->evidence_count; i++)
        if (strcmp(d->evidence[i].text, text) == 0)
            return true;
    return false;
}

static void evidence_is_in_numbers(void **state)
{
    (void)state;
    struct fixture f;
    fixture_open(&f);
    fixture_events(&f, 8, 10061, OPERATION_CONNECT, "db01:1433", 0, 60);
    fixture_events(&f, 2, 10061, OPERATION_CONNECT, "db02:1433", 0, 60);
    fixture_run(&f, diagnoses_builtin());
    struct diagnosed d = fixture_get(&f, "refused-peer");
    assert_true(has_evidence(&d, "8 connections were refused by db01:1433, 80% of all refusals."));
    assert_true(has_evidence(&d, "Seen 2026-11-20 00:00:00 to 00:07:00."));
    assert_int_equal(d.evidence_count, 2); /* what is not known or zero is left out */
    assert_int_equal(d.error_count, 1);
    assert_int_equal(d.errors[0], 10061);
    assert_int_equal(d.events, 10);
    const struct evidence *e = &d.evidence[0];
    assert_memory_equal(e->text + e->name_at, "db01:1433", e->name_len);
    fixture_close(&f);
}

static void long_names_are_cut_in_evidence(void **state)
{
    (void)state;
    char name[401];
    memset(name, 'a', sizeof name - 1);
    name[sizeof name - 1] = '\0';
    struct fixture f;
    fixture_open(&f);
    fixture_events(&f, 8, 10061, OPERATION_CONNECT, name, 0, 60);
    fixture_run(&f, diagnoses_builtin());
    struct diagnosed d = fixture_get(&f, "refused-peer");
    assert_in_range(d.evidence[0].name_len, EVIDENCE_NAME_BYTES, EVIDENCE_NAME_BYTES + 3);
    fixture_close(&f);
}

/* The closed list that programs know. */
static void the_set_is_the_known_one(void **state)
{
    (void)state;
    static const char *const ids[] = {
        "port-exhaustion",   "listener-conflict", "port-reserved",   "firewall-block",
        "silent-drop",       "refused-peer",      "service-restart", "disconnect-burst",
        "disconnect-noise",  "idle-timeout",      "dns-failure",     "broken-stack",
        "programming-error", "network-down",
    };
    const struct diagnosis_set *set = diagnoses_builtin();
    assert_int_equal(set->count, sizeof ids / sizeof *ids);
    for (size_t i = 0; i < set->count; i++) {
        bool known = false;
        for (size_t k = 0; k < set->count; k++)
            known |= strcmp(set->items[i].id, ids[k]) == 0;
        assert_true(known);
    }
}

/* A reset of the stack helps against a broken stack alone, and nobody is told to do without a
 * firewall. */
static void no_dangerous_advice(void **state)
{
    (void)state;
    const struct diagnosis_set *set = diagnoses_builtin();
    for (size_t i = 0; i < set->count; i++) {
        for (size_t k = 0; k < set->items[i].action_count; k++) {
            const struct catalog_action *a = &set->items[i].actions[k];
            if (strstr(a->command, "winsock reset") || strstr(a->command, "ip reset"))
                assert_string_equal(set->items[i].id, "broken-stack");
            assert_null(strstr(a->command, "-Enabled False"));
            assert_null(strstr(a->text, "SO_REUSEADDR"));
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(stories_hold),
        cmocka_unit_test(a_handful_of_each_is_nothing),
        cmocka_unit_test(nothing_is_nothing),
        cmocka_unit_test(severe_and_deep_ones_come_first),
        cmocka_unit_test(lost_names_follow_from_a_lost_network),
        cmocka_unit_test(evidence_is_in_numbers),
        cmocka_unit_test(long_names_are_cut_in_evidence),
        cmocka_unit_test(the_set_is_the_known_one),
        cmocka_unit_test(no_dangerous_advice),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
