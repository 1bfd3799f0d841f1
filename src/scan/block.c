/*
 * From the hits of the prefilter to the mentions of a block: line by line, and on very long lines
 * window by window.
 */
#include <stdlib.h>
#include <string.h>

#include "scan/internal.h"

/* On a long line a window goes on to serve hits up to here from its first one. The rest of its
 * SCAN_CONTEXT is what a rule may need to see after the last. */
#define WINDOW_REACH (SCAN_CONTEXT / 2)

/* The block at hand. */
struct walk_state {
    const struct scanner *s;
    struct scan_scratch *scratch;
    const struct scan_block *block;
    struct scan_result *out;
    struct error *err;
    size_t owned_end;
    size_t counted_to;          /* line ends are counted up to here */
    struct w3c_columns columns; /* in force on the line at hand */
};

/* The line that begins at `begin`; it does not end before `pos`. */
static struct line line_from(const struct scan_block *b, size_t begin, size_t pos)
{
    const char *text = b->bytes.ptr;
    const char *end = memchr(text + pos, b->line_end, b->bytes.len - pos);
    struct line line = {.begin = begin};
    line.end = end ? (size_t)(end - text) : b->bytes.len;
    line.stop = end ? line.end + 1 : line.end;
    if (line.end > line.begin && b->line_end == '\n' && text[line.end - 1] == '\r')
        line.end--;
    return line;
}

struct line line_around(const struct scan_block *b, size_t pos)
{
    const char *text = b->bytes.ptr;
    const char *before = pos ? memrchr(text, b->line_end, pos) : NULL;
    return line_from(b, before ? (size_t)(before - text) + 1 : 0, pos);
}

/* The two lines after a line, for patterns that cross a line end; at most SCAN_CONTEXT more. */
static size_t further_end(const struct scan_block *b, const struct line *line, size_t window_end)
{
    if (window_end != line->end)
        return window_end;
    size_t limit =
        line->end + SCAN_CONTEXT < b->bytes.len ? line->end + SCAN_CONTEXT : b->bytes.len;
    size_t end = line->stop;
    for (int i = 0; i < 2 && end < limit; i++) {
        const char *stop = memchr(b->bytes.ptr + end, b->line_end, limit - end);
        end = stop ? (size_t)(stop - b->bytes.ptr) + 1 : limit;
    }
    return end > limit ? limit : end;
}

static struct match *new_match(struct scan_scratch *scratch)
{
    if (scratch->match_count == scratch->match_room) {
        size_t room = scratch->match_room ? scratch->match_room * 2 : 256;
        struct match *matches = realloc(scratch->matches, room * sizeof *matches);
        if (!matches)
            return NULL;
        scratch->matches = matches;
        scratch->match_room = room;
    }
    return &scratch->matches[scratch->match_count++];
}

/* The line's mention of the error, or NULL. Valid until the next new_match(). */
static const struct match *mention_of(const struct scan_scratch *scratch, const struct line *line,
                                      uint16_t error)
{
    for (size_t i = line->first_match; i < scratch->match_count; i++)
        if (scratch->matches[i].error == error)
            return &scratch->matches[i];
    return NULL;
}

/* Takes over the accepted candidates that begin in [from, to). */
static enum status emit(struct walk_state *w, const struct line *line, size_t window_at,
                        size_t from, size_t to)
{
    struct scan_scratch *scratch = w->scratch;
    const char *text = w->block->bytes.ptr + window_at;
    for (size_t i = 0; i < scratch->candidate_count; i++) {
        const struct candidate *c = &scratch->candidates[i];
        size_t at = window_at + c->whole.at;
        if (at < from || at >= to)
            continue;
        if (scratch->claim_count < SCAN_CANDIDATES_MAX)
            scratch->claims[scratch->claim_count++] = (struct span){at, c->whole.len};
        const struct match *earlier = mention_of(scratch, line, c->error);
        if (scratch->tracer)
            trace_mention(scratch, c, earlier);
        if (earlier)
            continue;
        struct match *m = new_match(scratch);
        if (!m)
            return error_no_memory(w->err);
        *m = (struct match){
            .line_at = (uint32_t)line->begin,
            .line_len = (uint32_t)(line->end - line->begin),
            .at = (uint32_t)at,
            .len = (uint32_t)c->whole.len,
            .line = (uint32_t)line->number,
            .error = c->error,
            .also = c->also,
            .rule = c->item,
            .confidence = c->confidence,
            .disagrees = c->disagrees,
            .operation = c->operation,
            .columns = w->columns,
        };
        if (c->peer.at != SIZE_MAX)
            m->peer = (struct str){text + c->peer.at, c->peer.len};
    }
    return STATUS_OK;
}

