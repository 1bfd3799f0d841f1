/*
 * Confirmation: what a line really says.
 *
 * Every rule that a trigger woke is tried, all its matches are candidates. Guards strike out
 * numbers that are something else. The rest is accepted best first; a candidate whose evidence
 * lies within an accepted match says nothing new and is dropped.
 */
#include <string.h>

#include "base/os_process.h"
#include "scan/internal.h"

static bool within(struct span inner, struct span outer)
{
    return inner.at >= outer.at && inner.at + inner.len <= outer.at + outer.len;
}

static bool overlaps(struct span a, struct span b)
{
    return a.at < b.at + b.len && b.at < a.at + a.len;
}

static struct str text_of(struct str subject, struct span span)
{
    return span.at == SIZE_MAX ? (struct str){0} : str_slice(subject, span.at, span.len);
}

/* The number forms of captures, in the order in which they count when several took part. */
static const struct capture {
    const char *group;
    uint16_t (*error_of)(const struct names *names, struct str text);
} captures[] = {
    {"code", names_of_decimal},    {"hex", names_of_hex},
    {"hresult", names_of_hresult}, {"decimal_hresult", names_of_decimal_hresult},
    {"openssl", names_of_openssl}, {"low", names_of_low},
};

/* Reads a match's captures. False: it captured no error that is known. */
static bool read_captures(const struct names *names, const struct regex *regex,
                          const struct span *groups, struct str subject, struct candidate *c)
{
    c->name = regex_group(regex, groups, "name");
    uint16_t named =
        c->name.at == SIZE_MAX ? ERROR_INDEX_NONE : names_find(names, text_of(subject, c->name));
    for (size_t i = 0; i < sizeof captures / sizeof *captures; i++) {
        struct span span = regex_group(regex, groups, captures[i].group);
        if (span.at == SIZE_MAX)
            continue;
        c->evidence = span;
        c->error = captures[i].error_of(names, text_of(subject, span));
        c->disagrees = named != ERROR_INDEX_NONE && named != c->error;
        return c->error != ERROR_INDEX_NONE;
    }
    c->evidence = c->name;
    c->name.at = SIZE_MAX;
    c->error = named;
    return named != ERROR_INDEX_NONE;
}

static void read_operation(const struct rule *rule, const struct regex *regex,
                           const struct span *groups, struct str subject, struct candidate *c)
{
    c->operation = rule->operation;
    struct str word = text_of(subject, regex_group(regex, groups, "operation"));
    if (word.len)
        (void)operation_from(word, &c->operation);
    c->peer = regex_group(regex, groups, "peer");
}

void candidate_add(struct scan_scratch *scratch, const struct candidate *c)
{
    if (scratch->candidate_count < SCAN_CANDIDATES_MAX)
        scratch->candidates[scratch->candidate_count++] = *c;
    else
        scratch->capped = true;
}

static bool make_candidate(const struct scanner *s, size_t item, const struct regex *regex,
                           const struct span *groups, struct str subject, struct candidate *c)
{
    *c = (struct candidate){
        .whole = groups[0],
        .evidence = groups[0],
        .name = {SIZE_MAX, 0},
        .peer = {SIZE_MAX, 0},
        .item = (uint16_t)item,
        .also = ERROR_INDEX_NONE,
        .operation = OPERATION_NONE,
    };
    if (item >= s->rules->rule_count) {
        const struct message *m = &s->rules->messages[item - s->rules->rule_count];
        c->error = names_of_code(s->names, m->code);
        c->also = m->also ? names_of_code(s->names, m->also) : ERROR_INDEX_NONE;
        c->confidence = m->weak ? CONFIDENCE_POSSIBLE : CONFIDENCE_CERTAIN;
        return c->error != ERROR_INDEX_NONE;
    }
    const struct rule *rule = &s->rules->rules[item];
    c->confidence = rule->confidence;
    read_operation(rule, regex, groups, subject, c);
    c->error = s->fixed[item];
    if (c->error != ERROR_INDEX_NONE)
        return true;
    const struct names *names = names_for(s->names, rule->related);
    if (!names || !read_captures(names, regex, groups, subject, c))
        return false;
    c->error = names_shifted(s->names, rule->related, c->error);
    return true;
}

/* A group `code` may take in a sign or a blank before the digits. */
#define CODE_GROUP_SLACK 8

