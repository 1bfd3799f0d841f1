/*
 * The prefilter: where in a block it is worth looking.
 *
 * With the sieve and with Vectorscan every trigger reports itself. With PCRE2 alone one alternation
 * of all triggers finds the lines, and each line's triggers are told apart afterwards. All see the
 * same lines, so the rules that are tried, and the answer, are the same.
 */
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "scan/internal.h"
#include "scan/ordinary.h"

#define ANY_TRIGGER_BYTES ((size_t)1024 * 1024)

void hits_add(struct hits *hits, struct hit hit)
{
    if (hits->count == hits->room) {
        size_t room = hits->room ? hits->room * 2 : 1024;
        struct hit *items = realloc(hits->items, room * sizeof *items);
        if (!items) {
            hits->failed = true;
            return;
        }
        hits->items = items;
        hits->room = room;
    }
    hits->items[hits->count++] = hit;
}

static void on_trigger(void *state, unsigned pattern, size_t end)
{
    hits_add(state, hit_at(end, (uint16_t)pattern));
}

static void on_sequence(void *state, unsigned trigger, size_t end, bool open)
{
    hits_add(state, (struct hit){(uint32_t)end, (uint16_t)trigger, open});
}

/* The engines report ends in ascending order but for a few neighbours. */
static void sort_hits(struct hits *hits)
{
    for (size_t i = 1; i < hits->count; i++) {
        struct hit hit = hits->items[i];
        size_t j = i;
        for (; j > 0 && hits->items[j - 1].end > hit.end; j--)
            hits->items[j] = hits->items[j - 1];
        hits->items[j] = hit;
    }
}

/* One hit of unknown trigger at the end of each line; an unfinished line counts. */
static void every_line(struct hits *hits, struct str text, char line_end)
{
    for (size_t at = 0; at < text.len;) {
        const char *end = memchr(text.ptr + at, line_end, text.len - at);
        size_t stop = end ? (size_t)(end - text.ptr) + 1 : text.len;
        hits_add(hits, hit_at(stop, TRIGGER_UNKNOWN));
        /* A line longer than what a rule sees gets a hit wherever a window has to begin. */
        for (size_t inside = at + SCAN_CONTEXT / 2; inside < stop; inside += SCAN_CONTEXT / 2)
            if (stop - at > SCAN_LINE_WHOLE)
                hits_add(hits, hit_at(inside, TRIGGER_UNKNOWN));
        at = stop;
    }
}

static enum status search_lines(const struct scanner *s, struct scan_scratch *scratch,
                                struct str text, struct error *err)
{
    const struct regex *any = lazy_regex_get(s->any_trigger);
    if (!any)
        return error_no_memory(err);
    struct span groups[REGEX_GROUPS_MAX];
    for (size_t from = 0; from < text.len;) {
        enum regex_result result = regex_search(any, scratch->regex, text, from, groups);
        if (result != REGEX_MATCH)
            break;
        size_t end = groups[0].at + groups[0].len;
        hits_add(&scratch->hits, hit_at(end, TRIGGER_UNKNOWN));
        from = end > from ? end : from + 1;
        /* The byte behind a number may be the one before the next. */
        if (groups[0].len > 1 && from == end)
            from--;
    }
    return STATUS_OK;
}

enum status prefilter_run(const struct scanner *s, struct scan_scratch *scratch, struct str text,
                          char line_end, struct error *err)
{
    struct hits *hits = &scratch->hits;
    hits->count = 0;
    hits->failed = false;
    enum status status = STATUS_OK;
    if (s->prefilter == SCAN_EVERY_LINE)
        every_line(hits, text, line_end);
    else if (s->prefilter == SCAN_PCRE2)
        status = search_lines(s, scratch, text, err);
    else if (s->prefilter == SCAN_SIEVE)
        sieve_run(s->sieve, text, on_sequence, hits);
    else if (!multi_scan(s->coarse, scratch->multi, text, on_trigger, hits))
        every_line(hits, text, line_end);
    sort_hits(hits);
    if (hits->failed)
        return error_no_memory(err);
    return status;
}

enum status prefilter_verify(const struct scanner *s, struct scan_scratch *scratch,
                             struct str window, uint16_t trigger, bool *hits, struct error *err)
{
    if (trigger >= s->rules->trigger_count) {
        const char *literal = s->message_triggers[trigger - s->rules->trigger_count].literal;
        *hits = str_find_nocase(window, str_from(literal), 0) != SIZE_MAX;
        return STATUS_OK;
    }
    struct span groups[REGEX_GROUPS_MAX];
    const struct regex *regex = lazy_regex_get(&s->triggers[trigger]);
    if (!regex)
        return error_no_memory(err);
    *hits = regex_search(regex, scratch->regex, window, 0, groups) != REGEX_NO_MATCH;
    return STATUS_OK;
}

static void mark_all(const struct scanner *s, struct scan_scratch *scratch)
{
    memset(scratch->triggers, 0xff, BIT_WORDS(s->trigger_count) * sizeof(bitword));
}

enum status prefilter_identify(const struct scanner *s, struct scan_scratch *scratch,
                               struct str window, struct error *err)
{
    if (s->prefilter == SCAN_EVERY_LINE) {
        mark_all(s, scratch);
        return STATUS_OK;
    }
    enum status status = STATUS_OK;
    for (size_t t = 0; t < s->trigger_count && !status; t++) {
        bool hits = false;
        status = prefilter_verify(s, scratch, window, (uint16_t)t, &hits, err);
        if (hits)
            bit_set(scratch->triggers, t);
    }
    return status;
}

