/*
 * The threads.
 *
 * Each worker takes a free slot (slots.h), has the next block or small file put into it (intake.h),
 * scans it without a lock, and puts it back as done; then it merges what is next in line, unless
 * another one does.
 *
 * A folder may still be walked by a thread of its own while what was found in it is read. Then not
 * each file is asked how large it is, and which; so one that is met twice is dropped by the merge.
 *
 * What a W3C log's columns are may be told any number of blocks earlier. A block is scanned with
 * those that the merge knows when it is read; should they turn out to be others when its turn comes
 * to be merged, it is scanned once more. That happens to the few blocks that are under way when a
 * header is merged, and costs other logs nothing.
 */
#include "pipeline/pipeline.h"

#include <stdlib.h>

#include "base/os_file.h"
#include "base/os_process.h"
#include "base/os_thread.h"
#include "engine/multi.h"
#include "input/seen.h"
#include "pipeline/file_queue.h"
#include "pipeline/intake.h"
#include "pipeline/lexicon.h"
#include "pipeline/merge.h"
#include "pipeline/plan.h"
#include "pipeline/slots.h"
#include "scan/snapshot.h"

#define RESULT_BYTES_MAX ((size_t)1024 * 1024 * 1024)
/* Below this, compiling (some 100 ms) takes longer than PCRE2 takes for the work. */
#define SMALL_INPUT_BYTES ((uint64_t)512 * 1024)
/* A peer is a part of a window of a line, with a colon and brackets. */
#define PEER_BYTES_MAX ((size_t)64 * 1024)
/* More than threads: a worker that finds none free while another merges small files waits often.
 * They take memory only when they are used. */
#define SPARE_SLOTS 30
/* Of the logs before which a run was stopped, so many are named. */
#define UNREACHED_MAX ((size_t)1000)

struct run {
    const struct pipeline_options *options;
    struct lexicon lexicon;
    struct scanner *scanner;
    struct walk_options walking;
    struct walk walk;
    struct file_queue files;
    os_thread walker; /* walks aside, if: */
    bool walks_aside;
    enum status walk_status;
    struct error walk_error;
    struct source_options reading; /* for all logs */
    struct plan plan;
    struct intake intake;
    struct slots slots;

    /* The merge's: one worker at a time. */
    struct merge merge;
    struct seen_files seen; /* of a walk aside: the files that were merged */
    bool drops;             /* the file at hand was merged before */
    uint64_t duplicates;    /* files that were dropped */

    os_lock lock; /* guards why the run has failed: */
    enum status status;
    struct error error;
};

static void fail(struct run *run, enum status status, const struct error *err)
{
    os_lock_take(&run->lock);
    if (!run->status) {
        run->status = status;
        run->error = *err;
    }
    os_lock_give(&run->lock);
    slots_stop(&run->slots);
}

/* One thread reads, scans and merges in turn: so the log knows its lines up to this block. */
static enum status scan_traced(const struct run *run, struct scan_scratch *scratch,
                               const struct slot *slot, const struct scan_block *block,
                               struct scan_result *scanned, struct error *err)
{
    const struct pipeline_trace *trace = run->options->trace;
    trace->block(trace->tracer.state, slot->log->path, slot->block.index, slot->log->lines);
    return scan_trace_block(run->scanner, scratch, block, &trace->tracer, scanned, err);
}

static enum status scan_slot(const struct run *run, struct scan_scratch *scratch, struct slot *slot,
                             struct error *err)
{
    struct scan_block block = {
        .bytes = {slot->block.bytes, slot->block.len},
        .lead = slot->block.lead,
        .owned_len = slot->block.owned_len,
        .cut = slot->block.cut,
        .line_end = slot->log->line_end,
        .columns = slot->columns,
    };
    struct scan_result scanned;
    enum status status = run->options->trace
                             ? scan_traced(run, scratch, slot, &block, &scanned, err)
                             : scan_block(run->scanner, scratch, &block, &scanned, err);
    if (!status)
        status = delta_make(&slot->delta, slot->log, &slot->block, &scanned, run->options->rules,
                            run->lexicon.words, err);
    return status;
}

