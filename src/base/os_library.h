/*
 * A shared library that is loaded when it is first needed.
 *
 * Linked in the ordinary way, the large ones and all that they need in turn would be loaded and
 * relocated at each start, which takes longer than most runs, and few runs need them. Who uses one
 * lists its functions once:
 *
 *     #define NAMED_FUNCTIONS(F) F(named_open) F(named_close)
 *     struct named {
 *         NAMED_FUNCTIONS(OS_LIBRARY_MEMBER)
 *     };
 *     static const char *const names[] = {NAMED_FUNCTIONS(OS_LIBRARY_NAME)};
 *
 *     struct named named;
 *     os_library_load("libnamed.so.1", names, OS_LIBRARY_COUNT(names), &named, &err)
 *     named.named_open(…)
 *
 * so that the compiler checks each call against the library's own header.
 */
#ifndef WSALOG_BASE_OS_LIBRARY_H
#define WSALOG_BASE_OS_LIBRARY_H

#include "base/error.h"

#include <stddef.h>

#define OS_LIBRARY_MEMBER(function) __typeof__(function) *function;
#define OS_LIBRARY_NAME(function) #function,
#define OS_LIBRARY_COUNT(names) (sizeof(names) / sizeof *(names))

/* Loads the library of that name from where the system keeps them, or finds it loaded, and fills
 * `table`, a struct of as many pointers to functions as there are names, in their order. It stays
 * loaded until the program ends. Any thread. STATUS_NOT_FOUND: it is not there, or lacks a
 * function; then the table is not to be used. */
enum status os_library_load(const char *library, const char *const *names, size_t count,
                            void *table, struct error *err);

#endif
