#include "engine/hash.h"

#include <stdlib.h>
#include <string.h>
#include <xxhash.h>

struct hasher {
    XXH3_state_t *state; /* the library allocates it as it must lie in memory */
};

static struct hash canonical(XXH128_hash_t value)
{
    struct hash out;
    XXH128_canonical_t bytes;
    XXH128_canonicalFromHash(&bytes, value);
    memcpy(out.bytes, bytes.digest, sizeof out.bytes);
    return out;
}

struct hash hash_of(struct str text, uint64_t seed)
{
    return canonical(XXH3_128bits_withSeed(text.len ? text.ptr : "", text.len, seed));
}

uint64_t hash_quick(struct str text)
{
    return XXH3_64bits(text.len ? text.ptr : "", text.len);
}

bool hash_equal(struct hash a, struct hash b)
{
    return memcmp(a.bytes, b.bytes, sizeof a.bytes) == 0;
}

struct hasher *hasher_new(uint64_t seed)
{
    struct hasher *h = calloc(1, sizeof *h);
    if (!h || !(h->state = XXH3_createState())) {
        free(h);
        return NULL;
    }
    (void)XXH3_128bits_reset_withSeed(h->state, seed);
    return h;
}

void hasher_free(struct hasher *h)
{
    if (h)
        (void)XXH3_freeState(h->state);
    free(h);
}

void hasher_add(struct hasher *h, struct str piece)
{
    if (piece.len)
        (void)XXH3_128bits_update(h->state, piece.ptr, piece.len);
}

struct hash hasher_value(const struct hasher *h)
{
    return canonical(XXH3_128bits_digest(h->state));
}
