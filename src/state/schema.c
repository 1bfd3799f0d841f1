#include "state/schema.h"

#include <inttypes.h>
#include <stdio.h>

/* What marks a file as ours in its header: "wslg". */
#define APPLICATION_ID 0x77736c67

/* Times are seconds since the epoch; hashes, paths and lists of codes are bytes. */
static const char version_1[] =
    "CREATE TABLE facts (name TEXT PRIMARY KEY, value INTEGER NOT NULL) WITHOUT ROWID;"
    "CREATE TABLE runs ("
    " run INTEGER PRIMARY KEY AUTOINCREMENT,"
    " started INTEGER NOT NULL,"
    " version TEXT NOT NULL);"
    "CREATE TABLE logs ("
    " id INTEGER PRIMARY KEY,"
    " run INTEGER NOT NULL," /* that met it last */
    " path BLOB NOT NULL, device INTEGER, inode INTEGER, size INTEGER, mtime INTEGER,"
    " mtime_ns INTEGER, head_len INTEGER, head BLOB, tail BLOB,"
    " offset INTEGER, raw INTEGER, undecided INTEGER, inside INTEGER, lines INTEGER,"
    " open INTEGER, open_line INTEGER, open_offset INTEGER, open_ms INTEGER, open_zone INTEGER,"
    " record_line INTEGER, record_codes BLOB, message_line INTEGER, message_code INTEGER, context "
    "BLOB,"
    " rest_len INTEGER, rest BLOB, rest_counted INTEGER, line_codes BLOB,"
    " rest_lookalikes INTEGER);"
    "CREATE TABLE renames (temporary BLOB NOT NULL, target BLOB NOT NULL);";

/* The history. Of runs before it, only the time is known. */
static const char version_2[] =
    "ALTER TABLE runs ADD COLUMN logs INTEGER;"
    "ALTER TABLE runs ADD COLUMN lines INTEGER;"
    "ALTER TABLE runs ADD COLUMN bytes INTEGER;"
    "ALTER TABLE runs ADD COLUMN events INTEGER;"
    "ALTER TABLE runs ADD COLUMN mentions INTEGER;"
    "ALTER TABLE runs ADD COLUMN ignorable INTEGER;"
    "ALTER TABLE runs ADD COLUMN possible INTEGER;"
    "ALTER TABLE runs ADD COLUMN lookalikes INTEGER;"
    "ALTER TABLE runs ADD COLUMN without_time INTEGER;"
    "CREATE TABLE run_errors (run INTEGER, code INTEGER, ignorable INTEGER, events INTEGER,"
    " mentions INTEGER, PRIMARY KEY (run, code)) WITHOUT ROWID;"
    "CREATE TABLE run_hours (run INTEGER, code INTEGER, hour INTEGER, events INTEGER,"
    " PRIMARY KEY (run, code, hour)) WITHOUT ROWID;"
    "CREATE TABLE run_names (run INTEGER, code INTEGER, kind INTEGER, name BLOB, events INTEGER,"
    " over INTEGER, PRIMARY KEY (run, code, kind, name)) WITHOUT ROWID;";

/* What the runs that were forgotten have counted: totals never go down. */
static const char version_3[] =
    "CREATE TABLE forgotten (code INTEGER PRIMARY KEY, events INTEGER, mentions INTEGER);"
    "CREATE TABLE forgotten_runs (runs INTEGER, lines INTEGER, bytes INTEGER);"
    "INSERT INTO forgotten_runs VALUES (0, 0, 0);";

/* What leads from each version to the next. */
static const char *const steps[SCHEMA_VERSION] = {version_1, version_2, version_3};

static enum status add_facts(struct database *d, struct error *err)
{
    char sql[120];
    /* Of the hashes: whoever writes a log must not be able to make two of them alike. */
    (void)snprintf(sql, sizeof sql, "INSERT INTO facts VALUES ('seed', %" PRId64 ")",
                   (int64_t)database_chance());
    enum status status = database_run(d, sql, err);
    (void)snprintf(sql, sizeof sql, "PRAGMA application_id = %d", APPLICATION_ID);
    return status ? status : database_run(d, sql, err);
}

enum status schema_check(struct database *d, const char *path, bool *empty, struct error *err)
{
    int64_t id, version, tables;
    enum status status = database_number(d, "PRAGMA application_id", &id, err);
    if (!status)
        status = database_number(d, "PRAGMA user_version", &version, err);
    if (!status)
        status = database_number(d, "SELECT count(*) FROM sqlite_schema", &tables, err);
    if (status)
        return status;
    *empty = id == 0 && version == 0 && tables == 0;
    if (*empty)
        return STATUS_OK;
    if (id != APPLICATION_ID)
        return error_set(err, STATUS_INVALID, "%s: is a database, but no state of wsalog", path);
    if (version > SCHEMA_VERSION)
        return error_set(err, STATUS_INVALID,
                         "%s: was made by a newer wsalog (its form is %" PRId64
                         ", this program knows up to %d)",
                         path, version, SCHEMA_VERSION);
    return database_check(d, err);
}

enum status schema_update(struct database *d, struct error *err)
{
    int64_t version;
    enum status status = database_number(d, "PRAGMA user_version", &version, err);
    if (!status && version == SCHEMA_VERSION)
        return STATUS_OK;
    for (int64_t at = version; at < SCHEMA_VERSION && !status; at++)
        status = database_run(d, steps[at], err);
    if (!status && version == 0)
        status = add_facts(d, err);
    char sql[40];
    (void)snprintf(sql, sizeof sql, "PRAGMA user_version = %d", SCHEMA_VERSION);
    return status ? status : database_run(d, sql, err);
}
