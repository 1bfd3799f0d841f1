#include "state/fingerprint.h"

struct fingerprint fingerprint_make(struct str head, uint64_t len, struct str tail, uint64_t seed)
{
    if (len > FINGERPRINT_HEAD_BYTES)
        len = FINGERPRINT_HEAD_BYTES;
    struct str part = str_slice(head, 0, (size_t)len);
    return (struct fingerprint){
        .head_len = part.len,
        .head = hash_of(part, seed),
        .tail = hash_of(tail, seed),
    };
}
