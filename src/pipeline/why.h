/*
 * Why a line counts as it does: the trace of the scanner in words, for `find --why`.
 */
#ifndef WSALOG_PIPELINE_WHY_H
#define WSALOG_PIPELINE_WHY_H

#include "pipeline/pipeline.h"

struct why;

/* Catalog and rules must outlive it. Owned by the caller: why_free(). */
enum status why_new(const struct catalog *catalog, const struct ruleset *rules, struct why **out,
                    struct error *err);
void why_free(struct why *why); /* NULL is fine */

/* What had a say on the finding's line: sentences of visible text, each ended by a line feed. Of a
 * very long line, the beginning. Valid until the next call. */
enum status why_explain(struct why *why, const struct finding *finding, struct str *out,
                        struct error *err);

#endif
