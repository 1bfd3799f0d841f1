/*
 * The page that lists the reports of many nights. Like the report itself it asks for nothing from
 * outside and runs no script.
 */
#ifndef WSALOG_REPORT_NIGHTS_H
#define WSALOG_REPORT_NIGHTS_H

#include "base/arena.h"
#include "base/error.h"
#include "base/moment.h"

struct night {
    struct moment time;       /* without a zone */
    unsigned serial;          /* the how-manieth of that time, from 1 */
    const char *description;  /* what the report came to, as nights_description() gives it; "" */
    const char *const *files; /* names in the folder of the page */
    size_t file_count;
};

/* A page that makes a list of pages which made it say so: every report and every list begins with
 * at most this many bytes that hold what the functions below look for. */
#define NIGHTS_HEAD_BYTES ((size_t)32 * 1024)

/* Whether a page with this beginning was made by wsalog. */
bool nights_is_own(struct str head);

/* What the report with this beginning came to: HTML text without markup; a copy in `memory`, ""
 * when it does not say. NULL: no memory. */
const char *nights_description(struct str head, struct arena *memory);

/* The whole page; nights in the order given. */
void nights_render(const struct night *nights, size_t count, struct buf *out);

#endif
