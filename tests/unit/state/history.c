#include "state/history.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>
#include <sys/stat.h>

#include "../base/folder.h"
#include "state/schema.h"
#include "state/store.h"

#define DAY ((int64_t)86400)
#define HOUR_MS 3600000

static const struct database_wait at_once = {0};
static const int32_t codes[] = {10054, 10061, 10035};
static const bool ignorable[] = {false, false, true};

static void add(struct tally *t, size_t error, int hour, const char *file, const char *peer)
{
    struct sighting s = {.error = error,
                         .event = true,
                         .ignorable = ignorable[error],
                         .time = {.wall_ms = (int64_t)hour * HOUR_MS, .known = true},
                         .file = str_from(file),
                         .line = 1,
                         .text = STR("text"),
                         .operation = OPERATION_NONE,
                         .peer = str_from(peer)};
    assert_int_equal(tally_add(t, &s, NULL), STATUS_OK);
}

static void commit(int64_t started, const struct tally *t)
{
    struct store *s;
    struct error err;
    int64_t number;
    if (store_open("state", &at_once, &s, &err))
        fail_msg("%s", err.text);
    struct store_run run = {.run = {.started_s = started, .version = "1.2", .lines = 7},
                            .tally = {t, codes, ignorable}};
    run.run.events = t ? t->events : 0;
    assert_int_equal(store_commit(s, &run, &number, &err), STATUS_OK);
    store_close(s);
}

static struct history *look(void)
{
    struct history *h;
    struct error err;
    if (history_open("state", &h, &err))
        fail_msg("%s", err.text);
    return h;
}

static void make_tally(struct tally *t)
{
    struct tally_options options = {.error_count = 3, .samples = 1};
    assert_int_equal(tally_init(t, &options, NULL), STATUS_OK);
}

static void a_run_is_remembered(void **state)
{
    (void)state;
    struct tally t;
    make_tally(&t);
    add(&t, 0, 5, "a.log", "10.0.0.1:80");
    add(&t, 0, 5, "b.log", "10.0.0.2:80");
    add(&t, 0, 7, "b.log", "");
    add(&t, 2, 7, "b.log", "");
    commit(1000, &t);
    tally_release(&t);

    struct history *h = look();
    struct arena memory = ARENA_INIT(1 << 20);
    struct history_run *runs;
    struct history_error *errors;
    struct history_hour *hours;
    struct history_name *names;
    size_t count;
    struct error err;
    assert_int_equal(history_runs(h, &memory, &runs, &count, &err), STATUS_OK);
    assert_int_equal(count, 1);
    assert_true(runs[0].number == 1 && runs[0].started_s == 1000 && runs[0].events == 3 &&
                runs[0].lines == 7);
    assert_string_equal(runs[0].version, "1.2");
    assert_int_equal(history_errors(h, 1, &memory, &errors, &count, &err), STATUS_OK);
    assert_int_equal(count, 2);
    assert_true(errors[0].code == 10035 && errors[0].ignorable && errors[0].events == 1);
    assert_true(errors[1].code == 10054 && !errors[1].ignorable && errors[1].events == 3);
    assert_int_equal(history_hours(h, 1, 10054, &memory, &hours, &count, &err), STATUS_OK);
    assert_int_equal(count, 2);
    assert_true(hours[0].hour == 5 && hours[0].events == 2 && hours[1].hour == 7);
    assert_int_equal(history_names(h, 1, 10054, HISTORY_FILES, &memory, &names, &count, &err),
                     STATUS_OK);
    assert_int_equal(count, 2);
    assert_string_equal(names[0].name, "b.log");
    assert_int_equal(names[0].events, 2);
    assert_int_equal(history_names(h, 1, 10054, HISTORY_PEERS, &memory, &names, &count, &err),
                     STATUS_OK);
    assert_int_equal(count, 2);
    assert_int_equal(history_errors(h, 2, &memory, &errors, &count, &err), STATUS_OK);
    assert_int_equal(count, 0);
    arena_release(&memory);
    history_close(h);
    history_close(NULL);
}

