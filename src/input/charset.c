#include "input/charset.h"

#include <errno.h>
#include <iconv.h>
#include <stdlib.h>
#include <string.h>

#define HALF 128
/* Bytes that are given to the library at once where characters are longer than one: what is ASCII
 * behind them need not go through it. */
#define PIECE ((size_t)64)
#define PIECE_UTF8 (PIECE * 4) /* most that becomes of a piece */
#define REPLACEMENT "\xef\xbf\xbd"

struct letter {
    char bytes[4]; /* in UTF-8 */
    unsigned char len;
    bool lost;
};

struct charset {
    iconv_t lib;
    bool ascii;                /* ASCII stands for itself */
    bool single;               /* one byte per character: */
    struct letter upper[HALF]; /* of 0x80 and up */
};

/* Asks the library for one byte alone. The number of bytes of UTF-8; 0: none. */
static size_t ask(iconv_t lib, char byte, char *to, size_t room, bool *begins)
{
    char *in = &byte;
    size_t in_len = 1;
    char *out = to;
    size_t out_len = room;
    (void)iconv(lib, NULL, NULL, NULL, NULL);
    size_t result = iconv(lib, &in, &in_len, &out, &out_len);
    *begins = result == (size_t)-1 && errno == EINVAL;
    (void)iconv(lib, NULL, NULL, result == (size_t)-1 ? NULL : &out, &out_len);
    return result == (size_t)-1 ? 0 : room - out_len;
}

static void learn(struct charset *p)
{
    char text[16];
    bool begins;
    p->ascii = p->single = true;
    for (int c = 0; c < HALF; c++)
        p->ascii &= ask(p->lib, (char)c, text, sizeof text, &begins) == 1 && text[0] == (char)c;
    for (int c = 0; c < HALF; c++) {
        struct letter *letter = &p->upper[c];
        size_t len = ask(p->lib, (char)(c + HALF), text, sizeof text, &begins);
        letter->lost = len == 0 || len > sizeof letter->bytes;
        letter->len = (unsigned char)(letter->lost ? sizeof REPLACEMENT - 1 : len);
        memcpy(letter->bytes, letter->lost ? REPLACEMENT : text, letter->len);
        p->single &= !begins;
    }
    p->single &= p->ascii;
    (void)iconv(p->lib, NULL, NULL, NULL, NULL);
}

struct charset *charset_open(const char *name, bool *known)
{
    *known = true;
    struct charset *p = calloc(1, sizeof *p);
    if (!p)
        return NULL;
    p->lib = iconv_open("UTF-8", name);
    if (p->lib == (iconv_t)-1) {
        *known = errno != EINVAL;
        free(p);
        return NULL;
    }
    learn(p);
    return p;
}

bool charset_is_single(const struct charset *p)
{
    return p->single;
}

void charset_close(struct charset *p)
{
    if (!p)
        return;
    (void)iconv_close(p->lib);
    free(p);
}

/* What is being written. */
struct target {
    char *at;
    size_t room;
    size_t losses;
};

static void put(struct target *t, const char *bytes, size_t len)
{
    memcpy(t->at, bytes, len);
    t->at += len;
    t->room -= len;
}

static void put_loss(struct target *t)
{
    put(t, REPLACEMENT, sizeof REPLACEMENT - 1);
    t->losses++;
}

/* Runs of ASCII. Gives how much was taken. */
static size_t copy_ascii(struct str text, struct target *t)
{
    size_t most = text.len < t->room ? text.len : t->room;
    size_t len = 0;
    for (uint64_t word; len + sizeof word <= most; len += sizeof word) {
        memcpy(&word, text.ptr + len, sizeof word);
        if (word & UINT64_C(0x8080808080808080))
            break;
    }
    while (len < most && !((unsigned char)text.ptr[len] & 0x80))
        len++;
    put(t, text.ptr, len);
    return len;
}

static size_t look_up(const struct charset *p, struct str text, struct target *t)
{
    size_t at = 0;
    while (at < text.len && t->room >= CHARSET_ROOM_MIN) {
        at += copy_ascii(str_slice(text, at, text.len), t);
        for (; at < text.len && ((unsigned char)text.ptr[at] & 0x80) && t->room >= 4; at++) {
            const struct letter *letter = &p->upper[(unsigned char)text.ptr[at] - HALF];
            put(t, letter->bytes, letter->len);
            t->losses += letter->lost;
        }
    }
    return at;
}

/* A piece through the library. Gives how much was taken; 0: a character goes on behind it. */
static size_t ask_for_piece(struct charset *p, struct str piece, bool last, struct target *t)
{
    char copy[PIECE];
    memcpy(copy, piece.ptr, piece.len);
    char *in = copy;
    size_t in_len = piece.len;
    size_t result = iconv(p->lib, &in, &in_len, &t->at, &t->room);
    size_t taken = piece.len - in_len;
    if (result != (size_t)-1 || errno == E2BIG)
        return taken;
    if (errno == EILSEQ || (last && in_len)) {
        put_loss(t);
        taken++;
        (void)iconv(p->lib, NULL, NULL, NULL, NULL);
    }
    return taken;
}

size_t charset_convert(struct charset *p, struct str text, bool last, char *to, size_t room,
                       size_t *len, size_t *losses)
{
    struct target t = {to, room, 0};
    size_t at = p->single ? look_up(p, text, &t) : 0;
    while (!p->single && at < text.len && t.room >= PIECE_UTF8 + 4) {
        if (p->ascii)
            at += copy_ascii(str_slice(text, at, text.len), &t);
        if (at == text.len || t.room < PIECE_UTF8 + 4)
            break;
        struct str piece = str_slice(text, at, PIECE);
        size_t taken = ask_for_piece(p, piece, last && at + piece.len == text.len, &t);
        at += taken;
        if (taken == 0)
            break;
    }
    *len = (size_t)(t.at - to);
    if (losses)
        *losses += t.losses;
    return at;
}
