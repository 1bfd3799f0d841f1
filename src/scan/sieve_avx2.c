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

#define WITH_AVX2 __attribute__((target("avx2")))

static inline WITH_AVX2 __m256i load(const void *at)
{
    return _mm256_loadu_si256((const __m256i *)at);
}

static inline WITH_AVX2 void store(void *to, __m256i x)
{
    _mm256_storeu_si256((__m256i *)to, x);
}

static inline WITH_AVX2 __m256i table(const uint8_t rows[16])
{
    return _mm256_broadcastsi128_si256(_mm_loadu_si128((const __m128i *)(const void *)rows));
}

/* ---- what is made of the text beforehand ---------------------------------------------------- */

/* Of a stretch: what its grams make (sieve_mix()), the words of the table that they ask, and the
 * high halves of its bytes. */
struct prepared {
    __m256i mixed[SIEVE_STRETCH];
    uint64_t words[SIEVE_STRETCH][GRAMS / 2]; /* two in each: fetched in one go */
    uint8_t high[SIEVE_STRETCH * VECTOR + BEHIND];
};

static inline WITH_AVX2 __m256i mix_grams(const char *text)
{
    const __m256i fold = _mm256_set1_epi8(SIEVE_FOLD);
    const __m256i byte = _mm256_set1_epi32(0xff);
    const __m256i factor = _mm256_set1_epi32((int)SIEVE_FACTOR);
    const __m256i factor_last = _mm256_set1_epi32((int)SIEVE_FACTOR_LAST);
    __m256i four = _mm256_mullo_epi32(_mm256_or_si256(load(text), fold), factor);
    __m256i last = _mm256_and_si256(_mm256_or_si256(load(text + BEHIND), fold), byte);
    return _mm256_add_epi32(four, _mm256_mullo_epi32(last, factor_last));
}

static WITH_AVX2 void prepare(const char *text, size_t count, struct prepared *out)
{
    const __m256i half = _mm256_set1_epi8(15);
    size_t end = count * VECTOR;
    for (size_t v = 0; v < count; v++) {
        const char *at = text + v * VECTOR;
        __m256i mixed = mix_grams(at);
        out->mixed[v] = mixed;
        store(out->words[v], _mm256_srli_epi32(mixed, 32 - SIEVE_WORD_BITS));
        store(out->high + v * VECTOR, _mm256_and_si256(_mm256_srli_epi16(load(at), 4), half));
    }
    for (size_t i = end; i < end + BEHIND; i++)
        out->high[i] = (uint8_t)((unsigned char)text[i] >> 4);
}

/* ---- places --------------------------------------------------------------------------------- */

/* Which bytes the buckets refuse in their places. */
struct places {
    __m256i low[SIEVE_PLACES], high[SIEVE_PLACES];
};

static inline WITH_AVX2 struct places places_of(const struct sieve_tables *t)
{
    return (struct places){
        {table(t->lows[0]), table(t->lows[1]), table(t->lows[2]), table(t->lows[3]),
         table(t->lows[4])},
        {table(t->highs[0]), table(t->highs[1]), table(t->highs[2]), table(t->highs[3]),
         table(t->highs[4])},
    };
}

/* Adds the buckets that refuse the bytes in place `p`. A byte that is no ASCII is only refused for
 * its high half: for its low one the processor gives 0. The bytes need not be split for that.
 *
 * The empty statement ties the compiler to this order. With all places under way at a time it
 * would run out of registers, which costs a fifth of the sieve's speed (gcc 12). */
static inline WITH_AVX2 __m256i refuse(__m256i so_far, const struct places *places, size_t p,
                                       const char *text, const uint8_t *high)
{
    so_far = _mm256_or_si256(so_far, _mm256_shuffle_epi8(places->low[p], load(text + p)));
    __asm__("" : "+x"(so_far));
    so_far = _mm256_or_si256(so_far, _mm256_shuffle_epi8(places->high[p], load(high + p)));
    __asm__("" : "+x"(so_far));
    return so_far;
}

/* The bits of the places where all buckets refuse what begins there. */
static inline WITH_AVX2 uint32_t quiet_places(const struct places *p, const char *text,
                                              const uint8_t *high)
{
    __m256i refused = refuse(_mm256_setzero_si256(), p, 0, text, high);
    refused = refuse(refused, p, 1, text, high);
    refused = refuse(refused, p, 2, text, high);
    refused = refuse(refused, p, 3, text, high);
    refused = refuse(refused, p, 4, text, high);
    return (uint32_t)_mm256_movemask_epi8(_mm256_cmpeq_epi8(refused, _mm256_set1_epi8(-1)));
}

/* ---- grams ---------------------------------------------------------------------------------- */

/* Four words of the table. */
static inline WITH_AVX2 __m128i four_words(const uint32_t *g, uint64_t two, uint64_t next_two)
{
    __m128i words = _mm_cvtsi32_si128((int)g[(uint32_t)two]);
    words = _mm_insert_epi32(words, (int)g[two >> 32], 1);
    words = _mm_insert_epi32(words, (int)g[(uint32_t)next_two], 2);
    return _mm_insert_epi32(words, (int)g[next_two >> 32], 3);
}

/* The bits of the grams whose two bits the table has: each is moved to where the sign is. */
static inline WITH_AVX2 uint32_t passing_grams(const uint32_t *g, const uint64_t *word,
                                               __m256i mixed)
{
    const __m256i five = _mm256_set1_epi32(31);
    __m256i words =
        _mm256_set_m128i(four_words(g, word[2], word[3]), four_words(g, word[0], word[1]));
    __m256i first = _mm256_sllv_epi32(words, _mm256_and_si256(_mm256_srli_epi32(mixed, 15), five));
    __m256i second = _mm256_sllv_epi32(words, _mm256_and_si256(_mm256_srli_epi32(mixed, 10), five));
    return (uint32_t)_mm256_movemask_ps(_mm256_castsi256_ps(_mm256_and_si256(first, second)));
}

/* ---- both ----------------------------------------------------------------------------------- */

/* The vectors of eight in which something passed, as bits. */
static inline WITH_AVX2 unsigned loud_of_eight(const struct sieve_sifted *sifted, size_t from)
{
    __m256i nothing = _mm256_andnot_si256(load(&sifted->grams[from]), load(&sifted->quiet[from]));
    __m256i silent = _mm256_cmpeq_epi32(nothing, _mm256_set1_epi32(-1));
    return (unsigned)_mm256_movemask_ps(_mm256_castsi256_ps(silent)) ^ 0xff;
}

/* Looking up grams waits for memory, testing places for the processor: they are done in turn. */
WITH_AVX2 void sieve_sift(const struct sieve_tables *t, const char *text, size_t count,
                          struct sieve_sifted *out)
{
    const struct places places = places_of(t);
    struct prepared prepared;
    prepare(text, count, &prepared);
    for (size_t v = 0; v < count; v++) {
        out->quiet[v] = quiet_places(&places, text + v * VECTOR, prepared.high + v * VECTOR);
        out->grams[v] = passing_grams(t->grams, prepared.words[v], prepared.mixed[v]);
    }
    for (size_t v = count; v % 8; v++) {
        out->quiet[v] = UINT32_MAX;
        out->grams[v] = 0;
    }
    out->loud = 0;
    for (size_t v = 0; v < count; v += 8)
        out->loud |= (uint64_t)loud_of_eight(out, v) << v;
}