static enum status merge_block(struct run *run, struct scan_scratch *scratch, struct slot *slot,
                               struct error *err)
{
    enum status status = STATUS_OK;
    if (!w3c_equal(&slot->columns, &slot->log->columns)) {
        slot->columns = slot->log->columns;
        status = scan_slot(run, scratch, slot, err);
    }
    if (!status)
        status = merge_delta(&run->merge, slot->log, &slot->block, &slot->delta, err);
    slots_set_columns(&run->slots, slot->log, &slot->delta.columns);
    return status;
}

static void swap_blocks(struct block *a, struct block *b)
{
    struct block block = *a;
    *a = *b;
    *b = block;
}

/* Goes on in the slot's own file. A block is scanned, and what follows it is read ahead. */
static enum status go_on(const struct run *run, struct scan_scratch *scratch, struct slot *slot,
                         struct error *err)
{
    enum status status = STATUS_OK;
    if (slot->what == READING_BLOCK) {
        swap_blocks(&slot->block, &slot->ahead);
        slot->what = slot->ahead_what;
        slot->ahead_what = READING_DONE;
    } else {
        status = reader_next(&slot->own, &slot->block, &slot->what, &slot->log, &slot->info, err);
    }
    if (status || slot->what != READING_BLOCK)
        return status;
    slot->columns = slot->log->columns;
    status = scan_slot(run, scratch, slot, err);
    return status ? status
                  : reader_next(&slot->own, &slot->ahead, &slot->ahead_what, &slot->log,
                                &slot->info, err);
}

static enum status merge_reading(struct run *run, struct scan_scratch *scratch, struct slot *slot,
                                 struct error *err)
{
    if (slot->what == READING_BLOCK)
        return merge_block(run, scratch, slot, err);
    enum status status = merge_end(&run->merge, slot->log, &slot->info, err);
    log_free(slot->log);
    slot->log = NULL;
    return status;
}

static enum status merge_all(struct run *run, struct scan_scratch *scratch, struct slot *slot,
                             struct error *err)
{
    enum status status = merge_reading(run, scratch, slot, err);
    while (slot->whole && !status && !run->merge.stop) {
        status = go_on(run, scratch, slot, err);
        if (status || slot->what == READING_DONE)
            break;
        status = merge_reading(run, scratch, slot, err);
    }
    return status;
}

/* A walk that does not ask about each file may list one twice. The first one counts, in the order
 * in which they were found. */
static enum status meet_file(struct run *run, const struct slot *slot, struct error *err)
{
    const struct os_stat *is = slot->whole ? &slot->own.at.is : &slot->is;
    run->drops = false;
    if (!run->walks_aside || is->kind != OS_REGULAR)
        return STATUS_OK;
    if (!seen_files_meet(&run->seen, is, &run->drops))
        return error_no_memory(err);
    run->duplicates += run->drops;
    return STATUS_OK;
}

static void drop(struct run *run, struct slot *slot)
{
    slot_forget(slot);
    run->merge.files_reached = reading_file(slot->number) + 1;
}

static enum status merge_slot(struct run *run, struct scan_scratch *scratch, struct slot *slot,
                              struct error *err)
{
    enum status status = STATUS_OK;
    if (reading_is_first(slot->number))
        status = meet_file(run, slot, err);
    if (status)
        return status;
    if (!run->drops && !slot->repeated)
        return merge_all(run, scratch, slot, err);
    drop(run, slot);
    return STATUS_OK;
}

/* Marks a slot as done and merges what is next in line. */
static void finish_slot(struct run *run, struct scan_scratch *scratch, struct slot *slot)
{
    for (slot = slots_done(&run->slots, slot); slot;) {
        struct error err;
        enum status status = merge_slot(run, scratch, slot, &err);
        if (status)
            fail(run, status, &err);
        merge_ask(&run->merge);
        slot = slots_merged(&run->slots, slot, run->merge.stop);
    }
}

