#include "pipeline/merge.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/list.h"
#include "base/utf8.h"
#include "pipeline/resume.h"

/* A line longer than this is shown around its match only. */
#define FINDING_TEXT_MAX ((size_t)8 * 1024)

static bool test_and_set(uint64_t *bits, size_t i)
{
    bool was = bits[i / 64] >> i % 64 & 1;
    bits[i / 64] |= (uint64_t)1 << i % 64;
    return was;
}

/* Of a log's bits by dense error index. */
static size_t bit_words(const struct merge *m)
{
    return (m->options->catalog->error_count + m->options->catalog->related_count) / 64 + 1;
}

/* True for the first mention of an error on the line (or in the record) `key`. */
static bool is_first(uint64_t *at_hand, uint64_t *bits, size_t words, uint64_t key, size_t error)
{
    if (*at_hand != key) {
        memset(bits, 0, words * sizeof *bits);
        *at_hand = key;
    }
    return !test_and_set(bits, error);
}

/* The line on which the mention's record begins, and the record's time, settled. */
static uint64_t record_of(struct log *log, const struct zone *zone, const struct delta_item *item,
                          uint64_t line, uint64_t offset, struct moment *time)
{
    const struct open_record *open = &log->open;
    bool near = open->valid && line - open->line < RECORD_LINES_MAX &&
                offset - open->offset < RECORD_BYTES_MAX;
    bool goes_on = item->place == RECORD_OPEN && near;
    *time = goes_on && open->time.known ? open->time : item->time;
    log_clock_settle(&log->clock, zone, time);
    if (item->place == RECORD_HERE)
        return log->lines + item->record_line;
    return goes_on ? open->line : line;
}

/* Without timestamps nothing else joins a message to the line after it that holds its code. */
static bool completes_message(struct log *log, const struct merge *m, const struct match *match,
                              uint64_t line)
{
    bool is_message = match->rule >= m->options->rules->rule_count;
    bool completes = !is_message && !log->has_records && log->message_line + 1 == line &&
                     log->message_error == match->error;
    if (is_message) {
        log->message_line = line;
        log->message_error = match->error;
    }
    return completes;
}

static struct str cut_text(struct str text, size_t *match_at)
{
    if (text.len <= FINDING_TEXT_MAX)
        return text;
    size_t from = *match_at > FINDING_TEXT_MAX / 2 ? *match_at - FINDING_TEXT_MAX / 2 : 0;
    from = utf8_floor(text, from);
    size_t to = utf8_floor(text, from + FINDING_TEXT_MAX);
    *match_at -= from;
    return str_slice(text, from, to - from);
}

static bool tell(const struct merge *m, const struct sighting *s, const struct match *match,
                 uint64_t offset, struct str rest)
{
    const struct pipeline_observer *observer = &m->options->observer;
    if (!observer->found)
        return true;
    struct finding finding = {
        .file = s->file,
        .line = s->line,
        .offset = offset,
        .error = &m->options->catalog->errors[s->error],
        .rule = scanner_rule_id(m->scanner, match->rule),
        .confidence = s->confidence,
        .time = s->time,
        .match_at = s->match_at,
        .match_len = s->match_len,
        .event = s->event,
        .rest = rest,
        .line_end = m->log->line_end,
        .columns = match->columns,
    };
    finding.text = cut_text(s->text, &finding.match_at);
    return observer->found(observer->state, &finding);
}

/* A related code: one event for each record, and nothing else. */
static void merge_related(struct merge *m, struct log *log, const struct delta_item *item,
                          uint64_t record, struct moment time)
{
    size_t words = bit_words(m);
    if (window_place(&m->options->window, time) != WINDOW_WITHIN)
        return;
    if (item->match.confidence >= m->options->min_confidence &&
        is_first(&log->record_at_hand, log->record_errors, words, record, item->match.error))
        tally_add_related(&m->result->tally, item->match.error - m->options->catalog->error_count);
}

/* An event that the window leaves out. */
static void leave_out(struct merge *m, enum window_place place)
{
    if (place == WINDOW_UNKNOWN)
        m->result->coverage.out_of_reach++;
    else
        m->result->coverage.outside++;
}

/* What the site expects: counted like the rest, and told apart. */
static bool is_noise(struct merge *m, const struct log *log, int32_t code, const struct sighting *s)
{
    const struct pipeline_options *o = m->options;
    if (!o->noise)
        return false;
    struct noise_verdict verdict =
        noise_find(o->noise, code, s->peer, log->path, s->time, o->now_s);
    if (verdict.entry == SIZE_MAX)
        return false;
    uint64_t *counts = verdict.expired ? m->result->noise_expired : m->result->noise_events;
    counts[verdict.entry]++;
    return !verdict.expired;
}

