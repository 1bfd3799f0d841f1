/*
 * What report and find share: from options and paths to a finished run of the pipeline.
 */
#ifndef WSALOG_CLI_SCANNING_H
#define WSALOG_CLI_SCANNING_H

#include "cli/command.h"
#include "cli/knowledge.h"
#include "cli/when.h"
#include "pipeline/pipeline.h"

struct scan_args {
    struct knowledge_args knowledge;
    struct option_list include;
    struct option_list exclude;
    const char *files_from; /* a list of paths, or NULL */
    const char *encoding;   /* stated, or NULL */
    size_t date_order;      /* index of a choice */
    size_t min_confidence;  /* enum confidence */
    size_t prefilter;       /* enum prefilter */
    int64_t threads;
    bool quiet;
    struct when_options when;
    size_t progress;            /* enum progress_choice */
    enum group_key group_by;    /* no option: what the tally gathers events by */
    const char *host_from_path; /* no option of find: a pattern for path_host.h, or NULL */
    /* No options: what will be written, and so is not read; a state and what it knows, or NULL. */
    const struct option_list *outputs;
    const char *state;
    const struct known_logs *known;
    const struct noise *noise;          /* or NULL */
    const struct pipeline_trace *trace; /* or NULL */
    int64_t now_s;
    struct when_times times; /* what scan_prepare() made of `when` */
};

extern const struct option_table scan_options;

/* What can be wrong with the options before anything is read. Release `args` in any case. */
enum status scan_prepare(struct scan_args *args, struct error *err);
void scan_args_release(struct scan_args *args); /* not before the result of a scan */

/*
 * Scans the paths of the command line; without any, standard input, if something may come from
 * there. Tells on standard error what could not be read, and notes in `outcome` what the exit
 * status needs. False: there is nothing to report on, and the reason was told. `knowledge` is
 * loaded by the caller; `result` is to be released in any case.
 */
bool scan(const struct scan_args *args, const struct option_words *given,
          const struct command *command, const struct knowledge *knowledge, size_t samples,
          const struct pipeline_observer *observer, struct pipeline_result *result,
          struct outcome *outcome);

/* What scan() is made of, for those that run the pipeline in another way: an observer's
 * `may_go_on`, which ends the run at Ctrl-C, and what follows a run. */
bool scan_may_go_on(void *state);
bool scan_judge(bool quiet, const struct pipeline_result *result, struct outcome *outcome);

#endif
