#include "base/arena.h"

#include <stdalign.h>
#include <stdlib.h>
#include <string.h>

/* Large enough that a catalog needs few, small enough that an empty one costs little. */
#define CHUNK_BYTES ((size_t)32 * 1024)

struct arena_chunk {
    struct arena_chunk *before;
    size_t used;
    size_t room;
    alignas(max_align_t) char bytes[];
};

void arena_release(struct arena *a)
{
    for (struct arena_chunk *chunk = a->last; chunk;) {
        struct arena_chunk *before = chunk->before;
        free(chunk);
        chunk = before;
    }
    *a = ARENA_INIT(a->ceiling);
}

void *arena_alloc(struct arena *a, size_t size)
{
    const size_t align = alignof(max_align_t);
    if (size > SIZE_MAX / 2)
        return NULL;
    size = (size + align - 1) / align * align;
    if (size > a->ceiling - a->used)
        return NULL;
    struct arena_chunk *chunk = a->last;
    if (!chunk || size > chunk->room - chunk->used) {
        size_t room = size > CHUNK_BYTES ? size : CHUNK_BYTES;
        chunk = calloc(1, sizeof *chunk + room);
        if (!chunk)
            return NULL;
        chunk->room = room;
        chunk->before = a->last;
        a->last = chunk;
    }
    void *out = chunk->bytes + chunk->used;
    chunk->used += size;
    a->used += size;
    return out;
}

void *arena_array(struct arena *a, size_t count, size_t size)
{
    if (size && count > SIZE_MAX / 2 / size)
        return NULL;
    return arena_alloc(a, count * size);
}

char *arena_copy(struct arena *a, struct str s)
{
    char *out = arena_alloc(a, s.len + 1);
    if (out && s.len)
        memcpy(out, s.ptr, s.len);
    return out;
}

void *arena_copy_bytes(struct arena *a, const void *from, size_t size)
{
    void *out = arena_alloc(a, size);
    if (out && size)
        memcpy(out, from, size);
    return out;
}
