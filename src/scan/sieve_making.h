/*
 * What the files that make a sieve share. Not for other files.
 */
#ifndef WSALOG_SCAN_SIEVE_MAKING_H
#define WSALOG_SCAN_SIEVE_MAKING_H

#include "scan/frequency.h"
#include "scan/sieve_parts.h"

struct sieve_maker {
    struct sieve *sieve;        /* owned until it is made */
    struct sequence *sequences; /* owned; of each part */
    size_t room;
    bool full;
    struct frequency *ordinary; /* owned */
};

/* Where the window of a part begins, and what it costs: of the grams that are looked up in ordinary
 * text, the share that passes. */
struct window {
    size_t at;
    double cost;    /* INFINITY: there is none */
    bool in_bucket; /* the part is in a bucket instead */
};

struct window window_find(const struct sieve_maker *m, size_t part);
/* False: there is no room. */
bool window_use(struct sieve_maker *m, size_t part, const struct window *window);

/* Puts the parts whose windows are dear, or that have none, into buckets where that is better, and
 * says so. False: there is no room, or no memory. */
bool buckets_fill(struct sieve_maker *m, struct window *windows);

#endif
