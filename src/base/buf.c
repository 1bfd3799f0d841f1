#include "base/buf.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void buf_release(struct buf *b)
{
    free(b->ptr);
    *b = BUF_INIT(b->ceiling);
}

void buf_clear(struct buf *b)
{
    b->len = 0;
    b->failed = false;
    if (b->ptr)
        b->ptr[0] = '\0';
}

bool buf_reserve(struct buf *b, size_t more)
{
    if (b->failed)
        return false;
    if (more > b->ceiling || b->len > b->ceiling - more) {
        b->failed = true;
        return false;
    }
    size_t need = b->len + more + 1; /* the NUL */
    if (need <= b->room)
        return true;
    size_t room = b->room ? b->room : 64;
    while (room < need)
        room += room / 2;
    char *ptr = realloc(b->ptr, room);
    if (!ptr) {
        b->failed = true;
        return false;
    }
    b->ptr = ptr;
    b->room = room;
    return true;
}

void buf_add(struct buf *b, struct str s)
{
    if (s.len == 0 || !buf_reserve(b, s.len))
        return;
    memcpy(b->ptr + b->len, s.ptr, s.len);
    b->len += s.len;
    b->ptr[b->len] = '\0';
}

void buf_add_char(struct buf *b, char c)
{
    buf_add(b, (struct str){&c, 1});
}

void buf_add_text(struct buf *b, const char *text)
{
    buf_add(b, str_from(text));
}

void buf_add_repeat(struct buf *b, char c, size_t times)
{
    if (times == 0 || !buf_reserve(b, times))
        return;
    memset(b->ptr + b->len, c, times);
    b->len += times;
    b->ptr[b->len] = '\0';
}

void buf_add_format(struct buf *b, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    va_list again;
    va_copy(again, args);
    int need = vsnprintf(NULL, 0, format, args);
    if (need > 0 && buf_reserve(b, (size_t)need)) {
        (void)vsnprintf(b->ptr + b->len, (size_t)need + 1, format, again);
        b->len += (size_t)need;
    }
    va_end(again);
    va_end(args);
}

struct str buf_str(const struct buf *b)
{
    return (struct str){b->ptr, b->len};
}

const char *buf_text(const struct buf *b)
{
    return b->ptr ? b->ptr : "";
}

void buf_release_part(struct buf *part, struct buf *whole)
{
    whole->failed = whole->failed || part->failed;
    buf_release(part);
}
