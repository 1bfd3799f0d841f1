/* engine/yaml.c: files read by a schema, and where their items stand. */
#include "engine/yaml.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "../base/folder.h"

struct item {
    char *name;
};

struct list {
    struct item *items;
    unsigned items_count;
};

static const cyaml_schema_field_t item_fields[] = {
    CYAML_FIELD_STRING_PTR("name", CYAML_FLAG_POINTER, struct item, name, 1, 80), CYAML_FIELD_END};
static const cyaml_schema_value_t item_value = {
    CYAML_VALUE_MAPPING(CYAML_FLAG_DEFAULT, struct item, item_fields)};
static const cyaml_schema_field_t list_fields[] = {
    CYAML_FIELD_SEQUENCE("items", CYAML_FLAG_POINTER, struct list, items, &item_value, 0, 8),
    CYAML_FIELD_END};
static const cyaml_schema_value_t schema = {
    CYAML_VALUE_MAPPING(CYAML_FLAG_POINTER, struct list, list_fields)};

#define PATH "list.yaml"

static enum status read_text(const char *text, struct yaml_file *out, struct error *err)
{
    FILE *f = fopen(PATH, "w");
    assert_non_null(f);
    assert_true(fputs(text, f) >= 0 && fclose(f) == 0);
    enum status status = yaml_file_read(PATH, &schema, out, err);
    return status;
}

static void a_file_and_its_lines(void **state)
{
    (void)state;
    struct yaml_file f;
    struct error err;
    int lines[3] = {-1, -1, -1};
    assert_int_equal(read_text("# two\nitems:\n  - name: a\n\n  - name: b\n", &f, &err), STATUS_OK);
    const struct list *list = f.data;
    assert_string_equal(f.path, PATH);
    assert_int_equal(list->items_count, 2);
    assert_string_equal(list->items[1].name, "b");
    yaml_file_lines(&f, "items", lines, 3);
    assert_int_equal(lines[0], 3);
    assert_int_equal(lines[1], 5);
    assert_int_equal(lines[2], 0);
    yaml_file_lines(&f, "nothing", lines, 1);
    assert_int_equal(lines[0], 0);
    yaml_file_release(&f);
    assert_null(f.data);
    yaml_file_release(&f);
}

static void an_empty_file_has_no_data(void **state)
{
    (void)state;
    struct yaml_file f;
    struct error err;
    assert_int_equal(read_text("", &f, &err), STATUS_OK);
    assert_null(f.data);
    yaml_file_release(&f);
}

static void mistakes_are_told_with_their_place(void **state)
{
    (void)state;
    struct yaml_file f;
    struct error err;
    assert_int_equal(read_text("items:\n  - name: a\n  - other: b\n", &f, &err), STATUS_INVALID);
    assert_memory_equal(err.text, PATH ":3: ", sizeof PATH ":3: " - 1);
    yaml_file_release(&f);
    assert_int_not_equal(yaml_file_read("missing.yaml", &schema, &f, &err), STATUS_OK);
    assert_non_null(strstr(err.text, "missing.yaml"));
    yaml_file_release(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_file_and_its_lines),
        cmocka_unit_test(an_empty_file_has_no_data),
        cmocka_unit_test(mistakes_are_told_with_their_place),
    };
    return cmocka_run_group_tests(tests, folder_enter, folder_leave);
}
