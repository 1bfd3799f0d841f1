/*
 * What patterns make of runs of digits, to test with.
 */
#ifndef WSALOG_TESTS_SCAN_DIGITS_FIXTURE_H
#define WSALOG_TESTS_SCAN_DIGITS_FIXTURE_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#include "scan/digits.h"

struct digits_fixture {
    struct digits *digits;
    struct digits_memory *memory;
};

/* With a memory of its own; `d` is the fixture's from here on. */
static inline struct digits_fixture digits_fixture_of(struct digits *d)
{
    assert_non_null(d);
    struct digits_fixture f = {d, digits_memory_new(d)};
    assert_non_null(f.memory);
    return f;
}

/* Patterns up to a NULL. */
static inline struct digits *digits_of(const char *const *patterns)
{
    struct digits *d;
    struct error err;
    assert_int_equal(digits_new(&d, &err), STATUS_OK);
    for (; *patterns; patterns++)
        if (!digits_add(d, *patterns))
            fail_msg("%s", *patterns);
    return d;
}

#define DIGITS_FIXTURE(...) digits_fixture_of(digits_of((const char *const[]){__VA_ARGS__, NULL}))

static inline void digits_fixture_close(struct digits_fixture *f)
{
    digits_memory_free(f->memory);
    digits_free(f->digits);
}

/* One of many lines that differ in more than digits. */
#define DIGITS_LINE_ROOM 32
static inline struct str digits_line(unsigned number, char room[DIGITS_LINE_ROOM])
{
    int len = snprintf(room, DIGITS_LINE_ROOM, "word%c%c%c%c failed", 'a' + number % 26,
                       'a' + number / 26 % 26, 'a' + number / 676 % 26, 'a' + number / 17576 % 26);
    return (struct str){room, (size_t)len};
}

#endif
