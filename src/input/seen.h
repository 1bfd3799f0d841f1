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

/* Files of which nothing is to be noted. Those of a folder mostly have inodes that follow each
 * other: as many as a note has bits are one entry. */
struct seen_files {
    struct seen rows; /* of inodes; the note has a bit for each */
};

#define SEEN_FILES_INIT ((struct seen_files){SEEN_INIT})

void seen_files_release(struct seen_files *s);

/* Takes up a file; says whether it was met before. False for want of memory. */
bool seen_files_meet(struct seen_files *s, const struct os_stat *file, bool *before);

#endif
