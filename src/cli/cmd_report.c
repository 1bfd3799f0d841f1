/*
 * wsalog [report]: the grouped report.
 */
#include <stdlib.h>
#include <string.h>

#include "cli/alarms.h"
#include "cli/comparing.h"
#include "cli/config.h"
#include "cli/console.h"
#include "cli/expecting.h"
#include "cli/nightly.h"
#include "cli/outputs.h"
#include "cli/redacting.h"
#include "cli/scanning.h"
#include "cli/shelf.h"
#include "cli/showing.h"
#include "diagnose/diagnosis.h"
#include "report/phrase.h"

#define TOTALS_BYTES_MAX ((size_t)64 * 1024 * 1024)

enum coverage_choice { COVERAGE_BRIEF, COVERAGE_FULL };

struct report_args {
    struct scan_args scan;
    struct redact_args redact;
    struct display_args display;
    struct showing_args showing;
    struct nightly_args nightly;
    struct shelf_args shelf;
    struct option_list files;
    struct option_list fail_on;
    size_t format; /* index of a renderer */
    size_t group_by;
    size_t coverage;
    int64_t top;
    int64_t samples;
    const char *title;
    const char *note;
    const char *compare;
    const char *noise;
    bool summary;
    bool stamp;
};

static const char *format_choices(size_t index)
{
    size_t count;
    const struct renderer *const *all = renderers(&count);
    return index < count ? all[index]->id : NULL;
}

static const char *grouping_choices(size_t index)
{
    return index < REPORT_GROUPING_COUNT ? report_grouping_id((enum report_grouping)index) : NULL;
}

static const char *coverage_choices(size_t index)
{
    static const char *const words[] = {"brief", "full", NULL};
    return words[index];
}

static const struct option report_rows[] = {
    {.name = "output",
     .letter = 'o',
     .kind = OPTION_LIST,
     .at = OPTION_AT(struct report_args, files, struct option_list),
     .value = "FILE",
     .about = "write the report to FILE, in the format of its extension, and nothing to standard "
              "output unless one FILE is -"},
    {.name = "format",
     .letter = 'f',
     .kind = OPTION_CHOICE,
     .at = OPTION_AT(struct report_args, format, size_t),
     .value = "FORMAT",
     .choice = format_choices,
     .about = "format on standard output"},
    {.name = "group-by",
     .kind = OPTION_CHOICE,
     .at = OPTION_AT(struct report_args, group_by, size_t),
     .value = "KEY",
     .choice = grouping_choices,
     .recorded = true,
     .about = "gather by"},
    {.name = "host-from-path",
     .kind = OPTION_STRING,
     .at = OPTION_AT(struct report_args, scan.host_from_path, const char *),
     .value = "PATTERN",
     .recorded = true,
     .about = "each server has its folder: {host} stands for its name, as in 'logs/{host}/'; or a "
              "regular expression with a group (?<host>...)"},
    {.name = "top",
     .kind = OPTION_NUMBER,
     .at = OPTION_AT(struct report_args, top, int64_t),
     .value = "N",
     .least = 1,
     .most = TALLY_TOP,
     .fallback = REPORT_TOP_DEFAULT,
     .recorded = true,
     .about = "show the N most frequent files, peers and so on of each error"},
    {.name = "samples",
     .kind = OPTION_NUMBER,
     .at = OPTION_AT(struct report_args, samples, int64_t),
     .value = "N",
     .most = TALLY_SAMPLES_MAX,
     .fallback = 3,
     .recorded = true,
     .about = "show the first N lines of each error"},
    {.name = "coverage",
     .kind = OPTION_CHOICE,
     .at = OPTION_AT(struct report_args, coverage, size_t),
     .value = "HOW",
     .choice = coverage_choices,
     .about = "name the logs with something to say, or every log"},
    {.name = "title",
     .kind = OPTION_STRING,
     .at = OPTION_AT(struct report_args, title, const char *),
     .value = "TEXT",
     .about = "put a title of your own on the report"},
    {.name = "note",
     .kind = OPTION_STRING,
     .at = OPTION_AT(struct report_args, note, const char *),
     .value = "TEXT",
     .about = "put a note at its top"},
    {.name = "summary",
     .kind = OPTION_FLAG,
     .at = OPTION_AT(struct report_args, summary, bool),
     .about = "only the few lines that fit a chat message"},
    {.name = "fail-on",
     .kind = OPTION_LIST,
     .at = OPTION_AT(struct report_args, fail_on, struct option_list),
     .value = "WHEN",
     .recorded = true,
     .about =
         "exit with 1 when the report holds this: a severity (that or worse), a code or a name, "
         "each maybe with >=N events, or diagnosis:ID; with --compare also new, and CODE>Nx, more "
         "than N times the usual"},
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
    {.name = "stamp",
     .kind = OPTION_FLAG,
     .at = OPTION_AT(struct report_args, stamp, bool),
     .about = "say when the report was made (honours SOURCE_DATE_EPOCH); without it, the same "
              "logs give the same bytes"},
};
static const struct option_table report_options = {"Report", report_rows,
                                                   sizeof report_rows / sizeof *report_rows};

