/* pipeline/: files in, counts out; the same with any number of threads and any prefilter. */
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
#include "input/source.h"
#include "pipeline/pipeline.h"

#define TEXT_MAX ((size_t)64 * 1024 * 1024)

/* A file of the test's own, removed at its end. */
struct scene {
    char path[64];
    struct pipeline_result result;
};

static void write_file(struct scene *s, struct str text)
{
    (void)snprintf(s->path, sizeof s->path, "/tmp/wsalog-pipeline-XXXXXX");
    int fd = mkstemp(s->path);
    assert_true(fd >= 0);
    assert_true(os_write_fd(fd, text));
    assert_int_equal(close(fd), 0);
}

static void scan(struct scene *s, struct pipeline_options options)
{
    const char *paths[] = {s->path};
    options.catalog = catalog_builtin();
    options.rules = ruleset_builtin();
    options.paths = paths;
    options.path_count = 1;
    if (!options.samples)
        options.samples = 3;
    options.min_confidence = CONFIDENCE_LIKELY;
    struct error err;
    if (pipeline_run(&options, &s->result, &err))
        fail_msg("%s", err.text);
}

static void clear(struct scene *s)
{
    pipeline_result_release(&s->result);
    (void)unlink(s->path);
}

static const struct tally_error *counts_of(const struct scene *s, int code)
{
    const struct catalog *catalog = catalog_builtin();
    return &s->result.tally.errors[catalog_find(catalog, code) - catalog->errors];
}

static void scan_text(struct scene *s, const char *text)
{
    write_file(s, str_from(text));
    scan(s, (struct pipeline_options){.threads = 1});
}

static void a_record_is_one_event(void **state)
{
    (void)state;
    struct scene s;
    scan_text(&s, "2026-11-20 10:00:00 ERROR request failed\n"
                  "System.IO.IOException: [WinError 10054] x\n"
                  " ---> System.Net.Sockets.SocketException (10054): gone\n"
                  "2026-11-20 10:00:01 ERROR [WinError 10054]\n");
    assert_int_equal(counts_of(&s, 10054)->mentions, 3);
    assert_int_equal(counts_of(&s, 10054)->events, 2);
    struct buf time = BUF_INIT(100);
    moment_format(counts_of(&s, 10054)->samples[0].time, &time);
    assert_string_equal(buf_text(&time), "2026-11-20T10:00:00");
    buf_release(&time);
    clear(&s);
}

static void without_timestamps_indentation_continues(void **state)
{
    (void)state;
    struct scene s;
    scan_text(&s, "[WinError 10061] refused\n"
                  "    [WinError 10061] again\n"
                  "[WinError 10061] a new one\n");
    assert_int_equal(counts_of(&s, 10061)->mentions, 3);
    assert_int_equal(counts_of(&s, 10061)->events, 2);
    clear(&s);
}

static void a_code_on_the_line_after_its_message_is_the_same_event(void **state)
{
    (void)state;
    struct scene s;
    scan_text(&s, "No connection could be made because the target machine actively refused it.\n"
                  "Socket Error # 10061\n"
                  "Socket Error # 10061\n");
    assert_int_equal(counts_of(&s, 10061)->mentions, 3);
    assert_int_equal(counts_of(&s, 10061)->events, 2);
    clear(&s);
}

static void a_record_ends_after_256_lines(void **state)
{
    (void)state;
    struct buf text = BUF_INIT(TEXT_MAX);
    for (int i = 0; i < 9; i++)
        buf_add_text(&text, "2026-11-20 09:59:59 nothing yet\n");
    buf_add_text(&text, "2026-11-20 10:00:00 begins [WinError 10054]\n");
    for (int i = 1; i < 300; i++)
        buf_add_format(&text, "line %d [WinError 10054]\n", i);
    struct scene s;
    write_file(&s, buf_str(&text));
    scan(&s, (struct pipeline_options){.threads = 1});
    /* 256 lines are one record, the other 44 stand alone. */
    assert_int_equal(counts_of(&s, 10054)->mentions, 300);
    assert_int_equal(counts_of(&s, 10054)->events, 1 + 44);
    clear(&s);
    buf_release(&text);
}

