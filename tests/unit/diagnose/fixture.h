/*
 * A tally made by hand: the same calls as the pipeline's, without logs.
 */
#ifndef WSALOG_TESTS_DIAGNOSE_FIXTURE_H
#define WSALOG_TESTS_DIAGNOSE_FIXTURE_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "diagnose/diagnose.h"

struct fixture {
    const struct catalog *catalog;
    struct tally tally;
    struct arena memory;
    const struct diagnosed *found;
    size_t count;
};

static inline void fixture_open(struct fixture *f)
{
    struct error err;
    *f = (struct fixture){.catalog = catalog_builtin(), .memory = ARENA_INIT((size_t)64 << 20)};
    struct tally_options options = {.error_count = f->catalog->error_count,
                                    .related_count = f->catalog->related_count,
                                    .samples = 1};
    assert_int_equal(tally_init(&f->tally, &options, &err), STATUS_OK);
}

static inline void fixture_close(struct fixture *f)
{
    tally_release(&f->tally);
    arena_release(&f->memory);
}

/* 2026-11-20, that many seconds after midnight; a negative number is no time. */
static inline struct moment fixture_at(int second)
{
    struct moment m = {0};
    if (second >= 0)
        assert_true(moment_make(2026, 11, 20, 0, 0, 0, 0, &m));
    m.wall_ms += second < 0 ? 0 : (int64_t)second * 1000;
    return m;
}

static inline void fixture_event(struct fixture *f, int32_t code, enum operation operation,
                                 const char *peer, int second)
{
    struct error err;
    const struct catalog_error *meaning = catalog_find(f->catalog, code);
    assert_non_null(meaning);
    struct sighting s = {
        .error = (size_t)(meaning - f->catalog->errors),
        .confidence = CONFIDENCE_CERTAIN,
        .event = true,
        .ignorable = meaning->severity == SEVERITY_IGNORABLE,
        .time = fixture_at(second),
        .file = STR("a.log"),
        .line = 1,
        .text = STR("x"),
        .operation = operation,
        .peer = str_from(peer),
    };
    assert_int_equal(tally_add(&f->tally, &s, &err), STATUS_OK);
}

/* Several, `step` seconds apart. */
static inline void fixture_events(struct fixture *f, size_t count, int32_t code,
                                  enum operation operation, const char *peer, int second, int step)
{
    for (size_t i = 0; i < count; i++)
        fixture_event(f, code, operation, peer, second < 0 ? -1 : second + (int)i * step);
}

static inline void fixture_run(struct fixture *f, const struct diagnosis_set *set)
{
    struct error err;
    assert_int_equal(
        diagnose_run(set, f->catalog, &f->tally, &f->memory, &f->found, &f->count, &err),
        STATUS_OK);
}

/* Which finding has an id; f->count when none has. */
static inline size_t fixture_place(const struct fixture *f, const char *id)
{
    size_t i = 0;
    while (i < f->count && strcmp(f->found[i].diagnosis->id, id) != 0)
        i++;
    return i;
}

static inline bool fixture_has(const struct fixture *f, const char *id)
{
    return fixture_place(f, id) < f->count;
}

static inline struct diagnosed fixture_get(const struct fixture *f, const char *id)
{
    assert_true(fixture_has(f, id));
    return f->found[fixture_place(f, id)];
}

#endif
