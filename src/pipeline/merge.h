/*
 * The merge: deltas, in source order, become counts and findings. One thread at a time.
 */
#ifndef WSALOG_PIPELINE_MERGE_H
#define WSALOG_PIPELINE_MERGE_H

#include "pipeline/delta.h"
#include "pipeline/pipeline.h"

struct merge {
    const struct pipeline_options *options;
    const struct scanner *scanner;
    struct pipeline_result *result;
    struct report_source *sources; /* owned by the pipeline; grows with the logs */
    size_t source_count;
    size_t source_room;
    size_t files_reached;    /* of the walk */
    struct known_log *known; /* owned by the pipeline: where the next run goes on */
    size_t known_count;
    size_t known_room;
    struct buf peer; /* of the mention at hand; owned by the pipeline */
    struct log *log; /* the one that was merged last, until its end */
    bool stop;       /* an observer said so */
};

/* Adds one block of a log. */
enum status merge_delta(struct merge *m, struct log *log, const struct block *block,
                        const struct delta *delta, struct error *err);

/* Asks whether to go on. */
void merge_ask(struct merge *m);

/* The log has ended: its row of the coverage. */
enum status merge_end(struct merge *m, const struct log *log, const struct source_info *info,
                      struct error *err);

/* The run was stopped within a log: the row of what was merged of it. Nothing when it was not. */
enum status merge_stopped(struct merge *m, struct error *err);

#endif
