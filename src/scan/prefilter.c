/*
 * The prefilter: where in a block it is worth looking.
 *
 * With the sieve and with Vectorscan every trigger reports itself. With PCRE2 alone one alternation
 * of all triggers finds the lines, and each line's triggers are told apart afterwards. All see the
 * same lines, so the rules that are tried, and the answer, are the same.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "scan/internal.h"
#include "scan/ordinary.h"
#include "scan/required.h"

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

size_t prefilter_first(const struct scanner *s, struct str text, size_t from)
{
    size_t at = from ? from - 1 : 0;
    size_t end = sieve_first(s->sieve, str_slice(text, at, text.len - at));
    return end == SIZE_MAX ? SIZE_MAX : at + end;
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
    buf_add_text(&pattern, "(?m)");
    for (size_t t = 0; t < s->rules->trigger_count; t++)
        buf_add_format(&pattern, "%s(?:%s)", t ? "|" : "", s->rules->triggers[t].pattern);
    if (s->message_trigger_count) {
        buf_add_text(&pattern, pattern.len > 4 ? "|" : "");
        (void)literal_trie(&pattern, s->message_triggers, s->message_trigger_count);
    }
    if (pattern.len == 4)
        buf_add_text(&pattern, "(?!)"); /* nothing to look for */
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
    if (snapshot && (s->sieve = sieve_from_bytes(snapshot->sieve)))
        return STATUS_OK;
    enum status status = sieve_maker_new(ordinary_text, &maker, err);
    if (status)
        return status;
    if (add_triggers(s, maker))
        s->sieve = sieve_make(maker);
    sieve_maker_free(maker);
    return STATUS_OK;
}

/* ---- words ---------------------------------------------------------------------------------- */

/* Rules and guards are asked for words; messages are not, their triggers are precise. */
static const char *pattern_of_seeker(const struct scanner *s, size_t seeker)
{
    size_t rules = s->rules->rule_count;
    return s->patterns[seeker < rules ? seeker : seeker + s->rules->message_count].pattern;
}

/* A word, and the bit of the set that it is in; see scanner.seekers_of. */
struct word_use {
    char word[REQUIRED_BYTES_MAX + 1];
    size_t bit;
};

struct word_uses {
    struct word_use *items; /* owned */
    size_t count;
    size_t room;
};

static bool add_use(struct word_uses *uses, const char *word, size_t bit)
{
    if (uses->count == uses->room) {
        size_t room = uses->room ? uses->room * 2 : 1024;
        struct word_use *items = realloc(uses->items, room * sizeof *items);
        if (!items)
            return false;
        uses->items = items;
        uses->room = room;
    }
    struct word_use *use = &uses->items[uses->count++];
    (void)snprintf(use->word, sizeof use->word, "%s", word);
    use->bit = bit;
    return true;
}

static int by_word(const void *a, const void *b)
{
    return strcmp(((const struct word_use *)a)->word, ((const struct word_use *)b)->word);
}

/* All words, sorted; marks the sets that are empty, which hold on every line. */
static enum status collect_words(struct scanner *s, struct word_uses *uses, struct error *err)
{
    struct required required;
    for (size_t seeker = 0; seeker < s->seeker_count; seeker++) {
        required_derive(pattern_of_seeker(s, seeker), &required);
        for (size_t i = 0; i < REQUIRED_SETS_MAX; i++) {
            size_t bit = i * s->seeker_words * 64 + seeker;
            if (i >= required.set_count)
                bit_set(s->always, bit);
            for (size_t w = 0; i < required.set_count && w < required.sets[i].count; w++)
                if (!add_use(uses, required.sets[i].words[w], bit))
                    return error_no_memory(err);
        }
    }
    if (uses->count)
        qsort(uses->items, uses->count, sizeof *uses->items, by_word);
    return STATUS_OK;
}

/* Numbers the words, each once, and notes which sets each is in. */
static enum status map_words(struct scanner *s, const struct word_uses *uses,
                             struct multi_pattern *words, struct error *err)
{
    size_t row = REQUIRED_SETS_MAX * s->seeker_words;
    s->seekers_of = arena_array(&s->memory, uses->count * row + 1, sizeof *s->seekers_of);
    if (!s->seekers_of)
        return error_no_memory(err);
    for (size_t i = 0; i < uses->count; i++) {
        const struct word_use *use = &uses->items[i];
        if (i == 0 || strcmp(use->word, uses->items[i - 1].word) != 0)
            words[s->word_count++] =
                (struct multi_pattern){.pattern = use->word, .literal = true, .any_superset = true};
        bit_set(s->seekers_of + (s->word_count - 1) * row, use->bit);
    }
    return STATUS_OK;
}

static enum status compile_fine(struct scanner *s, const struct scan_snapshot *snapshot,
                                struct error *err)
{
    struct word_uses uses = {0};
    struct multi_pattern *words = NULL;
    enum status status = collect_words(s, &uses, err);
    if (!status && !(words = calloc(uses.count + 1, sizeof *words)))
        status = error_no_memory(err);
    if (!status)
        status = map_words(s, &uses, words, err);
    bool ready = !status && snapshot && multi_deserialize(snapshot->fine, &s->fine);
    if (!status && !ready)
        status = multi_compile(words, s->word_count, &s->fine, err);
    free(words);
    free(uses.items);
    return status;
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
    bool wants_words = s->prefilter == SCAN_SIEVE || s->prefilter == SCAN_VECTORSCAN;
    if (!status && wants_words && multi_available())
        status = compile_fine(s, snapshot, err);
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
    if (!status && s->fine)
        status = multi_serialize(s->fine, &out->fine, err);
    if (!status)
        scanner_expect_repeats(s, NULL);
    if (!status && s->digits)
        digits_write(s->digits, &out->digits);
    if (!status && (out->sieve.failed || out->digits.failed))
        status = error_no_memory(err);
    scanner_free(s);
    return status;
}
