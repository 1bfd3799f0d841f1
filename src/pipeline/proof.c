#include "pipeline/proof.h"

#include <string.h>

#include "engine/multi.h"
#include "engine/regex.h"
#include "pipeline/lexicon.h"
#include "scan/scanner.h"

#define MESSAGE_LINE_MAX ((size_t)16 * 1024)
#define WHAT_BYTES 512

struct proof {
    const struct catalog *catalog;
    const struct ruleset *rules;
    const char *pack;
    const struct proof_observer *observer;
    struct proof_summary *summary;
    struct scanner *scanner;
    struct scan_scratch *scratch;
    struct regex_scratch *regex_scratch;
    struct scan_result result; /* of the example at hand */
    struct error *err;
};

static void fail(struct proof *p, struct proof_failure failure)
{
    p->summary->failures++;
    if (p->observer && p->observer->failed)
        p->observer->failed(p->observer->state, &failure);
}

static enum status scan_line(struct proof *p, const char *line)
{
    p->summary->examples++;
    struct scan_block block = {
        .bytes = str_from(line), .owned_len = strlen(line), .line_end = '\n'};
    return scan_block(p->scanner, p->scratch, &block, &p->result, p->err);
}

static int32_t code_of(const struct proof *p, const struct match *m)
{
    return catalog_code_at(p->catalog, m->error);
}

static bool found_code(const struct proof *p, int32_t code)
{
    for (size_t i = 0; i < p->result.count; i++)
        if (code_of(p, &p->result.matches[i]) == code)
            return true;
    return false;
}

/* The codes found, in words: for messages. */
static const char *found_words(const struct proof *p, struct buf *out)
{
    buf_clear(out);
    buf_add_text(out, "found ");
    for (size_t i = 0; i < p->result.count; i++)
        buf_add_format(out, "%s%ld (%s)", i ? ", " : "", (long)code_of(p, &p->result.matches[i]),
                       scanner_rule_id(p->scanner, p->result.matches[i].rule));
    if (p->result.count == 0)
        buf_add_text(out, "nothing");
    return buf_text(out);
}

static bool exactly(const struct proof *p, const struct rule_example *example)
{
    bool same = p->result.count == example->code_count;
    for (size_t i = 0; i < example->code_count && same; i++)
        same = found_code(p, example->codes[i]);
    return same;
}

/* Does the pattern alone hit the text? */
static enum status pattern_hits(struct proof *p, const char *pattern, const char *text,
                                const char *group, bool *hits)
{
    struct regex *regex = NULL;
    enum status status = regex_compile(pattern, &regex, p->err);
    if (status)
        return status;
    struct span groups[REGEX_GROUPS_MAX];
    *hits = regex_search(regex, p->regex_scratch, str_from(text), 0, groups) == REGEX_MATCH &&
            (!group || regex_group(regex, groups, group).at != SIZE_MAX);
    regex_free(regex);
    return STATUS_OK;
}

/* Is one of the example's mentions the rule's? */
static bool wins(const struct proof *p, const struct rule *rule)
{
    for (size_t i = 0; i < p->result.count; i++)
        if (strcmp(scanner_rule_id(p->scanner, p->result.matches[i].rule), rule->id) == 0)
            return true;
    return false;
}

static enum status prove_match(struct proof *p, const struct rule *rule,
                               const struct rule_example *example)
{
    char words[WHAT_BYTES];
    struct buf what = BUF_INIT(WHAT_BYTES);
    bool hits = false;
    enum status status = scan_line(p, example->line);
    if (!status && *rule->column)
        hits = wins(p, rule);
    else if (!status)
        status = pattern_hits(p, rule->pattern, example->line, NULL, &hits);
    if (!status && (!hits || !exactly(p, example))) {
        (void)found_words(p, &what);
        size_t len = what.len < sizeof words ? what.len : sizeof words - 1;
        memcpy(words, buf_text(&what), len);
        words[len] = '\0';
        fail(p, (struct proof_failure){"rule", rule->id, rule->file, rule->line, example->line,
                                       hits ? words : "the rule's pattern does not match"});
    }
    buf_release(&what);
    return status;
}

static enum status prove_refusal(struct proof *p, const struct rule *rule, const char *line)
{
    enum status status = scan_line(p, line);
    if (!status && wins(p, rule))
        fail(p, (struct proof_failure){"rule", rule->id, rule->file, rule->line, line,
                                       "the rule counts a line that it should refuse"});
    return status;
}

