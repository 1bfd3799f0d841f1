/*
 * The formats of a timestamp: one row each, with the function that reads it.
 *
 * No two formats accept the same text, so it does not matter which is tried first: the unit test
 * of timestamps holds new ones to that. To add one, write its reader and add a row to the table in
 * time_format.c.
 */
#ifndef WSALOG_CONTEXT_TIME_FORMAT_H
#define WSALOG_CONTEXT_TIME_FORMAT_H

#include "context/timestamp.h"

/* How much the place of a text says for its being a timestamp, least first. */
enum time_place {
    TIME_ANYWHERE, /* within a line: only a full date and time */
    TIME_AT_START, /* where a line's timestamp is expected: also without year or date */
    TIME_FIRST,    /* the very beginning, or after a key such as `ts=`: also a bare epoch */
};

struct time_reading {
    struct moment
        time; /* unknown when the text has no date, or neither it nor the profile a year */
    /* A date of three numbers (two, without year) whose order the text does not tell, as written;
     * zero for any other. `third` is zero for a year of four digits. */
    unsigned char first, second, third;
};

/* Reads the timestamp that `text` begins with; `text` goes on to the end of the line. Returns its
 * length, or 0 when there is none. The character before text must not be part of a word. */
size_t time_format_read(struct str text, enum time_place place, struct timestamp_profile *profile,
                        struct time_reading *out);

#endif
