/*
 * Pseudonyms: for each secret a name that tells nothing, the same wherever it stands.
 *
 * Without a key they are numbered in the order in which secrets are met: host-1, host-2. With a key
 * the number gives way to eight base32 letters of a keyed hash, so that reports agree and nobody
 * without the key can try out which address it was.
 *
 * Secrets are compared without regard to ASCII case, but for passwords, tokens and keys.
 */
#ifndef WSALOG_REDACT_PSEUDONYMS_H
#define WSALOG_REDACT_PSEUDONYMS_H

#include "base/arena.h"
#include "engine/keyed_hash.h"
#include "redact/redactions.h"

#define PSEUDONYM_BYTES 32 /* with its final NUL */

struct pseudonym {
    enum secret_kind kind;
    struct str secret; /* as first met */
    char text[PSEUDONYM_BYTES];
};

struct pseudonyms;

/* `key` may be NULL; it must outlive the table. Owned by the caller: pseudonyms_free(). */
enum status pseudonyms_new(const struct keyed_hash_key *key, struct pseudonyms **out,
                           struct error *err);
void pseudonyms_free(struct pseudonyms *p); /* NULL is fine */

/* The pseudonym of a secret, given now if it has none. NULL: out of memory. */
const struct pseudonym *pseudonym_of(struct pseudonyms *p, enum secret_kind kind,
                                     struct str secret);

/* A secret that is longer is not looked for by pseudonym_known(). */
#define PSEUDONYM_KNOWN_MAX 127 /* bytes */

/* The pseudonym of a text that is known as a secret of some kind, hosts first; or NULL. Fast when
 * there is none: no known secret begins like it and is as long. */
const struct pseudonym *pseudonym_known(struct pseudonyms *p, struct str word);

/* All of them, in the order in which they were given: the one after `last` (NULL: the first), or
 * NULL. */
const struct pseudonym *pseudonyms_next(const struct pseudonyms *p, const struct pseudonym *last);

#endif
