/*
 * wsalog [report]: the grouped report.
 */
#include "cli/command.h"
#include "cli/comparing.h"
#include "cli/config.h"
#include "cli/expecting.h"
#include "cli/nightly.h"
#include "cli/presenting.h"
#include "cli/scanning.h"

#define TOTALS_BYTES_MAX ((size_t)64 * 1024 * 1024)

struct report_args {
    struct scan_args scan;
    struct presenting_args presenting;
    struct nightly_args nightly;
    int64_t samples;
    const char *compare;
    const char *noise;
};

static const struct option report_rows[] = {
    {.name = "host-from-path",
     .kind = OPTION_STRING,
     .at = OPTION_AT(struct report_args, scan.host_from_path, const char *),
     .value = "PATTERN",
     .recorded = true,
     .about = "each server has its folder: {host} stands for its name, as in 'logs/{host}/'; or a "
              "regular expression with a group (?<host>...)"},
    {.name = "samples",
     .kind = OPTION_NUMBER,
     .at = OPTION_AT(struct report_args, samples, int64_t),
     .value = "N",
     .most = TALLY_SAMPLES_MAX,
     .fallback = 3,
     .recorded = true,
     .about = "show the first N lines of each error"},
    {.name = "compare",
     .kind = OPTION_STRING,
     .at = OPTION_AT(struct report_args, compare, const char *),
     .value = "WITH",
     .recorded = true,
     .about = "with --state: say what changed since the last run (last), the run of a number, or "
              "those of so many days or weeks (7d, 2w)"},
    {.name = "noise",
     .kind = OPTION_STRING,
     .at = OPTION_AT(struct report_args, noise, const char *),
     .value = "FILE",
     .recorded = true,
     .about = "tell apart the errors that this list expects: code, peer, file, reason, until"},
};
static const struct option_table report_options = {"Counting", report_rows,
                                                   sizeof report_rows / sizeof *report_rows};

static const struct option_use uses[] = {
    {&presenting_options, offsetof(struct report_args, presenting)},
    {&report_options, 0},
    {&nightly_options, offsetof(struct report_args, nightly)},
    {&shelf_options, offsetof(struct report_args, presenting.shelf)},
    {&redact_options, offsetof(struct report_args, presenting.redact)},
    {&scan_options, offsetof(struct report_args, scan)},
    {&rule_options, offsetof(struct report_args, scan.knowledge)},
    {&table_options, offsetof(struct report_args, scan.knowledge)},
    {&showing_options, offsetof(struct report_args, presenting.showing)},
    {&display_options, offsetof(struct report_args, presenting.display)},
    {NULL, 0},
};

/* A report in the making: what it needs, in the order in which it comes to be. */
struct job {
    struct report_args *args;
    const struct option_words *given;
    struct presenting presenting;
    struct knowledge knowledge;
    struct comparing comparing;
    struct expecting expecting;
    struct store *store; /* NULL without --state */
    struct pipeline_result result;
    const struct report_comparison *comparison; /* or NULL */
    struct report_totals totals;                /* with --state */
    struct arena memory;                        /* of the totals */
};

static void job_release(struct job *job)
{
    comparing_release(&job->comparing);
    expecting_release(&job->expecting);
    store_close(job->store);
    pipeline_result_release(&job->result);
    knowledge_release(&job->knowledge);
    scan_args_release(&job->args->scan);
    arena_release(&job->memory);
    presenting_release(&job->presenting);
}

/* What can be wrong before anything is read. */
static enum status check(struct job *job, struct error *err)
{
    struct report_args *args = job->args;
    enum status status = presenting_check(&args->presenting, job->given, args->scan.when.zone,
                                          &job->presenting, err);
    if (!status)
        status = comparing_init(args->compare, args->nightly.state, &job->comparing, err);
    if (!status)
        status = scan_prepare(&args->scan, err);
    if (!status)
        status = knowledge_load(&args->scan.knowledge, &job->knowledge, err);
    if (!status)
        status = expecting_init(args->noise, job->knowledge.catalog, &job->expecting, err);
    return status ? status
                  : presenting_watch(&job->presenting, args->compare != NULL,
                                     job->knowledge.catalog, err);
}

