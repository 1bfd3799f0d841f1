/* pipeline/plan.h and resume.h, through whole runs that hand what they know to the next. */
#include "pipeline/plan.h"

#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <sys/stat.h>
#include <zlib.h>

#include "../base/folder.h"
#include "pipeline/pipeline.h"

#define TEXT_MAX ((size_t)64 * 1024 * 1024)
#define SEED 99
#define LOGS_MAX 64

/* What a state would keep between two runs. */
struct memory {
    struct known_log logs[LOGS_MAX];
    size_t count;
    struct arena arena;
    struct pipeline_result result;
};

static void keep_codes(struct memory *m, struct known_codes *codes)
{
    int32_t *copy = arena_array(&m->arena, codes->count + 1, sizeof *copy);
    assert_non_null(copy);
    if (codes->count)
        memcpy(copy, codes->items, codes->count * sizeof *copy);
    codes->items = copy;
}

static void keep(struct memory *m, const struct known_log *log)
{
    struct known_log *row = log->id ? &m->logs[log->id - 1] : &m->logs[m->count++];
    assert_true(m->count <= LOGS_MAX);
    *row = *log;
    row->id = row - m->logs + 1;
    row->path = arena_copy(&m->arena, str_from(log->path));
    if (log->context.len)
        row->context.ptr = arena_copy_bytes(&m->arena, log->context.ptr, log->context.len);
    keep_codes(m, &row->record_codes);
    keep_codes(m, &row->line_codes);
}

static void run(struct memory *m, const char *path)
{
    const char *paths[] = {path};
    struct known_logs known;
    struct error err;
    m->arena.ceiling = TEXT_MAX;
    pipeline_result_release(&m->result);
    assert_int_equal(known_index(m->logs, m->count, SEED, &known, &err), STATUS_OK);
    struct pipeline_options options = {.catalog = catalog_builtin(),
                                       .rules = ruleset_builtin(),
                                       .paths = paths,
                                       .path_count = 1,
                                       .samples = 3,
                                       .min_confidence = CONFIDENCE_LIKELY,
                                       .known = &known};
    if (pipeline_run(&options, &m->result, &err))
        fail_msg("%s", err.text);
    for (size_t i = 0; i < m->result.log_count; i++)
        keep(m, &m->result.logs[i]);
    known_release(&known);
}

static void forget(struct memory *m)
{
    pipeline_result_release(&m->result);
    arena_release(&m->arena);
}

static void check(const struct memory *m, int code, uint64_t events, uint64_t mentions)
{
    const struct catalog *catalog = catalog_builtin();
    const struct tally_error *e =
        &m->result.tally.errors[catalog_find(catalog, code) - catalog->errors];
    assert_int_equal(e->events, events);
    assert_int_equal(e->mentions, mentions);
}

static void put(const char *path, const char *text)
{
    FILE *f = fopen(path, "ab");
    assert_non_null(f);
    assert_true(fputs(text, f) >= 0);
    assert_int_equal(fclose(f), 0);
}

static void a_record_goes_on_in_the_next_run(void **state)
{
    (void)state;
    struct memory m = {0};
    put("log", "2026-11-20 10:00:00 ERROR [WinError 10054]\n");
    run(&m, "log");
    check(&m, 10054, 1, 1);
    put("log", "  at a [WinError 10054]\n  at b [WinError 10061]\n");
    run(&m, "log");
    check(&m, 10054, 0, 1);
    check(&m, 10061, 1, 1);
    const struct catalog *catalog = catalog_builtin();
    const struct tally_error *e =
        &m.result.tally.errors[catalog_find(catalog, 10061) - catalog->errors];
    assert_int_equal(e->samples[0].line, 3);
    assert_int_equal(e->first.wall_ms, e->samples[0].time.wall_ms);
    assert_true(e->first.known);
    put("log", "  at c [WinError 10061]\n2026-11-20 10:00:01 [WinError 10061]\n");
    run(&m, "log");
    check(&m, 10061, 1, 2);
    forget(&m);
}

static void a_message_and_its_code_are_one_event(void **state)
{
    (void)state;
    struct memory m = {0};
    put("log", "No connection could be made because the target machine actively refused it.\n");
    run(&m, "log");
    check(&m, 10061, 1, 1);
    put("log", "Socket Error # 10061\nSocket Error # 10061\n");
    run(&m, "log");
    check(&m, 10061, 1, 2);
    forget(&m);
}

/* The header of a W3C log holds for the lines of later runs. */
static void columns_stay_in_force(void **state)
{
    (void)state;
    struct memory m = {0};
    put("log", "#Fields: date time c-ip sc-status sc-win32-status time-taken\n");
    run(&m, "log");
    put("log", "2026-11-20 10:00:00 10.0.0.7 500 10054 10061\n");
    run(&m, "log");
    check(&m, 10054, 1, 1);
    check(&m, 10061, 0, 0);
    put("log", "2026-11-20 10:00:01 10.0.0.7 500 64 10061\n");
    run(&m, "log");
    check(&m, 10061, 0, 0);
    uint64_t related = 0;
    for (size_t i = 0; i < m.result.tally.options.related_count; i++)
        related += m.result.tally.related[i];
    assert_int_equal(related, 1);
    forget(&m);
}

static void lookalikes_of_half_a_line_are_counted_once(void **state)
{
    (void)state;
    struct memory m = {0};
    put("log", "2026-11-20 10:00:00 id 10099 and");
    run(&m, "log");
    assert_int_equal(m.result.tally.lookalikes, 0);
    assert_int_equal(m.result.coverage.lines, 0);
    run(&m, "log");
    assert_int_equal(m.result.tally.lookalikes, 1);
    assert_int_equal(m.result.coverage.lines, 1);
    put("log", " id 10098 [WinError 10054]\n");
    run(&m, "log");
    assert_int_equal(m.result.tally.lookalikes, 1);
    assert_int_equal(m.result.coverage.lines, 0);
    check(&m, 10054, 1, 1);
    forget(&m);
}

