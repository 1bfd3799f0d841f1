/*
 * The proof of a rule set: its own examples, run through the whole scanner.
 *
 * For each rule: every `match` line is found with exactly its codes, and by a pattern of this
 * rule; no `refuse` line is counted by it. For each guard: it strikes out the number of every
 * `refuse` line, so that nothing is counted there, and does not touch a `keep` line. For each
 * message: a line around its text is found.
 */
#ifndef WSALOG_PIPELINE_PROOF_H
#define WSALOG_PIPELINE_PROOF_H

#include "catalog/catalog.h"
#include "pipeline/pipeline.h"
#include "rules/ruleset.h"

struct proof_failure {
    const char *kind; /* rule, guard, message */
    const char *id;
    const char *file; /* "" for a message */
    int line;
    const char *example;
    const char *what; /* what should be and is not */
};

struct proof_observer {
    void *state;
    void (*failed)(void *state, const struct proof_failure *failure);
};

struct proof_summary {
    size_t rules;
    size_t guards;
    size_t messages;
    size_t examples;
    size_t failures;
};

/* Whether what was read from `file` belongs to what was asked for as `pack`: that file, or a
 * directory of them. */
bool proof_covers(const char *pack, const char *file);

/* Only rules and guards of `pack` are tried when it is not NULL. */
enum status proof_run(const struct catalog *catalog, const struct ruleset *rules,
                      enum prefilter prefilter, const char *pack,
                      const struct proof_observer *observer, struct proof_summary *out,
                      struct error *err);

#endif
