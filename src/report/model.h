/*
 * The report model: everything that a report says, before it takes a form.
 *
 * report_model_build() makes it from a finished tally; renderers (renderer.h) only read it. So all
 * formats agree by construction, and what changes a report (grouping, redaction) happens once.
 * Strings from logs (paths, samples, peers) are raw bytes: each renderer escapes them for its
 * format. Everything lives in `memory`, released as one; the catalog must outlive the model.
 */
#ifndef WSALOG_REPORT_MODEL_H
#define WSALOG_REPORT_MODEL_H

#include "base/arena.h"
#include "base/error.h"
#include "base/moment.h"
#include "base/window.h"
#include "catalog/catalog.h"
#include "diagnose/diagnose.h"
#include "report/change.h"
#include "report/totals.h"
#include "tally/tally.h"

/* What a report is gathered by: its errors into sections, by one of the first three; or its events
 * by where or when they happened (see struct report_places), which the tally must have counted. */
#define REPORT_GROUPING_LIST(X)                                                                    \
    X(CATEGORY, "category", GROUP_BY_NONE)                                                         \
    X(SEVERITY, "severity", GROUP_BY_NONE)                                                         \
    X(CODE, "code", GROUP_BY_NONE)                                                                 \
    X(FILE, "file", GROUP_BY_FILE)                                                                 \
    X(PEER, "peer", GROUP_BY_PEER)                                                                 \
    X(OPERATION, "operation", GROUP_BY_OPERATION)                                                  \
    X(HOST, "host", GROUP_BY_HOST)                                                                 \
    X(PROCESS, "process", GROUP_BY_PROCESS)                                                        \
    X(HOUR, "hour", GROUP_BY_HOUR)                                                                 \
    X(DAY, "day", GROUP_BY_DAY)

enum report_grouping {
#define X(name, id, key) REPORT_GROUP_BY_##name,
    REPORT_GROUPING_LIST(X)
#undef X
        REPORT_GROUPING_COUNT
};
const char *report_grouping_id(enum report_grouping g);
bool report_grouping_from(struct str id, enum report_grouping *out);
enum group_key report_grouping_key(enum report_grouping g); /* for tally_options.group_by */

/* One log of the coverage block. */
struct report_source {
    const char *path;
    bool named;              /* by the user, not found in a directory */
    const char *status;      /* read, partial, skipped, failed */
    const char *reason;      /* or NULL */
    bool doubtful;           /* read, but the reason says what may be counted twice */
    bool garbled;            /* read, but hardly as text, and nothing was found in it */
    bool unreached;          /* the run was stopped before it */
    const char *encoding;    /* or NULL when nothing was read */
    const char *compression; /* or NULL */
    const char *date_order;  /* mdy, dmy, ymd; NULL when no date left it open */
    const char *date_basis;  /* assumed, likely, stated, proven, mixed; NULL with date_order */
    uint64_t bytes;
    uint64_t lines;
    uint64_t events;
};

struct report_coverage {
    const struct report_source *sources;
    size_t source_count;
    uint64_t files_read;
    uint64_t files_skipped;   /* by rule: hidden, binary, met twice */
    uint64_t hidden;          /* of these: their names begin with a dot, */
    uint64_t duplicates;      /* they had been met before, also through a link, */
    uint64_t special;         /* they are no files: pipes, devices */
    uint64_t files_garbled;   /* of those read: see report_source.garbled */
    uint64_t files_failed;    /* not read, or not whole */
    uint64_t files_unreached; /* the run was stopped before them; the first of them are sources */
    bool resumed;             /* it is a run with a state: only what is new was read */
    uint64_t logs_continued;  /* those that an earlier run has read in part or in whole */
    uint64_t logs_unchanged;  /* of these, those in which nothing was new */
    uint64_t bytes;
    uint64_t lines;
    uint64_t long_lines;              /* lines on which hits were capped or cut by the window */
    const char *const *limited_rules; /* rules that hit PCRE2's match limit */
    size_t limited_rule_count;
    const char *zone; /* that of times which state none */
    bool zone_shown;  /* all times are shown in it; else as written */
    struct window window;
    uint64_t outside;      /* events left out by the window, */
    uint64_t out_of_reach; /* and those that state no time to tell */
};

