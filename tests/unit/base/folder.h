/*
 * A folder of its own for a test program, removed with all that is in it when the test ends.
 */
#ifndef WSALOG_TESTS_UNIT_BASE_FOLDER_H
#define WSALOG_TESTS_UNIT_BASE_FOLDER_H

#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* cmocka setup: makes the folder and goes there, so that tests name files without a path. */
static inline int folder_enter(void **state)
{
    char name[] = "/tmp/wsalog-unit-XXXXXX";
    if (!mkdtemp(name) || chdir(name) != 0)
        return -1;
    *state = strdup(name);
    return *state ? 0 : -1;
}

static inline int folder_remove_entry(const char *path, const struct stat *st, int type,
                                      struct FTW *where)
{
    (void)st;
    (void)type;
    (void)where;
    return remove(path);
}

static inline int folder_leave(void **state)
{
    int failed = chdir("/") | nftw(*state, folder_remove_entry, 16, FTW_DEPTH | FTW_PHYS);
    free(*state);
    return failed;
}

static inline void write_file(const char *path, const void *bytes, size_t len)
{
    FILE *f = fopen(path, "wb");
    if (!f || fwrite(bytes, 1, len, f) != len || fclose(f) != 0)
        abort();
}

#define folder_test(test) cmocka_unit_test_setup_teardown(test, folder_enter, folder_leave)

#endif