/* Scans what was put into the slot. */
static enum status scan_filled(const struct run *run, struct scan_scratch *scratch,
                               struct slot *slot, struct error *err)
{
    if (slot->whole && !slot->repeated)
        return go_on(run, scratch, slot, err);
    return slot->what == READING_BLOCK ? scan_slot(run, scratch, slot, err) : STATUS_OK;
}

static void *work(void *state)
{
    struct run *run = state;
    struct scan_scratch *scratch = NULL;
    struct intake_worker worker = INTAKE_WORKER_INIT;
    struct error err;
    enum status status = scan_scratch_new(run->scanner, &scratch, &err);
    while (!status) {
        struct slot *slot = slots_take(&run->slots);
        if (!slot)
            break;
        bool more;
        status = intake_fill(&run->intake, &worker, slot, &more, &err);
        if (!status && !more) {
            slots_give_back(&run->slots, slot);
            break;
        }
        if (!status)
            status = scan_filled(run, scratch, slot, &err);
        if (!status)
            finish_slot(run, scratch, slot);
    }
    intake_leave(&run->intake, &worker);
    if (status)
        fail(run, status, &err);
    scan_scratch_free(scratch);
    return NULL;
}

static unsigned thread_count(const struct pipeline_options *options)
{
    if (options->trace)
        return 1;
    unsigned wanted = options->threads ? options->threads : os_processors();
    return wanted < PIPELINE_THREADS_MAX ? wanted : PIPELINE_THREADS_MAX;
}

/* The caller is one of the workers. A thread that cannot be started is done without. */
static enum status run_workers(struct run *run, struct error *err)
{
    unsigned count = thread_count(run->options);
    os_thread threads[PIPELINE_THREADS_MAX];
    if (!slots_make(&run->slots, count + SPARE_SLOTS) || !intake_make(&run->intake, count))
        return error_no_memory(err);
    progress_expect(run->options->progress, &run->walk);
    merge_ask(&run->merge); /* finding out what there is to read may have taken long */
    if (run->merge.stop)
        slots_stop(&run->slots);
    unsigned started = 0;
    while (started + 1 < count && os_thread_start(&threads[started], work, run))
        started++;
    (void)work(run);
    for (unsigned i = 0; i < started; i++)
        os_thread_join(threads[i]);
    if (run->status)
        *err = run->error;
    return run->status;
}

/* ---- what there is to read ------------------------------------------------------------------ */

static void *walk_all(void *state)
{
    struct run *run = state;
    const struct pipeline_options *options = run->options;
    run->walk_status = walk_paths(options->paths, options->path_count, &run->walking, &run->walk,
                                  &run->walk_error);
    file_queue_end(&run->files);
    return NULL;
}

/* Whether reading may begin before the walk is over: it is a folder's, nobody needs to know all
 * files first, and none can be named after it was found. */
static bool may_walk_aside(const struct pipeline_options *options)
{
    struct os_stat is;
    return options->path_count == 1 && !options->known && !options->progress &&
           thread_count(options) > 1 && os_stat_path(options->paths[0], &is) &&
           is.kind == OS_DIRECTORY;
}

/* As the walk does, where it asks. */
static bool pass_over_outputs(struct run *run)
{
    const struct pipeline_options *options = run->options;
    for (size_t i = 0; i < options->output_count; i++) {
        struct os_stat is;
        bool before;
        if (os_stat_path(options->outputs[i], &is) && is.kind == OS_REGULAR &&
            !seen_files_meet(&run->seen, &is, &before))
            return false;
    }
    return true;
}

