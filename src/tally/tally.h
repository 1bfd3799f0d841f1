/*
 * The tally: counts in bounded memory, whatever the input.
 *
 * A tally is fed in source order by one thread, so that first, last, samples and top lists depend
 * on the input alone. Everything in it has a stated ceiling; where a list was cut, the rest is in
 * `other`. Fields are public for reading; only the functions below write them.
 */
#ifndef WSALOG_TALLY_TALLY_H
#define WSALOG_TALLY_TALLY_H

#include "base/error.h"
#include "base/moment.h"
#include "base/vocabulary.h"
#include "tally/groups.h"
#include "tally/hours.h"
#include "tally/minutes.h"
#include "tally/rhythm.h"
#include "tally/timeline.h"
#include "tally/topk.h"

#define TALLY_SAMPLES_MAX 50   /* ceiling of tally_options.samples */
#define TALLY_SAMPLE_BYTES 480 /* a sample's text is cut around its match to this */
#define TALLY_TOP 64           /* names kept per top list */

struct tally_options {
    size_t error_count;      /* errors in the catalog: sightings name them by dense index */
    size_t related_count;    /* related codes in the catalog */
    size_t samples;          /* samples kept per error: the first ones */
    const struct zone *zone; /* of times, to show them in; NULL: UTC, or as written */
    enum group_key group_by;
};

/* One mention as the merge hands it over. Views need live only during the call. */
struct sighting {
    size_t error; /* dense catalog index */
    enum confidence confidence;
    bool event;     /* the first mention of this error in its record */
    bool noise;     /* an event that the site expects */
    bool ignorable; /* its severity: outside the headline's totals */
    bool disagrees; /* a name beside the number said otherwise */
    bool ambiguous; /* the text could be another code too */
    struct moment time;
    struct str file; /* display name */
    uint64_t line;   /* from 1 */
    struct str text; /* the line */
    size_t match_at; /* of the match in text */
    size_t match_len;
    enum operation operation; /* or OPERATION_NONE */
    struct str peer;          /* "" when unknown */
    struct str host;          /* "" when unknown */
    struct str process;       /* "" when unknown */
};

struct tally_sample {
    char *file; /* owned */
    uint64_t line;
    struct moment time;
    char *text; /* owned, valid UTF-8, cut with "…" where it was longer; raw otherwise */
    size_t text_len;
    size_t match_at; /* of the match in text */
    size_t match_len;
};

struct tally_error {
    uint64_t events;
    uint64_t mentions;
    uint64_t by_confidence[CONFIDENCE_COUNT]; /* mentions */
    uint64_t disagreements;
    uint64_t without_time; /* events */
    uint64_t noise;        /* events that the site expects */
    bool ambiguous;
    struct moment first;
    struct moment last;
    uint64_t operations[OPERATION_COUNT]; /* events */
    struct topk files;                    /* events */
    struct topk peers;
    struct topk hosts;
    struct topk processes;
    struct timeline timeline;     /* events */
    struct hours hours;           /* events */
    struct minutes minutes;       /* events: the busiest ones */
    struct rhythm rhythm;         /* of events at one peer */
    struct tally_sample *samples; /* owned; at most tally_options.samples */
    size_t sample_count;
};

struct tally {
    struct tally_options options;
    struct tally_error *errors; /* owned; error_count of them, most never seen (mentions 0) */
    uint64_t events;            /* without the ignorable ones */
    uint64_t mentions;          /* without the ignorable ones */
    uint64_t ignorable;         /* events of ignorable errors */
    uint64_t *related;          /* owned; events of each related code, in no total */
    uint64_t possible;          /* mentions below the confidence asked for */
    uint64_t lookalikes;
    uint64_t without_time; /* events, without the ignorable ones */
    struct moment first;   /* of the events, without the ignorable ones */
    struct moment last;
    struct timeline timeline;
    struct minutes minutes;
    struct groups groups;     /* events, without the ignorable ones; empty for GROUP_BY_NONE */
    struct moment read_until; /* the latest time that any record is known to bear */
};

enum status tally_init(struct tally *t, const struct tally_options *options, struct error *err);
void tally_release(struct tally *t); /* also of a zeroed one */

/* Counts one mention. Fails only for want of memory; what was counted before stays. */
enum status tally_add(struct tally *t, const struct sighting *s, struct error *err);

/* Counts one event of a related code. */
void tally_add_related(struct tally *t, size_t index);

/* Adds what another tally of the same errors has counted; groups are left out. Samples are those of
 * this one, then of the other, as many as the one keeps that keeps more. False: out of memory. */
bool tally_merge(struct tally *t, const struct tally *from);

/* A record was read that bears this time, whether or not it tells an error. */
void tally_read_until(struct tally *t, struct moment time);

#endif
