/* redact/pseudonyms.c: numbers, keys, and what counts as the same secret. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "redact/pseudonyms.h"

static struct pseudonyms *make(const struct keyed_hash_key *key)
{
    struct pseudonyms *p = NULL;
    struct error err;
    assert_int_equal(pseudonyms_new(key, &p, &err), STATUS_OK);
    return p;
}

static const char *of(struct pseudonyms *p, enum secret_kind kind, const char *secret)
{
    const struct pseudonym *found = pseudonym_of(p, kind, str_from(secret));
    assert_non_null(found);
    return found->text;
}

static void numbers_follow_the_order(void **state)
{
    (void)state;
    struct pseudonyms *p = make(NULL);
    assert_string_equal(of(p, SECRET_KIND_HOST, "db1"), "host-1");
    assert_string_equal(of(p, SECRET_KIND_HOST, "db2"), "host-2");
    assert_string_equal(of(p, SECRET_KIND_IP, "192.0.2.1"), "ip-1");
    assert_string_equal(of(p, SECRET_KIND_HOST, "DB1"), "host-1");
    assert_string_equal(of(p, SECRET_KIND_SECRET, "Open"), "secret-1");
    assert_string_equal(of(p, SECRET_KIND_SECRET, "open"), "secret-2");
    static const char *const order[] = {"db1", "db2", "192.0.2.1", "Open", "open"};
    const struct pseudonym *entry = NULL;
    for (size_t i = 0; i < 5; i++) {
        entry = pseudonyms_next(p, entry);
        assert_true(str_equal(entry->secret, str_from(order[i])));
    }
    assert_null(pseudonyms_next(p, entry));
    pseudonyms_free(p);
}

static void words_are_known_by_kind(void **state)
{
    (void)state;
    struct pseudonyms *p = make(NULL);
    (void)of(p, SECRET_KIND_USER, "jane");
    (void)of(p, SECRET_KIND_IP, "192.0.2.1");
    assert_string_equal(pseudonym_known(p, STR("JANE"))->text, "user-1");
    assert_null(pseudonym_known(p, STR("192.0.2.1"))); /* a pattern finds it */
    assert_null(pseudonym_known(p, STR("jan")));
    pseudonyms_free(p);
}

static void a_key_gives_the_same_everywhere(void **state)
{
    (void)state;
    struct error err;
    struct keyed_hash_key one, two;
    assert_int_equal(keyed_hash_key_from(STR("0123456789abcdef"), &one, &err), STATUS_OK);
    assert_int_equal(keyed_hash_key_from(STR("0123456789abcdeg"), &two, &err), STATUS_OK);
    struct pseudonyms *a = make(&one), *b = make(&one), *c = make(&two);
    (void)of(b, SECRET_KIND_IP, "192.0.2.99"); /* the order does not count */
    const char *text = of(a, SECRET_KIND_IP, "192.0.2.1");
    assert_string_equal(text, of(b, SECRET_KIND_IP, "192.0.2.1"));
    assert_string_not_equal(text, of(c, SECRET_KIND_IP, "192.0.2.1"));
    assert_string_not_equal(text, of(a, SECRET_KIND_IP, "192.0.2.2"));
    assert_memory_equal(text, "ip-", 3);
    assert_int_equal(strlen(text), 3 + 8);
    assert_int_equal(strspn(text + 3, "abcdefghijklmnopqrstuvwxyz234567"), 8);
    pseudonyms_free(a);
    pseudonyms_free(b);
    pseudonyms_free(c);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(numbers_follow_the_order),
        cmocka_unit_test(words_are_known_by_kind),
        cmocka_unit_test(a_key_gives_the_same_everywhere),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
