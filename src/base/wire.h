/*
 * Wire: values in a compact form, between programs and machines.
 *
 * The same calls write and read, so that a form is described once:
 *
 *     static void exchange_point(struct wire *w, struct point *p)
 *     {
 *         wire_i64(w, &p->x, -180, 180);
 *         wire_text(w, &p->name, 64);
 *     }
 *
 * A wire that writes appends to a buffer, which tells whether there was memory. One that reads
 * takes from bytes that may be anybody's: what is cut off or outside of its bounds fails the wire,
 * and from then on every value is 0 or empty. Whoever reads a count and then so many values stops
 * when the wire has failed.
 */
#ifndef WSALOG_BASE_WIRE_H
#define WSALOG_BASE_WIRE_H

#include "base/buf.h"

#define WIRE_COUNT_MAX ((uint64_t)1 << 53) /* of events, lines, bytes: sums of many fit */

struct wire {
    struct buf *out;   /* not owned; NULL: it reads */
    struct str in;     /* what is left to read */
    const char *wrong; /* why it has failed, or NULL; a constant text */
};

static inline struct wire wire_to(struct buf *out)
{
    return (struct wire){.out = out};
}

static inline struct wire wire_from(struct str bytes)
{
    return (struct wire){.in = bytes};
}

static inline bool wire_reads(const struct wire *w)
{
    return w->out == NULL;
}

void wire_fail(struct wire *w, const char *wrong); /* the first reason stays */

/* Values and their bounds; a bound that is passed fails a wire that reads. */
void wire_count(struct wire *w, uint64_t *value); /* up to WIRE_COUNT_MAX */
void wire_size(struct wire *w, size_t *value, size_t most);
void wire_i64(struct wire *w, int64_t *value, int64_t least, int64_t most);
void wire_bool(struct wire *w, bool *value);

/* Text of any bytes; what is read is a view into them. */
void wire_text(struct wire *w, struct str *text, size_t most);

#endif
