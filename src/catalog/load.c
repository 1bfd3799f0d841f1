#include <stdlib.h>
#include <string.h>

#include "base/os_file.h"
#include "catalog/catalog.h"
#include "catalog/draft.h"
#include "catalog/table.h"

#define MEMORY_MAX ((size_t)256 * 1024 * 1024) /* bytes, of one catalog */

/* The files to read: for each table those of the first path, then of the next. Tables are read one
 * after the other over all paths, so that an alias in one folder may be for an error of another. */
struct plan {
    const char **files[TABLE_COUNT]; /* arrays with room for one file of each path */
    size_t counts[TABLE_COUNT];
};

static enum status plan_init(struct plan *p, size_t path_count, struct arena *memory,
                             struct error *err)
{
    *p = (struct plan){0};
    for (size_t i = 0; i < TABLE_COUNT; i++) {
        p->files[i] = arena_array(memory, path_count, sizeof(const char *));
        if (!p->files[i])
            return error_no_memory(err);
    }
    return STATUS_OK;
}

static enum status no_table(const char *path, const char *what, struct error *err)
{
    struct buf names = BUF_INIT(512);
    for (size_t i = 0; i < TABLE_COUNT; i++)
        buf_add_format(&names, "%s%s", i ? ", " : "", table_at(i)->file);
    enum status status = error_set(err, STATUS_INVALID, "%s: %s: %s", path, what, buf_text(&names));
    buf_release(&names);
    return status;
}

static enum status plan_directory(struct plan *p, const char *path, struct arena *memory,
                                  struct error *err)
{
    bool any = false;
    for (size_t i = 0; i < TABLE_COUNT; i++) {
        size_t room = strlen(path) + 1 + strlen(table_at(i)->file) + 1;
        struct buf name = BUF_INIT(room);
        buf_add_format(&name, "%s/%s", path, table_at(i)->file);
        const char *file = name.failed ? NULL : arena_copy(memory, buf_str(&name));
        buf_release(&name);
        if (!file)
            return error_no_memory(err);
        struct os_stat found;
        if (!os_stat_path(file, &found))
            continue;
        p->files[i][p->counts[i]++] = file;
        any = true;
    }
    return any ? STATUS_OK : no_table(path, "the directory holds none of the tables", err);
}

static enum status plan_file(struct plan *p, const char *path, struct error *err)
{
    const char *slash = strrchr(path, '/');
    const char *name = slash ? slash + 1 : path;
    for (size_t i = 0; i < TABLE_COUNT; i++) {
        if (strcmp(name, table_at(i)->file) == 0) {
            p->files[i][p->counts[i]++] = path;
            return STATUS_OK;
        }
    }
    return no_table(path, "a table is known by its file name, which must be one of", err);
}

static enum status plan_path(struct plan *p, const char *path, struct arena *memory,
                             struct error *err)
{
    struct os_stat found;
    if (!os_stat_path(path, &found))
        return error_set(err, STATUS_IO, "%s: %s", path, os_reason());
    return found.kind == OS_DIRECTORY ? plan_directory(p, path, memory, err)
                                      : plan_file(p, path, err);
}

static enum status read_table(struct draft *d, const struct table *table, const char *file,
                              struct error *err)
{
    char *text = NULL;
    size_t len = 0;
    enum status status = os_read_whole(file, CSV_FILE_MAX, &text, &len, err);
    if (status)
        return status;
    status = csv_table_read(file, (struct str){text, len}, table->columns, table->each, d, err);
    free(text);
    return status;
}

static enum status read_all(struct draft *d, const char *const *paths, size_t path_count,
                            struct error *err)
{
    struct plan plan;
    enum status status = plan_init(&plan, path_count, &d->scratch, err);
    for (size_t i = 0; i < path_count && !status; i++)
        status = plan_path(&plan, paths[i], &d->scratch, err);
    for (size_t i = 0; i < TABLE_COUNT; i++)
        for (size_t k = 0; k < plan.counts[i] && !status; k++)
            status = read_table(d, table_at(i), plan.files[i][k], err);
    return status;
}

enum status catalog_load(const struct catalog *base, const char *const *paths, size_t path_count,
                         struct catalog **out, struct error *err)
{
    *out = NULL;
    struct catalog *catalog = calloc(1, sizeof *catalog);
    if (!catalog)
        return error_no_memory(err);
    catalog->memory = ARENA_INIT(MEMORY_MAX);

    struct draft draft;
    enum status status = draft_init(&draft, base, &catalog->memory, err);
    if (!status)
        status = read_all(&draft, paths, path_count, err);
    if (!status)
        status = draft_finish(&draft, catalog, err);
    draft_release(&draft);
    if (status) {
        catalog_free(catalog);
        return status;
    }
    *out = catalog;
    return STATUS_OK;
}
