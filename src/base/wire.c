#include "base/wire.h"

#define BITS 7 /* of a byte; the eighth says that more follow */
#define MORE 0x80u

void wire_fail(struct wire *w, const char *wrong)
{
    if (!w->wrong)
        w->wrong = wrong;
    w->in = (struct str){0};
}

/* The lowest bits first. */
static void put(struct wire *w, uint64_t value)
{
    for (; value >= MORE; value >>= BITS)
        buf_add_char(w->out, (char)(unsigned char)(value | MORE));
    buf_add_char(w->out, (char)(unsigned char)value);
}

static uint64_t take(struct wire *w)
{
    uint64_t value = 0;
    for (unsigned shift = 0; shift < 64; shift += BITS) {
        if (!w->in.len) {
            wire_fail(w, "it is cut off");
            return 0;
        }
        uint64_t byte = (unsigned char)w->in.ptr[0];
        w->in = str_slice(w->in, 1, w->in.len);
        value |= (byte & (MORE - 1)) << shift;
        if (byte < MORE)
            return value;
    }
    wire_fail(w, "a number has no end");
    return 0;
}

static void exchange(struct wire *w, uint64_t *value, uint64_t most)
{
    if (!wire_reads(w)) {
        put(w, *value);
        return;
    }
    *value = take(w);
    if (*value <= most)
        return;
    wire_fail(w, "a number is too large");
    *value = 0;
}

void wire_count(struct wire *w, uint64_t *value)
{
    exchange(w, value, WIRE_COUNT_MAX);
}

void wire_size(struct wire *w, size_t *value, size_t most)
{
    uint64_t number = wire_reads(w) ? 0 : *value;
    exchange(w, &number, most);
    *value = (size_t)number;
}

/* Counted from the least, so that small numbers around it are short. */
void wire_i64(struct wire *w, int64_t *value, int64_t least, int64_t most)
{
    uint64_t number = wire_reads(w) ? 0 : (uint64_t)*value - (uint64_t)least;
    exchange(w, &number, (uint64_t)most - (uint64_t)least);
    *value = w->wrong ? 0 : (int64_t)(number + (uint64_t)least);
}

void wire_bool(struct wire *w, bool *value)
{
    uint64_t number = wire_reads(w) ? 0 : *value; /* what is read into need not be set */
    exchange(w, &number, 1);
    *value = number != 0;
}

void wire_text(struct wire *w, struct str *text, size_t most)
{
    size_t len = wire_reads(w) ? 0 : text->len;
    wire_size(w, &len, most);
    if (!wire_reads(w)) {
        buf_add(w->out, *text);
        return;
    }
    if (len > w->in.len) {
        wire_fail(w, "it is cut off");
        len = 0;
    }
    *text = str_slice(w->in, 0, len);
    w->in = str_slice(w->in, len, w->in.len);
}
