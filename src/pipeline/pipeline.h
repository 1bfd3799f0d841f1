/*
 * The pipeline: every stage from paths to a finished tally, and the threads that run them.
 *
 *     input ─▶ scan ─▶ context ─▶ tally
 *
 * Any thread takes the next block of a log, scans it, and hands over a delta; deltas are merged
 * strictly in source order. So the result depends on the input and the options, never on the
 * number of threads or on the prefilter.
 */
#ifndef WSALOG_PIPELINE_PIPELINE_H
#define WSALOG_PIPELINE_PIPELINE_H

#include "base/arena.h"
#include "base/error.h"
#include "base/window.h"
#include "catalog/catalog.h"
#include "context/path_host.h"
#include "context/timestamp.h"
#include "pipeline/progress.h"
#include "report/model.h"
#include "rules/noise.h"
#include "rules/ruleset.h"
#include "scan/trace.h"
#include "state/known.h"
#include "tally/tally.h"

#define PIPELINE_THREADS_MAX 256

/* Which engine looks for triggers. The answer is the same. */
enum prefilter {
    PREFILTER_AUTO,
    PREFILTER_SIEVE,
    PREFILTER_VECTORSCAN,
    PREFILTER_PCRE2,
    PREFILTER_NONE,
};

/* One mention, for `find`. Views live only during the call. */
struct finding {
    struct str file;
    uint64_t line;
    uint64_t offset; /* of the match, in bytes of decoded text from the start of the log */
    const struct catalog_error *error;
    const char *rule; /* id */
    enum confidence confidence;
    struct moment time;
    struct str text; /* the line, cut to a window around the match when it is very long */
    size_t match_at; /* of the match in text */
    size_t match_len;
    bool event;
    struct str rest; /* what is at hand from the beginning of the line on, lines after it too */
    char line_end;
    struct w3c_columns columns; /* in force on the line */
};

/* What a caller may want to know while the pipeline runs. All calls come from one thread at a
 * time, in source order; each may be NULL. */
struct pipeline_observer {
    void *state;
    /* A mention at or above min_confidence. False: stop now (not an error). */
    bool (*found)(void *state, const struct finding *finding);
    /* Asked from time to time, at least at the end of each block. False: stop now; the result is
     * partial. */
    bool (*may_go_on)(void *state);
};

/* For those who try rules: a tracer of the scan. */
struct pipeline_trace {
    struct scan_tracer tracer;
    /* Before the events of each block: its number within its log, and the line ends before it. Its
     * state is the tracer's. */
    void (*block)(void *state, const char *path, uint64_t index, uint64_t lines);
};

struct pipeline_options {
    const struct catalog *catalog;
    const struct ruleset *rules;
    const char *const *paths; /* files, directories, "-" */
    size_t path_count;
    const char *const *include;
    size_t include_count;
    const char *const *exclude;
    size_t exclude_count;
    const char *const *outputs; /* files that the run will write: not read, wherever they lie */
    size_t output_count;
    const char *encoding;              /* stated for all logs, or NULL: each is looked at */
    const enum date_order *date_order; /* of dates that tell nothing, or NULL */
    const struct zone *zone; /* of times that state none, and to show all in; NULL: UTC, and as
                                written. It must outlive the result */
    struct window window;    /* events outside are left out */
    enum confidence min_confidence;
    unsigned threads; /* 0: one per processor */
    enum prefilter prefilter;
    size_t samples; /* per error */
    enum group_key group_by;
    const struct path_host *host_from_path; /* or NULL: where it fits, it goes before the line */
    struct pipeline_observer observer;
    const struct noise *noise;          /* that the site knows, or NULL */
    int64_t now_s;                      /* for events that state no time, and noise */
    struct progress *progress;          /* borrowed, or NULL: how far the run has come */
    const struct known_logs *known;     /* those that earlier runs have read, or NULL: no state */
    const struct pipeline_trace *trace; /* NULL in ordinary runs; with it one thread does all */
};

struct pipeline_problem {
    const char *path;
    const char *reason;
};

struct pipeline_result {
    struct tally tally;
    struct report_coverage coverage;
    const struct pipeline_problem *problems; /* for stderr: what could not be read, in order */
    size_t problem_count;
    uint64_t readable; /* logs of which something could be read (an empty file counts) */
    bool incomplete;   /* a named path is missing or an input was not read whole: exit status 3 */
    bool stopped;      /* an observer said stop */
    /* With `noise`, of each of its entries: events that it explains, and that it would explain had
     * it not expired. */
    uint64_t *noise_events;
    uint64_t *noise_expired;
    /* With `known`: how far each log is read now. */
    const struct known_log *logs;
    size_t log_count;
    struct arena memory;
};

/* Runs to the end. Fails for want of memory, or when an engine cannot be set up (a rule's pattern
 * is wrong: STATUS_INVALID). `out` is to be released in any case. */
enum status pipeline_run(const struct pipeline_options *options, struct pipeline_result *out,
                         struct error *err);
void pipeline_result_release(struct pipeline_result *r);

#endif
