/*
 * Which files and folders were met already, by device and inode.
 */
#ifndef WSALOG_INPUT_SEEN_H
#define WSALOG_INPUT_SEEN_H

#include "base/arena.h"
#include "base/os_file.h"

struct seen_entry;

struct seen {
    struct seen_entry *entries; /* hashed */
    struct arena memory;        /* holds them */
};

#define SEEN_INIT ((struct seen){.memory = ARENA_INIT(SIZE_MAX)})

void seen_release(struct seen *s);

/* Gives the note of a file that was met before, or takes it up with a note of 0. The note is the
 * caller's to write. NULL for want of memory. */
size_t *seen_meet(struct seen *s, const struct os_stat *file, bool *before);

/* Takes up those of these paths at which there is a regular file. False for want of memory. */
bool seen_take_up(struct seen *s, const char *const *paths, size_t count);

#endif
