#include "cli/progress_line.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "base/utf8.h"

#define SECOND INT64_C(1000000000)
#define MB UINT64_C(1000000)

static struct progress_view halfway(void)
{
    return (struct progress_view){.walked = true,
                                  .has_total = true,
                                  .total = 1000 * MB,
                                  .bytes = 250 * MB,
                                  .name = "logs/app.log"};
}

static void set_name(struct progress_view *view, const char *name)
{
    (void)snprintf(view->name, sizeof view->name, "%s", name);
}

static void assert_line(const struct progress_view *view, unsigned width, const char *expected)
{
    struct buf line = BUF_INIT(16384);
    progress_line(&line, view, 2 * SECOND, &(struct progress_style){.width = width});
    assert_string_equal(buf_text(&line), expected);
    buf_release(&line);
}

static void all_of_it(void **state)
{
    (void)state;
    struct progress_view view = halfway();
    assert_line(&view, 80, "250.0 MB of 1.0 GB (25%)  125.0 MB/s  0:06 left  logs/app.log");
    view.total = UINT64_C(3600) * 1000 * MB;
    assert_line(&view, 80, "250.0 MB of 3.6 TB (0%)  125.0 MB/s  7:59:58 left  logs/app.log");
}

static void a_pipe_has_no_end(void **state)
{
    (void)state;
    struct progress_view view = halfway();
    view.has_total = false;
    set_name(&view, "-");
    assert_line(&view, 80, "250.0 MB  125.0 MB/s  standard input");
}

static void before_there_is_anything(void **state)
{
    (void)state;
    struct progress_view view = {.walked = false};
    assert_line(&view, 80, "looking for logs");
    view = (struct progress_view){.walked = true, .has_total = true, .name = "empty.log"};
    assert_line(&view, 80, "0 bytes of 0 bytes  empty.log");
}

/* Whatever the width and the name, it takes less than a row. */
static void it_never_wraps(void **state)
{
    (void)state;
    static const char *const names[] = {
        "a/very/long/path/of/a/log/that/does/not/fit/into/any/window/app.log",
        "\xE6\x8E\xA5\xE7\xB6\x9A\xE6\x8E\xA5\xE7\xB6\x9A\xE6\x8E\xA5\xE7\xB6\x9A.log",
        "\x1b[31m\x1b[31m\x1b[31m\x1b[31m.log", ""};
    for (size_t n = 0; n < sizeof names / sizeof *names; n++)
        for (unsigned width = 0; width < 120; width++) {
            struct progress_view view = halfway();
            set_name(&view, names[n]);
            struct buf line = BUF_INIT(16384);
            progress_line(&line, &view, SECOND, &(struct progress_style){.width = width});
            assert_true(utf8_width(buf_str(&line)) < (width ? width : 1));
            assert_null(strchr(buf_text(&line), '\x1b'));
            buf_release(&line);
        }
}

static void what_matters_less_goes_first(void **state)
{
    (void)state;
    struct progress_view view = halfway();
    assert_line(&view, 60,
                "250.0 MB of 1.0 GB (25%)  125.0 MB/s  0:06 left  \xE2\x80\xA6"
                "s/app.log");
    assert_line(&view, 49, "250.0 MB of 1.0 GB (25%)  125.0 MB/s  0:06 left");
    assert_line(&view, 40, "250.0 MB of 1.0 GB (25%)  125.0 MB/s");
    assert_line(&view, 30, "250.0 MB of 1.0 GB (25%)");
    assert_line(&view, 10, "");
}

static void names_are_made_safe(void **state)
{
    (void)state;
    struct progress_view view = halfway();
    view.has_total = false;
    set_name(&view, "a\x1b]0;x\x07.log");
    assert_line(&view, 80, "250.0 MB  125.0 MB/s  a\\x1B]0;x\\x07.log");
    set_name(&view, "\xC3\xA4.log");
    struct buf line = BUF_INIT(1024);
    progress_line(&line, &view, 2 * SECOND, &(struct progress_style){.width = 80, .ascii = true});
    assert_string_equal(buf_text(&line), "250.0 MB  125.0 MB/s  ??.log");
    buf_release(&line);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(all_of_it),
        cmocka_unit_test(a_pipe_has_no_end),
        cmocka_unit_test(before_there_is_anything),
        cmocka_unit_test(it_never_wraps),
        cmocka_unit_test(what_matters_less_goes_first),
        cmocka_unit_test(names_are_made_safe),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
