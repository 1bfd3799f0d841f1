/*
 * --compare: this run against earlier ones of the same state.
 */
#ifndef WSALOG_CLI_COMPARING_H
#define WSALOG_CLI_COMPARING_H

#include "pipeline/pipeline.h"
#include "report/change.h"
#include "state/compare.h"
#include "state/store.h"

struct comparing {
    const char *word; /* as given, or NULL: nothing is compared */
    struct compare_spec spec;
    struct report_comparison comparison;
    struct arena memory;
};

/* What can be wrong before anything is read; `state` is the state that is named, or NULL. */
enum status comparing_init(const char *word, const char *state, struct comparing *out,
                           struct error *err);
void comparing_release(struct comparing *c); /* also of a zeroed one */

/* Whether there is a run to compare with, before the logs are read. */
enum status comparing_check(const struct comparing *c, const struct store *store,
                            struct error *err);

/* Compares what was found; `out` points into `c`, or is NULL. The catalog must outlive it. */
enum status comparing_run(struct comparing *c, const struct store *store,
                          const struct catalog *catalog, const struct tally *tally,
                          const struct report_comparison **out, struct error *err);

#endif
