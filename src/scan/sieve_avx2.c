#include "scan/sieve_parts.h"

#include <immintrin.h>

#define VECTOR 32
#define GRAMS (VECTOR / SIEVE_STRIDE)
#define BEHIND 4 /* bytes that are looked at behind a vector */

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

static __attribute__((target("avx2"), noinline)) void tell_places(__m256i buckets, size_t at,
                                                                  struct sieve_sink *sink)
{
    uint8_t bytes[VECTOR];
    _mm256_storeu_si256((__m256i *)(void *)bytes, buckets);
    const __m256i none = _mm256_cmpeq_epi8(buckets, _mm256_setzero_si256());
    for (unsigned left = ~(unsigned)_mm256_movemask_epi8(none); left; left &= left - 1) {
        unsigned i = (unsigned)__builtin_ctz(left);
        sink->place(sink->state, at + i, bytes[i]);
    }
}

static __attribute__((target("avx2"), noinline)) void tell_grams(__m256i missed, size_t at,
                                                                 struct sieve_sink *sink)
{
    const __m256i none = _mm256_cmpeq_epi32(missed, _mm256_setzero_si256());
    for (unsigned left = (unsigned)_mm256_movemask_ps(_mm256_castsi256_ps(none)); left;
         left &= left - 1)
        sink->gram(sink->state, at + (unsigned)__builtin_ctz(left) * SIEVE_STRIDE);
}

/* `count` vectors; BEHIND bytes more can be read behind them. */
static __attribute__((target("avx2,bmi2"))) void sift(const struct sieve_tables *t,
                                                      const char *text, size_t count, size_t at,
                                                      struct sieve_sink *sink)
{
    const __m256i low0 = table(t->lows[0]), high0 = table(t->highs[0]);
    const __m256i low1 = table(t->lows[1]), high1 = table(t->highs[1]);
    const __m256i low2 = table(t->lows[2]), high2 = table(t->highs[2]);
    const __m256i low3 = table(t->lows[3]), high3 = table(t->highs[3]);
    const __m256i low4 = table(t->lows[4]), high4 = table(t->highs[4]);
    const __m256i fold = _mm256_set1_epi8(SIEVE_FOLD);
    const __m256i byte = _mm256_set1_epi32(0xff);
    const __m256i one = _mm256_set1_epi32(1);
    const __m256i five = _mm256_set1_epi32(31);
    const __m256i factor = _mm256_set1_epi32((int)SIEVE_FACTOR);
    const __m256i factor_last = _mm256_set1_epi32((int)SIEVE_FACTOR_LAST);
    for (size_t v = 0; v < count; v++, text += VECTOR, at += VECTOR) {
        __m256i x = load(text);
        __m256i behind = load(text + BEHIND);
        __m256i hits = _mm256_and_si256(
            _mm256_and_si256(takers(x, low0, high0), takers(load(text + 1), low1, high1)),
            _mm256_and_si256(takers(load(text + 2), low2, high2),
                             takers(load(text + 3), low3, high3)));
        hits = _mm256_and_si256(hits, takers(behind, low4, high4));
        __m256i last = _mm256_and_si256(_mm256_or_si256(behind, fold), byte);
        __m256i mix = _mm256_add_epi32(_mm256_mullo_epi32(_mm256_or_si256(x, fold), factor),
                                       _mm256_mullo_epi32(last, factor_last));
        uint32_t index[GRAMS];
        _mm256_storeu_si256((__m256i *)(void *)index, _mm256_srli_epi32(mix, 32 - SIEVE_WORD_BITS));
        const uint32_t *g = t->grams;
        __m256i words = _mm256_setr_epi32((int)g[index[0]], (int)g[index[1]], (int)g[index[2]],
                                          (int)g[index[3]], (int)g[index[4]], (int)g[index[5]],
                                          (int)g[index[6]], (int)g[index[7]]);
        __m256i bits = _mm256_or_si256(
            _mm256_sllv_epi32(one, _mm256_and_si256(_mm256_srli_epi32(mix, 15), five)),
            _mm256_sllv_epi32(one, _mm256_and_si256(_mm256_srli_epi32(mix, 10), five)));
        __m256i missed = _mm256_andnot_si256(words, bits);
        __m256i passed = _mm256_cmpeq_epi32(missed, _mm256_setzero_si256());
        if (!_mm256_testz_si256(hits, hits))
            tell_places(hits, at, sink);
        if (!_mm256_testz_si256(passed, passed))
            tell_grams(missed, at, sink);
        if (sink->stop)
            return;
    }
}

void sieve_sift(const struct sieve_tables *t, struct str text, struct sieve_sink *sink)
{
    size_t whole = text.len > BEHIND ? (text.len - BEHIND) / VECTOR : 0;
    size_t at = whole * VECTOR;
    sift(t, text.ptr, whole, 0, sink);
    if (sink->stop)
        return;
    char rest[3 * VECTOR] = {0};
    size_t len = text.len - at;
    if (len)
        memcpy(rest, text.ptr + at, len);
    sift(t, rest, 2, at, sink);
}