struct report_count {
    const char *name;
    size_t name_len;
    uint64_t events;
};

/*
 * Names by events, most first. A list keeps only counts that are certain: a name whose count is
 * mostly the error of the sketch that counted it is among the others.
 */
struct report_list {
    const struct report_count *items;
    size_t count;
    uint64_t other_events;   /* of names not listed; 0: the list is complete */
    uint64_t other_distinct; /* at least so many names */
};

/* A code of Win32 that was seen beside Winsock's errors. */
struct report_related {
    const struct catalog_related *meaning;
    uint64_t events;
};

/* An entry of the list of known noise that has something to tell. */
struct report_noise {
    int32_t code;
    const char *where; /* "peer 10.0.0.9:*, file app*.log" */
    const char *reason;
    struct moment until; /* the beginning of its last day */
    uint64_t events;     /* that it explains */
    uint64_t expired;    /* that it would explain had it not expired */
};

/* A condition of --fail-on that holds. */
struct report_alarm {
    const char *condition; /* as given */
    const char *reason;    /* "22 events of severity critical" */
};

#define REPORT_BURSTS_MAX 3

/* Minutes that hold many more events than others. */
struct report_burst {
    struct moment start;
    int64_t minutes;
    uint64_t events; /* at least */
};

/* How events went over time; course.h says more. */
struct report_course {
    const struct report_bucket *timeline; /* without gaps: also buckets with no event */
    size_t timeline_count;
    int64_t timeline_width_ms;         /* of one bucket */
    double per_hour;                   /* from the first to the last; 0 when they are too few */
    const struct report_burst *bursts; /* the largest, by events */
    size_t burst_count;
};

struct report_sample {
    const char *file;
    uint64_t line;
    struct moment time;
    const char *text;
    size_t text_len;
    size_t match_at; /* where the error stands in text */
    size_t match_len;
};

struct report_error {
    const struct catalog_error *meaning;
    const struct catalog_category *category;
    enum confidence confidence; /* of most of its mentions */
    uint64_t events;
    uint64_t mentions;
    uint64_t disagreements;
    double share; /* of totals.events, 0 to 1; of totals.ignorable for an ignorable error */
    bool ambiguous;
    struct moment first;
    struct moment last;
    struct report_list files;
    struct report_list peers;
    struct report_list hosts;
    struct report_list processes;
    struct report_list operations;
    struct report_course course;
    const struct report_sample *samples;
    size_t sample_count;
    /* The advice for the operations that were seen, all of it when none was or none has any. The
     * actions are the meaning's, with their commands filled in (filling.h); the causes are indices
     * into meaning->causes. */
    const struct catalog_action *actions;
    size_t action_count;
    const uint16_t *causes;
    size_t cause_count;
    uint64_t noise;                     /* events that the site expects */
    const struct report_change *change; /* against earlier runs; NULL: it was not compared */
    bool folded; /* it is as usual, or noise alone: people are spared the details */
};

/* A section: its errors follow each other in model.errors. */
struct report_group {
    const char *id;
    const char *title;
    const char *description; /* or "" */
    size_t first;            /* index into model.errors */
    size_t count;
    uint64_t events;
    struct moment earliest, latest; /* of its errors */
};

/* An error within a place. */
struct report_part {
    const struct catalog_error *meaning;
    uint64_t events;
    struct moment first, last;
};

/* A file of a family of rotated logs. */
struct report_member {
    const char *name;
    size_t name_len;
    uint64_t events;
    struct moment first, last;
};

