/*
 * The files to be read, in the order in which they are found: one thread may still be walking
 * folders while others read what it has found.
 */
#ifndef WSALOG_PIPELINE_FILE_QUEUE_H
#define WSALOG_PIPELINE_FILE_QUEUE_H

#include "base/os_thread.h"
#include "input/walk.h"

struct file_queue {
    os_lock lock; /* guards the rest */
    os_condition changed;
    struct walk_file *files; /* owned */
    size_t count;
    size_t room;
    size_t taken;
    uint64_t bytes;   /* of all; UINT64_MAX: not known of each */
    bool ended;       /* no more will come */
    bool closed;      /* no more is wanted */
    bool lost;        /* one could not be added, for want of memory */
    unsigned waiting; /* readers, for a file or for */
    uint64_t awaited; /* so many bytes */
};

void file_queue_init(struct file_queue *q);
void file_queue_release(struct file_queue *q);

/* The finder's side. Adding is a walk's `found`: false when memory is wanting, or no more is
 * wanted. After the last file, or instead of it, it is ended. */
bool file_queue_add(void *queue, const struct walk_file *file);
void file_queue_end(struct file_queue *q);

/* The readers' side: each waits until it can tell. Taking gives false at the end. */
bool file_queue_take(struct file_queue *q, struct walk_file *out);
bool file_queue_exceeds(struct file_queue *q, uint64_t bytes); /* all files together */
void file_queue_close(struct file_queue *q);

#endif
