#include "engine/keyed_hash.h"

#include <sodium.h>

_Static_assert(KEYED_HASH_KEY_BYTES <= crypto_generichash_KEYBYTES_MAX, "the key is too long");
_Static_assert(KEYED_HASH_LEAST >= crypto_generichash_BYTES_MIN, "the hash is too short");

enum status keyed_hash_key_from(struct str bytes, struct keyed_hash_key *out, struct error *err)
{
    if (sodium_init() < 0)
        return error_set(err, STATUS_INVALID, "libsodium cannot be set up");
    (void)crypto_generichash(out->bytes, sizeof out->bytes, (const unsigned char *)bytes.ptr,
                             bytes.len, NULL, 0);
    return STATUS_OK;
}

void keyed_hash(const struct keyed_hash_key *key, struct str text, unsigned char *out, size_t len)
{
    (void)crypto_generichash(out, len, (const unsigned char *)text.ptr, text.len, key->bytes,
                             sizeof key->bytes);
}
