/*
 * Texts fitted into columns of a screen. Widths are those of utf8_width(); combining characters
 * stay with what they stand on. All texts here are visible ones (see utf8_add_visible()).
 */
#ifndef WSALOG_REPORT_FIT_H
#define WSALOG_REPORT_FIT_H

#include "base/utf8.h"

/* Bytes of the longest beginning of s that takes at most `columns`. */
size_t fit_bytes(struct str s, size_t columns);

/* Appends s; when it takes more than `columns`, its beginning and `mark` ("…"). */
void fit_cut(struct buf *out, struct str s, size_t columns, const char *mark);

/* The same from the left: the end of a path says more than its beginning. */
void fit_cut_left(struct buf *out, struct str s, size_t columns, const char *mark);

/* Appends the part of s around [at, at + len) that takes at most `columns`, with `mark` on each
 * side where something was left out. */
void fit_window(struct buf *out, struct str s, size_t at, size_t len, size_t columns,
                const char *mark);

/* Takes the next line of at most `columns` off the front of *rest: breaks at a space or after a
 * line end, within a word only when the word is too long. False when nothing is left. */
bool fit_line(struct str *rest, size_t columns, struct str *line);

#endif
