/*
 * --redact and what belongs to it.
 */
#ifndef WSALOG_CLI_REDACTING_H
#define WSALOG_CLI_REDACTING_H

#include "cli/options.h"
#include "engine/keyed_hash.h"
#include "report/model.h"

#define REDACT_KEY_LEAST 16 /* bytes of a key file; fewer could be tried out */

struct redact_args {
    bool redact;
    const char *key; /* file, or NULL */
    const char *map; /* file, or NULL */
};
extern const struct option_table redact_options;

/* A redaction that is asked for. */
struct redacting {
    bool wanted;
    bool keyed;
    struct keyed_hash_key key;
};

/* What can be wrong before anything is read: the key. */
enum status redacting_init(const struct redact_args *args, struct redacting *out,
                           struct error *err);

/* Redacts the model where that is wanted, and writes the legend. */
enum status redacting_apply(const struct redact_args *args, const struct redacting *r,
                            struct report_model *model, struct error *err);

#endif
