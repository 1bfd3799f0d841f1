/*
 * The catalog that is compiled in: complete, consistent, and found by every spelling of its
 * errors. The numbers of rows are those of the files in table/.
 */
#include "folder.h"

#include "base/os_file.h"
#include "engine/csv.h"

#define TABLES WSALOG_SOURCE_DIR "/table/"

static bool means(const char *term, const struct catalog_error *error)
{
    const struct catalog_error *found[CATALOG_ERRORS_MAX];
    size_t count = catalog_lookup(catalog_builtin(), str_from(term), found, CATALOG_ERRORS_MAX);
    for (size_t i = 0; i < count; i++)
        if (found[i] == error)
            return true;
    return false;
}

static void assert_means(const char *term, const struct catalog_error *error)
{
    if (!means(term, error))
        fail_msg("'%s' does not find %d %s", term, error->code, error->name);
}

/* The error of a code in a known base, first or after another spelling of the same digits. */
static void test_found_by_number(void **state)
{
    (void)state;
    const struct catalog *catalog = catalog_builtin();
    char term[32];
    for (size_t i = 0; i < catalog->error_count; i++) {
        const struct catalog_error *error = &catalog->errors[i];
        const struct catalog_error *first = NULL;
        (void)snprintf(term, sizeof term, "%d", error->code);
        assert_true(catalog_lookup(catalog, str_from(term), &first, 1) > 0);
        assert_ptr_equal(first, error);
        assert_ptr_equal(catalog_find(catalog, error->code), error);
        (void)snprintf(term, sizeof term, "%x", (unsigned)error->code);
        assert_means(term, error);
        (void)snprintf(term, sizeof term, "0x%X", (unsigned)error->code);
        assert_means(term, error);
        (void)snprintf(term, sizeof term, "8000_%04x", (unsigned)error->code);
        assert_means(term, error);
    }
}

static void test_found_by_hresult(void **state)
{
    (void)state;
    const struct catalog *catalog = catalog_builtin();
    char term[32];
    for (size_t i = 0; i < catalog->error_count; i++) {
        const struct catalog_error *error = &catalog->errors[i];
        uint32_t hresult = catalog_hresult(error->code);
        (void)snprintf(term, sizeof term, "0x%08X", (unsigned)hresult);
        assert_means(term, error);
        (void)snprintf(term, sizeof term, "%08x", (unsigned)hresult);
        assert_means(term, error);
        (void)snprintf(term, sizeof term, "%u", (unsigned)hresult);
        assert_means(term, error);
        (void)snprintf(term, sizeof term, "%lld", (long long)hresult - ((long long)1 << 32));
        assert_means(term, error);
    }
}

static void assert_means_in_any_case(const char *name, const struct catalog_error *error)
{
    assert_means(name, error);
    struct buf other = BUF_INIT(256);
    for (const char *at = name; *at; at++)
        buf_add_char(&other, ascii_is_alpha(*at) ? (char)(*at ^ 0x20) : *at);
    assert_means(buf_text(&other), error);
    buf_release(&other);
}

static void test_found_by_name(void **state)
{
    (void)state;
    const struct catalog *catalog = catalog_builtin();
    for (size_t i = 0; i < catalog->error_count; i++) {
        const struct catalog_error *error = &catalog->errors[i];
        assert_means_in_any_case(error->name, error);
        assert_means(error->title, error);
        for (size_t k = 0; k < error->alias_count; k++)
            assert_means_in_any_case(error->aliases[k].alias, error);
    }
}

static void test_found_by_message(void **state)
{
    (void)state;
    const struct catalog *catalog = catalog_builtin();
    for (size_t i = 0; i < catalog->message_count; i++) {
        const struct catalog_message *message = &catalog->messages[i];
        assert_means(message->text, catalog_find(catalog, message->code));
        if (message->also)
            assert_means(message->text, catalog_find(catalog, message->also));
    }
}

static void test_every_error_is_explained(void **state)
{
    (void)state;
    const struct catalog *catalog = catalog_builtin();
    for (size_t i = 0; i < catalog->error_count; i++) {
        const struct catalog_error *error = &catalog->errors[i];
        if (!*error->title || !*error->description)
            fail_msg("%s has no title or description", error->name);
        if (!error->action_count)
            fail_msg("%s has no action", error->name);
        assert_true(error->category < catalog->category_count);
        assert_true((unsigned)error->severity < SEVERITY_COUNT);
        assert_true((unsigned)error->retry < RETRY_COUNT);
    }
}

static void test_every_category_is_used(void **state)
{
    (void)state;
    const struct catalog *catalog = catalog_builtin();
    for (size_t i = 0; i < catalog->category_count; i++) {
        size_t errors = 0;
        for (size_t k = 0; k < catalog->error_count; k++)
            errors += catalog->errors[k].category == i;
        if (!errors)
            fail_msg("no error is in the category %s", catalog->categories[i].id);
        assert_true(i == 0 || catalog->categories[i - 1].rank <= catalog->categories[i].rank);
    }
}

