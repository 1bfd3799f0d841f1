#include "cli/shelf_list.h"

#include <stdlib.h>

#include "base/os_file.h"

static int compare_newest_first(const void *a, const void *b)
{
    const struct shelf_report *x = a, *y = b;
    int order = name_time_compare(&y->time, &x->time);
    return order ? order : x->pattern < y->pattern ? -1 : x->pattern > y->pattern;
}

static bool is_report(const struct option_list *patterns, const char *name,
                      struct shelf_report *out)
{
    for (size_t i = 0; i < patterns->count; i++)
        if (name_pattern_parse(patterns->items[i], name, &out->time)) {
            out->pattern = i;
            return true;
        }
    return false;
}

enum status shelf_list(const char *folder, const struct option_list *patterns, struct arena *memory,
                       struct shelf_report **out, size_t *count, struct error *err)
{
    struct os_entry *entries = NULL;
    int64_t all = os_list_directory(folder, &entries);
    *count = 0;
    if (all < 0)
        return error_set(err, STATUS_IO, "%s: %s", folder, os_reason());
    *out = arena_array(memory, (size_t)all + 1, sizeof **out);
    enum status status = *out ? STATUS_OK : error_no_memory(err);
    for (int64_t i = 0; i < all && !status; i++) {
        struct shelf_report *to = &(*out)[*count];
        if (!is_report(patterns, entries[i].name, to))
            continue;
        to->name = arena_copy(memory, str_from(entries[i].name));
        *count += 1;
        if (!to->name)
            status = error_no_memory(err);
    }
    free(entries);
    if (!status)
        qsort(*out, *count, sizeof **out, compare_newest_first);
    return status;
}
