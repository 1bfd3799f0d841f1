#include "state/history.h"

#include <stdlib.h>
#include <string.h>

#include "state/schema.h"

struct history {
    struct database *database;
    bool borrowed;
};

void history_close(struct history *h)
{
    if (!h)
        return;
    if (!h->borrowed)
        database_close(h->database);
    free(h);
}

struct history *history_of(struct database *d)
{
    struct history *h = calloc(1, sizeof *h);
    if (h)
        *h = (struct history){.database = d, .borrowed = true};
    return h;
}

enum status history_open(const char *path, struct history **out, struct error *err)
{
    *out = NULL;
    struct history *h = calloc(1, sizeof *h);
    if (!h)
        return error_no_memory(err);
    int64_t version = 0;
    bool empty = false;
    enum status status = database_open_read(path, &h->database, err);
    if (!status)
        status = schema_check(h->database, path, &empty, err);
    if (!status)
        status = database_number(h->database, "PRAGMA user_version", &version, err);
    if (!status && empty)
        status = error_set(err, STATUS_INVALID, "%s: no run has been remembered in it yet", path);
    else if (!status && version < SCHEMA_VERSION)
        status = error_set(err, STATUS_INVALID,
                           "%s: was made by an older wsalog; a run with --state brings it up to "
                           "date",
                           path);
    if (status)
        history_close(h);
    else
        *out = h;
    return status;
}

/* ---- reading -------------------------------------------------------------------------------- */

/* A query whose rows become items of a list. */
struct listing {
    const char *count; /* a statement that gives how many rows there will be */
    const char *rows;
    const int64_t *values; /* bound to both */
    size_t value_count;
    size_t size; /* of an item */
    bool (*take)(struct query *q, struct arena *memory, void *item);
};

static enum status open_bound(struct history *h, const char *sql, const struct listing *l,
                              struct query **q, struct error *err)
{
    enum status status = query_open(h->database, sql, q, err);
    for (size_t i = 0; i < l->value_count && !status; i++)
        query_bind(*q, (int)i + 1, l->values[i]);
    return status;
}

static enum status list(struct history *h, const struct listing *l, struct arena *memory,
                        void **out, size_t *count, struct error *err)
{
    struct query *q = NULL;
    bool row = false;
    size_t room = 0;
    *out = NULL;
    *count = 0;
    enum status status = open_bound(h, l->count, l, &q, err);
    if (!status)
        status = query_step(q, &row, err);
    if (row)
        room = (size_t)query_number(q, 0);
    query_close(q);
    q = NULL;
    if (!status && !(*out = arena_array(memory, room + 1, l->size)))
        status = error_no_memory(err);
    if (!status)
        status = open_bound(h, l->rows, l, &q, err);
    /* A run that commits meanwhile may add rows: they are the next one's to see. */
    while (!status && *count < room && !(status = query_step(q, &row, err)) && row)
        if (!l->take(q, memory, (char *)*out + (*count)++ * l->size))
            status = error_no_memory(err);
    query_close(q);
    return status;
}

static bool take_run(struct query *q, struct arena *memory, void *item)
{
    struct history_run *run = item;
    *run = (struct history_run){
        .number = query_number(q, 0),
        .started_s = query_number(q, 1),
        .version = arena_copy(memory, query_bytes(q, 2)),
        .logs = (uint64_t)query_number(q, 3),
        .lines = (uint64_t)query_number(q, 4),
        .bytes = (uint64_t)query_number(q, 5),
        .events = (uint64_t)query_number(q, 6),
        .mentions = (uint64_t)query_number(q, 7),
        .ignorable = (uint64_t)query_number(q, 8),
        .possible = (uint64_t)query_number(q, 9),
        .lookalikes = (uint64_t)query_number(q, 10),
        .without_time = (uint64_t)query_number(q, 11),
    };
    return run->version != NULL;
}

#define RUN_COLUMNS                                                                                \
    "started, version, logs, lines, bytes, events, mentions, ignorable, possible, lookalikes, "    \
    "without_time"

