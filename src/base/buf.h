/*
 * A growing byte buffer with a ceiling.
 *
 * Declare it with BUF_INIT(ceiling), append, release it with buf_release(). Its bytes are always
 * followed by a NUL that is not counted in `len`. When an allocation fails or the ceiling would be
 * passed, the append does nothing, `failed` is set and stays set: a writer appends without looking
 * and asks once at the end. Appends to a failed buffer do nothing.
 */
#ifndef WSALOG_BASE_BUF_H
#define WSALOG_BASE_BUF_H

#include "base/str.h"

struct buf {
    char *ptr;      /* owned; NULL until something was appended */
    size_t len;     /* bytes in use */
    size_t room;    /* bytes allocated */
    size_t ceiling; /* most bytes that it may hold */
    bool failed;
};

#define BUF_INIT(max) ((struct buf){.ceiling = (max)})

void buf_release(struct buf *b); /* frees and empties; the ceiling stays */
void buf_clear(struct buf *b);   /* empties, keeps the memory, forgets a failure */

/* Releases a text that was made for a part of another one: if it had failed, the whole has too. */
void buf_release_part(struct buf *part, struct buf *whole);

bool buf_reserve(struct buf *b, size_t more); /* room for `more` bytes, or false */
void buf_add(struct buf *b, struct str s);
void buf_add_char(struct buf *b, char c);
void buf_add_text(struct buf *b, const char *text); /* a C string */
void buf_add_repeat(struct buf *b, char c, size_t times);
#if defined(__GNUC__)
__attribute__((format(printf, 2, 3)))
#endif
void buf_add_format(struct buf *b, const char *format, ...);

struct str buf_str(const struct buf *b);
const char *buf_text(const struct buf *b); /* "" when empty */

#endif
