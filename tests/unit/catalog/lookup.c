#include "folder.h"

/* The catalog of folder_fill(), one for all tests. */
static int open_catalog(void **state)
{
    struct folder f = folder_make();
    folder_fill(&f);
    const char *path = f.path;
    struct catalog *catalog = NULL;
    struct error err = {0};
    if (catalog_load(NULL, &path, 1, &catalog, &err))
        fail_msg("%s", err.text);
    folder_remove(&f);
    *state = catalog;
    return 0;
}

static int close_catalog(void **state)
{
    catalog_free(*state);
    return 0;
}

/* Whether the term means exactly these codes, in this order; 0 ends them. */
static void assert_means(const struct catalog *catalog, const char *term, const int *codes)
{
    const struct catalog_error *found[8];
    size_t count = catalog_lookup(catalog, str_from(term), found, 8);
    size_t expected = 0;
    while (codes[expected])
        expected++;
    if (count != expected)
        fail_msg("%s: %zu meanings, not %zu", term, count, expected);
    for (size_t i = 0; i < count; i++)
        if (found[i]->code != codes[i])
            fail_msg("%s: meaning %zu is %d, not %d", term, i, found[i]->code, codes[i]);
}

#define MEANS(term, ...) assert_means(*state, term, (const int[]){__VA_ARGS__, 0})
#define MEANS_NOTHING(term) assert_means(*state, term, (const int[]){0})

static void test_numbers(void **state)
{
    MEANS("10054", 10054);
    MEANS("  10054\t", 10054);
    MEANS("87", 87);
    MEANS("2746", 10054);
    MEANS("0x2746", 10054);
    MEANS("0X2746", 10054);
    MEANS("0x00002746", 10054);
    MEANS("2af9", 11001);
    MEANS("2AF9", 11001);
    MEANS("0x57", 87);
    MEANS("57", 87);
}

static void test_hresults(void **state)
{
    MEANS("0x80072746", 10054);
    MEANS("80072746", 10054);
    MEANS("-2147014842", 10054);
    MEANS("2147952454", 10054);
    MEANS("0x80070057", 87);
    MEANS("-2147024809", 87);
    MEANS("2147942487", 87);
}

static void test_openssl(void **state)
{
    MEANS("8000_2746", 10054);
    MEANS("80002746", 10054);
    MEANS("0x80002746", 10054);
    MEANS("8000_2af9", 11001);
}

static void test_numbers_that_mean_nothing(void **state)
{
    MEANS_NOTHING("0");
    MEANS_NOTHING("0x");
    MEANS_NOTHING("10055");
    MEANS_NOTHING("-10054");
    MEANS_NOTHING("4294977350"); /* 10054 + 2^32 */
    MEANS_NOTHING("0x100002746");
    MEANS_NOTHING("800_02746");
    MEANS_NOTHING("99999999999999999999");
    MEANS_NOTHING("0xC0072746");
}

static void test_names(void **state)
{
    MEANS("WSAECONNRESET", 10054);
    MEANS("wsaeconnreset", 10054);
    MEANS("EConnReset", 10054);
    MEANS("ConnectionReset", 10054);
    MEANS("hostnotfound", 11001);
    MEANS("either", 87, 11001);
    MEANS_NOTHING("WSAECONN");
}

static void test_whole_messages(void **state)
{
    MEANS("An existing connection was forcibly closed by the remote host.", 10054);
    MEANS("an existing connection was forcibly closed by the remote host", 10054);
    MEANS("Une connexion existante a d\xC3\xBB \xC3\xAAtre ferm\xC3\xA9"
          "e par l'h\xC3\xB4te distant",
          10054);
    MEANS("Une connexion existante a d\xC3\xBB \xC3\xAAtre ferm\xC3\xA9"
          "e par l\xE2\x80\x99h\xC3\xB4te distant.",
          10054);
    MEANS("no such host is known", 11001, 87);
}

static void test_words(void **state)
{
    MEANS("forcibly closed", 10054);
    MEANS("FORCIBLY\n closed", 10054);
    MEANS("such host", 11001, 87);
    MEANS("par l'h\xC3\xB4te", 10054);
    MEANS("connection", 10054);
    MEANS("host", 11001, 10054, 87); /* a title before messages */
    MEANS_NOTHING("forcibly opened");
}

static void test_short_or_empty_terms(void **state)
{
    MEANS("par", 87, 10054);
    MEANS_NOTHING("pa");
    MEANS_NOTHING("l\xC3\xB4"); /* three bytes, two characters */
    MEANS_NOTHING("");
    MEANS_NOTHING("   ");
    MEANS_NOTHING(".");
}

static void test_more_matches_than_room(void **state)
{
    const struct catalog_error *found[3] = {NULL, NULL, NULL};
    assert_int_equal(catalog_lookup(*state, STR("host"), found, 2), 3);
    assert_non_null(found[1]);
    assert_null(found[2]);
    assert_int_equal(catalog_lookup(*state, STR("host"), NULL, 0), 3);
}

static void test_hostile_terms(void **state)
{
    const struct catalog_error *found[2];
    assert_int_equal(catalog_lookup(*state, STR("\0\0\0\0"), found, 2), 0);
    assert_int_equal(catalog_lookup(*state, STR("\xE2\x80\xFF\xFE"), found, 2), 0);
    assert_int_equal(catalog_lookup(*state, (struct str){NULL, 0}, found, 2), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_numbers),
        cmocka_unit_test(test_hresults),
        cmocka_unit_test(test_openssl),
        cmocka_unit_test(test_numbers_that_mean_nothing),
        cmocka_unit_test(test_names),
        cmocka_unit_test(test_whole_messages),
        cmocka_unit_test(test_words),
        cmocka_unit_test(test_short_or_empty_terms),
        cmocka_unit_test(test_more_matches_than_room),
        cmocka_unit_test(test_hostile_terms),
    };
    return cmocka_run_group_tests(tests, open_catalog, close_catalog);
}
