/*
 * wsalog rules: what the scanner looks for.
 */
#include <string.h>

#include "base/utf8.h"
#include "cli/config.h"
#include "cli/knowledge.h"
#include "cli/rules_test.h"
#include "cli/sheet.h"
#include "cli/suggest.h"
#include "cli/usage.h"

#define MARGIN 2
#define INDENT 14

struct rules_args {
    struct knowledge_args knowledge;
    struct display_args display;
};

static const struct option_use uses[] = {
    {&rule_options, offsetof(struct rules_args, knowledge)},
    {&table_options, offsetof(struct rules_args, knowledge)},
    {&display_options, offsetof(struct rules_args, display)},
    {NULL, 0},
};

/* What follows the command: `wsalog rules ACTION WORD...`. To add one, add a row below. */
struct rules_action {
    const char *name;
    size_t least, most; /* words */
    bool packs;         /* the first word is a pack of rules, to be loaded over the others */
    void (*run)(const struct knowledge *knowledge, const struct option_list *words, struct page *p,
                struct outcome *out);
};

/* Rules may be anyone's: what they hold is made safe to show. */
static void add_visible(struct page *p, enum ink ink, const char *value)
{
    struct buf *text = page_scratch(p);
    utf8_add_visible(text, str_from(value));
    page_put(p, ink, buf_str(text));
}

static void add_row(struct page *p, const char *id, const char *kind, const char *about)
{
    add_visible(p, INK_STRONG, id);
    page_put(p, INK_PLAIN, STR(" "));
    page_goto(p, 34);
    page_put(p, INK_PLAIN, str_from(kind));
    page_goto(p, 44);
    add_visible(p, INK_PLAIN, about);
    page_line(p);
}

/* One per line, in order of precedence, fit for grep. */
static void list(const struct knowledge *knowledge, const struct option_list *words, struct page *p,
                 struct outcome *out)
{
    const struct ruleset *set = knowledge->rules;
    (void)words;
    (void)out;
    for (size_t i = 0; i < set->rule_count; i++)
        add_row(p, set->rules[i].id, confidence_id(set->rules[i].confidence), set->rules[i].about);
    for (size_t i = 0; i < set->guard_count; i++)
        add_row(p, set->guards[i].id, "guard", set->guards[i].about);
}

static void add_value(struct page *p, const char *label, const char *value)
{
    page_item(p, label, str_from(value), MARGIN, INDENT);
}

/* Patterns and lines of logs are shown as they are written, without wrapping. */
static void add_verbatim(struct page *p, const char *label, const char *value)
{
    page_goto(p, MARGIN);
    page_put(p, INK_PLAIN, str_from(label));
    page_goto(p, INDENT);
    add_visible(p, INK_PLAIN, value);
    page_line(p);
}

static void add_head(struct page *p, const char *id, const char *about, const char *file, int line)
{
    add_visible(p, INK_STRONG, id);
    page_line(p);
    add_value(p, "about", about);
    struct buf *text = page_scratch(p);
    buf_add_format(text, "%s:%d", file, line);
    add_value(p, "written in", buf_text(text));
}

static void show_rule(const struct ruleset *set, const struct rule *r, struct page *p)
{
    add_head(p, r->id, r->about, r->file, r->line);
    add_value(p, "confidence", confidence_id(r->confidence));
    add_value(p, "error", r->error);
    add_value(p, "operation", r->operation == OPERATION_NONE ? "" : operation_id(r->operation));
    if (*r->column)
        add_value(p, "column", r->column);
    else
        add_verbatim(p, "pattern", r->pattern);
    for (size_t i = 0; i < r->trigger_count; i++)
        add_verbatim(p, "trigger", set->triggers[r->triggers[i]].pattern);
    for (size_t i = 0; i < r->match_count; i++)
        add_verbatim(p, "matches", r->match[i].line);
    for (size_t i = 0; i < r->refuse_count; i++)
        add_verbatim(p, "refuses", r->refuse[i]);
}

