/*
 * The socket call that failed: the word beside a match that names one.
 */
#ifndef WSALOG_CONTEXT_OPERATION_H
#define WSALOG_CONTEXT_OPERATION_H

#include "context/surroundings.h"

/* The operation named nearest before the end of the match [at, at + len), else nearest after it,
 * where only what has the form of a call counts: Windows' message often stands there, and its
 * words tell nothing. OPERATION_NONE when nothing tells. */
enum operation operation_find(const struct call_words *words, struct str line, size_t at,
                              size_t len);

#endif
