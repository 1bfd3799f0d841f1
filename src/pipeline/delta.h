/*
 * A delta: what one block adds. Made by any thread, merged in source order.
 */
#ifndef WSALOG_PIPELINE_DELTA_H
#define WSALOG_PIPELINE_DELTA_H

#include "context/surroundings.h"
#include "input/source.h"
#include "pipeline/log.h"
#include "rules/ruleset.h"
#include "scan/scanner.h"

/* Where a mention's record begins. */
enum record_place {
    RECORD_HERE,  /* in this block, at record_line */
    RECORD_OPEN,  /* before this block */
    RECORD_ALONE, /* too far from any beginning: the line stands alone */
};

struct delta_item {
    struct match match;
    enum record_place place;
    uint64_t record_line; /* line ends of the owned part before it */
    struct moment time;   /* of the record when it begins here, else of the line itself */
    struct surroundings around;
};

struct delta {
    struct delta_item *items; /* owned, reused */
    size_t count;
    size_t room;
    uint64_t lines; /* line ends in the owned part */
    uint64_t lookalikes;
    uint64_t capped_lines;
    /* The record that is open at the block's end, when it begins in the block. */
    bool opens;
    uint64_t open_line;
    size_t open_at; /* offset of its first byte in the owned part */
    struct moment open_time;
    bool day_first, month_first; /* dates that must be read so were seen */
    struct w3c_columns columns;  /* in force where the owned part ends */
};

void delta_release(struct delta *d); /* a zeroed delta is an empty one */

/* Fills `d` from a scanned block of `log`. Fails only for want of memory. */
enum status delta_make(struct delta *d, const struct log *log, const struct block *block,
                       const struct scan_result *scanned, const struct ruleset *rules,
                       const struct call_words *words, struct error *err);

#endif
