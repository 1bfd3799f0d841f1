/*
 * A redactor: takes secrets out of texts.
 *
 * Twice over all texts: redactor_learn() collects what the patterns find, in the order in which the
 * pseudonyms are to be numbered; redactor_rewrite() then replaces all of it everywhere, also where
 * a name that was learnt stands alone and no pattern would know it.
 */
#ifndef WSALOG_REDACT_REDACTOR_H
#define WSALOG_REDACT_REDACTOR_H

#include "base/buf.h"
#include "redact/pseudonyms.h"

struct redactor;

/* The set and the key (NULL: numbers) must outlive it. Owned by the caller: redactor_free(). */
enum status redactor_new(const struct redaction_set *set, const struct keyed_hash_key *key,
                         struct redactor **out, struct error *err);
void redactor_free(struct redactor *r); /* NULL is fine */

/* Collects the secrets of a text. Fails only for want of memory. */
enum status redactor_learn(struct redactor *r, struct str text, struct error *err);

/* The same for a text that is known to be the other end of a connection (`host`, `host:port`), or
 * a host. */
enum status redactor_learn_host(struct redactor *r, struct str name, struct error *err);

/* A part of a text that is to be found again after rewriting it. */
struct redactor_mark {
    size_t at;
    size_t len;
};

/* Appends the text without its secrets. `mark` (or NULL) is moved along; where it cuts through a
 * secret it takes the whole pseudonym in. */
enum status redactor_rewrite(struct redactor *r, struct str text, struct redactor_mark *mark,
                             struct buf *out, struct error *err);

/* What was replaced by what. */
const struct pseudonyms *redactor_pseudonyms(const struct redactor *r);

#endif
