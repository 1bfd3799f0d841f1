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

/* The buckets that take what begins at each place. */
static inline __attribute__((target("avx2"))) __m256i buckets_of(const struct places *p,
                                                                 const char *text)
{
    __m256i first = _mm256_and_si256(takers(load(text), p->low[0], p->high[0]),
                                     takers(load(text + 1), p->low[1], p->high[1]));
    __m256i next = _mm256_and_si256(takers(load(text + 2), p->low[2], p->high[2]),
                                    takers(load(text + 3), p->low[3], p->high[3]));
    return _mm256_and_si256(_mm256_and_si256(first, next),
                            takers(load(text + 4), p->low[4], p->high[4]));
}

static __attribute__((target("avx2"))) void
sift_places(const struct sieve_tables *t, const char *text, size_t count, struct sieve_sifted *out)
{
    const struct places places = places_of(t);
    for (size_t v = 0; v < count; v++) {
        __m256i none =
            _mm256_cmpeq_epi8(buckets_of(&places, text + v * VECTOR), _mm256_setzero_si256());
        out->quiet[v] = (uint32_t)_mm256_movemask_epi8(none);
    }
}

static __attribute__((target("avx2"))) void
sift_grams(const struct sieve_tables *t, const char *text, size_t count, struct sieve_sifted *out)
{
    const __m256i fold = _mm256_set1_epi8(SIEVE_FOLD);
    const __m256i byte = _mm256_set1_epi32(0xff);
    const __m256i one = _mm256_set1_epi32(1);
    const __m256i five = _mm256_set1_epi32(31);
    const __m256i factor = _mm256_set1_epi32((int)SIEVE_FACTOR);
    const __m256i factor_last = _mm256_set1_epi32((int)SIEVE_FACTOR_LAST);
    const uint32_t *g = t->grams;
    for (size_t v = 0; v < count; v++, text += VECTOR) {
        __m256i last = _mm256_and_si256(_mm256_or_si256(load(text + BEHIND), fold), byte);
        __m256i mix =
            _mm256_add_epi32(_mm256_mullo_epi32(_mm256_or_si256(load(text), fold), factor),
                             _mm256_mullo_epi32(last, factor_last));
        uint32_t index[GRAMS];
        _mm256_storeu_si256((__m256i *)(void *)index, _mm256_srli_epi32(mix, 32 - SIEVE_WORD_BITS));
        __m256i words = _mm256_setr_epi32((int)g[index[0]], (int)g[index[1]], (int)g[index[2]],
                                          (int)g[index[3]], (int)g[index[4]], (int)g[index[5]],
                                          (int)g[index[6]], (int)g[index[7]]);
        __m256i bits = _mm256_or_si256(
            _mm256_sllv_epi32(one, _mm256_and_si256(_mm256_srli_epi32(mix, 15), five)),
            _mm256_sllv_epi32(one, _mm256_and_si256(_mm256_srli_epi32(mix, 10), five)));
        __m256i missed = _mm256_andnot_si256(words, bits);
        __m256i passed = _mm256_cmpeq_epi32(missed, _mm256_setzero_si256());
        out->grams[v] = (uint32_t)_mm256_movemask_ps(_mm256_castsi256_ps(passed));
    }
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

void sieve_sift(const struct sieve_tables *t, const char *text, size_t count,
                struct sieve_sifted *out)
{
    /* Once for places and once for grams, so that what each of these needs stays in registers. */
    sift_places(t, text, count, out);
    sift_grams(t, text, count, out);
    for (size_t v = count; v % 8; v++) {
        out->quiet[v] = UINT32_MAX;
        out->grams[v] = 0;
    }
    out->loud = 0;
    for (size_t v = 0; v < count; v += 8)
        out->loud |= (uint64_t)loud_of_eight(out, v) << v;
}
