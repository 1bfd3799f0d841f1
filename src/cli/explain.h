/*
 * How `explain` shows errors: as pages for people (explain_text.c), as data (explain_data.c).
 */
#ifndef WSALOG_CLI_EXPLAIN_H
#define WSALOG_CLI_EXPLAIN_H

#include "catalog/catalog.h"
#include "report/renderer.h"

/* One meaning of one term. */
struct explain_item {
    const char *term; /* as typed; NULL for --all */
    const struct catalog_error *error;
    size_t meanings; /* of the term */
};

struct explanation {
    const struct catalog *catalog;
    const struct explain_item *items; /* those of a term follow each other */
    size_t count;
};

/* Like a renderer: STATUS_IO without a message when the sink refuses. */
typedef enum status explain_fn(const struct explanation *e, const struct render_style *style,
                               const struct sink *sink, struct error *err);

explain_fn explain_text;
explain_fn explain_json;
explain_fn explain_csv;

#endif
