#include "rules/pack.h"

#define NEEDED CYAML_FLAG_POINTER
#define OPTIONAL (CYAML_FLAG_POINTER | CYAML_FLAG_OPTIONAL)

static const cyaml_schema_value_t text_value = {
    CYAML_VALUE_STRING(CYAML_FLAG_POINTER, char, 1, CYAML_UNLIMITED)};
static const cyaml_schema_value_t code_value = {CYAML_VALUE_INT(CYAML_FLAG_DEFAULT, int32_t)};

static const cyaml_schema_field_t match_fields[] = {
    CYAML_FIELD_SEQUENCE("codes", NEEDED, struct pack_match, codes, &code_value, 1, 64),
    CYAML_FIELD_STRING_PTR("line", NEEDED, struct pack_match, line, 1, CYAML_UNLIMITED),
    CYAML_FIELD_END};
static const cyaml_schema_value_t match_value = {
    CYAML_VALUE_MAPPING(CYAML_FLAG_DEFAULT, struct pack_match, match_fields)};

static const cyaml_schema_field_t rule_fields[] = {
    CYAML_FIELD_STRING_PTR("id", NEEDED, struct pack_rule, id, 1, 80),
    CYAML_FIELD_STRING_PTR("about", NEEDED, struct pack_rule, about, 1, CYAML_UNLIMITED),
    CYAML_FIELD_STRING_PTR("confidence", NEEDED, struct pack_rule, confidence, 1, 80),
    CYAML_FIELD_SEQUENCE("triggers", OPTIONAL, struct pack_rule, triggers, &text_value, 1, 64),
    CYAML_FIELD_STRING_PTR("pattern", OPTIONAL, struct pack_rule, pattern, 1, CYAML_UNLIMITED),
    CYAML_FIELD_STRING_PTR("column", OPTIONAL, struct pack_rule, column, 1, 80),
    CYAML_FIELD_STRING_PTR("error", OPTIONAL, struct pack_rule, error, 1, 80),
    CYAML_FIELD_STRING_PTR("operation", OPTIONAL, struct pack_rule, operation, 1, 80),
    CYAML_FIELD_BOOL("related", CYAML_FLAG_OPTIONAL, struct pack_rule, related),
    CYAML_FIELD_BOOL("multiline", CYAML_FLAG_OPTIONAL, struct pack_rule, multiline),
    CYAML_FIELD_SEQUENCE("match", OPTIONAL, struct pack_rule, match, &match_value, 0,
                         CYAML_UNLIMITED),
    CYAML_FIELD_SEQUENCE("refuse", OPTIONAL, struct pack_rule, refuse, &text_value, 0,
                         CYAML_UNLIMITED),
    CYAML_FIELD_END};
static const cyaml_schema_value_t rule_value = {
    CYAML_VALUE_MAPPING(CYAML_FLAG_DEFAULT, struct pack_rule, rule_fields)};

static const cyaml_schema_field_t guard_fields[] = {
    CYAML_FIELD_STRING_PTR("id", NEEDED, struct pack_guard, id, 1, 80),
    CYAML_FIELD_STRING_PTR("about", NEEDED, struct pack_guard, about, 1, CYAML_UNLIMITED),
    CYAML_FIELD_STRING_PTR("pattern", NEEDED, struct pack_guard, pattern, 1, CYAML_UNLIMITED),
    CYAML_FIELD_SEQUENCE("refuse", OPTIONAL, struct pack_guard, refuse, &text_value, 0,
                         CYAML_UNLIMITED),
    CYAML_FIELD_SEQUENCE("keep", OPTIONAL, struct pack_guard, keep, &text_value, 0,
                         CYAML_UNLIMITED),
    CYAML_FIELD_END};
static const cyaml_schema_value_t guard_value = {
    CYAML_VALUE_MAPPING(CYAML_FLAG_DEFAULT, struct pack_guard, guard_fields)};

static const cyaml_schema_field_t trigger_fields[] = {
    CYAML_FIELD_STRING_PTR("name", NEEDED, struct pack_trigger, name, 1, 80),
    CYAML_FIELD_STRING_PTR("about", OPTIONAL, struct pack_trigger, about, 1, CYAML_UNLIMITED),
    CYAML_FIELD_STRING_PTR("pattern", NEEDED, struct pack_trigger, pattern, 1, CYAML_UNLIMITED),
    CYAML_FIELD_END};
static const cyaml_schema_value_t trigger_value = {
    CYAML_VALUE_MAPPING(CYAML_FLAG_DEFAULT, struct pack_trigger, trigger_fields)};

static const cyaml_schema_field_t pack_fields[] = {
    CYAML_FIELD_SEQUENCE("rules", OPTIONAL, struct pack, rules, &rule_value, 0, CYAML_UNLIMITED),
    CYAML_FIELD_SEQUENCE("guards", OPTIONAL, struct pack, guards, &guard_value, 0, CYAML_UNLIMITED),
    CYAML_FIELD_SEQUENCE("triggers", OPTIONAL, struct pack, triggers, &trigger_value, 0,
                         CYAML_UNLIMITED),
    CYAML_FIELD_SEQUENCE("continuations", OPTIONAL, struct pack, continuations, &text_value, 0,
                         CYAML_UNLIMITED),
    /* For the folders diagnose and redact. */
    CYAML_FIELD_IGNORE("diagnoses", CYAML_FLAG_OPTIONAL),
    CYAML_FIELD_IGNORE("redactions", CYAML_FLAG_OPTIONAL),
    CYAML_FIELD_IGNORE("keep", CYAML_FLAG_OPTIONAL), CYAML_FIELD_END};
static const cyaml_schema_value_t pack_schema = {
    CYAML_VALUE_MAPPING(CYAML_FLAG_POINTER, struct pack, pack_fields)};

enum status pack_file_read(const char *path, struct pack_file *out, struct error *err)
{
    enum status status = yaml_file_read(path, &pack_schema, &out->file, err);
    out->pack = out->file.data;
    return status;
}

void pack_file_release(struct pack_file *f)
{
    yaml_file_release(&f->file);
    f->pack = NULL;
}

void pack_file_lines(const struct pack_file *f, enum pack_list list, int *lines, size_t count)
{
    static const char *const keys[] = {"rules", "guards", "triggers"};
    yaml_file_lines(&f->file, keys[list], lines, count);
}