static void show_guard(const struct guard *g, struct page *p)
{
    add_head(p, g->id, g->about, g->file, g->line);
    add_verbatim(p, "pattern", g->pattern);
    for (size_t i = 0; i < g->refuse_count; i++)
        add_verbatim(p, "refuses", g->refuse[i]);
    for (size_t i = 0; i < g->keep_count; i++)
        add_verbatim(p, "keeps", g->keep[i]);
}

static bool show_one(const struct ruleset *set, const char *id, struct page *p)
{
    for (size_t i = 0; i < set->rule_count; i++)
        if (strcmp(set->rules[i].id, id) == 0) {
            show_rule(set, &set->rules[i], p);
            return true;
        }
    for (size_t i = 0; i < set->guard_count; i++)
        if (strcmp(set->guards[i].id, id) == 0) {
            show_guard(&set->guards[i], p);
            return true;
        }
    return false;
}

static void tell_unknown(const struct ruleset *set, const char *id, struct outcome *out)
{
    struct suggestion best = suggestion_for(str_from(id));
    for (size_t i = 0; i < set->rule_count; i++)
        suggestion_offer(&best, set->rules[i].id);
    for (size_t i = 0; i < set->guard_count; i++)
        suggestion_offer(&best, set->guards[i].id);
    if (best.word)
        fail(out, "there is no rule '%s'; did you mean '%s'?", id, best.word);
    else
        fail(out, "there is no rule '%s'; see 'wsalog rules list'", id);
}

static void show(const struct knowledge *knowledge, const struct option_list *words, struct page *p,
                 struct outcome *out)
{
    const struct ruleset *set = knowledge->rules;
    bool first = true;
    for (size_t i = 0; i < words->count; i++) {
        if (!first)
            page_line(p);
        if (show_one(set, words->items[i], p))
            first = false;
        else
            tell_unknown(set, words->items[i], out);
    }
}

static const struct rules_action actions[] = {
    {"list", 0, 0, false, list},
    {"show", 1, SIZE_MAX, false, show},
    {"test", 0, SIZE_MAX, true, rules_test},
};

static const struct rules_action *find_action(const struct option_list *words)
{
    for (size_t i = 0; words->count && i < sizeof actions / sizeof *actions; i++)
        if (strcmp(words->items[0], actions[i].name) == 0 && words->count - 1 >= actions[i].least &&
            words->count - 1 <= actions[i].most)
            return &actions[i];
    return NULL;
}

static void run_action(const struct rules_action *action, const struct display_args *display,
                       const struct knowledge *knowledge, const struct option_list *words,
                       struct outcome *out)
{
    struct option_list rest = {words->items + 1, words->count - 1};
    struct render_style style = console_style(display);
    struct sheet sheet;
    sheet_open(&sheet, &style);
    action->run(knowledge, &rest, &sheet.page, out);
    sheet_close(&sheet, out);
}

static void run(void *state, const struct option_words *given, struct outcome *out)
{
    struct rules_args *args = state;
    const struct rules_action *action = find_action(&given->words);
    struct knowledge knowledge;
    struct error err;
    if (!action) {
        usage_tell(&cmd_rules, out);
        return;
    }
    if (action->packs && given->words.count > 1)
        args->knowledge.pack = given->words.items[1];
    if (knowledge_load(&args->knowledge, &knowledge, &err))
        fail_option(given, &err, out);
    else
        run_action(action, &args->display, &knowledge, &given->words, out);
    knowledge_release(&knowledge);
}

const struct command cmd_rules = {
    .name = "rules",
    .synopsis = "rules [OPTION]... list | show ID... | test [RULES [LOG]...]",
    .about = "List what is looked for, show a rule with its pattern and examples, or test rules.",
    .details = "Examples\n"
               "  wsalog rules list\n"
               "  wsalog rules --rules mine.yaml show my-rule\n"
               "  wsalog rules test mine.yaml          run the examples of these rules\n"
               "  wsalog rules test mine.yaml app.log  and show what they do to a log\n",
    .uses = uses,
    .args_size = sizeof(struct rules_args),
    .run = run,
};