/* A file (or a family of them, see family.h), peer, operation, host, process, hour or day, and what
 * happened there. */
struct report_place {
    const char *name; /* for programs; "": what the logs do not tell. An hour or day: ISO 8601 */
    size_t name_len;
    const char *title; /* for people */
    size_t title_len;
    bool verbatim; /* title is text from a log */
    uint64_t events;
    double share; /* of all events */
    struct moment first, last;
    const struct report_part *parts; /* by events, most first */
    size_t part_count;
    uint64_t part_rest;                  /* events of errors that were not kept */
    const struct report_member *members; /* of a family, in the order of their first events */
    size_t member_count;                 /* 0, or two and more */
    bool shown;                          /* in reports for people */
};

#define REPORT_PLACES_SHOWN 50 /* and what is not told, if that is not among them */

/*
 * The places, by events, most first; hours and days by time; what is not told last. Ignorable
 * errors are left out. As in a report_list all counts are certain, and what is not is among the
 * others. When more different names were met than the tally keeps, `short_by` is above 0: no count
 * is too low by more than that, and a place with more than twice as many events is certainly there.
 */
struct report_places {
    const struct report_place *items;
    size_t count; /* 0 unless options.grouping asks for places */
    size_t shown;
    uint64_t other_events;
    uint64_t other_distinct; /* at least so many */
    uint64_t short_by;
};

#define REPORT_TOP_DEFAULT 5

struct report_options {
    const char *version;
    const char *rules;          /* version of the rule set */
    const char *const *options; /* as given, for the record */
    size_t option_count;
    const char *title; /* or NULL */
    const char *note;  /* or NULL */
    enum report_grouping grouping;
    size_t top;        /* rows of top lists shown to people; 0: REPORT_TOP_DEFAULT */
    bool partial;      /* the scan was interrupted */
    const char *stamp; /* when it was made, ISO 8601, or NULL: not stated */
    int64_t made_s;    /* the same since the epoch, for renderers that always state it */
    const struct diagnosis_set *diagnoses;      /* to look for, or NULL: none */
    const struct report_comparison *comparison; /* with earlier runs, or NULL */
    const struct report_totals *totals;         /* of all runs with a state, or NULL */
    const struct report_noise *noise; /* with events of either kind; NULL: no list was given */
    size_t noise_count;
};

struct report_model {
    struct report_options options;
    const struct catalog *catalog; /* what the errors are of */
    const struct tally *tally;     /* what it was made of, not redacted */
    struct report_coverage coverage;
    uint64_t events;
    uint64_t mentions;
    size_t distinct_errors; /* without the ignorable ones */
    uint64_t ignorable;
    uint64_t possible;
    uint64_t lookalikes;
    uint64_t without_time; /* events, with those that a window left out */
    struct moment first;
    struct moment last;
    struct report_course course;
    const struct report_error *errors; /* all, in the order of groups; ignorable ones last */
    size_t error_count;
    const size_t *worst_first; /* distinct_errors indices of errors: the order of an overview */
    const struct report_group *groups; /* without the ignorable errors */
    size_t group_count;
    struct report_group ignorable_group; /* count 0 when there are none */
    struct report_places places;
    const struct diagnosed *diagnoses; /* what the errors look like, the most serious first */
    size_t diagnosis_count;
    const struct report_related *related; /* those seen, ascending by code; in no total */
    size_t related_count;
    const struct report_alarm *alarms; /* set by whoever knows the conditions; may stay empty */
    size_t alarm_count;
    enum severity worst; /* of the errors in groups; IGNORABLE when none */
    struct arena memory;
};

/* Copies what it needs from the tally; `coverage` and `options` are copied shallowly: what they
 * point to must outlive the model. */
enum status report_model_build(const struct catalog *catalog, const struct tally *tally,
                               const struct report_coverage *coverage,
                               const struct report_options *options, struct report_model *out,
                               struct error *err);
void report_model_release(struct report_model *m);

#endif
