#include "folder.h"

static struct catalog *load(const struct catalog *base, const char *path)
{
    struct catalog *catalog = NULL;
    struct error err = {0};
    if (catalog_load(base, &path, 1, &catalog, &err))
        fail_msg("%s", err.text);
    return catalog;
}

static void test_reads_every_table(void **state)
{
    (void)state;
    struct folder f = folder_make();
    folder_fill(&f);
    struct catalog *catalog = load(NULL, f.path);
    folder_remove(&f);

    assert_int_equal(catalog->error_count, 3);
    assert_int_equal(catalog->category_count, 2);
    assert_int_equal(catalog->operation_count, 2);
    assert_int_equal(catalog->message_count, 3);

    const struct catalog_error *reset = catalog_find(catalog, 10054);
    assert_ptr_equal(reset, &catalog->errors[1]);
    assert_string_equal(reset->name, "WSAECONNRESET");
    assert_string_equal(reset->title, "Connection reset");
    assert_string_equal(reset->description, "The peer reset it");
    assert_string_equal(catalog->categories[reset->category].id, "connection");
    assert_int_equal(reset->severity, SEVERITY_TRANSIENT);
    assert_int_equal(reset->retry, RETRY_YES);

    assert_int_equal(reset->alias_count, 2); /* ECONNRESET stands twice */
    assert_string_equal(reset->aliases[0].alias, "ECONNRESET");
    assert_string_equal(reset->aliases[0].kind, "bsd");
    assert_string_equal(reset->aliases[1].alias, "ConnectionReset");

    assert_int_equal(reset->cause_count, 2);
    assert_int_equal(reset->causes[0].operations, 0);
    assert_int_equal(reset->causes[1].operations, 1 << OPERATION_SEND | 1 << OPERATION_RECEIVE);
    assert_string_equal(reset->causes[1].source, "docs");

    assert_int_equal(reset->action_count, 2);
    assert_int_equal(reset->actions[0].operations, 1 << OPERATION_RECEIVE);
    assert_int_equal(reset->actions[0].audience, AUDIENCE_OPERATOR);
    assert_int_equal(reset->actions[0].kind, ACTION_CHECK);
    assert_string_equal(reset->actions[0].command, "netstat -ano");
    assert_string_equal(reset->actions[0].risk, "");
    assert_int_equal(reset->actions[1].kind, ACTION_CHANGE);
    assert_string_equal(reset->actions[1].risk, "Opens the port");

    assert_string_equal(catalog->messages[2].language, "en");
    assert_int_equal(catalog->messages[2].also, 87);
    assert_int_equal(catalog->messages[1].also, 0);
    catalog_free(catalog);
}

static void test_categories_by_rank(void **state)
{
    (void)state;
    struct folder f = folder_make();
    folder_fill(&f);
    struct catalog *catalog = load(NULL, f.path);
    assert_string_equal(catalog->categories[0].id, "connection");
    assert_int_equal(catalog->categories[0].rank, 1);
    assert_string_equal(catalog->categories[1].id, "stack");
    catalog_free(catalog);
    folder_remove(&f);
}

static void test_errors_ascend_by_code(void **state)
{
    (void)state;
    struct folder f = folder_make();
    folder_fill(&f);
    struct catalog *catalog = load(NULL, f.path);
    for (size_t i = 1; i < catalog->error_count; i++)
        assert_true(catalog->errors[i - 1].code < catalog->errors[i].code);
    assert_null(catalog_find(catalog, 10053));
    assert_null(catalog_find(catalog, 0));
    assert_null(catalog_find(catalog, INT64_MAX));
    assert_null(catalog_find(catalog, INT64_MIN));
    catalog_free(catalog);
    folder_remove(&f);
}

static void test_nothing_gives_an_empty_catalog(void **state)
{
    (void)state;
    struct catalog *catalog = NULL;
    assert_int_equal(catalog_load(NULL, NULL, 0, &catalog, NULL), STATUS_OK);
    assert_int_equal(catalog->error_count, 0);
    assert_null(catalog_find(catalog, 10054));
    catalog_free(catalog);
    catalog_free(NULL);
}

