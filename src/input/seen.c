#include "input/seen.h"

#include <limits.h>

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

void seen_files_release(struct seen_files *s)
{
    seen_release(&s->rows);
}

bool seen_files_meet(struct seen_files *s, const struct os_stat *file, bool *before)
{
    const uint64_t bits = CHAR_BIT * sizeof(size_t);
    const struct os_stat row = {.device = file->device, .inode = file->inode / bits};
    bool any;
    size_t *met = seen_meet(&s->rows, &row, &any);
    if (!met)
        return false;
    size_t bit = (size_t)1 << file->inode % bits;
    *before = *met & bit;
    *met |= bit;
    return true;
}
