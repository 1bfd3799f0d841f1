#include "scan/frequency.h"

#include <stdlib.h>
#include <string.h>

#include "scan/sieve_parts.h"

/* Each number is read so many times, with other digits each time but the first. */
#define READINGS 4
/* What comes so often after two bytes, or one, is judged by what comes after one, or at all. */
#define TRUST 2.0
#define TRIPLE_BITS 16
#define GRAM_BITS 18
/* A larger set says little about where its bytes stand: it is taken to hold all. */
#define SET_MAX 64

struct frequency {
    /* What was read, and FREQUENCY_SETS_MAX zeros; and the places of each byte, those of byte b
     * from begins[b] to begins[b + 1]. */
    unsigned char *text;
    uint32_t *places;
    size_t len;
    uint32_t begins[257];
    double after[256][256]; /* how often the second comes after the first */
    /* Folded. */
    uint32_t singles[256];
    uint32_t pairs[256][256];
    uint32_t triples[1U << TRIPLE_BITS];
    uint32_t grams[1U << GRAM_BITS];
};

void frequency_free(struct frequency *f)
{
    if (!f)
        return;
    free(f->text);
    free(f->places);
    free(f);
}

static size_t triple_slot(unsigned char a, unsigned char b, unsigned char c)
{
    uint32_t triple = (uint32_t)a << 16 | (uint32_t)b << 8 | c;
    return triple * SIEVE_FACTOR >> (32 - TRIPLE_BITS);
}

static size_t gram_slot(uint64_t gram)
{
    return sieve_mix(gram) >> (32 - GRAM_BITS);
}

static void read_text(struct frequency *f, struct str text)
{
    uint32_t random = 1;
    for (size_t reading = 0; reading < READINGS; reading++)
        for (size_t i = 0; i < text.len; i++) {
            random = random * UINT32_C(1664525) + UINT32_C(1013904223);
            bool other = reading && ascii_is_digit(text.ptr[i]);
            f->text[f->len++] =
                other ? (unsigned char)('0' + (random >> 16) % 10) : (unsigned char)text.ptr[i];
        }
}

static void index_places(struct frequency *f)
{
    for (size_t i = 0; i < f->len; i++)
        f->begins[f->text[i] + 1]++;
    for (size_t byte = 0; byte < 256; byte++)
        f->begins[byte + 1] += f->begins[byte];
    uint32_t at[256];
    memcpy(at, f->begins, sizeof at);
    for (size_t i = 0; i < f->len; i++)
        f->places[at[f->text[i]]++] = (uint32_t)i;
}

static uint32_t count_of(const struct frequency *f, size_t byte)
{
    return f->begins[byte + 1] - f->begins[byte];
}

/* How often a byte stands somewhere, of those that were not read at all too. */
static double alone(uint32_t count, const struct frequency *f)
{
    return (count + 0.5) / ((double)f->len + 128);
}

static void count_neighbours(struct frequency *f)
{
    for (size_t i = 0; i + 1 < f->len; i++)
        f->after[f->text[i]][f->text[i + 1]]++;
    for (size_t a = 0; a < 256; a++)
        for (size_t b = 0; b < 256; b++)
            f->after[a][b] =
                (f->after[a][b] + TRUST * alone(count_of(f, b), f)) / (count_of(f, a) + TRUST);
}

static void count_folded(struct frequency *f)
{
    for (size_t i = 0; i < f->len; i++) {
        uint64_t gram = sieve_gram(f->text + i);
        unsigned char a = (unsigned char)gram, b = (unsigned char)(gram >> 8);
        f->singles[a]++;
        f->pairs[a][b]++;
        f->triples[triple_slot(a, b, (unsigned char)(gram >> 16))]++;
        f->grams[gram_slot(gram)]++;
    }
}

struct frequency *frequency_of_text(struct str text)
{
    struct frequency *f = calloc(1, sizeof *f);
    size_t most = text.len * READINGS + FREQUENCY_SETS_MAX;
    if (f) {
        f->text = calloc(most, 1);
        f->places = calloc(most, sizeof *f->places);
    }
    if (!f || !f->text || !f->places) {
        frequency_free(f);
        return NULL;
    }
    read_text(f, text);
    index_places(f);
    count_neighbours(f);
    count_folded(f);
    return f;
}