/* One path may bring what another needs, in either order. */
static void test_paths_complete_each_other(void **state)
{
    (void)state;
    struct folder facts = folder_make();
    struct folder errors = folder_make();
    folder_write(&facts, "aliases.csv", HEAD_ALIASES "NAME,10,bsd\n");
    folder_write(&errors, "categories.csv", HEAD_CATEGORIES "stack,1,S,\n");
    folder_write(&errors, "errors.csv", HEAD_ERRORS "10,TEN,Ten,stack,critical,no,\n");
    const char *paths[] = {facts.path, errors.path};
    struct catalog *catalog = NULL;
    struct error err = {0};
    if (catalog_load(NULL, paths, 2, &catalog, &err))
        fail_msg("%s", err.text);
    assert_string_equal(catalog_find(catalog, 10)->aliases[0].alias, "NAME");
    catalog_free(catalog);
    folder_remove(&facts);
    folder_remove(&errors);
}

static void test_overlay(void **state)
{
    (void)state;
    struct folder below = folder_make();
    folder_fill(&below);
    struct catalog *base = load(NULL, below.path);
    folder_remove(&below);

    struct folder above = folder_make();
    folder_write(&above, "categories.csv",
                 HEAD_CATEGORIES "stack,1,Our stack,\nours,3,Ours,\nconnection,2,Connections,\n");
    folder_write(&above, "errors.csv",
                 HEAD_ERRORS "10054,WSAECONNRESET,Reset,connection,ignorable,yes,Noise here\n"
                             "20001,OUR_ERROR,Our own,ours,critical,no,\n");
    folder_write(&above, "aliases.csv", HEAD_ALIASES "RESET,10054,alternative\n");
    folder_write(&above, "causes.csv", HEAD_CAUSES "10054,,Our probe,\n");
    folder_write(&above, "actions.csv", HEAD_ACTIONS "87,,developer,check,Read,,,\n");
    folder_write(&above, "operations.csv", HEAD_OPERATIONS "send,To send,send\n");
    folder_write(&above, "messages.csv", HEAD_MESSAGES "20001,en,Our text,,,\n");
    folder_write(&above, "related.csv",
                 HEAD_RELATED "1236,GONE,Gone,\n64,LOST,Lost,\n64,LEFT,Left,\n");
    struct catalog *catalog = load(base, above.path);
    folder_remove(&above);

    assert_int_equal(catalog->related_count, 2);
    assert_string_equal(catalog->related[0].name, "LEFT");
    assert_int_equal(catalog_code_at(catalog, catalog->error_count + 1), 1236);
    assert_string_equal(catalog_name_at(catalog, catalog->error_count + 1), "GONE");
    assert_int_equal(catalog_code_at(catalog, 0), catalog->errors[0].code);
    assert_int_equal(catalog->error_count, 4);
    const struct catalog_error *reset = catalog_find(catalog, 10054);
    assert_string_equal(reset->title, "Reset");
    assert_string_equal(reset->description, "Noise here");
    assert_int_equal(reset->severity, SEVERITY_IGNORABLE);
    assert_int_equal(reset->alias_count, 3);
    assert_string_equal(reset->aliases[0].alias, "ECONNRESET");
    assert_string_equal(reset->aliases[2].alias, "RESET");
    assert_int_equal(reset->cause_count, 3);
    assert_string_equal(reset->causes[2].text, "Our probe");
    assert_int_equal(reset->action_count, 2);
    assert_int_equal(catalog_find(catalog, 87)->action_count, 1);

    assert_int_equal(catalog->category_count, 3);
    assert_string_equal(catalog->categories[0].title, "Our stack");
    assert_string_equal(catalog->categories[reset->category].id, "connection");
    const struct catalog_error *host = catalog_find(catalog, 11001);
    assert_string_equal(catalog->categories[host->category].id, "stack");
    assert_string_equal(catalog->categories[catalog_find(catalog, 20001)->category].id, "ours");

    assert_int_equal(catalog->operation_count, 2);
    assert_string_equal(catalog->operations[0].title, "To send");
    assert_int_equal(catalog->message_count, 4);

    assert_int_equal(base->error_count, 3); /* what lies below stays as it was */
    assert_string_equal(catalog_find(base, 10054)->title, "Connection reset");
    catalog_free(catalog);
    catalog_free(base);
}

