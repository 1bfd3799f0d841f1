#include "pipeline/trial.h"

#include <stdlib.h>

#include "base/utf8.h"
#include "pipeline/proof.h"
#include "scan/required.h"

#define TRIAL_BYTES_MAX ((size_t)256 * 1024 * 1024)
#define ID_BYTES_MAX ((size_t)256)
/* What is kept of a line: a match, and what stands before and after it. */
#define MATCH_BYTES ((size_t)100)
#define BESIDE_BYTES ((size_t)50)
#define NO_ITEM SIZE_MAX

struct trying {
    struct trial *trial;
    const struct ruleset *rules;
    size_t *of_rule; /* owned; index of the rule's item, or NO_ITEM */
    size_t *of_guard;
    struct required *words; /* owned; per item, of its rule */

    uint64_t logs; /* so far */
    const char *path;
    uint64_t lines_before; /* the block */
    struct str line;       /* at hand */
    uint64_t number;       /* its number, from 0 */
    bool failed;           /* out of memory */
};

/* Tells the lines of all logs apart. */
static uint64_t line_key(const struct trying *t)
{
    return t->logs << 44 | (t->number + 1);
}

/* False when the line was counted before. */
static bool count_line(const struct trying *t, uint64_t *count, uint64_t *last)
{
    uint64_t key = line_key(t);
    if (*last == key)
        return false;
    *last = key;
    ++*count;
    return true;
}

static struct trial_place cut_place(struct str line, size_t at, size_t len)
{
    size_t from = utf8_floor(line, at > BESIDE_BYTES ? at - BESIDE_BYTES : 0);
    size_t shown = len < MATCH_BYTES ? len : utf8_floor(line, at + MATCH_BYTES) - at;
    size_t to = shown < len ? at + shown : utf8_floor(line, at + len + BESIDE_BYTES);
    return (struct trial_place){.text = str_slice(line, from, to - from),
                                .match_at = at - from,
                                .match_len = shown,
                                .cut_before = from > 0,
                                .cut_after = to < line.len};
}

/* Keeps the place of `match`, a view into the line. */
static void keep_place(struct trying *t, struct trial_lines *lines, struct str match)
{
    if (lines->place_count == TRIAL_PLACES)
        return;
    size_t at = (size_t)(match.ptr - t->line.ptr);
    size_t len = at + match.len < t->line.len ? match.len : t->line.len - at; /* multiline */
    struct trial_place place = cut_place(t->line, at, len);
    struct arena *memory = &t->trial->memory;
    place.line = t->number + 1;
    place.file = arena_copy(memory, str_from(t->path));
    place.text.ptr = arena_copy(memory, place.text);
    t->failed |= !place.file || !place.text.ptr;
    if (!t->failed)
        lines->places[lines->place_count++] = place;
}

static void add_line(struct trying *t, struct trial_lines *lines, struct str match)
{
    if (count_line(t, &lines->count, &lines->last))
        keep_place(t, lines, match);
}

static void bump(struct trying *t, struct trial_lines *lines)
{
    (void)count_line(t, &lines->count, &lines->last);
}

static void add_other(struct trying *t, struct trial_others *others, const char *id)
{
    size_t i = 0;
    while (i < others->count && !str_equal(str_from(others->items[i].id), str_from(id)))
        i++;
    if (i == TRIAL_OTHERS) {
        others->more = true;
        return;
    }
    if (i == others->count) {
        others->items[i].id = arena_copy(&t->trial->memory, str_from(id));
        if (!others->items[i].id) {
            t->failed = true;
            return;
        }
        others->count++;
    }
    (void)count_line(t, &others->items[i].lines, &others->items[i].last);
}

/* As scanner_rule_id() has it. */
static void add_rule(struct trying *t, struct trial_others *others, uint16_t rule)
{
    if (rule < t->rules->rule_count) {
        add_other(t, others, t->rules->rules[rule].id);
        return;
    }
    struct buf id = BUF_INIT(ID_BYTES_MAX);
    if (rule != SCAN_RULE_NONE) {
        const struct message *m = &t->rules->messages[rule - t->rules->rule_count];
        buf_add_format(&id, "message:%s:%ld", m->language, (long)m->code);
    }
    add_other(t, others, rule == SCAN_RULE_NONE ? "another mention" : buf_text(&id));
    buf_release(&id);
}

/* The first word on the line that the rule cannot match without; without such words, the empty
 * end of the line. A view with ptr NULL: there is none. */
static struct str needed_word(const struct required *words, struct str text)
{
    const struct word_set *set = &words->sets[0];
    if (!words->set_count)
        return str_slice(text, text.len, 0);
    for (size_t i = 0; i < set->count; i++) {
        struct str word = str_from(set->words[i]);
        size_t at = str_find_nocase(text, word, 0);
        if (at != SIZE_MAX)
            return str_slice(text, at, word.len);
    }
    return (struct str){0};
}

/* The scanner may try a rule whose words are missing; that is neither near nor counted. */
static void on_tried(struct trying *t, struct trial_item *item, const struct scan_event *e)
{
    struct str word = needed_word(&t->words[item - t->trial->items], e->text);
    if (!e->matched && !word.ptr)
        return;
    item->tried++;
    item->ns += e->ns;
    bool within = word.ptr && word.ptr >= t->line.ptr && word.ptr <= t->line.ptr + t->line.len;
    if (!e->matched && within && item->hits.last != line_key(t))
        add_line(t, &item->near, word);
}

