/*
 * How a report is presented: what the commands that write one share, from the options to the files.
 *
 *     presenting_check()   what can be wrong, before anything is counted
 *     presenting_watch()   the conditions of --fail-on, once the errors are known
 *     presenting_place()   the names on the shelf, which join the files of -o
 *     presenting_write()   makes the report; its files lie ready beside their targets
 *     presenting_end()     once they have taken their names
 */
#ifndef WSALOG_CLI_PRESENTING_H
#define WSALOG_CLI_PRESENTING_H

#include "cli/alarms.h"
#include "cli/console.h"
#include "cli/options.h"
#include "cli/outputs.h"
#include "cli/redacting.h"
#include "cli/shelf.h"
#include "cli/showing.h"

struct presenting_args {
    struct redact_args redact;
    struct display_args display;
    struct showing_args showing;
    struct shelf_args shelf;
    struct option_list files;
    struct option_list fail_on;
    size_t format; /* index of a renderer */
    size_t group_by;
    size_t coverage;
    int64_t top;
    const char *title;
    const char *note;
    bool summary;
    bool stamp;
};

extern const struct option_table presenting_options; /* those that have no table of their own */

struct presenting {
    struct presenting_args *args;
    const struct option_words *given;
    int64_t made_s;      /* 0: nobody asked */
    struct buf stamp;    /* empty: none is wanted */
    struct buf headline; /* what it came to, for the journal */
    struct shelf shelf;
    struct redacting redacting;
    struct alarms alarms;
    struct outputs ready; /* to be published or abandoned by the caller */
};

/* `zone` is that of --tz, or NULL. Release `out` in any case. */
enum status presenting_check(struct presenting_args *args, const struct option_words *given,
                             const char *zone, struct presenting *out, struct error *err);
void presenting_release(struct presenting *p);

enum status presenting_watch(struct presenting *p, bool compared, const struct catalog *catalog,
                             struct error *err);
enum status presenting_place(struct presenting *p, struct error *err);

/* What has been counted. The options hold what only the caller knows: the rules, comparison,
 * totals, noise; the rest is filled in. */
struct presented {
    const struct catalog *catalog;
    const struct tally *tally;
    const struct report_coverage *coverage;
    struct report_options options;
};
enum status presenting_write(struct presenting *p, struct presented *what, struct outcome *out,
                             struct error *err);
void presenting_end(struct presenting *p, struct outcome *out);

#endif
