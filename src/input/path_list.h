/*
 * The paths of a command line, and those of a file that lists them.
 */
#ifndef WSALOG_INPUT_PATH_LIST_H
#define WSALOG_INPUT_PATH_LIST_H

#include "base/error.h"

#include <stddef.h>

struct path_list {
    const char **items; /* owned; the paths of the command line are borrowed */
    size_t count;
    char *text; /* owned: the file, in which each path now ends in a NUL */
};

/* `paths` first, then those of the file `from` ("-": standard input; NULL: none), which are
 * separated by NUL bytes if it has one, else by line ends; empty ones are passed over. A list that
 * begins with the mark of UTF-16 is turned into UTF-8. */
enum status path_list_read(struct path_list *list, const char *const *paths, size_t count,
                           const char *from, struct error *err);
void path_list_release(struct path_list *list); /* a zeroed one is empty */

#endif
