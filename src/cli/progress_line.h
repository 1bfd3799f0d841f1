/*
 * The line that tells how far a scan has come.
 *
 *     1.2 GB of 3.4 GB (35%)  812 MB/s  0:03 left  logs/app.log
 */
#ifndef WSALOG_CLI_PROGRESS_LINE_H
#define WSALOG_CLI_PROGRESS_LINE_H

#include "base/buf.h"
#include "pipeline/progress.h"

struct progress_style {
    unsigned width; /* columns of the terminal; the line takes fewer, so that it never wraps */
    bool ascii;     /* nothing outside ASCII */
};

/* Appends it, without a line end; safe to show. What does not fit is left out, the name first;
 * nothing remains when the width is too small for any of it. `elapsed_ns`: since reading began. */
void progress_line(struct buf *out, const struct progress_view *view, int64_t elapsed_ns,
                   const struct progress_style *style);

#endif
