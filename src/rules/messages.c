#include "rules/messages.h"

#include <stdlib.h>

#include "base/os_file.h"
#include "engine/csv.h"

/* A shorter literal would hit in ordinary text too often to be worth looking for. */
#define TRIGGER_BYTES_MIN 5

enum { CODE, LANGUAGE, TEXT, TRIGGER, AMBIGUOUS };
static const char *const columns[] = {"code",      "language", "text", "trigger",
                                      "ambiguous", "source",   NULL};

static bool grow(struct message_list *r)
{
    if (r->count < r->room)
        return true;
    size_t room = r->room ? r->room * 2 : 256;
    struct message *rows = arena_array(r->memory, room, sizeof *rows);
    if (!rows)
        return false;
    for (size_t i = 0; i < r->count; i++)
        rows[i] = r->rows[i];
    r->rows = rows;
    r->room = room;
    return true;
}

static enum status read_ambiguous(const struct csv_row *row, struct message *m, struct error *err)
{
    struct str cell = row->cells[AMBIGUOUS];
    int64_t also = 0;
    m->weak = str_equal(cell, STR("weak"));
    if (!m->weak && cell.len && (!str_to_i64(cell, &also) || also <= 0 || also > INT32_MAX))
        return csv_cell_error(row, AMBIGUOUS, err,
                              "'%.*s' is neither empty, nor 'weak', nor a second code",
                              STR_ARG(cell));
    m->also = (int32_t)also;
    return STATUS_OK;
}

static enum status read_row(void *state, const struct csv_row *row, struct error *err)
{
    struct message_list *r = state;
    int64_t code;
    if (!str_to_i64(row->cells[CODE], &code) || code <= 0 || code > INT32_MAX)
        return csv_cell_error(row, CODE, err, "'%.*s' is no error code", STR_ARG(row->cells[CODE]));
    struct str text = row->cells[TEXT], trigger = row->cells[TRIGGER];
    if (trigger.len < TRIGGER_BYTES_MIN || str_find(text, trigger, 0) == SIZE_MAX)
        return csv_cell_error(row, TRIGGER, err, "must be a part of the text, %d bytes or longer",
                              TRIGGER_BYTES_MIN);
    if (r->count == RULESET_ITEMS_MAX)
        return error_set(err, STATUS_LIMIT, "%s:%d: more than %d messages", row->file, row->line,
                         RULESET_ITEMS_MAX);
    if (!grow(r))
        return error_no_memory(err);
    struct message *m = &r->rows[r->count];
    *m = (struct message){
        .code = (int32_t)code,
        .language = arena_copy(r->memory, row->cells[LANGUAGE]),
        .text = arena_copy(r->memory, text),
        .trigger = arena_copy(r->memory, trigger),
    };
    if (!m->language || !m->text || !m->trigger)
        return error_no_memory(err);
    r->count++;
    return read_ambiguous(row, m, err);
}

enum status messages_read(struct message_list *list, const char *path, struct error *err)
{
    char *text = NULL;
    size_t len = 0;
    enum status status = os_read_whole(path, CSV_FILE_MAX, &text, &len, err);
    if (!status)
        status = csv_table_read(path, (struct str){text, len}, columns, read_row, list, err);
    free(text);
    return status;
}

enum status messages_append(struct message_list *list, const struct message *rows, size_t count,
                            struct error *err)
{
    for (size_t i = 0; i < count; i++) {
        if (list->count == RULESET_ITEMS_MAX)
            return error_set(err, STATUS_LIMIT, "more than %d messages", RULESET_ITEMS_MAX);
        if (!grow(list))
            return error_no_memory(err);
        list->rows[list->count++] = rows[i];
    }
    return STATUS_OK;
}
