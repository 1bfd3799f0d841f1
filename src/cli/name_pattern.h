/*
 * Names that hold the time of a run: report-%Y-%m-%d.html.
 *
 *     %Y %m %d %H %M %S    as strftime() has them, with as many digits as they have there
 *     %j                   the day of the year, 001 to 366
 *     %%                   a percent sign
 *
 * A second name of the same time has -2 before its extension, and so on: nothing is overwritten.
 */
#ifndef WSALOG_CLI_NAME_PATTERN_H
#define WSALOG_CLI_NAME_PATTERN_H

#include "base/moment.h"

/* Which name: a time to the precision of the pattern, and the how-manieth of that time. */
struct name_time {
    int64_t wall_ms; /* on the clock of whoever named it */
    unsigned serial; /* from 1 */
};

/* STATUS_INVALID unless it is a name, without folders, that tells at least the day. */
enum status name_pattern_check(const char *pattern, struct error *err);

/* Appends the name. */
void name_pattern_format(const char *pattern, const struct name_time *time, struct buf *out);

/* Whether the pattern gives this name, and of which time. */
bool name_pattern_parse(const char *pattern, const char *name, struct name_time *out);

/* The later one is greater: below, above or equal to zero. */
int name_time_compare(const struct name_time *a, const struct name_time *b);

#endif
