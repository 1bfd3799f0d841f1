#include "report/nights.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#define OWN "<meta name=\"generator\" content=\"wsalog\">\n"
#define SAYS "<meta name=\"description\" content=\""

static void assert_description(const char *head, const char *wanted)
{
    struct arena memory = ARENA_INIT(1 << 16);
    assert_string_equal(nights_description(str_from(head), &memory), wanted);
    arena_release(&memory);
}

static void what_a_report_says_of_itself(void **state)
{
    (void)state;
    assert_description(OWN SAYS "Act now. 1 &lt; 2\">", "Act now. 1 &lt; 2");
    assert_description(OWN SAYS "\">", "");
    assert_description(OWN, "");
    assert_description("", "");
    assert_description(SAYS "of another program\">", "");
    assert_description(OWN SAYS "cut off", "");
}

static void nothing_that_could_be_markup_is_taken_over(void **state)
{
    (void)state;
    assert_description(OWN SAYS "<script>\">", "");
    assert_description(OWN SAYS "a>b\">", "");
    assert_description(OWN SAYS "' onload='x\">", "' onload='x");
}

static void the_page_is_known_again(void **state)
{
    (void)state;
    struct buf page = BUF_INIT(1 << 20);
    nights_render(NULL, 0, &page);
    assert_false(page.failed);
    assert_true(nights_is_own(str_slice(buf_str(&page), 0, NIGHTS_HEAD_BYTES)));
    assert_true(str_find(buf_str(&page), STR(">0 reports, "), 0) != SIZE_MAX);
    buf_release(&page);
}

static void a_row_for_each_night(void **state)
{
    (void)state;
    static const char *const files[] = {"r 1%.html", "a&<b>.json"};
    struct night nights[] = {
        {.time = {.wall_ms = 86400000, .known = true},
         .serial = 1,
         .description = "Fine &amp; good.",
         .files = files,
         .file_count = 2},
        {.time = {.wall_ms = 3600000, .known = true},
         .serial = 3,
         .description = "",
         .files = files,
         .file_count = 1},
    };
    struct buf page = BUF_INIT(1 << 20);
    nights_render(nights, 2, &page);
    static const char *const parts[] = {
        "<th scope=\"row\">1970-01-02</th><td>Fine &amp; good.</td>",
        "<a href=\"./r%201%25.html\">r 1%.html</a><br>"
        "<a href=\"./a%26%3Cb%3E.json\">a&amp;&lt;b&gt;.json</a>",
        "<th scope=\"row\">1970-01-01 01:00:00 (3)</th><td></td>",
    };
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        assert_non_null(strstr(buf_text(&page), parts[i]));
    buf_release(&page);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_a_report_says_of_itself),
        cmocka_unit_test(nothing_that_could_be_markup_is_taken_over),
        cmocka_unit_test(the_page_is_known_again),
        cmocka_unit_test(a_row_for_each_night),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
