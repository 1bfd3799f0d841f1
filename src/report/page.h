/*
 * A page of terminal text: paragraphs wrapped to its width, colours, bars, sparklines.
 *
 * A line is built of pieces; the page knows the column it is in, so that colours take no room.
 * Without a terminal (style.width 0) a page is 80 columns wide and has no bars or colours.
 */
#ifndef WSALOG_REPORT_PAGE_H
#define WSALOG_REPORT_PAGE_H

#include "report/stream.h"

enum ink {
    INK_PLAIN,
    INK_STRONG,
    INK_FAINT,
    INK_CRITICAL,
    INK_ACTIONABLE,
    INK_TRANSIENT,
    INK_INFORMATIONAL,
    INK_COUNT
};
enum ink ink_of(enum severity severity);

struct page {
    struct stream out;
    struct buf scratch; /* owned; for one text at a time, by the caller: page_scratch() */
    size_t width;
    size_t column; /* of the current line */
    bool drawing;  /* bars and sparklines */
    bool color;
    bool ascii;
};

struct page page_open(const struct sink *sink, const struct render_style *style);
enum status page_close(struct page *p, struct error *err); /* releases */

/* The empty scratch buffer. */
struct buf *page_scratch(struct page *p);
const char *page_mark(const struct page *p); /* of what was cut: … */

/* Pieces of a line. The text must be visible text. */
void page_put(struct page *p, enum ink ink, struct str text);
void page_goto(struct page *p, size_t column); /* with spaces */
/* In `columns` columns: cut or filled up; at the right of them when `right`. */
void page_cell(struct page *p, enum ink ink, struct str text, size_t columns, bool right);
void page_bar(struct page *p, enum ink ink, double share, size_t columns);
void page_line(struct page *p); /* ends the line */

/* Wrapped: lines after the first begin at column `indent`. Ends the line; nothing for "". */
void page_paragraph(struct page *p, enum ink ink, size_t indent, struct str text);
/* A line of its own that is never broken, so that it can be copied; may be wider than the page. */
void page_command(struct page *p, size_t indent, struct str text);
/* A heading with a rule to the right edge. It takes the scratch buffer: the remark stands
 * elsewhere. */
void page_heading(struct page *p, struct str text, struct str remark);

/* A timeline in at most `columns` columns; returns how many buckets share a column. */
size_t page_sparkline(struct page *p, const struct report_bucket *buckets, size_t count,
                      size_t columns);

#endif
