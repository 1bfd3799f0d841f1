#include "pipeline/reader.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "pipeline/resume.h"

/* False: there is no more file. */
static bool choose_next(struct reader *r)
{
    if (!r->at.chosen && r->files && file_queue_take(r->files, &r->at.file)) {
        r->at.chosen = true;
        r->at.number = reading_of_file(r->chosen_count++);
    }
    return r->at.chosen;
}

static enum status open_chosen(struct reader *r, struct os_nearby *near, struct error *err)
{
    struct source_options options = r->options;
    options.explicit_path = r->at.file.explicit_path;
    options.near = near;
    r->at.chosen = false;
    r->at.member = 0;
    progress_begin(r->progress, &r->at.file);
    if (r->progress)
        options.meter = &r->progress->meter;
    enum status status = source_open(r->at.file.path, &options, &r->at.source, err);
    if (!status)
        r->at.is = *source_file(r->at.source);
    return status;
}

/* `head` tells the log's profile. */
static enum status new_log(struct reader *r, struct str head, struct error *err)
{
    const struct source_info *info = source_info(r->at.source);
    if (source_packed(r->at.source))
        progress_name(r->progress, source_name(r->at.source));
    enum status status = log_new(source_name(r->at.source), info, head, &r->logs, &r->at.log, err);
    if (status)
        return status;
    r->at.log->file = reading_file(r->at.number);
    /* What is binary in an archive is skipped by rule. */
    r->at.log->named = r->at.file.explicit_path && !info->binary;
    return STATUS_OK;
}

/* ---- with a state --------------------------------------------------------------------------- */

static void say(struct reader *r, enum source_status status, const char *before, const char *what,
                const char *after)
{
    r->at.word.status = status;
    (void)snprintf(r->at.word.reason, sizeof r->at.word.reason, "%s%s%s", before, what, after);
}

/* There is nothing of it to be read: its last word is `r->at.word`. */
static void pass_over(struct reader *r)
{
    r->at.over = true;
    r->at.word = *source_info(r->at.source);
    r->at.word.bytes = 0;
}

static void tell_doubt(struct reader *r, const struct found_log *found)
{
    const char *like = r->plan->known->items[found->like].path;
    switch (found->doubt) {
    case DOUBT_SHORT:
        r->at.doubt =
            "it begins like a log that was read before, but has too little of it to tell; "
            "all of it was counted";
        break;
    case DOUBT_COPY:
        r->at.doubt = "it holds the text of another log, which is there too; all of it was counted";
        break;
    case DOUBT_CHANGED:
        r->at.doubt = "it was changed where it had been read before; all of it was counted again";
        break;
    case DOUBT_PACKED:
        pass_over(r);
        say(r, SOURCE_SKIPPED, "it is packed from ", like, ", which is still there");
        break;
    default:
        break;
    }
}

/* Goes to where the last run has stopped. The log may have changed since the plan was made. */
static enum status go_on(struct reader *r, const struct known_log *known, struct str head,
                         struct error *err)
{
    struct source_place place = {known->offset, known->raw, known->undecided, known->inside};
    struct str before = STR("");
    uint64_t seed = r->plan->known->seed;
    bool there = head.len >= known->print.head_len;
    there = there &&
            hash_equal(hash_of(str_slice(head, 0, known->print.head_len), seed), known->print.head);
    enum status status = STATUS_OK;
    log_resume(r->at.log, known, r->catalog, r->rules);
    if (there && known->offset)
        status = source_go(r->at.source, &place, &before, &there, err);
    there = there && (!known->offset || hash_equal(hash_of(before, seed), known->print.tail));
    if (!status && !there) {
        pass_over(r);
        say(r, SOURCE_FAILED, "it was replaced while it was read", "",
            "; it is left for the next run");
    }
    return status;
}

static bool keep_head(struct log *log, struct str head)
{
    log->head = malloc(head.len + 1);
    if (!log->head)
        return false;
    memcpy(log->head, head.ptr, head.len);
    log->head_len = head.len;
    return true;
}

static enum status begin_planned(struct reader *r, const struct planned_log *plan,
                                 struct error *err)
{
    const struct known_log *known = plan_known(r->plan, plan);
    struct str head = STR("");
    enum status status =
        plan->unchanged && known ? STATUS_OK : source_head(r->at.source, &head, err);
    if (!status)
        status = new_log(r, head, err);
    if (status)
        return status;
    r->at.log->plan = plan;
    if (!keep_head(r->at.log, head))
        return error_no_memory(err);
    if (known && plan->unchanged) {
        log_resume(r->at.log, known, r->catalog, r->rules);
        pass_over(r);
        r->at.log->remembered = true;
    } else if (known) {
        status = go_on(r, known, head, err);
    }
    tell_doubt(r, &plan->found);
    return status;
}

/* The last line is counted although it has no end: the log will not go on, or has not done so. */
static bool is_rest_due(const struct reader *r, struct str rest)
{
    const struct known_log *known = r->at.log->known;
    const struct planned_log *plan = r->at.log->plan;
    if (!rest.len)
        return false;
    if (!plan || (plan->found.packed && source_info(r->at.source)->status == SOURCE_READ))
        return true;
    if (!known || known->rest_counted == rest.len)
        return false;
    if (strcmp(known->path, plan->found.path) != 0)
        return true;
    return known->rest_len == rest.len && known->offset == source_place(r->at.source).offset &&
           hash_equal(hash_of(rest, r->plan->known->seed), known->rest);
}

