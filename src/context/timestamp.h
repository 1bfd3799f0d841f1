/*
 * The time at the beginning of a log line, in the formats that software writes.
 *
 * A line "begins with" a timestamp when one stands first, or after what loggers put before it:
 * opening brackets and quotes, a syslog priority `<13>`, a level word (`ERROR `, `[warn] `), a
 * bracketed logger name, a short key (`time=`, `"ts":"`). Nothing here asks the machine's clock.
 */
#ifndef WSALOG_CONTEXT_TIMESTAMP_H
#define WSALOG_CONTEXT_TIMESTAMP_H

#include "base/moment.h"
#include "base/vocabulary.h"

/* How a file writes a date of three numbers when the line itself does not tell. The last one is
 * for years of two digits alone: four digits in front tell by themselves. */
#define DATE_ORDER_LIST(X)                                                                         \
    X(MDY, "mdy")                                                                                  \
    X(DMY, "dmy")                                                                                  \
    X(YMD, "ymd")

/* How sure the order of a file's dates is, least first. */
#define DATE_BASIS_LIST(X)                                                                         \
    X(NONE, "none")       /* no date leaves it open */                                             \
    X(ASSUMED, "assumed") /* nothing tells */                                                      \
    X(LIKELY, "likely")   /* days change more often than months, or lines disagree */              \
    X(STATED, "stated")   /* by the user */                                                        \
    X(PROVEN, "proven")   /* a number is no month */                                               \
    X(MIXED, "mixed")     /* other lines of the log prove another order */

#define VOCABULARY_DATE_ORDER(name, id) DATE_ORDER_##name,
#define VOCABULARY_DATE_BASIS(name, id) DATE_BASIS_##name,
VOCABULARY_DECLARE(DATE_ORDER, date_order, DATE_ORDER_LIST)
VOCABULARY_DECLARE(DATE_BASIS, date_basis, DATE_BASIS_LIST)

/* The minute of the line before: many lines begin with one, as most logs write it. */
#define TIMESTAMP_MINUTE_BYTES (sizeof "[2026-11-20T21:04:" - 1)
struct timestamp_minute {
    char text[TIMESTAMP_MINUTE_BYTES]; /* from the beginning of the line on */
    uint8_t len;                       /* with or without the bracket; 0: there is none */
    int64_t wall_ms;                   /* at second 0 */
};

/* What is known of a file's times. Zero it, set what is known, and keep one per reader thread: the
 * format that matched last is tried first, the same minute is not read again. That is for speed
 * only, results do not depend on it. */
struct timestamp_profile {
    enum date_order order;
    bool utc;        /* times that state no zone are UTC, and so do state it */
    int64_t year;    /* for formats without a year (syslog); 0: such a time is unknown */
    int month;       /* of the file's end, 1-12, or 0: a later day belongs to year - 1 */
    int day;         /* of that month, or 0 */
    int last_format; /* private hint, as is the next */
    struct timestamp_minute minute;
    bool day_first;   /* set when a date was read that must begin with the day, */
    bool month_first; /* and one that must begin with the month */
};

/* Longest prefix of a line in which a timestamp may begin, in bytes. */
#define TIMESTAMP_PREFIX 64

/* How much of a line is searched for a time that does not stand at its start, in bytes; ConfigMgr
 * writes it last, so as much is searched before the end of a line that could be one of its. */
#define TIMESTAMP_SEARCH 512

/*
 * Finds the timestamp that the line begins with. True when there is one, even if it has no date
 * (12:03:04.123 alone: then out->known is false). `out` may be NULL to ask only whether.
 * A bare epoch (seconds or milliseconds, 10 or 13 digits, optional fraction) counts at the very
 * beginning or after a key only.
 */
bool timestamp_at_start(struct str line, struct timestamp_profile *profile, struct moment *out);

/* The time of a line wherever it stands: at the start, else the first full date and time within
 * it (Apache's `[22/Jan/2019:03:56:14 +0330]`, ConfigMgr's `time="…" date="…"`). */
bool timestamp_in_line(struct str line, struct timestamp_profile *profile, struct moment *out);

/* The order in which a text writes its dates. What it proves holds: a first number above 12 is a
 * day, so is a second one. Then what was `stated` (NULL: nothing), then what is likely: one of the
 * numbers changes, or most lines say so. Else DATE_ORDER_MDY. Lines end with `line_end`. */
enum date_order timestamp_sniff_order(struct str text, char line_end, const enum date_order *stated,
                                      enum date_basis *basis);

/* Whether a log begins as one of those that are written in UTC: W3C extended format, with columns
 * for date and time, unless it says that its time is local. */
bool timestamp_sniff_utc(struct str text, char line_end);

/* Whether a text has records: at least one line in a hundred begins with a timestamp. */
bool timestamp_sniff_records(struct str text, char line_end, struct timestamp_profile *profile);

#endif