/* A log of several blocks: records of odd lengths that lie across the blocks' ends. */
static void make_long_log(struct buf *text)
{
    unsigned seed = 7;
    for (int i = 0; i < 30000; i++) {
        seed = seed * 1103515245u + 12345u;
        unsigned roll = seed >> 16 & 0x3f;
        buf_add_format(text, "2026-11-20 %02d:%02d:%02d.%03d INFO worker %u took %u ms\n", i / 3600,
                       i / 60 % 60, i % 60, i % 1000, roll, 10000 + roll * 3);
        for (unsigned more = 0; more < roll % 7; more++)
            buf_add_format(text, "   at frame %u [WinError %d] C:\\x.py:10061\n", more,
                           roll & 8 ? 10054 : 10060);
        if (roll == 11)
            buf_add_repeat(text, '=', 9000);
        if (roll == 12)
            buf_add_text(text, "an existing connection was forcibly closed by the remote host\n");
        if (roll == 13)
            buf_add_text(text, "  unlock refused, error code 10013\n");
    }
    buf_add_repeat(text, 'x', 700000);
    buf_add_text(text, " error 10048 in use [WinError 10048]");
    assert_false(text->failed);
}

static void expect_equal(const struct scene *a, const struct scene *b)
{
    const struct tally *x = &a->result.tally, *y = &b->result.tally;
    assert_int_equal(x->events, y->events);
    assert_int_equal(x->mentions, y->mentions);
    assert_int_equal(x->lookalikes, y->lookalikes);
    assert_int_equal(x->possible, y->possible);
    assert_int_equal(a->result.coverage.lines, b->result.coverage.lines);
    for (size_t i = 0; i < x->options.error_count; i++) {
        assert_int_equal(x->errors[i].events, y->errors[i].events);
        assert_int_equal(x->errors[i].mentions, y->errors[i].mentions);
        assert_int_equal(x->errors[i].sample_count, y->errors[i].sample_count);
        for (size_t k = 0; k < x->errors[i].sample_count; k++) {
            assert_int_equal(x->errors[i].samples[k].line, y->errors[i].samples[k].line);
            assert_string_equal(x->errors[i].samples[k].text, y->errors[i].samples[k].text);
        }
    }
}

static void threads_and_prefilters_agree(void **state)
{
    (void)state;
    struct buf text = BUF_INIT(TEXT_MAX);
    make_long_log(&text);
    static const struct pipeline_options ways[] = {
        {.threads = 1, .prefilter = PREFILTER_PCRE2}, {.threads = 4, .prefilter = PREFILTER_PCRE2},
        {.threads = 1, .prefilter = PREFILTER_AUTO},  {.threads = 2, .prefilter = PREFILTER_AUTO},
        {.threads = 7, .prefilter = PREFILTER_AUTO},
    };
    struct scene first;
    write_file(&first, buf_str(&text));
    scan(&first, ways[0]);
    assert_true(first.result.tally.events > 1000);
    assert_true(first.result.tally.possible > 100);
    assert_int_equal(counts_of(&first, 10048)->events, 1);
    for (size_t i = 1; i < sizeof ways / sizeof *ways; i++) {
        struct scene other = first;
        scan(&other, ways[i]);
        expect_equal(&first, &other);
        pipeline_result_release(&other.result);
    }
    clear(&first);
    buf_release(&text);
}

static uint64_t related_of(const struct scene *s, int code)
{
    const struct catalog *catalog = catalog_builtin();
    for (size_t i = 0; i < catalog->related_count; i++)
        if (catalog->related[i].code == code)
            return s->result.tally.related[i];
    return UINT64_MAX;
}

