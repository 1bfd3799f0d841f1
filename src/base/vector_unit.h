/*
 * Loops over all bytes of a log. They are written so that a compiler makes vectors of them,
 * compiled for AVX2 as well as for any processor, and the machine they run on decides:
 *
 *     FOR_EACH_VECTOR_UNIT static size_t count(const char *at, size_t len)
 *
 * A call of such a function is not inlined: give it some hundred bytes at a time. Clang before 14,
 * other processors and AddressSanitizer get one version.
 */
#ifndef WSALOG_BASE_VECTOR_UNIT_H
#define WSALOG_BASE_VECTOR_UNIT_H

#if defined(__x86_64__) && defined(__ELF__) && !defined(__SANITIZE_ADDRESS__) &&                   \
    defined(__has_attribute)
#if __has_attribute(target_clones)
#define FOR_EACH_VECTOR_UNIT __attribute__((target_clones("avx2", "default")))
#endif
#endif
#ifndef FOR_EACH_VECTOR_UNIT
#define FOR_EACH_VECTOR_UNIT
#endif

#endif
