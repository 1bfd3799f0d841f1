#include "state/store.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>
#include <sys/stat.h>

#include "../base/folder.h"
#include "base/os_file.h"
#include "state/schema.h"

static const struct database_wait at_once = {0};

static struct store *open_store(void)
{
    struct store *s;
    struct error err;
    if (store_open("state", &at_once, &s, &err))
        fail_msg("%s", err.text);
    return s;
}

static struct known_log make_log(const char *path, uint64_t offset)
{
    static const int32_t codes[] = {10054, -7, INT32_MAX};
    struct known_log log = {
        .path = path,
        .device = UINT64_MAX,
        .inode = 42,
        .size = 1234,
        .mtime_s = -5,
        .mtime_ns = 999,
        .offset = offset,
        .raw = UINT64_MAX,
        .undecided = true,
        .inside = true,
        .lines = 17,
        .open = true,
        .open_line = 16,
        .open_offset = 900,
        .open_time = {.wall_ms = -1, .offset_min = -330, .has_zone = true, .known = true},
        .record_line = UINT64_MAX,
        .record_codes = {codes, 3},
        .message_line = 15,
        .message_code = 10061,
        .context = STR("c\0l"),
        .rest_len = 9,
        .rest_counted = 5,
        .line_codes = {codes, 1},
        .rest_lookalikes = 2,
    };
    log.print = fingerprint_make(STR("some text"), 9, STR("text"), 3);
    log.rest = hash_of(STR("rest"), 3);
    return log;
}

static int64_t commit(struct store *s, const struct known_log *logs, size_t count,
                      const struct store_rename *renames, size_t rename_count)
{
    struct store_run run = {.run = {.started_s = 1000, .version = "1.2"},
                            .logs = logs,
                            .log_count = count,
                            .renames = renames,
                            .rename_count = rename_count};
    struct error err;
    int64_t number;
    if (store_commit(s, &run, &number, &err))
        fail_msg("%s", err.text);
    return number;
}

static void a_log_comes_back_as_it_was(void **state)
{
    (void)state;
    struct store *s = open_store();
    assert_int_equal(store_known(s)->count, 0);
    uint64_t seed = store_known(s)->seed;
    struct known_log log = make_log("/l/\xff.log", 1000);
    assert_int_equal(commit(s, &log, 1, NULL, 0), 1);
    store_close(s);

    s = open_store();
    assert_true(store_known(s)->seed == seed);
    assert_int_equal(store_known(s)->count, 1);
    struct known_log is = store_known(s)->items[0];
    assert_string_equal(is.path, log.path);
    assert_int_equal(is.record_codes.count, 3);
    assert_memory_equal(is.record_codes.items, log.record_codes.items, 3 * sizeof(int32_t));
    assert_int_equal(is.line_codes.count, 1);
    assert_true(is.open_time.wall_ms == -1 && is.open_time.offset_min == -330 &&
                is.open_time.has_zone && is.open_time.known);
    assert_true(hash_equal(is.print.head, log.print.head) &&
                hash_equal(is.print.tail, log.print.tail) && hash_equal(is.rest, log.rest));
    assert_true(is.device == log.device && is.inode == log.inode && is.size == log.size &&
                is.mtime_s == log.mtime_s && is.mtime_ns == log.mtime_ns);
    assert_true(is.offset == log.offset && is.raw == log.raw && is.undecided && is.inside &&
                is.lines == log.lines && is.open && is.open_line == log.open_line &&
                is.open_offset == log.open_offset);
    assert_true(is.record_line == log.record_line && is.message_line == log.message_line &&
                is.message_code == log.message_code && is.rest_len == log.rest_len &&
                is.rest_counted == log.rest_counted && is.rest_lookalikes == log.rest_lookalikes);

    assert_true(str_equal(is.context, log.context));

    /* What goes on keeps its row. */
    is.offset = 2000;
    struct known_log both[] = {is, make_log("/l/new.log", 5)};
    assert_int_equal(commit(s, both, 2, NULL, 0), 2);
    store_close(s);
    s = open_store();
    assert_int_equal(store_known(s)->count, 2);
    assert_int_equal(store_known(s)->items[0].offset, 2000);
    assert_string_equal(store_known(s)->items[1].path, "/l/new.log");
    store_close(s);
}