/* More than a dozen blocks: a stretch without a header, one with, one with other columns. */
static void make_w3c_log(struct buf *text, uint64_t expected[2])
{
    static const char *const headers[] = {
        "", "#Fields: date time c-ip cs-uri-stem sc-win32-status time-taken\n",
        "#Fields: date time time-taken sc-win32-status c-ip cs-uri-stem\n"};
    expected[0] = expected[1] = 0;
    unsigned seed = 11;
    for (int part = 0; part < 3; part++) {
        buf_add_text(text, headers[part]);
        for (int i = 0; i < 30000; i++) {
            seed = seed * 1103515245u + 12345u;
            unsigned roll = seed >> 16 & 0xff;
            unsigned status = roll == 1 ? 10054 : roll == 2 ? 64 : roll < 20 ? 2 : 0;
            unsigned taken = roll & 1 ? 10054 : 64;
            if (part < 2)
                buf_add_format(text, "2026-11-20 10:%02d:%02d 192.0.2.7 /a%d.png %u %u\n",
                               i / 60 % 60, i % 60, i, status, taken);
            else
                buf_add_format(text, "2026-11-20 10:%02d:%02d %u %u 192.0.2.7 /b%d.png\n",
                               i / 60 % 60, i % 60, taken, status, i);
            expected[0] += part && status == 10054;
            expected[1] += part && status == 64;
        }
    }
    assert_false(text->failed);
}

static void columns_of_a_w3c_log_reach_any_block(void **state)
{
    (void)state;
    struct buf text = BUF_INIT(TEXT_MAX);
    uint64_t expected[2];
    make_w3c_log(&text, expected);
    assert_true(text.len > 12 * BLOCK_BYTES && expected[0] > 100 && expected[1] > 100);
    struct scene s;
    write_file(&s, buf_str(&text));
    for (unsigned threads = 1; threads < 9; threads += 3)
        for (int prefilter = PREFILTER_AUTO; prefilter <= PREFILTER_NONE; prefilter++) {
            bool wanting = prefilter == PREFILTER_VECTORSCAN && !multi_available();
            if (wanting || (prefilter == PREFILTER_NONE && threads > 1)) /* that is slow */
                continue;
            scan(&s, (struct pipeline_options){.threads = threads, .prefilter = prefilter});
            assert_int_equal(counts_of(&s, 10054)->events, expected[0]);
            assert_int_equal(s.result.tally.events, expected[0]);
            assert_int_equal(related_of(&s, 64), expected[1]);
            pipeline_result_release(&s.result);
        }
    (void)unlink(s.path);
    buf_release(&text);
}

static struct moment on_20_november(int hour, int minute)
{
    struct moment m;
    assert_true(moment_make(2026, 11, 20, hour, minute, 0, 0, &m));
    return m;
}

/* What lies before, within and after a window is all there is, however many threads look. */
static void windows_cut_a_log_into_parts(void **state)
{
    (void)state;
    struct buf text = BUF_INIT(TEXT_MAX);
    make_long_log(&text);
    struct scene whole;
    write_file(&whole, buf_str(&text));
    scan(&whole, (struct pipeline_options){.threads = 1});
    const struct tally *all = &whole.result.tally;
    assert_int_equal(all->without_time, 1);
    const struct window parts[] = {
        {.until = on_20_november(2, 0)},
        {.since = on_20_november(2, 0), .until = on_20_november(5, 30)},
        {.since = on_20_november(5, 30)},
    };
    for (unsigned threads = 1; threads < 6; threads += 4) {
        uint64_t events = 0, mentions = 0;
        for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
            struct scene part = whole;
            scan(&part, (struct pipeline_options){.threads = threads, .window = parts[i]});
            const struct tally *t = &part.result.tally;
            assert_true(t->events > 100);
            const struct report_coverage *c = &part.result.coverage;
            assert_int_equal(t->events + c->outside + c->out_of_reach, all->events);
            assert_int_equal(c->out_of_reach, all->without_time);
            assert_int_equal(window_place(&parts[i], t->first), WINDOW_WITHIN);
            assert_int_equal(window_place(&parts[i], t->last), WINDOW_WITHIN);
            struct moment end = t->read_until;
            assert_true(end.known && (!parts[i].until.known ||
                                      moment_utc_ms(end) <= moment_utc_ms(parts[i].until)));
            events += t->events;
            mentions += t->mentions;
            pipeline_result_release(&part.result);
        }
        assert_int_equal(events, all->events - all->without_time);
        assert_in_range(mentions, events, all->mentions - all->without_time);
    }
    clear(&whole);
    buf_release(&text);
}

