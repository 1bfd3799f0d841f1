#include "rules/ruleset.h"

#include <stdlib.h>
#include <string.h>

#include "engine/regex.h"
#include "rules/files.h"
#include "rules/messages.h"

#define RULESET_BYTES_MAX ((size_t)256 * 1024 * 1024)

/* The set under construction. Arrays are sized for the worst case before anything is joined. */
struct joining {
    struct ruleset *set;
    struct rule *rules;
    struct guard *guards;
    struct trigger *triggers;
    const char **continuations;
    struct error *err;
};

/* Where an item was written: for messages. */
struct place {
    const char *path;
    int line;
    const char *kind; /* rule, guard, trigger */
    const char *id;
};

static enum status refuse(struct error *err, struct place at, const char *what, const char *detail)
{
    return error_set(err, STATUS_INVALID, "%s:%d: %s %s: %s%s", at.path, at.line, at.kind, at.id,
                     what, detail);
}

static char *keep(struct joining *j, const char *text)
{
    return arena_copy(&j->set->memory, str_from(text ? text : ""));
}

static const char *const *keep_list(struct joining *j, char *const *texts, size_t count)
{
    const char **out = arena_array(&j->set->memory, count + 1, sizeof *out);
    for (size_t i = 0; out && i < count; i++)
        if (!(out[i] = keep(j, texts[i])))
            return NULL;
    return out;
}

/* Compiles a pattern to find its mistakes now, where file and line are known. When `group` is
 * given the pattern has to have one of the names in that list. */
static enum status check_pattern(struct joining *j, struct place at, const char *pattern,
                                 const char *const *groups, bool *has_group)
{
    struct regex *regex = NULL;
    struct error why;
    enum status status = regex_compile(pattern, &regex, &why);
    if (status == STATUS_NO_MEMORY)
        return error_no_memory(j->err);
    if (status)
        return refuse(j->err, at, "pattern: ", why.text);
    *has_group = false;
    for (size_t i = 0; groups && groups[i]; i++)
        *has_group |= regex_has_group(regex, groups[i]);
    regex_free(regex);
    return STATUS_OK;
}

static enum status add_trigger(struct joining *j, const struct pack_trigger *from, struct place at)
{
    bool ignored;
    enum status status = check_pattern(j, at, from->pattern, NULL, &ignored);
    if (status)
        return status;
    struct ruleset *set = j->set;
    size_t i = 0;
    while (i < set->trigger_count && strcmp(j->triggers[i].name, from->name) != 0)
        i++;
    struct trigger t = {keep(j, from->name), keep(j, from->about), keep(j, from->pattern)};
    if (!t.name || !t.about || !t.pattern)
        return error_no_memory(j->err);
    j->triggers[i] = t;
    if (i == set->trigger_count)
        set->trigger_count++;
    return STATUS_OK;
}

static enum status resolve_triggers(struct joining *j, const struct pack_rule *from,
                                    struct place at, struct rule *rule)
{
    uint16_t *ids = arena_array(&j->set->memory, from->triggers_count, sizeof *ids);
    if (!ids)
        return error_no_memory(j->err);
    for (unsigned i = 0; i < from->triggers_count; i++) {
        size_t t = 0;
        while (t < j->set->trigger_count && strcmp(j->triggers[t].name, from->triggers[i]) != 0)
            t++;
        if (t == j->set->trigger_count)
            return refuse(j->err, at, "unknown trigger ", from->triggers[i]);
        ids[i] = (uint16_t)t;
    }
    rule->triggers = ids;
    rule->trigger_count = from->triggers_count;
    return STATUS_OK;
}

static enum status copy_examples(struct joining *j, const struct pack_rule *from, struct rule *rule)
{
    struct rule_example *match = arena_array(&j->set->memory, from->match_count + 1, sizeof *match);
    if (!match)
        return error_no_memory(j->err);
    for (unsigned i = 0; i < from->match_count; i++) {
        const struct pack_match *m = &from->match[i];
        match[i].line = keep(j, m->line);
        match[i].codes =
            arena_copy_bytes(&j->set->memory, m->codes, m->codes_count * sizeof *m->codes);
        match[i].code_count = m->codes_count;
        if (!match[i].line || !match[i].codes)
            return error_no_memory(j->err);
    }
    rule->match = match;
    rule->match_count = from->match_count;
    rule->refuse = keep_list(j, from->refuse, from->refuse_count);
    rule->refuse_count = from->refuse_count;
    return rule->refuse ? STATUS_OK : error_no_memory(j->err);
}