static const struct option_use uses[] = {
    {&report_options, 0},
    {&nightly_options, offsetof(struct report_args, nightly)},
    {&shelf_options, offsetof(struct report_args, shelf)},
    {&redact_options, offsetof(struct report_args, redact)},
    {&scan_options, offsetof(struct report_args, scan)},
    {&rule_options, offsetof(struct report_args, scan.knowledge)},
    {&table_options, offsetof(struct report_args, scan.knowledge)},
    {&showing_options, offsetof(struct report_args, showing)},
    {&display_options, offsetof(struct report_args, display)},
    {NULL, 0},
};

/* A report in the making: what it needs, in the order in which it comes to be. */
struct job {
    struct report_args *args;
    const struct option_words *given;
    int64_t made_s;      /* 0: nobody asked */
    struct buf stamp;    /* empty: none is wanted */
    struct buf headline; /* what it came to, for the journal */
    struct shelf shelf;
    struct redacting redacting;
    struct knowledge knowledge;
    struct alarms alarms;
    struct comparing comparing;
    struct expecting expecting;
    struct store *store; /* NULL without --state */
    struct pipeline_result result;
    const struct report_comparison *comparison; /* or NULL */
    struct report_totals totals;                /* with --state */
    struct arena memory;                        /* of the totals */
    struct outputs ready;
};

static void job_release(struct job *job)
{
    comparing_release(&job->comparing);
    expecting_release(&job->expecting);
    store_close(job->store);
    pipeline_result_release(&job->result);
    alarms_release(&job->alarms);
    knowledge_release(&job->knowledge);
    scan_args_release(&job->args->scan);
    arena_release(&job->memory);
    shelf_release(&job->shelf);
    buf_release(&job->headline);
    buf_release(&job->stamp);
}

static const struct renderer *chosen_renderer(const struct job *job)
{
    size_t count;
    return renderers(&count)[job->args->format];
}

/* When the report is made, for those that state it. */
static enum status look_at_clock(struct job *job, struct error *err)
{
    const struct report_args *args = job->args;
    bool dated = outputs_are_dated(&args->files, chosen_renderer(job)) ||
                 outputs_are_dated(&job->shelf.patterns, chosen_renderer(job));
    if (!args->stamp && !dated)
        return STATUS_OK;
    enum status status = when_now(&job->made_s, err);
    if (!status && args->stamp)
        moment_format(moment_in_zone(job->made_s * 1000, NULL, true), &job->stamp);
    return status;
}

/* What can be wrong before anything is read. */
static enum status check(struct job *job, struct error *err)
{
    struct report_args *args = job->args;
    enum status status = comparing_init(args->compare, args->nightly.state, &job->comparing, err);
    if (!status)
        status = outputs_check(&args->files, &job->given->words, err);
    if (!status)
        status = shelf_check(&args->shelf, args->scan.when.zone, &job->shelf, err);
    if (!status)
        status = showing_check(&args->showing, &args->files, &job->shelf.patterns, err);
    if (!status)
        status = redacting_init(&args->redact, &job->redacting, err);
    if (!status)
        status = look_at_clock(job, err);
    if (!status)
        status = scan_prepare(&args->scan, err);
    if (!status)
        status = knowledge_load(&args->scan.knowledge, &job->knowledge, err);
    if (!status)
        status = expecting_init(args->noise, job->knowledge.catalog, &job->expecting, err);
    return status ? status
                  : alarms_init(&args->fail_on, args->compare != NULL, job->knowledge.catalog,
                                diagnoses_builtin(), &job->alarms, err);
}

