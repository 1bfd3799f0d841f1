/*
 * embed_redactions REDACTIONS.yaml OUT.c
 *
 * Reads and checks the redactions and writes them as constant C data, so that the program starts
 * without parsing anything. Run by the build.
 */
#include <stdlib.h>

#include "c_source.h"
#include "redact/redactions.h"

static void put_string(FILE *out, const char *text)
{
    c_source_string(out, text);
    fputs(", ", out);
}

static void put_examples(FILE *out, const struct redaction *r, size_t i)
{
    fprintf(out, "static const struct redaction_example examples_%zu[] = {\n", i);
    for (size_t k = 0; k < r->example_count; k++) {
        fputs("    {", out);
        put_string(out, r->examples[k].line);
        put_string(out, r->examples[k].becomes);
        fputs("},\n", out);
    }
    fputs("};\n", out);
}

static void put_set(FILE *out, const struct redaction_set *set)
{
    fputs("/* Generated from rules/redactions.yaml. */\n"
          "#include \"redact/redactions.h\"\n\n",
          out);
    for (size_t i = 0; i < set->count; i++)
        put_examples(out, &set->items[i], i);
    fputs("static const struct redaction items[] = {\n", out);
    for (size_t i = 0; i < set->count; i++) {
        fputs("    {", out);
        put_string(out, set->items[i].id);
        put_string(out, set->items[i].about);
        put_string(out, set->items[i].pattern);
        fprintf(out, "examples_%zu, %zu},\n", i, set->items[i].example_count);
    }
    fputs("};\nstatic const char *const keep[] = {\n", out);
    for (size_t i = 0; i < set->keep_count; i++) {
        fputs("    ", out);
        put_string(out, set->keep[i]);
        fputs("\n", out);
    }
    fprintf(out,
            "};\n\nstatic const struct redaction_set builtin = {items, %zu, keep, %zu, {0}};\n\n"
            "const struct redaction_set *redactions_builtin(void)\n{\n    return &builtin;\n}\n",
            set->count, set->keep_count);
}

int main(int argc, char **argv)
{
    if (argc != 3) {
        fputs("usage: embed_redactions REDACTIONS.yaml OUT.c\n", stderr);
        return 2;
    }
    struct error err;
    struct redaction_set *set = NULL;
    if (redactions_load(argv[1], &set, &err)) {
        fprintf(stderr, "embed_redactions: %s\n", err.text);
        return 1;
    }
    FILE *out = fopen(argv[2], "w");
    if (out)
        put_set(out, set);
    redactions_free(set);
    if (!out || fclose(out) != 0) {
        fprintf(stderr, "embed_redactions: cannot write %s\n", argv[2]);
        return 1;
    }
    return 0;
}
