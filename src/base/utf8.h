/*
 * UTF-8: decoding, and what a text looks like on a screen (through utf8proc).
 */
#ifndef WSALOG_BASE_UTF8_H
#define WSALOG_BASE_UTF8_H

#include "base/buf.h"

#define UTF8_REPLACEMENT 0xFFFD

/* Decodes the character at s.ptr (s.len > 0) and returns its length in bytes. Bytes that are no
 * well-formed UTF-8 give UTF8_REPLACEMENT and length 1. */
size_t utf8_decode(struct str s, int32_t *character);

/* The largest position <= at that is not inside a character. */
size_t utf8_floor(struct str s, size_t at);

/* Columns that a character takes on a terminal: 0, 1 or 2. */
int utf8_columns(int32_t character);
size_t utf8_width(struct str s); /* of a text */

/* A character that must not reach a reader as itself: controls (also DEL and C1), bidirectional
 * overrides and isolates, other invisible format characters, line separators, surrogates,
 * noncharacters. A tab is one too. */
bool utf8_is_hostile(int32_t character);

/*
 * Appends text from a log so that it is safe and visible wherever plain text is shown: a hostile
 * character as \xNN (below 0x100) or \u{NNNN}, a byte that is not UTF-8 as \xNN, a tab as one
 * space. Backslashes stay as they are. The result is well-formed UTF-8.
 */
void utf8_add_visible(struct buf *out, struct str s);

/* Appends one character; a value that is none appends nothing. */
void utf8_encode(struct buf *out, int32_t character);

/* The character in the other case, or itself. */
int32_t utf8_lower(int32_t character);
int32_t utf8_upper(int32_t character);

#endif