/* Mostly it stands on the line as it is reported. False: out of memory. */
static bool peer_of(struct merge *m, const struct surroundings *around, struct str *peer)
{
    *peer = around->peer;
    if (!around->peer_port.len)
        return true;
    buf_clear(&m->peer);
    surroundings_add_peer(around, &m->peer);
    *peer = buf_str(&m->peer);
    return !m->peer.failed;
}

static enum status merge_item(struct merge *m, struct log *log, const struct block *block,
                              const struct delta_item *item, struct error *err)
{
    const struct match *match = &item->match;
    struct tally *tally = &m->result->tally;
    size_t words = bit_words(m);
    uint64_t line = log->lines + match->line;
    uint64_t offset = log->offset + match->at - block->lead;
    if (!is_first(&log->line_at_hand, log->line_errors, words, line, match->error))
        return STATUS_OK;
    struct moment time;
    uint64_t record = record_of(log, m->options->zone, item, line, offset, &time);
    if (match->error >= m->options->catalog->error_count) {
        merge_related(m, log, item, record, time);
        return STATUS_OK;
    }
    enum window_place place = window_place(&m->options->window, time);
    if (match->confidence < m->options->min_confidence) {
        tally->possible += place == WINDOW_WITHIN;
        return STATUS_OK;
    }
    if (completes_message(log, m, match, line))
        record = log->record_at_hand;
    bool event = is_first(&log->record_at_hand, log->record_errors, words, record, match->error);
    const struct catalog_error *error = &m->options->catalog->errors[match->error];
    if (place != WINDOW_WITHIN) {
        if (event && error->severity != SEVERITY_IGNORABLE)
            leave_out(m, place);
        return STATUS_OK;
    }
    struct sighting s = {
        .error = match->error,
        .confidence = match->confidence,
        .ignorable = error->severity == SEVERITY_IGNORABLE,
        .disagrees = match->disagrees,
        .ambiguous = match->also != ERROR_INDEX_NONE,
        .event = event,
        .time = time,
        .file = str_from(log->path),
        .line = line + 1,
        .text = {block->bytes + match->line_at, match->line_len},
        .match_at = match->at - match->line_at,
        .match_len = match->len,
        .operation = item->around.operation,
        .host = log->host.len ? log->host : item->around.host,
        .process = item->around.process,
    };
    if (!peer_of(m, &item->around, &s.peer))
        return error_no_memory(err);
    log->events += event;
    s.noise = event && is_noise(m, log, error->code, &s);
    enum status status = tally_add(tally, &s, err);
    struct str rest = {s.text.ptr, block->len - match->line_at};
    if (!status && !tell(m, &s, match, offset, rest))
        m->stop = true;
    return status;
}

/* A last line that was counted before it was finished comes again. */
static void add_lookalikes(struct tally *tally, struct log *log, const struct block *block,
                           const struct delta *delta)
{
    uint64_t before = log->counted_lookalikes;
    tally->lookalikes += delta->lookalikes;
    tally->lookalikes -= before < tally->lookalikes ? before : tally->lookalikes;
    log->counted_lookalikes = 0;
    log->rest_lookalikes = block->rest ? delta->lookalikes : 0;
}

/* How far the logs go, as far as the window does. */
static void read_until(struct merge *m, struct moment time)
{
    const struct window *window = &m->options->window;
    enum window_place place = window_place(window, time);
    if (place == WINDOW_WITHIN)
        tally_read_until(&m->result->tally, time);
    if (place != WINDOW_AFTER)
        return;
    struct moment end = window->until;
    if (!end.has_zone)
        end.offset_min = time.offset_min;
    end.has_zone = time.has_zone;
    tally_read_until(&m->result->tally, end);
}

void merge_ask(struct merge *m)
{
    const struct pipeline_observer *observer = &m->options->observer;
    if (!m->stop && observer->may_go_on && !observer->may_go_on(observer->state))
        m->stop = true;
}