static enum status read_words(struct joining *j, const struct pack_rule *from, struct place at,
                              struct rule *rule)
{
    if (!confidence_from(str_from(from->confidence), &rule->confidence))
        return refuse(j->err, at, "confidence is certain, likely or possible, not ",
                      from->confidence);
    rule->operation = OPERATION_NONE;
    if (from->operation && !operation_from(str_from(from->operation), &rule->operation))
        return refuse(j->err, at, "unknown operation ", from->operation);
    return STATUS_OK;
}

/* A rule looks for a pattern where triggers hit, or at a column. */
static enum status check_keys(struct joining *j, const struct pack_rule *from, struct place at)
{
    if (!from->column && !(from->pattern && from->triggers_count))
        return refuse(j->err, at, "needs a pattern and triggers, or a column", "");
    if (from->column && (from->pattern || from->triggers_count || from->error || from->multiline))
        return refuse(j->err, at,
                      "a column holds the code itself: no pattern, triggers, error or multiline "
                      "beside it",
                      "");
    return STATUS_OK;
}

static enum status check_captures(struct joining *j, const struct pack_rule *from, struct place at)
{
    static const char *const captures[] = {"code", "hex", "hresult", "decimal_hresult",
                                           "name", "low", "openssl", NULL};
    bool captures_error;
    enum status status = check_pattern(j, at, from->pattern, captures, &captures_error);
    if (status)
        return status;
    if (captures_error == (from->error != NULL))
        return refuse(j->err, at,
                      "needs either a group that captures the error (code, hex, hresult, "
                      "decimal_hresult, name, low, openssl) or a fixed error, and not both",
                      "");
    return STATUS_OK;
}

static enum status add_rule(struct joining *j, const struct pack_rule *from, struct place at)
{
    enum status status = check_keys(j, from, at);
    if (!status && from->pattern)
        status = check_captures(j, from, at);
    if (status)
        return status;
    struct rule rule = {
        .id = keep(j, from->id),
        .about = keep(j, from->about),
        .file = keep(j, at.path),
        .line = at.line,
        .column = keep(j, from->column),
        .pattern = keep(j, from->pattern),
        .error = keep(j, from->error),
        .related = from->related,
        .multiline = from->multiline,
    };
    if (!rule.id || !rule.about || !rule.file || !rule.column || !rule.pattern || !rule.error)
        return error_no_memory(j->err);
    if ((status = read_words(j, from, at, &rule)) ||
        (status = resolve_triggers(j, from, at, &rule)) || (status = copy_examples(j, from, &rule)))
        return status;
    j->rules[j->set->rule_count++] = rule;
    return STATUS_OK;
}

static enum status add_guard(struct joining *j, const struct pack_guard *from, struct place at)
{
    static const char *const captures[] = {"number", NULL};
    bool captures_number;
    enum status status = check_pattern(j, at, from->pattern, captures, &captures_number);
    if (status)
        return status;
    if (!captures_number)
        return refuse(j->err, at, "the pattern has no group named number", "");
    struct guard guard = {
        .id = keep(j, from->id),
        .about = keep(j, from->about),
        .file = keep(j, at.path),
        .line = at.line,
        .pattern = keep(j, from->pattern),
        .refuse = keep_list(j, from->refuse, from->refuse_count),
        .refuse_count = from->refuse_count,
        .keep = keep_list(j, from->keep, from->keep_count),
        .keep_count = from->keep_count,
    };
    if (!guard.id || !guard.about || !guard.file || !guard.pattern || !guard.refuse || !guard.keep)
        return error_no_memory(j->err);
    j->guards[j->set->guard_count++] = guard;
    return STATUS_OK;
}

/* True when the set already has a rule of that id. `mine` are those of the same path, among which
 * an id may stand once only. */
