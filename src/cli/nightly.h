/*
 * A report with a state: what the runs before have read is not read again, and this one is
 * committed once its report is written.
 */
#ifndef WSALOG_CLI_NIGHTLY_H
#define WSALOG_CLI_NIGHTLY_H

#include "cli/options.h"
#include "cli/outputs.h"
#include "pipeline/pipeline.h"
#include "report/totals.h"
#include "state/store.h"

struct nightly_args {
    const char *state; /* or NULL: none */
    int64_t lock_timeout;
};

extern const struct option_table nightly_options;

/* Opens the state, if there is to be one: NULL in *out when not. Waits for another run. */
enum status nightly_open(const struct nightly_args *args, struct store **out, struct error *err);

/* What all runs with this state have counted, and with them the one at hand when it is `counted`,
 * that is, will be committed. In `memory`. */
enum status nightly_totals(struct store *store, const struct catalog *catalog,
                           const struct pipeline_result *result, bool counted, struct arena *memory,
                           struct report_totals *out, struct error *err);

/* Commits the run, and lets its reports take their names. What fails is told and noted; before the
 * commit, nothing is left behind. An interrupted run, or one whose report could not be written, is
 * not committed; the reports of an interrupted one are published all the same. */
void nightly_commit(struct store *store, const struct catalog *catalog,
                    const struct pipeline_result *result, struct outputs *ready,
                    struct outcome *out);

#endif
