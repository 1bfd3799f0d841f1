/*
 * What the files of digits.h share. Not for other files.
 *
 * digits.c makes one automaton of the positions of all patterns (positions.h) that take a digit,
 * digits_bytes.c keeps it as bytes. Its ways through runs are states (digits_states.h), which a
 * thread finds out as they come up, and remembers (digits_memory.h).
 */
#ifndef WSALOG_SCAN_DIGITS_PARTS_H
#define WSALOG_SCAN_DIGITS_PARTS_H

#include "scan/byte_set.h"
#include "scan/digits.h"

#define DIGITS_SETS_MAX 1024

/* A position at which a digit may be taken. Sets of bytes are numbered: there are few. */
struct digits_position {
    uint16_t takes;  /* digits, one bit each */
    uint16_t read;   /* in what is read by this group of its pattern, from 1 on; or 0 */
    bool read_with;  /* and so may be what is no digit */
    bool picky;      /* it takes some only, or what it takes is read */
    bool begins;     /* a match may begin here, also amid a run */
    bool ends;       /* it may end here, likewise */
    uint16_t before; /* from what a match may come in */
    uint16_t second; /* the same where a digit stands before that, as in 10:15 */
    uint16_t behind; /* with what it may go on */
    uint32_t next;   /* its followers in digits.next: up to where those of the one after begin */
};

/* What was found out beforehand: of runs of ordinary text the states, with which a memory begins,
 * and answers to all questions about what stands between the same bytes. Views of what
 * digits_read() was given, or empty. */
struct digits_learnt {
    struct str states, items, slots, questions, heads, families;
};

struct digits {
    struct digits_position *positions; /* owned; one more is only where its followers would begin */
    size_t count, room;
    uint32_t *next; /* owned */
    size_t next_count, next_room;
    struct byte_set sets[DIGITS_SETS_MAX];
    size_t set_count;
    struct digits_learnt learnt;
};

/* Makes room for so many more. False: out of memory. */
bool digits_reserve(struct digits *d, size_t positions, size_t next);

#endif
