/*
 * W3C extended logs, as IIS and HTTP.sys write them: a line `#Fields: date time … sc-win32-status`
 * names the columns of the lines after it, until the next such line.
 *
 * Columns are separated by a blank or a tab and hold none themselves. Lines that begin with '#' are
 * directives and hold no columns.
 */
#ifndef WSALOG_SCAN_W3C_H
#define WSALOG_SCAN_W3C_H

#include "base/str.h"

/* Most columns that rules may name in one rule set. */
#define W3C_WATCHED_MAX 8

/* No such column. */
#define W3C_COLUMN_NONE UINT16_MAX

/* Where the columns that matter stand on the lines of a log. All zero: no header was seen. */
struct w3c_columns {
    uint16_t count;                    /* columns of a line; 0 when there is no header */
    uint16_t client;                   /* the index of c-ip, or W3C_COLUMN_NONE */
    uint16_t watched[W3C_WATCHED_MAX]; /* indices in the order of the names asked for */
};

/* A part of a line. */
struct w3c_span {
    size_t at; /* SIZE_MAX: the line has no such column */
    size_t len;
};

/* True when the line names columns; then `out` tells where those of `names` (compared without
 * regard to ASCII case, at most W3C_WATCHED_MAX) are. Without the line end. */
bool w3c_is_header(struct str line);
void w3c_read_header(struct str line, const char *const *names, size_t name_count,
                     struct w3c_columns *out);

bool w3c_equal(const struct w3c_columns *a, const struct w3c_columns *b);

/* True when the line is one of columns, not a directive and not empty. */
bool w3c_is_data(struct str line);

/* Column `index` of `count`. Found from whichever end is nearer; SIZE_MAX when the line ends before
 * it. A line with more or fewer columns than its header names is not trusted: see
 * w3c_is_whole(). */
struct w3c_span w3c_column(struct str line, uint16_t index, uint16_t count);

/* True when the line has as many columns as its header names. */
bool w3c_is_whole(struct str line, const struct w3c_columns *columns);

/* True when [at, at + len) of the line is one whole column. */
bool w3c_is_column(struct str line, size_t at, size_t len);

#endif
