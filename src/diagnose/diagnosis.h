/*
 * Diagnoses: what several errors together look like, and what to do about it.
 *
 * The built-in set is generated at build time from rules/diagnoses.yaml as constant data;
 * rules/README.md describes the format. A set is immutable once made.
 *
 * All strings are UTF-8 C strings, never NULL ("" when there is none).
 */
#ifndef WSALOG_DIAGNOSE_DIAGNOSIS_H
#define WSALOG_DIAGNOSE_DIAGNOSIS_H

#include "catalog/catalog.h"

/* Most diagnoses of a set, and most rows that a part of one may have. */
#define DIAGNOSES_MAX 256
#define DIAGNOSIS_ROWS_MAX 32

/* How sure a diagnosis is, least first. */
#define CERTAINTY_LIST(X)                                                                          \
    X(LOW, "low")                                                                                  \
    X(MEDIUM, "medium")                                                                            \
    X(HIGH, "high")

/* Where a fault lies. One that lies deeper explains those above it and is told first. */
#define LAYER_LIST(X)                                                                              \
    X(STACK, "stack")                                                                              \
    X(LINK, "link")                                                                                \
    X(DNS, "dns")                                                                                  \
    X(RESOURCES, "resources")                                                                      \
    X(SERVICE, "service")                                                                          \
    X(CONNECTION, "connection")                                                                    \
    X(CONSEQUENCE, "consequence")

/* What can be measured of a tally. Unless said otherwise it is about the errors of the figure's
 * scope. Times, peers and files are those of all events of an error, of any operation. */
#define MEASURE_LIST(X)                                                                            \
    X(EVENTS, "events")                   /* how many */                                           \
    X(SHARE, "share")                     /* of all events that count */                           \
    X(RATIO, "ratio")                     /* to the events of `to` */                              \
    X(KINDS, "kinds")                     /* different errors */                                   \
    X(REPEATED, "repeated")               /* events of the commonest of the errors */              \
    X(RELATED, "related")                 /* events of related codes, which `of` names */          \
    X(PEERS, "peers")                     /* different ones, at least */                           \
    X(TOP_PEER, "top-peer")               /* the one with most events */                           \
    X(TOP_PEER_EVENTS, "top-peer-events") /* at that one */                                        \
    X(TOP_PEER_SHARE, "top-peer-share")   /* of the events */                                      \
    X(TOP_PEER_SPAN, "top-peer-span")     /* time from its first event to its last */              \
    X(TOP_PEER_WHEN, "top-peer-when")     /* from when to when */                                  \
    X(MAIN_PEER, "main-peer")             /* the top one, if it has at least half of them */       \
    X(LOCAL_SHARE, "local-share")         /* of events with a peer: on this host itself */         \
    X(IPV6_SHARE, "ipv6-share")           /* of events with a peer: IPv6 addresses */              \
    X(CLIENT_SHARE, "client-share")       /* of the events: at a peer that came to this host */    \
    X(FILES, "files")                     /* different ones, at least */                           \
    X(TOP_FILE, "top-file")               /* the one with most events */                           \
    X(TOP_FILE_EVENTS, "top-file-events") /* in that one */                                        \
    X(DAY_EVENTS, "day-events")           /* in 24 hours at most, and those that state no time */  \
    X(WHEN, "when")                       /* from when to when */                                  \
    X(SPAN, "span")                       /* time from the first event to the last */              \
    X(LOG_SPAN, "log-span")               /* time that the logs cover, as far as is known */       \
    X(QUIET, "quiet")                     /* time that was read after the last event */            \
    X(LEAD, "lead")                       /* time from an event of `to` to the first one */        \
    X(BURST_EVENTS, "burst-events")       /* within the busiest `minutes` */                       \
    X(BURST_SHARE, "burst-share")         /* of the events that state a time */                    \
    X(BURST_START, "burst-start")         /* when */                                               \
    X(GAPS, "gaps")                       /* between events at one peer */                         \
    X(RHYTHM, "rhythm")                   /* the commonest length of a gap */                      \
    X(RHYTHM_SHARE, "rhythm-share")       /* of the gaps that have about that length */

#define VOCABULARY_CERTAINTY(name, id) CERTAINTY_##name,
#define VOCABULARY_LAYER(name, id) LAYER_##name,
#define VOCABULARY_MEASURE(name, id) MEASURE_##name,

VOCABULARY_DECLARE(CERTAINTY, certainty, CERTAINTY_LIST)
VOCABULARY_DECLARE(LAYER, layer, LAYER_LIST)
VOCABULARY_DECLARE(MEASURE, measure, MEASURE_LIST)

/* Bit of diagnosis_subject.operations for events whose operation is not known. */
#define OPERATION_UNKNOWN_BIT (1u << OPERATION_NONE)

/* An error, maybe after some operations only. */
struct diagnosis_subject {
    int32_t code;
    uint16_t operations; /* bits 1 << OPERATION_x and the one above; 0: any */
};

struct diagnosis_scope {
    const struct diagnosis_subject *subjects;
    size_t count;
};

/* Something to measure. */
struct figure {
    enum measure measure;
    struct diagnosis_scope of; /* empty: the errors of the diagnosis */
    struct diagnosis_scope to; /* for ratio, lead */
    int minutes;               /* the window of a burst */
};

/* A figure within bounds. Times are in minutes. A figure that the tally cannot tell holds
 * never. */
struct diagnosis_condition {
    struct figure figure;
    double least;
    double most;
};

/* What a diagnosis says when all conditions hold. */
struct diagnosis_case {
    enum certainty certainty;
    const char *text;
    const struct diagnosis_condition *when;
    size_t when_count;
};

/* A piece of a line of evidence: plain text, and a figure after it. */
struct evidence_piece {
    const char *text;
    bool has_figure;
    struct figure figure;
    const char *one; /* the noun after a count, or "" */
    const char *many;
};

struct evidence_line {
    const struct evidence_piece *pieces;
    size_t count;
};

struct diagnosis {
    const char *id;
    const char *title;
    enum severity severity;
    enum audience audience;
    enum layer layer;
    struct diagnosis_scope errors;
    const char *const *yields_to; /* ids: when one of them was found, this is no news */
    size_t yields_to_count;
    const struct diagnosis_condition *when; /* all of them, before any case is looked at */
    size_t when_count;
    const struct diagnosis_case *cases; /* the first that holds */
    size_t case_count;
    const struct evidence_line *evidence;
    size_t evidence_count;
    const struct catalog_action *actions; /* checks, then changes */
    size_t action_count;
};

struct diagnosis_set {
    const struct diagnosis *items;
    size_t count;
    struct arena memory; /* empty for the built-in set */
};

/* The set compiled into the program. */
const struct diagnosis_set *diagnoses_builtin(void);

/* Reads a file. The error names file, line and id. Owned by the caller: diagnoses_free(). */
enum status diagnoses_load(const char *path, struct diagnosis_set **out, struct error *err);
void diagnoses_free(struct diagnosis_set *set); /* NULL is fine; never pass the built-in one */

#endif