static void clear_triggers(struct walk_state *w)
{
    memset(w->scratch->triggers, 0, BIT_WORDS(w->s->trigger_count) * sizeof(bitword));
}

/* The triggers that hit the window: those of the hits, whichever they are. */
static enum status note_triggers(struct walk_state *w, size_t first, size_t last, struct str window)
{
    struct scan_scratch *scratch = w->scratch;
    enum status status = STATUS_OK;
    bool unknown = false;
    clear_triggers(w);
    scratch->triggered = false;
    for (size_t i = first; i < last && !status; i++) {
        const struct hit *hit = &scratch->hits.items[i];
        unknown |= hit->trigger == TRIGGER_UNKNOWN;
        if (hit->trigger == TRIGGER_COLUMN || hit->trigger == TRIGGER_UNKNOWN ||
            bit_has(scratch->triggers, hit->trigger))
            continue;
        bool hits = true;
        if (hit->open)
            status = prefilter_verify(w->s, scratch, window, hit->trigger, &hits, w->err);
        if (!hits)
            continue;
        bit_set(scratch->triggers, hit->trigger);
        scratch->triggered = true;
    }
    scratch->triggered |= unknown;
    if (!status && unknown)
        status = prefilter_identify(w->s, scratch, window, w->err);
    return status;
}

/* Confirms one window whose triggers hits [first, last) tell. */
static enum status scan_window(struct walk_state *w, const struct line *line, size_t first,
                               size_t last, size_t at, size_t end, size_t from, size_t to)
{
    struct scan_scratch *scratch = w->scratch;
    struct str bytes = w->block->bytes;
    struct str subject = str_slice(bytes, at, end - at);
    struct str further = str_slice(bytes, at, further_end(w->block, line, end) - at);
    enum status status = note_triggers(w, first, last, subject);
    if (!status && scratch->tracer)
        trace_window(w->s, scratch, further);
    if (!status)
        status = confirm(w->s, scratch, subject, further, at, w->err);
    return status ? status : emit(w, line, at, from, to);
}

/* A line that a rule may see whole. */
static enum status scan_short_line(struct walk_state *w, const struct line *line, size_t first,
                                   size_t last)
{
    return scan_window(w, line, first, last, line->begin, line->end, line->begin, line->stop);
}

/* A longer one: a window around the first hit serves those up to WINDOW_REACH behind it, and so
 * on. Each window answers for the matches that begin in its stretch of the line. */
static enum status scan_long_line(struct walk_state *w, const struct line *line, size_t first,
                                  size_t last)
{
    const struct hit *hits = w->scratch->hits.items;
    size_t served = w->block->lead > line->begin ? w->block->lead : line->begin;
    size_t line_to = line->end < w->owned_end ? line->end : w->owned_end;
    enum status status = STATUS_OK;
    for (size_t i = first; i < last && !status;) {
        size_t pos = hit_position(&hits[i]);
        size_t reach = pos + WINDOW_REACH;
        size_t j = i + 1;
        while (j < last && hit_position(&hits[j]) <= reach)
            j++;
        size_t at = pos > line->begin + SCAN_CONTEXT ? pos - SCAN_CONTEXT : line->begin;
        size_t end = pos + SCAN_CONTEXT < line->end ? pos + SCAN_CONTEXT : line->end;
        size_t to = reach < line_to ? reach : line_to;
        status = scan_window(w, line, i, j, at, end, served, to);
        served = to > served ? to : served;
        i = j;
    }
    return status;
}

