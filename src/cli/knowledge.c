#include "cli/knowledge.h"

#include <string.h>

#include "base/buf.h"
#include "base/os_file.h"

#define MESSAGES_FILE "messages.csv"

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

/* A messages.csv among the tables is for the rules too: they match Windows' own texts. The last one
 * holds. */
static enum status find_messages(const struct option_list *tables, struct buf *messages,
                                 struct error *err)
{
    struct buf within = BUF_INIT((size_t)64 * 1024);
    for (size_t i = 0; i < tables->count; i++) {
        struct os_stat is;
        buf_clear(&within);
        buf_add_text(&within, tables->items[i]);
        if (!is_messages_file(tables->items[i]))
            buf_add_text(&within, "/" MESSAGES_FILE);
        if (!os_stat_path(buf_text(&within), &is))
            continue;
        buf_clear(messages);
        buf_add(messages, buf_str(&within));
    }
    bool failed = within.failed || messages->failed;
    buf_release(&within);
    return failed ? error_no_memory(err) : STATUS_OK;
}

static enum status load_rules(const struct knowledge_args *args, const char *messages,
                              struct knowledge *out, struct error *err)
{
    if (args->no_default_rules && !args->rules.count)
        return error_set(err, STATUS_INVALID, "--no-default-rules needs --rules");
    if (!args->rules.count && !messages)
        return STATUS_OK;
    enum status status =
        ruleset_load(args->no_default_rules ? NULL : ruleset_builtin(), args->rules.items,
                     args->rules.count, messages, &out->own_rules, err);
    if (!status)
        out->rules = out->own_rules;
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
    struct buf messages = BUF_INIT((size_t)64 * 1024);
    enum status status = find_messages(&args->tables, &messages, err);
    if (!status)
        status = load_catalog(&args->tables, out, err);
    if (!status)
        status = load_rules(args, messages.len ? buf_text(&messages) : NULL, out, err);
    buf_release(&messages);
    return status;
}

void knowledge_release(struct knowledge *k)
{
    catalog_free(k->own_catalog);
    ruleset_free(k->own_rules);
    *k = (struct knowledge){0};
}
