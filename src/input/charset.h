/*
 * Code pages: text in an encoding that is neither UTF-8 nor UTF-16 is turned into UTF-8 through
 * iconv(3), from front to back. What cannot be read becomes U+FFFD.
 *
 * In most pages ASCII stands for itself. Then its runs are copied, and of pages with one byte per
 * character the other half is looked up: the library is asked once and not for each character.
 */
#ifndef WSALOG_INPUT_CHARSET_H
#define WSALOG_INPUT_CHARSET_H

#include "base/buf.h"

struct charset;

/* NULL when the system knows no such encoding, or for want of memory: `known` tells. */
struct charset *charset_open(const char *name, bool *known);
void charset_close(struct charset *p);           /* NULL is fine */
bool charset_is_single(const struct charset *p); /* each byte is a character */

/* Turns text into UTF-8 and gives how much of it was taken; the rest is the beginning of a
 * character. Takes all when `last`. At most `room` bytes are written, `len` says how many;
 * at least CHARSET_ROOM_MIN must be there. `losses` counts what became U+FFFD; may be NULL. */
#define CHARSET_ROOM_MIN ((size_t)512)
size_t charset_convert(struct charset *p, struct str text, bool last, char *to, size_t room,
                       size_t *len, size_t *losses);

#endif
