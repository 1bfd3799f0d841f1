#include "cli/progress.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

static const struct progress_question watched = {
    .stdout_is_terminal = true,
    .stderr_is_terminal = true,
    .terminal = "xterm",
};

static void shown_where_somebody_watches(void **state)
{
    (void)state;
    struct progress_question q = watched;
    assert_true(progress_is_wanted(&q));
    q.stdout_is_terminal = false;
    assert_true(progress_is_wanted(&q));
    q.stderr_is_terminal = false;
    assert_false(progress_is_wanted(&q));
}

static void not_when_told_so(void **state)
{
    (void)state;
    struct progress_question q = watched;
    q.quiet = true;
    assert_false(progress_is_wanted(&q));
    q = watched;
    q.choice = PROGRESS_NEVER;
    assert_false(progress_is_wanted(&q));
}

static void not_where_nobody_watches(void **state)
{
    (void)state;
    struct progress_question q = watched;
    q.ci = "true";
    assert_false(progress_is_wanted(&q));
    q.ci = "false";
    assert_true(progress_is_wanted(&q));
    q.terminal = "dumb";
    assert_false(progress_is_wanted(&q));
    q.terminal = NULL;
    assert_false(progress_is_wanted(&q));
}

static void not_among_what_is_streamed(void **state)
{
    (void)state;
    struct progress_question q = watched;
    q.streams = true;
    assert_false(progress_is_wanted(&q));
    q.stdout_is_terminal = false;
    assert_true(progress_is_wanted(&q));
}

/* Tests have no terminal. */
static void starting_and_stopping_without_a_terminal(void **state)
{
    (void)state;
    struct progress_display display;
    assert_null(progress_start(&display, PROGRESS_NEVER, false, false));
    progress_stop(&display);
    assert_false(display.shown);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(shown_where_somebody_watches),
        cmocka_unit_test(not_when_told_so),
        cmocka_unit_test(not_where_nobody_watches),
        cmocka_unit_test(not_among_what_is_streamed),
        cmocka_unit_test(starting_and_stopping_without_a_terminal),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
