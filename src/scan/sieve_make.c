/*
 * How a sieve is made: which part of each sequence is looked for, and how.
 *
 * What it costs to look for a part is how often ordinary text holds it by chance. Of each sequence
 * the cheapest window is taken (sieve_windows.c), unless a bucket takes it for less
 * (sieve_buckets.c).
 */
#include <stdlib.h>
#include <string.h>

#include "scan/sieve_making.h"

enum status sieve_maker_new(struct str ordinary, struct sieve_maker **out, struct error *err)
{
    struct sieve_maker *m = calloc(1, sizeof *m);
    if (m) {
        m->sieve = calloc(1, sizeof *m->sieve);
        m->ordinary = frequency_of_text(ordinary);
    }
    if (!m || !m->sieve || !m->ordinary) {
        sieve_maker_free(m);
        return error_no_memory(err);
    }
    *out = m;
    return STATUS_OK;
}

void sieve_maker_free(struct sieve_maker *m)
{
    if (!m)
        return;
    frequency_free(m->ordinary);
    free(m->sieve);
    free(m->sequences);
    free(m);
}

/* Whether `longer` is `q` with one byte more, before or behind it, that may be the line end. */
static bool takes_line_end(const struct sequence *longer, const struct sequence *q, bool before)
{
    size_t shift = before ? 1 : 0;
    const struct byte_set *edge = &longer->bytes[before ? 0 : q->len];
    bool same = longer->len == q->len + 1 && longer->open == q->open &&
                longer->at_line == (before ? false : q->at_line) &&
                longer->to_line == (before ? q->to_line : false) &&
                memcmp(longer->bytes + shift, q->bytes, q->len * sizeof *q->bytes) == 0;
    return same && byte_set_has(edge, '\n') && byte_set_has(edge, '\r');
}

static uint8_t edge_of(const struct sequences *all, const struct sequence *q, bool before)
{
    if (!(before ? q->at_line : q->to_line))
        return SIEVE_ANY;
    for (size_t i = 0; i < all->count; i++)
        if (takes_line_end(&all->items[i], q, before))
            return SIEVE_TEXT_EDGE;
    return SIEVE_LINE_EDGE;
}

static bool add_part(struct sieve_maker *m, unsigned trigger, const struct sequences *all,
                     const struct sequence *q)
{
    struct sieve *s = m->sieve;
    if (s->part_count == SIEVE_PARTS_MAX || trigger > UINT16_MAX)
        return false;
    m->sequences[s->part_count] = *q;
    struct sieve_part *part = &s->parts[s->part_count++];
    part->trigger = (uint16_t)trigger;
    part->len = (uint8_t)q->len;
    part->open = q->open;
    part->before = edge_of(all, q, true);
    part->behind = edge_of(all, q, false);
    for (size_t i = 0; i < q->len; i++)
        if (!byte_set_number(s->sets, &s->set_count, SIEVE_SETS_MAX, &q->bytes[i], &part->sets[i]))
            return false;
    return true;
}

bool sieve_add(struct sieve_maker *m, unsigned trigger, const struct sequences *sequences)
{
    size_t need = m->sieve->part_count + sequences->count;
    if (need > m->room) {
        size_t room = need + m->room;
        struct sequence *more = realloc(m->sequences, room * sizeof *more);
        m->full |= !more;
        if (!more)
            return false;
        m->sequences = more;
        m->room = room;
    }
    for (size_t i = 0; i < sequences->count && !m->full; i++)
        m->full = !add_part(m, trigger, sequences, &sequences->items[i]);
    return !m->full;
}

struct sieve *sieve_make(struct sieve_maker *m)
{
    size_t count = m->sieve->part_count;
    struct window *windows = calloc(count + 1, sizeof *windows);
    bool made = windows && !m->full;
    for (size_t part = 0; part < count && made; part++)
        windows[part] = window_find(m, part);
    made = made && buckets_fill(m, windows);
    for (size_t part = 0; part < count && made; part++)
        made = windows[part].in_bucket || window_use(m, part, &windows[part]);
    free(windows);
    struct sieve *s = made ? m->sieve : NULL;
    if (made)
        m->sieve = NULL;
    return s;
}