static void test_every_operation_is_described(void **state)
{
    (void)state;
    const struct catalog *catalog = catalog_builtin();
    assert_int_equal(catalog->operation_count, OPERATION_COUNT);
    for (size_t i = 0; i < catalog->operation_count; i++)
        assert_true(*catalog->operations[i].title && *catalog->operations[i].calls);
}

/* Calls `each` for every row of a table; fails the test when it cannot be read. */
static void for_each_row(const char *path, const char *const *columns, csv_row_fn *each,
                         void *state)
{
    struct error err = {0};
    char *text = NULL;
    size_t len = 0;
    if (os_read_whole(path, CSV_FILE_MAX, &text, &len, &err) ||
        csv_table_read(path, (struct str){text, len}, columns, each, state, &err))
        fail_msg("%s", err.text);
    free(text);
}

static enum status count_row(void *state, const struct csv_row *row, struct error *err)
{
    (void)row;
    (void)err;
    (*(size_t *)state)++;
    return STATUS_OK;
}

static size_t rows_of(const char *path, const char *const *columns)
{
    size_t count = 0;
    for_each_row(path, columns, count_row, &count);
    return count;
}

static void test_holds_every_row(void **state)
{
    (void)state;
    const struct catalog *catalog = catalog_builtin();
    size_t causes = 0;
    size_t actions = 0;
    for (size_t i = 0; i < catalog->error_count; i++) {
        causes += catalog->errors[i].cause_count;
        actions += catalog->errors[i].action_count;
    }
    const char *const error_columns[] = {"code",     "name",  "title",       "category",
                                         "severity", "retry", "description", NULL};
    const char *const cause_columns[] = {"code", "operation", "text", "source", NULL};
    const char *const action_columns[] = {"code",    "operation", "audience", "kind", "text",
                                          "command", "risk",      "source",   NULL};
    const char *const category_columns[] = {"id", "rank", "title", "description", NULL};
    const char *const operation_columns[] = {"id", "title", "calls", NULL};
    const char *const message_columns[] = {"code",      "language", "text", "trigger",
                                           "ambiguous", "source",   NULL};
    assert_true(catalog->error_count > 0);
    assert_int_equal(catalog->error_count, rows_of(TABLES "errors.csv", error_columns));
    assert_int_equal(causes, rows_of(TABLES "causes.csv", cause_columns));
    assert_int_equal(actions, rows_of(TABLES "actions.csv", action_columns));
    assert_int_equal(catalog->category_count, rows_of(TABLES "categories.csv", category_columns));
    assert_int_equal(catalog->operation_count, rows_of(TABLES "operations.csv", operation_columns));
    assert_int_equal(catalog->message_count, rows_of(TABLES "messages.csv", message_columns));
}

static enum status check_alias(void *state, const struct csv_row *row, struct error *err)
{
    (void)state;
    (void)err;
    int64_t code = 0;
    assert_true(str_to_i64(row->cells[1], &code));
    const struct catalog_error *error = catalog_find(catalog_builtin(), code);
    assert_non_null(error);
    for (size_t i = 0; i < error->alias_count; i++)
        if (str_equal(str_from(error->aliases[i].alias), row->cells[0]))
            return STATUS_OK;
    fail_msg("%s:%d: the alias is not in the catalog", row->file, row->line);
    return STATUS_OK;
}

static void test_holds_every_alias(void **state)
{
    (void)state;
    const char *const columns[] = {"alias", "code", "kind", NULL};
    for_each_row(TABLES "aliases.csv", columns, check_alias, NULL);
}

/* What is generated says what the tables say. */
static void test_equals_what_is_loaded(void **state)
{
    (void)state;
    const struct catalog *builtin = catalog_builtin();
    const char *path = TABLES;
    struct catalog *loaded = NULL;
    struct error err = {0};
    if (catalog_load(NULL, &path, 1, &loaded, &err))
        fail_msg("%s", err.text);
    assert_int_equal(loaded->error_count, builtin->error_count);
    for (size_t i = 0; i < loaded->error_count; i++) {
        const struct catalog_error *a = &loaded->errors[i];
        const struct catalog_error *b = &builtin->errors[i];
        assert_int_equal(a->code, b->code);
        assert_string_equal(a->name, b->name);
        assert_string_equal(a->description, b->description);
        assert_int_equal(a->category, b->category);
        assert_int_equal(a->severity, b->severity);
        assert_int_equal(a->retry, b->retry);
        assert_int_equal(a->action_count, b->action_count);
        for (size_t k = 0; k < a->action_count; k++) {
            assert_string_equal(a->actions[k].text, b->actions[k].text);
            assert_string_equal(a->actions[k].command, b->actions[k].command);
            assert_int_equal(a->actions[k].audience, b->actions[k].audience);
            assert_int_equal(a->actions[k].operations, b->actions[k].operations);
        }
    }
    assert_int_equal(loaded->message_count, builtin->message_count);
    for (size_t i = 0; i < loaded->message_count; i++)
        assert_string_equal(loaded->messages[i].text, builtin->messages[i].text);
    catalog_free(loaded);
}

