/* diagnose/load.c: a file of diagnoses is read whole, or refused with file, line and id. */
#include "fixture.h"

#include <stdio.h>
#include <unistd.h>

static char path[] = "/tmp/wsalog-diagnoses-XXXXXX";

static int make_file(void **state)
{
    (void)state;
    int fd = mkstemp(path);
    return fd < 0 ? -1 : close(fd);
}

static int remove_file(void **state)
{
    (void)state;
    return unlink(path);
}

static enum status load(const char *text, struct diagnosis_set **set, struct error *err)
{
    FILE *f = fopen(path, "w");
    assert_non_null(f);
    assert_true(fputs(text, f) >= 0);
    assert_int_equal(fclose(f), 0);
    return diagnoses_load(path, set, err);
}

#define HEAD                                                                                       \
    "diagnoses:\n"                                                                                 \
    "  - id: slow\n"                                                                               \
    "    title: Slow\n"                                                                            \
    "    severity: actionable\n"                                                                   \
    "    audience: network\n"                                                                      \
    "    layer: link\n"
#define ERRORS "    errors: ['10060/connect+send', '10061']\n"
#define WHEN "    when: [{measure: events, least: 3}]\n"
#define CASES "    cases: [{certainty: high, text: It is slow.}]\n"
#define EVIDENCE "    evidence: ['{events} events']\n"
#define ACTIONS "    actions: [{kind: check, audience: network, text: Look.}]\n"

static void a_diagnosis_is_read(void **state)
{
    (void)state;
    struct diagnosis_set *set = NULL;
    struct error err;
    assert_int_equal(load(HEAD ERRORS
                          "    when: [{measure: burst-share, minutes: 5, of: ['10060'], "
                          "least: 0.25, most: 0.5}]\n" CASES EVIDENCE ACTIONS,
                          &set, &err),
                     STATUS_OK);
    assert_int_equal(set->count, 1);
    const struct diagnosis *d = &set->items[0];
    assert_string_equal(d->id, "slow");
    assert_int_equal(d->layer, LAYER_LINK);
    assert_int_equal(d->errors.count, 2);
    assert_int_equal(d->when[0].figure.minutes, 5);
    assert_int_equal(d->when[0].figure.of.count, 1);
    assert_true(d->when[0].least == 0.25 && d->when[0].most == 0.5);
    assert_int_equal(d->cases[0].certainty, CERTAINTY_HIGH);
    assert_string_equal(d->actions[0].risk, "");
    diagnoses_free(set);
}

static void mistakes_name_file_line_and_id(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        const char *message; /* after the path */
    } rows[] = {
        {"diagnoses: 5\n", ":1: Expecting SEQUENCE, got event: SCALAR"},
        {HEAD "    errors: [abc]\n" WHEN CASES EVIDENCE ACTIONS,
         ":2: diagnosis slow: this names no error: abc"},
        {HEAD "    errors: ['10060', '10060/send']\n" WHEN CASES EVIDENCE ACTIONS,
         ":2: diagnosis slow: named twice: 10060/send"},
        {HEAD ERRORS "    when: [{measure: evnts, least: 3}]\n" CASES EVIDENCE ACTIONS,
         ":2: diagnosis slow: unknown measure evnts"},
        {HEAD ERRORS "    when: [{measure: events}]\n" CASES EVIDENCE ACTIONS,
         ":2: diagnosis slow: a condition needs least or most: events"},
        {HEAD ERRORS "    when: [{measure: top-peer, least: 1}]\n" CASES EVIDENCE ACTIONS,
         ":2: diagnosis slow: a condition needs a number, not top-peer"},
        {HEAD ERRORS "    when: [{measure: burst-share, least: 1}]\n" CASES EVIDENCE ACTIONS,
         ":2: diagnosis slow: the measure needs minutes"},
        {HEAD ERRORS WHEN "    cases: [{certainty: sure, text: x}]\n" EVIDENCE ACTIONS,
         ":2: diagnosis slow: certainty is high, medium or low, not sure"},
        {HEAD ERRORS WHEN CASES "    evidence: ['{evnts}']\n" ACTIONS,
         ":2: diagnosis slow: evidence: unknown measure: {evnts}"},
        {HEAD ERRORS WHEN CASES EVIDENCE
         "    actions: [{kind: change, audience: network, text: Do.}]\n",
         ":2: diagnosis slow: a change states its risk, a check has none: Do."},
        {HEAD ERRORS WHEN CASES EVIDENCE
         "    actions: [{kind: change, audience: network, text: Do., risk: Some.},"
         " {kind: check, audience: network, text: Look.}]\n",
         ":2: diagnosis slow: checks come before changes: Look."},
        {HEAD ERRORS WHEN CASES EVIDENCE ACTIONS "    yields-to: [other]\n",
         ":2: diagnosis slow: yields to an unknown diagnosis: other"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct diagnosis_set *set = NULL;
        struct error err = {0};
        assert_int_equal(load(rows[i].text, &set, &err), STATUS_INVALID);
        assert_null(set);
        assert_memory_equal(err.text, path, sizeof path - 1);
        assert_string_equal(err.text + sizeof path - 1, rows[i].message);
    }
}

static void what_does_not_exist(void **state)
{
    (void)state;
    struct diagnosis_set *set = NULL;
    struct error err = {0};
    assert_int_not_equal(diagnoses_load("/nonexistent/diagnoses.yaml", &set, &err), STATUS_OK);
    assert_non_null(strstr(err.text, "/nonexistent/diagnoses.yaml"));
    diagnoses_free(NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_diagnosis_is_read),
        cmocka_unit_test(mistakes_name_file_line_and_id),
        cmocka_unit_test(what_does_not_exist),
    };
    return cmocka_run_group_tests(tests, make_file, remove_file);
}