static enum status begin_walk(struct run *run, struct error *err)
{
    const struct pipeline_options *options = run->options;
    run->walking = (struct walk_options){
        .include = options->include,
        .include_count = options->include_count,
        .exclude = options->exclude,
        .exclude_count = options->exclude_count,
        .outputs = options->outputs,
        .output_count = options->output_count,
    };
    if (may_walk_aside(options)) {
        if (!pass_over_outputs(run))
            return error_no_memory(err);
        run->walking.found = file_queue_add;
        run->walking.state = &run->files;
        run->walking.ask_up_to = SMALL_INPUT_BYTES + 1;
        run->walks_aside = os_thread_start(&run->walker, walk_all, run);
        if (run->walks_aside)
            return STATUS_OK;
        run->walking.found = NULL;
        run->walking.ask_up_to = 0;
    }
    (void)walk_all(run);
    bool added = true;
    for (size_t i = 0; i < run->walk.file_count && added; i++)
        added = file_queue_add(&run->files, &run->walk.files[i]);
    if (run->walk_status)
        *err = run->walk_error;
    return run->walk_status || added ? run->walk_status : error_no_memory(err);
}

/* What the walk found last; where no more is read, it is not gone on with. */
static enum status end_walk(struct run *run, struct error *err)
{
    if (!run->walks_aside)
        return STATUS_OK;
    file_queue_close(&run->files);
    os_thread_join(run->walker);
    if (run->walk_status)
        *err = run->walk_error;
    else if (run->files.lost)
        return error_no_memory(err);
    return run->walk_status;
}

/* ---- setting up ----------------------------------------------------------------------------- */

static enum scan_prefilter choose_prefilter(const struct pipeline_options *options, bool much)
{
    switch (options->prefilter) {
    case PREFILTER_PCRE2:
        return SCAN_PCRE2;
    case PREFILTER_NONE:
        return SCAN_EVERY_LINE;
    case PREFILTER_VECTORSCAN:
        return SCAN_VECTORSCAN;
    case PREFILTER_SIEVE:
        return SCAN_SIEVE;
    default:
        break;
    }
    bool compiled = options->rules == ruleset_builtin();
    return compiled || much ? SCAN_SIEVE : SCAN_PCRE2;
}

/* Windows' texts tell the code page in which they are written: those that are not ASCII alone. */
static enum status list_phrases(struct run *run, struct pipeline_result *out, struct error *err)
{
    const struct ruleset *rules = run->options->rules;
    const char **list = arena_array(&out->memory, rules->message_count + 1, sizeof *list);
    if (!list)
        return error_no_memory(err);
    size_t count = 0;
    for (size_t i = 0; i < rules->message_count; i++) {
        struct str text = str_from(rules->messages[i].text);
        if (str_ascii_length(text) < text.len)
            list[count++] = text.ptr;
    }
    run->reading =
        (struct source_options){.encoding = run->options->encoding, .phrases = {list, count}};
    return STATUS_OK;
}

static enum status count_noise(const struct noise *noise, struct pipeline_result *out,
                               struct error *err)
{
    out->noise_events = arena_array(&out->memory, noise->count + 1, sizeof *out->noise_events);
    out->noise_expired = arena_array(&out->memory, noise->count + 1, sizeof *out->noise_expired);
    return out->noise_events && out->noise_expired ? STATUS_OK : error_no_memory(err);
}

