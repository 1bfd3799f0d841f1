#include "report/asset.h"

#include "fixture.h"

#include <stdlib.h>

static const struct render_style style;

/* The elements and attributes that the page is made of. Whatever else looks like markup came from
 * a log. */
static const char *const elements[] = {"!DOCTYPE html",
                                       "html",
                                       "head",
                                       "meta",
                                       "title",
                                       "style",
                                       "body",
                                       "a",
                                       "header",
                                       "main",
                                       "footer",
                                       "section",
                                       "h1",
                                       "h2",
                                       "h3",
                                       "h4",
                                       "p",
                                       "strong",
                                       "span",
                                       "div",
                                       "figure",
                                       "figcaption",
                                       "svg",
                                       "path",
                                       "rect",
                                       "table",
                                       "thead",
                                       "tbody",
                                       "tr",
                                       "th",
                                       "td",
                                       "details",
                                       "summary",
                                       "dl",
                                       "dt",
                                       "dd",
                                       "ul",
                                       "ol",
                                       "li",
                                       "pre",
                                       "code",
                                       "nav",
                                       "label",
                                       "input",
                                       "output",
                                       "script"};
static const char *const attributes[] = {"lang",
                                         "charset",
                                         "http-equiv",
                                         "content",
                                         "name",
                                         "class",
                                         "href",
                                         "id",
                                         "role",
                                         "scope",
                                         "viewBox",
                                         "width",
                                         "height",
                                         "y",
                                         "d",
                                         "open",
                                         "aria-labelledby",
                                         "aria-label",
                                         "aria-hidden",
                                         "tabindex",
                                         "preserveAspectRatio",
                                         "data-rank",
                                         "hidden",
                                         "for",
                                         "type",
                                         "autocomplete",
                                         "spellcheck"};

static bool is_one_of(struct str word, const char *const *words, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (str_equal(word, str_from(words[i])))
            return true;
    return false;
}

/* Checks the attributes of a tag: name, or name="value", separated by spaces. */
static void assert_attributes(struct str tag)
{
    size_t at = 0;
    while (at < tag.len) {
        size_t start = at;
        while (at < tag.len && tag.ptr[at] != '=' && tag.ptr[at] != ' ')
            at++;
        struct str name = str_slice(tag, start, at - start);
        if (!is_one_of(name, attributes, sizeof attributes / sizeof *attributes))
            fail_msg("attribute %.*s", STR_ARG(name));
        struct str value = STR("");
        if (at < tag.len && tag.ptr[at] == '=') {
            size_t end = str_find(tag, STR("\""), at + 2);
            assert_int_not_equal(end, SIZE_MAX);
            value = str_slice(tag, at + 2, end - at - 2);
            at = end + 1;
        }
        if (str_equal(name, STR("href")))
            assert_true(str_starts(value, STR("#")));
        at++;
    }
}

static void assert_tag(struct str tag)
{
    bool closes = tag.len && tag.ptr[0] == '/';
    tag = str_slice(tag, closes, tag.len);
    if (tag.len && tag.ptr[tag.len - 1] == '/')
        tag.len--;
    if (str_equal(tag, str_from(elements[0])))
        return;
    size_t end = str_find(tag, STR(" "), 0);
    struct str name = str_slice(tag, 0, end);
    if (!is_one_of(name, elements, sizeof elements / sizeof *elements))
        fail_msg("element %.*s", STR_ARG(name));
    if (end != SIZE_MAX)
        assert_attributes(str_slice(tag, end + 1, tag.len));
}

