/*
 * --noise: what a site expects, and what a report says of it.
 */
#ifndef WSALOG_CLI_EXPECTING_H
#define WSALOG_CLI_EXPECTING_H

#include "pipeline/pipeline.h"
#include "report/model.h"

struct expecting {
    bool wanted;
    struct noise noise;
    int64_t now_s;
};

/* Reads the list, if there is one: NULL. Its codes must be known. Release it in any case. */
enum status expecting_init(const char *path, const struct catalog *catalog, struct expecting *out,
                           struct error *err);
void expecting_release(struct expecting *e); /* also of a zeroed one */

/* The entries that have something to tell, for the report; in the memory of the noise. */
enum status expecting_report(struct expecting *e, const struct pipeline_result *result,
                             struct report_options *options, struct error *err);

#endif