/* Where a match of the item may begin: a rule that finds numbers only need not be tried far from
 * them. */
static void bound_search(const struct scanner *s, const struct scan_scratch *scratch, size_t item,
                         struct str subject, size_t *begin, size_t *until)
{
    *begin = 0;
    *until = subject.len;
    if (item >= s->rules->rule_count || !bit_has(s->number_only, item) || !scratch->number_count)
        return;
    size_t before = wants_before_code(s->wants, item);
    if (before < SIZE_MAX - CODE_GROUP_SLACK)
        before += CODE_GROUP_SLACK;
    *begin = scratch->first_number > before ? scratch->first_number - before : 0;
    *until = scratch->last_number;
}

static void take_match(const struct scanner *s, struct scan_scratch *scratch, size_t item,
                       const struct regex *regex, const struct span *groups, struct str seen)
{
    struct candidate c;
    bool known = make_candidate(s, item, regex, groups, seen, &c);
    if (known)
        candidate_add(scratch, &c);
    if (scratch->tracer)
        trace_match(scratch, &c, known);
}

/* The time for a trace that wants it, else 0. */
static int64_t trace_clock(const struct scan_scratch *scratch)
{
    return scratch->tracer && scratch->tracer->timed ? os_monotonic_ns() : 0;
}

/* Whether what the rule found in `subject` hangs on what follows that. The last match ends at
 * `from`. */
static void note_looks(struct scan_scratch *scratch, const struct regex *regex, struct str subject,
                       struct str seen, size_t from)
{
    struct str little = str_slice(seen, 0, subject.len + REPEATS_FOLLOW_BYTES);
    if (from <= subject.len && !regex_may_go_on(regex, scratch->regex, subject, from))
        return;
    bool is_little = from <= subject.len && little.len == subject.len + REPEATS_FOLLOW_BYTES &&
                     !regex_may_go_on(regex, scratch->regex, little, from);
    scratch->looked_on = is_little ? LOOKED_A_LITTLE : LOOKED_ON;
}

/* All matches of one rule or message. A match counts when it begins in `subject`. */
static enum status try_item(const struct scanner *s, struct scan_scratch *scratch, size_t item,
                            struct str subject, struct str seen, struct error *err)
{
    struct lazy_regex *lazy = &s->patterns[item];
    const struct regex *regex = lazy_regex_get(lazy);
    if (!regex)
        return error_no_memory(err);
    struct span groups[REGEX_GROUPS_MAX];
    size_t begin, until;
    bound_search(s, scratch, item, subject, &begin, &until);
    bool matched = false;
    int64_t ns = 0;
    size_t from = begin;
    while (from <= until) {
        ns -= trace_clock(scratch);
        enum regex_result result =
            regex_search_until(regex, scratch->regex, seen, from, until, groups);
        ns += trace_clock(scratch);
        if (result == REGEX_LIMITED)
            atomic_store(&lazy->limited, true);
        if (result != REGEX_MATCH || groups[0].at >= subject.len)
            break;
        matched = true;
        if (groups[0].len)
            take_match(s, scratch, item, regex, groups, seen);
        size_t end = groups[0].at + groups[0].len;
        from = end > from ? end : from + 1;
    }
    if (seen.len > subject.len && scratch->repeats && scratch->looked_on != LOOKED_ON)
        note_looks(scratch, regex, subject, seen, from);
    if (scratch->tracer)
        trace_tried(scratch, item, seen, matched, ns);
    return STATUS_OK;
}

/* Adds the sets of which a word stands in the text; all of them where words are not looked for. */
static void look_for_words(const struct scanner *s, struct scan_scratch *scratch, struct str seen)
{
    if (prefilter_weighs_words(s))
        wants_look(s->wants, seen, scratch->worth);
    else
        memset(scratch->worth, 0xff, wants_row(s->wants) * sizeof(bitword));
}

/* The rules and guards of which every set has a word. A trace also sees those that come near. */
static void join_sets(const struct scanner *s, struct scan_scratch *scratch)
{
    const size_t words = wants_words(s->wants);
    for (size_t set = 1; set < REQUIRED_SETS_MAX && !scratch->tracer; set++)
        for (size_t w = 0; w < words; w++)
            scratch->worth[w] &= scratch->worth[set * words + w];
}

