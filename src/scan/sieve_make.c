/*
 * How a sieve is made: which part of each sequence is looked for, and how.
 *
 * What it costs to look for a part is how often ordinary text holds it by chance. Of each sequence
 * the cheapest window is taken. Sequences that have none go into buckets, those that look alike
 * into the same one; and then those whose window is dear, if some bucket takes them for less.
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "scan/sieve_parts.h"

/* Grams of a window; with more, the window is of no use. */
#define EXPANSION_MAX 40
/* A window that lets more pass may be better off in a bucket. */
#define DEAR 3e-4
/* Grams of ordinary text are counted in so many slots. */
#define SEEN_BITS 18

struct sieve_maker {
    struct sieve *sieve;
    struct sequence *sequences; /* owned; of each part */
    size_t room;
    bool full;
    /* What was learned: how often each byte was seen, as it is and folded, and what asks for each
     * bit. */
    uint32_t bytes_seen[256];
    uint32_t folded_seen[256];
    uint16_t grams_seen[1U << SEEN_BITS];
    size_t learned; /* bytes */
};

enum status sieve_maker_new(struct sieve_maker **out, struct error *err)
{
    struct sieve_maker *m = calloc(1, sizeof *m);
    if (m)
        m->sieve = calloc(1, sizeof *m->sieve);
    if (!m || !m->sieve) {
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

/* ---- what ordinary text holds --------------------------------------------------------------- */

static unsigned char fold(unsigned char byte)
{
    return byte | SIEVE_FOLD;
}

static uint32_t seen_slot(uint64_t gram)
{
    return sieve_mix(gram) >> (32 - SEEN_BITS);
}

void sieve_learn(struct sieve_maker *m, struct str text)
{
    for (size_t i = 0; i < text.len; i++) {
        m->bytes_seen[(unsigned char)text.ptr[i]]++;
        m->folded_seen[fold((unsigned char)text.ptr[i])]++;
    }
    for (size_t i = 0; i + SIEVE_GRAM <= text.len; i++)
        m->grams_seen[seen_slot(sieve_gram((const unsigned char *)text.ptr + i))]++;
    m->learned += text.len;
}

/* Of the places of ordinary text, those at which a number passes that asks for the same bit as this
 * gram: those where that was seen, and what its bytes would make by chance. None is taken to be so
 * rare that it never comes. */
static double share_of_gram(const struct sieve_maker *m, uint64_t gram)
{
    double chance = 1;
    for (size_t i = 0; i < SIEVE_GRAM; i++)
        chance *= (m->folded_seen[gram >> 8 * i & 0xff] + 0.5) / ((double)m->learned + 128);
    return m->grams_seen[seen_slot(gram)] / ((double)m->learned + 1) + chance;
}

/* ---- windows -------------------------------------------------------------------------------- */

/* The bytes that may stand in a place, folded. */
struct choices {
    size_t count;
    unsigned char bytes[256];
};

static void choices_of_set(const struct byte_set *set, struct choices *out)
{
    struct byte_set seen = {{0}};
    out->count = 0;
    for (int byte = 0; byte < 256; byte++) {
        char folded = (char)fold((unsigned char)byte);
        if (!byte_set_has(set, (char)byte) || byte_set_has(&seen, folded))
            continue;
        byte_set_add(&seen, folded);
        out->bytes[out->count++] = (unsigned char)folded;
    }
}

/* How many grams the places make. */
static size_t gram_count(const struct choices places[SIEVE_GRAM])
{
    size_t count = 1;
    for (size_t i = 0; i < SIEVE_GRAM && count <= EXPANSION_MAX; i++)
        count *= places[i].count;
    return count;
}

/* One of them. */
static uint64_t gram_at(const struct choices places[SIEVE_GRAM], size_t n)
{
    unsigned char text[SIEVE_GRAM];
    for (size_t i = 0; i < SIEVE_GRAM; i++) {
        text[i] = places[i].bytes[n % places[i].count];
        n /= places[i].count;
    }
    return sieve_gram(text);
}

/* Of the numbers that are looked up, those that pass for this window. INFINITY: it has too many
 * grams. */
static double cost_of_window(const struct sieve_maker *m, const struct choices *places)
{
    double cost = 0;
    size_t total = 0;
    for (size_t shift = 0; shift < SIEVE_STRIDE; shift++) {
        size_t count = gram_count(places + shift);
        total += count;
        if (total > EXPANSION_MAX)
            return INFINITY;
        for (size_t n = 0; n < count; n++)
            cost += share_of_gram(m, gram_at(places + shift, n));
    }
    return cost;
}

static bool use_gram(struct sieve *s, uint64_t gram, size_t part, size_t before)
{
    if (s->use_count + 1 == SIEVE_USES_MAX)
        return false;
    uint32_t slot = sieve_find(s, gram);
    s->uses[++s->use_count] =
        (struct sieve_use){gram, (uint16_t)part, s->slots[slot], (uint32_t)before};
    s->slots[slot] = (uint16_t)s->use_count;
    uint32_t mix = sieve_mix(gram);
    s->tables.grams[sieve_word(mix)] |= sieve_bits(mix);
    return true;
}

/* Where a window begins in its sequence, and what it costs. */
struct window {
    size_t at;
    double cost; /* INFINITY: there is none */
};

static struct window find_window(const struct sieve_maker *m, size_t part,
                                 struct choices places[SEQUENCE_BYTES_MAX])
{
    const struct sequence *q = &m->sequences[part];
    struct window best = {.cost = INFINITY};
    for (size_t i = 0; i < q->len; i++)
        choices_of_set(&q->bytes[i], &places[i]);
    for (size_t at = 0; at + SIEVE_WINDOW <= q->len; at++) {
        double cost = cost_of_window(m, places + at);
        if (cost < best.cost)
            best = (struct window){at, cost};
    }
    return best;
}

static bool use_window(struct sieve_maker *m, size_t part, size_t at, const struct choices *places)
{
    bool room = true;
    for (size_t shift = at; shift < at + SIEVE_STRIDE; shift++) {
        size_t count = gram_count(places + shift);
        for (size_t n = 0; n < count && room; n++)
            room = use_gram(m->sieve, gram_at(places + shift, n), part, shift);
    }
    return room;
}

/* ---- buckets -------------------------------------------------------------------------------- */

struct halves {
    uint16_t lows, highs; /* one bit each */
};

/* A bucket in the making. */
struct cluster {
    struct halves places[SIEVE_PLACES];
    double share; /* of ordinary places, that it lets pass */
};

struct clusters {
    const struct sieve_maker *maker;
    struct cluster items[SIEVE_PLACED_MAX];
    size_t count;
    struct member {
        struct sieve_placed placed;
        size_t cluster;
    } members[SIEVE_PLACED_MAX];
    size_t member_count;
};

static double share_of_places(const struct sieve_maker *m, const struct halves *places)
{
    double share = 1;
    for (size_t p = 0; p < SIEVE_PLACES; p++) {
        double seen = 0;
        for (unsigned byte = 0; byte < 256; byte++)
            if (places[p].lows >> (byte & 15) & places[p].highs >> (byte >> 4) & 1)
                seen += m->bytes_seen[byte] + 0.5;
        share *= seen / ((double)m->learned + 128);
    }
    return share;
}

/* What may stand in a place of a sequence, or behind it: where its line has to end, a line end, or
 * one of the zeros that are seen behind the text. */
static struct byte_set set_at(const struct sequence *q, size_t at)
{
    struct byte_set ends = {{0}};
    if (at < q->len)
        return q->bytes[at];
    if (!q->to_line || at > q->len)
        return byte_set_all;
    for (size_t i = 0; i < 3; i++)
        byte_set_add(&ends, "\n\r"[i]);
    return ends;
}

static struct cluster cluster_of(const struct sieve_maker *m, const struct sequence *q, size_t at)
{
    struct cluster c = {0};
    for (size_t p = 0; p < SIEVE_PLACES; p++) {
        struct byte_set set = set_at(q, at + p);
        for (unsigned byte = 0; byte < 256; byte++)
            if (byte_set_has(&set, (char)byte)) {
                c.places[p].lows |= (uint16_t)(1U << (byte & 15));
                c.places[p].highs |= (uint16_t)(1U << (byte >> 4));
            }
    }
    c.share = share_of_places(m, c.places);
    return c;
}

static struct cluster joined(const struct sieve_maker *m, const struct cluster *a,
                             const struct cluster *b)
{
    struct cluster both = {0};
    for (size_t p = 0; p < SIEVE_PLACES; p++) {
        both.places[p].lows = a->places[p].lows | b->places[p].lows;
        both.places[p].highs = a->places[p].highs | b->places[p].highs;
    }
    bool same = memcmp(both.places, a->places, sizeof both.places) == 0;
    both.share = same ? a->share : share_of_places(m, both.places);
    return both;
}

/* How a part gets into a cluster: from which of its bytes on, and what that lets pass more. */
struct entry {
    size_t at;
    size_t cluster; /* clusters.count: a new one */
    double more;    /* INFINITY: not at all */
};

static struct entry find_entry(const struct clusters *c, size_t part, bool may_be_new)
{
    const struct sequence *q = &c->maker->sequences[part];
    struct entry best = {.more = INFINITY};
    size_t last = q->len > SIEVE_PLACES ? q->len - SIEVE_PLACES : 0;
    for (size_t at = 0; at <= last; at++) {
        struct cluster own = cluster_of(c->maker, q, at);
        if (may_be_new && own.share < best.more)
            best = (struct entry){at, c->count, own.share};
        for (size_t i = 0; i < c->count; i++) {
            double more = joined(c->maker, &c->items[i], &own).share - c->items[i].share;
            if (more < best.more)
                best = (struct entry){at, i, more};
        }
    }
    return best;
}

static bool enter(struct clusters *c, size_t part, const struct entry *entry)
{
    if (entry->more == INFINITY || c->member_count == SIEVE_PLACED_MAX)
        return false;
    const struct sequence *q = &c->maker->sequences[part];
    struct cluster own = cluster_of(c->maker, q, entry->at);
    struct cluster *cluster = &c->items[entry->cluster];
    const struct sieve_part *kept = &c->maker->sieve->parts[part];
    if (entry->cluster == c->count)
        c->items[c->count++] = own;
    else
        *cluster = joined(c->maker, cluster, &own);
    c->members[c->member_count++] = (struct member){
        .placed = {(uint16_t)part, (uint8_t)entry->at, kept->len, kept->before, kept->behind},
        .cluster = entry->cluster,
    };
    return true;
}

/* The two that let the least more pass once they are one become one; the last takes the place of
 * the one that is gone. */
static void join_closest(struct clusters *c)
{
    size_t to = 0, from = 1, last = c->count - 1;
    double least = INFINITY;
    for (size_t a = 0; a < c->count; a++)
        for (size_t b = a + 1; b < c->count; b++) {
            double more = joined(c->maker, &c->items[a], &c->items[b]).share - c->items[a].share -
                          c->items[b].share;
            if (more < least) {
                least = more;
                to = a;
                from = b;
            }
        }
    c->items[to] = joined(c->maker, &c->items[to], &c->items[from]);
    c->items[from] = c->items[last];
    for (size_t i = 0; i < c->member_count; i++) {
        size_t *of = &c->members[i].cluster;
        *of = *of == from ? to : *of == last ? from : *of;
    }
    c->count = last;
}

static void fill_bucket(struct sieve_tables *t, unsigned bucket, const struct cluster *cluster)
{
    for (size_t p = 0; p < SIEVE_PLACES; p++)
        for (size_t half = 0; half < 16; half++) {
            unsigned low = cluster->places[p].lows >> half & 1;
            unsigned high = cluster->places[p].highs >> half & 1;
            t->lows[p][half] |= (uint8_t)(low << bucket);
            t->highs[p][half] |= (uint8_t)(high << bucket);
        }
}

static void fill_buckets(struct sieve *s, const struct clusters *c)
{
    size_t count = 0;
    for (unsigned bucket = 0; bucket < SIEVE_BUCKETS; bucket++) {
        if (bucket < c->count)
            fill_bucket(&s->tables, bucket, &c->items[bucket]);
        for (size_t i = 0; i < c->member_count; i++)
            if (c->members[i].cluster == bucket)
                s->placed[count++] = c->members[i].placed;
        s->bucket_ends[bucket] = (uint16_t)count;
    }
}

/* ---- all of it ------------------------------------------------------------------------------ */

static bool place_parts(struct sieve_maker *m, struct clusters *c, struct window *windows)
{
    struct choices places[SEQUENCE_BYTES_MAX];
    size_t count = m->sieve->part_count;
    bool room = true;
    for (size_t part = 0; part < count && room; part++) {
        windows[part] = find_window(m, part, places);
        if (windows[part].cost < INFINITY)
            continue;
        struct entry entry = find_entry(c, part, true);
        room = enter(c, part, &entry);
    }
    while (c->count > SIEVE_BUCKETS)
        join_closest(c);
    for (size_t part = 0; part < count && room; part++) {
        struct window *window = &windows[part];
        struct entry entry = {.more = INFINITY};
        if (window->cost == INFINITY)
            continue;
        if (window->cost > DEAR)
            entry = find_entry(c, part, false);
        /* A bucket is asked at every place, a window at each SIEVE_STRIDEth. */
        if (entry.more * SIEVE_STRIDE * 1000 < window->cost) {
            room = enter(c, part, &entry);
            continue;
        }
        (void)find_window(m, part, places);
        room = use_window(m, part, window->at, places);
    }
    return room;
}

struct sieve *sieve_make(struct sieve_maker *m)
{
    struct clusters *c = calloc(1, sizeof *c);
    struct window *windows = calloc(m->sieve->part_count + 1, sizeof *windows);
    bool made = c && windows && !m->full;
    if (made) {
        c->maker = m;
        made = place_parts(m, c, windows);
    }
    if (made)
        fill_buckets(m->sieve, c);
    free(c);
    free(windows);
    struct sieve *s = made ? m->sieve : NULL;
    if (made)
        m->sieve = NULL;
    return s;
}
