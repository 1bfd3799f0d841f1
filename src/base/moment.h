/*
 * A point in time as a log wrote it: the wall clock in milliseconds, and the zone if it was stated.
 *
 * Nothing here asks the machine's clock or zone: the same text gives the same moment everywhere.
 */
#ifndef WSALOG_BASE_MOMENT_H
#define WSALOG_BASE_MOMENT_H

#include "base/buf.h"
#include "base/zone.h"

struct moment {
    int64_t wall_ms;    /* milliseconds from 1970-01-01T00:00:00 to the clock as written */
    int16_t offset_min; /* minutes east of UTC: as stated, else as assumed, 0 until then */
    bool has_zone;      /* the text stated its zone (Z, +01:00, an epoch) */
    bool known;         /* false: there is no time; the rest is zero */
};

/* Proleptic Gregorian calendar. month 1-12, day 1-31; not range-checked, and month 13 is the
 * January after. */
int64_t civil_days(int64_t year, int month, int day); /* days since 1970-01-01 */
void civil_date(int64_t days, int64_t *year, int *month, int *day);
bool civil_valid(int64_t year, int month, int day);

/* Builds a moment without zone; false when a field is out of range (second 60 counts as 59.999). */
bool moment_make(int64_t year, int month, int day, int hour, int minute, int second, int ms,
                 struct moment *out);

/* Milliseconds since the epoch, for ordering. */
static inline int64_t moment_utc_ms(struct moment m)
{
    return m.wall_ms - (int64_t)m.offset_min * 60000;
}

/* The same time on the clock of a zone (NULL: UTC); `stated` becomes its has_zone. */
struct moment moment_in_zone(int64_t utc_ms, const struct zone *zone, bool stated);

/* Makes the span from `*first` to `*last` reach to a time. An unknown time changes nothing; an
 * unknown span becomes that time. Of equal times the one that came first stays. */
void moment_widen(struct moment *first, struct moment *last, struct moment time);

/* ISO 8601: 2026-11-20T21:04:05, .250 when there are milliseconds, Z or +01:00 when the zone is
 * known. Appends nothing for an unknown moment. */
void moment_format(struct moment m, struct buf *out);

#endif
