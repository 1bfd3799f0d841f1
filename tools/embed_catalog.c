/*
 * embed_catalog TABLE_DIR OUT.c: reads the tables as the program itself would, and writes them as
 * constant data with catalog_builtin(). Runs at build time only.
 */
#include <ctype.h>
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "c_source.h"
#include "catalog/catalog.h"

/* .field = "text", */
static void put_text(FILE *out, const char *field, const char *text)
{
    fprintf(out, ".%s = ", field);
    c_source_string(out, text);
    fputs(", ", out);
}

/* .field = PREFIX_ID, for a word of base/vocabulary.h */
static void put_word(FILE *out, const char *field, const char *prefix, const char *id)
{
    fprintf(out, ".%s = %s_", field, prefix);
    for (const char *at = id; *at; at++)
        fputc(*at == '-' ? '_' : toupper((unsigned char)*at), out);
    fputs(", ", out);
}

/* .field = NAME, .count_field = N, where an empty array has no definition and is NULL */
static void put_array(FILE *out, const char *field, const char *count_field, const char *name,
                      int code, size_t count)
{
    char array[64] = "NULL";
    if (count && code)
        (void)snprintf(array, sizeof array, "%s_%d", name, code);
    else if (count)
        (void)snprintf(array, sizeof array, "%s", name);
    fprintf(out, ".%s = %s, .%s = %zu,\n     ", field, array, count_field, count);
}

static void put_aliases(FILE *out, const struct catalog_error *error)
{
    if (!error->alias_count)
        return;
    fprintf(out, "static const struct catalog_alias aliases_%d[] = {\n", error->code);
    for (size_t i = 0; i < error->alias_count; i++) {
        fputs("    {", out);
        put_text(out, "alias", error->aliases[i].alias);
        put_text(out, "kind", error->aliases[i].kind);
        fputs("},\n", out);
    }
    fputs("};\n", out);
}

static void put_causes(FILE *out, const struct catalog_error *error)
{
    if (!error->cause_count)
        return;
    fprintf(out, "static const struct catalog_cause causes_%d[] = {\n", error->code);
    for (size_t i = 0; i < error->cause_count; i++) {
        const struct catalog_cause *cause = &error->causes[i];
        fprintf(out, "    {.operations = 0x%x, ", (unsigned)cause->operations);
        put_text(out, "text", cause->text);
        put_text(out, "source", cause->source);
        fputs("},\n", out);
    }
    fputs("};\n", out);
}

static void put_actions(FILE *out, const struct catalog_error *error)
{
    if (!error->action_count)
        return;
    fprintf(out, "static const struct catalog_action actions_%d[] = {\n", error->code);
    for (size_t i = 0; i < error->action_count; i++) {
        const struct catalog_action *action = &error->actions[i];
        fprintf(out, "    {.operations = 0x%x, ", (unsigned)action->operations);
        put_word(out, "audience", "AUDIENCE", audience_id(action->audience));
        put_word(out, "kind", "ACTION", action_id(action->kind));
        put_text(out, "text", action->text);
        put_text(out, "command", action->command);
        put_text(out, "risk", action->risk);
        put_text(out, "source", action->source);
        fputs("},\n", out);
    }
    fputs("};\n", out);
}

static void put_error(FILE *out, const struct catalog_error *error)
{
    fprintf(out, "    {.code = %d, ", error->code);
    put_text(out, "name", error->name);
    put_text(out, "title", error->title);
    put_text(out, "description", error->description);
    fprintf(out, "\n     .category = %u, ", (unsigned)error->category);
    put_word(out, "severity", "SEVERITY", severity_id(error->severity));
    put_word(out, "retry", "RETRY", retry_id(error->retry));
    put_array(out, "aliases", "alias_count", "aliases", error->code, error->alias_count);
    put_array(out, "causes", "cause_count", "causes", error->code, error->cause_count);
    put_array(out, "actions", "action_count", "actions", error->code, error->action_count);
    fputs("},\n", out);
}

static void put_errors(FILE *out, const struct catalog *catalog)
{
    for (size_t i = 0; i < catalog->error_count; i++) {
        put_aliases(out, &catalog->errors[i]);
        put_causes(out, &catalog->errors[i]);
        put_actions(out, &catalog->errors[i]);
    }
    if (!catalog->error_count)
        return;
    fputs("\nstatic const struct catalog_error errors[] = {\n", out);
    for (size_t i = 0; i < catalog->error_count; i++)
        put_error(out, &catalog->errors[i]);
    fputs("};\n", out);
}

