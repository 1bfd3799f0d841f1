/*
 * Columns of W3C logs whose number is the code: rules with a `column` in place of a pattern. No
 * trigger finds them, since 64 may stand anywhere: so the lines of such a log are looked at one by
 * one, but only at that column.
 */
#include <string.h>

#include "scan/internal.h"

/* The whole number of a column as a code that some rule with that column wants. */
static uint16_t error_in_column(const struct scanner *s, const struct rule *rule, struct str text)
{
    int64_t code;
    const struct names *names = names_for(s->names, rule->related);
    if (!names || !str_to_i64(text, &code) || (!rule->related && !code_in_winsock_range(code)))
        return ERROR_INDEX_NONE;
    return names_shifted(s->names, rule->related, names_of_code(names, code));
}

static bool is_wanted(const struct scanner *s, size_t watched, struct str text)
{
    if (text.len < 2 || !ascii_is_digit(text.ptr[0])) /* "0" and "-" are nearly all there is */
        return false;
    for (size_t i = 0; i < s->column_rule_count; i++) {
        const struct column_rule *c = &s->column_rules[i];
        if (c->watched == watched &&
            error_in_column(s, &s->rules->rules[c->rule], text) != ERROR_INDEX_NONE)
            return true;
    }
    return false;
}

static bool may_be_header(const struct scanner *s, const struct hit *hit)
{
    return hit->trigger == TRIGGER_UNKNOWN || hit->trigger == s->header_trigger;
}

static void hits_of_line(const struct scanner *s, struct hits *hits, struct str line, size_t at,
                         const struct w3c_columns *columns)
{
    for (size_t i = 0; i < s->column_count; i++) {
        struct w3c_span span = w3c_column(line, columns->watched[i], columns->count);
        if (span.at != SIZE_MAX && is_wanted(s, i, str_slice(line, span.at, span.len)) &&
            w3c_is_whole(line, columns))
            hits_add(hits, hit_at(at + span.at + span.len, TRIGGER_COLUMN));
    }
}

/* The lines of [at, to), which begins at a line. */
static void hits_of_lines(const struct scanner *s, struct hits *hits, struct str text, size_t at,
                          size_t to, char line_end, const struct w3c_columns *columns)
{
    if (columns->count == 0)
        return;
    while (at < to && !hits->failed) {
        const char *end = memchr(text.ptr + at, line_end, text.len - at);
        size_t stop = end ? (size_t)(end - text.ptr) : text.len;
        struct str line = str_slice(text, at, stop - at);
        if (line_end == '\n' && line.len && line.ptr[line.len - 1] == '\r')
            line.len--;
        if (w3c_is_data(line))
            hits_of_line(s, hits, line, at, columns);
        at = stop + 1;
    }
}

/* Merges the hits from `first` on into those before it: both parts ascend by `end`. */
static void merge_hits(struct scan_scratch *scratch, size_t first)
{
    struct hits *hits = &scratch->hits;
    size_t added = hits->count - first;
    if (!added || !first || hits->items[first - 1].end <= hits->items[first].end)
        return;
    for (size_t i = first; i < hits->count; i++)
        hits_add(&scratch->spare_hits, hits->items[i]);
    if (scratch->spare_hits.failed) {
        hits->failed = true;
        return;
    }
    size_t to = hits->count, old = first, new = added;
    while (new > 0) {
        bool take_old =
            old > 0 && hits->items[old - 1].end > scratch->spare_hits.items[new - 1].end;
        hits->items[--to] = take_old ? hits->items[--old] : scratch->spare_hits.items[--new];
    }
}

/* False for a line of which this block shows only a part. */
static bool is_complete(const struct scan_block *block, const struct line *line)
{
    bool begins = line->begin > 0 || block->lead == 0;
    bool ends = line->stop > line->end || !block->cut;
    return begins && ends;
}

bool columns_read_header(const struct scanner *s, const struct scan_block *block,
                         const struct line *line, struct w3c_columns *columns)
{
    struct str text = str_slice(block->bytes, line->begin, line->end - line->begin);
    if (!w3c_is_header(text) || !is_complete(block, line))
        return false;
    w3c_read_header(text, s->columns, s->column_count, columns);
    return true;
}

