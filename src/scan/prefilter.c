/*
 * The prefilter: where in a block it is worth looking.
 *
 * With Vectorscan every trigger reports itself. With PCRE2 alone one alternation of all triggers
 * finds the lines, and each line's triggers are told apart afterwards. Both see the same lines, so
 * the rules that are tried, and the answer, are the same.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "scan/internal.h"
#include "scan/required.h"

#define ANY_TRIGGER_BYTES ((size_t)1024 * 1024)

void hits_add(struct hits *hits, size_t end, uint16_t trigger)
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
    hits->items[hits->count++] = (struct hit){(uint32_t)end, trigger};
}

static void on_trigger(void *state, unsigned pattern, size_t end)
{
    hits_add(state, end, (uint16_t)pattern);
}

/* Vectorscan reports ends in ascending order but for a few neighbours. */
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
        hits_add(hits, stop, TRIGGER_UNKNOWN);
        /* A line longer than what a rule sees gets a hit wherever a window has to begin. */
        for (size_t inside = at + SCAN_CONTEXT / 2; inside < stop; inside += SCAN_CONTEXT / 2)
            if (stop - at > SCAN_LINE_WHOLE)
                hits_add(hits, inside, TRIGGER_UNKNOWN);
        at = stop;
    }
    sort_hits(hits);
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
        hits_add(&scratch->hits, end, TRIGGER_UNKNOWN);
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
    else if (multi_scan(s->coarse, scratch->multi, text, on_trigger, hits))
        sort_hits(hits);
    else
        every_line(hits, text, line_end);
    if (hits->failed)
        return error_no_memory(err);
    return status;
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
    struct span groups[REGEX_GROUPS_MAX];
    for (size_t t = 0; t < s->rules->trigger_count; t++) {
        const struct regex *regex = lazy_regex_get(&s->triggers[t]);
        if (!regex)
            return error_no_memory(err);
        if (regex_search(regex, scratch->regex, window, 0, groups) != REGEX_NO_MATCH)
            bit_set(scratch->triggers, t);
    }
    for (size_t m = 0; m < s->message_trigger_count; m++)
        if (str_find_nocase(window, str_from(s->message_triggers[m].literal), 0) != SIZE_MAX)
            bit_set(scratch->triggers, s->rules->trigger_count + m);
    return STATUS_OK;
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

/* The words that rules and guards need, each once. */
struct word_list {
    char (*words)[REQUIRED_BYTES_MAX + 1]; /* owned */
    size_t count;
    size_t room;
};

static size_t word_index(struct word_list *list, const char *word)
{
    for (size_t i = 0; i < list->count; i++)
        if (strcmp(list->words[i], word) == 0)
            return i;
    if (list->count == list->room) {
        size_t room = list->room ? list->room * 2 : 256;
        void *words = realloc(list->words, room * sizeof *list->words);
        if (!words)
            return SIZE_MAX;
        list->words = words;
        list->room = room;
    }
    (void)snprintf(list->words[list->count], sizeof *list->words, "%s", word);
    return list->count++;
}

/* Messages are not asked for words: their triggers are precise. */
static bool is_message(const struct scanner *s, size_t item)
{
    return item >= s->rules->rule_count && item < s->rules->rule_count + s->rules->message_count;
}

static enum status collect_words(struct scanner *s, struct word_list *list, struct error *err)
{
    struct required required;
    for (size_t item = 0; item < s->item_count; item++) {
        if (is_message(s, item))
            continue;
        required_derive(s->patterns[item].pattern, &required);
        if (required.count == 0)
            bit_set(s->always, item);
        for (size_t w = 0; w < required.count; w++)
            if (word_index(list, required.words[w]) == SIZE_MAX)
                return error_no_memory(err);
    }
    return STATUS_OK;
}

static enum status map_words(struct scanner *s, struct word_list *list, struct error *err)
{
    s->word_count = list->count;
    s->items_of = arena_array(&s->memory, list->count * s->item_words + 1, sizeof *s->items_of);
    if (!s->items_of)
        return error_no_memory(err);
    struct required required;
    for (size_t item = 0; item < s->item_count; item++) {
        if (is_message(s, item))
            continue;
        required_derive(s->patterns[item].pattern, &required);
        for (size_t w = 0; w < required.count; w++)
            bit_set(s->items_of + word_index(list, required.words[w]) * s->item_words, item);
    }
    return STATUS_OK;
}

static enum status compile_fine(struct scanner *s, const struct scan_snapshot *snapshot,
                                struct error *err)
{
    struct word_list list = {0};
    struct multi_pattern *patterns = NULL;
    enum status status = collect_words(s, &list, err);
    if (!status)
        status = map_words(s, &list, err);
    bool ready = !status && snapshot && multi_deserialize(snapshot->fine, &s->fine);
    if (!status && !ready && !(patterns = calloc(list.count + 1, sizeof *patterns)))
        status = error_no_memory(err);
    for (size_t w = 0; patterns && w < list.count; w++)
        patterns[w] =
            (struct multi_pattern){.pattern = list.words[w], .literal = true, .any_superset = true};
    if (patterns)
        status = multi_compile(patterns, list.count, &s->fine, err);
    free(patterns);
    free(list.words);
    return status;
}

enum status prefilter_compile(struct scanner *s, const struct scan_snapshot *snapshot,
                              struct error *err)
{
    if (s->prefilter == SCAN_PCRE2)
        return join_triggers(s, err);
    if (s->prefilter != SCAN_VECTORSCAN)
        return STATUS_OK;
    enum status status = compile_coarse(s, snapshot, err);
    return status ? status : compile_fine(s, snapshot, err);
}

enum status scan_snapshot_take(const struct ruleset *rules, struct buf *coarse, struct buf *fine,
                               struct error *err)
{
    struct scanner *s = NULL;
    if (!multi_available())
        return STATUS_OK;
    enum status status = scanner_new(rules, NULL, SCAN_VECTORSCAN, &s, err);
    if (!status)
        status = multi_serialize(s->coarse, coarse, err);
    if (!status)
        status = multi_serialize(s->fine, fine, err);
    scanner_free(s);
    return status;
}
