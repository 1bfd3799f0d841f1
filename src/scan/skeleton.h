/*
 * Skeletons: lines without their digits.
 *
 * Lines that a program writes again and again with other numbers have one skeleton: their bytes,
 * with 0 for each digit. So their numbers stand at the same places and have the same lengths, and
 * which of them may be told apart from others of their length (digits.h) is found out once for all.
 */
#ifndef WSALOG_SCAN_SKELETON_H
#define WSALOG_SCAN_SKELETON_H

#include "scan/digits.h"

#define SKELETON_MAX 1024 /* bytes; a longer line has none */

/* A number of a line. */
struct skeleton_number {
    uint16_t at;
    uint8_t len;
    bool in_word; /* it is part of a word */
    bool timed;   /* a part of the time at the beginning of the line; not listed if none matters,
                   * and it is not as long as a code */
    struct digits_question *question; /* whether it is told apart from others */
};

/* From the beginning of a line to behind its minute: 2026-11-28T10:15: */
#define SKELETON_MINUTE 17

struct skeleton {
    uint64_t hash; /* of its bytes */
    uint32_t text; /* where they are kept, as are its numbers */
    uint32_t first;
    uint16_t len;
    uint16_t count; /* of its numbers; those of its first SKELETON_MINUTE bytes: */
    uint16_t minute_count;
    bool noted; /* the caller's, false at first */
};

struct skeletons;

/* Of some thousand lines. NULL: out of memory. */
struct skeletons *skeletons_new(struct digits_memory *digits);
void skeletons_free(struct skeletons *s); /* NULL is fine */

/* The skeleton of a line, as long as nothing is forgotten; NULL: it is not known, or the line has
 * none. So many bytes can be read behind it. */
struct skeleton *skeletons_find(struct skeletons *s, struct str line, size_t behind);

/* Adds that of the line which was asked for last, in vain. NULL: it has none, or there is no room.
 */
struct skeleton *skeletons_add(struct skeletons *s, struct str line);

/* Its numbers, ascending. */
const struct skeleton_number *skeletons_numbers(const struct skeletons *s,
                                                const struct skeleton *skeleton);

bool skeletons_full(const struct skeletons *s); /* nearly */
void skeletons_forget(struct skeletons *s);

#endif