enum status history_runs(struct history *h, struct arena *memory, struct history_run **out,
                         size_t *count, struct error *err)
{
    struct listing l = {.count = "SELECT count(*) FROM runs",
                        .rows = "SELECT run, " RUN_COLUMNS " FROM runs ORDER BY run",
                        .size = sizeof **out,
                        .take = take_run};
    void *items;
    enum status status = list(h, &l, memory, &items, count, err);
    *out = items;
    return status;
}

static bool take_error(struct query *q, struct arena *memory, void *item)
{
    (void)memory;
    struct history_error *error = item;
    *error = (struct history_error){
        .run = query_number(q, 0),
        .code = (int32_t)query_number(q, 1),
        .ignorable = query_number(q, 2) != 0,
        .events = (uint64_t)query_number(q, 3),
        .mentions = (uint64_t)query_number(q, 4),
    };
    return true;
}

enum status history_errors(struct history *h, int64_t run, struct arena *memory,
                           struct history_error **out, size_t *count, struct error *err)
{
    struct listing l = {.count = "SELECT count(*) FROM run_errors WHERE ?1 IN (0, run)",
                        .rows = "SELECT run, code, ignorable, events, mentions FROM run_errors "
                                "WHERE ?1 IN (0, run) ORDER BY run, code",
                        .values = &run,
                        .value_count = 1,
                        .size = sizeof **out,
                        .take = take_error};
    void *items;
    enum status status = list(h, &l, memory, &items, count, err);
    *out = items;
    return status;
}

static bool take_total(struct query *q, struct arena *memory, void *item)
{
    (void)memory;
    struct history_total *total = item;
    *total = (struct history_total){
        .code = (int32_t)query_number(q, 0),
        .events = (uint64_t)query_number(q, 1),
        .mentions = (uint64_t)query_number(q, 2),
    };
    return true;
}

#define ALL_ERRORS                                                                                 \
    "(SELECT code, events, mentions FROM run_errors UNION ALL "                                    \
    "SELECT code, events, mentions FROM forgotten)"

static enum status sum_runs(struct history *h, struct history_totals *out, struct error *err)
{
    struct query *q = NULL;
    bool row = false;
    enum status status =
        query_open(h->database,
                   "SELECT sum(runs), sum(lines), sum(bytes) FROM (SELECT 1 AS runs, lines, bytes "
                   "FROM runs UNION ALL SELECT runs, lines, bytes FROM forgotten_runs)",
                   &q, err);
    if (!status)
        status = query_step(q, &row, err);
    if (row) {
        out->runs = (uint64_t)query_number(q, 0);
        out->lines = (uint64_t)query_number(q, 1);
        out->bytes = (uint64_t)query_number(q, 2);
    }
    query_close(q);
    return status;
}

enum status history_totals(struct history *h, struct arena *memory, struct history_totals *out,
                           struct error *err)
{
    struct listing l = {.count = "SELECT count(DISTINCT code) FROM " ALL_ERRORS,
                        .rows = "SELECT code, sum(events), sum(mentions) FROM " ALL_ERRORS
                                " GROUP BY code ORDER BY code",
                        .size = sizeof *out->items,
                        .take = take_total};
    void *items;
    *out = (struct history_totals){0};
    enum status status = list(h, &l, memory, &items, &out->count, err);
    out->items = items;
    return status ? status : sum_runs(h, out, err);
}

static bool take_hour(struct query *q, struct arena *memory, void *item)
{
    (void)memory;
    struct history_hour *hour = item;
    *hour = (struct history_hour){query_number(q, 0), (uint64_t)query_number(q, 1)};
    return true;
}

enum status history_hours(struct history *h, int64_t run, int32_t code, struct arena *memory,
                          struct history_hour **out, size_t *count, struct error *err)
{
    const int64_t values[] = {run, code};
    struct listing l = {.count = "SELECT count(*) FROM run_hours WHERE run = ?1 AND code = ?2",
                        .rows = "SELECT hour, events FROM run_hours WHERE run = ?1 AND code = ?2 "
                                "ORDER BY hour",
                        .values = values,
                        .value_count = 2,
                        .size = sizeof **out,
                        .take = take_hour};
    void *items;
    enum status status = list(h, &l, memory, &items, count, err);
    *out = items;
    return status;
}

