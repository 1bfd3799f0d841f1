/*
 * Lists that grow one by one: an array, how many items it holds, and for how many it has room. The
 * caller owns the array, which begins as NULL with room for none, and frees it.
 *
 *     struct item *items = list_grown(l->items, l->count, &l->room, sizeof *items);
 *     if (!items)
 *         return error_no_memory(err);
 *     l->items = items;
 *     items[l->count++] = item;
 */
#ifndef WSALOG_BASE_LIST_H
#define WSALOG_BASE_LIST_H

#include <stddef.h>

/* The array with room for one item more: the same, or one that has taken its place, with twice the
 * room. NULL: out of memory; then the array is as it was. `size` is that of an item. */
void *list_grown(void *items, size_t count, size_t *room, size_t size);

#endif
