/*
 * The slots: what is under way between reading and the merge.
 *
 * A fixed number of them goes round: a worker takes a free slot, what it reads next is put into it
 * with its number, and once it is scanned the slot is done. Whoever finds the next number in line
 * done merges it, and all done ones behind it, while the others go on. A slot is free again when it
 * is merged: so memory is bounded, and no worker runs far ahead of the merge.
 *
 *     slot = slots_take(&slots)               any thread
 *     ...                                     reads and scans
 *     for (next = slots_done(&slots, slot); next; next = slots_merged(&slots, next, stop))
 *         ...                                 merges: one thread at a time, in source order
 */
#ifndef WSALOG_PIPELINE_SLOTS_H
#define WSALOG_PIPELINE_SLOTS_H

#include "base/os_thread.h"
#include "input/block_claim.h"
#include "pipeline/delta.h"
#include "pipeline/reader.h"

enum slot_state { SLOT_FREE, SLOT_TAKEN, SLOT_DONE };

struct slot {
    enum slot_state state;
    reading_number number; /* in source order */
    bool last;             /* of its file */
    bool repeated; /* the file is known to be one that comes earlier: nothing of it is read */
    bool is_void;  /* the reader has gone back to before it */
    enum reading what;
    struct log *log;
    struct os_stat is;          /* the file that it is of */
    struct source_info info;    /* READING_LOG_END */
    struct w3c_columns columns; /* assumed to be in force where the block begins */
    struct block block;
    struct delta delta;
    struct block_claim claim; /* to be read into the block */
    /* For a small file, all of which is this slot's: */
    bool whole;
    struct reader own;
    struct block ahead; /* what follows the block: with some luck the end */
    enum reading ahead_what;
};

struct slots {
    os_lock lock; /* guards the rest, and which columns are in force in a log */
    os_condition freed;
    struct slot *items; /* owned */
    size_t count;
    size_t free_count;
    reading_number next; /* to be merged */
    bool merging;        /* a worker is */
    bool stop;           /* no more is wanted */
};

void slots_init(struct slots *s);
bool slots_make(struct slots *s, size_t count); /* false: out of memory */
void slots_release(struct slots *s);            /* with what was read but not merged */

/* What was read into the slot is not wanted; its memory is kept for the next. */
void slot_forget(struct slot *slot);

/* A free slot, or NULL when the run is to stop. Waits until there is one. */
struct slot *slots_take(struct slots *s);
void slots_give_back(struct slots *s, struct slot *slot); /* nothing was put into it */
void slots_stop(struct slots *s);

/* The slot is scanned. Gives the one that the caller has to merge, or NULL. */
struct slot *slots_done(struct slots *s, struct slot *slot);
/* It is merged. Gives the next one. */
struct slot *slots_merged(struct slots *s, struct slot *slot, bool stop);

/* The reader has gone back to that number of a file: what was read of the file from there on is
 * void. A worker may still be scanning some of it: until that is done, the log's end is not merged.
 */
void slots_void(struct slots *s, reading_number from);

/* The columns that are in force in a log, as far as it is merged. */
void slots_assume_columns(struct slots *s, struct slot *slot);
void slots_set_columns(struct slots *s, struct log *log, const struct w3c_columns *columns);

#endif