static bool rule_known(const struct joining *j, const char *id, size_t mine, bool *clash)
{
    for (size_t i = 0; i < j->set->rule_count; i++) {
        if (strcmp(j->rules[i].id, id) == 0) {
            *clash = i >= mine;
            return true;
        }
    }
    return false;
}

static bool guard_known(const struct joining *j, const char *id, size_t mine, bool *clash)
{
    for (size_t i = 0; i < j->set->guard_count; i++) {
        if (strcmp(j->guards[i].id, id) == 0) {
            *clash = i >= mine;
            return true;
        }
    }
    return false;
}

static enum status join_triggers(struct joining *j, const struct rule_file *file)
{
    const struct pack *pack = file->file.pack;
    int *lines = calloc(pack->triggers_count + 1, sizeof *lines);
    if (!lines)
        return error_no_memory(j->err);
    pack_file_lines(&file->file, PACK_TRIGGERS, lines, pack->triggers_count);
    enum status status = STATUS_OK;
    for (unsigned i = 0; i < pack->triggers_count && !status; i++) {
        struct place at = {file->path, lines[i], "trigger", pack->triggers[i].name};
        status = add_trigger(j, &pack->triggers[i], at);
    }
    free(lines);
    return status;
}

static enum status join_rules(struct joining *j, const struct rule_file *file, size_t mine)
{
    const struct pack *pack = file->file.pack;
    int *lines = calloc(pack->rules_count + 1, sizeof *lines);
    if (!lines)
        return error_no_memory(j->err);
    pack_file_lines(&file->file, PACK_RULES, lines, pack->rules_count);
    enum status status = STATUS_OK;
    for (unsigned i = 0; i < pack->rules_count && !status; i++) {
        struct place at = {file->path, lines[i], "rule", pack->rules[i].id};
        bool clash = false;
        if (!rule_known(j, at.id, mine, &clash))
            status = add_rule(j, &pack->rules[i], at);
        else if (clash)
            status = refuse(j->err, at, "another rule has this id", "");
    }
    free(lines);
    return status;
}

static enum status join_guards(struct joining *j, const struct rule_file *file, size_t mine)
{
    const struct pack *pack = file->file.pack;
    int *lines = calloc(pack->guards_count + 1, sizeof *lines);
    if (!lines)
        return error_no_memory(j->err);
    pack_file_lines(&file->file, PACK_GUARDS, lines, pack->guards_count);
    enum status status = STATUS_OK;
    for (unsigned i = 0; i < pack->guards_count && !status; i++) {
        struct place at = {file->path, lines[i], "guard", pack->guards[i].id};
        bool clash = false;
        if (!guard_known(j, at.id, mine, &clash))
            status = add_guard(j, &pack->guards[i], at);
        else if (clash)
            status = refuse(j->err, at, "another guard has this id", "");
    }
    free(lines);
    return status;
}

static enum status join_continuations(struct joining *j, const struct pack *pack)
{
    for (unsigned i = 0; i < pack->continuations_count; i++) {
        char *marker = keep(j, pack->continuations[i]);
        if (!marker)
            return error_no_memory(j->err);
        j->continuations[j->set->continuation_count++] = marker;
    }
    return STATUS_OK;
}

/* Joins the files of one path; its rules come before those joined later. */
static enum status join_group(struct joining *j, const struct rule_files *files, size_t group)
{
    size_t my_rules = j->set->rule_count, my_guards = j->set->guard_count;
    enum status status = STATUS_OK;
    for (size_t i = 0; i < files->count && !status; i++) {
        const struct rule_file *file = &files->items[i];
        if (file->group != group || !file->file.pack)
            continue;
        if (!(status = join_rules(j, file, my_rules)) &&
            !(status = join_guards(j, file, my_guards)))
            status = join_continuations(j, file->file.pack);
    }
    return status;
}

static void join_base(struct joining *j, const struct ruleset *base)
{
    bool clash;
    for (size_t i = 0; i < base->rule_count; i++)
        if (!rule_known(j, base->rules[i].id, SIZE_MAX, &clash))
            j->rules[j->set->rule_count++] = base->rules[i];
    for (size_t i = 0; i < base->guard_count; i++)
        if (!guard_known(j, base->guards[i].id, SIZE_MAX, &clash))
            j->guards[j->set->guard_count++] = base->guards[i];
    for (size_t i = 0; i < base->continuation_count; i++)
        j->continuations[j->set->continuation_count++] = base->continuations[i];
    j->set->version = base->version;
}