static bool take_name(struct query *q, struct arena *memory, void *item)
{
    struct history_name *name = item;
    *name = (struct history_name){
        .name = arena_copy(memory, query_bytes(q, 0)),
        .events = (uint64_t)query_number(q, 1),
        .over = (uint64_t)query_number(q, 2),
    };
    return name->name != NULL;
}

enum status history_names(struct history *h, int64_t run, int32_t code, enum history_kind kind,
                          struct arena *memory, struct history_name **out, size_t *count,
                          struct error *err)
{
    const int64_t values[] = {run, code, kind};
    struct listing l = {
        .count = "SELECT count(*) FROM run_names WHERE run = ?1 AND code = ?2 AND kind = ?3",
        .rows = "SELECT name, events, over FROM run_names WHERE run = ?1 AND code = ?2 AND "
                "kind = ?3 ORDER BY events DESC, name",
        .values = values,
        .value_count = 3,
        .size = sizeof **out,
        .take = take_name};
    void *items;
    enum status status = list(h, &l, memory, &items, count, err);
    *out = items;
    return status;
}

/* ---- writing -------------------------------------------------------------------------------- */

static enum status put_run(struct database *d, const struct history_run *run, int64_t *number,
                           struct error *err)
{
    struct query *q;
    enum status status = query_open(d,
                                    "INSERT INTO runs (" RUN_COLUMNS ") VALUES (?1, ?2, ?3, ?4, "
                                    "?5, ?6, ?7, ?8, ?9, ?10, ?11)",
                                    &q, err);
    if (status)
        return status;
    const uint64_t counts[] = {run->logs,     run->lines,      run->bytes,
                               run->events,   run->mentions,   run->ignorable,
                               run->possible, run->lookalikes, run->without_time};
    query_bind(q, 1, run->started_s);
    query_bind_bytes(q, 2, str_from(run->version));
    for (size_t i = 0; i < sizeof counts / sizeof *counts; i++)
        query_bind(q, (int)i + 3, (int64_t)counts[i]);
    status = query_run(q, err);
    query_close(q);
    *number = database_last_id(d);
    return status;
}

/* The statements that take what one run has counted. */
struct writer {
    int64_t run;
    struct query *errors; /* owned, as the others */
    struct query *hours;
    struct query *names;
};

static enum status put_hours(struct writer *w, int32_t code, const struct hours *hours,
                             struct error *err)
{
    enum status status = STATUS_OK;
    int64_t first = hours->last - (int64_t)HOURS_KEPT + 1;
    for (int64_t hour = first; hours->counts && hour <= hours->last && !status; hour++) {
        uint64_t events = hours_count(hours, hour);
        if (!events)
            continue;
        query_bind(w->hours, 1, w->run);
        query_bind(w->hours, 2, code);
        query_bind(w->hours, 3, hour);
        query_bind(w->hours, 4, (int64_t)events);
        status = query_run(w->hours, err);
    }
    return status;
}

static enum status put_names(struct writer *w, int32_t code, enum history_kind kind,
                             const struct topk *names, struct error *err)
{
    size_t ranked[HISTORY_NAMES];
    size_t count = topk_ranked(names, ranked, HISTORY_NAMES);
    enum status status = STATUS_OK;
    for (size_t i = 0; i < count && !status; i++) {
        const struct topk_item *item = &names->items[ranked[i]];
        query_bind(w->names, 1, w->run);
        query_bind(w->names, 2, code);
        query_bind(w->names, 3, kind);
        query_bind_bytes(w->names, 4, str_from(item->name));
        query_bind(w->names, 5, (int64_t)item->count);
        query_bind(w->names, 6, (int64_t)item->over);
        status = query_run(w->names, err);
    }
    return status;
}