static bool is_claimed(const struct scan_scratch *scratch, size_t at)
{
    for (size_t i = 0; i < scratch->claim_count; i++)
        if (at >= scratch->claims[i].at && at < scratch->claims[i].at + scratch->claims[i].len)
            return true;
    return false;
}

/* A number in the Winsock ranges that is no part of a word. */
static bool stands_alone(struct str text, size_t at, int64_t *code)
{
    bool joined = (at && ascii_is_word(text.ptr[at - 1])) ||
                  (at + 5 < text.len && ascii_is_word(text.ptr[at + 5]));
    return !joined && number_at(text, at, code) && code_in_winsock_range(*code);
}

/* Look-alikes: such numbers that no rule claimed, and that are not the code of an error which the
 * line mentions anyway. */
static void count_lookalikes(struct walk_state *w, const struct line *line)
{
    struct str text = w->block->bytes;
    size_t at = line->begin > w->block->lead ? line->begin : w->block->lead;
    size_t to = line->end < w->owned_end ? line->end : w->owned_end;
    while (at < to) {
        const char *one = memchr(text.ptr + at, '1', to - at);
        if (!one)
            break;
        at = (size_t)(one - text.ptr);
        int64_t code;
        if (!stands_alone(text, at, &code)) {
            at++;
            continue;
        }
        uint16_t error = names_of_code(w->s->names, code);
        bool known = error != ERROR_INDEX_NONE && mention_of(w->scratch, line, error);
        if (!known && !is_claimed(w->scratch, at))
            w->out->lookalikes++;
        at += 5;
    }
}

static void sort_matches(struct match *matches, size_t count)
{
    for (size_t i = 1; i < count; i++) {
        struct match m = matches[i];
        size_t j = i;
        for (; j > 0 && matches[j - 1].at > m.at; j--)
            matches[j] = matches[j - 1];
        matches[j] = m;
    }
}

static bool has_number(const struct walk_state *w, size_t first, size_t last)
{
    for (size_t i = first; i < last; i++) {
        uint16_t trigger = w->scratch->hits.items[i].trigger;
        if (trigger == TRIGGER_UNKNOWN || trigger == w->s->number_trigger)
            return true;
    }
    return false;
}

/* Whether the line is one of which all that is found could be found on another: it is here as a
 * whole, and says all itself. */
static bool may_repeat(const struct walk_state *w, const struct line *line)
{
    const struct scan_block *b = w->block;
    bool whole =
        line->begin >= b->lead && line->stop <= w->owned_end && (line->stop > line->end || !b->cut);
    return whole && w->scratch->repeats && !w->scratch->tracer && !w->columns.count;
}

/* What was found on a line of the same shape. */
static enum status repeat_line(struct walk_state *w, const struct line *line,
                               struct repeated *found)
{
    const char *text = w->block->bytes.ptr + line->begin;
    for (size_t i = 0; i < found->count; i++) {
        struct repeated_match *from = &found->matches[i];
        struct match *m = new_match(w->scratch);
        if (!m)
            return error_no_memory(w->err);
        *m = (struct match){
            .line_at = (uint32_t)line->begin,
            .line_len = (uint32_t)(line->end - line->begin),
            .at = (uint32_t)line->begin + from->whole.at,
            .len = from->whole.len,
            .line = (uint32_t)line->number,
            .error = from->error,
            .also = from->also,
            .rule = from->rule,
            .confidence = (enum confidence)from->confidence,
            .disagrees = from->disagrees,
            .operation = (enum operation)from->operation,
            .columns = w->columns,
            .note = &from->note,
        };
        if (from->peer.len)
            m->peer = (struct str){text + from->peer.at, from->peer.len};
    }
    w->out->lookalikes += found->lookalikes;
    return STATUS_OK;
}

