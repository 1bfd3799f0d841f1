/*
 * The reports that stand on a shelf: files whose names one of its patterns gives.
 */
#ifndef WSALOG_CLI_SHELF_LIST_H
#define WSALOG_CLI_SHELF_LIST_H

#include "base/arena.h"
#include "cli/name_pattern.h"
#include "cli/options.h"

struct shelf_report {
    const char *name; /* in the folder */
    struct name_time time;
    size_t pattern; /* the first that gives the name */
};

/* All of them, the newest first, in `memory`. */
enum status shelf_list(const char *folder, const struct option_list *patterns, struct arena *memory,
                       struct shelf_report **out, size_t *count, struct error *err);

#endif
