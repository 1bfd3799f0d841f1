/*
 * Known noise of a site: errors that it expects, at some peers or in some files, for a stated
 * reason and up to a stated day. They are counted like others, and told apart.
 *
 *     code,peer,file,reason,until
 *     10054,10.0.0.9:*,,"the load balancer's health check",2026-12-31
 *
 * `peer` and `file` are patterns (os_glob_match(); one for a file without a slash is held against
 * the name alone); an empty one matches all, and at least one of them must be given.
 */
#ifndef WSALOG_RULES_NOISE_H
#define WSALOG_RULES_NOISE_H

#include "base/arena.h"
#include "base/error.h"
#include "base/moment.h"

struct noise_entry {
    int32_t code;
    const char *peer;
    const char *file;
    const char *reason;
    int64_t until_day; /* the last one, in days since 1970-01-01 */
    const char *file_of_list;
    int line; /* where it stands */
};

struct noise {
    const struct noise_entry *entries;
    size_t count;
    struct arena memory;
};

/* The error names file, line and column. Release it in any case. */
enum status noise_load(const char *path, struct noise *out, struct error *err);
void noise_release(struct noise *n);

/* What the list says of an event. */
struct noise_verdict {
    size_t entry; /* SIZE_MAX: nothing */
    bool expired; /* it happened after the entry's last day */
};

/* The first entry that holds, else the first one that has expired. An event without a time happens
 * at `now_s`. */
struct noise_verdict noise_find(const struct noise *n, int32_t code, struct str peer,
                                const char *file, struct moment time, int64_t now_s);

#endif
