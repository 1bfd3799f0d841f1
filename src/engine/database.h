/*
 * A database in one file, through SQLite.
 *
 * Statements are prepared, given their values by number (from 1) and run; columns are numbered from
 * 0. Bytes are bound as they are, whatever they hold.
 */
#ifndef WSALOG_ENGINE_DATABASE_H
#define WSALOG_ENGINE_DATABASE_H

#include "base/error.h"
#include "base/str.h"

struct database;
struct query;

/* STATUS_NOT_FOUND: there is no such file (when it is only to be read); STATUS_IO: the system
 * refuses it, or refuses to let it be written; STATUS_INVALID: it is no database, or a broken one,
 * which shows at the first statement at the latest. */
enum status database_open_read(const char *path, struct database **out, struct error *err);
enum status database_open_write(const char *path, struct database **out, struct error *err);
void database_close(struct database *d); /* takes back what was not committed; NULL is fine */

/* Looks for damage in the whole file. */
enum status database_check(struct database *d, struct error *err);

/* Who waits for another process, and how long. */
struct database_wait {
    int64_t timeout_ms;
    void (*begin)(void *state); /* called once, when there is something to wait for; or NULL */
    bool (*go_on)(void *state); /* asked now and then; or NULL */
    void *state;
};

/* Begins a transaction in which this process alone writes; others may read until it is committed.
 * STATUS_LIMIT: another holds it, and has not given it up in time. */
enum status database_begin(struct database *d, const struct database_wait *wait, struct error *err);
enum status database_commit(struct database *d, struct error *err);

/* Statements without values. */
enum status database_run(struct database *d, const char *sql, struct error *err);
/* One number that a statement gives; 0 when it gives no row. */
enum status database_number(struct database *d, const char *sql, int64_t *out, struct error *err);
int64_t database_last_id(const struct database *d); /* of the row that was inserted last */
uint64_t database_chance(void);

/* The database must outlive it. Owned by the caller: query_close(). */
enum status query_open(struct database *d, const char *sql, struct query **out, struct error *err);
void query_close(struct query *q); /* NULL is fine */
/* What cannot be bound for want of memory shows at the next step. */
void query_bind(struct query *q, int at, int64_t value);
void query_bind_bytes(struct query *q, int at, struct str bytes); /* copied */
void query_bind_null(struct query *q, int at);
/* The next row, if there is one. */
enum status query_step(struct query *q, bool *row, struct error *err);
/* For a statement that gives no rows: runs it, and makes it ready for other values. */
enum status query_run(struct query *q, struct error *err);
void query_reset(struct query *q);
int64_t query_number(struct query *q, int column);
struct str query_bytes(struct query *q, int column); /* valid until the next step */
bool query_is_null(struct query *q, int column);

#endif
