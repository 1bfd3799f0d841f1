/*
 * The shelf: a folder in which the reports of many nights stand, each under a name that tells its
 * day, with a page that lists them.
 *
 *     shelf_check()    what can be wrong, before anything is read
 *     shelf_choose()   the names of this run, which join the files of -o
 *     shelf_tidy()     after they were written: what is too old goes, the page is written
 */
#ifndef WSALOG_CLI_SHELF_H
#define WSALOG_CLI_SHELF_H

#include "base/arena.h"
#include "cli/name_pattern.h"
#include "cli/options.h"
#include "cli/outcome.h"

struct shelf_args {
    const char *folder;       /* or NULL: none */
    struct option_list names; /* patterns; empty: report-%Y-%m-%d.html */
    const char *keep;         /* a number of reports, or an age; NULL: all */
};

extern const struct option_table shelf_options;

struct shelf {
    const struct shelf_args *args;
    struct option_list patterns;
    struct name_time time; /* of this run, on the clock of --tz or of the machine */
    size_t keep_count;     /* 0: any number */
    int64_t keep_ms;       /* 0: of any age */
    struct arena memory;
};

/* `zone` names the clock by which nights are named; NULL: the machine's. Release in any case. */
enum status shelf_check(const struct shelf_args *args, const char *zone, struct shelf *out,
                        struct error *err);
void shelf_release(struct shelf *s);

/* Puts the names of this run behind those of `files`: the first that none of the patterns has on
 * the shelf yet. They live as long as the shelf. */
enum status shelf_choose(struct shelf *s, struct option_list *files, struct error *err);

/* Tells what could not be removed; that the page could not be written is noted too. */
void shelf_tidy(struct shelf *s, struct outcome *out);

#endif
