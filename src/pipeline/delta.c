#include "pipeline/delta.h"

#include <stdlib.h>
#include <string.h>

/* A block as the search for record beginnings sees it. */
struct record_finder {
    const struct log *log;
    const struct ruleset *rules;
    struct str text; /* lead, owned, tail */
    size_t lead;
    struct timestamp_profile times; /* a copy: the hint in it is this thread's */
    size_t timed_line;   /* the line whose start was last found to be a time; SIZE_MAX: none */
    struct moment timed; /* that time */
};

/* The beginning of a record: where it is, or how far one has looked in vain. */
struct record_begin {
    enum record_place place;
    size_t at;     /* of the line, in the block */
    uint64_t back; /* lines between it and the line asked about */
};

void delta_release(struct delta *d)
{
    free(d->items);
    *d = (struct delta){0};
}

static struct str line_at(const struct record_finder *f, size_t at)
{
    const char *end = memchr(f->text.ptr + at, f->log->line_end, f->text.len - at);
    size_t stop = end ? (size_t)(end - f->text.ptr) : f->text.len;
    return str_slice(f->text, at, stop - at);
}

static bool is_continuation(const struct record_finder *f, struct str line)
{
    if (line.len == 0)
        return false;
    if (line.ptr[0] == ' ' || line.ptr[0] == '\t')
        return true;
    for (size_t i = 0; i < f->rules->continuation_count; i++)
        if (str_starts(line, str_from(f->rules->continuations[i])))
            return true;
    return false;
}

static bool begins_record(struct record_finder *f, size_t at, struct str line)
{
    if (!f->log->has_records)
        return !is_continuation(f, line);
    struct moment time;
    if (!timestamp_at_start(line, &f->times, &time))
        return false;
    f->timed_line = at;
    f->timed = time;
    return true;
}

/* Where the line before the one at `at` begins; at > 0 begins a line. */
static size_t line_before(const struct record_finder *f, size_t at)
{
    const char *end = memrchr(f->text.ptr, f->log->line_end, at - 1);
    return end ? (size_t)(end - f->text.ptr) + 1 : 0;
}

/*
 * Walks back from the line at `from` to the beginning of its record. `known` ends the walk early:
 * the result for an earlier line (NULL: none), so that a run of mentions in one record costs one
 * walk in all.
 */
static struct record_begin find_begin(struct record_finder *f, size_t from, size_t known_line,
                                      const struct record_begin *known)
{
    struct record_begin begin = {.place = RECORD_HERE, .at = from};
    for (;;) {
        if (f->lead && begin.at == 0) {
            begin.place = RECORD_OPEN; /* the block starts within this line */
            return begin;
        }
        if (known && begin.at == known_line) {
            begin.place = known->place;
            begin.at = known->at;
            begin.back += known->back;
            break;
        }
        if (begins_record(f, begin.at, line_at(f, begin.at)))
            break;
        if (begin.at == 0) {
            begin.place = RECORD_OPEN;
            return begin;
        }
        begin.at = line_before(f, begin.at);
        begin.back++;
        if (begin.back > RECORD_LINES_MAX || from - begin.at > RECORD_BYTES_MAX)
            break;
    }
    bool near = begin.back < RECORD_LINES_MAX && from - begin.at < RECORD_BYTES_MAX;
    if (begin.place == RECORD_HERE && !near)
        begin.place = RECORD_ALONE;
    return begin;
}

static struct moment time_of_line(struct record_finder *f, size_t at)
{
    if (at == f->timed_line) /* a time at the start is the time of the line */
        return f->timed;
    struct moment time = {0};
    (void)timestamp_in_line(line_at(f, at), &f->times, &time);
    return time;
}

static bool reserve(struct delta *d, size_t count)
{
    if (count <= d->room)
        return true;
    struct delta_item *items = realloc(d->items, count * sizeof *items);
    if (!items)
        return false;
    d->items = items;
    d->room = count;
    return true;
}

static struct scan_part part_of(struct str line, struct str view)
{
    size_t at = view.len ? (size_t)(view.ptr - line.ptr) : 0;
    return (struct scan_part){(uint16_t)at, (uint16_t)view.len};
}

static struct str view_of(struct str line, struct scan_part part)
{
    return part.len ? (struct str){line.ptr + part.at, part.len} : (struct str){0};
}

static void note_down(struct scan_note *note, struct str line, const struct surroundings *around)
{
    *note = (struct scan_note){
        .known = true,
        .operation = (uint8_t)around->operation,
        .peer = part_of(line, around->peer),
        .peer_port = part_of(line, around->peer_port),
        .host = part_of(line, around->host),
        .process = part_of(line, around->process),
    };
}

