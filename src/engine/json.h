/*
 * JSON output (through jansson): strings and numbers escaped and formatted, written piecewise, so
 * that a large report needs no tree in memory. Bytes that are not UTF-8 become U+FFFD.
 */
#ifndef WSALOG_ENGINE_JSON_H
#define WSALOG_ENGINE_JSON_H

#include "base/buf.h"

/* Appends a quoted string: `"…"`. */
void json_add_string(struct buf *out, struct str text);

/* The same of a file's name: bytes that are not UTF-8 as \xNN, so that no two names look alike. */
void json_add_name(struct buf *out, struct str name);

/* Appends a number with at most 6 significant digits after the point; NaN and infinities as 0. */
void json_add_real(struct buf *out, double value);

/* True when `text` is one well-formed JSON value; for tests and for reading back. */
bool json_is_valid(struct str text);

#endif