static enum status look_at_line(struct walk_state *w, const struct line *line, size_t first,
                                size_t last)
{
    struct scan_scratch *scratch = w->scratch;
    scratch->claim_count = 0;
    scratch->capped = false;
    scratch->looked_on = LOOKED_NOT;
    if (scratch->tracer)
        trace_line(scratch, str_slice(w->block->bytes, line->begin, line->end - line->begin),
                   line->number);
    columns_of_line(w->s, scratch, w->block, line, &w->columns);
    bool is_short = line->end - line->begin <= SCAN_LINE_WHOLE;
    enum status status =
        is_short ? scan_short_line(w, line, first, last) : scan_long_line(w, line, first, last);
    if (status)
        return status;
    w->out->capped_lines += scratch->capped;
    if (w->s->number_trigger != SIZE_MAX && has_number(w, first, last))
        count_lookalikes(w, line);
    sort_matches(scratch->matches + line->first_match, scratch->match_count - line->first_match);
    return STATUS_OK;
}

/* Line ends up to the line. */
static void count_up_to(struct walk_state *w, const struct line *line)
{
    if (line->begin <= w->counted_to)
        return;
    size_t more = line->begin - w->counted_to;
    w->out->lines += str_count(str_slice(w->block->bytes, w->counted_to, more), w->block->line_end);
    w->counted_to = line->begin;
}

/* The end of a line that was scanned: often the next one follows at once. */
static void count_end_of(struct walk_state *w, const struct line *line)
{
    if (line->stop > w->owned_end || line->stop <= w->counted_to)
        return;
    w->out->lines += w->block->bytes.ptr[line->stop - 1] == w->block->line_end;
    w->counted_to = line->stop;
}

/* Where the hits of the line are found, if they are not known yet. */
static enum status hits_of_line(struct walk_state *w, const struct line *line)
{
    size_t at = line->begin ? line->begin - 1 : 0;
    struct str text = str_slice(w->block->bytes, at, line->stop - at);
    enum status status = prefilter_run(w->s, w->scratch, text, w->block->line_end, w->err);
    struct hits *hits = &w->scratch->hits;
    for (size_t i = 0; i < hits->count; i++)
        hits->items[i].end += (uint32_t)at;
    return status;
}

/* Keeps what was found on a line, unless that may hang on much behind it. */
static void keep_line(struct walk_state *w, const struct line *line, struct str text,
                      uint64_t lookalikes)
{
    struct scan_scratch *scratch = w->scratch;
    repeats_follow follow = 0;
    if (scratch->looked_on == LOOKED_A_LITTLE)
        follow = repeats_follow_of(str_slice(w->block->bytes, line->end, SIZE_MAX));
    if (scratch->looked_on == LOOKED_NOT || follow)
        repeats_keep(scratch->repeats, text, follow, line->begin,
                     scratch->matches + line->first_match, scratch->match_count - line->first_match,
                     lookalikes);
}

/* Looks at a line with the hits [first, last), or with some that are still to be found, and keeps
 * what it says for others like it. */
static enum status look_and_keep(struct walk_state *w, const struct line *line, struct str text,
                                 size_t first, size_t last)
{
    struct scan_scratch *scratch = w->scratch;
    uint64_t lookalikes = w->out->lookalikes;
    enum status status = STATUS_OK;
    if (first == last) {
        status = hits_of_line(w, line);
        last = scratch->hits.count;
    }
    if (!status)
        status = look_at_line(w, line, first, last);
    if (!status && may_repeat(w, line) && !scratch->capped)
        keep_line(w, line, text, w->out->lookalikes - lookalikes);
    return status;
}

/* What a line like this one has said, or NULL. */
static struct repeated *known_line(struct walk_state *w, const struct line *line)
{
    if (!may_repeat(w, line))
        return NULL;
    struct str bytes = w->block->bytes;
    return repeats_find(w->scratch->repeats, str_slice(bytes, line->begin, line->end - line->begin),
                        str_slice(bytes, line->end, SIZE_MAX));
}

static void begin_line(struct walk_state *w, struct line *line)
{
    count_up_to(w, line);
    line->number = w->out->lines;
    line->first_match = w->scratch->match_count;
}

static enum status scan_line(struct walk_state *w, struct line *line, size_t first, size_t last)
{
    begin_line(w, line);
    struct str text = str_slice(w->block->bytes, line->begin, line->end - line->begin);
    struct repeated *found = known_line(w, line);
    enum status status =
        found ? repeat_line(w, line, found) : look_and_keep(w, line, text, first, last);
    count_end_of(w, line);
    return status;
}

