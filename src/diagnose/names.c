#include "diagnose/names.h"

#include <stdlib.h>
#include <string.h>

static int compare_names(const void *a, const void *b)
{
    const struct name_count *x = a, *y = b;
    return strcmp(x->name, y->name);
}

static int compare_events(const void *a, const void *b)
{
    const struct name_count *x = a, *y = b;
    if (x->events != y->events)
        return x->events < y->events ? 1 : -1;
    return strcmp(x->name, y->name);
}

static void add(struct name_count *to, const struct name_count *from)
{
    to->events += from->events;
    if (from->first_ms == TOPK_NO_TIME)
        return;
    if (to->first_ms == TOPK_NO_TIME || from->first_ms < to->first_ms)
        to->first_ms = from->first_ms;
    if (to->last_ms == TOPK_NO_TIME || from->last_ms > to->last_ms)
        to->last_ms = from->last_ms;
}

/* Equal names become one. Returns how many are left. */
static size_t merge(struct name_count *items, size_t count)
{
    size_t used = 0;
    for (size_t i = 0; i < count; i++) {
        if (used && strcmp(items[used - 1].name, items[i].name) == 0)
            add(&items[used - 1], &items[i]);
        else
            items[used++] = items[i];
    }
    return used;
}

bool names_join(struct arena *memory, const struct topk *const *lists, size_t count,
                struct name_list *out)
{
    size_t room = 0;
    *out = (struct name_list){0};
    for (size_t i = 0; i < count; i++)
        room += lists[i]->count;
    struct name_count *items = arena_array(memory, room, sizeof *items);
    if (!items)
        return false;
    size_t used = 0;
    for (size_t i = 0; i < count; i++) {
        out->events += lists[i]->total;
        out->cut |= lists[i]->evictions > 0;
        for (size_t k = 0; k < lists[i]->count; k++) {
            const struct topk_item *item = &lists[i]->items[k];
            items[used++] = (struct name_count){item->name, item->count - item->over,
                                                item->first_ms, item->last_ms};
        }
    }
    if (used) {
        qsort(items, used, sizeof *items, compare_names);
        used = merge(items, used);
        qsort(items, used, sizeof *items, compare_events);
    }
    out->items = items;
    out->count = used;
    return true;
}
