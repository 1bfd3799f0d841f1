#include "folder.h"

static void test_hresult(void **state)
{
    (void)state;
    assert_int_equal(catalog_hresult(10054), 0x80072746);
    assert_int_equal(catalog_hresult(6), 0x80070006);
    assert_int_equal(catalog_hresult(11033), 0x80072B19);
}

static void test_find(void **state)
{
    (void)state;
    const struct catalog_error errors[] = {{.code = 6}, {.code = 87}, {.code = 10054}};
    for (size_t count = 0; count <= 3; count++) {
        const struct catalog catalog = {.errors = errors, .error_count = count};
        for (size_t i = 0; i < 3; i++)
            assert_ptr_equal(catalog_find(&catalog, errors[i].code), i < count ? &errors[i] : NULL);
        assert_null(catalog_find(&catalog, 0));
        assert_null(catalog_find(&catalog, 7));
        assert_null(catalog_find(&catalog, 10055));
        assert_null(catalog_find(&catalog, (int64_t)10054 + ((int64_t)1 << 32)));
        assert_null(catalog_find(&catalog, INT64_MIN));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_hresult),
        cmocka_unit_test(test_find),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
