/* input/seen.c: each file is met for the first time once. */
#include "input/seen.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

static struct os_stat file_of(uint64_t device, uint64_t inode)
{
    return (struct os_stat){.kind = OS_REGULAR, .device = device, .inode = inode};
}

static void with_notes(void **state)
{
    (void)state;
    struct seen seen = SEEN_INIT;
    bool before;
    for (size_t round = 0; round < 2; round++) {
        for (uint64_t i = 0; i < 3000; i++) {
            struct os_stat file = file_of(i % 3, i / 3 * 7);
            size_t *note = seen_meet(&seen, &file, &before);
            assert_non_null(note);
            assert_int_equal(before, round);
            assert_int_equal(*note, round ? i : 0);
            *note = i;
        }
    }
    seen_release(&seen);
}

/* In a row, far apart, up to the last one, and on several devices. */
static void files_alone(void **state)
{
    (void)state;
    static const uint64_t steps[] = {1, 2, 63, 64, 65, 1000003};
    struct seen_files seen = SEEN_FILES_INIT;
    bool before;
    for (uint64_t device = 0; device < sizeof steps / sizeof *steps; device++) {
        for (int round = 0; round < 2; round++) {
            for (uint64_t i = 0; i < 1000; i++) {
                struct os_stat file = file_of(device, UINT64_MAX - 500 + i * steps[device]);
                assert_true(seen_files_meet(&seen, &file, &before));
                assert_int_equal(before, round);
            }
        }
    }
    seen_files_release(&seen);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(with_notes),
        cmocka_unit_test(files_alone),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
