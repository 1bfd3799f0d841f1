/*
 * related.csv: codes of Win32 that tell of the network, but are not Winsock's.
 */
#include "catalog/cell.h"
#include "catalog/draft.h"
#include "catalog/table.h"

enum { RELATED_CODE, RELATED_NAME, RELATED_TITLE, RELATED_SOURCE, RELATED_COLUMNS };
static const char *const related_columns[RELATED_COLUMNS + 1] = {
    [RELATED_CODE] = "code",
    [RELATED_NAME] = "name",
    [RELATED_TITLE] = "title",
    [RELATED_SOURCE] = "source",
};

static struct catalog_related *find_related(const struct draft *d, int32_t code)
{
    for (const struct draft_link *link = d->related.first; link; link = link->next) {
        struct catalog_related *related = link->item;
        if (related->code == code)
            return related;
    }
    return NULL;
}

static enum status read_related(void *state, const struct csv_row *row, struct error *err)
{
    struct draft *d = state;
    struct catalog_related new = {0};
    enum status status = cell_number(row, RELATED_CODE, &new.code, err);
    if (!status)
        status = cell_needed_text(row, RELATED_NAME, d->strings, &new.name, err);
    if (!status)
        status = cell_needed_text(row, RELATED_TITLE, d->strings, &new.title, err);
    if (status)
        return status;
    struct catalog_related *old = find_related(d, new.code);
    if (old) {
        *old = new;
        return STATUS_OK;
    }
    if (d->related.count == CATALOG_RELATED_MAX)
        return error_set(err, STATUS_LIMIT, "%s:%d: a catalog holds at most %d related codes",
                         row->file, row->line, CATALOG_RELATED_MAX);
    return draft_append(d, &d->related, &new, sizeof new) ? STATUS_OK : error_no_memory(err);
}

const struct table table_related = {"related.csv", related_columns, read_related};
