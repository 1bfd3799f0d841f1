#include "scan/scanner.h"

#include <stdlib.h>
#include <string.h>

#include "scan/internal.h"

#define SCANNER_BYTES_MAX ((size_t)64 * 1024 * 1024)
#define MESSAGE_ID_MAX ((size_t)1024)

static enum status set_up_rules(struct scanner *s, struct error *err)
{
    for (size_t i = 0; i < s->rules->rule_count; i++) {
        const struct rule *rule = &s->rules->rules[i];
        s->patterns[i].pattern = rule->pattern;
        s->fixed[i] = ERROR_INDEX_NONE;
        if (!*rule->error || !s->names) /* taking a snapshot needs no names */
            continue;
        const struct names *names = names_for(s->names, rule->related);
        if (names)
            s->fixed[i] =
                names_shifted(s->names, rule->related, names_find(names, str_from(rule->error)));
        if (s->fixed[i] == ERROR_INDEX_NONE)
            return error_set(err, STATUS_INVALID, "%s:%d: rule %s: unknown error %s", rule->file,
                             rule->line, rule->id, rule->error);
    }
    for (size_t g = 0; g < s->rules->guard_count; g++)
        s->patterns[s->rules->rule_count + s->rules->message_count + g].pattern =
            s->rules->guards[g].pattern;
    return STATUS_OK;
}

/* The trigger of a message, shared with others that have the same literal. */
static struct message_trigger *trigger_of(struct scanner *s, const char *literal)
{
    for (size_t i = 0; i < s->message_trigger_count; i++)
        if (strcmp(s->message_triggers[i].literal, literal) == 0)
            return &s->message_triggers[i];
    struct message_trigger *t = &s->message_triggers[s->message_trigger_count++];
    t->literal = literal;
    return t;
}

/* Puts a message among those of its trigger, for which there is room: the longest comes first. */
static void put_by_length(const struct scanner *s, struct message_trigger *t, uint16_t message)
{
    size_t len = strlen(s->rules->messages[message].text);
    size_t at = t->message_count++;
    for (; at && strlen(s->rules->messages[t->messages[at - 1]].text) < len; at--)
        t->messages[at] = t->messages[at - 1];
    t->messages[at] = message;
}

static bool name_message(struct scanner *s, size_t m, struct buf *buf)
{
    const struct message *message = &s->rules->messages[m];
    buf_clear(buf);
    buf_add_format(buf, "message:%s:%ld", message->language, (long)message->code);
    s->ids[m] = buf->failed ? NULL : arena_copy(&s->memory, buf_str(buf));
    return s->ids[m] != NULL;
}

static enum status set_up_messages(struct scanner *s, struct error *err)
{
    size_t count = s->rules->message_count;
    struct buf buf = BUF_INIT(MESSAGE_ID_MAX);
    enum status status = STATUS_OK;
    for (size_t m = 0; m < count && !status; m++) {
        s->patterns[s->rules->rule_count + m].message = s->rules->messages[m].text;
        if (!name_message(s, m, &buf)) {
            status = error_no_memory(err);
            break;
        }
        struct message_trigger *t = trigger_of(s, s->rules->messages[m].trigger);
        uint16_t *messages = realloc(t->messages, (t->message_count + 1) * sizeof *messages);
        if (!messages) {
            status = error_no_memory(err);
            break;
        }
        t->messages = messages;
        put_by_length(s, t, (uint16_t)m);
    }
    buf_release(&buf);
    return status;
}

/* The place of a column among those that are watched, or SIZE_MAX when there are too many. */
static size_t watch(struct scanner *s, const char *column)
{
    size_t i = 0;
    while (i < s->column_count && !str_equal_nocase(str_from(s->columns[i]), str_from(column)))
        i++;
    if (i == W3C_WATCHED_MAX)
        return SIZE_MAX;
    if (i == s->column_count)
        s->columns[s->column_count++] = column;
    return i;
}

static enum status set_up_columns(struct scanner *s, struct error *err)
{
    for (size_t i = 0; i < s->rules->rule_count; i++) {
        const struct rule *rule = &s->rules->rules[i];
        if (!*rule->column)
            continue;
        size_t watched = watch(s, rule->column);
        if (watched == SIZE_MAX)
            return error_set(err, STATUS_INVALID,
                             "%s:%d: rule %s: rules may name %d different columns in all",
                             rule->file, rule->line, rule->id, W3C_WATCHED_MAX);
        s->column_rules[s->column_rule_count++] =
            (struct column_rule){(uint16_t)i, (uint16_t)watched};
    }
    return STATUS_OK;
}