/* A window leaves out whatever is counted; what has no time is in none. */
static void a_window_holds_for_all_that_is_counted(void **state)
{
    (void)state;
    static const char text[] = "2026-11-20 10:00:00 ERROR [WinError 10054]\n"
                               "    at frame [WinError 10054] and WSAEWOULDBLOCK\n"
                               "    [WinError 64] The specified network name is gone\n"
                               "2026-11-20 12:00:00 ERROR WSAEWOULDBLOCK, [WinError 64] gone\n"
                               "2026-11-20 12:00:01 ERROR [WinError 10061]\n";
    struct scene s;
    write_file(&s, str_from(text));
    scan(&s, (struct pipeline_options){.threads = 1, .window.since = on_20_november(12, 0)});
    const struct tally *t = &s.result.tally;
    assert_int_equal(t->events, 1);
    assert_int_equal(t->mentions, 1);
    assert_int_equal(t->ignorable, 1);
    assert_int_equal(related_of(&s, 64), 1);
    assert_int_equal(s.result.coverage.outside, 1); /* the ignorable one is in no total */
    assert_int_equal(s.result.coverage.sources[0].events, 2);
    clear(&s);
    write_file(&s, STR("[WinError 10054]\n[WinError 10054]\n"));
    scan(&s, (struct pipeline_options){.threads = 1, .window.since = on_20_november(12, 0)});
    assert_int_equal(s.result.tally.events, 0);
    assert_int_equal(s.result.coverage.out_of_reach, 2);
    assert_int_equal(s.result.coverage.outside, 0);
    clear(&s);
}

static void a_related_code_is_one_event_in_a_record_and_in_no_total(void **state)
{
    (void)state;
    struct scene s;
    scan_text(&s, "2026-11-20 10:00:00 ERROR ERROR_NETNAME_DELETED\n"
                  "    [WinError 64] The specified network name is no longer available\n"
                  "2026-11-20 10:00:01 ERROR [WinError 64] again\n");
    assert_int_equal(related_of(&s, 64), 2);
    assert_int_equal(s.result.tally.events, 0);
    assert_int_equal(s.result.tally.mentions, 0);
    assert_int_equal(s.result.tally.possible, 0);
    clear(&s);
}

static void what_cannot_be_read_is_said(void **state)
{
    (void)state;
    struct scene s = {.path = "/nonexistent/wsalog.log"};
    scan(&s, (struct pipeline_options){.threads = 2});
    assert_true(s.result.incomplete);
    assert_int_equal(s.result.readable, 0);
    assert_int_equal(s.result.problem_count, 1);
    assert_string_equal(s.result.problems[0].path, s.path);
    pipeline_result_release(&s.result);
}

struct seen {
    unsigned count;
    uint64_t lines[4];
    uint64_t offsets[4];
};

static bool see(void *state, const struct finding *finding)
{
    struct seen *seen = state;
    seen->lines[seen->count] = finding->line;
    seen->offsets[seen->count] = finding->offset;
    seen->count++;
    return seen->count < 2;
}

static void an_observer_sees_each_mention_and_may_stop(void **state)
{
    (void)state;
    struct scene s;
    struct seen seen = {0};
    write_file(&s, STR("a\n[WinError 10054]\n\n[WinError 10061]\n[WinError 10060]\n"));
    scan(&s, (struct pipeline_options){.threads = 1, .observer = {.state = &seen, .found = see}});
    assert_int_equal(seen.count, 2);
    assert_int_equal(seen.lines[0], 2);
    assert_in_range(seen.offsets[0], 2, 6); /* within [WinError: where the rule begins */
    assert_int_equal(seen.lines[1], 4);
    assert_true(s.result.stopped);
    clear(&s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_record_is_one_event),
        cmocka_unit_test(without_timestamps_indentation_continues),
        cmocka_unit_test(a_code_on_the_line_after_its_message_is_the_same_event),
        cmocka_unit_test(a_record_ends_after_256_lines),
        cmocka_unit_test(threads_and_prefilters_agree),
        cmocka_unit_test(columns_of_a_w3c_log_reach_any_block),
        cmocka_unit_test(windows_cut_a_log_into_parts),
        cmocka_unit_test(a_window_holds_for_all_that_is_counted),
        cmocka_unit_test(a_related_code_is_one_event_in_a_record_and_in_no_total),
        cmocka_unit_test(what_cannot_be_read_is_said),
        cmocka_unit_test(an_observer_sees_each_mention_and_may_stop),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
