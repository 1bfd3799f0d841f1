/*
 * Lines that say again what another has said are not looked at again: with the built-in rules, on
 * lines of all their examples with ever other numbers in them, that changes nothing.
 */
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
#include "pipeline/pipeline.h"

#define TEXT_MAX ((size_t)64 * 1024 * 1024)
#define ROUNDS 16

/* xorshift: the same numbers on every machine. */
static unsigned roll(uint64_t *state, unsigned sides)
{
    *state ^= *state << 13;
    *state ^= *state >> 7;
    *state ^= *state << 17;
    return (unsigned)(*state >> 33) % sides;
}

/* A number like a code: often in the Winsock ranges, or beside them. */
static unsigned roll_code(uint64_t *dice)
{
    switch (roll(dice, 3)) {
    case 0:
        return 10000 + roll(dice, 120);
    case 1:
        return 11000 + roll(dice, 40);
    default:
        return 10000 + roll(dice, 2100);
    }
}

/* The line with other digits in some of its numbers, mostly between a time and an endpoint; now and
 * then it goes on in the next one. */
static void add_line(struct buf *out, const char *line, uint64_t *dice)
{
    bool breaks = roll(dice, 16) == 0;
    buf_add_format(out, "2026-11-%02u %02u:%02u:%02u,%03u [%05u] ", 1 + roll(dice, 28),
                   roll(dice, 24), roll(dice, 60), roll(dice, 60), roll(dice, 1000),
                   roll(dice, 100000));
    bool change = false;
    for (const char *p = line; *p; p++) {
        bool digit = *p >= '0' && *p <= '9';
        bool begins = digit && (p == line || p[-1] < '0' || p[-1] > '9');
        if (begins)
            change = roll(dice, 3) == 0;
        if (begins && strspn(p, "0123456789") == 5 && roll(dice, 3) == 0) { /* like a code */
            buf_add_format(out, "%u", roll_code(dice));
            p += 4;
            continue;
        }
        bool is_break = breaks && *p == ' ' && roll(dice, 4) == 0;
        buf_add_char(out, is_break ? '\n' : digit && change ? (char)('0' + roll(dice, 10)) : *p);
    }
    if (roll(dice, 4))
        buf_add_format(out, " 10.%u.2.%u:%u", roll(dice, 300), roll(dice, 256),
                       roll(dice, 3) ? roll(dice, 70000) : roll_code(dice));
    buf_add_char(out, '\n');
}

static void make_log(struct buf *out)
{
    const struct ruleset *rules = ruleset_builtin();
    uint64_t dice = 0x20261128;
    for (int round = 0; round < ROUNDS; round++) {
        for (size_t i = 0; i < rules->rule_count; i++) {
            for (size_t e = 0; e < rules->rules[i].match_count; e++)
                add_line(out, rules->rules[i].match[e].line, &dice);
            for (size_t e = 0; e < rules->rules[i].refuse_count; e++)
                add_line(out, rules->rules[i].refuse[e], &dice);
        }
        for (size_t i = 0; i < rules->guard_count; i++)
            for (size_t e = 0; e < rules->guards[i].refuse_count; e++)
                add_line(out, rules->guards[i].refuse[e], &dice);
        for (size_t i = 0; i < rules->message_count; i++)
            add_line(out, rules->messages[i].text, &dice);
    }
    assert_false(out->failed);
}

/* What was found, as text. */
static bool note(void *state, const struct finding *f)
{
    buf_add_format(state, "%llu %llu %d %s %d %zu+%zu\n", (unsigned long long)f->line,
                   (unsigned long long)f->offset, (int)f->error->code, f->rule, (int)f->confidence,
                   f->match_at, f->match_len);
    return true;
}

static void add_top(struct buf *out, const struct topk *top)
{
    size_t ranked[TALLY_TOP];
    size_t count = topk_ranked(top, ranked, TALLY_TOP);
    for (size_t i = 0; i < count; i++)
        buf_add_format(out, " %s=%llu", top->items[ranked[i]].name,
                       (unsigned long long)top->items[ranked[i]].count);
    buf_add_char(out, '\n');
}

static void scan(const char *path, enum prefilter prefilter, struct buf *out)
{
    struct pipeline_result result;
    struct pipeline_options options = {
        .catalog = catalog_builtin(),
        .rules = ruleset_builtin(),
        .paths = &path,
        .path_count = 1,
        .min_confidence = CONFIDENCE_POSSIBLE,
        .threads = 1,
        .prefilter = prefilter,
        .samples = 1,
        .observer = {.state = out, .found = note},
    };
    struct error err;
    if (pipeline_run(&options, &result, &err))
        fail_msg("%s", err.text);
    for (size_t i = 0; i < options.catalog->error_count; i++) {
        const struct tally_error *e = &result.tally.errors[i];
        for (size_t o = 0; o < OPERATION_COUNT; o++)
            buf_add_format(out, "%llu ", (unsigned long long)e->operations[o]);
        add_top(out, &e->peers);
        add_top(out, &e->hosts);
        add_top(out, &e->processes);
    }
    buf_add_format(out, "look-alikes %llu\n", (unsigned long long)result.tally.lookalikes);
    pipeline_result_release(&result);
    assert_false(out->failed);
}

static void nothing_changes(void **state)
{
    (void)state;
    struct buf log = BUF_INIT(TEXT_MAX), one = BUF_INIT(TEXT_MAX), other = BUF_INIT(TEXT_MAX);
    char path[] = "/tmp/wsalog-repeats-XXXXXX";
    make_log(&log);
    int fd = mkstemp(path);
    assert_true(fd >= 0 && log.len > (size_t)1024 * 1024);
    assert_true(os_write_fd(fd, buf_str(&log)));
    assert_int_equal(close(fd), 0);
    scan(path, PREFILTER_PCRE2, &one); /* looks at each line */
    scan(path, PREFILTER_AUTO, &other);
    for (size_t i = 0; i < one.len && i < other.len; i++)
        if (one.ptr[i] != other.ptr[i])
            fail_msg("another answer: %.200s", other.ptr + (i < 100 ? 0 : i - 100));
    assert_int_equal(one.len, other.len);
    (void)unlink(path);
    buf_release(&log);
    buf_release(&one);
    buf_release(&other);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nothing_changes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