/* The numbers on the line that could be codes. */
static void list_numbers(struct scan_scratch *scratch, struct str subject)
{
    scratch->number_count = 0;
    scratch->beside_numbers = (struct byte_set){{0}};
    int64_t code;
    for (size_t at = 0; at < subject.len; at++) {
        const char *one = memchr(subject.ptr + at, '1', subject.len - at);
        if (!one)
            return;
        at = (size_t)(one - subject.ptr);
        char before = at ? subject.ptr[at - 1] : '\n'; /* the end of another line */
        if (!ascii_is_digit(before) && at + 1 < subject.len &&
            (subject.ptr[at + 1] == '0' || subject.ptr[at + 1] == '1'))
            byte_set_add(&scratch->beside_numbers, before);
        if (!number_at(subject, at, &code) || !code_in_winsock_range(code))
            continue;
        if (scratch->number_count == 0)
            scratch->first_number = at;
        scratch->last_number = at;
        if (scratch->number_count > SCAN_NUMBERS_MAX)
            continue; /* too many to follow up */
        size_t i = 0;
        while (i < scratch->number_count && scratch->numbers[i] != code)
            i++;
        if (i < SCAN_NUMBERS_MAX)
            scratch->numbers[i] = code;
        scratch->number_count += i == scratch->number_count;
    }
}

/* True when each number of the line is the code of an error that is certain already: what another
 * rule could say of it would be the same mention. */
static bool numbers_explained(const struct scanner *s, const struct scan_scratch *scratch)
{
    if (scratch->number_count > SCAN_NUMBERS_MAX)
        return false;
    for (size_t n = 0; n < scratch->number_count; n++) {
        uint16_t error = names_of_code(s->names, scratch->numbers[n]);
        bool explained = false;
        for (size_t i = 0; i < scratch->candidate_count && !explained; i++)
            explained = scratch->candidates[i].error == error &&
                        scratch->candidates[i].confidence == CONFIDENCE_CERTAIN;
        if (!explained)
            return false;
    }
    return true;
}

static bool wants_more_lines(const struct scanner *s, const struct scan_scratch *scratch)
{
    for (size_t w = 0; w < s->rule_words; w++)
        if (scratch->wanted[w] & s->multiline[w])
            return true;
    return false;
}

/* The rules that the triggers wake. */
static void wake_rules(const struct scanner *s, struct scan_scratch *scratch)
{
    memset(scratch->wanted, 0, s->rule_words * sizeof(bitword));
    size_t count = s->rules->trigger_count;
    for (size_t t = 0; (t = bit_next(scratch->triggers, t, count)) < count; t++)
        for (size_t w = 0; w < s->rule_words; w++)
            scratch->wanted[w] |= s->rules_of[t * s->rule_words + w];
}

/* The rules and guards whose words stand on the line, or for multiline rules on those after it. */
static void weigh_words(const struct scanner *s, struct scan_scratch *scratch, struct str subject,
                        struct str further)
{
    scratch->weighed = true;
    memcpy(scratch->worth, wants_nothing(s->wants), wants_row(s->wants) * sizeof(bitword));
    look_for_words(s, scratch, subject);
    if (further.len > subject.len && wants_more_lines(s, scratch)) {
        look_for_words(s, scratch, further);
        scratch->looked_on = LOOKED_ON;
    }
    join_sets(s, scratch);
}

/* Leaves the woken rules that are worth trying. Once Windows' texts explain each number of the
 * line, which is common, often none is left, and the words need not be looked for. A trace wants to
 * see what is passed over. */
static void choose_rules(const struct scanner *s, struct scan_scratch *scratch, struct str subject,
                         struct str further)
{
    bool explained = !scratch->tracer && numbers_explained(s, scratch);
    bitword any = 0;
    for (size_t w = 0; w < s->rule_words; w++) {
        scratch->wanted[w] &= explained ? ~s->number_only[w] : ~(bitword)0;
        any |= scratch->wanted[w];
    }
    if (any == 0)
        return;
    weigh_words(s, scratch, subject, further);
    for (size_t w = 0; w < s->rule_words; w++)
        scratch->wanted[w] &= scratch->worth[w];
}

/* For a trace: the certain match that says what `c` says. */
static uint16_t explained_by(const struct scan_scratch *scratch, size_t count,
                             const struct candidate *c)
{
    for (size_t i = 0; i < count; i++)
        if (scratch->candidates[i].error == c->error &&
            scratch->candidates[i].confidence == CONFIDENCE_CERTAIN)
            return scratch->candidates[i].item;
    return SCAN_RULE_NONE;
}

