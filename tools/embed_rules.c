/*
 * embed_rules RULES_DIR MESSAGES_CSV VERSION OUT.c
 *
 * Reads and checks the rule files and writes them as constant C data, so that the program starts
 * without parsing anything. Run by the build.
 */
#include <stdlib.h>
#include <string.h>

#include "c_source.h"
#include "rules/ruleset.h"

static void put_strings(FILE *out, const char *name, size_t index, const char *const *texts,
                        size_t count)
{
    if (!count)
        return;
    fprintf(out, "static const char *const %s_%zu[] = {\n", name, index);
    for (size_t i = 0; i < count; i++) {
        fputs("    ", out);
        c_source_string(out, texts[i]);
        fputs(",\n", out);
    }
    fputs("};\n", out);
}

static void put_reference(FILE *out, const char *name, size_t index, size_t count)
{
    if (count)
        fprintf(out, "%s_%zu, %zu, ", name, index, count);
    else
        fputs("NULL, 0, ", out);
}

static void put_field(FILE *out, const char *text)
{
    c_source_string(out, text);
    fputs(", ", out);
}

/* An array of no rows is not C: it gets one of zeroes, which nobody counts. */
static void open_array(FILE *out, const char *type, size_t count)
{
    fprintf(out, "static const struct %s %ss[] = {\n%s", type, type, count ? "" : "    {0},\n");
}

static void put_triggers(FILE *out, const struct ruleset *set)
{
    open_array(out, "trigger", set->trigger_count);
    for (size_t i = 0; i < set->trigger_count; i++) {
        fputs("    {", out);
        put_field(out, set->triggers[i].name);
        put_field(out, set->triggers[i].about);
        c_source_string(out, set->triggers[i].pattern);
        fputs("},\n", out);
    }
    fputs("};\n\n", out);
}

static void put_rule_parts(FILE *out, const struct rule *r, size_t i)
{
    if (r->trigger_count) {
        fprintf(out, "static const uint16_t rule_triggers_%zu[] = {", i);
        for (size_t t = 0; t < r->trigger_count; t++)
            fprintf(out, "%u, ", (unsigned)r->triggers[t]);
        fputs("};\n", out);
    }
    for (size_t m = 0; m < r->match_count; m++) {
        fprintf(out, "static const int32_t rule_codes_%zu_%zu[] = {", i, m);
        for (size_t c = 0; c < r->match[m].code_count; c++)
            fprintf(out, "%ld, ", (long)r->match[m].codes[c]);
        fputs("};\n", out);
    }
    if (r->match_count) {
        fprintf(out, "static const struct rule_example rule_match_%zu[] = {\n", i);
        for (size_t m = 0; m < r->match_count; m++) {
            fputs("    {", out);
            put_field(out, r->match[m].line);
            fprintf(out, "rule_codes_%zu_%zu, %zu},\n", i, m, r->match[m].code_count);
        }
        fputs("};\n", out);
    }
    put_strings(out, "rule_refuse", i, r->refuse, r->refuse_count);
}

static void put_rules(FILE *out, const struct ruleset *set)
{
    for (size_t i = 0; i < set->rule_count; i++)
        put_rule_parts(out, &set->rules[i], i);
    open_array(out, "rule", set->rule_count);
    for (size_t i = 0; i < set->rule_count; i++) {
        const struct rule *r = &set->rules[i];
        const char *slash = strrchr(r->file, '/');
        fputs("    {", out);
        put_field(out, r->id);
        put_field(out, r->about);
        put_field(out, slash ? slash + 1 : r->file);
        fprintf(out, "%d, (enum confidence)%d, ", r->line, (int)r->confidence);
        put_field(out, r->column);
        put_field(out, r->pattern);
        put_field(out, r->error);
        fprintf(out, "(enum operation)%d, %s, %s, ", (int)r->operation,
                r->related ? "true" : "false", r->multiline ? "true" : "false");
        put_reference(out, "rule_triggers", i, r->trigger_count);
        put_reference(out, "rule_match", i, r->match_count);
        put_reference(out, "rule_refuse", i, r->refuse_count);
        fputs("},\n", out);
    }
    fputs("};\n\n", out);
}

static void put_guards(FILE *out, const struct ruleset *set)
{
    for (size_t i = 0; i < set->guard_count; i++) {
        put_strings(out, "guard_refuse", i, set->guards[i].refuse, set->guards[i].refuse_count);
        put_strings(out, "guard_keep", i, set->guards[i].keep, set->guards[i].keep_count);
    }
    open_array(out, "guard", set->guard_count);
    for (size_t i = 0; i < set->guard_count; i++) {
        const struct guard *g = &set->guards[i];
        const char *slash = strrchr(g->file, '/');
        fputs("    {", out);
        put_field(out, g->id);
        put_field(out, g->about);
        put_field(out, slash ? slash + 1 : g->file);
        fprintf(out, "%d, ", g->line);
        put_field(out, g->pattern);
        put_reference(out, "guard_refuse", i, g->refuse_count);
        put_reference(out, "guard_keep", i, g->keep_count);
        fputs("},\n", out);
    }
    fputs("};\n\n", out);
}

static void put_messages(FILE *out, const struct ruleset *set)
{
    open_array(out, "message", set->message_count);
    for (size_t i = 0; i < set->message_count; i++) {
        const struct message *m = &set->messages[i];
        fprintf(out, "    {%ld, %ld, %s, ", (long)m->code, (long)m->also,
                m->weak ? "true" : "false");
        put_field(out, m->language);
        put_field(out, m->text);
        c_source_string(out, m->trigger);
        fputs("},\n", out);
    }
    fputs("};\n\n", out);
}

static void put_set(FILE *out, const struct ruleset *set, const char *version)
{
    fputs("/* Generated from rules/ and table/messages.csv. */\n"
          "#include \"rules/ruleset.h\"\n\n",
          out);
    put_triggers(out, set);
    put_rules(out, set);
    put_guards(out, set);
    put_messages(out, set);
    put_strings(out, "continuations", 0, set->continuations, set->continuation_count);
    fputs("\nstatic const struct ruleset builtin = {\n", out);
    fprintf(out, "    rules, %zu, guards, %zu, triggers, %zu, messages, %zu,\n    ",
            set->rule_count, set->guard_count, set->trigger_count, set->message_count);
    put_reference(out, "continuations", 0, set->continuation_count);
    c_source_string(out, version);
    fputs(", {0}};\n\nconst struct ruleset *ruleset_builtin(void)\n{\n    return &builtin;\n}\n",
          out);
}

int main(int argc, char **argv)
{
    if (argc != 5) {
        fputs("usage: embed_rules RULES_DIR MESSAGES_CSV VERSION OUT.c\n", stderr);
        return 2;
    }
    struct error err;
    struct ruleset *set = NULL;
    const char *paths[] = {argv[1], argv[2]};
    if (ruleset_load(NULL, paths, 2, &set, &err)) {
        fprintf(stderr, "embed_rules: %s\n", err.text);
        return 1;
    }
    FILE *out = fopen(argv[4], "w");
    if (out)
        put_set(out, set, argv[3]);
    ruleset_free(set);
    if (!out || fclose(out) != 0) {
        fprintf(stderr, "embed_rules: cannot write %s\n", argv[4]);
        return 1;
    }
    return 0;
}
