/*
 * The pieces of the HTML report: text that cannot be markup, and small drawings. No style
 * attributes (the Content-Security-Policy forbids them): lengths are SVG attributes.
 */
#ifndef WSALOG_REPORT_MARKUP_H
#define WSALOG_REPORT_MARKUP_H

#include "report/fit.h"

/* Visible text (see utf8_add_visible()) as text or as an attribute's value in double quotes. */
void markup_text(struct buf *out, struct str text);

/* Raw text of at most `bytes`, its beginning or its end, and a sample around its match. */
void markup_begin(struct buf *out, const char *text, size_t bytes);
void markup_end(struct buf *out, struct str text, size_t bytes);
void markup_sample(struct buf *out, const struct report_sample *sample, size_t bytes);

/* A bar of a share, 0 to 1. */
void markup_bar(struct buf *out, double share);

/* A timeline in at most `columns` columns. Returns how many buckets share a column, and in `most`
 * the highest column; 0 when there is nothing to draw. */
size_t markup_timeline(struct buf *out, const struct report_bucket *buckets, size_t count,
                       size_t columns, uint64_t *most);

#endif
