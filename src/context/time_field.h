/*
 * The fields that timestamps are made of: numbers, names of months, the time of day, zones.
 *
 * Each function reads at the cursor and moves it behind what it read. Where one returns false, the
 * cursor may have moved: a caller that wants to try something else keeps a copy.
 */
#ifndef WSALOG_CONTEXT_TIME_FIELD_H
#define WSALOG_CONTEXT_TIME_FIELD_H

#include "base/moment.h"

/* What is left to read of a line. */
struct time_cursor {
    const char *at;
    const char *end;
};

struct time_clock {
    int hour, minute, second, ms;
};

/* The byte at the cursor, or `ahead` bytes behind it; NUL behind the end. */
static inline char time_peek_at(const struct time_cursor *c, size_t ahead)
{
    return (size_t)(c->end - c->at) > ahead ? c->at[ahead] : '\0';
}
static inline char time_peek(const struct time_cursor *c)
{
    return c->at < c->end ? *c->at : '\0';
}

static inline bool time_skip_char(struct time_cursor *c, char wanted)
{
    if (c->at == c->end || *c->at != wanted)
        return false;
    c->at++;
    return true;
}

bool time_skip_text(struct time_cursor *c, struct str wanted);
int time_skip_spaces(struct time_cursor *c, int max); /* and tabs; returns how many */

/* How many digits stand at the cursor, at most `max`; does not move it. */
int time_count_digits(const struct time_cursor *c, int max);

/* A run of `min` to `max` digits, max at most 9; a longer run is no number. */
bool time_number(struct time_cursor *c, int min, int max, int *value);

/* Milliseconds: of `.123456`, `,123` or `:123`, 0 when none stands there; of the digits alone. */
int time_fraction(struct time_cursor *c);
int time_fraction_digits(struct time_cursor *c);

/* hh:mm:ss or hh.mm.ss with an optional fraction, AM or PM; hh:mm where seconds may be missing.
 * Not checked for its range. */
bool time_clock(struct time_cursor *c, bool needs_seconds, struct time_clock *out);

/* English names, whole or cut to three letters or more. month is 1-12. */
bool time_month(struct time_cursor *c, int *month);
bool time_weekday(struct time_cursor *c);

/* A date and a time of day. */
struct time_stamp {
    int year, month, day;
    struct time_clock clock;
};

/* 2026-11-20T21:04:05, or with a blank or slashes, and what time_clock() reads behind it: the way
 * most logs write their times. Says the same as the other functions one after the other, in a
 * fraction of the time; when it says no, these may still find a time. */
bool time_iso(struct time_cursor *c, struct time_stamp *out);

/* What stands between a date and its time; a digit must follow. */
bool time_gap(struct time_cursor *c);

/* Z, UTC, GMT and offsets, if one stands there. Other names of zones mean several things, and are
 * not understood. */
void time_zone(struct time_cursor *c, struct moment *time);

#endif