/* A rule is passed over. A trace may want to see what it finds; nothing comes of it. */
static enum status pass_over(const struct scanner *s, struct scan_scratch *scratch, size_t rule,
                             struct str subject, struct error *err)
{
    const struct scan_tracer *tracer = scratch->tracer;
    if (!tracer)
        return STATUS_OK;
    trace_skipped(scratch, rule);
    if (!tracer->insists || !tracer->insists(tracer->state, (uint16_t)rule))
        return STATUS_OK;
    size_t count = scratch->candidate_count;
    bool capped = scratch->capped;
    enum status status = try_item(s, scratch, rule, subject, subject, err);
    for (size_t i = count; i < scratch->candidate_count; i++)
        trace_dropped(scratch, &scratch->candidates[i],
                      explained_by(scratch, count, &scratch->candidates[i]));
    scratch->candidate_count = count;
    scratch->capped = capped;
    return status;
}

/* The rule finds numbers only, and none of the line stands directly behind what the rule has there:
 * a bracket, say. A trace sees it tried. */
static bool stands_elsewhere(const struct scanner *s, const struct scan_scratch *scratch,
                             size_t rule)
{
    return bit_has(s->number_only, rule) && !scratch->tracer &&
           !byte_sets_meet(wants_beside_code(s->wants, rule), &scratch->beside_numbers);
}

static enum status try_rules(const struct scanner *s, struct scan_scratch *scratch,
                             struct str subject, struct str further, struct error *err)
{
    enum status status = STATUS_OK;
    for (int confidence = CONFIDENCE_COUNT; confidence-- > 0;) {
        const bitword *mine = s->by_confidence + (size_t)confidence * s->rule_words;
        bool explained = numbers_explained(s, scratch);
        for (size_t w = 0; w < s->rule_words; w++) {
            bitword left = scratch->wanted[w] & mine[w];
            for (; left && !status; left &= left - 1) {
                size_t rule = w * 64 + (size_t)__builtin_ctzll(left);
                if (explained && bit_has(s->number_only, rule)) {
                    status = pass_over(s, scratch, rule, subject, err);
                    continue;
                }
                if (stands_elsewhere(s, scratch, rule))
                    continue;
                size_t before = scratch->candidate_count;
                struct str seen = s->rules->rules[rule].multiline ? further : subject;
                status = try_item(s, scratch, rule, subject, seen, err);
                if (scratch->candidate_count > before)
                    explained = numbers_explained(s, scratch);
            }
        }
    }
    return status;
}

/* Whether the text is a part of one that was found: that says all that it could say. */
static bool is_part_of_found(const struct scanner *s, const struct scan_scratch *scratch,
                             const struct message *m)
{
    size_t first = s->rules->rule_count;
    for (size_t i = 0; i < scratch->candidate_count; i++) {
        const struct candidate *c = &scratch->candidates[i];
        const struct message *found = c->item < first ? NULL : &s->rules->messages[c->item - first];
        if (found && found->code == m->code && found->also == m->also && found->weak <= m->weak &&
            strstr(found->text, m->text))
            return true;
    }
    return false;
}

static enum status try_messages(const struct scanner *s, struct scan_scratch *scratch,
                                struct str subject, struct str further, struct error *err)
{
    enum status status = STATUS_OK;
    size_t first = s->rules->trigger_count;
    for (size_t t = first; !status; t++) {
        if ((t = bit_next(scratch->triggers, t, s->trigger_count)) == s->trigger_count)
            break;
        const struct message_trigger *trigger = &s->message_triggers[t - first];
        for (size_t i = 0; i < trigger->message_count && !status; i++) {
            size_t m = trigger->messages[i];
            if (scratch->tracer || !is_part_of_found(s, scratch, &s->rules->messages[m]))
                status = try_item(s, scratch, s->rules->rule_count + m, subject, further, err);
        }
    }
    return status;
}

