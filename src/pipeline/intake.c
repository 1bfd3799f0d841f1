#include "pipeline/intake.h"

#include <stdlib.h>

void intake_init(struct intake *in, struct slots *slots)
{
    *in = (struct intake){.slots = slots, .files = SEEN_INIT};
    os_lock_init(&in->lock);
    os_condition_init(&in->changed);
}

bool intake_make(struct intake *in, size_t workers)
{
    in->large = calloc(workers, sizeof *in->large);
    return in->large != NULL;
}

void intake_release(struct intake *in)
{
    for (size_t i = 0; i < in->large_count; i++)
        reader_at_release(&in->large[i]);
    free(in->large);
    seen_release(&in->files);
    reader_release(&in->reader);
    os_condition_release(&in->changed);
    os_lock_release(&in->lock);
}

/* ---- claims --------------------------------------------------------------------------------- */

/* The lock is held, and no claim is being read. */
static void go_back(struct intake *in)
{
    reader_go_back(&in->reader, &in->vain);
    in->reader.at.number = in->vain_number;
    in->goes_back = false;
    slots_void(in->slots, in->vain_number);
}

/* What is not claimed is read when all claims before it are known to be good. The lock is held, but
 * not all the time. */
static void await_claims(struct intake *in)
{
    while (in->claims)
        os_condition_wait(&in->changed, &in->lock);
    if (in->goes_back)
        go_back(in);
}

/* The lock is held. */
static bool claim_next(struct intake *in, struct slot *slot)
{
    if (in->goes_back)
        await_claims(in);
    if (in->ended || !reader_claim(&in->reader, &slot->claim, &slot->log))
        return false;
    in->claims++;
    slot->what = READING_BLOCK;
    slot->number = in->reader.at.number++;
    slots_assume_columns(in->slots, slot);
    return true;
}

/* Notes that the claim was read, or was in vain. The first one of those counts. */
static void end_claim(struct intake *in, struct slot *slot, bool good)
{
    os_lock_take(&in->lock);
    if (!good && (!in->goes_back || slot->number < in->vain_number)) {
        in->goes_back = true;
        in->vain = slot->claim;
        in->vain_number = slot->number;
    }
    if (!good)
        slot->number = 0; /* it will be another block */
    if (--in->claims == 0)
        os_condition_wake_all(&in->changed);
    os_lock_give(&in->lock);
}

/* ---- files that are listed twice ------------------------------------------------------------ */

/* It is large, or has several names. */
static bool may_be_noted(const struct os_stat *is)
{
    return is->size > SMALL_FILE_BYTES || is->links > 1;
}

/* Whether a file that was opened is known to come earlier, too. For want of memory it is read once
 * more. The lock is held. */
static bool is_repeated(struct intake *in, const struct os_stat *is, reading_number number)
{
    size_t file = reading_file(number);
    bool before;
    if (!in->lists_twice || is->kind != OS_REGULAR || !may_be_noted(is))
        return false;
    size_t *first = seen_meet(&in->files, is, &before);
    if (!first || (before && *first - 1 < file))
        return first != NULL;
    *first = file + 1;
    return false;
}

/* ---- large files that a worker came upon ---------------------------------------------------- */

/* What the reader was at, or the file that is put in its place, waits until that one is read. The
 * lock is held, and no claim is being read. */
static void read_by_all(struct intake *in, struct reader_at *file)
{
    struct reader_at later = *file;
    if (!in->reader.at.source || file->number < in->reader.at.number) {
        later = in->reader.at;
        in->reader.at = *file;
    }
    if (later.source)
        in->large[in->large_count++] = later;
    *file = (struct reader_at){0};
    in->ended = false;
}

/* Goes on with the first of the large files, when the reader is between two. The lock is held. */
static void next_large(struct intake *in)
{
    if (in->reader.at.source || !in->large_count)
        return;
    size_t first = 0;
    for (size_t i = 1; i < in->large_count; i++)
        if (in->large[i].number < in->large[first].number)
            first = i;
    in->reader.at = in->large[first];
    in->large[first] = in->large[--in->large_count];
}

void intake_share(struct intake *in, struct reader_at *file)
{
    os_lock_take(&in->lock);
    await_claims(in);
    read_by_all(in, file);
    os_condition_wake_all(&in->changed);
    os_lock_give(&in->lock);
}