static void nothing_stays_of_what_was_not_committed(void **state)
{
    (void)state;
    store_close(open_store());
    struct store *s = open_store();
    assert_int_equal(store_known(s)->count, 0);
    struct store *other;
    struct error err;
    assert_int_equal(store_open("state", &at_once, &other, &err), STATUS_LIMIT);
    assert_null(other);
    store_close(s);
    store_close(NULL);
}

/* A run was killed between its commit and its renames. */
static void renames_are_done_by_the_next_run(void **state)
{
    (void)state;
    char *temporary = os_absolute_path(".half"), *target = os_absolute_path("report");
    struct store_rename rename = {temporary, target};
    write_file(".half", "new", 3);
    write_file("report", "old", 3);
    struct store *s = open_store();
    (void)commit(s, NULL, 0, &rename, 1);
    store_close(s);

    store_close(open_store()); /* which commits nothing of its own */
    struct os_stat is;
    assert_false(os_stat_path(".half", &is));
    char *bytes;
    size_t len;
    assert_int_equal(os_read_whole("report", 10, &bytes, &len, NULL), STATUS_OK);
    assert_string_equal(bytes, "new");
    free(bytes);
    write_file(".half", "later", 5); /* another one's */
    store_close(open_store());
    assert_true(os_stat_path(".half", &is));
    free(temporary);
    free(target);
}

static void what_was_published_is_not_done_again(void **state)
{
    (void)state;
    struct error err;
    char *temporary = os_absolute_path(".half"), *target = os_absolute_path("report");
    struct store_rename rename = {temporary, target};
    struct store *s = open_store();
    (void)commit(s, NULL, 0, &rename, 1);
    assert_int_equal(store_published(s, &err), STATUS_OK);
    store_close(s);
    write_file(".half", "later", 5);
    store_close(open_store());
    struct os_stat is;
    assert_true(os_stat_path(".half", &is));
    free(temporary);
    free(target);
}

static void forms_that_are_not_understood(void **state)
{
    (void)state;
    struct database *d;
    struct store *s;
    struct error err;
    store_close(open_store());
    s = open_store();
    (void)commit(s, NULL, 0, NULL, 0);
    store_close(s);
    assert_int_equal(database_open_write("state", &d, &err), STATUS_OK);
    assert_int_equal(database_run(d, "PRAGMA user_version = 1000", &err), STATUS_OK);
    database_close(d);
    assert_int_equal(store_open("state", &at_once, &s, &err), STATUS_INVALID);
    assert_non_null(strstr(err.text, "newer wsalog"));
    assert_int_equal(database_open_write("other", &d, &err), STATUS_OK);
    assert_int_equal(database_run(d, "CREATE TABLE logs (a)", &err), STATUS_OK);
    database_close(d);
    assert_int_equal(store_open("other", &at_once, &s, &err), STATUS_INVALID);
    assert_non_null(strstr(err.text, "no state of wsalog"));
}

/* Whole as a database, but not as a state. */
static void rows_that_cannot_be(void **state)
{
    (void)state;
    struct database *d;
    struct error err;
    struct known_log log = make_log("/l/a.log", 9);
    struct store *s = open_store();
    (void)commit(s, &log, 1, NULL, 0);
    store_close(s);
    assert_int_equal(database_open_write("state", &d, &err), STATUS_OK);
    assert_int_equal(database_run(d, "UPDATE logs SET head = x'00'", &err), STATUS_OK);
    database_close(d);
    assert_int_equal(store_open("state", &at_once, &s, &err), STATUS_INVALID);
    assert_string_equal(err.text, "state: the database is damaged");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        folder_test(a_log_comes_back_as_it_was),
        folder_test(nothing_stays_of_what_was_not_committed),
        folder_test(renames_are_done_by_the_next_run),
        folder_test(what_was_published_is_not_done_again),
        folder_test(forms_that_are_not_understood),
        folder_test(rows_that_cannot_be),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
