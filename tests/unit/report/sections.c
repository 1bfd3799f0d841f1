/* report/sections.c: as many errors as there is room for, in full, then in brief. */
#include "report/sections.h"

#include "fixture.h"

static void add_heading(struct buf *out, const struct report_group *g)
{
    buf_add_format(out, "[%s]", g->id);
}

static void add_error(struct buf *out, const struct report_model *m, const struct report_error *e,
                      bool full)
{
    (void)m;
    buf_add_format(out, full ? "%d in full;" : "%d;", (int)e->meaning->code);
}

static const struct section_form form = {add_heading, add_error};

static void assert_sections(const struct report_model *m, size_t ceiling, size_t shown,
                            const char *expected)
{
    struct buf out = BUF_INIT(1024);
    buf_add_text(&out, "head ");
    assert_int_equal(sections_add(&out, m, ceiling, &form), shown);
    assert_string_equal(buf_text(&out), expected);
    assert_true(out.len <= ceiling);
    buf_release(&out);
}

static void as_much_as_fits(void **state)
{
    (void)state;
    static const struct render_style style;
    struct fixture f;
    fixture_init(&f, fixture_errors, FIXTURE_ERRORS);
    fixture_count(&f, 10055, 1);
    fixture_count(&f, 10061, 1);
    fixture_count(&f, 10054, 1);
    fixture_render(&f, &renderer_json, &style);
    const char *all = "head [resources]10055 in full;[connection]10061 in full;10054 in full;";
    assert_sections(&f.model, 1000, 3, all);
    assert_sections(&f.model, strlen(all), 3, all);
    assert_sections(&f.model, strlen(all) - 1, 3,
                    "head [resources]10055 in full;[connection]10061 in full;10054;");
    assert_sections(&f.model, 50, 2, "head [resources]10055 in full;[connection]10061;");
    assert_sections(&f.model, 25, 1, "head [resources]10055;");
    assert_sections(&f.model, 10, 0, "head ");
    fixture_release(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(as_much_as_fits)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
