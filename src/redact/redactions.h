/*
 * Redactions: what must not leave the house, as patterns.
 *
 * The built-in set is generated at build time from rules/redactions.yaml as constant data;
 * rules/README.md describes the format. A set is immutable once made. All strings are UTF-8 C
 * strings, never NULL.
 */
#ifndef WSALOG_REDACT_REDACTIONS_H
#define WSALOG_REDACT_REDACTIONS_H

#include "base/arena.h"
#include "base/error.h"
#include "base/vocabulary.h"

#define REDACTIONS_MAX 256

/* What a name is. Its word is the beginning of the pseudonym, and the name of the group by which a
 * pattern captures it. */
#define SECRET_KIND_LIST(X)                                                                        \
    X(IP, "ip")                                                                                    \
    X(HOST, "host")                                                                                \
    X(USER, "user")                                                                                \
    X(MAIL, "mail")                                                                                \
    X(SHARE, "share")                                                                              \
    X(SECRET, "secret") /* a password, a token, a key */

#define VOCABULARY_SECRET_KIND(name, id) SECRET_KIND_##name,
VOCABULARY_DECLARE(SECRET_KIND, secret_kind, SECRET_KIND_LIST)

/* A line, and what becomes of it when it is redacted alone. */
struct redaction_example {
    const char *line;
    const char *becomes;
};

struct redaction {
    const char *id;
    const char *about;
    const char *pattern; /* PCRE2, with groups named after kinds */
    const struct redaction_example *examples;
    size_t example_count;
};

struct redaction_set {
    const struct redaction *items; /* earlier ones win where two overlap */
    size_t count;
    const char *const *keep; /* names that tell nothing: localhost, 127.0.0.1; in any ASCII case */
    size_t keep_count;
    struct arena memory; /* empty for the built-in set */
};

/* The set compiled into the program. */
const struct redaction_set *redactions_builtin(void);

/* Reads a file. The error names file, line and id. Owned by the caller: redactions_free(). */
enum status redactions_load(const char *path, struct redaction_set **out, struct error *err);
void redactions_free(struct redaction_set *set); /* NULL is fine; never pass the built-in one */

#endif
