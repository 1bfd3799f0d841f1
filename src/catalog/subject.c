/*
 * The tables that say which categories, operations and errors there are.
 */
#include "catalog/cell.h"
#include "catalog/draft.h"
#include "catalog/table.h"

#define WORD(name, id) id,

static const char *const severities[] = {SEVERITY_LIST(WORD) NULL};
static const char *const retries[] = {RETRY_LIST(WORD) NULL};
static const char *const operation_ids[] = {OPERATION_LIST(WORD) NULL};

/* categories.csv */

enum { CATEGORY_ID, CATEGORY_RANK, CATEGORY_TITLE, CATEGORY_DESCRIPTION, CATEGORY_COLUMNS };
static const char *const category_columns[CATEGORY_COLUMNS + 1] = {
    [CATEGORY_ID] = "id",
    [CATEGORY_RANK] = "rank",
    [CATEGORY_TITLE] = "title",
    [CATEGORY_DESCRIPTION] = "description",
};

static enum status read_category(void *state, const struct csv_row *row, struct error *err)
{
    struct draft *d = state;
    struct catalog_category new = {0};
    int32_t rank = 0;
    enum status status = cell_needed_text(row, CATEGORY_ID, d->strings, &new.id, err);
    if (!status)
        status = cell_number(row, CATEGORY_RANK, &rank, err);
    if (!status)
        status = cell_needed_text(row, CATEGORY_TITLE, d->strings, &new.title, err);
    if (!status)
        status = cell_text(row, CATEGORY_DESCRIPTION, d->strings, &new.description, err);
    if (status)
        return status;
    new.rank = rank;
    struct catalog_category *old = draft_find_category(d, row->cells[CATEGORY_ID]);
    if (old) {
        *old = new;
        return STATUS_OK;
    }
    if (d->categories.count == CATALOG_CATEGORIES_MAX)
        return error_set(err, STATUS_LIMIT, "%s:%d: a catalog holds at most %d categories",
                         row->file, row->line, CATALOG_CATEGORIES_MAX);
    return draft_append(d, &d->categories, &new, sizeof new) ? STATUS_OK : error_no_memory(err);
}

const struct table table_categories = {"categories.csv", category_columns, read_category};

/* operations.csv */

enum { OPERATION_ID, OPERATION_TITLE, OPERATION_CALLS, OPERATION_COLUMNS };
static const char *const operation_columns[OPERATION_COLUMNS + 1] = {
    [OPERATION_ID] = "id",
    [OPERATION_TITLE] = "title",
    [OPERATION_CALLS] = "calls",
};

/* Logs are compared in lower case, so a capital could never match. */
static enum status check_calls(const struct csv_row *row, struct error *err)
{
    struct str calls = row->cells[OPERATION_CALLS];
    for (size_t i = 0; i < calls.len; i++)
        if (calls.ptr[i] != ascii_lower(calls.ptr[i]))
            return csv_cell_error(row, OPERATION_CALLS, err,
                                  "'%c' is a capital: only lower-case words are allowed",
                                  calls.ptr[i]);
    return STATUS_OK;
}

static enum status read_operation(void *state, const struct csv_row *row, struct error *err)
{
    struct draft *d = state;
    struct catalog_operation new = {0};
    size_t id = 0;
    enum status status = cell_word(row, OPERATION_ID, operation_ids, &id, err);
    if (!status)
        status = cell_needed_text(row, OPERATION_TITLE, d->strings, &new.title, err);
    if (!status)
        status = check_calls(row, err);
    if (!status)
        status = cell_text(row, OPERATION_CALLS, d->strings, &new.calls, err);
    if (status)
        return status;
    new.id = (enum operation)id;
    struct catalog_operation *old = draft_find_operation(d, new.id);
    if (old) {
        *old = new;
        return STATUS_OK;
    }
    return draft_append(d, &d->operations, &new, sizeof new) ? STATUS_OK : error_no_memory(err);
}

const struct table table_operations = {"operations.csv", operation_columns, read_operation};

/* errors.csv */