static size_t trigger_named(const struct ruleset *rules, const char *name)
{
    for (size_t t = 0; t < rules->trigger_count; t++)
        if (strcmp(rules->triggers[t].name, name) == 0)
            return t;
    return SIZE_MAX;
}

static void set_up_wakes(struct scanner *s)
{
    for (size_t i = 0; i < s->rules->rule_count; i++)
        for (size_t t = 0; t < s->rules->rules[i].trigger_count; t++)
            bit_set(s->rules_of + s->rules->rules[i].triggers[t] * s->rule_words, i);
    for (size_t t = 0; t < s->rules->trigger_count; t++)
        s->triggers[t].pattern = s->rules->triggers[t].pattern;
    s->number_trigger = trigger_named(s->rules, "number");
    s->header_trigger = trigger_named(s->rules, "w3c-header");
}

/* A rule of which everything is known once each number of its line is: it is woken by numbers
 * alone, and captures nothing but one. */
static bool finds_numbers_only(const struct scanner *s, const struct rule *rule)
{
    static const char *const others[] = {"<name>",    "<hex>", "<hresult>", "<decimal_hresult>",
                                         "<openssl>", "<low>"};
    if (rule->multiline || *rule->error || rule->trigger_count != 1 ||
        rule->triggers[0] != s->number_trigger)
        return false;
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        if (strstr(rule->pattern, others[i]))
            return false;
    return true;
}

static void sort_out_rules(struct scanner *s)
{
    for (size_t i = 0; i < s->rules->rule_count; i++) {
        const struct rule *rule = &s->rules->rules[i];
        bit_set(s->by_confidence + rule->confidence * s->rule_words, i);
        if (rule->multiline)
            bit_set(s->multiline, i);
        if (finds_numbers_only(s, rule))
            bit_set(s->number_only, i);
    }
}

/* Messages want no words: their triggers are precise. */
static enum status set_up_wants(struct scanner *s, const struct scan_snapshot *snapshot,
                                struct error *err)
{
    const struct ruleset *rules = s->rules;
    if (snapshot && (s->wants = wants_view(snapshot->wants)))
        return STATUS_OK;
    size_t count = 0;
    const char **patterns = calloc(rules->rule_count + rules->guard_count + 1, sizeof *patterns);
    if (!patterns)
        return error_no_memory(err);
    for (size_t i = 0; i < rules->rule_count; i++)
        patterns[count++] = rules->rules[i].pattern;
    for (size_t g = 0; g < rules->guard_count; g++)
        patterns[count++] = rules->guards[g].pattern;
    enum status status = wants_new(patterns, count, &s->own_wants, err);
    s->wants = s->own_wants;
    free(patterns);
    return status;
}

static bool allocate(struct scanner *s)
{
    const struct ruleset *rules = s->rules;
    struct arena *memory = &s->memory;
    s->item_count = rules->rule_count + rules->message_count + rules->guard_count;
    s->rule_words = BIT_WORDS(rules->rule_count);
    s->patterns = arena_array(memory, s->item_count + 1, sizeof *s->patterns);
    s->by_confidence =
        arena_array(memory, CONFIDENCE_COUNT * s->rule_words + 1, sizeof *s->by_confidence);
    s->multiline = arena_array(memory, s->rule_words + 1, sizeof *s->multiline);
    s->number_only = arena_array(memory, s->rule_words + 1, sizeof *s->number_only);
    s->fixed = arena_array(memory, rules->rule_count + 1, sizeof *s->fixed);
    s->column_rules = arena_array(memory, rules->rule_count + 1, sizeof *s->column_rules);
    s->ids = arena_array(memory, rules->message_count + 1, sizeof *s->ids);
    s->message_triggers =
        arena_array(memory, rules->message_count + 1, sizeof *s->message_triggers);
    s->triggers = arena_array(memory, rules->trigger_count + 1, sizeof *s->triggers);
    s->any_trigger = arena_alloc(memory, sizeof *s->any_trigger);
    s->rules_of =
        arena_array(memory, rules->trigger_count * s->rule_words + 1, sizeof *s->rules_of);
    return s->patterns && s->by_confidence && s->multiline && s->number_only && s->fixed &&
           s->column_rules && s->ids && s->message_triggers && s->triggers && s->any_trigger &&
           s->rules_of;
}

enum status scanner_new(const struct ruleset *rules, const struct names *names,
                        enum scan_prefilter prefilter, struct scanner **out, struct error *err)
{
    return scanner_new_from(rules, names, prefilter, NULL, out, err);
}

