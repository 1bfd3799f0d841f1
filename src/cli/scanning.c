#include "cli/scanning.h"

#include "base/os_process.h"
#include "cli/console.h"
#include "cli/progress.h"
#include "cli/usage.h"
#include "input/path_list.h"
#include "input/source.h"

#define OUTPUTS_BYTES_MAX ((size_t)16 * 1024 * 1024)

static const char *confidence_choices(size_t index)
{
    return index < CONFIDENCE_COUNT ? confidence_id((enum confidence)index) : NULL;
}

/* The first leaves it to each log. */
static const char *date_order_choices(size_t index)
{
    if (index == 0)
        return "auto";
    return index <= DATE_ORDER_COUNT ? date_order_id((enum date_order)(index - 1)) : NULL;
}

/* In the order of enum prefilter. */
static const char *prefilter_choices(size_t index)
{
    static const char *const words[] = {"auto", "sieve", "vectorscan", "pcre2", "none", NULL};
    return words[index];
}

/* In the order of enum progress_choice. */
static const char *progress_choices(size_t index)
{
    static const char *const words[] = {"auto", "never", NULL};
    return words[index];
}

static const struct option scan_rows[] = {
    {.name = "include",
     .kind = OPTION_LIST,
     .at = OPTION_AT(struct scan_args, include, struct option_list),
     .value = "GLOB",
     .recorded = true,
     .about = "in directories, read only files whose name or path matches"},
    {.name = "exclude",
     .kind = OPTION_LIST,
     .at = OPTION_AT(struct scan_args, exclude, struct option_list),
     .value = "GLOB",
     .recorded = true,
     .about = "in directories, pass over what matches"},
    {.name = "files-from",
     .kind = OPTION_STRING,
     .at = OPTION_AT(struct scan_args, files_from, const char *),
     .value = "FILE",
     .about = "read also the files and directories named in FILE, one per line, or separated by "
              "NUL bytes; - is standard input"},
    {.name = "encoding",
     .kind = OPTION_STRING,
     .at = OPTION_AT(struct scan_args, encoding, const char *),
     .value = "NAME",
     .recorded = true,
     .about = "logs without a byte order mark are in this encoding; else it is found out"},
    {.name = "since",
     .kind = OPTION_STRING,
     .at = OPTION_AT(struct scan_args, when.since, const char *),
     .value = "TIME",
     .recorded = true,
     .about = "leave out what happened before: 2026-11-20, '2026-11-20 13:00', -24h, yesterday, or "
              "08:00 of every day"},
    {.name = "until",
     .kind = OPTION_STRING,
     .at = OPTION_AT(struct scan_args, when.until, const char *),
     .value = "TIME",
     .recorded = true,
     .about = "leave out what happened from then on"},
    {.name = "tz",
     .kind = OPTION_STRING,
     .at = OPTION_AT(struct scan_args, when.zone, const char *),
     .value = "ZONE",
     .recorded = true,
     .about = "times that state no zone are of this one, and all are shown in it: Europe/Berlin, "
              "+02:00, UTC, local"},
    {.name = "date-order",
     .kind = OPTION_CHOICE,
     .at = OPTION_AT(struct scan_args, date_order, size_t),
     .value = "ORDER",
     .choice = date_order_choices,
     .recorded = true,
     .about = "of dates such as 05/11/26, in logs where nothing proves another one"},
    {.name = "min-confidence",
     .kind = OPTION_CHOICE,
     .at = OPTION_AT(struct scan_args, min_confidence, size_t),
     .value = "LEVEL",
     .choice = confidence_choices,
     .fallback = CONFIDENCE_LIKELY,
     .recorded = true,
     .about = "count mentions that are at least this sure"},
    {.name = "threads",
     .letter = 'j',
     .kind = OPTION_NUMBER,
     .at = OPTION_AT(struct scan_args, threads, int64_t),
     .value = "N",
     .most = PIPELINE_THREADS_MAX,
     .about = "use N threads; 0, the default, is one per processor"},
    {.name = "quiet",
     .letter = 'q',
     .kind = OPTION_FLAG,
     .at = OPTION_AT(struct scan_args, quiet, bool),
     .about = "do not name on standard error what could not be read, and show no progress; the "
              "exit status still tells"},
    {.name = "progress",
     .kind = OPTION_CHOICE,
     .at = OPTION_AT(struct scan_args, progress, size_t),
     .value = "WHEN",
     .choice = progress_choices,
     .about = "show how far the scan has come: on a terminal where somebody watches"},
    {.name = "prefilter",
     .kind = OPTION_CHOICE,
     .at = OPTION_AT(struct scan_args, prefilter, size_t),
     .value = "ENGINE",
     .choice = prefilter_choices,
     .about = "for troubleshooting: which engine looks first; the answer never depends on it"},
};
const struct option_table scan_options = {"Reading", scan_rows,
                                          sizeof scan_rows / sizeof *scan_rows};

bool scan_may_go_on(void *state)
{
    (void)state;
    return !os_interrupted();
}

/* Standard input is worth waiting for when something was sent there. A terminal, nothing, or
 * /dev/null mean that the paths were forgotten. */
static bool input_is_given(void)
{
    enum os_kind kind = os_fd_kind(0);
    return kind == OS_PIPE || kind == OS_SOCKET || kind == OS_REGULAR;
}

