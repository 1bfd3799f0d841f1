#include "cli/nightly.h"

#include <stdlib.h>

#include "base/os_process.h"
#include "cli/console.h"
#include "cli/when.h"

#define LOCK_TIMEOUT_MOST 86400

static const struct option nightly_rows[] = {
    {.name = "state",
     .kind = OPTION_STRING,
     .at = OPTION_AT(struct nightly_args, state, const char *),
     .value = "FILE",
     .about = "a report reads only what was written since the last one with this FILE, and is "
              "remembered in it"},
    {.name = "lock-timeout",
     .kind = OPTION_NUMBER,
     .at = OPTION_AT(struct nightly_args, lock_timeout, int64_t),
     .value = "SECONDS",
     .most = LOCK_TIMEOUT_MOST,
     .fallback = 60,
     .about = "wait so long for another run that uses the same state"},
};
const struct option_table nightly_options = {"State", nightly_rows,
                                             sizeof nightly_rows / sizeof *nightly_rows};

static void tell_waiting(void *state)
{
    const struct nightly_args *args = state;
    complain("%s: another run is using it; waiting up to %lld s", args->state,
             (long long)args->lock_timeout);
}

static bool may_go_on(void *state)
{
    (void)state;
    return !os_interrupted();
}

/* SQLite keeps its journal beside the file. That this cannot be is better known before hours of
 * reading than after. */
static enum status check_folder(const char *path, struct error *err)
{
    struct os_stat is;
    struct os_output *probe;
    struct error why;
    if (os_stat_path(path, &is) && is.kind != OS_REGULAR)
        return STATUS_OK;
    enum status status = os_output_open(path, &probe, &why);
    if (status)
        return error_set(err, status, "%s; a state is written to its folder too", why.text);
    os_output_abandon(probe);
    return STATUS_OK;
}

enum status nightly_open(const struct nightly_args *args, struct store **out, struct error *err)
{
    *out = NULL;
    if (!args->state)
        return STATUS_OK;
    struct nightly_args copy = *args;
    struct database_wait wait = {.timeout_ms = args->lock_timeout * 1000,
                                 .begin = tell_waiting,
                                 .go_on = may_go_on,
                                 .state = &copy};
    enum status status = check_folder(args->state, err);
    return status ? status : store_open(args->state, &wait, out, err);
}

/* The catalog has all codes, but for those of a table that was used some night. */
static void add_totals(const struct history_totals *before, const struct catalog *catalog,
                       const struct tally *tally, struct report_total *items,
                       struct report_totals *out)
{
    size_t at = 0;
    for (size_t i = 0; i < catalog->error_count; i++) {
        struct report_total *to = &items[out->count++];
        *to = (struct report_total){.code = catalog->errors[i].code,
                                    .events = tally ? tally->errors[i].events : 0};
        while (at < before->count && before->items[at].code < to->code)
            at++;
        if (at < before->count && before->items[at].code == to->code)
            to->events += before->items[at].events;
    }
}

enum status nightly_totals(struct store *store, const struct catalog *catalog,
                           const struct pipeline_result *result, bool counted, struct arena *memory,
                           struct report_totals *out, struct error *err)
{
    struct history_totals before;
    struct report_total *items = arena_array(memory, catalog->error_count + 1, sizeof *items);
    struct history *h = items ? store_history(store) : NULL;
    if (!h)
        return error_no_memory(err);
    enum status status = history_totals(h, memory, &before, err);
    history_close(h);
    if (status)
        return status;
    *out = (struct report_totals){
        .items = items, .runs = before.runs, .lines = before.lines, .bytes = before.bytes};
    add_totals(&before, catalog, counted ? &result->tally : NULL, items, out);
    if (counted) {
        out->runs++;
        out->lines += result->coverage.lines;
        out->bytes += result->coverage.bytes;
    }
    return STATUS_OK;
}

static void sum_up(const struct pipeline_result *result, struct history_run *run)
{
    const struct tally *t = &result->tally;
    run->version = WSALOG_VERSION;
    run->logs = result->coverage.files_read;
    run->lines = result->coverage.lines;
    run->bytes = result->coverage.bytes;
    run->events = t->events;
    run->mentions = t->mentions;
    run->ignorable = t->ignorable;
    run->possible = t->possible;
    run->lookalikes = t->lookalikes;
    run->without_time = t->without_time;
}

/* What the tally's dense indices are. */
static bool name_errors(const struct catalog *catalog, int32_t *codes, bool *ignorable)
{
    for (size_t i = 0; codes && ignorable && i < catalog->error_count; i++) {
        codes[i] = catalog->errors[i].code;
        ignorable[i] = catalog->errors[i].severity == SEVERITY_IGNORABLE;
    }
    return codes && ignorable;
}

static enum status commit_run(struct store *store, const struct pipeline_result *result,
                              struct store_run *run, const struct outputs *ready,
                              struct store_rename *renames, struct error *err)
{
    run->logs = result->logs;
    run->log_count = result->log_count;
    run->renames = renames;
    for (size_t i = 0; i < ready->count; i++) {
        struct store_rename *r = &renames[run->rename_count];
        run->rename_count += os_output_places(ready->items[i], &r->temporary, &r->target);
    }
    sum_up(result, &run->run);
    int64_t number;
    enum status status = when_now(&run->run.started_s, err);
    return status ? status : store_commit(store, run, &number, err);
}

static enum status commit(struct store *store, const struct catalog *catalog,
                          const struct pipeline_result *result, const struct outputs *ready,
                          struct error *err)
{
    struct store_rename *renames = calloc(ready->count + 1, sizeof *renames);
    int32_t *codes = calloc(catalog->error_count + 1, sizeof *codes);
    bool *ignorable = calloc(catalog->error_count + 1, sizeof *ignorable);
    struct store_run run = {.tally = {&result->tally, codes, ignorable}};
    enum status status = renames && name_errors(catalog, codes, ignorable)
                             ? commit_run(store, result, &run, ready, renames, err)
                             : error_no_memory(err);
    free(renames);
    free(codes);
    free(ignorable);
    return status;
}

void nightly_commit(struct store *store, const struct catalog *catalog,
                    const struct pipeline_result *result, struct outputs *ready,
                    struct outcome *out)
{
    struct error err;
    if (out->unusable) {
        outputs_abandon(ready);
    } else if (out->interrupted) {
        outputs_publish(ready, false, out);
    } else if (commit(store, catalog, result, ready, &err)) {
        fail(out, "%s", err.text);
        outputs_abandon(ready);
    } else {
        outputs_publish(ready, true, out);
        /* Those that failed are left to the next run. */
        if (!out->unusable && store_published(store, &err))
            fail(out, "%s", err.text);
    }
}
