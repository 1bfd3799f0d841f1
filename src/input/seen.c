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

/* ---- files alone ---------------------------------------------------------------------------- */

struct seen_inodes {
    struct seen_key key; /* the inode of the first one, by 64 */
    uint64_t met;        /* a bit for each */
    UT_hash_handle hh;
};

void seen_files_release(struct seen_files *s)
{
    HASH_CLEAR(hh, s->entries);
    arena_release(&s->memory);
}

static struct seen_inodes *find_inodes(struct seen_files *s, struct seen_key key)
{
    struct seen_inodes *entry = s->last;
    if (entry && entry->key.device == key.device && entry->key.inode == key.inode)
        return entry;
    HASH_FIND(hh, s->entries, &key, sizeof key, entry);
    if (entry)
        return entry;
    entry = arena_alloc(&s->memory, sizeof *entry);
    if (!entry)
        return NULL;
    *entry = (struct seen_inodes){.key = key};
    bool lost = false;
    HASH_ADD(hh, s->entries, key, sizeof key, entry);
    return lost ? NULL : entry;
}

bool seen_files_meet(struct seen_files *s, const struct os_stat *file, bool *before)
{
    uint64_t bit = UINT64_C(1) << file->inode % 64;
    s->last = find_inodes(s, (struct seen_key){file->device, file->inode / 64});
    if (!s->last)
        return false;
    *before = s->last->met & bit;
    s->last->met |= bit;
    return true;
}
