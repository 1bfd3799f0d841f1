#include "input/seen.h"

/* Its default is to end the process when memory runs out. */
#define HASH_NONFATAL_OOM 1
#define uthash_nonfatal_oom(entry) (lost = true)
/* Its default hash function falls through switch labels, which our warnings do not allow. */
#define HASH_FUNCTION(key, len, hash) HASH_FNV(key, len, hash)
#include <uthash.h>

struct seen_key {
    uint64_t device;
    uint64_t inode;
};

struct seen_entry {
    struct seen_key key;
    size_t note;
    UT_hash_handle hh;
};

void seen_release(struct seen *s)
{
    HASH_CLEAR(hh, s->entries);
    arena_release(&s->memory);
}

size_t *seen_meet(struct seen *s, const struct os_stat *file, bool *before)
{
    struct seen_key key = {.device = file->device, .inode = file->inode};
    struct seen_entry *entry;
    HASH_FIND(hh, s->entries, &key, sizeof key, entry);
    *before = entry != NULL;
    if (entry)
        return &entry->note;

    entry = arena_alloc(&s->memory, sizeof *entry);
    if (!entry)
        return NULL;
    entry->key = key;
    bool lost = false;
    HASH_ADD(hh, s->entries, key, sizeof key, entry);
    return lost ? NULL : &entry->note;
}

bool seen_take_up(struct seen *s, const char *const *paths, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        struct os_stat st;
        bool before;
        if (os_stat_path(paths[i], &st) && st.kind == OS_REGULAR && !seen_meet(s, &st, &before))
            return false;
    }
    return true;
}