/* Opens the file that the slot has alone. Is it large, all read it, and the slot is empty. */
static enum status open_alone(struct intake *in, struct intake_worker *worker, struct slot *slot,
                              struct error *err)
{
    enum status status = reader_open(&slot->own, &worker->near, err);
    const struct os_stat *is = &slot->own.at.is;
    if (status || !may_be_noted(is))
        return status;
    os_lock_take(&in->lock);
    slot->repeated = is_repeated(in, is, slot->number);
    os_lock_give(&in->lock);
    if (slot->repeated) {
        reader_release(&slot->own);
    } else if (is->size > SMALL_FILE_BYTES) {
        intake_share(in, &slot->own.at);
        slot->whole = false;
    }
    return STATUS_OK;
}

/* The lock is held. */
static void come_back(struct intake *in, struct intake_worker *worker)
{
    in->alone -= worker->alone;
    if (worker->alone && !in->alone)
        os_condition_wake_all(&in->changed);
    worker->alone = false;
}

void intake_leave(struct intake *in, struct intake_worker *worker)
{
    os_lock_take(&in->lock);
    come_back(in, worker);
    os_lock_give(&in->lock);
    os_nearby_close(&worker->near);
}

/* ---- what is next --------------------------------------------------------------------------- */

/* Of a small file only the name is taken. The lock is held. */
static bool take_alone(struct intake *in, struct intake_worker *worker, struct slot *slot)
{
    if (!reader_split(&in->reader, SMALL_FILE_BYTES, &slot->own))
        return false;
    slot->whole = slot->last = true;
    slot->number = slot->own.at.number;
    worker->alone = slot->own.at.file.unasked;
    in->alone += worker->alone;
    return true;
}

/* The reader has opened a file that comes earlier, too. The lock is held. */
static void pass_over(struct intake *in, struct slot *slot)
{
    reader_release(&in->reader);
    slot->log = NULL;
    slot->what = READING_DONE;
    slot->repeated = true;
}

/* Reads what is next into the slot. The lock is held. */
static enum status read_next(struct intake *in, struct intake_worker *worker, struct slot *slot,
                             struct error *err)
{
    await_claims(in);
    next_large(in);
    if (in->ended || take_alone(in, worker, slot))
        return STATUS_OK;
    enum status status =
        reader_next(&in->reader, &slot->block, &slot->what, &slot->log, &slot->info, err);
    in->ended = status || slot->what == READING_DONE;
    if (in->ended)
        return status;
    slot->is = in->reader.at.is;
    slot->number = in->reader.at.number++;
    if (slot->what == READING_BLOCK && reading_is_first(slot->number) &&
        is_repeated(in, &slot->is, slot->number))
        pass_over(in, slot);
    else if (slot->what == READING_BLOCK)
        slots_assume_columns(in->slots, slot);
    slot->last = !in->reader.at.source;
    return STATUS_OK;
}

static bool is_empty(const struct slot *slot)
{
    return slot->what == READING_DONE && !slot->whole && !slot->repeated;
}

/* One go at it; `filled` is false when there has to be another one. */
static enum status try_to_fill(struct intake *in, struct intake_worker *worker, struct slot *slot,
                               bool *filled, struct error *err)
{
    enum status status = STATUS_OK;
    os_lock_take(&in->lock);
    come_back(in, worker);
    slot->what = slot->ahead_what = READING_DONE;
    slot->whole = slot->last = slot->repeated = false;
    bool claimed = claim_next(in, slot);
    if (!claimed)
        status = read_next(in, worker, slot, err);
    /* At the end others may come upon a file that is large. */
    bool waits = !status && !claimed && is_empty(slot) && in->alone;
    if (waits)
        os_condition_wait(&in->changed, &in->lock);
    os_lock_give(&in->lock);
    *filled = !waits;
    if (claimed) {
        *filled = claim_read(&slot->claim, &slot->block);
        end_claim(in, slot, *filled);
    } else if (!status && worker->alone) {
        status = open_alone(in, worker, slot, err);
        *filled = slot->whole;
    }
    return status;
}

enum status intake_fill(struct intake *in, struct intake_worker *worker, struct slot *slot,
                        bool *more, struct error *err)
{
    enum status status = STATUS_OK;
    bool filled = false;
    while (!status && !filled)
        status = try_to_fill(in, worker, slot, &filled, err);
    *more = !status && !is_empty(slot);
    return status;
}
