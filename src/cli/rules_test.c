#include "cli/rules_test.h"

#include <string.h>

#include "base/utf8.h"
#include "cli/console.h"
#include "engine/multi.h"
#include "pipeline/proof.h"

#define FAILURES_BYTES_MAX ((size_t)256 * 1024 * 1024)
#define EXAMPLES_MIN 2 /* of either kind; fewer prove little */

/* The prefilters that examples are run with, and what they are called when not all agree. */
static const struct engine {
    enum prefilter prefilter;
    const char *name;
} engines[] = {
    {PREFILTER_SIEVE, "the sieve"},
    {PREFILTER_PCRE2, "PCRE2"},
    {PREFILTER_VECTORSCAN, "Vectorscan"},
    {PREFILTER_NONE, "no prefilter"},
};
#define ENGINES (sizeof engines / sizeof *engines)

/* A failure, and the engines that it was seen with: bits. */
struct seen_failure {
    struct seen_failure *next;
    struct proof_failure is;
    unsigned engines;
};

struct failures {
    struct arena memory;
    struct seen_failure *first;
    struct seen_failure **end;
    size_t count;
    unsigned engine; /* that runs now: a bit */
    bool failed;     /* out of memory */
};

void page_visible(struct page *p, enum ink ink, struct str text)
{
    struct buf *visible = page_scratch(p);
    utf8_add_visible(visible, text);
    page_put(p, ink, buf_str(visible));
}

static bool is_same(const struct proof_failure *a, const struct proof_failure *b)
{
    return a->line == b->line && strcmp(a->file, b->file) == 0 && strcmp(a->id, b->id) == 0 &&
           strcmp(a->example, b->example) == 0 && strcmp(a->what, b->what) == 0;
}

static void note_failure(void *state, const struct proof_failure *failure)
{
    struct failures *all = state;
    for (struct seen_failure *f = all->first; f; f = f->next)
        if (is_same(&f->is, failure)) {
            f->engines |= all->engine;
            return;
        }
    struct seen_failure *f = arena_alloc(&all->memory, sizeof *f);
    char *example = arena_copy(&all->memory, str_from(failure->example));
    char *what = arena_copy(&all->memory, str_from(failure->what));
    if (!f || !example || !what) {
        all->failed = true;
        return;
    }
    *f = (struct seen_failure){.is = *failure, .engines = all->engine};
    f->is.example = example;
    f->is.what = what;
    *all->end = f;
    all->end = &f->next;
    all->count++;
}

/* Where it is written: of a message, its code, since tables are read elsewhere. */
static void show_failure(const struct seen_failure *f, unsigned all, struct page *p)
{
    struct buf *text = page_scratch(p);
    if (*f->is.file) {
        utf8_add_visible(text, str_from(f->is.file));
        buf_add_format(text, ":%d: ", f->is.line);
    }
    buf_add_format(text, "%s ", f->is.kind);
    utf8_add_visible(text, str_from(f->is.id));
    if (!*f->is.file)
        buf_add_format(text, ":%d", f->is.line);
    buf_add_text(text, ": ");
    utf8_add_visible(text, str_from(f->is.what));
    const char *separator = " (only with ";
    for (size_t i = 0; i < ENGINES && f->engines != all; i++)
        if (f->engines >> i & 1) {
            buf_add_format(text, "%s%s", separator, engines[i].name);
            separator = ", ";
        }
    buf_add_text(text, f->engines == all ? "" : ")");
    page_put(p, INK_PLAIN, buf_str(text));
    page_line(p);
    page_goto(p, 4);
    page_visible(p, INK_PLAIN, str_from(f->is.example));
    page_line(p);
}

static void show_summary(const struct proof_summary *sum, size_t failures, struct page *p)
{
    struct buf *text = page_scratch(p);
    buf_add_format(text, "%zu rules, %zu guards, %zu messages: %zu examples, %zu failures",
                   sum->rules, sum->guards, sum->messages, sum->examples, failures);
    page_put(p, failures ? INK_CRITICAL : INK_STRONG, buf_str(text));
    page_line(p);
}

/* The examples, with every prefilter of the build; each failure is told once. */
static void prove(const struct knowledge *knowledge, const char *pack, struct page *p,
                  struct outcome *out)
{
    struct failures all = {.memory = ARENA_INIT(FAILURES_BYTES_MAX)};
    all.end = &all.first;
    struct proof_observer observer = {.state = &all, .failed = note_failure};
    struct proof_summary summary = {0};
    struct error err;
    enum status status = STATUS_OK;
    unsigned ran = 0;
    for (size_t i = 0; i < ENGINES && !status; i++) {
        if (engines[i].prefilter == PREFILTER_VECTORSCAN && !multi_available())
            continue;
        all.engine = 1u << i;
        ran |= all.engine;
        status = proof_run(knowledge->catalog, knowledge->rules, engines[i].prefilter, pack,
                           &observer, &summary, &err);
    }
    if (!status && all.failed)
        status = error_no_memory(&err);
    for (const struct seen_failure *f = all.first; f && !status; f = f->next)
        show_failure(f, ran, p);
    if (status)
        fail(out, "%s", err.text);
    else
        show_summary(&summary, all.count, p);
    if (!status && pack && !summary.rules && !summary.guards)
        complain("%s: there are no rules or guards in it", pack);
    out->condition |= all.count > 0;
    arena_release(&all.memory);
}

/* What proves too little. A rule that a site writes for itself may do with less, so it is told and
 * no failure. */
static void warn_of_few(const struct ruleset *set, const char *pack)
{
    for (size_t i = 0; i < set->rule_count; i++) {
        const struct rule *r = &set->rules[i];
        if (proof_covers(pack, r->file) &&
            (r->match_count < EXAMPLES_MIN || r->refuse_count < EXAMPLES_MIN))
            complain("%s:%d: rule %s: %zu match, %zu refuse: have at least two of each", r->file,
                     r->line, r->id, r->match_count, r->refuse_count);
    }
    for (size_t i = 0; i < set->guard_count; i++) {
        const struct guard *g = &set->guards[i];
        if (proof_covers(pack, g->file) &&
            (g->refuse_count < EXAMPLES_MIN || g->keep_count < EXAMPLES_MIN))
            complain("%s:%d: guard %s: %zu refuse, %zu keep: have at least two of each", g->file,
                     g->line, g->id, g->refuse_count, g->keep_count);
    }
}

void rules_test(const struct knowledge *knowledge, const struct option_list *words, struct page *p,
                struct outcome *out)
{
    const char *pack = words->count ? words->items[0] : NULL;
    if (pack)
        warn_of_few(knowledge->rules, pack);
    prove(knowledge, pack, p, out);
    if (words->count > 1) {
        struct option_list logs = {words->items + 1, words->count - 1};
        rules_trial(knowledge, pack, &logs, p, out);
    }
}