static enum status set_up(struct run *run, struct pipeline_result *out, struct error *err)
{
    const struct pipeline_options *options = run->options;
    if (options->prefilter == PREFILTER_VECTORSCAN && !multi_available())
        return error_set(err, STATUS_INVALID,
                         "this build, or this processor, has no Vectorscan prefilter");
    struct tally_options tally = {.error_count = options->catalog->error_count,
                                  .related_count = options->catalog->related_count,
                                  .samples = options->samples,
                                  .group_by = options->group_by,
                                  .zone = options->zone};
    const struct scan_snapshot *snapshot =
        options->rules == ruleset_builtin() ? scan_snapshot_builtin() : NULL;
    enum status status = begin_walk(run, err);
    if (!status)
        status = tally_init(&out->tally, &tally, err);
    if (!status)
        status = lexicon_init(&run->lexicon, options->catalog, err);
    if (!status)
        status = list_phrases(run, out, err);
    if (!status && options->noise)
        status = count_noise(options->noise, out, err);
    bool much = !status && file_queue_exceeds(&run->files, SMALL_INPUT_BYTES);
    if (!status)
        status = scanner_new_from(options->rules, run->lexicon.names,
                                  choose_prefilter(options, much), snapshot, &run->scanner, err);
    if (!status && much)
        scanner_expect_repeats(run->scanner, snapshot);
    run->reading.resumable = options->known != NULL;
    if (!status && options->known)
        status = plan_make(&run->walk, &run->reading, options->known, &run->plan, err);
    run->intake.lists_twice = run->walks_aside;
    run->intake.reader = (struct reader){
        .files = &run->files,
        .progress = options->progress,
        .options = run->reading,
        .logs = {.error_count = tally.error_count + tally.related_count,
                 .order = options->date_order,
                 .hosts = options->host_from_path},
        .catalog = options->catalog,
        .rules = options->rules,
        .plan = options->known ? &run->plan : NULL,
    };
    run->merge = (struct merge){.options = options,
                                .scanner = run->scanner,
                                .result = out,
                                .peer = BUF_INIT(PEER_BYTES_MAX)};
    return status;
}

/* What was skipped by rule is in the coverage; a log that the user named is told of all the same.
 */
static bool is_problem(const struct report_source *s)
{
    struct str status = str_from(s->status);
    bool skipped = str_equal(status, STR("skipped"));
    return !s->unreached &&
           (s->doubtful || s->garbled || (skipped ? s->named : !str_equal(status, STR("read"))));
}

static enum status list_problems(struct pipeline_result *out, struct error *err)
{
    const struct report_coverage *c = &out->coverage;
    struct pipeline_problem *list = arena_array(&out->memory, c->source_count + 1, sizeof *list);
    if (!list)
        return error_no_memory(err);
    for (size_t i = 0; i < c->source_count; i++) {
        const struct report_source *s = &c->sources[i];
        if (s->reason && is_problem(s))
            list[out->problem_count++] = (struct pipeline_problem){s->path, s->reason};
    }
    out->problems = list;
    return STATUS_OK;
}

/* What the walk could not reach is told like a log that could not be read. */
static bool add_unwalked(const struct walk_problem *p, struct pipeline_result *out,
                         struct report_source *to)
{
    char *path = arena_copy(&out->memory, str_from(p->path));
    char *reason = arena_copy(&out->memory, str_from(p->reason));
    *to = (struct report_source){
        .path = path,
        .reason = reason,
        .status = source_status_name(p->by_rule ? SOURCE_SKIPPED : SOURCE_FAILED),
        .named = p->named};
    if (p->by_rule)
        out->coverage.files_skipped++;
    else
        out->coverage.files_failed++;
    out->incomplete = out->incomplete || !p->by_rule;
    return path && reason;
}

/* What the run was stopped before; false for want of memory. */
static bool add_unreached(const struct walk_file *file, struct pipeline_result *out,
                          struct report_source *to)
{
    char *path = arena_copy(&out->memory, str_from(file->path));
    *to = (struct report_source){.path = path,
                                 .reason = "the run was stopped before it",
                                 .status = source_status_name(SOURCE_FAILED),
                                 .unreached = true};
    return path != NULL;
}

