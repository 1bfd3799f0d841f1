/*
 * Hashes of long texts, through xxHash (XXH3, 128 bits): as fast as memory. A seed that is not
 * known to whoever writes the text makes it useless to search for another text of the same hash.
 */
#ifndef WSALOG_ENGINE_HASH_H
#define WSALOG_ENGINE_HASH_H

#include "base/str.h"

#define HASH_BYTES 16

struct hash {
    unsigned char bytes[HASH_BYTES];
};

struct hasher;

struct hash hash_of(struct str text, uint64_t seed);
uint64_t hash_quick(struct str text); /* for tables in memory: 64 bits, no seed */
bool hash_equal(struct hash a, struct hash b);

/* A text that comes in pieces. NULL for want of memory; owned by the caller: hasher_free(). */
struct hasher *hasher_new(uint64_t seed);
void hasher_free(struct hasher *h); /* NULL is fine */
void hasher_add(struct hasher *h, struct str piece);
struct hash hasher_value(const struct hasher *h); /* of all so far; more may be added after */

#endif
