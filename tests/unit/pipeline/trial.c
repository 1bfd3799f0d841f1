/* pipeline/trial.c: a pack of two rules and a guard, on logs of the test's own. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/buf.h"
#include "base/os_file.h"
#include "engine/multi.h"
#include "pipeline/trial.h"

#define LOG_BYTES_MAX ((size_t)16 * 1024 * 1024)

static const char pack_text[] = "rules:\n"
                                "  - id: gate\n"
                                "    about: a\n"
                                "    confidence: likely\n"
                                "    triggers: [number]\n"
                                "    pattern: 'gate code (?<code>1[01]\\d{3})\\b'\n"
                                "  - id: lane\n"
                                "    about: b\n"
                                "    confidence: certain\n"
                                "    triggers: [number]\n"
                                "    pattern: 'LANE-NET (?<code>1[01]\\d{3})\\b'\n"
                                "guards:\n"
                                "  - id: shelf\n"
                                "    about: c\n"
                                "    pattern: 'shelf gate code (?<number>1[01]\\d{3})'\n";

struct scene {
    char folder[64];
    char pack[96];
    char log[96];
    struct ruleset *rules;
    struct trial trial;
};

static void write_file(const char *path, struct str text)
{
    struct os_output *out;
    struct error err;
    assert_int_equal(os_output_open(path, &out, &err), 0);
    assert_true(os_output_write(out, text));
    assert_int_equal(os_output_commit(out, &err), 0);
}

static void try_log(struct scene *s, struct str log, enum prefilter prefilter)
{
    (void)snprintf(s->folder, sizeof s->folder, "/tmp/wsalog-trial-XXXXXX");
    assert_non_null(mkdtemp(s->folder));
    (void)snprintf(s->pack, sizeof s->pack, "%s/pack.yaml", s->folder);
    (void)snprintf(s->log, sizeof s->log, "%s/app.log", s->folder);
    write_file(s->pack, str_from(pack_text));
    write_file(s->log, log);
    struct error err;
    const char *packs[] = {s->pack};
    if (ruleset_load(ruleset_builtin(), packs, 1, &s->rules, &err))
        fail_msg("%s", err.text);
    const char *logs[] = {s->log};
    struct pipeline_options options = {
        .catalog = catalog_builtin(),
        .rules = s->rules,
        .paths = logs,
        .path_count = 1,
        .min_confidence = CONFIDENCE_LIKELY,
        .threads = 4,
        .prefilter = prefilter,
    };
    if (trial_run(&options, s->pack, &s->trial, &err))
        fail_msg("%s", err.text);
    assert_int_equal(s->trial.count, 3);
    assert_string_equal(s->trial.items[0].rule->id, "gate");
    assert_string_equal(s->trial.items[1].rule->id, "lane");
    assert_string_equal(s->trial.items[2].guard->id, "shelf");
}

static void clear(struct scene *s)
{
    trial_release(&s->trial);
    ruleset_free(s->rules);
    (void)unlink(s->log);
    (void)unlink(s->pack);
    (void)rmdir(s->folder);
}

static void expect_place(const struct trial_place *at, uint64_t line, const char *match)
{
    assert_int_equal(at->line, line);
    struct str marked = str_slice(at->text, at->match_at, at->match_len);
    assert_true(str_equal(marked, str_from(match)));
}

static void tell_all(enum prefilter prefilter)
{
    struct scene s;
    try_log(&s,
            STR("gate code 10061\n"
                "gate code 10061 [WinError 10061]\n"
                "shelf gate code 10054\n"
                "gate code 10099, gate code 10099\n"
                "gate code ten or 10054\n"
                "gate code: 10054, LANE-NET 10054\n"
                "nothing of 10054 here\n"),
            prefilter);
    const struct trial_item *gate = &s.trial.items[0], *lane = gate + 1, *shelf = gate + 2;
    assert_int_equal(gate->hits.count, 3);
    expect_place(&gate->hits.places[0], 1, "gate code 10061");
    expect_place(&gate->hits.places[2], 3, "gate code 10054");
    assert_string_equal(gate->hits.places[0].file, s.log);
    assert_int_equal(gate->won.count, 1);
    assert_int_equal(gate->lost.count, 1);
    assert_int_equal(gate->to.count, 1);
    assert_string_equal(gate->to.items[0].id, "python-winerror");
    assert_int_equal(gate->from.count, 1);
    assert_string_equal(gate->from.items[0].id, "shelf");
    assert_int_equal(gate->odd.count, 1);
    assert_int_equal(gate->near.count, 1); /* "gate code " is what the rule needs */
    expect_place(&gate->near.places[0], 5, "gate code ");
    assert_int_equal(gate->tried, 5);
    assert_int_equal(lane->won.count, 1);
    assert_int_equal(lane->near.count, 0);
    assert_int_equal(shelf->hits.count, 1);
    assert_string_equal(shelf->to.items[0].id, "gate");
    assert_int_equal(s.trial.run.coverage.lines, 7);
    clear(&s);
}

static void with_pcre2(void **state)
{
    (void)state;
    tell_all(PREFILTER_PCRE2);
}

static void with_vectorscan(void **state)
{
    (void)state;
    if (!multi_available())
        skip();
    tell_all(PREFILTER_VECTORSCAN);
}

/* Lines are numbered through all blocks; a line in two blocks counts once; few places are kept. */
static void through_blocks(void **state)
{
    (void)state;
    struct buf log = BUF_INIT(LOG_BYTES_MAX);
    for (int i = 0; i < 20000; i++)
        buf_add_text(&log, "all is well and goes on its way, as it does\n");
    buf_add_text(&log, "gate code 10061\n");
    buf_add_repeat(&log, 'x', 600 * 1024);
    buf_add_text(&log, " gate code 10054 ");
    buf_add_repeat(&log, 'y', 600 * 1024);
    buf_add_text(&log, "\n");
    for (int i = 0; i < 9; i++)
        buf_add_text(&log, "gate code 10061\n");
    struct scene s;
    try_log(&s, buf_str(&log), PREFILTER_AUTO);
    const struct trial_item *gate = &s.trial.items[0];
    assert_int_equal(gate->hits.count, 11);
    assert_int_equal(gate->won.count, 11);
    assert_int_equal(gate->hits.place_count, TRIAL_PLACES);
    expect_place(&gate->hits.places[0], 20001, "gate code 10061");
    expect_place(&gate->hits.places[1], 20002, "gate code 10054");
    expect_place(&gate->hits.places[2], 20003, "gate code 10061");
    assert_true(gate->hits.places[1].cut_before && gate->hits.places[1].cut_after);
    assert_in_range(gate->hits.places[1].text.len, 15, 300);
    clear(&s);
    buf_release(&log);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(with_pcre2),
        cmocka_unit_test(with_vectorscan),
        cmocka_unit_test(through_blocks),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