static void tell_problems(const struct pipeline_result *result)
{
    for (size_t i = 0; i < result->problem_count; i++) {
        const char *path = result->problems[i].path;
        complain("%s: %s", strcmp(path, "-") == 0 ? "standard input" : path,
                 result->problems[i].reason);
    }
    uint64_t unreached = result->coverage.files_unreached;
    if (unreached)
        complain("the run was stopped before %llu more log%s", (unsigned long long)unreached,
                 unreached == 1 ? "" : "s");
}

/* Nothing was readable, and it is not that everything was skipped by rule. */
static bool came_to_nothing(const struct pipeline_result *result)
{
    return !result->readable && !result->stopped &&
           (result->problem_count || !result->coverage.files_skipped);
}

bool scan_judge(bool quiet, const struct pipeline_result *result, struct outcome *outcome)
{
    if (result->stopped && !os_interrupted())
        return true; /* the reader has gone away: nobody asks for the rest */
    if (!quiet)
        tell_problems(result);
    outcome->incomplete = result->incomplete;
    outcome->interrupted = result->stopped;
    if (!came_to_nothing(result))
        return true;
    fail(outcome, "nothing to report on: no log could be read");
    return false;
}

enum status scan_prepare(struct scan_args *args, struct error *err)
{
    if (args->encoding && !encoding_is_known(args->encoding))
        return error_set(err, STATUS_INVALID,
                         "--encoding: no encoding '%s' is known here (`iconv -l` lists them)",
                         args->encoding);
    return when_read(&args->when, &args->times, err);
}

void scan_args_release(struct scan_args *args)
{
    when_release(&args->times);
}

static bool compile_hosts(const char *pattern, struct path_host **out, struct error *err)
{
    struct error why;
    *out = NULL;
    if (!pattern || !path_host_new(pattern, out, &why))
        return true;
    (void)error_set(err, STATUS_INVALID, "--host-from-path '%s': %s", pattern, why.text);
    return false;
}

/* What the run writes: its reports, and the state with the journal that SQLite keeps beside it. */
static enum status list_outputs(const struct scan_args *args, struct arena *memory,
                                struct pipeline_options *options, struct error *err)
{
    size_t count = args->outputs ? args->outputs->count : 0;
    const char **list = arena_array(memory, count + 2, sizeof *list);
    if (!list)
        return error_no_memory(err);
    options->outputs = list;
    for (size_t i = 0; i < count; i++)
        list[options->output_count++] = args->outputs->items[i];
    if (!args->state)
        return STATUS_OK;
    struct buf journal = BUF_INIT(OUTPUTS_BYTES_MAX);
    buf_add_text(&journal, args->state);
    buf_add_text(&journal, "-journal");
    list[options->output_count++] = args->state;
    list[options->output_count++] = arena_copy(memory, buf_str(&journal));
    buf_release(&journal);
    return list[options->output_count - 1] ? STATUS_OK : error_no_memory(err);
}

bool scan(const struct scan_args *args, const struct option_words *given,
          const struct command *command, const struct knowledge *knowledge, size_t samples,
          const struct pipeline_observer *observer, struct pipeline_result *result,
          struct outcome *outcome)
{
    static const char *const standard_input[] = {"-"};
    bool named = given->words.count > 0 || args->files_from;
    *result = (struct pipeline_result){0};
    if (!named && !input_is_given()) {
        usage_tell(command, outcome);
        return false;
    }
    struct error err;
    struct path_list paths = {0};
    struct path_host *hosts = NULL;
    if (!compile_hosts(args->host_from_path, &hosts, &err) ||
        path_list_read(&paths, given->words.items, given->words.count, args->files_from, &err)) {
        fail(outcome, "%s", err.text);
        path_host_free(hosts);
        return false;
    }
    struct pipeline_options options = {
        .catalog = knowledge->catalog,
        .rules = knowledge->rules,
        .paths = named ? paths.items : standard_input,
        .path_count = named ? paths.count : 1,
        .encoding = args->encoding,
        .include = args->include.items,
        .include_count = args->include.count,
        .exclude = args->exclude.items,
        .exclude_count = args->exclude.count,
        .known = args->known,
        .noise = args->noise,
        .trace = args->trace,
        .now_s = args->now_s,
        .zone = args->times.zone,
        .window = args->times.window,
        .min_confidence = (enum confidence)args->min_confidence,
        .threads = (unsigned)args->threads,
        .prefilter = (enum prefilter)args->prefilter,
        .samples = samples,
        .group_by = args->group_by,
        .host_from_path = hosts,
        .observer = *observer,
    };
    enum date_order order = DATE_ORDER_MDY;
    if (args->date_order) {
        order = (enum date_order)(args->date_order - 1);
        options.date_order = &order;
    }
    options.observer.may_go_on = scan_may_go_on;
    struct arena memory = ARENA_INIT(OUTPUTS_BYTES_MAX);
    enum status status = list_outputs(args, &memory, &options, &err);
    struct progress_display display;
    options.progress = progress_start(&display, (enum progress_choice)args->progress, args->quiet,
                                      observer->found != NULL);
    if (!status)
        status = pipeline_run(&options, result, &err);
    progress_stop(&display);
    arena_release(&memory);
    path_list_release(&paths);
    path_host_free(hosts);
    if (!status)
        return scan_judge(args->quiet, result, outcome);
    fail(outcome, "%s", err.text);
    return false;
}
