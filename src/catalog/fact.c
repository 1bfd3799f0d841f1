/*
 * The tables that say something about an error: other names, causes, actions, Windows' messages.
 */
#include "catalog/cell.h"
#include "catalog/draft.h"
#include "catalog/table.h"

#define WORD(name, id) id,

static const char *const audiences[] = {AUDIENCE_LIST(WORD) NULL};
static const char *const action_kinds[] = {ACTION_LIST(WORD) NULL};
static const char *const operation_ids[] = {OPERATION_LIST(WORD) NULL};
static const char *const alias_kinds[] = {"bsd",   "dotnet",      "win32",       "php",   "eai",
                                          "netdb", "alternative", "misspelling", "libuv", NULL};

/* The error that a row of facts is about. */
static enum status known_error(const struct draft *d, const struct csv_row *row, size_t column,
                               struct draft_error **out, struct error *err)
{
    int32_t code = 0;
    enum status status = cell_number(row, column, &code, err);
    if (status)
        return status;
    *out = draft_find(d, code);
    if (*out)
        return STATUS_OK;
    (void)csv_cell_error(row, column, err, "no error has the code %d: add it to errors.csv", code);
    return STATUS_INVALID;
}

static enum status add_fact(struct draft *d, struct draft_list *list, const struct csv_row *row,
                            const void *item, size_t size, struct error *err)
{
    if (list->count == CATALOG_FACTS_MAX)
        return error_set(err, STATUS_LIMIT, "%s:%d: more than %d rows for one code", row->file,
                         row->line, CATALOG_FACTS_MAX);
    return draft_append(d, list, item, size) ? STATUS_OK : error_no_memory(err);
}

/* aliases.csv */

enum { ALIAS_ALIAS, ALIAS_CODE, ALIAS_KIND, ALIAS_COLUMNS };
static const char *const alias_columns[ALIAS_COLUMNS + 1] = {
    [ALIAS_ALIAS] = "alias",
    [ALIAS_CODE] = "code",
    [ALIAS_KIND] = "kind",
};

static bool has_alias(const struct draft_error *error, struct str alias)
{
    for (const struct draft_link *link = error->aliases.first; link; link = link->next) {
        const struct catalog_alias *known = link->item;
        if (str_equal(str_from(known->alias), alias))
            return true;
    }
    return false;
}

static enum status read_alias(void *state, const struct csv_row *row, struct error *err)
{
    struct draft *d = state;
    struct catalog_alias new = {0};
    struct draft_error *error = NULL;
    size_t kind = 0;
    enum status status = known_error(d, row, ALIAS_CODE, &error, err);
    if (!status)
        status = cell_needed_text(row, ALIAS_ALIAS, d->strings, &new.alias, err);
    if (!status)
        status = cell_word(row, ALIAS_KIND, alias_kinds, &kind, err);
    if (status)
        return status;
    if (has_alias(error, row->cells[ALIAS_ALIAS]))
        return STATUS_OK; /* said twice is said */
    new.kind = alias_kinds[kind];
    return add_fact(d, &error->aliases, row, &new, sizeof new, err);
}

const struct table table_aliases = {"aliases.csv", alias_columns, read_alias};

/* causes.csv */

enum { CAUSE_CODE, CAUSE_OPERATION, CAUSE_TEXT, CAUSE_SOURCE, CAUSE_COLUMNS };
static const char *const cause_columns[CAUSE_COLUMNS + 1] = {
    [CAUSE_CODE] = "code",
    [CAUSE_OPERATION] = "operation",
    [CAUSE_TEXT] = "text",
    [CAUSE_SOURCE] = "source",
};

static enum status read_cause(void *state, const struct csv_row *row, struct error *err)
{
    struct draft *d = state;
    struct catalog_cause new = {0};
    struct draft_error *error = NULL;
    enum status status = known_error(d, row, CAUSE_CODE, &error, err);
    if (!status)
        status = cell_word_set(row, CAUSE_OPERATION, operation_ids, &new.operations, err);
    if (!status)
        status = cell_needed_text(row, CAUSE_TEXT, d->strings, &new.text, err);
    if (!status)
        status = cell_text(row, CAUSE_SOURCE, d->strings, &new.source, err);
    if (status)
        return status;
    return add_fact(d, &error->causes, row, &new, sizeof new, err);
}

const struct table table_causes = {"causes.csv", cause_columns, read_cause};

/* actions.csv */

enum {
    ACTION_CODE,
    ACTION_OPERATION,
    ACTION_AUDIENCE,
    ACTION_KIND,
    ACTION_TEXT,
    ACTION_COMMAND,
    ACTION_RISK,
    ACTION_SOURCE,
    ACTION_COLUMNS
};
static const char *const action_columns[ACTION_COLUMNS + 1] = {
    [ACTION_CODE] = "code", [ACTION_OPERATION] = "operation", [ACTION_AUDIENCE] = "audience",
    [ACTION_KIND] = "kind", [ACTION_TEXT] = "text",           [ACTION_COMMAND] = "command",
    [ACTION_RISK] = "risk", [ACTION_SOURCE] = "source",
};

