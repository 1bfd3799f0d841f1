/*
 * The intake: what is read next, and into whose slot. Any number of threads.
 *
 * Mostly one reader serves all, under a lock. Of a file that is not packed, and whose text can be
 * found by its place, the next block is only claimed under the lock, and read without it
 * (block_claim.h). Should a claim have been in vain, the reader goes back to it when no other claim
 * is being read, and what was read behind it is void.
 *
 * A small file is no work to share: a worker takes it alone, opens it and reads it without the
 * lock, while others do so with theirs. Its slot holds its only block and its end; should it hold
 * more after all, being packed or having grown, the rest is read when the slot is merged.
 *
 * A file of which nobody has asked how large it is (walk.h) is taken alone too, and opened. Is it
 * large, then all read it; when there are several such, the first of them in source order, as its
 * slots are the next to be free. No new file is begun meanwhile.
 *
 * A walk that does not ask about files may list one twice. The merge will see; but what is large,
 * or has several names, is not read again if that is known when it is opened.
 */
#ifndef WSALOG_PIPELINE_INTAKE_H
#define WSALOG_PIPELINE_INTAKE_H

#include "input/seen.h"
#include "pipeline/slots.h"

/* A file up to this size is read by one worker. */
#define SMALL_FILE_BYTES ((uint64_t)BLOCK_BYTES / 2)

struct intake {
    struct slots *slots; /* borrowed */
    os_lock lock;        /* guards the rest */
    os_condition changed;
    struct reader reader; /* for all */
    bool ended;           /* nothing more comes from it */
    unsigned claims;      /* that are being read */
    bool goes_back;       /* when none is, to this one: */
    struct block_claim vain;
    reading_number vain_number;
    unsigned alone;    /* workers with a file that may be large */
    bool lists_twice;  /* the walk may; set by the caller: */
    struct seen files; /* those that are large or have several names; noted is the first, from 1 */
    struct reader_at *large; /* owned: files that are open and wait to be read by all; at most one
                              * for each worker */
    size_t large_count;
};

/* What one worker has taken. */
struct intake_worker {
    bool alone; /* its last file might have been large */
    struct os_nearby near;
};
#define INTAKE_WORKER_INIT ((struct intake_worker){.near = OS_NEARBY_NONE})

void intake_init(struct intake *in, struct slots *slots);
bool intake_make(struct intake *in, size_t workers); /* false: out of memory */
void intake_release(struct intake *in);

/* Takes what is next into the slot. A small file is only opened, if at all: slot->whole, to be read
 * from slot->own. Else slot->what. False in `more`: that was the end of all. */
enum status intake_fill(struct intake *in, struct intake_worker *worker, struct slot *slot,
                        bool *more, struct error *err);
/* A file that is open, and of which nothing was read, is read by all in its turn. It is taken over.
 */
void intake_share(struct intake *in, struct reader_at *file);
/* The worker takes no more. */
void intake_leave(struct intake *in, struct intake_worker *worker);

#endif
