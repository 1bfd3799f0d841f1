#include "catalog/draft.h"

#include <stdlib.h>
#include <string.h>

#define SCRATCH_MAX ((size_t)256 * 1024 * 1024) /* bytes */

bool draft_append(struct draft *d, struct draft_list *list, const void *item, size_t size)
{
    struct draft_link *link = arena_alloc(&d->scratch, sizeof *link);
    if (!link)
        return false;
    link->item = arena_copy_bytes(&d->scratch, item, size);
    if (!link->item)
        return false;
    if (list->last)
        list->last->next = link;
    else
        list->first = link;
    list->last = link;
    list->count++;
    return true;
}

/* Appends an array of a catalog. */
static bool append_all(struct draft *d, struct draft_list *list, const void *items, size_t count,
                       size_t size)
{
    const char *item = items;
    for (size_t i = 0; i < count; i++, item += size)
        if (!draft_append(d, list, item, size))
            return false;
    return true;
}

static bool adopt_error(struct draft *d, const struct catalog *base,
                        const struct catalog_error *error)
{
    struct draft_error *copy = NULL;
    if (draft_add_error(d, error->code, &copy, NULL))
        return false;
    copy->row = *error;
    copy->category = draft_find_category(d, str_from(base->categories[error->category].id));
    return append_all(d, &copy->aliases, error->aliases, error->alias_count,
                      sizeof *error->aliases) &&
           append_all(d, &copy->causes, error->causes, error->cause_count, sizeof *error->causes) &&
           append_all(d, &copy->actions, error->actions, error->action_count,
                      sizeof *error->actions);
}

static bool adopt(struct draft *d, const struct catalog *base)
{
    if (!append_all(d, &d->categories, base->categories, base->category_count,
                    sizeof *base->categories) ||
        !append_all(d, &d->operations, base->operations, base->operation_count,
                    sizeof *base->operations) ||
        !append_all(d, &d->messages, base->messages, base->message_count, sizeof *base->messages) ||
        !append_all(d, &d->related, base->related, base->related_count, sizeof *base->related))
        return false;
    for (size_t i = 0; i < base->error_count; i++)
        if (!adopt_error(d, base, &base->errors[i]))
            return false;
    return true;
}

enum status draft_init(struct draft *d, const struct catalog *base, struct arena *strings,
                       struct error *err)
{
    *d = (struct draft){.scratch = ARENA_INIT(SCRATCH_MAX), .strings = strings};
    d->errors = arena_array(&d->scratch, CATALOG_ERRORS_MAX, sizeof *d->errors);
    if (!d->errors || (base && !adopt(d, base)))
        return error_no_memory(err);
    return STATUS_OK;
}

void draft_release(struct draft *d)
{
    arena_release(&d->scratch);
}

/* Where the code stands, or belongs. */
static size_t place_of(const struct draft *d, int32_t code)
{
    size_t low = 0;
    size_t high = d->error_count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (d->errors[middle]->row.code < code)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

struct draft_error *draft_find(const struct draft *d, int32_t code)
{
    size_t at = place_of(d, code);
    return at < d->error_count && d->errors[at]->row.code == code ? d->errors[at] : NULL;
}

struct draft_error *draft_find_name(const struct draft *d, const char *name)
{
    for (size_t i = 0; i < d->error_count; i++)
        if (str_equal_nocase(str_from(d->errors[i]->row.name), str_from(name)))
            return d->errors[i];
    return NULL;
}

struct catalog_category *draft_find_category(const struct draft *d, struct str id)
{
    for (const struct draft_link *link = d->categories.first; link; link = link->next) {
        struct catalog_category *category = link->item;
        if (str_equal(str_from(category->id), id))
            return category;
    }
    return NULL;
}

struct catalog_operation *draft_find_operation(const struct draft *d, enum operation id)
{
    for (const struct draft_link *link = d->operations.first; link; link = link->next) {
        struct catalog_operation *operation = link->item;
        if (operation->id == id)
            return operation;
    }
    return NULL;
}

enum status draft_add_error(struct draft *d, int32_t code, struct draft_error **out,
                            struct error *err)
{
    struct draft_error *error = arena_alloc(&d->scratch, sizeof *error);
    if (!error)
        return error_no_memory(err);
    error->row = (struct catalog_error){.code = code, .name = "", .title = "", .description = ""};
    size_t at = place_of(d, code);
    memmove(d->errors + at + 1, d->errors + at,
            (d->error_count - at) * sizeof(struct draft_error *));
    d->errors[at] = error;
    d->error_count++;
    *out = error;
    return STATUS_OK;
}

/* The list as an array in `memory`. */
static void *lay_out(const struct draft_list *list, size_t size, struct arena *memory)
{
    char *items = arena_array(memory, list->count, size);
    char *to = items;
    for (const struct draft_link *link = list->first; items && link; link = link->next, to += size)
        memcpy(to, link->item, size);
    return items;
}

static int compare_related(const void *a, const void *b)
{
    const struct catalog_related *left = a;
    const struct catalog_related *right = b;
    return (left->code > right->code) - (left->code < right->code);
}

/* By rank; those of one rank keep an order that does not depend on how they were read. */
static int compare_categories(const void *a, const void *b)
{
    const struct catalog_category *left = a;
    const struct catalog_category *right = b;
    if (left->rank != right->rank)
        return left->rank < right->rank ? -1 : 1;
    return strcmp(left->id, right->id);
}

static uint16_t category_index(const struct catalog *catalog, const char *id)
{
    uint16_t i = 0;
    while (i + 1u < catalog->category_count && strcmp(catalog->categories[i].id, id) != 0)
        i++;
    return i;
}

static bool finish_error(const struct draft_error *from, struct catalog *catalog,
                         struct catalog_error *to)
{
    struct arena *memory = &catalog->memory;
    *to = from->row;
    to->category = category_index(catalog, from->category->id);
    to->aliases = lay_out(&from->aliases, sizeof *to->aliases, memory);
    to->alias_count = from->aliases.count;
    to->causes = lay_out(&from->causes, sizeof *to->causes, memory);
    to->cause_count = from->causes.count;
    to->actions = lay_out(&from->actions, sizeof *to->actions, memory);
    to->action_count = from->actions.count;
    return to->aliases && to->causes && to->actions;
}

enum status draft_finish(const struct draft *d, struct catalog *out, struct error *err)
{
    struct arena *memory = &out->memory;
    struct catalog_category *categories = lay_out(&d->categories, sizeof *categories, memory);
    struct catalog_error *errors = arena_array(memory, d->error_count, sizeof *errors);
    out->operations = lay_out(&d->operations, sizeof *out->operations, memory);
    out->messages = lay_out(&d->messages, sizeof *out->messages, memory);
    struct catalog_related *related = lay_out(&d->related, sizeof *related, memory);
    if (!categories || !errors || !out->operations || !out->messages || !related)
        return error_no_memory(err);
    qsort(related, d->related.count, sizeof *related, compare_related);
    out->related = related;
    out->related_count = d->related.count;

    qsort(categories, d->categories.count, sizeof *categories, compare_categories);
    out->categories = categories;
    out->category_count = d->categories.count;
    out->operation_count = d->operations.count;
    out->message_count = d->messages.count;
    for (size_t i = 0; i < d->error_count; i++)
        if (!finish_error(d->errors[i], out, &errors[i]))
            return error_no_memory(err);
    out->errors = errors;
    out->error_count = d->error_count;
    return STATUS_OK;
}