static void assert_only_own_markup(struct str page)
{
    size_t style_at = str_find(page, report_stylesheet.text, 0);
    size_t script_at = str_find(page, report_script.text, 0);
    assert_int_not_equal(style_at, SIZE_MAX);
    assert_int_not_equal(script_at, SIZE_MAX);
    for (size_t at = 0; at < page.len; at++) {
        if (at == style_at)
            at += report_stylesheet.text.len;
        if (at == script_at)
            at += report_script.text.len;
        assert_int_not_equal(page.ptr[at], '>');
        if (page.ptr[at] != '<')
            continue;
        size_t end = str_find(page, STR(">"), at);
        assert_int_not_equal(end, SIZE_MAX);
        assert_tag(str_slice(page, at + 1, end - at - 1));
        at = end;
    }
}

static void test_hostile_text_is_inert(void **state)
{
    (void)state;
    struct fixture f;
    fixture_init(&f, fixture_errors, FIXTURE_ERRORS);
    fixture_fill(&f);
    fixture_poison(&f);
    for (unsigned g = 0; g < REPORT_GROUPING_COUNT; g++) {
        f.options.grouping = (enum report_grouping)g;
        fixture_render(&f, &renderer_html, &style);
        fixture_assert_inert(buf_str(&f.out));
        assert_only_own_markup(buf_str(&f.out));
    }
    fixture_release(&f);
}

static void test_policy_names_style_and_script(void **state)
{
    (void)state;
    struct fixture f;
    fixture_init(&f, fixture_errors, FIXTURE_ERRORS);
    const char *page = fixture_render(&f, &renderer_html, &style);
    struct buf policy = BUF_INIT(512);
    assert_int_equal(strlen(report_stylesheet.sha256), 44);
    assert_int_equal(strlen(report_script.sha256), 44);
    buf_add_format(&policy,
                   "content=\"default-src 'none'; style-src 'sha256-%s'; script-src "
                   "'sha256-%s'; base-uri",
                   report_stylesheet.sha256, report_script.sha256);
    assert_non_null(strstr(page, buf_text(&policy)));
    assert_null(strstr(page, " style=\""));
    const char *script = strstr(page, "<script>");
    assert_non_null(script);
    assert_null(strstr(script + 1, "<script")); /* the one and only */
    buf_release(&policy);
    fixture_release(&f);
}

static void test_small_when_nothing_was_found(void **state)
{
    (void)state;
    struct fixture f;
    fixture_init(&f, fixture_errors, FIXTURE_ERRORS);
    const char *page = fixture_render(&f, &renderer_html, &style);
    assert_non_null(strstr(page, "No Winsock errors were found in 1 log (1,000 lines)."));
    assert_true(f.out.len < 60000);
    fixture_release(&f);
}

static void test_below_its_limit_for_any_input(void **state)
{
    (void)state;
    static const size_t lengths[] = {20, 600, 5000};
    for (size_t i = 0; i < sizeof lengths / sizeof *lengths; i++) {
        struct fixture f;
        struct arena memory = ARENA_INIT((size_t)1 << 30);
        fixture_crowd(&f, &memory, lengths[i] > 1000 ? 50 : 800, lengths[i]);
        const char *page = fixture_render(&f, &renderer_html, &style);
        assert_true(f.out.len < 300000);
        assert_true(f.out.len > 150000); /* the room is used */
        assert_non_null(strstr(page, "left out"));
        assert_non_null(strstr(page, "</html>\n"));
        assert_only_own_markup(buf_str(&f.out));
        fixture_release(&f);
        arena_release(&memory);
    }
}

static void test_an_interrupted_scan_is_said(void **state)
{
    (void)state;
    struct fixture f;
    fixture_init(&f, fixture_errors, FIXTURE_ERRORS);
    fixture_fill(&f);
    f.options.partial = true;
    assert_non_null(strstr(fixture_render(&f, &renderer_html, &style), "The scan was interrupted"));
    fixture_release(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_hostile_text_is_inert),
        cmocka_unit_test(test_policy_names_style_and_script),
        cmocka_unit_test(test_small_when_nothing_was_found),
        cmocka_unit_test(test_below_its_limit_for_any_input),
        cmocka_unit_test(test_an_interrupted_scan_is_said),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
