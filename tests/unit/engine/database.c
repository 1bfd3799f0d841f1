#include "engine/database.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>
#include <sys/stat.h>

#include "../base/folder.h"

static const struct database_wait at_once = {0};

static struct database *open_new(const char *path)
{
    struct database *d;
    struct error err;
    if (database_open_write(path, &d, &err))
        fail_msg("%s", err.text);
    return d;
}

static void bytes_come_back_as_they_were(void **state)
{
    (void)state;
    struct database *d = open_new("data");
    struct query *q;
    struct error err;
    bool row;
    assert_int_equal(database_run(d, "CREATE TABLE t (a, b, c)", &err), STATUS_OK);
    assert_int_equal(query_open(d, "INSERT INTO t VALUES (?1, ?2, ?3)", &q, &err), STATUS_OK);
    query_bind(q, 1, INT64_MIN);
    query_bind_bytes(q, 2, STR("a\0\xff'"));
    query_bind_null(q, 3);
    assert_int_equal(query_run(q, &err), STATUS_OK);
    query_close(q);
    assert_int_equal(database_last_id(d), 1);
    assert_int_equal(query_open(d, "SELECT * FROM t", &q, &err), STATUS_OK);
    assert_int_equal(query_step(q, &row, &err), STATUS_OK);
    assert_true(row);
    assert_true(query_number(q, 0) == INT64_MIN);
    assert_true(str_equal(query_bytes(q, 1), STR("a\0\xff'")));
    assert_true(query_is_null(q, 2));
    assert_int_equal(query_step(q, &row, &err), STATUS_OK);
    assert_false(row);
    query_close(q);
    database_close(d);
}

static void what_was_not_committed_is_taken_back(void **state)
{
    (void)state;
    struct error err;
    int64_t count;
    for (int commits = 0; commits <= 1; commits++) {
        struct database *d = open_new("data");
        assert_int_equal(database_begin(d, &at_once, &err), STATUS_OK);
        assert_int_equal(database_run(d, "CREATE TABLE t (a)", &err), STATUS_OK);
        if (commits)
            assert_int_equal(database_commit(d, &err), STATUS_OK);
        database_close(d);
        d = open_new("data");
        assert_int_equal(database_number(d, "SELECT count(*) FROM sqlite_schema", &count, &err),
                         STATUS_OK);
        assert_int_equal(count, commits);
        database_close(d);
    }
}

static void count_call(void *state)
{
    ++*(int *)state;
}

static void one_writes_at_a_time(void **state)
{
    (void)state;
    struct error err;
    int waited = 0;
    int64_t count;
    struct database *one = open_new("data"), *two = open_new("data");
    struct database_wait wait = {.timeout_ms = 120, .begin = count_call, .state = &waited};
    assert_int_equal(database_run(one, "CREATE TABLE t (a)", &err), STATUS_OK);
    assert_int_equal(database_begin(one, &at_once, &err), STATUS_OK);
    assert_int_equal(database_run(one, "INSERT INTO t VALUES (1)", &err), STATUS_OK);
    assert_int_equal(database_begin(two, &wait, &err), STATUS_LIMIT);
    assert_int_equal(waited, 1);
    assert_string_equal(err.text, "data: another process is using it");
    assert_int_equal(database_number(two, "SELECT count(*) FROM t", &count, &err), STATUS_OK);
    assert_int_equal(count, 0);
    assert_int_equal(database_commit(one, &err), STATUS_OK);
    assert_int_equal(database_begin(two, &wait, &err), STATUS_OK);
    database_close(two);
    database_close(one);
}

static void what_is_no_database(void **state)
{
    (void)state;
    struct error err;
    struct database *d;
    int64_t n;
    assert_int_equal(database_open_read("none", &d, &err), STATUS_NOT_FOUND);
    assert_null(d);
    char text[2000];
    memset(text, 'x', sizeof text);
    write_file("text", text, sizeof text);
    assert_int_equal(database_open_read("text", &d, &err), STATUS_OK);
    assert_int_equal(database_number(d, "PRAGMA user_version", &n, &err), STATUS_INVALID);
    assert_string_equal(err.text, "text: is no database");
    database_close(d);
    assert_int_equal(database_open_write("none/data", &d, &err), STATUS_IO);
    database_close(NULL);
}

static void damage_is_found(void **state)
{
    (void)state;
    struct error err;
    struct database *d = open_new("data");
    assert_int_equal(
        database_run(d,
                     "CREATE TABLE t (a); WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL "
                     "SELECT i + 1 FROM n WHERE i < 2000) INSERT INTO t SELECT i FROM n",
                     &err),
        STATUS_OK);
    assert_int_equal(database_check(d, &err), STATUS_OK);
    database_close(d);
    FILE *file = fopen("data", "r+b");
    assert_non_null(file);
    assert_int_equal(fseek(file, 4096 * 3 + 40, SEEK_SET), 0);
    for (int i = 0; i < 3000; i++)
        assert_int_equal(fputc(0x5a, file), 0x5a);
    assert_int_equal(fclose(file), 0);
    assert_int_equal(database_open_read("data", &d, &err), STATUS_OK);
    assert_int_equal(database_check(d, &err), STATUS_INVALID);
    assert_string_equal(err.text, "data: the database is damaged");
    database_close(d);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        folder_test(bytes_come_back_as_they_were),
        folder_test(what_was_not_committed_is_taken_back),
        folder_test(one_writes_at_a_time),
        folder_test(what_is_no_database),
        folder_test(damage_is_found),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
