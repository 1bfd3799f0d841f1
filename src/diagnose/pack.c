#include "diagnose/pack.h"

#include "diagnose/diagnosis.h"

#define NEEDED CYAML_FLAG_POINTER
#define OPTIONAL (CYAML_FLAG_POINTER | CYAML_FLAG_OPTIONAL)
#define ROWS DIAGNOSIS_ROWS_MAX
#define UNLIMITED CYAML_UNLIMITED

static const cyaml_schema_value_t text_value = {
    CYAML_VALUE_STRING(CYAML_FLAG_POINTER, char, 1, CYAML_UNLIMITED)};

static const cyaml_schema_field_t condition_fields[] = {
    CYAML_FIELD_STRING_PTR("measure", NEEDED, struct pack_condition, measure, 1, 80),
    CYAML_FIELD_SEQUENCE("of", OPTIONAL, struct pack_condition, of, &text_value, 1, ROWS),
    CYAML_FIELD_SEQUENCE("to", OPTIONAL, struct pack_condition, to, &text_value, 1, ROWS),
    CYAML_FIELD_INT("minutes", CYAML_FLAG_OPTIONAL, struct pack_condition, minutes),
    CYAML_FIELD_FLOAT_PTR("least", OPTIONAL, struct pack_condition, least),
    CYAML_FIELD_FLOAT_PTR("most", OPTIONAL, struct pack_condition, most),
    CYAML_FIELD_END};
static const cyaml_schema_value_t condition_value = {
    CYAML_VALUE_MAPPING(CYAML_FLAG_DEFAULT, struct pack_condition, condition_fields)};

static const cyaml_schema_field_t case_fields[] = {
    CYAML_FIELD_STRING_PTR("certainty", NEEDED, struct pack_case, certainty, 1, 80),
    CYAML_FIELD_STRING_PTR("text", NEEDED, struct pack_case, text, 1, UNLIMITED),
    CYAML_FIELD_SEQUENCE("when", OPTIONAL, struct pack_case, when, &condition_value, 1, ROWS),
    CYAML_FIELD_END};
static const cyaml_schema_value_t case_value = {
    CYAML_VALUE_MAPPING(CYAML_FLAG_DEFAULT, struct pack_case, case_fields)};

static const cyaml_schema_field_t advice_fields[] = {
    CYAML_FIELD_STRING_PTR("kind", NEEDED, struct pack_advice, kind, 1, 80),
    CYAML_FIELD_STRING_PTR("audience", NEEDED, struct pack_advice, audience, 1, 80),
    CYAML_FIELD_STRING_PTR("text", NEEDED, struct pack_advice, text, 1, UNLIMITED),
    CYAML_FIELD_STRING_PTR("command", OPTIONAL, struct pack_advice, command, 1, UNLIMITED),
    CYAML_FIELD_STRING_PTR("risk", OPTIONAL, struct pack_advice, risk, 1, UNLIMITED),
    CYAML_FIELD_END};
static const cyaml_schema_value_t advice_value = {
    CYAML_VALUE_MAPPING(CYAML_FLAG_DEFAULT, struct pack_advice, advice_fields)};

static const cyaml_schema_field_t diagnosis_fields[] = {
    CYAML_FIELD_STRING_PTR("id", NEEDED, struct pack_diagnosis, id, 1, 80),
    CYAML_FIELD_STRING_PTR("title", NEEDED, struct pack_diagnosis, title, 1, 120),
    CYAML_FIELD_STRING_PTR("severity", NEEDED, struct pack_diagnosis, severity, 1, 80),
    CYAML_FIELD_STRING_PTR("audience", NEEDED, struct pack_diagnosis, audience, 1, 80),
    CYAML_FIELD_STRING_PTR("layer", NEEDED, struct pack_diagnosis, layer, 1, 80),
    CYAML_FIELD_SEQUENCE("errors", NEEDED, struct pack_diagnosis, errors, &text_value, 1, ROWS),
    CYAML_FIELD_SEQUENCE("yields-to", OPTIONAL, struct pack_diagnosis, yields_to, &text_value, 1,
                         ROWS),
    CYAML_FIELD_SEQUENCE("when", NEEDED, struct pack_diagnosis, when, &condition_value, 1, ROWS),
    CYAML_FIELD_SEQUENCE("cases", NEEDED, struct pack_diagnosis, cases, &case_value, 1, ROWS),
    CYAML_FIELD_SEQUENCE("evidence", NEEDED, struct pack_diagnosis, evidence, &text_value, 1, ROWS),
    CYAML_FIELD_SEQUENCE("actions", NEEDED, struct pack_diagnosis, actions, &advice_value, 1, ROWS),
    CYAML_FIELD_END};
static const cyaml_schema_value_t diagnosis_value = {
    CYAML_VALUE_MAPPING(CYAML_FLAG_DEFAULT, struct pack_diagnosis, diagnosis_fields)};

static const cyaml_schema_field_t pack_fields[] = {
    CYAML_FIELD_SEQUENCE("diagnoses", NEEDED, struct diagnosis_pack, diagnoses, &diagnosis_value, 1,
                         DIAGNOSES_MAX),
    CYAML_FIELD_END};
static const cyaml_schema_value_t pack_schema = {
    CYAML_VALUE_MAPPING(CYAML_FLAG_POINTER, struct diagnosis_pack, pack_fields)};

enum status diagnosis_file_read(const char *path, struct diagnosis_file *out, struct error *err)
{
    enum status status = yaml_file_read(path, &pack_schema, &out->file, err);
    out->pack = out->file.data;
    return status;
}

void diagnosis_file_release(struct diagnosis_file *f)
{
    yaml_file_release(&f->file);
    f->pack = NULL;
}

void diagnosis_file_lines(const struct diagnosis_file *f, int *lines, size_t count)
{
    yaml_file_lines(&f->file, "diagnoses", lines, count);
}