static enum status put_error(struct writer *w, int32_t code, bool ignorable,
                             const struct tally_error *e, struct error *err)
{
    query_bind(w->errors, 1, w->run);
    query_bind(w->errors, 2, code);
    query_bind(w->errors, 3, ignorable);
    query_bind(w->errors, 4, (int64_t)e->events);
    query_bind(w->errors, 5, (int64_t)e->mentions);
    enum status status = query_run(w->errors, err);
    if (!status)
        status = put_hours(w, code, &e->hours, err);
    if (!status)
        status = put_names(w, code, HISTORY_FILES, &e->files, err);
    return status ? status : put_names(w, code, HISTORY_PEERS, &e->peers, err);
}

enum status history_put(struct database *d, const struct history_run *run,
                        const struct history_tally *tally, int64_t *number, struct error *err)
{
    struct writer w = {0};
    enum status status = put_run(d, run, number, err);
    w.run = *number;
    if (!status)
        status =
            query_open(d, "INSERT INTO run_errors VALUES (?1, ?2, ?3, ?4, ?5)", &w.errors, err);
    if (!status)
        status = query_open(d, "INSERT INTO run_hours VALUES (?1, ?2, ?3, ?4)", &w.hours, err);
    if (!status)
        status =
            query_open(d, "INSERT INTO run_names VALUES (?1, ?2, ?3, ?4, ?5, ?6)", &w.names, err);
    size_t count = tally->tally ? tally->tally->options.error_count : 0;
    for (size_t i = 0; i < count && !status; i++)
        if (tally->tally->errors[i].mentions)
            status =
                put_error(&w, tally->codes[i], tally->ignorable[i], &tally->tally->errors[i], err);
    query_close(w.errors);
    query_close(w.hours);
    query_close(w.names);
    return status;
}

#define GONE "run NOT IN (SELECT run FROM runs)"

/* What they have counted stays in the totals. */
static enum status sum_up_forgotten(struct database *d, struct error *err)
{
    return database_run(
        d,
        "INSERT INTO forgotten SELECT code, sum(events), sum(mentions) FROM run_errors "
        "WHERE " GONE " GROUP BY code "
        "ON CONFLICT (code) DO UPDATE SET events = events + excluded.events, "
        "mentions = mentions + excluded.mentions;"
        "DELETE FROM run_errors WHERE " GONE ";"
        "DELETE FROM run_hours WHERE " GONE ";"
        "DELETE FROM run_names WHERE " GONE ";"
        "DELETE FROM logs WHERE run < (SELECT min(run) FROM runs)",
        err);
}

/* A statement about the runs that began before a time, but for the last one. */
static enum status run_on_old(struct database *d, const char *sql, int64_t before_s,
                              struct error *err)
{
    struct query *q;
    enum status status = query_open(d, sql, &q, err);
    if (status)
        return status;
    query_bind(q, 1, before_s);
    status = query_run(q, err);
    query_close(q);
    return status;
}

#define OLD "started < ?1 AND run < (SELECT max(run) FROM runs)"

enum status history_forget(struct database *d, int64_t before_s, uint64_t *runs, struct error *err)
{
    int64_t before = 0, after = 0;
    enum status status = database_number(d, "SELECT count(*) FROM runs", &before, err);
    if (!status)
        status = run_on_old(d,
                            "UPDATE forgotten_runs SET runs = runs + old_runs, "
                            "lines = lines + old_lines, bytes = bytes + old_bytes FROM "
                            "(SELECT count(*) AS old_runs, ifnull(sum(lines), 0) AS old_lines, "
                            "ifnull(sum(bytes), 0) AS old_bytes FROM runs WHERE " OLD ")",
                            before_s, err);
    if (!status)
        status = run_on_old(d, "DELETE FROM runs WHERE " OLD, before_s, err);
    if (!status)
        status = sum_up_forgotten(d, err);
    if (!status)
        status = database_number(d, "SELECT count(*) FROM runs", &after, err);
    *runs = (uint64_t)(before - after);
    return status;
}
