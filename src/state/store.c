#include "state/store.h"

#include <stdlib.h>
#include <string.h>

#include "base/os_file.h"
#include "state/log_row.h"
#include "state/schema.h"

/* A row takes some 400 bytes and its path: far more logs than anyone has. */
#define STORE_BYTES_MAX ((size_t)1024 * 1024 * 1024)

struct store {
    char *path;                /* owned */
    struct database *database; /* owned */
    struct arena memory;
    struct known_logs known;
};

void store_close(struct store *s)
{
    if (!s)
        return;
    known_release(&s->known);
    database_close(s->database);
    arena_release(&s->memory);
    free(s->path);
    free(s);
}

const struct known_logs *store_known(const struct store *s)
{
    return &s->known;
}

struct history *store_history(const struct store *s)
{
    return history_of(s->database);
}

/* ---- opening -------------------------------------------------------------------------------- */

static enum status broken(const struct store *s, struct error *err)
{
    return error_set(err, STATUS_INVALID, "%s: the database is damaged", s->path);
}

static enum status load_logs(struct store *s, struct error *err)
{
    int64_t count, seed;
    struct query *q = NULL;
    enum status status = database_number(s->database, "SELECT count(*) FROM logs", &count, err);
    if (!status)
        status =
            database_number(s->database, "SELECT value FROM facts WHERE name = 'seed'", &seed, err);
    if (!status)
        status = query_open(s->database, log_row_select, &q, err);
    struct known_log *items =
        status ? NULL : arena_array(&s->memory, (size_t)count + 1, sizeof *items);
    if (!status && !items)
        status = error_no_memory(err);
    bool row = false;
    for (size_t i = 0; !status && !(status = query_step(q, &row, err)) && row; i++) {
        bool valid = i < (size_t)count;
        if (!valid)
            status = broken(s, err);
        else if (!log_row_read(q, &s->memory, &items[i], &valid))
            status = valid ? error_no_memory(err) : broken(s, err);
        else if (!valid)
            status = broken(s, err);
    }
    query_close(q);
    return status ? status : known_index(items, (size_t)count, (uint64_t)seed, &s->known, err);
}

static enum status clear_renames(struct store *s, struct error *err)
{
    return database_run(s->database, "DELETE FROM renames", err);
}

/* What a run that was killed has left to do. */
static enum status finish_renames(struct store *s, struct error *err)
{
    struct query *q;
    bool row = false;
    enum status status =
        query_open(s->database, "SELECT temporary, target FROM renames ORDER BY rowid", &q, err);
    while (!status && !(status = query_step(q, &row, err)) && row) {
        char *temporary = arena_copy(&s->memory, query_bytes(q, 0));
        char *target = arena_copy(&s->memory, query_bytes(q, 1));
        status = temporary && target ? os_publish(temporary, target, err) : error_no_memory(err);
    }
    query_close(q);
    return status;
}

/* Renames that were done are forgotten in a transaction of their own: what this run commits or not
 * has nothing to do with it. */
static enum status take_over(struct store *s, const struct database_wait *wait, struct error *err)
{
    int64_t left;
    enum status status = database_number(s->database, "SELECT count(*) FROM renames", &left, err);
    if (status || !left)
        return status;
    if (!(status = finish_renames(s, err)) && !(status = clear_renames(s, err)) &&
        !(status = database_commit(s->database, err)))
        status = database_begin(s->database, wait, err);
    return status;
}

static enum status open_database(struct store *s, const struct database_wait *wait,
                                 struct error *err)
{
    bool empty;
    enum status status = database_open_write(s->path, &s->database, err);
    /* Looked at before anything of it is locked or changed; a second time, it is ours alone. */
    if (!status)
        status = schema_check(s->database, s->path, &empty, err);
    if (!status)
        status = database_begin(s->database, wait, err);
    if (!status)
        status = schema_update(s->database, err);
    if (!status)
        status = take_over(s, wait, err);
    return status ? status : load_logs(s, err);
}

enum status store_open(const char *path, const struct database_wait *wait, struct store **out,
                       struct error *err)
{
    *out = NULL;
    struct store *s = calloc(1, sizeof *s);
    if (!s || !(s->path = strdup(path))) {
        free(s);
        return error_no_memory(err);
    }
    s->memory = ARENA_INIT(STORE_BYTES_MAX);
    enum status status = open_database(s, wait, err);
    if (status)
        store_close(s);
    else
        *out = s;
    return status;
}

/* ---- committing ----------------------------------------------------------------------------- */

static enum status put_logs(struct store *s, const struct store_run *run, int64_t number,
                            struct error *err)
{
    struct query *insert = NULL, *update = NULL;
    enum status status = query_open(s->database, log_row_insert, &insert, err);
    if (!status)
        status = query_open(s->database, log_row_update, &update, err);
    for (size_t i = 0; i < run->log_count && !status; i++) {
        struct query *q = run->logs[i].id ? update : insert;
        log_row_bind(q, &run->logs[i], number);
        status = query_run(q, err);
    }
    query_close(insert);
    query_close(update);
    return status;
}

static enum status put_renames(struct store *s, const struct store_run *run, struct error *err)
{
    struct query *q;
    enum status status = query_open(s->database, "INSERT INTO renames VALUES (?1, ?2)", &q, err);
    for (size_t i = 0; i < run->rename_count && !status; i++) {
        query_bind_bytes(q, 1, str_from(run->renames[i].temporary));
        query_bind_bytes(q, 2, str_from(run->renames[i].target));
        status = query_run(q, err);
    }
    query_close(q);
    return status;
}

enum status store_commit(struct store *s, const struct store_run *run, int64_t *number,
                         struct error *err)
{
    enum status status = history_put(s->database, &run->run, &run->tally, number, err);
    if (!status)
        status = put_logs(s, run, *number, err);
    if (!status)
        status = put_renames(s, run, err);
    return status ? status : database_commit(s->database, err);
}

enum status store_published(struct store *s, struct error *err)
{
    return clear_renames(s, err);
}

enum status store_forget(struct store *s, int64_t before_s, uint64_t *runs, struct error *err)
{
    enum status status = history_forget(s->database, before_s, runs, err);
    return status ? status : database_commit(s->database, err);
}
