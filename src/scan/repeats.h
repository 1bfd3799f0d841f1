/*
 * Lines that say again what another line has said.
 *
 * A program that is in trouble writes the same line thousands of times, but for the time, a port, a
 * thread. What was found on the first one is kept under the line's shape: its bytes, but for the
 * digits of numbers that no pattern tells apart (digits.h), of which only the length is kept, and
 * how large they are as far as an address or a port is concerned. A line of the same shape has the
 * same matches at the same places.
 *
 * Kept in bounded memory, by one thread for itself. Nothing is forgotten while a block is scanned:
 * when there is no room left, what is new is not kept, and before the next block all is forgotten.
 */
#ifndef WSALOG_SCAN_REPEATS_H
#define WSALOG_SCAN_REPEATS_H

#include "scan/digits.h"
#include "scan/scanner.h"

#define REPEATS_LINE_MAX 1024 /* bytes; a longer line is not kept */

struct repeats;

/* A match as it is kept: positions are from the beginning of its line, `line` is 0, and the peer
 * apart. */
struct repeated_match {
    struct match match;
    struct scan_part peer;
    struct scan_note note;
};

/* What was found on a line. */
struct repeated {
    struct repeated_match *matches;
    size_t count;
    uint64_t lookalikes;
};

/* NULL: out of memory. */
struct repeats *repeats_new(const struct digits *digits);
void repeats_free(struct repeats *r); /* NULL is fine */

/* Before a block: makes room. */
void repeats_begin(struct repeats *r);

/* What was found on a line of this shape; NULL: not known, or the line has no shape that could be
 * kept. */
struct repeated *repeats_find(struct repeats *r, struct str line);

/* Keeps what was found on the line that was asked for last, in vain. `line_at` is its place in the
 * block, from which the positions of the matches are; their peers point into it. Each gets its
 * note. Where there is no room, or the line has no shape, nothing is done. */
void repeats_keep(struct repeats *r, struct str line, size_t line_at, struct match *matches,
                  size_t count, uint64_t lookalikes);

#endif