enum status columns_add_hits(const struct scanner *s, struct scan_scratch *scratch,
                             const struct scan_block *block, struct error *err)
{
    struct hits *hits = &scratch->hits;
    struct w3c_columns columns = block->columns;
    struct str text = block->bytes;
    size_t owned_end = block->lead + block->owned_len;
    size_t first = hits->count, at = 0;
    if (block->lead) { /* the rest of a line that another block began */
        const char *end = memchr(text.ptr, block->line_end, text.len);
        at = end ? (size_t)(end - text.ptr) + 1 : text.len;
    }
    scratch->spare_hits.count = 0;
    for (size_t i = 0; i < first && !hits->failed; i++) {
        if (!may_be_header(s, &hits->items[i]))
            continue;
        struct line line = line_around(block, hit_position(&hits->items[i]));
        struct w3c_columns next = columns;
        if (line.begin < at || line.begin >= owned_end ||
            !columns_read_header(s, block, &line, &next))
            continue;
        hits_of_lines(s, hits, text, at, line.begin, block->line_end, &columns);
        columns = next;
        at = line.stop;
    }
    hits_of_lines(s, hits, text, at, owned_end, block->line_end, &columns);
    if (!hits->failed)
        merge_hits(scratch, first);
    return hits->failed ? error_no_memory(err) : STATUS_OK;
}

void columns_of_line(const struct scanner *s, struct scan_scratch *scratch,
                     const struct scan_block *block, const struct line *around,
                     const struct w3c_columns *columns)
{
    size_t at = around->begin;
    struct str line = str_slice(block->bytes, at, around->end - at);
    scratch->is_row = columns->count > 0 && is_complete(block, around) && w3c_is_data(line) &&
                      w3c_is_whole(line, columns);
    if (!scratch->is_row)
        return;
    for (size_t i = 0; i <= s->column_count; i++) {
        uint16_t index = i < s->column_count ? columns->watched[i] : columns->client;
        struct w3c_span span = w3c_column(line, index, columns->count);
        struct span *to = i < s->column_count ? &scratch->columns[i] : &scratch->client;
        *to = (struct span){span.at == SIZE_MAX ? SIZE_MAX : at + span.at, span.len};
    }
}

/* The part of a line in block positions as a part of the window that begins at `window_at`. */
static struct span in_window(struct span span, size_t window_at, size_t window_len)
{
    bool inside =
        span.at != SIZE_MAX && span.at >= window_at && span.at + span.len <= window_at + window_len;
    return inside ? (struct span){span.at - window_at, span.len} : (struct span){SIZE_MAX, 0};
}

void columns_add_candidates(const struct scanner *s, struct scan_scratch *scratch,
                            struct str window, size_t window_at)
{
    for (size_t i = 0; i < s->column_rule_count; i++) {
        const struct column_rule *c = &s->column_rules[i];
        const struct rule *rule = &s->rules->rules[c->rule];
        struct span column = in_window(scratch->columns[c->watched], window_at, window.len);
        if (column.at == SIZE_MAX)
            continue;
        uint16_t error = error_in_column(s, rule, str_slice(window, column.at, column.len));
        if (error == ERROR_INDEX_NONE)
            continue;
        candidate_add(scratch, &(struct candidate){
                                   .whole = column,
                                   .evidence = column,
                                   .name = {SIZE_MAX, 0},
                                   .peer = in_window(scratch->client, window_at, window.len),
                                   .item = c->rule,
                                   .error = error,
                                   .also = ERROR_INDEX_NONE,
                                   .confidence = rule->confidence,
                                   .operation = rule->operation,
                               });
    }
}

/* A number that fills a column is what its header says it is: a duration, a size, a port. */
void columns_refuse(const struct scanner *s, struct scan_scratch *scratch, struct str window)
{
    size_t kept = 0;
    for (size_t i = 0; i < scratch->candidate_count; i++) {
        struct candidate c = scratch->candidates[i];
        int64_t number;
        bool from_column = c.item < s->rules->rule_count && *s->rules->rules[c.item].column;
        bool refused = !from_column &&
                       str_to_i64(str_slice(window, c.evidence.at, c.evidence.len), &number) &&
                       w3c_is_column(window, c.evidence.at, c.evidence.len);
        if (!refused)
            scratch->candidates[kept++] = c;
        else if (scratch->tracer)
            trace_dropped(scratch, &c, SCAN_RULE_NONE);
    }
    scratch->candidate_count = kept;
}