static struct surroundings noted(const struct scan_note *note, struct str line)
{
    return (struct surroundings){
        .operation = (enum operation)note->operation,
        .peer = view_of(line, note->peer),
        .peer_port = view_of(line, note->peer_port),
        .host = view_of(line, note->host),
        .process = view_of(line, note->process),
    };
}

static void look_around(const struct call_words *words, const struct record_finder *f,
                        struct delta_item *item)
{
    const struct match *m = &item->match;
    struct str line = str_slice(f->text, m->line_at, m->line_len);
    if (m->note && m->note->known) {
        item->around = noted(m->note, line);
        return;
    }
    surroundings_find(words, line, m->at - m->line_at, m->len, &item->around);
    if (m->operation != OPERATION_NONE)
        item->around.operation = m->operation;
    if (m->peer.len) {
        item->around.peer = m->peer;
        item->around.peer_port = (struct str){0};
    }
    if (m->note)
        note_down(m->note, line, &item->around);
}

/* The beginning of the record that the line of a match belongs to: most begin one themselves. */
static struct record_begin begin_of(struct record_finder *f, const struct match *m,
                                    size_t known_line, const struct record_begin *known)
{
    struct str line = str_slice(f->text, m->line_at, m->line_len);
    bool cut = f->lead && m->line_at == 0;
    if (!cut && begins_record(f, m->line_at, line))
        return (struct record_begin){.place = RECORD_HERE, .at = m->line_at};
    return find_begin(f, m->line_at, known_line, known);
}

static void add_items(struct delta *d, struct record_finder *f, const struct scan_result *scanned,
                      const struct call_words *words)
{
    struct record_begin begin = {0};
    struct moment time = {0};
    for (size_t i = 0; i < scanned->count; i++) {
        struct delta_item *item = &d->items[i];
        *item = (struct delta_item){.match = scanned->matches[i]};
        size_t line = item->match.line_at;
        bool same_line = i && line == scanned->matches[i - 1].line_at;
        if (!same_line) {
            size_t before = i ? scanned->matches[i - 1].line_at : 0;
            begin = begin_of(f, &item->match, before, i ? &begin : NULL);
            time = time_of_line(f, begin.place == RECORD_HERE ? begin.at : line);
            if (!time.known && begin.place == RECORD_HERE && begin.at != line)
                time = time_of_line(f, line);
        }
        item->place = begin.place;
        item->record_line = item->match.line - begin.back;
        item->time = time;
        look_around(words, f, item);
    }
    d->count = scanned->count;
}

/* The record that goes on into the next block: that of the last owned line. */
static void find_open(struct delta *d, struct record_finder *f, const struct block *block)
{
    size_t owned_end = block->lead + block->owned_len;
    const char *last = owned_end ? memrchr(f->text.ptr, f->log->line_end, owned_end - 1) : NULL;
    size_t line = last ? (size_t)(last - f->text.ptr) + 1 : 0;
    /* The number of the last owned line; a line that is not finished has the number `lines`. */
    bool finished = f->text.ptr[owned_end - 1] == f->log->line_end;
    uint64_t number = finished ? d->lines - 1 : d->lines;
    struct record_begin begin = find_begin(f, line, 0, NULL);
    d->opens = begin.place == RECORD_HERE;
    if (!d->opens)
        return;
    d->open_line = number - begin.back;
    d->open_at = begin.at - block->lead;
    d->open_time = time_of_line(f, begin.at);
}

enum status delta_make(struct delta *d, const struct log *log, const struct block *block,
                       const struct scan_result *scanned, const struct ruleset *rules,
                       const struct call_words *words, struct error *err)
{
    d->count = 0;
    d->lines = scanned->lines;
    d->lookalikes = scanned->lookalikes;
    d->capped_lines = scanned->capped_lines;
    d->columns = scanned->columns;
    d->opens = false;
    if (!reserve(d, scanned->count))
        return error_no_memory(err);
    struct record_finder finder = {
        .log = log,
        .rules = rules,
        .text = {block->bytes, block->len},
        .lead = block->lead,
        .times = log->times,
        .timed_line = SIZE_MAX,
    };
    add_items(d, &finder, scanned, words);
    find_open(d, &finder, block);
    d->day_first = finder.times.day_first;
    d->month_first = finder.times.month_first;
    return STATUS_OK;
}
