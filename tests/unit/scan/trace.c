/* scan/trace.c: what a tracer is told, and that it changes nothing. */
#include "fixture.h"

#include <stdio.h>

#include "scan/trace.h"

#define STORY_MAX 256

/* What was told of a line, with each event as a sentence. */
struct story {
    const struct fixture *fixture;
    char events[STORY_MAX][160];
    size_t count;
    bool insist;
};

static const char *rule_of(const struct story *s, uint16_t rule)
{
    return rule == SCAN_RULE_NONE ? "none" : scanner_rule_id(s->fixture->scanner, rule);
}

static void write_event(struct story *s, const struct scan_event *e)
{
    static const char *const kinds[] = {"line",    "trigger", "tried",   "skipped",  "candidate",
                                        "unknown", "refused", "dropped", "repeated", "accepted"};
    char *out = s->events[s->count++];
    size_t room = sizeof s->events[0];
    const char *kind = kinds[e->kind];
    if (e->kind == SCAN_LINE)
        (void)snprintf(out, room, "line %d [%.*s]", (int)e->line, STR_ARG(e->text));
    else if (e->kind == SCAN_TRIGGER_HIT)
        (void)snprintf(out, room, "trigger %s", e->trigger);
    else if (e->kind == SCAN_RULE_TRIED)
        (void)snprintf(out, room, "tried %s: %d", rule_of(s, e->rule), e->matched);
    else if (e->kind == SCAN_RULE_SKIPPED)
        (void)snprintf(out, room, "skipped %s", rule_of(s, e->rule));
    else if (e->kind == SCAN_UNKNOWN_CODE)
        (void)snprintf(out, room, "unknown %s [%.*s]", rule_of(s, e->rule), STR_ARG(e->text));
    else if (e->kind == SCAN_DROPPED || e->kind == SCAN_REPEATED)
        (void)snprintf(out, room, "%s %s by %s", kind, rule_of(s, e->rule), rule_of(s, e->by));
    else
        (void)snprintf(out, room, "%s %s %d [%.*s]", kind, rule_of(s, e->rule),
                       (int)fixture_codes[e->error], STR_ARG(e->text));
}

static void note(void *state, const struct scan_event *e)
{
    struct story *s = state;
    assert_in_range(s->count, 0, STORY_MAX - 1);
    write_event(s, e);
}

static bool insist(void *state, uint16_t rule)
{
    (void)rule;
    const struct story *s = state;
    return s->insist;
}

static struct story trace(struct fixture *f, const char *text, bool insists)
{
    struct story s = {.fixture = f, .insist = insists};
    struct scan_tracer tracer = {&s, note, true, insist};
    struct error err;
    assert_int_equal(scan_trace_line(f->scanner, f->scratch, str_from(text), '\n',
                                     &(struct w3c_columns){0}, &tracer, &err),
                     0);
    return s;
}

static bool told(const struct story *s, const char *event)
{
    for (size_t i = 0; i < s->count; i++)
        if (strcmp(s->events[i], event) == 0)
            return true;
    return false;
}

static void expect(const struct story *s, const char *event)
{
    if (told(s, event))
        return;
    for (size_t i = 0; i < s->count; i++)
        print_error("%s\n", s->events[i]);
    fail_msg("not told: %s", event);
}

static void a_match_from_trigger_to_mention(struct fixture *f)
{
    struct story s = trace(f, "x [WinError 10061] y\nerror 10054\n", false);
    expect(&s, "line 0 [x [WinError 10061] y]");
    expect(&s, "trigger number");
    expect(&s, "candidate winerror 10061 [[WinError 10061]]");
    expect(&s, "tried winerror: 1");
    expect(&s, "accepted winerror 10061 [[WinError 10061]]");
    assert_false(told(&s, "line 1 [error 10054]")); /* only the first line */
}

static void a_match_in_a_better_one_is_dropped(struct fixture *f)
{
    struct story s = trace(f, "WSAECONNRESET (10054)", false);
    expect(&s, "candidate name 10054 [WSAECONNRESET]");
    expect(&s, "dropped name by name-number");
    expect(&s, "accepted name-number 10054 [WSAECONNRESET (10054)]");
}

