#include "tally/rhythm.h"

#include <stdlib.h>

/* 2^(i/8), in ten-thousandths: no floating point, so that all machines agree. */
static const int64_t steps[8] = {10000, 10905, 11892, 12968, 14142, 15422, 16818, 18340};

void rhythm_release(struct rhythm *r)
{
    free(r->peers);
    free(r->classes);
    *r = (struct rhythm){0};
}

/* The shortest gap of a class. */
static int64_t class_ms(size_t class_number)
{
    int64_t octave = (int64_t)RHYTHM_LEAST_MS << class_number / 8;
    return octave / 10000 * steps[class_number % 8];
}

static void count_gap(struct rhythm *r, int64_t gap_ms)
{
    if (gap_ms >= class_ms(RHYTHM_CLASSES))
        return;
    size_t at = 0;
    while (at + 1 < RHYTHM_CLASSES && class_ms(at + 1) <= gap_ms)
        at++;
    r->classes[at].gaps++;
    r->classes[at].sum_ms += (uint64_t)gap_ms;
    r->total++;
}

/* ---- Peers ---- */

#define EACH_BYTE UINT64_C(0x0101010101010101)
#define TOP_BITS (EACH_BYTE << 7)
_Static_assert(RHYTHM_GROUP_PEERS == sizeof(uint64_t), "a group's tags are one number");

static uint64_t tag_of(uint64_t hash)
{
    return hash >> 56;
}

/* The place of a peer that is followed, or RHYTHM_PEERS. */
static size_t find(const struct rhythm *r, uint64_t hash)
{
    if (r->recent < r->peer_count && r->peers[r->recent].hash == hash)
        return r->recent;
    uint64_t tags = tag_of(hash) * EACH_BYTE;
    for (size_t g = 0; g < RHYTHM_GROUPS; g++) {
        uint64_t other = r->tags[g] ^ tags;
        /* The lowest byte that is 0 is found; those above it may only seem so. */
        for (uint64_t left = (other - EACH_BYTE) & ~other & TOP_BITS; left; left &= left - 1) {
            size_t i = g * RHYTHM_GROUP_PEERS + (size_t)__builtin_ctzll(left) / 8;
            if (i < r->peer_count && r->peers[i].hash == hash)
                return i;
        }
    }
    return RHYTHM_PEERS;
}

/* The place of the peer not seen for longest; the first of some. */
static size_t find_oldest(const struct rhythm *r)
{
    size_t oldest = r->oldest[0];
    for (size_t g = 1; g < RHYTHM_GROUPS; g++)
        if (r->peers[r->oldest[g]].last_ms < r->peers[oldest].last_ms)
            oldest = r->oldest[g];
    return oldest;
}

/* Puts a peer in its place. */
static void place(struct rhythm *r, size_t i, uint64_t hash, int64_t utc_ms)
{
    size_t g = i / RHYTHM_GROUP_PEERS, first = g * RHYTHM_GROUP_PEERS;
    r->peers[i] = (struct rhythm_peer){hash, utc_ms};
    unsigned shift = (unsigned)(i - first) * 8;
    r->tags[g] = (r->tags[g] & ~(UINT64_C(0xff) << shift)) | tag_of(hash) << shift;
    const struct rhythm_peer *longest = &r->peers[r->oldest[g]];
    if (r->oldest[g] >= first && i != r->oldest[g] && utc_ms > longest->last_ms)
        return;
    size_t oldest = first;
    for (size_t k = first + 1; k < first + RHYTHM_GROUP_PEERS; k++)
        if (r->peers[k].last_ms < r->peers[oldest].last_ms)
            oldest = k;
    r->oldest[g] = (uint8_t)oldest;
}

bool rhythm_add(struct rhythm *r, struct str peer, int64_t utc_ms)
{
    if (!r->peers && !(r->peers = calloc(RHYTHM_PEERS, sizeof *r->peers)))
        return false;
    if (!r->classes && !(r->classes = calloc(RHYTHM_CLASSES, sizeof *r->classes)))
        return false;
    uint64_t hash = str_hash(peer);
    size_t i = find(r, hash);
    if (i < RHYTHM_PEERS && utc_ms - r->peers[i].last_ms >= RHYTHM_LEAST_MS)
        count_gap(r, utc_ms - r->peers[i].last_ms);
    else if (i == RHYTHM_PEERS)
        i = r->peer_count < RHYTHM_PEERS ? r->peer_count++ : find_oldest(r);
    place(r, i, hash, utc_ms);
    r->recent = i;
    return true;
}

bool rhythm_merge(struct rhythm *r, const struct rhythm *from)
{
    if (!from->classes)
        return true;
    if (!r->classes && !(r->classes = calloc(RHYTHM_CLASSES, sizeof *r->classes)))
        return false;
    for (size_t i = 0; i < RHYTHM_CLASSES; i++) {
        r->classes[i].gaps += from->classes[i].gaps;
        r->classes[i].sum_ms += from->classes[i].sum_ms;
    }
    r->total += from->total;
    return true;
}