static void test_later_paths_win(void **state)
{
    (void)state;
    struct folder below = folder_make();
    folder_fill(&below);
    struct folder above = folder_make();
    folder_write(&above, "errors.csv", HEAD_ERRORS "87,RENAMED,Title,stack,critical,no,\n");
    char file[128];
    folder_file(&above, "errors.csv", file, sizeof file);
    const char *paths[] = {below.path, file};
    struct catalog *catalog = NULL;
    struct error err = {0};
    if (catalog_load(NULL, paths, 2, &catalog, &err))
        fail_msg("%s", err.text);
    assert_string_equal(catalog_find(catalog, 87)->name, "RENAMED");
    catalog_free(catalog);
    folder_remove(&below);
    folder_remove(&above);
}

#define TABLE_NAMES                                                                                \
    "categories.csv, operations.csv, errors.csv, aliases.csv, causes.csv, actions.csv, "           \
    "messages.csv, related.csv"

static void assert_path_error(const char *path, enum status expected, const char *reason)
{
    char text[512];
    (void)snprintf(text, sizeof text, "%s: %s", path, reason);
    struct catalog *catalog = NULL;
    struct error err = {0};
    assert_int_equal(catalog_load(NULL, &path, 1, &catalog, &err), expected);
    assert_string_equal(err.text, text);
    assert_null(catalog);
}

static void test_path_errors(void **state)
{
    (void)state;
    struct folder f = folder_make();
    folder_write(&f, "notes.csv", "x\n");
    char file[128];
    folder_file(&f, "notes.csv", file, sizeof file);
    assert_path_error(file, STATUS_INVALID,
                      "a table is known by its file name, which must be one of: " TABLE_NAMES);
    assert_path_error(f.path, STATUS_INVALID,
                      "the directory holds none of the tables: " TABLE_NAMES);
    folder_file(&f, "absent.csv", file, sizeof file);
    assert_path_error(file, STATUS_IO, "No such file or directory");
    folder_remove(&f);
}

/* A table whose second row is wrong, and what is said of it after the folder and the slash. */
struct mistake {
    const char *file;
    const char *text;
    const char *expected;
};

#define BAD_NUMBER(x) "'" x "' is not a whole number from 1 to 2147483647"
#define OPERATIONS "bind, listen, connect, accept, send, receive, resolve, close, option, startup"