/* What the next run needs to know; the rest is still held back. */
static void note_end(struct reader *r, struct str rest)
{
    struct log_end *end = &r->at.log->end;
    uint64_t seed = r->plan->known->seed;
    end->place = source_place(r->at.source);
    end->rest_len = rest.len;
    end->rest = hash_of(rest, seed);
    struct str head = {r->at.log->head, r->at.log->head_len};
    /* A log of which nothing is done with yet is known again by its first line. */
    uint64_t seen = end->place.offset ? end->place.offset : rest.len;
    end->print = fingerprint_make(head, seen, source_before(r->at.source), seed);
    r->at.log->remembered = source_info(r->at.source)->status == SOURCE_READ ||
                            source_info(r->at.source)->status == SOURCE_PARTIAL;
}

/* The text has ended: true when its last line is to be given all the same. */
static bool end_text(struct reader *r)
{
    struct str rest = source_rest(r->at.source);
    bool due = !r->at.rest_given && is_rest_due(r, rest);
    if (r->at.log->plan && !r->at.rest_given)
        note_end(r, rest);
    if (due)
        source_give_rest(r->at.source);
    r->at.log->end.rest_given |= due;
    r->at.rest_given |= due;
    return due;
}

/* ---- all logs ------------------------------------------------------------------------------- */

/* The next block of the log at hand; one without bytes at its end. */
static enum status read_block(struct reader *r, struct block *block, struct error *err)
{
    const struct planned_log *plan = NULL;
    enum status status = STATUS_OK;
    if (r->plan && !r->at.log)
        plan = plan_find(r->plan, reading_file(r->at.number), r->at.member);
    if (plan)
        status = begin_planned(r, plan, err);
    block->owned_len = 0;
    if (!status && !r->at.over)
        status = source_read(r->at.source, block, err);
    if (!status && !r->at.log)
        status = new_log(r, (struct str){block->bytes, block->len}, err);
    if (!status && !r->at.over && !block->owned_len && r->options.resumable && end_text(r))
        status = source_read(r->at.source, block, err);
    return status;
}

/* A last line that an earlier run has counted before it was finished came again. In UTF-16 its
 * length is exact for what is ASCII in it. */
static uint64_t counted_again(const struct log *log, const struct source_info *info)
{
    const struct known_log *known = log->known;
    if (!known || !log->remembered ||
        (log->end.place.offset == known->offset && !log->end.rest_given))
        return 0;
    bool wide = info->encoding == ENCODING_UTF16LE || info->encoding == ENCODING_UTF16BE;
    uint64_t bytes = known->rest_counted * (wide ? 2 : 1);
    return bytes < info->bytes ? bytes : info->bytes;
}

static enum status end_log(struct reader *r, struct source_info *info, struct error *err)
{
    *info = r->at.over ? r->at.word : *source_info(r->at.source);
    if (r->at.doubt && !info->reason[0])
        (void)snprintf(info->reason, sizeof info->reason, "%s", r->at.doubt);
    info->bytes -= counted_again(r->at.log, info);
    r->at.log->doubtful = r->at.doubt != NULL;
    r->at.log = NULL;
    r->at.over = r->at.rest_given = false;
    r->at.doubt = NULL;
    r->at.member++;
    bool more;
    enum status status = source_next(r->at.source, &more, err);
    if (status || !more) {
        source_close(r->at.source);
        r->at.source = NULL;
        progress_end(r->progress);
    }
    return status;
}

enum status reader_next(struct reader *r, struct block *block, enum reading *what, struct log **log,
                        struct source_info *info, struct error *err)
{
    enum status status = STATUS_OK;
    *what = READING_DONE;
    if (!r->at.source) {
        if (!choose_next(r))
            return STATUS_OK;
        if ((status = open_chosen(r, NULL, err)))
            return status;
    }
    if ((status = read_block(r, block, err)))
        return status;
    *log = r->at.log;
    *what = block->owned_len ? READING_BLOCK : READING_LOG_END;
    return block->owned_len ? STATUS_OK : end_log(r, info, err);
}

bool reader_claim(struct reader *r, struct block_claim *claim, struct log **log)
{
    *log = r->at.log;
    return r->at.source && r->at.log && source_claim(r->at.source, claim);
}

void reader_go_back(struct reader *r, const struct block_claim *claim)
{
    source_go_back(r->at.source, claim);
}

bool reader_split(struct reader *r, uint64_t most_bytes, struct reader *own)
{
    if (r->at.source || r->plan || !choose_next(r) || r->at.file.bytes > most_bytes)
        return false;
    *own = *r;
    own->files = NULL;
    r->at.chosen = false;
    /* Several are read at a time; each is little, and is watched as a whole. */
    progress_begin(r->progress, &r->at.file);
    progress_end(r->progress);
    own->progress = NULL;
    return true;
}

enum status reader_open(struct reader *own, struct os_nearby *near, struct error *err)
{
    return own->at.chosen ? open_chosen(own, near, err) : STATUS_OK;
}

void reader_at_release(struct reader_at *at)
{
    source_close(at->source);
    log_free(at->log);
    at->source = NULL;
    at->log = NULL;
}

void reader_release(struct reader *r)
{
    reader_at_release(&r->at);
}