static enum status open_state(struct job *job, struct error *err)
{
    struct scan_args *scan = &job->args->scan;
    enum status status = nightly_open(&job->args->nightly, &job->store, err);
    if (!status)
        status = comparing_check(&job->comparing, job->store, err);
    if (!status)
        status = shelf_choose(&job->shelf, &job->args->files, err);
    scan->outputs = &job->args->files;
    scan->group_by = report_grouping_key((enum report_grouping)job->args->group_by);
    scan->noise = job->expecting.wanted ? &job->expecting.noise : NULL;
    scan->now_s = job->expecting.now_s;
    scan->known = job->store ? store_known(job->store) : NULL;
    scan->state = job->args->nightly.state;
    return status;
}

static enum status build_model(struct job *job, struct report_model *model, struct outcome *out,
                               struct error *err)
{
    const struct report_args *args = job->args;
    struct report_options options = {
        .version = WSALOG_VERSION,
        .rules = job->knowledge.rules->version,
        .options = job->given->recorded.items,
        .option_count = job->given->recorded.count,
        .title = args->title,
        .note = args->note,
        .grouping = (enum report_grouping)args->group_by,
        .top = (size_t)args->top,
        .partial = out->interrupted,
        .stamp = job->stamp.len ? buf_text(&job->stamp) : NULL,
        .made_s = job->made_s,
        .diagnoses = diagnoses_builtin(),
        .comparison = job->comparison,
        .totals = job->store ? &job->totals : NULL,
    };
    enum status status = expecting_report(&job->expecting, &job->result, &options, err);
    if (!status && job->store)
        status = nightly_totals(job->store, job->knowledge.catalog, &job->result, !out->interrupted,
                                &job->memory, &job->totals, err);
    if (!status)
        status = report_model_build(job->knowledge.catalog, &job->result.tally,
                                    &job->result.coverage, &options, model, err);
    if (!status)
        status = alarms_apply(&job->alarms, model, out, err);
    return status ? status : redacting_apply(&args->redact, &job->redacting, model, err);
}

static enum status write_report(struct job *job, struct outcome *out, struct error *err)
{
    const struct report_args *args = job->args;
    struct report_model model = {0};
    enum status status = build_model(job, &model, out, err);
    if (!status) {
        struct render_style style = console_style(&args->display);
        style.summary = args->summary;
        style.full_coverage = args->coverage == COVERAGE_FULL;
        outputs_write(&args->files, chosen_renderer(job), &style, &args->showing, &model,
                      &job->ready, out);
        phrase_headline(&job->headline, &model);
    }
    report_model_release(&model);
    return status;
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
    struct job job = {.args = state,
                      .given = given,
                      .stamp = BUF_INIT(64),
                      .headline = BUF_INIT(4096),
                      .memory = ARENA_INIT(TOTALS_BYTES_MAX)};
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
        nightly_commit(job.store, job.knowledge.catalog, &job.result, &job.ready, out);
    else
        outputs_publish(&job.ready, false, out);
    shelf_tidy(&job.shelf, out);
    if (!out->unusable)
        inform_journal("%s", buf_text(&job.headline));
    showing_open(&job.args->showing, &job.args->files, out);
    job_release(&job);
}

const struct command cmd_report = {
    .name = "report",
    .synopsis = "[report] [OPTION]... [PATH]...",
    .about = "Write a grouped report: what failed, how often, what it means and what to do.",
    .details =
        "Examples\n"
        "  wsalog server.log\n"
        "  wsalog /var/log/app -o report.html -o report.csv\n"
        "  zcat old.log.gz | wsalog -f json\n"
        "  wsalog --state night.db /var/log/app -o night.html\n"
        "\n"
        "Exit status: 0 done; 1 a --fail-on condition holds; 2 wrong usage, nothing readable, an\n"
        "output could not be written or the state not be used; 3 done, but not all could be read;\n"
        "130 interrupted.\n",
    .uses = uses,
    .takes_paths = true,
    .args_size = sizeof(struct report_args),
    .run = run,
};
