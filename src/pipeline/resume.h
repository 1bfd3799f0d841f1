/*
 * What a log carries from one run to the next.
 */
#ifndef WSALOG_PIPELINE_RESUME_H
#define WSALOG_PIPELINE_RESUME_H

#include "catalog/catalog.h"
#include "pipeline/log.h"
#include "pipeline/plan.h"
#include "rules/ruleset.h"

/* The merge goes on where it stood. */
void log_resume(struct log *log, const struct known_log *known, const struct catalog *catalog,
                const struct ruleset *rules);

/* Where it stands at the log's end, for the next run; false when there is nothing to know: no text,
 * or no plan. What it points to is in `memory`. */
enum status log_remember(const struct log *log, const struct source_info *info,
                         const struct catalog *catalog, const struct ruleset *rules,
                         struct arena *memory, bool *worth, struct known_log *out,
                         struct error *err);

/* Lines that this run adds to those of the log. */
uint64_t log_new_lines(const struct log *log);

#endif
