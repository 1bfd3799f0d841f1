/*
 * Fingerprints: by what a log is known again, whatever its name, and packed or not.
 *
 * One is made of the decoded text up to the place where reading stopped: a hash of its first bytes,
 * and one of its last, since many logs begin alike.
 */
#ifndef WSALOG_STATE_FINGERPRINT_H
#define WSALOG_STATE_FINGERPRINT_H

#include "engine/hash.h"

#define FINGERPRINT_HEAD_BYTES ((size_t)64 * 1024)
#define FINGERPRINT_TAIL_BYTES ((size_t)4096)

struct fingerprint {
    size_t head_len; /* of the text, at most FINGERPRINT_HEAD_BYTES */
    struct hash head;
    struct hash tail; /* of the last FINGERPRINT_TAIL_BYTES, or all that there is */
};

/* `head`: at least the first bytes, up to `len` or FINGERPRINT_HEAD_BYTES; `tail`: the last ones.
 */
struct fingerprint fingerprint_make(struct str head, uint64_t len, struct str tail, uint64_t seed);

#endif