static enum status open_state(struct job *job, struct error *err)
{
    struct scan_args *scan = &job->args->scan;
    const struct presenting_args *presenting = &job->args->presenting;
    enum status status = nightly_open(&job->args->nightly, &job->store, err);
    if (!status)
        status = comparing_check(&job->comparing, job->store, err);
    if (!status)
        status = presenting_place(&job->presenting, err);
    scan->outputs = &presenting->files;
    scan->group_by = report_grouping_key((enum report_grouping)presenting->group_by);
    scan->noise = job->expecting.wanted ? &job->expecting.noise : NULL;
    scan->now_s = job->expecting.now_s;
    scan->known = job->store ? store_known(job->store) : NULL;
    scan->state = job->args->nightly.state;
    return status;
}

static enum status write_report(struct job *job, struct outcome *out, struct error *err)
{
    struct presented what = {
        .catalog = job->knowledge.catalog,
        .tally = &job->result.tally,
        .coverage = &job->result.coverage,
        .options = {.rules = job->knowledge.rules->version,
                    .options = job->given->recorded.items,
                    .option_count = job->given->recorded.count,
                    .partial = out->interrupted,
                    .comparison = job->comparison,
                    .totals = job->store ? &job->totals : NULL},
    };
    enum status status = expecting_report(&job->expecting, &job->result, &what.options, err);
    if (!status && job->store)
        status = nightly_totals(job->store, job->knowledge.catalog, &job->result, !out->interrupted,
                                &job->memory, &job->totals, err);
    return status ? status : presenting_write(&job->presenting, &what, out, err);
}

static enum status make_report(struct job *job, struct outcome *out, struct error *err)
{
    struct pipeline_observer observer = {0};
    if (!scan(&job->args->scan, job->given, &cmd_report, &job->knowledge,
              (size_t)job->args->samples, &observer, &job->result, out))
        return STATUS_OK; /* told already */
    enum status status = comparing_run(&job->comparing, job->store, job->knowledge.catalog,
                                       &job->result.tally, &job->comparison, err);
    return status ? status : write_report(job, out, err);
}

static void run(void *state, const struct option_words *given, struct outcome *out)
{
    struct job job = {.args = state, .given = given, .memory = ARENA_INIT(TOTALS_BYTES_MAX)};
    struct error err;
    enum status status = check(&job, &err);
    if (!status)
        status = open_state(&job, &err);
    if (!status)
        status = make_report(&job, out, &err);
    if (status) {
        fail_option(given, &err, out);
    }
    if (job.store)
        nightly_commit(job.store, job.knowledge.catalog, &job.result, &job.presenting.ready, out);
    else
        outputs_publish(&job.presenting.ready, false, out);
    presenting_end(&job.presenting, out);
    job_release(&job);
}

const struct command cmd_report = {
    .name = "report",
    .synopsis = "[report] [OPTION]... [PATH]...",
    .about = "Write a grouped report: what failed, how often, what it means and what to do.",
    .details = "Examples\n"
               "  wsalog server.log\n"
               "  wsalog /var/log/app -o report.html -o report.csv\n"
               "  zcat old.log.gz | wsalog -f json\n"
               "  wsalog --state night.db /var/log/app -o night.html\n"
               "\n"
               "Exit status: 0 done; 1 a --fail-on condition holds; 2 wrong usage, nothing\n"
               "readable, an output could not be written or the state not be used; 3 done, but\n"
               "not all could be read; 130 interrupted.\n",
    .uses = uses,
    .takes_paths = true,
    .args_size = sizeof(struct report_args),
    .run = run,
};
