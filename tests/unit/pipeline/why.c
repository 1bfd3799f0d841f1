/* pipeline/why.c: the sentences of a line. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/buf.h"
#include "pipeline/why.h"

#define LINE_BYTES_MAX ((size_t)1024 * 1024)

static struct why *open_why(void)
{
    struct why *why;
    struct error err;
    if (why_new(catalog_builtin(), ruleset_builtin(), &why, &err))
        fail_msg("%s", err.text);
    return why;
}

static struct str explain(struct why *why, struct str text, uint64_t line)
{
    struct finding finding = {.file = STR("a.log"), .line = line, .rest = text, .line_end = '\n'};
    struct str out;
    struct error err;
    assert_int_equal(why_explain(why, &finding, &out, &err), 0);
    return out;
}

static void expect(struct str said, const char *sentence)
{
    if (str_find(said, str_from(sentence), 0) == SIZE_MAX)
        fail_msg("not said: %s\n%.*s", sentence, STR_ARG(said));
}

static void from_trigger_to_mention(void **state)
{
    (void)state;
    struct why *why = open_why();
    struct str said = explain(why, STR("x [WinError 10061] y\nerror 10054\n"), 1);
    expect(said, "trigger number\n");
    expect(said, "rule python-winerror (certain) matched \"WinError 10061\": "
                 "10061 WSAECONNREFUSED\n");
    expect(said, "accepted 10061 WSAECONNREFUSED as certain by rule python-winerror\n");
    assert_true(str_find(said, STR("10054"), 0) == SIZE_MAX);
    why_free(why);
}

static void texts_and_what_is_dropped(void **state)
{
    (void)state;
    struct why *why = open_why();
    struct str said =
        explain(why, STR("WSAECONNRESET: existing connection was forcibly closed"), 1);
    expect(said, "trigger \"forcibly closed\"\n");
    said = explain(why, STR("10053, WSAECONNABORTED"), 2);
    expect(said, "rule winsock-name: 10053 WSAECONNABORTED dropped in favour of rule "
                 "winsock-number-name\n");
    why_free(why);
}

static void what_is_hostile_is_made_visible(void **state)
{
    (void)state;
    struct why *why = open_why();
    struct str said = explain(why, STR("socket\033[31m error 10061"), 1);
    assert_true(str_find(said, STR("\033"), 0) == SIZE_MAX);
    why_free(why);
}

static void the_same_line_is_told_once_more(void **state)
{
    (void)state;
    struct why *why = open_why();
    struct str first = explain(why, STR("[WinError 10061]"), 7);
    assert_int_not_equal(first.len, 0);
    struct str again = explain(why, STR("not looked at"), 7);
    assert_ptr_equal(first.ptr, again.ptr);
    assert_int_equal(first.len, again.len);
    assert_int_equal(explain(why, STR("nothing"), 8).len, 0);
    why_free(why);
}

static void a_long_story_is_cut(void **state)
{
    (void)state;
    struct why *why = open_why();
    struct buf line = BUF_INIT(LINE_BYTES_MAX);
    for (int i = 0; i < 20000; i++)
        buf_add_text(&line, "[WinError 10061] ");
    struct str said = explain(why, buf_str(&line), 1);
    assert_in_range(said.len, 64 * 1024, 66 * 1024);
    expect(said, "\nand ");
    expect(said, " more\n");
    buf_release(&line);
    why_free(why);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(from_trigger_to_mention),
        cmocka_unit_test(texts_and_what_is_dropped),
        cmocka_unit_test(what_is_hostile_is_made_visible),
        cmocka_unit_test(the_same_line_is_told_once_more),
        cmocka_unit_test(a_long_story_is_cut),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
