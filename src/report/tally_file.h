/*
 * A tally as a file: what one machine has counted and what it has read for that, to be merged with
 * others elsewhere.
 *
 * Times, sources and names of files come with it, as the logs have them: a tally is not redacted,
 * but the report that is made of it may be. What is read may be anybody's; it is refused unless it
 * is whole.
 */
#ifndef WSALOG_REPORT_TALLY_FILE_H
#define WSALOG_REPORT_TALLY_FILE_H

#include "report/renderer.h"

#define TALLY_FILE_EXTENSION ".tally"

struct tally_file {
    struct tally tally;
    struct report_coverage coverage;
    const char *rules;          /* version of the rule set */
    const char *const *options; /* that it was made with, as given */
    size_t option_count;
    bool partial;      /* the scan was interrupted */
    uint64_t checksum; /* of all this: equal ones are copies */
    struct zone *zone; /* owned: in which times are shown; or NULL */
    struct arena memory;
};

/* `path` without its extension goes before the names of the files in it. The error does not name
 * the path. Release `out` in any case. */
enum status tally_file_read(const char *path, const struct catalog *catalog, struct tally_file *out,
                            struct error *err);
void tally_file_release(struct tally_file *f);

/* Adds a tally of the same catalog, whose coverage must outlive `f`. STATUS_INVALID when the two
 * are of different windows of time or show times in different zones. */
enum status tally_file_merge(struct tally_file *f, const struct tally_file *from,
                             struct error *err);

/* Adds a log, or a tally, that could not be read to the coverage. */
enum status tally_file_add_failure(struct tally_file *f, const char *path, const char *reason,
                                   struct error *err);

#endif
