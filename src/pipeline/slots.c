#include "pipeline/slots.h"

#include <stdlib.h>

void slots_init(struct slots *s)
{
    *s = (struct slots){0};
    os_lock_init(&s->lock);
    os_condition_init(&s->freed);
}

bool slots_make(struct slots *s, size_t count)
{
    s->items = calloc(count, sizeof *s->items);
    if (s->items)
        s->count = s->free_count = count;
    return s->items != NULL;
}

/* A log is the slot's once its end was read; until then it is its reader's. */
void slot_forget(struct slot *slot)
{
    if (slot->what == READING_LOG_END || slot->ahead_what == READING_LOG_END)
        log_free(slot->log);
    slot->what = slot->ahead_what = READING_DONE;
    reader_release(&slot->own);
}

static void release(struct slot *slot)
{
    slot_forget(slot);
    block_release(&slot->block);
    block_release(&slot->ahead);
    delta_release(&slot->delta);
}

void slots_release(struct slots *s)
{
    for (size_t i = 0; i < s->count; i++)
        release(&s->items[i]);
    free(s->items);
    os_condition_release(&s->freed);
    os_lock_release(&s->lock);
}

struct slot *slots_take(struct slots *s)
{
    struct slot *slot = NULL;
    os_lock_take(&s->lock);
    while (!s->stop && !slot) {
        for (size_t i = 0; i < s->count && !slot; i++)
            if (s->items[i].state == SLOT_FREE)
                slot = &s->items[i];
        if (!slot)
            os_condition_wait(&s->freed, &s->lock);
    }
    if (slot) {
        slot->state = SLOT_TAKEN;
        slot->is_void = false;
        slot->number = 0; /* none yet: not to be taken for a block that is void */
        s->free_count--;
    }
    os_lock_give(&s->lock);
    return slot;
}

/* The lock is held. */
static void set_free(struct slots *s, struct slot *slot)
{
    slot->state = SLOT_FREE;
    s->free_count++;
}

void slots_give_back(struct slots *s, struct slot *slot)
{
    os_lock_take(&s->lock);
    set_free(s, slot);
    os_condition_wake_all(&s->freed);
    os_lock_give(&s->lock);
}

void slots_stop(struct slots *s)
{
    os_lock_take(&s->lock);
    s->stop = true;
    os_condition_wake_all(&s->freed);
    os_lock_give(&s->lock);
}

/* A log is freed when its end is merged. That waits for a worker that still scans a block of it
 * which is void: he looks at the log, too. The lock is held. */
static bool waits_for_others(const struct slots *s, const struct slot *slot)
{
    for (size_t i = 0; i < s->count && slot->what == READING_LOG_END; i++) {
        const struct slot *other = &s->items[i];
        if (other->state == SLOT_TAKEN && other->is_void && other->log == slot->log)
            return true;
    }
    return false;
}

/* The one to be merged, unless another worker is at it. The lock is held. */
static struct slot *begin_merge(struct slots *s)
{
    for (size_t i = 0; i < s->count && !s->merging && !s->stop; i++) {
        struct slot *slot = &s->items[i];
        if (slot->state == SLOT_DONE && slot->number == s->next && !waits_for_others(s, slot)) {
            s->merging = true;
            return slot;
        }
    }
    os_condition_wake_all(&s->freed);
    return NULL;
}

struct slot *slots_done(struct slots *s, struct slot *slot)
{
    os_lock_take(&s->lock);
    slot->state = SLOT_DONE;
    if (slot->is_void)
        set_free(s, slot);
    slot = begin_merge(s);
    os_lock_give(&s->lock);
    return slot;
}

/* Who waits for a slot is woken when half of them are free, or nothing is left to merge: woken for
 * each, on small files he would do nothing but wake up and wait again. */
struct slot *slots_merged(struct slots *s, struct slot *slot, bool stop)
{
    os_lock_take(&s->lock);
    s->merging = false;
    s->stop |= stop;
    s->next = slot->last ? reading_of_file(reading_file(slot->number) + 1) : slot->number + 1;
    set_free(s, slot);
    if (2 * s->free_count >= s->count)
        os_condition_wake_all(&s->freed);
    slot = begin_merge(s);
    os_lock_give(&s->lock);
    return slot;
}

void slots_void(struct slots *s, reading_number from)
{
    os_lock_take(&s->lock);
    for (size_t i = 0; i < s->count; i++) {
        struct slot *slot = &s->items[i];
        if (slot->state == SLOT_FREE || slot->number < from ||
            reading_file(slot->number) != reading_file(from))
            continue;
        slot->is_void = true;
        if (slot->state == SLOT_DONE)
            set_free(s, slot);
    }
    os_condition_wake_all(&s->freed);
    os_lock_give(&s->lock);
}

void slots_assume_columns(struct slots *s, struct slot *slot)
{
    os_lock_take(&s->lock);
    slot->columns = slot->log->columns;
    os_lock_give(&s->lock);
}

void slots_set_columns(struct slots *s, struct log *log, const struct w3c_columns *columns)
{
    os_lock_take(&s->lock);
    log->columns = *columns;
    os_lock_give(&s->lock);
}
