/*
 * Texts fitted into columns of a screen, or into bytes of a document with a ceiling.
 *
 * Widths are those of utf8_width(); combining characters stay with what they stand on. What is
 * fitted into columns is visible text already (see utf8_add_visible()); what is fitted into bytes
 * is raw text, made visible here: at most eight times as many bytes.
 */
#ifndef WSALOG_REPORT_FIT_H
#define WSALOG_REPORT_FIT_H

#include "base/utf8.h"
#include "report/model.h"

/* What stands for what was left out, in documents. */
#define FIT_MARK "\xE2\x80\xA6"

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

/* Appends the first `bytes` of raw text, and the mark when there is more. */
void fit_begin(struct buf *out, struct str raw, size_t bytes);

/* Appends the last ones, the mark before them: of a path. */
void fit_end(struct buf *out, struct str raw, size_t bytes);

/* Appends the sample's text around its match. */
void fit_sample(struct buf *out, const struct report_sample *sample, size_t bytes);

#endif