/* Among lines of which one after the other says something, it is asked first whether the next one
 * is known: then it need not be sifted. Goes on from `*from`, which begins a line, to the first one
 * that is not known. */
static enum status walk_known_lines(struct walk_state *w, size_t *from)
{
    enum status status = STATUS_OK;
    while (*from < w->owned_end && !status) {
        struct line line = line_from(w->block, *from, *from);
        struct repeated *found = known_line(w, &line);
        if (!found)
            break;
        begin_line(w, &line);
        status = repeat_line(w, &line, found);
        count_end_of(w, &line);
        *from = line.stop;
    }
    return status;
}

/* Lines that say something, one directly behind the other, from which on more are expected. */
#define MANY 3

/*
 * One line after the other: the next hit is looked for when a line is done. So of a line that is
 * known again only what stands before its first hit is sifted. Not for logs with columns: a header
 * puts an end to it, and `done` is false.
 */
static enum status walk_lines(struct walk_state *w, struct str text, bool *done)
{
    enum status status = STATUS_OK;
    struct sieve_walk walk;
    unsigned row = 0;
    sieve_begin(&walk, w->s->sieve, text);
    *done = false;
    for (size_t from = 0; !status && from < text.len;) {
        if (row >= MANY && (status = walk_known_lines(w, &from)))
            break;
        size_t end = sieve_next(&walk, from);
        if (end == SIZE_MAX)
            break;
        struct line line = line_around(w->block, end ? end - 1 : 0);
        if (w3c_is_header(str_slice(w->block->bytes, line.begin, line.end - line.begin)))
            return STATUS_OK;
        if (line.begin >= w->owned_end)
            break;
        status = scan_line(w, &line, 0, 0);
        row = line.begin == from ? row + 1 : 0;
        from = line.stop;
    }
    *done = true;
    return status;
}

/* All hits at once, then the lines that they are on. */
static enum status walk_hits(struct walk_state *w, struct str text)
{
    const struct scanner *s = w->s;
    const struct scan_block *block = w->block;
    enum status status = prefilter_run(s, w->scratch, text, block->line_end, w->err);
    if (!status && s->column_count)
        status = columns_add_hits(s, w->scratch, block, w->err);
    const struct hits *hits = &w->scratch->hits;
    for (size_t i = 0; i < hits->count && !status;) {
        struct line line = line_around(block, hit_position(&hits->items[i]));
        size_t j = i + 1;
        while (j < hits->count && hit_position(&hits->items[j]) < line.stop)
            j++;
        if (line.begin < w->owned_end) {
            (void)columns_read_header(s, block, &line, &w->columns);
            status = scan_line(w, &line, i, j);
        }
        i = j;
    }
    return status;
}

static void begin_block(struct walk_state *w)
{
    w->counted_to = w->block->lead;
    w->columns = w->block->columns;
    *w->out = (struct scan_result){0};
    w->scratch->match_count = 0;
    if (w->scratch->repeats)
        repeats_begin(w->scratch->repeats);
}

enum status scan_block(const struct scanner *s, struct scan_scratch *scratch,
                       const struct scan_block *block, struct scan_result *out, struct error *err)
{
    struct walk_state w = {
        .s = s,
        .scratch = scratch,
        .block = block,
        .out = out,
        .err = err,
        .owned_end = block->lead + block->owned_len,
    };
    begin_block(&w);
    /* A trigger of a match that begins in the owned part may end in the tail. */
    struct str text = str_slice(block->bytes, 0, block->cut ? block->bytes.len : w.owned_end);
    bool by_line = s->sieve && scratch->repeats && !scratch->tracer && !block->columns.count;
    bool done = false;
    enum status status = by_line ? walk_lines(&w, text, &done) : STATUS_OK;
    if (!status && !done) {
        begin_block(&w);
        status = walk_hits(&w, text);
    }
    out->lines += str_count(str_slice(block->bytes, w.counted_to, w.owned_end - w.counted_to),
                            block->line_end);
    out->columns = w.columns;
    out->matches = scratch->matches;
    out->count = scratch->match_count;
    return status;
}
