#include "rules/files.h"

#include <stdlib.h>

#include "base/buf.h"
#include "base/os_file.h"

#define PATH_BYTES_MAX 65536

static enum status add_file(struct rule_files *files, size_t group, struct str path,
                            struct error *err)
{
    struct rule_file *items = realloc(files->items, (files->count + 1) * sizeof *items);
    if (!items)
        return error_no_memory(err);
    files->items = items;
    struct rule_file *item = &items[files->count];
    *item = (struct rule_file){.group = group};
    struct buf name = BUF_INIT(PATH_BYTES_MAX);
    buf_add(&name, path);
    if (name.failed) {
        buf_release(&name);
        return error_no_memory(err);
    }
    item->path = name.ptr;
    files->count++;
    return pack_file_read(item->path, &item->file, err);
}

static bool ends_with(const char *text, struct str end)
{
    struct str s = str_from(text);
    return s.len > end.len && str_equal(str_slice(s, s.len - end.len, end.len), end);
}

bool is_message_table(const char *path)
{
    return ends_with(path, STR(".csv"));
}

static bool is_rule_file(const char *name)
{
    return name[0] != '.' && ends_with(name, STR(".yaml"));
}

static enum status add_directory(struct rule_files *files, size_t group, const char *path,
                                 struct error *err)
{
    struct os_entry *entries = NULL;
    int64_t count = os_list_directory(path, &entries);
    if (count < 0)
        return error_set(err, STATUS_IO, "%s: %s", path, os_reason());
    enum status status = STATUS_OK;
    size_t before = files->count;
    struct buf joined = BUF_INIT(PATH_BYTES_MAX);
    for (int64_t i = 0; i < count && !status; i++) {
        if (!is_rule_file(entries[i].name))
            continue;
        buf_clear(&joined);
        buf_add_format(&joined, "%s/%s", path, entries[i].name);
        status =
            joined.failed ? error_no_memory(err) : add_file(files, group, buf_str(&joined), err);
    }
    if (!status && files->count == before)
        status =
            error_set(err, STATUS_NOT_FOUND, "%s: no rule files (*.yaml) in this directory", path);
    buf_release(&joined);
    free(entries);
    return status;
}

enum status rule_files_read(const char *const *paths, size_t count, struct rule_files *out,
                            struct error *err)
{
    *out = (struct rule_files){0};
    enum status status = STATUS_OK;
    for (size_t i = 0; i < count && !status; i++) {
        if (is_message_table(paths[i]))
            continue;
        struct os_stat stat;
        bool directory = os_stat_path(paths[i], &stat) && stat.kind == OS_DIRECTORY;
        status = directory ? add_directory(out, i, paths[i], err)
                           : add_file(out, i, str_from(paths[i]), err);
    }
    return status;
}

void rule_files_release(struct rule_files *files)
{
    for (size_t i = 0; i < files->count; i++) {
        pack_file_release(&files->items[i].file);
        free(files->items[i].path);
    }
    free(files->items);
    *files = (struct rule_files){0};
}