static void the_last_run_is_never_forgotten(void **state)
{
    (void)state;
    struct tally t;
    make_tally(&t);
    add(&t, 1, 1, "a.log", "");
    for (int64_t day = 1; day <= 4; day++)
        commit(day * DAY, &t);
    tally_release(&t);
    const struct {
        int64_t before;
        uint64_t forgotten;
    } steps[] = {{DAY, 0}, {2 * DAY, 1}, {100 * DAY, 2}, {200 * DAY, 0}};
    for (size_t i = 0; i < sizeof steps / sizeof *steps; i++) {
        struct store *s;
        struct error err;
        uint64_t forgotten;
        assert_int_equal(store_open("state", &at_once, &s, &err), STATUS_OK);
        assert_int_equal(store_forget(s, steps[i].before, &forgotten, &err), STATUS_OK);
        assert_int_equal(forgotten, steps[i].forgotten);
        store_close(s);
    }
    struct history *h = look();
    struct arena memory = ARENA_INIT(1 << 20);
    struct history_error *errors;
    size_t count;
    struct error err;
    assert_int_equal(history_errors(h, 0, &memory, &errors, &count, &err), STATUS_OK);
    assert_int_equal(count, 1);
    assert_int_equal(errors[0].run, 4);
    arena_release(&memory);
    history_close(h);
}

/* The totals, of an error and of the runs. */
static void assert_totals(size_t errors, uint64_t events, uint64_t runs, uint64_t lines)
{
    struct history *h = look();
    struct arena memory = ARENA_INIT(1 << 20);
    struct history_totals totals;
    struct error err;
    assert_int_equal(history_totals(h, &memory, &totals, &err), STATUS_OK);
    assert_int_equal(totals.count, errors);
    assert_int_equal(totals.items[errors - 1].events, events);
    assert_int_equal(totals.runs, runs);
    assert_int_equal(totals.lines, lines);
    arena_release(&memory);
    history_close(h);
}

static void totals_never_go_down(void **state)
{
    (void)state;
    struct tally t;
    make_tally(&t);
    add(&t, 0, 1, "a.log", "");
    commit(DAY, &t);
    add(&t, 1, 1, "a.log", "");
    commit(2 * DAY, &t);
    add(&t, 1, 1, "a.log", "");
    commit(3 * DAY, &t);
    tally_release(&t);
    assert_totals(2, 3, 3, 21);
    for (int64_t day = 2; day <= 5; day++) {
        struct store *s;
        struct error err;
        uint64_t forgotten;
        assert_int_equal(store_open("state", &at_once, &s, &err), STATUS_OK);
        assert_int_equal(store_forget(s, day * DAY, &forgotten, &err), STATUS_OK);
        store_close(s);
        assert_totals(2, 3, 3, 21);
    }
}

/* A state of the first form comes by a history when it is used again. */
static void an_older_state_is_brought_up_to_date(void **state)
{
    (void)state;
    struct database *d;
    struct error err;
    struct history *h;
    commit(1000, NULL);
    assert_int_equal(database_open_write("state", &d, &err), STATUS_OK);
    assert_int_equal(
        database_run(
            d,
            "DROP TABLE run_errors; DROP TABLE run_hours; DROP TABLE run_names;"
            "DROP TABLE forgotten; DROP TABLE forgotten_runs;"
            "CREATE TABLE old AS SELECT run, started, version FROM runs; DROP TABLE runs;"
            "CREATE TABLE runs (run INTEGER PRIMARY KEY AUTOINCREMENT, started INTEGER NOT "
            "NULL, version TEXT NOT NULL); INSERT INTO runs SELECT * FROM old;"
            "DROP TABLE old; PRAGMA user_version = 1",
            &err),
        STATUS_OK);
    database_close(d);
    assert_int_equal(history_open("state", &h, &err), STATUS_INVALID);
    assert_non_null(strstr(err.text, "older wsalog"));
    commit(2000, NULL);
    h = look();
    struct arena memory = ARENA_INIT(1 << 20);
    struct history_run *runs;
    size_t count;
    assert_int_equal(history_runs(h, &memory, &runs, &count, &err), STATUS_OK);
    assert_int_equal(count, 2);
    assert_true(runs[0].started_s == 1000 && runs[0].lines == 0 && runs[1].lines == 7);
    arena_release(&memory);
    history_close(h);
}

static void what_has_no_history(void **state)
{
    (void)state;
    struct history *h;
    struct error err;
    assert_int_equal(history_open("state", &h, &err), STATUS_NOT_FOUND);
    write_file("state", "", 0);
    assert_int_equal(history_open("state", &h, &err), STATUS_INVALID);
    assert_null(h);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        folder_test(a_run_is_remembered),  folder_test(the_last_run_is_never_forgotten),
        folder_test(totals_never_go_down), folder_test(an_older_state_is_brought_up_to_date),
        folder_test(what_has_no_history),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