/* An overlay of nothing is the same catalog again. */
static void test_overlay_of_the_builtin(void **state)
{
    (void)state;
    const struct catalog *builtin = catalog_builtin();
    struct catalog *copy = NULL;
    assert_int_equal(catalog_load(builtin, NULL, 0, &copy, NULL), STATUS_OK);
    assert_int_equal(copy->error_count, builtin->error_count);
    for (size_t i = 0; i < copy->error_count; i++) {
        assert_int_equal(copy->errors[i].code, builtin->errors[i].code);
        assert_int_equal(copy->errors[i].category, builtin->errors[i].category);
        assert_int_equal(copy->errors[i].alias_count, builtin->errors[i].alias_count);
    }
    catalog_free(copy);
}

/* codes.csv, a list of facts gathered apart from the tables; see WSALOG_SHARED below. */
enum { FACT_CODE, FACT_NAME, FACT_ALIASES, FACT_HEX, FACT_DECIMAL, FACT_DOTNET, FACT_MESSAGE };
static const char *const fact_columns[] = {"code",
                                           "name",
                                           "aliases",
                                           "hresult_hex",
                                           "hresult_dec",
                                           "dotnet_socket_error",
                                           "windows_message_en",
                                           "posix_equivalent",
                                           "ntstatus_sources",
                                           "in_seed_old",
                                           "in_seed_msdn",
                                           "seed_note",
                                           NULL};

static void assert_cell_means(struct str cell, const struct catalog_error *error)
{
    struct buf term = BUF_INIT(4096);
    buf_add(&term, cell);
    assert_means(buf_text(&term), error);
    buf_release(&term);
}

static enum status check_fact(void *state, const struct csv_row *row, struct error *err)
{
    (void)state;
    (void)err;
    int64_t code = 0;
    assert_true(str_to_i64(row->cells[FACT_CODE], &code));
    if (code == 0)
        return STATUS_OK; /* success is no error */
    const struct catalog_error *error = catalog_find(catalog_builtin(), code);
    if (!error)
        fail_msg("%s:%d: %d is not in the catalog", row->file, row->line, (int)code);
    assert_true(str_equal(row->cells[FACT_NAME], str_from(error->name)));
    const size_t spellings[] = {FACT_CODE, FACT_NAME, FACT_HEX, FACT_DECIMAL, FACT_DOTNET};
    for (size_t i = 0; i < sizeof spellings / sizeof *spellings; i++)
        if (row->cells[spellings[i]].len)
            assert_cell_means(row->cells[spellings[i]], error);
    /* The messages of the codes that Winsock borrows from Windows say nothing of a socket: they are
     * in no table. */
    if (code >= 10000 && row->cells[FACT_MESSAGE].len)
        assert_cell_means(row->cells[FACT_MESSAGE], error);
    for (struct str rest = row->cells[FACT_ALIASES]; rest.len;) {
        struct str alias = str_slice(rest, 0, str_find(rest, STR(";"), 0));
        assert_cell_means(alias, error);
        rest = str_slice(rest, alias.len + 1, SIZE_MAX);
    }
    return STATUS_OK;
}

static void test_knows_the_gathered_facts(void **state)
{
    (void)state;
    const char *shared = getenv("WSALOG_SHARED");
    if (!shared || !*shared) {
        puts("skipped: no shared facts");
        skip();
    }
    char path[4096];
    assert_true((size_t)snprintf(path, sizeof path, "%s/facts/codes.csv", shared) < sizeof path);
    for_each_row(path, fact_columns, check_fact, NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_found_by_number),
        cmocka_unit_test(test_found_by_hresult),
        cmocka_unit_test(test_found_by_name),
        cmocka_unit_test(test_found_by_message),
        cmocka_unit_test(test_every_error_is_explained),
        cmocka_unit_test(test_every_category_is_used),
        cmocka_unit_test(test_every_operation_is_described),
        cmocka_unit_test(test_holds_every_row),
        cmocka_unit_test(test_holds_every_alias),
        cmocka_unit_test(test_equals_what_is_loaded),
        cmocka_unit_test(test_overlay_of_the_builtin),
        cmocka_unit_test(test_knows_the_gathered_facts),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