/* Whoever is told to change something is told what may go wrong; looking has no risk. */
static enum status check_risk(const struct csv_row *row, enum action kind, struct error *err)
{
    bool stated = str_trim(row->cells[ACTION_RISK]).len > 0;
    if (kind == ACTION_CHANGE && !stated)
        return csv_cell_error(row, ACTION_RISK, err, "must not be empty for a change");
    if (kind == ACTION_CHECK && stated)
        return csv_cell_error(row, ACTION_RISK, err, "must be empty for a check");
    return STATUS_OK;
}

static enum status action_cells(struct draft *d, const struct csv_row *row,
                                struct catalog_action *out, struct error *err)
{
    size_t audience = 0;
    size_t kind = 0;
    enum status status = cell_word_set(row, ACTION_OPERATION, operation_ids, &out->operations, err);
    if (!status)
        status = cell_word(row, ACTION_AUDIENCE, audiences, &audience, err);
    if (!status)
        status = cell_word(row, ACTION_KIND, action_kinds, &kind, err);
    if (!status)
        status = cell_needed_text(row, ACTION_TEXT, d->strings, &out->text, err);
    if (!status)
        status = cell_text(row, ACTION_COMMAND, d->strings, &out->command, err);
    if (!status)
        status = check_risk(row, (enum action)kind, err);
    if (!status)
        status = cell_text(row, ACTION_RISK, d->strings, &out->risk, err);
    if (!status)
        status = cell_text(row, ACTION_SOURCE, d->strings, &out->source, err);
    out->audience = (enum audience)audience;
    out->kind = (enum action)kind;
    return status;
}

static enum status read_action(void *state, const struct csv_row *row, struct error *err)
{
    struct draft *d = state;
    struct catalog_action new = {0};
    struct draft_error *error = NULL;
    enum status status = known_error(d, row, ACTION_CODE, &error, err);
    if (!status)
        status = action_cells(d, row, &new, err);
    if (status)
        return status;
    return add_fact(d, &error->actions, row, &new, sizeof new, err);
}

const struct table table_actions = {"actions.csv", action_columns, read_action};

/* messages.csv: shared with the rules, which need its trigger and whether it is weak. */

enum {
    MESSAGE_CODE,
    MESSAGE_LANGUAGE,
    MESSAGE_TEXT,
    MESSAGE_TRIGGER,
    MESSAGE_AMBIGUOUS,
    MESSAGE_SOURCE,
    MESSAGE_COLUMNS
};
static const char *const message_columns[MESSAGE_COLUMNS + 1] = {
    [MESSAGE_CODE] = "code",       [MESSAGE_LANGUAGE] = "language",   [MESSAGE_TEXT] = "text",
    [MESSAGE_TRIGGER] = "trigger", [MESSAGE_AMBIGUOUS] = "ambiguous", [MESSAGE_SOURCE] = "source",
};

/* Empty, `weak`, or a second code that has the same text. */
static enum status message_also(const struct draft *d, const struct csv_row *row, int32_t *out,
                                struct error *err)
{
    struct str cell = row->cells[MESSAGE_AMBIGUOUS];
    *out = 0;
    if (cell.len == 0 || str_equal(cell, STR("weak")))
        return STATUS_OK;
    if (!ascii_is_digit(cell.ptr[0]))
        return csv_cell_error(row, MESSAGE_AMBIGUOUS, err,
                              "'%.*s' is neither empty, nor weak, nor a second code",
                              STR_ARG(cell_shown(row, MESSAGE_AMBIGUOUS)));
    struct draft_error *error = NULL;
    enum status status = known_error(d, row, MESSAGE_AMBIGUOUS, &error, err);
    if (!status)
        *out = error->row.code;
    return status;
}

static enum status read_message(void *state, const struct csv_row *row, struct error *err)
{
    struct draft *d = state;
    struct catalog_message new = {0};
    struct draft_error *error = NULL;
    enum status status = known_error(d, row, MESSAGE_CODE, &error, err);
    if (!status)
        status = cell_needed_text(row, MESSAGE_LANGUAGE, d->strings, &new.language, err);
    if (!status)
        status = cell_needed_text(row, MESSAGE_TEXT, d->strings, &new.text, err);
    if (!status)
        status = message_also(d, row, &new.also, err);
    if (status)
        return status;
    new.code = error->row.code;
    return draft_append(d, &d->messages, &new, sizeof new) ? STATUS_OK : error_no_memory(err);
}

const struct table table_messages = {"messages.csv", message_columns, read_message};