enum {
    ERROR_CODE,
    ERROR_NAME,
    ERROR_TITLE,
    ERROR_CATEGORY,
    ERROR_SEVERITY,
    ERROR_RETRY,
    ERROR_DESCRIPTION,
    ERROR_COLUMNS
};
static const char *const error_columns[ERROR_COLUMNS + 1] = {
    [ERROR_CODE] = "code",
    [ERROR_NAME] = "name",
    [ERROR_TITLE] = "title",
    [ERROR_CATEGORY] = "category",
    [ERROR_SEVERITY] = "severity",
    [ERROR_RETRY] = "retry",
    [ERROR_DESCRIPTION] = "description",
};

static enum status error_category(const struct draft *d, const struct csv_row *row,
                                  const struct catalog_category **out, struct error *err)
{
    *out = draft_find_category(d, row->cells[ERROR_CATEGORY]);
    if (*out)
        return STATUS_OK;
    struct buf ids = BUF_INIT(512);
    for (const struct draft_link *link = d->categories.first; link; link = link->next) {
        const struct catalog_category *category = link->item;
        buf_add_format(&ids, "%s%s", ids.len ? ", " : "", category->id);
    }
    enum status status =
        csv_cell_error(row, ERROR_CATEGORY, err, "'%.*s' is not in categories.csv: allowed are %s",
                       STR_ARG(cell_shown(row, ERROR_CATEGORY)), buf_text(&ids));
    buf_release(&ids);
    return status;
}

/* The cells of a row, whichever error they are for. */
static enum status error_cells(struct draft *d, const struct csv_row *row,
                               struct catalog_error *out, struct error *err)
{
    size_t severity = 0;
    size_t retry = 0;
    enum status status = cell_number(row, ERROR_CODE, &out->code, err);
    if (!status)
        status = cell_needed_text(row, ERROR_NAME, d->strings, &out->name, err);
    if (!status)
        status = cell_needed_text(row, ERROR_TITLE, d->strings, &out->title, err);
    if (!status)
        status = cell_word(row, ERROR_SEVERITY, severities, &severity, err);
    if (!status)
        status = cell_word(row, ERROR_RETRY, retries, &retry, err);
    if (!status)
        status = cell_text(row, ERROR_DESCRIPTION, d->strings, &out->description, err);
    out->severity = (enum severity)severity;
    out->retry = (enum retry)retry;
    return status;
}

/* A name means one code; a code has one row in a file, though a later file may replace it. */
static enum status check_unique(const struct draft *d, const struct csv_row *row,
                                const struct catalog_error *new, struct error *err)
{
    const struct draft_error *same_code = draft_find(d, new->code);
    if (same_code && same_code->file == row->file)
        return csv_cell_error(row, ERROR_CODE, err, "%d already stands on line %d", new->code,
                              same_code->line);
    const struct draft_error *same_name = draft_find_name(d, new->name);
    if (same_name && same_name->row.code != new->code)
        return csv_cell_error(row, ERROR_NAME, err, "'%s' is already the name of %d", new->name,
                              same_name->row.code);
    return STATUS_OK;
}

static enum status read_error(void *state, const struct csv_row *row, struct error *err)
{
    struct draft *d = state;
    struct catalog_error new = {0};
    const struct catalog_category *category = NULL;
    enum status status = error_cells(d, row, &new, err);
    if (!status)
        status = error_category(d, row, &category, err);
    if (!status)
        status = check_unique(d, row, &new, err);
    if (status)
        return status;

    struct draft_error *error = draft_find(d, new.code);
    if (!error && d->error_count == CATALOG_ERRORS_MAX)
        return error_set(err, STATUS_LIMIT, "%s:%d: a catalog holds at most %d errors", row->file,
                         row->line, CATALOG_ERRORS_MAX);
    if (!error)
        status = draft_add_error(d, new.code, &error, err);
    if (status)
        return status;
    error->row = new;
    error->category = category;
    error->file = row->file;
    error->line = row->line;
    return STATUS_OK;
}

const struct table table_errors = {"errors.csv", error_columns, read_error};
