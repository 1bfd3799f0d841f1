/*
 * Quantifiers of patterns: how often what stands before one may stand.
 */
#ifndef WSALOG_SCAN_QUANTIFIER_H
#define WSALOG_SCAN_QUANTIFIER_H

#include <stdbool.h>
#include <stddef.h>

struct quantifier {
    size_t least;
    size_t most;     /* SIZE_MAX: without bound */
    bool possessive; /* what it took is never given back */
};

/* Reads ?, *, +, {n}, {n,} or {n,m} at `*at`, with the ? or + of a lazy or possessive one behind
 * it, and steps over it; where none stands it is once. False: a brace is not closed. */
bool quantifier_read(const char **at, struct quantifier *out);

#endif
