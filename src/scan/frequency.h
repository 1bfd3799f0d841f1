/*
 * How often ordinary text holds some bytes, judged from a piece of it.
 *
 * The piece is short against all that servers write, so what it does not hold is not taken for
 * rare: bytes are also judged by those before them, and every number is read as some others too.
 */
#ifndef WSALOG_SCAN_FREQUENCY_H
#define WSALOG_SCAN_FREQUENCY_H

#include "base/str.h"
#include "scan/byte_set.h"

struct frequency;

/* The text need not live on. NULL: no memory. Owned by the caller. */
struct frequency *frequency_of_text(struct str text);
void frequency_free(struct frequency *f); /* NULL is fine */

/*
 * Of the places of ordinary text, the share where the bytes are these: a gram as sieve_gram() makes
 * it, in which letters of both cases are one, or `count` bytes, up to FREQUENCY_SETS_MAX, each out
 * of its set. Above 0, so that all can be compared.
 */
#define FREQUENCY_SETS_MAX 8
double frequency_of_gram(const struct frequency *f, uint64_t gram);
double frequency_of_sets(const struct frequency *f, const struct byte_set *sets, size_t count);

#endif
