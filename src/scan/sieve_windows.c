/*
 * The windows of a sieve: SIEVE_WINDOW bytes of a sequence, of whose SIEVE_STRIDE grams one is
 * looked up wherever the sequence stands.
 */
#include <math.h>

#include "scan/sieve_making.h"

/* Grams of a window; with more, the window is of no use. */
#define EXPANSION_MAX 40

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
        char folded = (char)((unsigned char)byte | SIEVE_FOLD);
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
            cost += frequency_of_gram(m->ordinary, gram_at(places + shift, n));
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

static void choices_of_sequence(const struct sequence *q, struct choices out[SEQUENCE_BYTES_MAX])
{
    for (size_t i = 0; i < q->len; i++)
        choices_of_set(&q->bytes[i], &out[i]);
}

struct window window_find(const struct sieve_maker *m, size_t part)
{
    const struct sequence *q = &m->sequences[part];
    struct window best = {.cost = INFINITY};
    struct choices places[SEQUENCE_BYTES_MAX];
    choices_of_sequence(q, places);
    for (size_t at = 0; at + SIEVE_WINDOW <= q->len; at++) {
        double cost = cost_of_window(m, places + at);
        if (cost < best.cost)
            best = (struct window){.at = at, .cost = cost};
    }
    return best;
}

bool window_use(struct sieve_maker *m, size_t part, const struct window *window)
{
    struct choices places[SEQUENCE_BYTES_MAX];
    bool room = window->cost < INFINITY;
    choices_of_sequence(&m->sequences[part], places);
    for (size_t shift = window->at; room && shift < window->at + SIEVE_STRIDE; shift++) {
        size_t count = gram_count(places + shift);
        for (size_t n = 0; n < count && room; n++)
            room = use_gram(m->sieve, gram_at(places + shift, n), part, shift);
    }
    return room;
}