static void put_categories(FILE *out, const struct catalog *catalog)
{
    if (!catalog->category_count)
        return;
    fputs("\nstatic const struct catalog_category categories[] = {\n", out);
    for (size_t i = 0; i < catalog->category_count; i++) {
        const struct catalog_category *category = &catalog->categories[i];
        fprintf(out, "    {.rank = %d, ", category->rank);
        put_text(out, "id", category->id);
        put_text(out, "title", category->title);
        put_text(out, "description", category->description);
        fputs("},\n", out);
    }
    fputs("};\n", out);
}

static void put_operations(FILE *out, const struct catalog *catalog)
{
    if (!catalog->operation_count)
        return;
    fputs("\nstatic const struct catalog_operation operations[] = {\n", out);
    for (size_t i = 0; i < catalog->operation_count; i++) {
        fputs("    {", out);
        put_word(out, "id", "OPERATION", operation_id(catalog->operations[i].id));
        put_text(out, "title", catalog->operations[i].title);
        put_text(out, "calls", catalog->operations[i].calls);
        fputs("},\n", out);
    }
    fputs("};\n", out);
}

static void put_messages(FILE *out, const struct catalog *catalog)
{
    if (!catalog->message_count)
        return;
    fputs("\nstatic const struct catalog_message messages[] = {\n", out);
    for (size_t i = 0; i < catalog->message_count; i++) {
        const struct catalog_message *message = &catalog->messages[i];
        fprintf(out, "    {.code = %d, .also = %d, ", message->code, message->also);
        put_text(out, "language", message->language);
        put_text(out, "text", message->text);
        fputs("},\n", out);
    }
    fputs("};\n", out);
}

static void put_related(FILE *out, const struct catalog *catalog)
{
    if (!catalog->related_count)
        return;
    fputs("\nstatic const struct catalog_related related[] = {\n", out);
    for (size_t i = 0; i < catalog->related_count; i++) {
        fprintf(out, "    {.code = %d, ", catalog->related[i].code);
        put_text(out, "name", catalog->related[i].name);
        put_text(out, "title", catalog->related[i].title);
        fputs("},\n", out);
    }
    fputs("};\n", out);
}

static void put_catalog(FILE *out, const struct catalog *catalog)
{
    fputs("/* Generated by embed_catalog from table/: change those files instead. */\n"
          "#include \"catalog/catalog.h\"\n\n",
          out);
    put_categories(out, catalog);
    put_operations(out, catalog);
    put_messages(out, catalog);
    put_related(out, catalog);
    put_errors(out, catalog);
    fputs("\nstatic const struct catalog builtin = {\n     ", out);
    put_array(out, "errors", "error_count", "errors", 0, catalog->error_count);
    put_array(out, "categories", "category_count", "categories", 0, catalog->category_count);
    put_array(out, "operations", "operation_count", "operations", 0, catalog->operation_count);
    put_array(out, "messages", "message_count", "messages", 0, catalog->message_count);
    put_array(out, "related", "related_count", "related", 0, catalog->related_count);
    fputs("};\n\n"
          "const struct catalog *catalog_builtin(void)\n{\n    return &builtin;\n}\n",
          out);
}

static int write_catalog(const struct catalog *catalog, const char *path)
{
    FILE *out = fopen(path, "w");
    if (!out) {
        fprintf(stderr, "embed_catalog: %s: %s\n", path, strerror(errno));
        return 1;
    }
    put_catalog(out, catalog);
    int failed = ferror(out);
    failed |= fclose(out);
    if (failed) {
        fprintf(stderr, "embed_catalog: %s: not written\n", path);
        (void)remove(path); /* half a file would look finished to the next build */
    }
    return failed != 0;
}

int main(int argc, char **argv)
{
    if (argc != 3) {
        fputs("usage: embed_catalog TABLE_DIR OUT.c\n", stderr);
        return 2;
    }
    const char *tables[] = {argv[1]};
    struct catalog *catalog = NULL;
    struct error err;
    if (catalog_load(NULL, tables, 1, &catalog, &err)) {
        fprintf(stderr, "%s\n", err.text);
        return 1;
    }
    int failed = write_catalog(catalog, argv[2]);
    catalog_free(catalog);
    return failed;
}
