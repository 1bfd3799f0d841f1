/*
 * Lines that say again what another line has said.
 *
 * A program that is in trouble writes the same line thousands of times, but for the time, a port, a
 * thread. What was found on the first one is kept under the line's shape: its skeleton
 * (skeleton.h), the digits of numbers that some pattern tells apart, and of the others only how
 * large they are as far as an address or a port is concerned. Where nothing was found, not even
 * that counts, and of a number that may be a code only what patterns make of it (digits_family()).
 * A line of the same shape has the same matches at the same places.
 *
 * Kept in bounded memory, by one thread for itself. Nothing is forgotten while a block is scanned:
 * when there is no room left, what is new is not kept, and before the next block all is forgotten.
 */
#ifndef WSALOG_SCAN_REPEATS_H
#define WSALOG_SCAN_REPEATS_H

#include "scan/digits.h"
#include "scan/scanner.h"

/* What follows a line: the first bytes from its end on, as one number. Some patterns look there for
 * more; 0: there is too little. */
#define REPEATS_FOLLOW_BYTES 3
typedef uint32_t repeats_follow;
static inline repeats_follow repeats_follow_of(struct str behind)
{
    if (behind.len < REPEATS_FOLLOW_BYTES)
        return 0;
    const unsigned char *p = (const unsigned char *)behind.ptr;
    return UINT32_C(1) << 24 | (uint32_t)p[0] << 16 | (uint32_t)p[1] << 8 | p[2];
}

struct repeats;

/* A match as it is kept: positions are from the beginning of its line. */
struct repeated_match {
    struct scan_part whole;
    struct scan_part peer;
    uint16_t error, also, rule;
    uint8_t confidence, operation;
    bool disagrees;
    struct scan_note note;
};

/* What was found on a line. */
struct repeated {
    struct repeated_match *matches;
    uint32_t count;
    uint32_t lookalikes;
};

/* Both must outlive it. NULL: out of memory. */
struct repeats *repeats_new(const struct digits *digits, const struct names *names);
void repeats_free(struct repeats *r); /* NULL is fine */

/* Before a block: makes room. */
void repeats_begin(struct repeats *r);

/* What was found on a line of this shape; NULL: not known, or the line has no shape that could be
 * kept. `behind` is the text directly behind the line, as far as it is at hand. */
struct repeated *repeats_find(struct repeats *r, struct str line, struct str behind);

/* Keeps what was found on the line that was asked for last, in vain. `follow` is 0 if that does not
 * hang on what follows the line. `line_at` is its place in the block, from which the positions of
 * the matches are; their peers point into it. Each gets its note. Where there is no room, or the
 * line has no shape, nothing is done. */
void repeats_keep(struct repeats *r, struct str line, repeats_follow follow, size_t line_at,
                  struct match *matches, size_t count, uint64_t lookalikes);

#endif
