#include "engine/database.h"

#include <limits.h>
#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>

#include "base/os_file.h"
#include "base/os_process.h"

#define POLL_MS 50
/* How long a statement waits for another process that just commits, or just reads. */
#define PATIENCE_MS 5000

struct database {
    sqlite3 *handle; /* owned */
    char *path;      /* owned; for messages */
    bool begun;
};

struct query {
    struct database *database; /* borrowed */
    sqlite3_stmt *statement;   /* owned */
    bool lost;                 /* a value, for want of memory */
};

static enum status explain(const struct database *d, int code, struct error *err)
{
    switch (code & 0xff) {
    case SQLITE_NOMEM:
        return error_no_memory(err);
    case SQLITE_NOTADB:
        return error_set(err, STATUS_INVALID, "%s: is no database", d->path);
    case SQLITE_CORRUPT:
        return error_set(err, STATUS_INVALID, "%s: the database is damaged", d->path);
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        return error_set(err, STATUS_LIMIT, "%s: another process is using it", d->path);
    case SQLITE_READONLY:
    case SQLITE_PERM:
        return error_set(err, STATUS_IO, "%s: cannot be written", d->path);
    default:
        return error_set(err, STATUS_IO, "%s: %s", d->path, sqlite3_errmsg(d->handle));
    }
}

static enum status open_as(const char *path, int flags, struct database **out, struct error *err)
{
    *out = NULL;
    struct database *d = calloc(1, sizeof *d);
    if (!d || !(d->path = strdup(path))) {
        free(d);
        return error_no_memory(err);
    }
    enum status status = STATUS_OK;
    /* A name that begins with file: is one all the same: URIs are not asked for. */
    int code = sqlite3_open_v2(path, &d->handle, flags | SQLITE_OPEN_NOMUTEX, NULL);
    if (code != SQLITE_OK)
        status = error_set(err, STATUS_IO, "%s: %s", path,
                           d->handle ? sqlite3_errmsg(d->handle) : "out of memory");
    else if (flags & SQLITE_OPEN_READWRITE && sqlite3_db_readonly(d->handle, "main") == 1)
        status = error_set(err, STATUS_IO, "%s: cannot be written", path);
    else
        (void)sqlite3_busy_timeout(d->handle, PATIENCE_MS);
    if (status)
        database_close(d);
    else
        *out = d;
    return status;
}

enum status database_open_read(const char *path, struct database **out, struct error *err)
{
    struct os_stat is;
    *out = NULL;
    if (!os_stat_path(path, &is))
        return error_set(err, STATUS_NOT_FOUND, "%s: %s", path, os_reason());
    return open_as(path, SQLITE_OPEN_READONLY, out, err);
}

enum status database_open_write(const char *path, struct database **out, struct error *err)
{
    return open_as(path, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, out, err);
}

void database_close(struct database *d)
{
    if (!d)
        return;
    if (d->begun)
        (void)sqlite3_exec(d->handle, "ROLLBACK", NULL, NULL, NULL);
    (void)sqlite3_close(d->handle);
    free(d->path);
    free(d);
}

enum status database_run(struct database *d, const char *sql, struct error *err)
{
    int code = sqlite3_exec(d->handle, sql, NULL, NULL, NULL);
    return code == SQLITE_OK ? STATUS_OK : explain(d, code, err);
}

enum status database_number(struct database *d, const char *sql, int64_t *out, struct error *err)
{
    struct query *q;
    bool row = false;
    *out = 0;
    enum status status = query_open(d, sql, &q, err);
    if (!status)
        status = query_step(q, &row, err);
    if (row)
        *out = query_number(q, 0);
    query_close(q);
    return status;
}

enum status database_check(struct database *d, struct error *err)
{
    struct query *q;
    bool row = false;
    enum status status = query_open(d, "PRAGMA quick_check(1)", &q, err);
    if (!status)
        status = query_step(q, &row, err);
    if (!status && (!row || !str_equal(query_bytes(q, 0), STR("ok"))))
        status = error_set(err, STATUS_INVALID, "%s: the database is damaged", d->path);
    query_close(q);
    return status;
}

