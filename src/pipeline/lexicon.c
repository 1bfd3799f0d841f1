#include "pipeline/lexicon.h"

#include <stdlib.h>

static size_t count_names(const struct catalog *catalog)
{
    size_t count = 0;
    for (size_t i = 0; i < catalog->error_count; i++)
        count += 1 + catalog->errors[i].alias_count;
    return count;
}

static enum status make_names(struct lexicon *l, const struct catalog *catalog, struct error *err)
{
    struct name_row *rows = calloc(count_names(catalog) + 1, sizeof *rows);
    l->codes = calloc(catalog->error_count + 1, sizeof *l->codes);
    if (!rows || !l->codes) {
        free(rows);
        return error_no_memory(err);
    }
    size_t count = 0;
    for (size_t i = 0; i < catalog->error_count; i++) {
        const struct catalog_error *e = &catalog->errors[i];
        l->codes[i] = e->code;
        rows[count++] = (struct name_row){e->name, (uint16_t)i};
        for (size_t a = 0; a < e->alias_count; a++)
            rows[count++] = (struct name_row){e->aliases[a].alias, (uint16_t)i};
    }
    enum status status = names_new(l->codes, catalog->error_count, rows, count, &l->names, err);
    free(rows);
    return status;
}

/* Related codes: their names, in a table of their own, so that no other rule finds them. */
static enum status make_related(struct lexicon *l, const struct catalog *catalog, struct error *err)
{
    struct name_row *rows = calloc(catalog->related_count + 1, sizeof *rows);
    l->related_codes = calloc(catalog->related_count + 1, sizeof *l->related_codes);
    enum status status = rows && l->related_codes ? STATUS_OK : error_no_memory(err);
    for (size_t i = 0; !status && i < catalog->related_count; i++) {
        l->related_codes[i] = catalog->related[i].code;
        rows[i] = (struct name_row){catalog->related[i].name, (uint16_t)i};
    }
    if (!status)
        status = names_new(l->related_codes, catalog->related_count, rows, catalog->related_count,
                           &l->related, err);
    free(rows);
    return status;
}

enum status lexicon_init(struct lexicon *l, const struct catalog *catalog, struct error *err)
{
    *l = (struct lexicon){0};
    const char *calls[OPERATION_COUNT];
    for (size_t i = 0; i < OPERATION_COUNT; i++)
        calls[i] = "";
    for (size_t i = 0; i < catalog->operation_count; i++)
        calls[catalog->operations[i].id] = catalog->operations[i].calls;
    enum status status = make_names(l, catalog, err);
    if (!status)
        status = make_related(l, catalog, err);
    if (!status)
        l->names->related = l->related;
    return status ? status : call_words_new(calls, &l->words, err);
}

void lexicon_release(struct lexicon *l)
{
    names_free(l->names);
    names_free(l->related);
    call_words_free(l->words);
    free(l->codes);
    free(l->related_codes);
    *l = (struct lexicon){0};
}
