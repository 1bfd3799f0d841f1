/*
 * A keyed hash (BLAKE2b through libsodium): the same text and key give the same value, and who has
 * not the key can neither compute it nor try out all texts.
 */
#ifndef WSALOG_ENGINE_KEYED_HASH_H
#define WSALOG_ENGINE_KEYED_HASH_H

#include "base/error.h"
#include "base/str.h"

#define KEYED_HASH_KEY_BYTES 32
#define KEYED_HASH_LEAST 16 /* bytes; the shortest that libsodium gives */

struct keyed_hash_key {
    unsigned char bytes[KEYED_HASH_KEY_BYTES];
};

/* A key from any bytes, such as those of a file. STATUS_INVALID: libsodium cannot be set up. */
enum status keyed_hash_key_from(struct str bytes, struct keyed_hash_key *out, struct error *err);

/* Writes `len` bytes, KEYED_HASH_LEAST to 64. */
void keyed_hash(const struct keyed_hash_key *key, struct str text, unsigned char *out, size_t len);

#endif
