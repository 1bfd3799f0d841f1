/*
 * The buckets of a sieve: what is too short for a window, or whose windows pass too often.
 *
 * Each part gets a cluster of its own first; then the two that cost the least together become one,
 * or the members of one go back to their windows, until there are as few clusters as buckets.
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "scan/sieve_making.h"

/* A window that lets more pass may be better off in a bucket. */
#define DEAR 4e-4
/* What half bytes let pass is known less well than what grams do: it is taken for so much more. */
#define DOUBT 3.0

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
    struct byte_set sets[SIEVE_PLACES] = {{{0}}};
    for (size_t p = 0; p < SIEVE_PLACES; p++)
        for (unsigned byte = 0; byte < 256; byte++)
            if (places[p].lows >> (byte & 15) & places[p].highs >> (byte >> 4) & 1)
                byte_set_add(&sets[p], (char)byte);
    return frequency_of_sets(m->ordinary, sets, SIEVE_PLACES);
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
    double more;
};

static struct entry find_entry(const struct clusters *c, size_t part)
{
    const struct sequence *q = &c->maker->sequences[part];
    struct entry best = {.more = INFINITY};
    size_t last = q->len > SIEVE_PLACES ? q->len - SIEVE_PLACES : 0;
    for (size_t at = 0; at <= last; at++) {
        struct cluster own = cluster_of(c->maker, q, at);
        if (own.share < best.more)
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
    if (c->member_count == SIEVE_PLACED_MAX)
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
        .placed = {.part = (uint16_t)part,
                   .before = (uint8_t)entry->at,
                   .len = kept->len,
                   .before_edge = kept->before,
                   .behind_edge = kept->behind},
        .cluster = entry->cluster,
    };
    return true;
}

/* What it costs to bring down the number of clusters by one. */
struct merger {
    size_t to, from; /* the same: the members of that one are looked for by their windows instead */
    double more;     /* that pass, of ordinary places */
};

static void try_merger(struct merger *best, size_t to, size_t from, double more)
{
    if (more < best->more)
        *best = (struct merger){to, from, more};
}

static struct merger find_merger(const struct clusters *c, const double *window_costs)
{
    struct merger best = {.more = INFINITY};
    for (size_t a = 0; a < c->count; a++) {
        try_merger(&best, a, a, window_costs[a] - c->items[a].share);
        for (size_t b = a + 1; b < c->count; b++)
            try_merger(&best, a, b,
                       joined(c->maker, &c->items[a], &c->items[b]).share - c->items[a].share -
                           c->items[b].share);
    }
    return best;
}

/* The last takes the place of the one that is gone. */
static void merge_cheapest(struct clusters *c, struct window *windows)
{
    double window_costs[SIEVE_PLACED_MAX] = {0};
    for (size_t i = 0; i < c->member_count; i++)
        window_costs[c->members[i].cluster] +=
            windows[c->members[i].placed.part].cost / (SIEVE_STRIDE * DOUBT);
    struct merger merger = find_merger(c, window_costs);
    size_t last = --c->count, kept = 0;
    if (merger.to != merger.from)
        c->items[merger.to] = joined(c->maker, &c->items[merger.to], &c->items[merger.from]);
    c->items[merger.from] = c->items[last];
    for (size_t i = 0; i < c->member_count; i++) {
        struct member member = c->members[i];
        size_t of = member.cluster;
        if (of == merger.from && merger.to == merger.from) {
            windows[member.placed.part].in_bucket = false;
            continue;
        }
        member.cluster = of == merger.from ? merger.to : of == last ? merger.from : of;
        c->members[kept++] = member;
    }
    c->member_count = kept;
}

static void fill_bucket(struct sieve_tables *t, unsigned bucket, const struct cluster *cluster)
{
    for (size_t p = 0; p < SIEVE_PLACES; p++)
        for (size_t half = 0; half < 16; half++) {
            unsigned low = cluster->places[p].lows >> half & 1;
            unsigned high = cluster->places[p].highs >> half & 1;
            t->lows[p][half] &= (uint8_t) ~(low << bucket);
            t->highs[p][half] &= (uint8_t) ~(high << bucket);
        }
}

/* How many bytes of its part are tested. */
static size_t tested(const struct sieve_placed *p)
{
    size_t left = (size_t)(p->len - p->before);
    return left < SIEVE_PLACES ? left : SIEVE_PLACES;
}

static const uint16_t *tested_sets(const struct sieve *s, const struct sieve_placed *p)
{
    return s->parts[p->part].sets + p->before;
}

static bool alike(const struct sieve *s, const struct sieve_placed *a, const struct sieve_placed *b)
{
    size_t count = tested(a);
    return count == tested(b) &&
           memcmp(tested_sets(s, a), tested_sets(s, b), count * sizeof *tested_sets(s, a)) == 0;
}

static void take_group(struct sieve *s, size_t group, const struct sieve_placed *placed)
{
    for (size_t p = 0; p < SIEVE_PLACES; p++)
        for (size_t byte = 0; byte < 256; byte++)
            if (p >= tested(placed) ||
                byte_set_has(&s->sets[tested_sets(s, placed)[p]], (char)byte))
                s->takes[p][byte] |= UINT64_C(1) << group;
}

/* Each begins with the first member that is in none yet. */
static void fill_groups(struct sieve *s, struct clusters *c)
{
    size_t count = 0, left = c->member_count;
    for (size_t group = 0; group < SIEVE_GROUPS_MAX; group++) {
        struct sieve_placed first = c->members[0].placed;
        size_t kept = 0;
        for (size_t i = 0; i < left; i++) {
            struct member member = c->members[i];
            if (group == SIEVE_GROUPS_MAX - 1 || alike(s, &member.placed, &first)) {
                take_group(s, group, &member.placed);
                s->placed[count++] = member.placed;
            } else {
                c->members[kept++] = member;
            }
        }
        left = kept;
        s->group_ends[group] = (uint16_t)count;
    }
}

static void fill_all(struct sieve *s, struct clusters *c)
{
    memset(s->tables.lows, 0xff, sizeof s->tables.lows);
    memset(s->tables.highs, 0xff, sizeof s->tables.highs);
    for (unsigned bucket = 0; bucket < c->count; bucket++)
        fill_bucket(&s->tables, bucket, &c->items[bucket]);
    fill_groups(s, c);
}

/* Whether a part is better off where it lets `more` places pass: a bucket is asked at each of them,
 * a window at every SIEVE_STRIDEth. */
static bool better_placed(const struct entry *entry, const struct window *window)
{
    return entry->more * SIEVE_STRIDE * DOUBT < window->cost;
}

bool buckets_fill(struct sieve_maker *m, struct window *windows)
{
    struct clusters *c = calloc(1, sizeof *c);
    bool room = c;
    if (c)
        c->maker = m;
    for (size_t part = 0; part < m->sieve->part_count && room; part++) {
        if (windows[part].cost < DEAR)
            continue;
        struct entry entry = find_entry(c, part);
        windows[part].in_bucket = better_placed(&entry, &windows[part]);
        room = !windows[part].in_bucket || enter(c, part, &entry);
    }
    while (room && c->count > SIEVE_BUCKETS)
        merge_cheapest(c, windows);
    if (room)
        fill_all(m->sieve, c);
    free(c);
    return room;
}
