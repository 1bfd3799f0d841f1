/*
 * What a command works with: the catalog and the rule set, built in or changed by options.
 */
#ifndef WSALOG_CLI_KNOWLEDGE_H
#define WSALOG_CLI_KNOWLEDGE_H

#include "catalog/catalog.h"
#include "cli/options.h"
#include "rules/ruleset.h"

struct knowledge_args {
    struct option_list rules;
    bool no_default_rules;
    struct option_list tables;
    const char *pack; /* no option: rules laid over all others, or NULL */
};

extern const struct option_table rule_options;  /* --rules, --no-default-rules */
extern const struct option_table table_options; /* --table; both fill struct knowledge_args */

struct knowledge {
    const struct catalog *catalog;
    const struct ruleset *rules;
    struct catalog *own_catalog; /* owned; NULL when the built-in one serves */
    struct ruleset *own_rules;
};

/* `out` is to be released in any case. */
enum status knowledge_load(const struct knowledge_args *args, struct knowledge *out,
                           struct error *err);
void knowledge_release(struct knowledge *k);

#endif