static enum status list_sources(struct run *run, struct pipeline_result *out, struct error *err)
{
    const struct walk *walk = &run->walk;
    struct report_coverage *c = &out->coverage;
    size_t reached = run->merge.files_reached;
    size_t unreached = out->stopped ? walk->file_count - reached : 0;
    size_t listed = walk->problem_count + run->merge.source_count;
    size_t count = listed + (unreached < UNREACHED_MAX ? unreached : UNREACHED_MAX);
    struct report_source *sources = arena_array(&out->memory, count + 1, sizeof *sources);
    if (!sources)
        return error_no_memory(err);
    for (size_t i = 0; i < walk->problem_count; i++)
        if (!add_unwalked(&walk->problems[i], out, &sources[i]))
            return error_no_memory(err);
    for (size_t i = walk->problem_count; i < listed; i++)
        sources[i] = run->merge.sources[i - walk->problem_count];
    for (size_t i = listed; i < count; i++)
        if (!add_unreached(&walk->files[reached + i - listed], out, &sources[i]))
            return error_no_memory(err);
    c->files_unreached = unreached;
    c->sources = sources;
    c->source_count = count;
    c->hidden = walk->hidden;
    c->duplicates = walk->duplicates + run->duplicates;
    c->special = walk->special;
    c->files_skipped += c->hidden + c->special + c->duplicates;
    return STATUS_OK;
}

static enum status list_known(struct run *run, struct pipeline_result *out, struct error *err)
{
    struct known_log *logs = arena_array(&out->memory, run->merge.known_count + 1, sizeof *logs);
    if (!logs)
        return error_no_memory(err);
    for (size_t i = 0; i < run->merge.known_count; i++)
        logs[i] = run->merge.known[i];
    out->logs = logs;
    out->log_count = run->merge.known_count;
    return STATUS_OK;
}

static enum status list_limited_rules(struct run *run, struct pipeline_result *out,
                                      struct error *err)
{
    size_t count = scanner_rule_count(run->scanner);
    const char **names = arena_array(&out->memory, count + 1, sizeof *names);
    if (!names)
        return error_no_memory(err);
    for (size_t i = 0; i < count; i++) {
        if (!scanner_rule_limited(run->scanner, (uint16_t)i))
            continue;
        const char *id = scanner_rule_id(run->scanner, (uint16_t)i);
        if (!(names[out->coverage.limited_rule_count++] = arena_copy(&out->memory, str_from(id))))
            return error_no_memory(err);
    }
    out->coverage.limited_rules = names;
    return STATUS_OK;
}

static enum status sum_up(struct run *run, struct pipeline_result *out, struct error *err)
{
    out->stopped = run->merge.stop;
    out->coverage.zone = zone_name(run->options->zone);
    out->coverage.zone_shown = run->options->zone != NULL;
    out->coverage.window = run->options->window;
    out->coverage.resumed = run->options->known != NULL;
    enum status status = run->merge.stop ? merge_stopped(&run->merge, err) : STATUS_OK;
    if (!status)
        status = list_sources(run, out, err);
    if (!status)
        status = list_problems(out, err);
    if (!status)
        status = list_known(run, out, err);
    return status ? status : list_limited_rules(run, out, err);
}

enum status pipeline_run(const struct pipeline_options *options, struct pipeline_result *out,
                         struct error *err)
{
    struct run run = {.options = options, .seen = SEEN_FILES_INIT};
    *out = (struct pipeline_result){.memory = ARENA_INIT(RESULT_BYTES_MAX)};
    os_lock_init(&run.lock);
    slots_init(&run.slots);
    intake_init(&run.intake, &run.slots);
    file_queue_init(&run.files);
    enum status status = set_up(&run, out, err);
    if (!status)
        status = run_workers(&run, err);
    struct error walk_err;
    enum status walked = end_walk(&run, &walk_err);
    if (!status && walked) {
        status = walked;
        *err = walk_err;
    }
    if (!status)
        status = sum_up(&run, out, err);
    slots_release(&run.slots);
    intake_release(&run.intake);
    seen_files_release(&run.seen);
    free(run.merge.sources);
    free(run.merge.known);
    plan_release(&run.plan);
    buf_release(&run.merge.peer);
    walk_release(&run.walk);
    scanner_free(run.scanner);
    lexicon_release(&run.lexicon);
    file_queue_release(&run.files);
    os_lock_release(&run.lock);
    return status;
}

void pipeline_result_release(struct pipeline_result *r)
{
    tally_release(&r->tally);
    arena_release(&r->memory);
}