static void the_same_error_elsewhere_is_a_repetition(struct fixture *f)
{
    struct story s = trace(f, "[WinError 10061] and WSAECONNREFUSED", false);
    expect(&s, "repeated name by winerror");
}

static void a_guard_refuses(struct fixture *f)
{
    struct story s = trace(f, "error on port 10061", false);
    expect(&s, "refused error 10061 [error on port 10061]");
}

static void a_code_that_is_not_known(struct fixture *f)
{
    struct story s = trace(f, "[WinError 10063]", false);
    expect(&s, "unknown winerror [[WinError 10063]]");
}

static void a_rule_that_is_passed_over_can_be_seen(struct fixture *f)
{
    const char *line = "[WinError 10061] error 10061";
    struct story s = trace(f, line, false);
    expect(&s, "skipped error");
    assert_false(told(&s, "candidate error 10061 [error 10061]"));
    s = trace(f, line, true);
    expect(&s, "skipped error");
    expect(&s, "candidate error 10061 [error 10061]");
    expect(&s, "dropped error by winerror");
    expect(&s, "accepted winerror 10061 [[WinError 10061]]");
    assert_false(told(&s, "repeated error by winerror")); /* it came to nothing */
}

static void a_text_over_two_lines(struct fixture *f)
{
    struct story s = trace(f, "code follows\n10061\n", false);
    expect(&s, "accepted split 10061 [code follows\n10061]");
}

static void tracing_changes_nothing(struct fixture *f)
{
    const char *text = "a [WinError 10061] error 10061\nerror on port 10054, WSAECONNRESET\n"
                       "failed with 10022 error 10022\n0x80072746 WSAEINVAL (10054)\n";
    struct story s = {.fixture = f, .insist = true};
    struct scan_tracer tracer = {&s, note, false, insist};
    struct scan_block block = {
        .bytes = str_from(text), .owned_len = strlen(text), .line_end = '\n'};
    fixture_scan_text(f, text);
    assert_int_equal(f->result.count, 4);
    struct match before[4];
    memcpy(before, f->result.matches, sizeof before);
    struct scan_result traced;
    struct error err;
    assert_int_equal(scan_trace_block(f->scanner, f->scratch, &block, &tracer, &traced, &err), 0);
    assert_int_equal(traced.count, 4);
    assert_int_equal(traced.lookalikes, f->result.lookalikes);
    for (size_t i = 0; i < 4; i++) {
        assert_int_equal(traced.matches[i].rule, before[i].rule);
        assert_int_equal(traced.matches[i].at, before[i].at);
    }
    expect(&s, "line 3 [0x80072746 WSAEINVAL (10054)]");
    size_t count = s.count;
    fixture_scan_text(f, text); /* nobody listens any more */
    assert_int_equal(s.count, count);
}

#define EACH(name)                                                                                 \
    static void each_##name(void **state)                                                          \
    {                                                                                              \
        (void)state;                                                                               \
        with_each_prefilter(name);                                                                 \
    }
EACH(a_match_from_trigger_to_mention)
EACH(a_match_in_a_better_one_is_dropped)
EACH(the_same_error_elsewhere_is_a_repetition)
EACH(a_guard_refuses)
EACH(a_code_that_is_not_known)
EACH(a_rule_that_is_passed_over_can_be_seen)
EACH(a_text_over_two_lines)
EACH(tracing_changes_nothing)

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_a_match_from_trigger_to_mention),
        cmocka_unit_test(each_a_match_in_a_better_one_is_dropped),
        cmocka_unit_test(each_the_same_error_elsewhere_is_a_repetition),
        cmocka_unit_test(each_a_guard_refuses),
        cmocka_unit_test(each_a_code_that_is_not_known),
        cmocka_unit_test(each_a_rule_that_is_passed_over_can_be_seen),
        cmocka_unit_test(each_a_text_over_two_lines),
        cmocka_unit_test(each_tracing_changes_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
