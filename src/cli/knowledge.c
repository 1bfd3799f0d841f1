#include "cli/knowledge.h"

#include <string.h>

#include "base/buf.h"
#include "base/os_file.h"

#define MESSAGES_FILE "messages.csv"
#define PATH_BYTES_MAX ((size_t)64 * 1024)
#define RULE_PATHS_MAX ((size_t)16 * 1024 * 1024)

static const struct option rule_rows[] = {
    {.name = "rules",
     .kind = OPTION_LIST,
     .at = OPTION_AT(struct knowledge_args, rules, struct option_list),
     .value = "FILE",
     .recorded = true,
     .about = "add the rules of a YAML file, or of a directory of them; later ones win"},
    {.name = "no-default-rules",
     .kind = OPTION_FLAG,
     .at = OPTION_AT(struct knowledge_args, no_default_rules, bool),
     .recorded = true,
     .about = "use the rules of --rules alone"},
};
const struct option_table rule_options = {"Rules", rule_rows, sizeof rule_rows / sizeof *rule_rows};

static const struct option table_rows[] = {
    {.name = "table",
     .kind = OPTION_LIST,
     .at = OPTION_AT(struct knowledge_args, tables, struct option_list),
     .value = "DIR",
     .recorded = true,
     .about = "add or override what is known of errors, from CSV tables: a directory, or one file"},
};
const struct option_table table_options = {"Tables", table_rows,
                                           sizeof table_rows / sizeof *table_rows};

static bool is_messages_file(const char *path)
{
    const char *slash = strrchr(path, '/');
    return strcmp(slash ? slash + 1 : path, MESSAGES_FILE) == 0;
}

/* What the rules are read from: the rule files, and each messages.csv among the tables, since rules
 * match Windows' own texts too. */
struct rule_paths {
    struct arena memory;
    const char **items; /* in memory */
    size_t count;
};

static enum status add_messages(struct rule_paths *paths, const char *table, struct error *err)
{
    struct os_stat is;
    struct buf within = BUF_INIT(PATH_BYTES_MAX);
    buf_add_text(&within, table);
    if (!is_messages_file(table))
        buf_add_text(&within, "/" MESSAGES_FILE);
    char *path = within.failed ? NULL : arena_copy(&paths->memory, buf_str(&within));
    buf_release(&within);
    if (!path)
        return error_no_memory(err);
    if (os_stat_path(path, &is))
        paths->items[paths->count++] = path;
    return STATUS_OK;
}

static enum status list_rule_paths(const struct knowledge_args *args, struct rule_paths *out,
                                   struct error *err)
{
    size_t room = args->tables.count + args->rules.count + 2;
    out->items = arena_array(&out->memory, room, sizeof *out->items);
    if (!out->items)
        return error_no_memory(err);
    enum status status = STATUS_OK;
    for (size_t i = 0; i < args->tables.count && !status; i++)
        status = add_messages(out, args->tables.items[i], err);
    for (size_t i = 0; i < args->rules.count; i++)
        out->items[out->count++] = args->rules.items[i];
    if (args->pack)
        out->items[out->count++] = args->pack;
    return status;
}

/* What stays of the built-in set without its rules: triggers and continuation markers, which rules
 * of one's own are made of. */
static struct ruleset without_rules(const struct ruleset *set)
{
    struct ruleset bare = *set;
    bare.rule_count = bare.guard_count = bare.message_count = 0;
    return bare;
}

static enum status load_rules(const struct knowledge_args *args, struct knowledge *out,
                              struct error *err)
{
    if (args->no_default_rules && !args->rules.count && !args->pack)
        return error_set(err, STATUS_INVALID, "--no-default-rules needs --rules");
    struct rule_paths paths = {.memory = ARENA_INIT(RULE_PATHS_MAX)};
    enum status status = list_rule_paths(args, &paths, err);
    if (!status && paths.count) {
        struct ruleset bare = without_rules(ruleset_builtin());
        status = ruleset_load(args->no_default_rules ? &bare : ruleset_builtin(), paths.items,
                              paths.count, &out->own_rules, err);
        if (!status)
            out->rules = out->own_rules;
    }
    arena_release(&paths.memory);
    return status;
}

static enum status load_catalog(const struct option_list *tables, struct knowledge *out,
                                struct error *err)
{
    if (!tables->count)
        return STATUS_OK;
    enum status status =
        catalog_load(catalog_builtin(), tables->items, tables->count, &out->own_catalog, err);
    if (!status)
        out->catalog = out->own_catalog;
    return status;
}

enum status knowledge_load(const struct knowledge_args *args, struct knowledge *out,
                           struct error *err)
{
    *out = (struct knowledge){.catalog = catalog_builtin(), .rules = ruleset_builtin()};
    enum status status = load_catalog(&args->tables, out, err);
    if (!status)
        status = load_rules(args, out, err);
    return status;
}

void knowledge_release(struct knowledge *k)
{
    catalog_free(k->own_catalog);
    ruleset_free(k->own_rules);
    *k = (struct knowledge){0};
}
