/* scan/names.c: every spelling of a number, and what is close to it. */
#include "fixture.h"

static struct names *open_names(void)
{
    struct names *names = NULL;
    struct error err;
    assert_int_equal(names_new(fixture_codes, 5, fixture_names, 6, &names, &err), 0);
    return names;
}

static void names_in_any_case(void **state)
{
    (void)state;
    struct names *n = open_names();
    assert_int_equal(names_find(n, STR("WSAECONNRESET")), CONNRESET_INDEX);
    assert_int_equal(names_find(n, STR("wsaeconnreset")), CONNRESET_INDEX);
    assert_int_equal(names_find(n, STR("connectionRESET")), CONNRESET_INDEX);
    assert_int_equal(names_find(n, STR("WSAECONNRESE")), ERROR_INDEX_NONE);
    assert_int_equal(names_find(n, STR("WSAECONNRESETS")), ERROR_INDEX_NONE);
    assert_int_equal(names_find(n, STR("")), ERROR_INDEX_NONE);
    names_free(n);
}

static void number_forms(void **state)
{
    (void)state;
    static const struct {
        uint16_t (*read)(const struct names *, struct str);
        const char *text;
        uint16_t index;
    } rows[] = {
        {names_of_decimal, "10054", CONNRESET_INDEX},
        {names_of_decimal, "10055", ERROR_INDEX_NONE},
        {names_of_decimal, "-1", ERROR_INDEX_NONE},
        {names_of_decimal, "99999999999999999999", ERROR_INDEX_NONE},
        {names_of_hex, "2746", CONNRESET_INDEX},
        {names_of_hex, "00002746", CONNRESET_INDEX},
        {names_of_hex, "274d", REFUSED_INDEX},
        {names_of_hex, "12746", ERROR_INDEX_NONE},
        {names_of_hex, "274g", ERROR_INDEX_NONE},
        {names_of_hresult, "80072746", CONNRESET_INDEX},
        {names_of_hresult, "8007274D", REFUSED_INDEX},
        {names_of_hresult, "80072EE2", ERROR_INDEX_NONE},
        {names_of_hresult, "80002746", ERROR_INDEX_NONE},
        {names_of_decimal_hresult, "-2147014842", CONNRESET_INDEX},
        {names_of_decimal_hresult, "2147952454", CONNRESET_INDEX},
        {names_of_decimal_hresult, "-2147012894", ERROR_INDEX_NONE},
        {names_of_decimal_hresult, "10054", ERROR_INDEX_NONE},
        {names_of_openssl, "80002746", CONNRESET_INDEX},
        {names_of_openssl, "80072746", ERROR_INDEX_NONE},
        {names_of_low, "54", CONNRESET_INDEX},
        {names_of_low, "61", REFUSED_INDEX},
        {names_of_low, "0", ERROR_INDEX_NONE},
        {names_of_low, "-54", ERROR_INDEX_NONE},
    };
    struct names *n = open_names();
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (rows[i].read(n, str_from(rows[i].text)) != rows[i].index)
            fail_msg("row %zu: %s", i, rows[i].text);
    names_free(n);
}

static void the_winsock_ranges(void **state)
{
    (void)state;
    assert_false(code_in_winsock_range(10003));
    assert_true(code_in_winsock_range(10004));
    assert_true(code_in_winsock_range(10112));
    assert_false(code_in_winsock_range(10113));
    assert_false(code_in_winsock_range(11000));
    assert_true(code_in_winsock_range(11001));
    assert_true(code_in_winsock_range(11033));
    assert_false(code_in_winsock_range(11034));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(names_in_any_case),
        cmocka_unit_test(number_forms),
        cmocka_unit_test(the_winsock_ranges),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