static const struct mistake mistakes[] = {
    {"errors.csv", HEAD_ERRORS "ten,A,T,stack,critical,no,\n",
     "errors.csv:2: column code: " BAD_NUMBER("ten")},
    {"errors.csv", HEAD_ERRORS "0,A,T,stack,critical,no,\n",
     "errors.csv:2: column code: " BAD_NUMBER("0")},
    {"errors.csv", HEAD_ERRORS "-5,A,T,stack,critical,no,\n",
     "errors.csv:2: column code: " BAD_NUMBER("-5")},
    {"errors.csv", HEAD_ERRORS "2147483648,A,T,stack,critical,no,\n",
     "errors.csv:2: column code: " BAD_NUMBER("2147483648")},
    {"errors.csv", HEAD_ERRORS ",A,T,stack,critical,no,\n",
     "errors.csv:2: column code: " BAD_NUMBER("")},
    {"errors.csv", HEAD_ERRORS "1,,T,stack,critical,no,\n",
     "errors.csv:2: column name: must not be empty"},
    {"errors.csv", HEAD_ERRORS "1,A,\" \",stack,critical,no,\n",
     "errors.csv:2: column title: must not be empty"},
    {"errors.csv", HEAD_ERRORS "1,A,T,stak,critical,no,\n",
     "errors.csv:2: column category: 'stak' is not in categories.csv: allowed are stack, "
     "connection"},
    {"errors.csv", HEAD_ERRORS "1,A,T,stack,fatal,no,\n",
     "errors.csv:2: column severity: 'fatal' is not one of ignorable, informational, transient, "
     "actionable, critical"},
    {"errors.csv", HEAD_ERRORS "1,A,T,stack,critical,maybe,\n",
     "errors.csv:2: column retry: 'maybe' is not one of yes, no, after-fix"},
    {"errors.csv", HEAD_ERRORS "1,A,T,stack,critical,no,\n\n1,B,T,stack,critical,no,\n",
     "errors.csv:4: column code: 1 already stands on line 2"},
    {"errors.csv", HEAD_ERRORS "1,Same,T,stack,critical,no,\n2,SAME,T,stack,critical,no,\n",
     "errors.csv:3: column name: 'SAME' is already the name of 1"},
    {"aliases.csv", HEAD_ALIASES "X,10054,bsd\nY,10055,bsd\n",
     "aliases.csv:3: column code: no error has the code 10055: add it to errors.csv"},
    {"aliases.csv", HEAD_ALIASES ",10054,bsd\n", "aliases.csv:2: column alias: must not be empty"},
    {"aliases.csv", HEAD_ALIASES "X,10054,posix\n",
     "aliases.csv:2: column kind: 'posix' is not one of bsd, dotnet, win32, php, eai, netdb, "
     "alternative, misspelling, libuv"},
    {"aliases.csv", "alias,code\n",
     "aliases.csv:1: column kind: missing from the header: needed "
     "are alias,code,kind"},
    {"causes.csv", HEAD_CAUSES "10055,,Text,\n",
     "causes.csv:2: column code: no error has the code 10055: add it to errors.csv"},
    {"causes.csv", HEAD_CAUSES "10054,send recieve,Text,\n",
     "causes.csv:2: column operation: 'recieve' is not one of " OPERATIONS},
    {"causes.csv", HEAD_CAUSES "10054,send,,\n", "causes.csv:2: column text: must not be empty"},
    {"actions.csv", HEAD_ACTIONS "10055,,operator,check,T,,,\n",
     "actions.csv:2: column code: no error has the code 10055: add it to errors.csv"},
    {"actions.csv", HEAD_ACTIONS "10054,any,operator,check,T,,,\n",
     "actions.csv:2: column operation: 'any' is not one of " OPERATIONS},
    {"actions.csv", HEAD_ACTIONS "10054,,admin,check,T,,,\n",
     "actions.csv:2: column audience: 'admin' is not one of operator, network, developer, nobody"},
    {"actions.csv", HEAD_ACTIONS "10054,,operator,fix,T,,,\n",
     "actions.csv:2: column kind: 'fix' is not one of check, change"},
    {"actions.csv", HEAD_ACTIONS "10054,,operator,check,,,,\n",
     "actions.csv:2: column text: must not be empty"},
    {"actions.csv", HEAD_ACTIONS "10054,,operator,change,T,,,\n",
     "actions.csv:2: column risk: must not be empty for a change"},
    {"actions.csv", HEAD_ACTIONS "10054,,operator,check,T,,none,\n",
     "actions.csv:2: column risk: must be empty for a check"},
    {"messages.csv", HEAD_MESSAGES "10055,en,T,,,\n",
     "messages.csv:2: column code: no error has the code 10055: add it to errors.csv"},
    {"messages.csv", HEAD_MESSAGES "10054,,T,,,\n",
     "messages.csv:2: column language: must not be empty"},
    {"messages.csv", HEAD_MESSAGES "10054,en,,,,\n",
     "messages.csv:2: column text: must not be empty"},
    {"messages.csv", HEAD_MESSAGES "10054,en,T,,maybe,\n",
     "messages.csv:2: column ambiguous: 'maybe' is neither empty, nor weak, nor a second code"},
    {"messages.csv", HEAD_MESSAGES "10054,en,T,,10055,\n",
     "messages.csv:2: column ambiguous: no error has the code 10055: add it to errors.csv"},
    {"categories.csv", HEAD_CATEGORIES ",1,T,\n", "categories.csv:2: column id: must not be empty"},
    {"categories.csv", HEAD_CATEGORIES "a,first,T,\n",
     "categories.csv:2: column rank: " BAD_NUMBER("first")},
    {"categories.csv", HEAD_CATEGORIES "a,1,,\n",
     "categories.csv:2: column title: must not be empty"},
    {"operations.csv", HEAD_OPERATIONS "fly,T,fly\n",
     "operations.csv:2: column id: 'fly' is not one of " OPERATIONS},
    {"operations.csv", HEAD_OPERATIONS "send,,send\n",
     "operations.csv:2: column title: must not be empty"},
    {"operations.csv", HEAD_OPERATIONS "send,T,WSASend\n",
     "operations.csv:2: column calls: 'W' is a capital: only lower-case words are allowed"},
};