static void packed_and_growing(void **state)
{
    (void)state;
    struct memory m = {0};
    put("log", "2026-11-20 10:00:00 [WinError 10054]\n");
    for (int i = 0; i < 3; i++) {
        gzFile gz = gzopen("log.gz", "ab");
        assert_non_null(gz);
        assert_true(gzputs(gz, "2026-11-20 10:00:00 [WinError 10054]\n") > 0);
        assert_int_equal(gzclose(gz), Z_OK);
        run(&m, i ? "log.gz" : "log");
        check(&m, 10054, 1, 1);
        (void)remove("log");
    }
    run(&m, "log.gz");
    check(&m, 10054, 0, 0);
    assert_int_equal(m.result.coverage.logs_unchanged, 1);
    assert_int_equal(m.count, 1);
    forget(&m);
}

static void many_that_are_alike(void **state)
{
    (void)state;
    struct memory m = {0};
    char path[32];
    assert_int_equal(mkdir("logs", 0700), 0);
    for (int round = 0; round < 3; round++) {
        for (int i = 0; i < 20; i++) {
            (void)snprintf(path, sizeof path, "logs/%d.log", i);
            put(path, "the same line in each [WinError 10054]\n");
        }
        run(&m, "logs");
        check(&m, 10054, 20, 20);
        assert_int_equal(m.count, 20);
    }
    forget(&m);
}

/* Bytes that this process has read so far; -1 when the system does not tell. */
static long long bytes_read(void)
{
    long long bytes = -1;
    FILE *f = fopen("/proc/self/io", "r");
    if (f) {
        if (fscanf(f, "rchar: %lld", &bytes) != 1)
            bytes = -1;
        (void)fclose(f);
    }
    return bytes;
}

#define HUGE_BYTES ((uint64_t)100 * 1000 * 1000 * 1000)

/* 100 GB of which all but the last line were read before: a sparse file stands for it. */
static void what_was_read_is_not_read_again(void **state)
{
    (void)state;
    struct buf text = BUF_INIT(TEXT_MAX);
    for (int i = 0; text.len < FINGERPRINT_HEAD_BYTES + 100; i++)
        buf_add_format(&text, "2026-11-20 10:00:00 line %06d\n", i);
    int fd = open("log", O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    assert_true(fd >= 0);
    assert_true(write(fd, text.ptr, text.len) == (ssize_t)text.len);
    struct str end = str_slice(buf_str(&text), 0, FINGERPRINT_TAIL_BYTES);
    if (ftruncate(fd, (off_t)HUGE_BYTES) != 0 ||
        pwrite(fd, end.ptr, end.len, (off_t)(HUGE_BYTES - end.len)) != (ssize_t)end.len) {
        (void)close(fd);
        buf_release(&text);
        skip(); /* this file system has no such files */
    }
    assert_int_equal(close(fd), 0);
    put("log", "\n2026-11-20 10:00:00 [WinError 10054]\n");

    struct memory m = {0};
    char *path = os_absolute_path("log");
    m.arena.ceiling = TEXT_MAX;
    struct known_log known = {.path = path,
                              .offset = HUGE_BYTES,
                              .raw = HUGE_BYTES,
                              .lines = 5,
                              .undecided = true,
                              .inside = true,
                              .record_line = UINT64_MAX,
                              .message_line = UINT64_MAX};
    known.print = fingerprint_make(buf_str(&text), HUGE_BYTES, end, SEED);
    keep(&m, &known);
    long long before = bytes_read();
    run(&m, "log");
    long long after = bytes_read();
    check(&m, 10054, 1, 1);
    assert_int_equal(m.result.coverage.bytes, 38);
    assert_int_equal(m.count, 1);
    if (before >= 0)
        assert_true(after - before < 1024 * 1024);
    free(path);
    buf_release(&text);
    forget(&m);
}

static void what_was_changed_is_read_again_and_told(void **state)
{
    (void)state;
    struct memory m = {0};
    struct buf text = BUF_INIT(TEXT_MAX);
    for (int i = 0; i < 5000; i++)
        buf_add_format(&text, "2026-11-20 10:00:00 line %06d\n", i);
    buf_add_text(&text, "2026-11-20 10:00:00 [WinError 10054]\n");
    write_file("log", text.ptr, text.len);
    run(&m, "log");
    check(&m, 10054, 1, 1);
    text.ptr[text.len - 100] = '#';
    write_file("log", text.ptr, text.len);
    run(&m, "log");
    check(&m, 10054, 1, 1);
    assert_int_equal(m.result.problem_count, 1);
    assert_non_null(strstr(m.result.problems[0].reason, "it was changed where it had been read"));
    assert_false(m.result.incomplete);
    run(&m, "log");
    check(&m, 10054, 0, 0);
    assert_int_equal(m.result.problem_count, 0);
    buf_release(&text);
    forget(&m);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        folder_test(a_record_goes_on_in_the_next_run),
        folder_test(a_message_and_its_code_are_one_event),
        folder_test(columns_stay_in_force),
        folder_test(lookalikes_of_half_a_line_are_counted_once),
        folder_test(packed_and_growing),
        folder_test(many_that_are_alike),
        folder_test(what_was_read_is_not_read_again),
        folder_test(what_was_changed_is_read_again_and_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
