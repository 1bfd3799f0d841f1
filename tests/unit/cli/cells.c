#include "cli/cells.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static void assert_cell(struct str text, const char *expected)
{
    struct buf out = BUF_INIT(1024);
    cell_add_text(&out, text);
    assert_string_equal(buf_text(&out), expected);
    buf_release(&out);
}

static void plain_text_stays(void **state)
{
    (void)state;
    assert_cell(STR("server.log"), "server.log");
    assert_cell(STR(""), "");
    assert_cell(STR("a=b"), "a=b");
}

static void formulas_become_text(void **state)
{
    (void)state;
    assert_cell(STR("=1+1"), "'=1+1");
    assert_cell(STR("+1"), "'+1");
    assert_cell(STR("-1"), "'-1");
    assert_cell(STR("@x"), "'@x");
    assert_cell(STR("=HYPERLINK(\"x\")"), "\"'=HYPERLINK(\"\"x\"\")\"");
}

static void a_nul_is_no_formula(void **state)
{
    (void)state;
    assert_cell(STR("\0x"), "\\x00x");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(plain_text_stays),
        cmocka_unit_test(formulas_become_text),
        cmocka_unit_test(a_nul_is_no_formula),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