/* ---- grams ---------------------------------------------------------------------------------- */

static double share_after_one(const struct frequency *f, unsigned char b, unsigned char c)
{
    return (f->pairs[b][c] + TRUST * alone(f->singles[c], f)) / (f->singles[b] + TRUST);
}

static double share_after_two(const struct frequency *f, unsigned char a, unsigned char b,
                              unsigned char c)
{
    return (f->triples[triple_slot(a, b, c)] + TRUST * share_after_one(f, b, c)) /
           (f->pairs[a][b] + TRUST);
}

static double larger(double a, double b)
{
    return a > b ? a : b;
}

double frequency_of_gram(const struct frequency *f, uint64_t gram)
{
    unsigned char bytes[SIEVE_GRAM];
    for (size_t i = 0; i < SIEVE_GRAM; i++)
        bytes[i] = (unsigned char)(gram >> 8 * i);
    double share = alone(f->singles[bytes[0]], f) * share_after_one(f, bytes[0], bytes[1]);
    for (size_t i = 2; i < SIEVE_GRAM; i++)
        share *= share_after_two(f, bytes[i - 2], bytes[i - 1], bytes[i]);
    return larger(share, f->grams[gram_slot(gram)] / ((double)f->len + 1));
}

/* ---- sets ----------------------------------------------------------------------------------- */

static size_t members_of(const struct byte_set *set, unsigned char out[256])
{
    size_t count = 0;
    for (unsigned byte = 0; byte < 256; byte++)
        if (byte_set_has(set, (char)byte))
            out[count++] = (unsigned char)byte;
    return count;
}

/* How often the text holds them. Only the places of the rarest are looked at. */
static double share_seen(const struct frequency *f, const struct byte_set *sets, size_t count)
{
    size_t rarest = 0, least = SIZE_MAX, seen = 0;
    for (size_t i = 0; i < count; i++) {
        size_t stands = 0;
        for (unsigned byte = 0; byte < 256; byte++)
            stands += byte_set_has(&sets[i], (char)byte) ? count_of(f, byte) : 0;
        if (stands < least) {
            least = stands;
            rarest = i;
        }
    }
    for (unsigned byte = 0; byte < 256; byte++) {
        if (!byte_set_has(&sets[rarest], (char)byte))
            continue;
        for (size_t p = f->begins[byte]; p < f->begins[byte + 1]; p++) {
            bool stand = f->places[p] >= rarest;
            for (size_t i = 0; i < count && stand; i++)
                stand = byte_set_has(&sets[i], (char)f->text[f->places[p] - rarest + i]);
            seen += stand;
        }
    }
    return (double)seen / ((double)f->len + 1);
}

/* How often they should stand, each after the one before it. */
static double share_by_neighbours(const struct frequency *f, const struct byte_set *sets,
                                  size_t count)
{
    /* How often the bytes so far are in their sets, and the last of them is this one. */
    double until[256], next[256], sum = 1;
    unsigned char from[256], to[256];
    size_t from_count = 0; /* 0: any byte */
    for (size_t at = 0; at < count; at++) {
        size_t to_count = members_of(&sets[at], to);
        if (to_count > SET_MAX) {
            from_count = 0;
            continue;
        }
        double total = 0;
        for (size_t j = 0; j < to_count; j++) {
            double share = from_count ? 0 : sum * alone(count_of(f, to[j]), f);
            for (size_t i = 0; i < from_count; i++)
                share += until[from[i]] * f->after[from[i]][to[j]];
            next[to[j]] = share;
            total += share;
        }
        sum = total;
        memcpy(until, next, sizeof until);
        memcpy(from, to, sizeof from);
        from_count = to_count;
    }
    return sum;
}

double frequency_of_sets(const struct frequency *f, const struct byte_set *sets, size_t count)
{
    return larger(share_seen(f, sets, count), share_by_neighbours(f, sets, count));
}