enum status database_begin(struct database *d, const struct database_wait *wait, struct error *err)
{
    int64_t until = os_monotonic_ns() + wait->timeout_ms * 1000000;
    bool told = false;
    for (;;) {
        (void)sqlite3_busy_timeout(d->handle, 0);
        int code = sqlite3_exec(d->handle, "BEGIN IMMEDIATE", NULL, NULL, NULL);
        (void)sqlite3_busy_timeout(d->handle, PATIENCE_MS);
        d->begun = code == SQLITE_OK;
        if ((code & 0xff) != SQLITE_BUSY)
            return d->begun ? STATUS_OK : explain(d, code, err);
        if (os_monotonic_ns() >= until || (wait->go_on && !wait->go_on(wait->state)))
            return explain(d, code, err);
        if (!told && wait->begin)
            wait->begin(wait->state);
        told = true;
        os_sleep_ms(POLL_MS);
    }
}

enum status database_commit(struct database *d, struct error *err)
{
    enum status status = database_run(d, "COMMIT", err);
    d->begun = status != STATUS_OK;
    return status;
}

int64_t database_last_id(const struct database *d)
{
    return sqlite3_last_insert_rowid(d->handle);
}

uint64_t database_chance(void)
{
    uint64_t chance;
    sqlite3_randomness(sizeof chance, &chance);
    return chance;
}

/* ---- queries -------------------------------------------------------------------------------- */

enum status query_open(struct database *d, const char *sql, struct query **out, struct error *err)
{
    *out = NULL;
    struct query *q = calloc(1, sizeof *q);
    if (!q)
        return error_no_memory(err);
    q->database = d;
    int code = sqlite3_prepare_v2(d->handle, sql, -1, &q->statement, NULL);
    if (code != SQLITE_OK) {
        free(q);
        return explain(d, code, err);
    }
    *out = q;
    return STATUS_OK;
}

void query_close(struct query *q)
{
    if (!q)
        return;
    (void)sqlite3_finalize(q->statement);
    free(q);
}

void query_bind(struct query *q, int at, int64_t value)
{
    q->lost |= sqlite3_bind_int64(q->statement, at, value) != SQLITE_OK;
}

void query_bind_bytes(struct query *q, int at, struct str bytes)
{
    q->lost |= sqlite3_bind_blob64(q->statement, at, bytes.len ? bytes.ptr : "", bytes.len,
                                   SQLITE_TRANSIENT) != SQLITE_OK;
}

void query_bind_null(struct query *q, int at)
{
    q->lost |= sqlite3_bind_null(q->statement, at) != SQLITE_OK;
}

enum status query_step(struct query *q, bool *row, struct error *err)
{
    *row = false;
    if (q->lost)
        return error_no_memory(err);
    int code = sqlite3_step(q->statement);
    *row = code == SQLITE_ROW;
    return code == SQLITE_ROW || code == SQLITE_DONE ? STATUS_OK : explain(q->database, code, err);
}

enum status query_run(struct query *q, struct error *err)
{
    bool row;
    enum status status = query_step(q, &row, err);
    query_reset(q);
    return status;
}

void query_reset(struct query *q)
{
    (void)sqlite3_reset(q->statement);
    q->lost = false;
}

int64_t query_number(struct query *q, int column)
{
    return sqlite3_column_int64(q->statement, column);
}

struct str query_bytes(struct query *q, int column)
{
    const void *bytes = sqlite3_column_blob(q->statement, column);
    int len = sqlite3_column_bytes(q->statement, column);
    return (struct str){bytes ? bytes : "", bytes && len > 0 ? (size_t)len : 0};
}

bool query_is_null(struct query *q, int column)
{
    return sqlite3_column_type(q->statement, column) == SQLITE_NULL;
}
