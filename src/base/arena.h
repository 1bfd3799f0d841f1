/*
 * An arena: many small allocations with one owner and one release.
 *
 * For what is loaded once and dropped together: a catalog, a rule set, a report model. Memory is
 * zeroed and aligned for any object. arena_alloc() gives NULL when memory runs out or the ceiling
 * would be passed; the arena stays valid.
 */
#ifndef WSALOG_BASE_ARENA_H
#define WSALOG_BASE_ARENA_H

#include "base/str.h"

struct arena_chunk;

struct arena {
    struct arena_chunk *last; /* owned */
    size_t used;              /* bytes handed out */
    size_t ceiling;           /* most bytes that it may hand out */
};

#define ARENA_INIT(max) ((struct arena){.ceiling = (max)})

void arena_release(struct arena *a);

void *arena_alloc(struct arena *a, size_t size);
void *arena_array(struct arena *a, size_t count, size_t size); /* overflow-checked */
char *arena_copy(struct arena *a, struct str s);               /* with a final NUL */
void *arena_copy_bytes(struct arena *a, const void *from, size_t size);

#endif