/* Strikes out the candidates whose number lies in the guard's group. */
static void refuse_candidates(struct scan_scratch *scratch, struct span number, size_t guard)
{
    size_t kept = 0;
    for (size_t i = 0; i < scratch->candidate_count; i++) {
        struct candidate c = scratch->candidates[i];
        bool refused = c.confidence != CONFIDENCE_CERTAIN && within(c.evidence, number);
        if (!refused)
            scratch->candidates[kept++] = c;
        else if (scratch->tracer)
            trace_refused(scratch, &c, guard);
    }
    scratch->candidate_count = kept;
}

static bool needs_guards(const struct scan_scratch *scratch)
{
    for (size_t i = 0; i < scratch->candidate_count; i++)
        if (scratch->candidates[i].confidence != CONFIDENCE_CERTAIN)
            return true;
    return false;
}

static enum status apply_guards(const struct scanner *s, struct scan_scratch *scratch,
                                struct str subject, struct error *err)
{
    size_t first = s->rules->rule_count + s->rules->message_count;
    for (size_t g = 0; g < s->rules->guard_count && needs_guards(scratch); g++) {
        if (!bit_has(scratch->worth, s->rules->rule_count + g))
            continue;
        struct lazy_regex *lazy = &s->patterns[first + g];
        const struct regex *regex = lazy_regex_get(lazy);
        if (!regex)
            return error_no_memory(err);
        struct span groups[REGEX_GROUPS_MAX];
        for (size_t from = 0; from <= subject.len;) {
            enum regex_result result = regex_search(regex, scratch->regex, subject, from, groups);
            if (result == REGEX_LIMITED)
                atomic_store(&lazy->limited, true);
            if (result != REGEX_MATCH)
                break;
            refuse_candidates(scratch, regex_group(regex, groups, "number"), g);
            size_t end = groups[0].at + groups[0].len;
            from = end > from ? end : from + 1;
        }
    }
    return STATUS_OK;
}

/* Best first: the surer, then the longer, then the rule of higher precedence, then the earlier. */
static bool better(const struct candidate *a, const struct candidate *b)
{
    if (a->confidence != b->confidence)
        return a->confidence > b->confidence;
    if (a->whole.len != b->whole.len)
        return a->whole.len > b->whole.len;
    if (a->item != b->item)
        return a->item < b->item;
    return a->whole.at < b->whole.at;
}

static void sort_candidates(struct scan_scratch *scratch)
{
    for (size_t i = 1; i < scratch->candidate_count; i++) {
        struct candidate c = scratch->candidates[i];
        size_t j = i;
        for (; j > 0 && better(&c, &scratch->candidates[j - 1]); j--)
            scratch->candidates[j] = scratch->candidates[j - 1];
        scratch->candidates[j] = c;
    }
}

static void accept_candidates(struct scan_scratch *scratch)
{
    size_t accepted = 0;
    for (size_t i = 0; i < scratch->candidate_count; i++) {
        struct candidate c = scratch->candidates[i];
        size_t by = 0;
        while (by < accepted && !overlaps(c.evidence, scratch->candidates[by].whole))
            by++;
        if (by == accepted)
            scratch->candidates[accepted++] = c;
        else if (scratch->tracer)
            trace_dropped(scratch, &c, scratch->candidates[by].item);
    }
    scratch->candidate_count = accepted;
}

static enum status try_all(const struct scanner *s, struct scan_scratch *scratch,
                           struct str subject, struct str further, struct error *err)
{
    scratch->weighed = false;
    list_numbers(scratch, subject);
    wake_rules(s, scratch);
    /* Messages first: they are certain, and mostly explain the numbers beside them. */
    enum status status = try_messages(s, scratch, subject, further, err);
    if (status)
        return status;
    choose_rules(s, scratch, subject, further);
    status = try_rules(s, scratch, subject, further, err);
    if (status || !needs_guards(scratch))
        return status;
    if (!scratch->weighed)
        weigh_words(s, scratch, subject, further);
    return apply_guards(s, scratch, subject, err);
}

enum status confirm(const struct scanner *s, struct scan_scratch *scratch, struct str subject,
                    struct str further, size_t at, struct error *err)
{
    scratch->candidate_count = 0;
    if (scratch->is_row)
        columns_add_candidates(s, scratch, subject, at);
    enum status status =
        scratch->triggered ? try_all(s, scratch, subject, further, err) : STATUS_OK;
    if (status)
        return status;
    if (scratch->is_row)
        columns_refuse(s, scratch, subject);
    sort_candidates(scratch);
    accept_candidates(scratch);
    return STATUS_OK;
}
