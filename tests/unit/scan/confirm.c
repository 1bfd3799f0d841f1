/* scan/confirm.c: of texts that hold one another, the longest is found, and the others need not be
 * looked for. */
#include "fixture.h"

#include "scan/internal.h"
#include "scan/trace.h"

/* In this order, as a scanner numbers them. */
enum { SHORT, OF_ANOTHER, LONG, WEAK };
static const struct message texts[] = {
    {10054, 0, false, "en", "closed by the remote host", "closed by"},
    {10061, 0, false, "en", "by the remote host", "closed by"},
    {10054, 0, false, "en", "A connection was closed by the remote host", "closed by"},
    {10022, 0, true, "en", "was closed", "closed by"},
};
static const struct ruleset set = {
    .rules = fixture_rules,
    .triggers = fixture_triggers,
    .messages = texts,
    .message_count = sizeof texts / sizeof *texts,
    .version = "texts",
};

static void open_with_texts(struct fixture *f)
{
    struct error err;
    size_t codes = sizeof fixture_codes / sizeof *fixture_codes;
    assert_int_equal(names_new(fixture_codes, codes, NULL, 0, &f->names, &err), STATUS_OK);
    f->related = NULL;
    assert_int_equal(scanner_new(&set, f->names, SCAN_PCRE2, &f->scanner, &err), STATUS_OK);
    assert_int_equal(scan_scratch_new(f->scanner, &f->scratch, &err), STATUS_OK);
}

static bool was_looked_for(const struct fixture *f, size_t text)
{
    return atomic_load(&f->scanner->patterns[text].regex) != NULL;
}

static void parts_of_what_was_found_are_passed_over(void **state)
{
    (void)state;
    struct fixture f;
    open_with_texts(&f);
    fixture_scan_text(&f, "10:15 A connection was closed by the remote host\n");
    assert_int_equal(f.result.count, 1); /* that of the other errors lies within it */
    assert_int_equal(f.result.matches[0].error, CONNRESET_INDEX);
    assert_int_equal(f.result.matches[0].len, strlen(texts[LONG].text));
    assert_true(was_looked_for(&f, LONG));
    assert_false(was_looked_for(&f, SHORT));
    assert_true(was_looked_for(&f, OF_ANOTHER)); /* it could stand elsewhere on the line */
    assert_true(was_looked_for(&f, WEAK));
    fixture_close(&f);
}

static void a_part_alone_is_found(void **state)
{
    (void)state;
    struct fixture f;
    open_with_texts(&f);
    fixture_scan_text(&f, "10:15 it was closed by the remote host\n");
    assert_int_equal(f.result.count, 1);
    assert_int_equal(f.result.matches[0].error, CONNRESET_INDEX);
    assert_int_equal(f.result.matches[0].len, strlen(texts[SHORT].text));
    assert_true(was_looked_for(&f, SHORT));
    fixture_close(&f);
}

static void count_event(void *state, const struct scan_event *event)
{
    (void)event;
    ++*(int *)state;
}

/* What a trace shows is all that there is. */
static void a_trace_looks_for_all(void **state)
{
    (void)state;
    struct fixture f;
    struct error err;
    open_with_texts(&f);
    const char *line = "A connection was closed by the remote host\n";
    struct scan_block block = {
        .bytes = str_from(line), .owned_len = strlen(line), .line_end = '\n'};
    int events = 0;
    struct scan_tracer tracer = {.state = &events, .event = count_event};
    assert_int_equal(scan_trace_block(f.scanner, f.scratch, &block, &tracer, &f.result, &err),
                     STATUS_OK);
    assert_int_equal(f.result.count, 1);
    assert_true(was_looked_for(&f, SHORT));
    assert_true(events > 0);
    fixture_close(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(parts_of_what_was_found_are_passed_over),
        cmocka_unit_test(a_part_alone_is_found),
        cmocka_unit_test(a_trace_looks_for_all),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