static void on_refused(struct trying *t, struct trial_item *rule, const struct scan_event *e)
{
    size_t guard = t->of_guard[e->guard];
    if (rule)
        add_other(t, &rule->from, t->rules->guards[e->guard].id);
    if (guard == NO_ITEM)
        return;
    add_line(t, &t->trial->items[guard].hits, e->text);
    add_rule(t, &t->trial->items[guard].to, e->rule);
}

static void on_rule(struct trying *t, struct trial_item *item, const struct scan_event *e)
{
    switch (e->kind) {
    case SCAN_RULE_TRIED:
        on_tried(t, item, e);
        break;
    case SCAN_CANDIDATE:
        add_line(t, &item->hits, e->text);
        break;
    case SCAN_UNKNOWN_CODE:
        bump(t, &item->odd);
        break;
    case SCAN_DROPPED:
    case SCAN_REPEATED:
        if (e->by == e->rule)
            break; /* it said the same twice */
        bump(t, &item->lost);
        add_rule(t, &item->to, e->by);
        break;
    case SCAN_ACCEPTED:
        bump(t, &item->won);
        break;
    default:
        break;
    }
}

static struct trial_item *item_of(const struct trying *t, uint16_t rule)
{
    size_t item = rule < t->rules->rule_count ? t->of_rule[rule] : NO_ITEM;
    return item == NO_ITEM ? NULL : &t->trial->items[item];
}

static void on_event(void *state, const struct scan_event *e)
{
    struct trying *t = state;
    if (e->kind == SCAN_LINE) {
        t->line = e->text;
        t->number = t->lines_before + e->line;
        return;
    }
    if (e->kind == SCAN_TRIGGER_HIT)
        return;
    struct trial_item *item = item_of(t, e->rule);
    if (e->kind == SCAN_GUARD_REFUSED)
        on_refused(t, item, e);
    else if (item)
        on_rule(t, item, e);
}

static bool insists(void *state, uint16_t rule)
{
    return item_of(state, rule) != NULL;
}

static void on_block(void *state, const char *path, uint64_t index, uint64_t lines)
{
    struct trying *t = state;
    t->logs += index == 0;
    t->path = path;
    t->lines_before = lines;
}

static bool allocate(struct trying *t)
{
    const struct ruleset *rules = t->rules;
    struct trial *trial = t->trial;
    for (size_t i = 0; i < rules->rule_count; i++)
        trial->count += t->of_rule[i] != NO_ITEM;
    for (size_t i = 0; i < rules->guard_count; i++)
        trial->count += t->of_guard[i] != NO_ITEM;
    trial->items = calloc(trial->count + 1, sizeof *trial->items);
    t->words = calloc(trial->count + 1, sizeof *t->words);
    return trial->items && t->words;
}

/* Which rules and guards are the pack's. */
static enum status choose(struct trying *t, const char *pack, struct error *err)
{
    const struct ruleset *rules = t->rules;
    t->of_rule = calloc(rules->rule_count + 1, sizeof *t->of_rule);
    t->of_guard = calloc(rules->guard_count + 1, sizeof *t->of_guard);
    if (!t->of_rule || !t->of_guard)
        return error_no_memory(err);
    size_t count = 0;
    for (size_t i = 0; i < rules->rule_count; i++)
        t->of_rule[i] = proof_covers(pack, rules->rules[i].file) ? count++ : NO_ITEM;
    for (size_t i = 0; i < rules->guard_count; i++)
        t->of_guard[i] = proof_covers(pack, rules->guards[i].file) ? count++ : NO_ITEM;
    if (!allocate(t))
        return error_no_memory(err);
    for (size_t i = 0; i < rules->rule_count; i++)
        if (t->of_rule[i] != NO_ITEM) {
            t->trial->items[t->of_rule[i]].rule = &rules->rules[i];
            required_derive(rules->rules[i].pattern, &t->words[t->of_rule[i]]);
        }
    for (size_t i = 0; i < rules->guard_count; i++)
        if (t->of_guard[i] != NO_ITEM)
            t->trial->items[t->of_guard[i]].guard = &rules->guards[i];
    return STATUS_OK;
}

enum status trial_run(const struct pipeline_options *options, const char *pack, struct trial *out,
                      struct error *err)
{
    *out = (struct trial){.memory = ARENA_INIT(TRIAL_BYTES_MAX)};
    struct trying t = {.trial = out, .rules = options->rules};
    struct pipeline_trace trace = {
        .tracer = {.state = &t, .event = on_event, .timed = true, .insists = insists},
        .block = on_block,
    };
    struct pipeline_options traced = *options;
    traced.trace = &trace;
    enum status status = choose(&t, pack, err);
    if (!status)
        status = pipeline_run(&traced, &out->run, err);
    if (!status && t.failed)
        status = error_no_memory(err);
    free(t.of_rule);
    free(t.of_guard);
    free(t.words);
    return status;
}

void trial_release(struct trial *t)
{
    free(t->items);
    arena_release(&t->memory);
    pipeline_result_release(&t->run);
}
