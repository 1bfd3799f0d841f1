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

/*
 * Lines of which nothing is found because guards have refused it. They are collected while a block
 * is scanned: the trace goes into the options of the run, which `why` must outlive.
 */
struct why_reader {
    void *state;
    /* What nobody has taken of a block, before the next one is scanned: see why_refused(). */
    void (*rest)(void *state, struct str lines);
};
/* `least`: matches below do not count as found. */
void why_watch(struct why *why, enum confidence least, struct why_reader reader,
               struct pipeline_trace *trace);

/* Takes those of the block that was scanned last, up to the line of that number; UINT64_MAX: all.
 * Visible text: "file:line: refused by guard ID: text", then the sentences, further in. Valid until
 * the next block. */
struct str why_refused(struct why *why, uint64_t before);

#endif
