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

/* FNV-1a; never 0. */
static uint64_t hash_of(struct str name)
{
    uint64_t hash = 14695981039346656037u;
    for (size_t i = 0; i < name.len; i++)
        hash = (hash ^ (unsigned char)name.ptr[i]) * 1099511628211u;
    return hash ? hash : 1;
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

/* The place of a peer: its own, else a free one, else that of the peer not seen for longest. */
static struct rhythm_peer *place_of(const struct rhythm *r, uint64_t hash)
{
    struct rhythm_peer *oldest = &r->peers[0];
    for (size_t i = 0; i < RHYTHM_PEERS; i++) {
        struct rhythm_peer *peer = &r->peers[i];
        if (peer->hash == hash || peer->hash == 0)
            return peer;
        if (peer->last_ms < oldest->last_ms)
            oldest = peer;
    }
    return oldest;
}

bool rhythm_add(struct rhythm *r, struct str peer, int64_t utc_ms)
{
    if (!r->peers && !(r->peers = calloc(RHYTHM_PEERS, sizeof *r->peers)))
        return false;
    if (!r->classes && !(r->classes = calloc(RHYTHM_CLASSES, sizeof *r->classes)))
        return false;
    uint64_t hash = hash_of(peer);
    struct rhythm_peer *seen = place_of(r, hash);
    if (seen->hash == hash && utc_ms - seen->last_ms >= RHYTHM_LEAST_MS)
        count_gap(r, utc_ms - seen->last_ms);
    *seen = (struct rhythm_peer){hash, utc_ms};
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
