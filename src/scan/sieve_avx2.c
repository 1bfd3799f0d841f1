#include "scan/sieve_parts.h"

#include <immintrin.h>

#define VECTOR SIEVE_VECTOR
#define GRAMS (VECTOR / SIEVE_STRIDE)
#define BEHIND SIEVE_BEHIND

_Static_assert(SIEVE_PLACES == BEHIND + 1 && SIEVE_GRAM == BEHIND + 1, "the loop loads that far");

bool sieve_available(void)
{
    return __builtin_cpu_supports("avx2");
}

static inline __attribute__((target("avx2"))) __m256i load(const char *at)
{
    return _mm256_loadu_si256((const __m256i *)(const void *)at);
}

static inline __attribute__((target("avx2"))) __m256i table(const uint8_t rows[16])
{
    return _mm256_broadcastsi128_si256(_mm_loadu_si128((const __m128i *)(const void *)rows));
}

/* The buckets that take the bytes of x, one byte of buckets each. */
static inline __attribute__((target("avx2"))) __m256i takers(__m256i x, __m256i lows, __m256i highs)
{
    const __m256i half = _mm256_set1_epi8(15);
    __m256i low = _mm256_shuffle_epi8(lows, _mm256_and_si256(x, half));
    __m256i high = _mm256_shuffle_epi8(highs, _mm256_and_si256(_mm256_srli_epi16(x, 4), half));
    return _mm256_and_si256(low, high);
}

/* Which bytes the buckets take in their places, spread over vectors. */
struct places {
    __m256i low[SIEVE_PLACES], high[SIEVE_PLACES];
};

static inline __attribute__((target("avx2"))) struct places places_of(const struct sieve_tables *t)
{
    return (struct places){
        {table(t->lows[0]), table(t->lows[1]), table(t->lows[2]), table(t->lows[3]),
         table(t->lows[4])},
        {table(t->highs[0]), table(t->highs[1]), table(t->highs[2]), table(t->highs[3]),
         table(t->highs[4])},
    };
}

/* The bits of the places where no bucket takes what begins there. */
static inline __attribute__((target("avx2"))) uint32_t quiet_places(const struct places *p,
                                                                    const char *text)
{
    __m256i hits = takers(load(text), p->low[0], p->high[0]);
    hits = _mm256_and_si256(hits, takers(load(text + 1), p->low[1], p->high[1]));
    hits = _mm256_and_si256(hits, takers(load(text + 2), p->low[2], p->high[2]));
    hits = _mm256_and_si256(hits, takers(load(text + 3), p->low[3], p->high[3]));
    hits = _mm256_and_si256(hits, takers(load(text + 4), p->low[4], p->high[4]));
    return (uint32_t)_mm256_movemask_epi8(_mm256_cmpeq_epi8(hits, _mm256_setzero_si256()));
}

/* What the grams of some vectors make (sieve_mix()), and the words of the table that they ask. */
struct mixes {
    __m256i mixed[SIEVE_STRETCH];
    uint32_t words[SIEVE_STRETCH][GRAMS];
};

static __attribute__((target("avx2"))) void mix_grams(const char *text, size_t count,
                                                      struct mixes *out)
{
    const __m256i fold = _mm256_set1_epi8(SIEVE_FOLD);
    const __m256i byte = _mm256_set1_epi32(0xff);
    const __m256i factor = _mm256_set1_epi32((int)SIEVE_FACTOR);
    const __m256i factor_last = _mm256_set1_epi32((int)SIEVE_FACTOR_LAST);
    for (size_t v = 0; v < count; v++, text += VECTOR) {
        __m256i four = _mm256_mullo_epi32(_mm256_or_si256(load(text), fold), factor);
        __m256i last = _mm256_and_si256(_mm256_or_si256(load(text + BEHIND), fold), byte);
        __m256i mixed = _mm256_add_epi32(four, _mm256_mullo_epi32(last, factor_last));
        out->mixed[v] = mixed;
        _mm256_storeu_si256((__m256i *)(void *)out->words[v],
                            _mm256_srli_epi32(mixed, 32 - SIEVE_WORD_BITS));
    }
}

/* The bits of the grams whose two bits the table has: each is moved to where the sign is. */
static inline __attribute__((target("avx2"))) uint32_t
passing_grams(const uint32_t *g, const uint32_t *word, __m256i mixed)
{
    const __m256i five = _mm256_set1_epi32(31);
    __m256i words =
        _mm256_setr_epi32((int)g[word[0]], (int)g[word[1]], (int)g[word[2]], (int)g[word[3]],
                          (int)g[word[4]], (int)g[word[5]], (int)g[word[6]], (int)g[word[7]]);
    __m256i first = _mm256_sllv_epi32(words, _mm256_and_si256(_mm256_srli_epi32(mixed, 15), five));
    __m256i second = _mm256_sllv_epi32(words, _mm256_and_si256(_mm256_srli_epi32(mixed, 10), five));
    return (uint32_t)_mm256_movemask_ps(_mm256_castsi256_ps(_mm256_and_si256(first, second)));
}

/* The vectors of eight in which something passed, as bits. */
static inline __attribute__((target("avx2"))) unsigned
loud_of_eight(const struct sieve_sifted *sifted, size_t from)
{
    __m256i quiet = load((const char *)&sifted->quiet[from]);
    __m256i grams = load((const char *)&sifted->grams[from]);
    __m256i nothing = _mm256_andnot_si256(grams, quiet);
    __m256i silent = _mm256_cmpeq_epi32(nothing, _mm256_set1_epi32(-1));
    return (unsigned)_mm256_movemask_ps(_mm256_castsi256_ps(silent)) ^ 0xff;
}

/* Looking up grams waits for memory, testing places for the processor: they are done in turn. */
__attribute__((target("avx2"))) void sieve_sift(const struct sieve_tables *t, const char *text,
                                                size_t count, struct sieve_sifted *out)
{
    const struct places places = places_of(t);
    struct mixes mixes;
    mix_grams(text, count, &mixes);
    for (size_t v = 0; v < count; v++) {
        out->grams[v] = passing_grams(t->grams, mixes.words[v], mixes.mixed[v]);
        out->quiet[v] = quiet_places(&places, text + v * VECTOR);
    }
    for (size_t v = count; v % 8; v++) {
        out->quiet[v] = UINT32_MAX;
        out->grams[v] = 0;
    }
    out->loud = 0;
    for (size_t v = 0; v < count; v += 8)
        out->loud |= (uint64_t)loud_of_eight(out, v) << v;
}
