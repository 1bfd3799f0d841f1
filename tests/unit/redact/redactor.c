/* redact/redactor.c: each example of the built-in set, names learnt elsewhere, and marks. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "redact/redactor.h"

#define TEXT_MAX ((size_t)64 * 1024)

static struct redactor *make(void)
{
    struct redactor *r = NULL;
    struct error err;
    assert_int_equal(redactor_new(redactions_builtin(), NULL, &r, &err), STATUS_OK);
    return r;
}

static void learn(struct redactor *r, const char *text)
{
    struct error err;
    assert_int_equal(redactor_learn(r, str_from(text), &err), STATUS_OK);
}

static void expect(struct redactor *r, const char *text, const char *becomes)
{
    struct error err;
    struct buf out = BUF_INIT(TEXT_MAX);
    assert_int_equal(redactor_rewrite(r, str_from(text), NULL, &out, &err), STATUS_OK);
    assert_string_equal(buf_text(&out), becomes);
    buf_release(&out);
}

static void every_example_holds(void **state)
{
    (void)state;
    const struct redaction_set *set = redactions_builtin();
    assert_true(set->count > 15);
    for (size_t i = 0; i < set->count; i++) {
        assert_true(set->items[i].example_count > 0);
        for (size_t k = 0; k < set->items[i].example_count; k++) {
            struct redactor *r = make();
            learn(r, set->items[i].examples[k].line);
            expect(r, set->items[i].examples[k].line, set->items[i].examples[k].becomes);
            redactor_free(r);
        }
    }
}

static void a_name_is_known_wherever_it_stands(void **state)
{
    (void)state;
    struct redactor *r = make();
    struct error err;
    assert_int_equal(redactor_learn_host(r, STR("SQLPROD01:1433"), &err), STATUS_OK);
    assert_int_equal(redactor_learn_host(r, STR("web-7.corp"), &err), STATUS_OK);
    assert_int_equal(redactor_learn_host(r, STR("localhost:80"), &err), STATUS_OK);
    learn(r, "password=open-sesame");
    expect(r, "sqlprod01 and SQLPROD01.", "host-1 and host-1.");
    expect(r, "SQLPROD012 xSQLPROD01 SQLPROD01-b", "SQLPROD012 xSQLPROD01 host-1-b");
    expect(r, "logs/SQLPROD01/app.log", "logs/host-1/app.log");
    expect(r, "web-7.corp.log, web-7.corp", "host-2.log, host-2");
    expect(r, "it said open-sesame", "it said secret-1");
    expect(r, "localhost stays", "localhost stays");
    redactor_free(r);
}

static void addresses_keep_their_ports(void **state)
{
    (void)state;
    struct redactor *r = make();
    struct error err;
    assert_int_equal(redactor_learn_host(r, STR("192.0.2.4:443"), &err), STATUS_OK);
    assert_int_equal(redactor_learn_host(r, STR("[2001:db8::4]:443"), &err), STATUS_OK);
    expect(r, "192.0.2.4:443 [2001:DB8::4]:443", "ip-1:443 [ip-2]:443");
    redactor_free(r);
}

static void expect_mark(const char *text, const char *part, const char *becomes)
{
    struct redactor *r = make();
    struct error err;
    struct buf out = BUF_INIT(TEXT_MAX);
    struct redactor_mark mark = {(size_t)(strstr(text, part) - text), strlen(part)};
    assert_int_equal(redactor_rewrite(r, str_from(text), &mark, &out, &err), STATUS_OK);
    assert_true(mark.at + mark.len <= out.len);
    assert_true(str_equal(str_slice(buf_str(&out), mark.at, mark.len), str_from(becomes)));
    buf_release(&out);
    redactor_free(r);
}

static void marks_move_along(void **state)
{
    (void)state;
    const char *text = "10.1.2.3: connect to 10.1.2.4 failed (10061), says 10.1.2.5";
    expect_mark(text, "(10061)", "(10061)");
    expect_mark(text, "connect to 10.1.2.4 failed (10061)", "connect to ip-2 failed (10061)");
    expect_mark(text, "2.4 failed", "ip-2 failed");
    expect_mark(text, "to 10.1", "to ip-2");
    expect_mark(text, "1.2.4", "ip-2");
    expect_mark(text, text, "ip-1: connect to ip-2 failed (10061), says ip-3");
    expect_mark("nothing here", "here", "here");
}

/* What a pattern cannot be held against within bounds does not leave the house. */
static void a_text_that_exhausts_a_pattern_is_a_secret(void **state)
{
    (void)state;
    static const struct redaction items[] = {{.pattern = "(?:a|aa)+(?<secret>b)"}};
    static const struct redaction_set set = {.items = items, .count = 1};
    struct redactor *r = NULL;
    struct error err;
    assert_int_equal(redactor_new(&set, NULL, &r, &err), STATUS_OK);
    learn(r, "ab");
    expect(r, "ab", "asecret-1");
    static const char text[] = "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaacb";
    learn(r, text);
    expect(r, text, "secret-2");
    redactor_free(r);
}

static void any_bytes_are_text(void **state)
{
    (void)state;
    struct redactor *r = make();
    static const char bytes[] = "\xff\0 10.1.2.3 \xc3 pwd=\xe4\xf6 \0";
    struct error err;
    struct buf out = BUF_INIT(TEXT_MAX);
    struct str text = {bytes, sizeof bytes - 1};
    assert_int_equal(redactor_learn(r, text, &err), STATUS_OK);
    assert_int_equal(redactor_rewrite(r, text, NULL, &out, &err), STATUS_OK);
    static const char expected[] = "\xff\0 ip-1 \xc3 pwd=secret-1 \0";
    assert_int_equal(out.len, sizeof expected - 1);
    assert_memory_equal(out.ptr, expected, out.len);
    buf_release(&out);
    redactor_free(r);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_example_holds),
        cmocka_unit_test(a_name_is_known_wherever_it_stands),
        cmocka_unit_test(addresses_keep_their_ports),
        cmocka_unit_test(marks_move_along),
        cmocka_unit_test(a_text_that_exhausts_a_pattern_is_a_secret),
        cmocka_unit_test(any_bytes_are_text),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