enum status merge_delta(struct merge *m, struct log *log, const struct block *block,
                        const struct delta *delta, struct error *err)
{
    enum status status = STATUS_OK;
    m->log = log;
    for (size_t i = 0; i < delta->count && !status && !m->stop; i++)
        status = merge_item(m, log, block, &delta->items[i], err);
    if (delta->opens) {
        log->open = (struct open_record){
            .valid = true,
            .line = log->lines + delta->open_line,
            .offset = log->offset + delta->open_at,
            .time = delta->open_time,
        };
        log_clock_settle(&log->clock, m->options->zone, &log->open.time);
        read_until(m, log->open.time);
    }
    log->day_first |= delta->day_first;
    log->month_first |= delta->month_first;
    log->lines += delta->lines;
    log->offset += block->owned_len;
    log->unfinished = block->bytes[block->lead + block->owned_len - 1] != log->line_end;
    add_lookalikes(&m->result->tally, log, block, delta);
    m->result->coverage.long_lines += delta->capped_lines;
    return status;
}

static enum status remember(struct merge *m, const struct log *log, const struct source_info *info,
                            struct error *err)
{
    struct known_log *known = list_grown(m->known, m->known_count, &m->known_room, sizeof *known);
    if (!known)
        return error_no_memory(err);
    m->known = known;
    bool worth;
    struct known_log *row = &known[m->known_count];
    enum status status = log_remember(log, info, m->options->catalog, m->options->rules,
                                      &m->result->memory, &worth, row, err);
    if (status || !worth)
        return status;
    m->known_count++;
    row->path = arena_copy(&m->result->memory, str_from(row->path));
    return row->path ? STATUS_OK : error_no_memory(err);
}

static void count_source(struct pipeline_result *r, const struct source_info *info)
{
    switch (info->status) {
    case SOURCE_READ:
        r->coverage.files_read++;
        r->readable++;
        break;
    case SOURCE_PARTIAL:
        r->coverage.files_read++;
        r->coverage.files_failed++;
        r->readable++;
        r->incomplete = true;
        break;
    case SOURCE_SKIPPED:
        r->coverage.files_skipped++;
        break;
    case SOURCE_FAILED:
        r->coverage.files_failed++;
        r->incomplete = true;
        break;
    }
}

/* What the log's beginning told, unless what was read of it later tells otherwise. */
static enum date_basis date_basis(const struct log *log)
{
    bool otherwise = log->times.order == DATE_ORDER_DMY   ? log->month_first
                     : log->times.order == DATE_ORDER_MDY ? log->day_first
                                                          : log->day_first && log->month_first;
    return otherwise ? DATE_BASIS_MIXED : log->date_basis;
}

enum status merge_end(struct merge *m, const struct log *log, const struct source_info *info,
                      struct error *err)
{
    struct pipeline_result *r = m->result;
    m->log = NULL;
    m->files_reached = log->file + 1;
    struct report_source *sources =
        list_grown(m->sources, m->source_count, &m->source_room, sizeof *sources);
    if (!sources)
        return error_no_memory(err);
    m->sources = sources;
    char *reason = NULL;
    char *path = arena_copy(&r->memory, str_from(log->path));
    if (!path)
        return error_no_memory(err);
    if (info->reason[0] && !(reason = arena_copy(&r->memory, str_from(info->reason))))
        return error_no_memory(err);
    bool was_read = info->status == SOURCE_READ || info->status == SOURCE_PARTIAL;
    bool garbled = was_read && info->garbled && !log->events;
    bool dated = date_basis(log) != DATE_BASIS_NONE;
    uint64_t lines = log_new_lines(log);
    sources[m->source_count++] = (struct report_source){
        .path = path,
        .named = log->named,
        .status = source_status_name(info->status),
        .reason = reason,
        .doubtful = log->doubtful,
        .garbled = garbled,
        .encoding = was_read ? source_encoding(info) : NULL,
        .compression = info->compression,
        .date_order = was_read && dated ? date_order_id(log->times.order) : NULL,
        .date_basis = was_read && dated ? date_basis_id(date_basis(log)) : NULL,
        .bytes = info->bytes,
        .lines = lines,
        .events = log->events,
    };
    bool known = log->known && was_read;
    r->coverage.logs_continued += known;
    r->coverage.logs_unchanged += known && !lines && !info->bytes;
    r->coverage.files_garbled += garbled;
    r->coverage.bytes += info->bytes;
    r->coverage.lines += lines;
    count_source(r, info);
    return m->options->known ? remember(m, log, info, err) : STATUS_OK;
}

enum status merge_stopped(struct merge *m, struct error *err)
{
    if (!m->log)
        return STATUS_OK;
    struct source_info info = m->log->opened_as;
    info.status = SOURCE_PARTIAL;
    info.bytes = m->log->offset;
    (void)snprintf(info.reason, sizeof info.reason, "the run was stopped before its end");
    return merge_end(m, m->log, &info, err);
}
