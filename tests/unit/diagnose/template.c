/* diagnose/template.c: errors with operations, and lines of evidence. */
#include "fixture.h"

#include "diagnose/template.h"

static void subjects(void **state)
{
    (void)state;
    struct diagnosis_subject s;
    assert_true(template_subject(STR("10048"), &s));
    assert_int_equal(s.code, 10048);
    assert_int_equal(s.operations, 0);
    assert_true(template_subject(STR("10048/bind+unknown"), &s));
    assert_int_equal(s.operations, 1u << OPERATION_BIND | OPERATION_UNKNOWN_BIT);
    static const char *const wrong[] = {"",          "x",           "-1",         "10048/",
                                        "10048/fly", "10048/bind+", "99999999999"};
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
        assert_false(template_subject(str_from(wrong[i]), &s));
}

static void a_line_is_text_and_figures(void **state)
{
    (void)state;
    struct arena memory = ARENA_INIT(1 << 20);
    struct evidence_line line;
    const char *what = "";
    assert_int_equal(
        template_line(
            STR("At {top-peer}: {lead:10061>10054,10053|x|y} {burst-events@5|event|events}."),
            &memory, &line, &what),
        STATUS_OK);
    assert_int_equal(line.count, 4);
    assert_string_equal(line.pieces[0].text, "At ");
    assert_int_equal(line.pieces[0].figure.measure, MEASURE_TOP_PEER);
    assert_int_equal(line.pieces[1].figure.of.count, 1);
    assert_int_equal(line.pieces[1].figure.to.count, 2);
    assert_int_equal(line.pieces[2].figure.minutes, 5);
    assert_string_equal(line.pieces[2].many, "events");
    assert_string_equal(line.pieces[3].text, ".");
    assert_false(line.pieces[3].has_figure);
    arena_release(&memory);
}

static void mistakes_are_named(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        const char *what;
    } rows[] = {
        {"{events", "a figure is not closed by }"},
        {"{evnts}", "unknown measure"},
        {"{events:abc}", "a figure names no error"},
        {"{events@5}", "the measure takes no minutes"},
        {"{burst-share}", "the measure needs minutes"},
        {"{burst-share@x}", "minutes are a number after @"},
        {"{lead:10061}", "the measure needs other errors"},
        {"{events:10061>10054}", "the measure takes no other errors"},
        {"{top-peer} {top-file}", "only one name fits a line of evidence"},
    };
    struct arena memory = ARENA_INIT(1 << 20);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct evidence_line line;
        const char *what = "";
        assert_int_equal(template_line(str_from(rows[i].text), &memory, &line, &what),
                         STATUS_INVALID);
        assert_string_equal(what, rows[i].what);
    }
    arena_release(&memory);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(subjects),
        cmocka_unit_test(a_line_is_text_and_figures),
        cmocka_unit_test(mistakes_are_named),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
