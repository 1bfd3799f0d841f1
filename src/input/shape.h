/*
 * The shape of text: narrow (one byte or more per character, ASCII among them) or wide (UTF-16),
 * and where a log goes over from one to the other. Windows' own tools make such logs: PowerShell's
 * `>>` appends UTF-16 to whatever was there, and `echo >>` appends bytes to UTF-16.
 *
 * The pattern of NUL bytes tells: UTF-16 text has one in every second place for what is ASCII in
 * it, narrow text has none, or has them where the pattern is not that.
 */
#ifndef WSALOG_INPUT_SHAPE_H
#define WSALOG_INPUT_SHAPE_H

#include "base/str.h"
#include "input/source.h"

/* What must be in view behind a place for it to be judged. */
#define SHAPE_VIEW ((size_t)64)

/* Narrow bytes: where wide text begins in them, at or after `from`; SIZE_MAX: nowhere. Says in
 * `encoding` which. A place that would need more bytes to be judged counts when `whole` is false:
 * the caller brings them and asks again. */
size_t shape_find_wide(struct str bytes, size_t from, bool whole, enum encoding *encoding);

/* Whether wide text begins with these bytes. */
bool shape_is_wide(struct str bytes, enum encoding encoding);

/* Wide bytes from a unit's beginning: how many of them are surely wide. `line_start`: a line
 * begins here; it is kept up to date. `narrow` says whether narrow text follows; else less than
 * SHAPE_VIEW bytes may be left over, or none when `whole`. */
size_t shape_wide_length(struct str bytes, enum encoding encoding, bool whole, bool *line_start,
                         bool *narrow);

#endif