bool proof_covers(const char *pack, const char *file)
{
    size_t len = strlen(pack);
    if (strcmp(pack, file) == 0)
        return true;
    /* As the files of a directory are named: "pack/name.yaml". */
    return strncmp(pack, file, len) == 0 && file[len] == '/' && !strchr(file + len + 1, '/');
}

static bool is_wanted(const struct proof *p, const char *file)
{
    return !p->pack || proof_covers(p->pack, file);
}

static enum status prove_rules(struct proof *p)
{
    enum status status = STATUS_OK;
    for (size_t i = 0; i < p->rules->rule_count && !status; i++) {
        const struct rule *rule = &p->rules->rules[i];
        if (!is_wanted(p, rule->file))
            continue;
        p->summary->rules++;
        for (size_t e = 0; e < rule->match_count && !status; e++)
            status = prove_match(p, rule, &rule->match[e]);
        for (size_t e = 0; e < rule->refuse_count && !status; e++)
            status = prove_refusal(p, rule, rule->refuse[e]);
    }
    return status;
}

static enum status prove_guard_line(struct proof *p, const struct guard *guard, const char *line,
                                    bool refuses)
{
    bool hits = false;
    enum status status = scan_line(p, line);
    if (!status)
        status = pattern_hits(p, guard->pattern, line, "number", &hits);
    if (status)
        return status;
    const char *what = NULL;
    if (refuses && !hits)
        what = "the guard's pattern does not match";
    else if (refuses && p->result.count)
        what = "something is counted on a line whose number the guard should refuse";
    else if (!refuses && hits)
        what = "the guard refuses a number that it should keep";
    if (what)
        fail(p, (struct proof_failure){"guard", guard->id, guard->file, guard->line, line, what});
    return STATUS_OK;
}

static enum status prove_guards(struct proof *p)
{
    enum status status = STATUS_OK;
    for (size_t i = 0; i < p->rules->guard_count && !status; i++) {
        const struct guard *guard = &p->rules->guards[i];
        if (!is_wanted(p, guard->file))
            continue;
        p->summary->guards++;
        for (size_t e = 0; e < guard->refuse_count && !status; e++)
            status = prove_guard_line(p, guard, guard->refuse[e], true);
        for (size_t e = 0; e < guard->keep_count && !status; e++)
            status = prove_guard_line(p, guard, guard->keep[e], false);
    }
    return status;
}

static enum status prove_messages(struct proof *p)
{
    enum status status = STATUS_OK;
    struct buf line = BUF_INIT(MESSAGE_LINE_MAX);
    for (size_t i = 0; i < p->rules->message_count && !status; i++) {
        const struct message *m = &p->rules->messages[i];
        p->summary->messages++;
        buf_clear(&line);
        buf_add_format(&line, "2026-11-20 21:04:05 request 7 ended: %s. Closing.", m->text);
        status = line.failed ? error_no_memory(p->err) : scan_line(p, buf_text(&line));
        if (!status && !found_code(p, m->code))
            fail(p, (struct proof_failure){"message", m->language, "", m->code, buf_text(&line),
                                           "the text is not found"});
    }
    buf_release(&line);
    return status;
}

static enum scan_prefilter engine_of(enum prefilter prefilter)
{
    if (prefilter == PREFILTER_NONE)
        return SCAN_EVERY_LINE;
    if (prefilter == PREFILTER_SIEVE)
        return SCAN_SIEVE;
    bool pcre2 = prefilter == PREFILTER_PCRE2 || !multi_available();
    return pcre2 ? SCAN_PCRE2 : SCAN_VECTORSCAN;
}

enum status proof_run(const struct catalog *catalog, const struct ruleset *rules,
                      enum prefilter prefilter, const char *pack,
                      const struct proof_observer *observer, struct proof_summary *out,
                      struct error *err)
{
    *out = (struct proof_summary){0};
    struct lexicon lexicon;
    struct proof p = {.catalog = catalog,
                      .rules = rules,
                      .pack = pack,
                      .observer = observer,
                      .summary = out,
                      .err = err};
    enum status status = lexicon_init(&lexicon, catalog, err);
    if (!status)
        status = scanner_new(rules, lexicon.names, engine_of(prefilter), &p.scanner, err);
    if (!status)
        status = scan_scratch_new(p.scanner, &p.scratch, err);
    if (!status)
        status = regex_scratch_new(&p.regex_scratch, err);
    if (!status)
        status = prove_rules(&p);
    if (!status)
        status = prove_guards(&p);
    if (!status && !pack)
        status = prove_messages(&p);
    regex_scratch_free(p.regex_scratch);
    scan_scratch_free(p.scratch);
    scanner_free(p.scanner);
    lexicon_release(&lexicon);
    return status;
}