/* All triggers as one PCRE2 alternation. */
static enum status join_triggers(struct scanner *s, struct error *err)
{
    struct buf pattern = BUF_INIT(ANY_TRIGGER_BYTES);
    bool proven = true;
    buf_add_text(&pattern, "(?m)");
    for (size_t t = 0; t < s->rules->trigger_count; t++) {
        buf_add_format(&pattern, "%s(?:%s)", t ? "|" : "", s->rules->triggers[t].pattern);
        proven = proven && ruleset_has_built_in(s->rules->triggers[t].pattern);
    }
    if (s->message_trigger_count) {
        buf_add_text(&pattern, pattern.len > 4 ? "|" : "");
        (void)literal_trie(&pattern, s->message_triggers, s->message_trigger_count);
    }
    if (pattern.len == 4)
        buf_add_text(&pattern, "(?!)"); /* nothing to look for */
    s->any_trigger->proven = proven;
    s->any_trigger->pattern = pattern.failed ? NULL : arena_copy(&s->memory, buf_str(&pattern));
    buf_release(&pattern);
    return s->any_trigger->pattern ? STATUS_OK : error_no_memory(err);
}

static enum status compile_coarse(struct scanner *s, const struct scan_snapshot *snapshot,
                                  struct error *err)
{
    if (snapshot && multi_deserialize(snapshot->coarse, &s->coarse))
        return STATUS_OK;
    struct multi_pattern *patterns = calloc(s->trigger_count + 1, sizeof *patterns);
    if (!patterns)
        return error_no_memory(err);
    size_t count = 0;
    for (size_t t = 0; t < s->rules->trigger_count; t++)
        patterns[count++] = (struct multi_pattern){.pattern = s->rules->triggers[t].pattern};
    for (size_t m = 0; m < s->message_trigger_count; m++)
        patterns[count++] =
            (struct multi_pattern){.pattern = s->message_triggers[m].literal, .literal = true};
    enum status status = multi_compile(patterns, count, &s->coarse, err);
    for (size_t t = 0; !status && t < s->rules->trigger_count; t++)
        if (patterns[t].unsupported)
            status = error_set(err, STATUS_INVALID,
                               "trigger %s: Vectorscan cannot compile it; use no look-around, back "
                               "references or possessive quantifiers",
                               s->rules->triggers[t].name);
    free(patterns);
    return status;
}

/* ---- the sieve ------------------------------------------------------------------------------ */

static bool add_triggers(const struct scanner *s, struct sieve_maker *maker)
{
    bool added = true;
    for (size_t t = 0; t < s->trigger_count && added; t++) {
        size_t count = s->rules->trigger_count;
        struct sequences sequences;
        added = t < count
                    ? sequences_of_pattern(s->rules->triggers[t].pattern, &sequences)
                    : sequences_of_literal(s->message_triggers[t - count].literal, &sequences);
        added = added && sieve_add(maker, (unsigned)t, &sequences);
        sequences_release(&sequences);
    }
    return added;
}

/* s->sieve stays NULL where there can be none. */
static enum status make_sieve(struct scanner *s, const struct scan_snapshot *snapshot,
                              struct error *err)
{
    struct sieve_maker *maker = NULL;
    if (!sieve_available())
        return STATUS_OK;
    if (snapshot && (s->sieve = sieve_view(snapshot->sieve)))
        return STATUS_OK;
    enum status status = sieve_maker_new(ordinary_text, &maker, err);
    if (status)
        return status;
    if (add_triggers(s, maker))
        s->sieve = s->own_sieve = sieve_make(maker);
    sieve_maker_free(maker);
    return STATUS_OK;
}

enum status prefilter_compile(struct scanner *s, const struct scan_snapshot *snapshot,
                              struct error *err)
{
    enum status status = STATUS_OK;
    if (s->prefilter == SCAN_SIEVE) {
        status = make_sieve(s, snapshot, err);
        if (!s->sieve)
            s->prefilter = multi_available() ? SCAN_VECTORSCAN : SCAN_PCRE2;
    }
    if (!status && s->prefilter == SCAN_PCRE2)
        status = join_triggers(s, err);
    if (!status && s->prefilter == SCAN_VECTORSCAN)
        status = compile_coarse(s, snapshot, err);
    return status;
}

enum status scan_snapshot_take(const struct ruleset *rules, struct scan_snapshot_bufs *out,
                               struct error *err)
{
    struct scanner *s = NULL;
    enum status status = scanner_new(rules, NULL, SCAN_SIEVE, &s, err);
    if (!status && s->sieve)
        buf_add(&out->sieve, sieve_bytes(s->sieve));
    if (!status && multi_available() && !s->coarse)
        status = compile_coarse(s, NULL, err);
    if (!status && s->coarse)
        status = multi_serialize(s->coarse, &out->coarse, err);
    if (!status)
        buf_add(&out->wants, wants_bytes(s->wants));
    if (!status)
        scanner_expect_repeats(s, NULL);
    if (!status && s->digits)
        digits_write(s->digits, ordinary_text, &out->digits);
    if (!status && (out->sieve.failed || out->wants.failed || out->digits.failed))
        status = error_no_memory(err);
    scanner_free(s);
    return status;
}
