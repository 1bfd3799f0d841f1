#include "pipeline/file_queue.h"

#include <stdlib.h>

#include "base/list.h"

void file_queue_init(struct file_queue *q)
{
    *q = (struct file_queue){.awaited = UINT64_MAX};
    os_lock_init(&q->lock);
    os_condition_init(&q->changed);
}

void file_queue_release(struct file_queue *q)
{
    free(q->files);
    os_condition_release(&q->changed);
    os_lock_release(&q->lock);
}

/* The lock is held. */
static bool add(struct file_queue *q, const struct walk_file *file)
{
    struct walk_file *files = list_grown(q->files, q->count, &q->room, sizeof *files);
    q->lost |= !files;
    if (!files)
        return false;
    q->files = files;
    files[q->count++] = *file;
    q->bytes = file->bytes > UINT64_MAX - q->bytes ? UINT64_MAX : q->bytes + file->bytes;
    return true;
}

bool file_queue_add(void *queue, const struct walk_file *file)
{
    struct file_queue *q = queue;
    os_lock_take(&q->lock);
    bool none = q->taken == q->count;
    bool added = !q->closed && add(q, file);
    if (q->waiting && (none || q->bytes > q->awaited))
        os_condition_wake_all(&q->changed);
    os_lock_give(&q->lock);
    return added;
}

void file_queue_end(struct file_queue *q)
{
    os_lock_take(&q->lock);
    q->ended = true;
    os_condition_wake_all(&q->changed);
    os_lock_give(&q->lock);
}

/* The lock is held. */
static void wait(struct file_queue *q)
{
    q->waiting++;
    os_condition_wait(&q->changed, &q->lock);
    q->waiting--;
}

bool file_queue_take(struct file_queue *q, struct walk_file *out)
{
    os_lock_take(&q->lock);
    while (q->taken == q->count && !q->ended)
        wait(q);
    bool is_one = q->taken < q->count;
    if (is_one)
        *out = q->files[q->taken++];
    os_lock_give(&q->lock);
    return is_one;
}

bool file_queue_exceeds(struct file_queue *q, uint64_t bytes)
{
    os_lock_take(&q->lock);
    q->awaited = bytes;
    while (q->bytes <= bytes && !q->ended)
        wait(q);
    q->awaited = UINT64_MAX;
    bool exceeds = q->bytes > bytes;
    os_lock_give(&q->lock);
    return exceeds;
}

void file_queue_close(struct file_queue *q)
{
    os_lock_take(&q->lock);
    q->closed = true;
    os_lock_give(&q->lock);
}
