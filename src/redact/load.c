#include <stdlib.h>
#include <string.h>

#include "engine/regex.h"
#include "engine/yaml.h"
#include "redact/redactions.h"

VOCABULARY_DEFINE(SECRET_KIND, secret_kind, SECRET_KIND_LIST)

#define SET_BYTES_MAX ((size_t)16 * 1024 * 1024)
#define NEEDED CYAML_FLAG_POINTER

/* The file as libcyaml reads it. */
struct file_example {
    char *line;
    char *becomes;
};

struct file_redaction {
    char *id;
    char *about;
    char *pattern;
    struct file_example *examples;
    unsigned examples_count;
};

struct file {
    struct file_redaction *redactions;
    unsigned redactions_count;
    char **keep;
    unsigned keep_count;
};

static const cyaml_schema_value_t text_value = {
    CYAML_VALUE_STRING(CYAML_FLAG_POINTER, char, 1, CYAML_UNLIMITED)};

static const cyaml_schema_field_t example_fields[] = {
    CYAML_FIELD_STRING_PTR("line", NEEDED, struct file_example, line, 1, CYAML_UNLIMITED),
    CYAML_FIELD_STRING_PTR("becomes", NEEDED, struct file_example, becomes, 1, CYAML_UNLIMITED),
    CYAML_FIELD_END};
static const cyaml_schema_value_t example_value = {
    CYAML_VALUE_MAPPING(CYAML_FLAG_DEFAULT, struct file_example, example_fields)};

static const cyaml_schema_field_t redaction_fields[] = {
    CYAML_FIELD_STRING_PTR("id", NEEDED, struct file_redaction, id, 1, 80),
    CYAML_FIELD_STRING_PTR("about", NEEDED, struct file_redaction, about, 1, CYAML_UNLIMITED),
    CYAML_FIELD_STRING_PTR("pattern", NEEDED, struct file_redaction, pattern, 1, CYAML_UNLIMITED),
    CYAML_FIELD_SEQUENCE("examples", NEEDED, struct file_redaction, examples, &example_value, 1,
                         CYAML_UNLIMITED),
    CYAML_FIELD_END};
static const cyaml_schema_value_t redaction_value = {
    CYAML_VALUE_MAPPING(CYAML_FLAG_DEFAULT, struct file_redaction, redaction_fields)};

static const cyaml_schema_field_t file_fields[] = {
    CYAML_FIELD_SEQUENCE("redactions", NEEDED, struct file, redactions, &redaction_value, 1,
                         REDACTIONS_MAX),
    CYAML_FIELD_SEQUENCE("keep", NEEDED, struct file, keep, &text_value, 1, CYAML_UNLIMITED),
    CYAML_FIELD_END};
static const cyaml_schema_value_t file_schema = {
    CYAML_VALUE_MAPPING(CYAML_FLAG_POINTER, struct file, file_fields)};

static enum status check(const struct file_redaction *from, const char *path, int line,
                         struct error *err)
{
    struct regex *regex = NULL;
    struct error why;
    enum status status = regex_compile(from->pattern, &regex, &why);
    if (status == STATUS_NO_MEMORY)
        return error_no_memory(err);
    if (status)
        return error_set(err, STATUS_INVALID, "%s:%d: redaction %s: pattern: %s", path, line,
                         from->id, why.text);
    bool captures = false;
    for (int kind = 0; kind < SECRET_KIND_COUNT; kind++)
        captures |= regex_has_group(regex, secret_kind_id((enum secret_kind)kind));
    regex_free(regex);
    if (!captures)
        return error_set(err, STATUS_INVALID,
                         "%s:%d: redaction %s: the pattern has no group named ip, host, user, "
                         "mail, share or secret",
                         path, line, from->id);
    return STATUS_OK;
}

static char *keep(struct redaction_set *set, const char *text)
{
    return arena_copy(&set->memory, str_from(text));
}

static bool copy(struct redaction_set *set, const struct file_redaction *from, struct redaction *to)
{
    struct redaction_example *examples =
        arena_array(&set->memory, from->examples_count, sizeof *examples);
    for (unsigned i = 0; examples && i < from->examples_count; i++) {
        examples[i].line = keep(set, from->examples[i].line);
        examples[i].becomes = keep(set, from->examples[i].becomes);
        if (!examples[i].line || !examples[i].becomes)
            return false;
    }
    *to = (struct redaction){keep(set, from->id), keep(set, from->about), keep(set, from->pattern),
                             examples, from->examples_count};
    return to->id && to->about && to->pattern && examples;
}

static enum status join(struct redaction_set *set, const struct file *file, const char *path,
                        const int *lines, struct error *err)
{
    struct redaction *items = arena_array(&set->memory, file->redactions_count, sizeof *items);
    const char **words = arena_array(&set->memory, file->keep_count, sizeof *words);
    if (!items || !words)
        return error_no_memory(err);
    for (unsigned i = 0; i < file->redactions_count; i++) {
        enum status status = check(&file->redactions[i], path, lines[i], err);
        if (status)
            return status;
        if (!copy(set, &file->redactions[i], &items[i]))
            return error_no_memory(err);
    }
    for (unsigned i = 0; i < file->keep_count; i++)
        if (!(words[i] = keep(set, file->keep[i])))
            return error_no_memory(err);
    set->items = items;
    set->count = file->redactions_count;
    set->keep = words;
    set->keep_count = file->keep_count;
    return STATUS_OK;
}

static enum status read_set(struct redaction_set *set, const struct yaml_file *read,
                            struct error *err)
{
    const struct file *file = read->data;
    int lines[REDACTIONS_MAX];
    if (!file)
        return error_set(err, STATUS_INVALID, "%s: holds no redactions", read->path);
    yaml_file_lines(read, "redactions", lines, REDACTIONS_MAX);
    return join(set, file, read->path, lines, err);
}

enum status redactions_load(const char *path, struct redaction_set **out, struct error *err)
{
    struct yaml_file read;
    struct redaction_set *set = NULL;
    enum status status = yaml_file_read(path, &file_schema, &read, err);
    if (!status && !(set = calloc(1, sizeof *set)))
        status = error_no_memory(err);
    if (!status) {
        set->memory = ARENA_INIT(SET_BYTES_MAX);
        status = read_set(set, &read, err);
    }
    yaml_file_release(&read);
    if (status) {
        redactions_free(set);
        return status;
    }
    *out = set;
    return STATUS_OK;
}

void redactions_free(struct redaction_set *set)
{
    if (!set)
        return;
    arena_release(&set->memory);
    free(set);
}