enum status scanner_new_from(const struct ruleset *rules, const struct names *names,
                             enum scan_prefilter prefilter, const struct scan_snapshot *snapshot,
                             struct scanner **out, struct error *err)
{
    struct scanner *s = calloc(1, sizeof *s);
    if (!s)
        return error_no_memory(err);
    *s = (struct scanner){.rules = rules,
                          .names = names,
                          .prefilter = prefilter,
                          .memory = ARENA_INIT(SCANNER_BYTES_MAX)};
    enum status status = allocate(s) ? STATUS_OK : error_no_memory(err);
    if (!status && !(status = set_up_wants(s, snapshot, err)) && !(status = set_up_rules(s, err)) &&
        !(status = set_up_columns(s, err)) && !(status = set_up_messages(s, err))) {
        s->trigger_count = rules->trigger_count + s->message_trigger_count;
        set_up_wakes(s);
        sort_out_rules(s);
        status = prefilter_compile(s, snapshot, err);
    }
    if (status) {
        scanner_free(s);
        return status;
    }
    *out = s;
    return STATUS_OK;
}

void scanner_free(struct scanner *s)
{
    if (!s)
        return;
    for (size_t i = 0; s->patterns && i < s->item_count; i++)
        regex_free(atomic_load(&s->patterns[i].regex));
    for (size_t t = 0; s->triggers && t < s->rules->trigger_count; t++)
        regex_free(atomic_load(&s->triggers[t].regex));
    for (size_t m = 0; m < s->message_trigger_count; m++)
        free(s->message_triggers[m].messages);
    if (s->any_trigger)
        regex_free(atomic_load(&s->any_trigger->regex));
    digits_free(s->digits);
    sieve_free(s->own_sieve);
    wants_free(s->own_wants);
    multi_free(s->coarse);
    arena_release(&s->memory);
    free(s);
}

/* NULL where not all patterns are understood. */
static struct digits *digits_of_patterns(const struct scanner *s)
{
    struct digits *d = NULL;
    struct buf spare = LAZY_PATTERN_INIT;
    bool understood = !digits_new(&d, NULL);
    for (size_t i = 0; i < s->item_count && understood; i++) {
        const char *pattern = lazy_regex_pattern(&s->patterns[i], &spare);
        understood = pattern && digits_add(d, pattern);
    }
    buf_release(&spare);
    for (size_t t = 0; t < s->rules->trigger_count && understood; t++)
        understood = digits_add(d, s->rules->triggers[t].pattern);
    if (understood)
        return d;
    digits_free(d);
    return NULL;
}

void scanner_expect_repeats(struct scanner *s, const struct scan_snapshot *snapshot)
{
    if (s->prefilter != SCAN_SIEVE && s->prefilter != SCAN_VECTORSCAN)
        return;
    s->digits = snapshot ? digits_read(snapshot->digits) : NULL;
    if (!s->digits)
        s->digits = digits_of_patterns(s);
}

enum status scan_scratch_new(const struct scanner *s, struct scan_scratch **out, struct error *err)
{
    struct scan_scratch *scratch = calloc(1, sizeof *scratch);
    if (!scratch)
        return error_no_memory(err);
    scratch->triggers = calloc(BIT_WORDS(s->trigger_count) + 1, sizeof(bitword));
    scratch->wanted = calloc(s->rule_words + 1, sizeof(bitword));
    scratch->worth = calloc(wants_row(s->wants) + 1, sizeof(bitword));
    enum status status = STATUS_OK;
    if (!scratch->triggers || !scratch->wanted || !scratch->worth)
        status = error_no_memory(err);
    if (!status)
        status = regex_scratch_new(&scratch->regex, err);
    if (!status && s->coarse)
        status = multi_scratch_new(s->coarse, &scratch->multi, err);
    if (!status && s->digits && !(scratch->repeats = repeats_new(s->digits, s->names)))
        status = error_no_memory(err);
    if (status) {
        scan_scratch_free(scratch);
        return status;
    }
    *out = scratch;
    return STATUS_OK;
}

void scan_scratch_free(struct scan_scratch *scratch)
{
    if (!scratch)
        return;
    regex_scratch_free(scratch->regex);
    multi_scratch_free(scratch->multi);
    repeats_free(scratch->repeats);
    free(scratch->hits.items);
    free(scratch->spare_hits.items);
    free(scratch->triggers);
    free(scratch->wanted);
    free(scratch->worth);
    free(scratch->matches);
    free(scratch);
}

const char *scanner_rule_id(const struct scanner *s, uint16_t rule)
{
    if (rule < s->rules->rule_count)
        return s->rules->rules[rule].id;
    return s->ids[rule - s->rules->rule_count];
}

size_t scanner_rule_count(const struct scanner *s)
{
    return s->rules->rule_count + s->rules->message_count;
}

bool scanner_rule_limited(const struct scanner *s, uint16_t rule)
{
    return atomic_load(&s->patterns[rule].limited);
}
