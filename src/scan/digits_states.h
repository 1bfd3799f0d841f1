/*
 * Ways through a run of digits, up to one of its digits, as states: for the files of digits.h
 * alone.
 *
 * A state is a set of positions that took this digit, each with or without a picky one on the way
 * to it, as the subset construction makes them from an automaton. States are numbered as they come
 * up, and what comes after one for a digit is found out once. The first ones are those before a
 * run, by the byte there, with 256 added when a digit stands before that.
 *
 * There are STATES_MAX at most; where there would be more, it is STATE_LOST that comes next, and
 * the run is said to matter.
 */
#ifndef WSALOG_SCAN_DIGITS_STATES_H
#define WSALOG_SCAN_DIGITS_STATES_H

#include "scan/digits_parts.h"

#define STATES_MAX 4096
#define STATES_FIRST 512
#define STATE_NONE UINT16_MAX       /* not found out yet */
#define STATE_LOST (UINT16_MAX - 1) /* there is no room to find it out */
#define STATE_SLOTS 8192

struct state {
    size_t first; /* in items; of those before a run: positions at which ways come in, or SIZE_MAX
                     where they are not listed yet */
    size_t count;
    struct byte_set behind; /* with what a picky way may go on */
    bool ends;              /* a picky way may end here */
    uint16_t next[10];
};

struct states {
    const struct digits *digits;
    uint32_t *items; /* owned, as are the others: 2 * position + 1 if a picky one is on the way */
    size_t item_count, item_room;
    struct state *all;
    size_t count;
    uint16_t slots[STATE_SLOTS]; /* by hash of a set: its number + 1, or 0 */
    bool *seen;                  /* by item: in the set being made */
    bool *worth;                 /* by position: a picky one can be reached, or it is one */
    uint32_t *begins;            /* the positions of worth at which a match may begin */
    size_t begin_count;
};

/* `s` is all zeros; states_release() in any case. False: out of memory. */
bool states_init(struct states *s, const struct digits *d);
void states_release(struct states *s);

/* A state is made of items that are pushed behind those of the others: then the set from `first` on
 * gets its number, and is taken back where it is known or there is no room. False: no room. */
bool states_push(struct states *s, uint32_t item);
uint16_t states_number(struct states *s, size_t first);

uint16_t states_find_out(struct states *s, uint16_t from, unsigned digit);
static inline uint16_t states_after(struct states *s, uint16_t from, unsigned digit)
{
    uint16_t next = s->all[from].next[digit];
    return next == STATE_NONE ? states_find_out(s, from, digit) : next;
}

/* Whether a run has gone on to where it matters, whatever comes. */
static inline bool states_decide(const struct states *s, uint16_t state)
{
    return state == STATE_LOST || s->all[state].ends;
}

/* Whether all of a run matters, from the state before it. */
bool states_walk(struct states *s, uint16_t before, struct str line, size_t from, size_t to);

/* The state before a run, and the byte behind it. */
static inline uint16_t state_before(struct str line, size_t from)
{
    unsigned before = (unsigned char)(from ? line.ptr[from - 1] : '\n');
    bool second = from > 1 && ascii_is_digit(line.ptr[from - 2]);
    return (uint16_t)(before + (second ? 256 : 0));
}
static inline char byte_behind(struct str line, size_t to)
{
    return to < line.len ? line.ptr[to] : '\n';
}

#endif