static void test_mistakes(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof mistakes / sizeof *mistakes; i++) {
        struct folder f = folder_make();
        folder_fill(&f);
        folder_write(&f, mistakes[i].file, mistakes[i].text);
        const char *path = f.path;
        struct catalog *catalog = NULL;
        struct error err = {0};
        enum status status = catalog_load(NULL, &path, 1, &catalog, &err);
        folder_remove(&f);
        char expected[512];
        (void)snprintf(expected, sizeof expected, "%s/%s", f.path, mistakes[i].expected);
        assert_int_equal(status, STATUS_INVALID);
        assert_null(catalog);
        assert_string_equal(err.text, expected);
    }
}

/* A cell of any length is repeated in part only, and never cut inside a character. */
static void test_long_cells_are_shown_in_part(void **state)
{
    (void)state;
    struct folder f = folder_make();
    folder_fill(&f);
    struct buf text = BUF_INIT(100000);
    buf_add_text(&text, HEAD_ERRORS "x");
    for (int i = 0; i < 20000; i++)
        buf_add_text(&text, "\xC3\xA9");
    buf_add_text(&text, ",A,T,stack,critical,no,\n");
    folder_write(&f, "errors.csv", buf_text(&text));
    const char *path = f.path;
    struct catalog *catalog = NULL;
    struct error err = {0};
    assert_int_equal(catalog_load(NULL, &path, 1, &catalog, &err), STATUS_INVALID);
    assert_true(strlen(err.text) < 200);
    assert_non_null(strstr(err.text, "\xC3\xA9' is not a whole number"));
    buf_release(&text);
    folder_remove(&f);
}

static void test_limits(void **state)
{
    (void)state;
    struct folder f = folder_make();
    folder_fill(&f);
    struct buf text = BUF_INIT((size_t)1 << 20);
    buf_add_text(&text, HEAD_ERRORS);
    for (int i = 1; i <= CATALOG_ERRORS_MAX + 1; i++)
        buf_add_format(&text, "%d,N%d,T,stack,critical,no,\n", i, i);
    folder_write(&f, "errors.csv", buf_text(&text));
    const char *path = f.path;
    struct catalog *catalog = NULL;
    struct error err = {0};
    assert_int_equal(catalog_load(NULL, &path, 1, &catalog, &err), STATUS_LIMIT);
    assert_non_null(strstr(err.text, "errors.csv:4098: "));

    folder_fill(&f);
    buf_clear(&text);
    buf_add_text(&text, HEAD_CATEGORIES);
    for (int i = 0; i <= CATALOG_CATEGORIES_MAX; i++)
        buf_add_format(&text, "c%d,1,C,\n", i);
    folder_write(&f, "categories.csv", buf_text(&text));
    assert_int_equal(catalog_load(NULL, &path, 1, &catalog, &err), STATUS_LIMIT);
    assert_non_null(strstr(err.text, "categories.csv:258: "));

    folder_fill(&f);
    buf_clear(&text);
    buf_add_text(&text, HEAD_CAUSES);
    for (int i = 0; i <= CATALOG_FACTS_MAX; i++)
        buf_add_format(&text, "87,,Cause %d,\n", i);
    folder_write(&f, "causes.csv", buf_text(&text));
    assert_int_equal(catalog_load(NULL, &path, 1, &catalog, &err), STATUS_LIMIT);
    assert_non_null(strstr(err.text, "causes.csv:4098: "));
    buf_release(&text);
    folder_remove(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_reads_every_table),
        cmocka_unit_test(test_categories_by_rank),
        cmocka_unit_test(test_errors_ascend_by_code),
        cmocka_unit_test(test_nothing_gives_an_empty_catalog),
        cmocka_unit_test(test_paths_complete_each_other),
        cmocka_unit_test(test_overlay),
        cmocka_unit_test(test_later_paths_win),
        cmocka_unit_test(test_path_errors),
        cmocka_unit_test(test_mistakes),
        cmocka_unit_test(test_long_cells_are_shown_in_part),
        cmocka_unit_test(test_limits),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