/* Makes room for everything that base and files hold. */
static enum status prepare(struct joining *j, const struct ruleset *base,
                           const struct rule_files *files)
{
    size_t rules = 0, guards = 0, triggers = 0, continuations = 0;
    if (base) {
        rules = base->rule_count;
        guards = base->guard_count;
        triggers = base->trigger_count;
        continuations = base->continuation_count;
    }
    for (size_t i = 0; i < files->count; i++) {
        const struct pack *pack = files->items[i].file.pack;
        if (!pack)
            continue;
        rules += pack->rules_count;
        guards += pack->guards_count;
        triggers += pack->triggers_count;
        continuations += pack->continuations_count;
    }
    if (rules > RULESET_ITEMS_MAX || guards > RULESET_ITEMS_MAX || triggers > RULESET_ITEMS_MAX ||
        continuations > RULESET_ITEMS_MAX)
        return error_set(j->err, STATUS_LIMIT, "more than %d rules, guards or triggers",
                         RULESET_ITEMS_MAX);
    struct arena *memory = &j->set->memory;
    j->rules = arena_array(memory, rules + 1, sizeof *j->rules);
    j->guards = arena_array(memory, guards + 1, sizeof *j->guards);
    j->triggers = arena_array(memory, triggers + 1, sizeof *j->triggers);
    j->continuations = arena_array(memory, continuations + 1, sizeof *j->continuations);
    if (!j->rules || !j->guards || !j->triggers || !j->continuations)
        return error_no_memory(j->err);
    j->set->rules = j->rules;
    j->set->guards = j->guards;
    j->set->triggers = j->triggers;
    j->set->continuations = j->continuations;
    return STATUS_OK;
}

/* Triggers first, since rules name them across files; then rules, the last path's first. */
static enum status join(struct joining *j, const struct ruleset *base,
                        const struct rule_files *files, size_t groups)
{
    if (base && base->trigger_count) {
        memcpy(j->triggers, base->triggers, base->trigger_count * sizeof *j->triggers);
        j->set->trigger_count = base->trigger_count;
    }
    enum status status = STATUS_OK;
    for (size_t i = 0; i < files->count && !status; i++)
        if (files->items[i].file.pack)
            status = join_triggers(j, &files->items[i]);
    for (size_t group = groups; group-- > 0 && !status;)
        status = join_group(j, files, group);
    if (!status && base)
        join_base(j, base);
    return status;
}

/* Those of the last table first, those of the base last, as with rules. */
static enum status join_messages(struct joining *j, const struct ruleset *base,
                                 const char *const *paths, size_t path_count)
{
    struct message_list list = {.memory = &j->set->memory};
    enum status status = STATUS_OK;
    for (size_t i = path_count; i-- > 0 && !status;)
        if (is_message_table(paths[i]))
            status = messages_read(&list, paths[i], j->err);
    if (!status && base)
        status = messages_append(&list, base->messages, base->message_count, j->err);
    j->set->messages = list.rows;
    j->set->message_count = list.count;
    return status;
}

enum status ruleset_load(const struct ruleset *base, const char *const *paths, size_t path_count,
                         struct ruleset **out, struct error *err)
{
    struct rule_files files = {0};
    struct ruleset *set = calloc(1, sizeof *set);
    if (!set)
        return error_no_memory(err);
    set->memory = ARENA_INIT(RULESET_BYTES_MAX);
    set->version = "";
    struct joining j = {.set = set, .err = err};
    enum status status = rule_files_read(paths, path_count, &files, err);
    if (!status && !(status = prepare(&j, base, &files)))
        status = join(&j, base, &files, path_count);
    if (!status)
        status = join_messages(&j, base, paths, path_count);
    rule_files_release(&files);
    if (status) {
        ruleset_free(set);
        return status;
    }
    *out = set;
    return STATUS_OK;
}

void ruleset_free(struct ruleset *set)
{
    if (!set)
        return;
    arena_release(&set->memory);
    free(set);
}
