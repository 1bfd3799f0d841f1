#include "rules/noise.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>
#include <sys/stat.h>

#include "../base/folder.h"

#define HEADER "code,peer,file,reason,until\n"

static void load(const char *rows, struct noise *out)
{
    struct error err;
    FILE *f = fopen("noise.csv", "w");
    assert_non_null(f);
    assert_true(fputs(HEADER, f) >= 0 && fputs(rows, f) >= 0);
    assert_int_equal(fclose(f), 0);
    if (noise_load("noise.csv", out, &err))
        fail_msg("%s", err.text);
}

static struct moment on(int month, int day)
{
    struct moment m;
    assert_true(moment_make(2026, month, day, 23, 59, 59, 0, &m));
    return m;
}

static void check(const struct noise *n, int code, const char *peer, const char *file,
                  struct moment time, size_t entry, bool expired)
{
    struct noise_verdict v = noise_find(n, code, str_from(peer), file, time, 0);
    assert_true(v.entry == entry);
    assert_int_equal(v.expired, expired);
}

static void peers_and_files_are_patterns(void **state)
{
    (void)state;
    struct noise n;
    load("10054,10.0.0.9:*,,health check,2026-12-31\n"
         "10061,,probe*.log,\"the probe, on purpose\",2026-12-31\n"
         "10060,db:1433,logs/**/old.log,both,2026-12-31\n",
         &n);
    assert_int_equal(n.count, 3);
    assert_string_equal(n.entries[1].reason, "the probe, on purpose");
    struct moment time = on(6, 1);
    check(&n, 10054, "10.0.0.9:443", "a.log", time, 0, false);
    check(&n, 10054, "10.0.0.8:443", "a.log", time, SIZE_MAX, false);
    check(&n, 10054, "", "a.log", time, SIZE_MAX, false);
    check(&n, 10061, "", "x/y/probe1.log", time, 1, false);
    check(&n, 10061, "", "probe1.log", time, 1, false);
    check(&n, 10061, "", "app.log", time, SIZE_MAX, false);
    check(&n, 10060, "db:1433", "logs/a/b/old.log", time, 2, false);
    check(&n, 10060, "db:1433", "old.log", time, SIZE_MAX, false);
    check(&n, 10060, "db:1434", "logs/a/b/old.log", time, SIZE_MAX, false);
    noise_release(&n);
    noise_release(&n);
}

static void the_last_day_counts(void **state)
{
    (void)state;
    struct noise n;
    load("10054,a:1,,one,2026-06-30\n10054,*,,another,2026-07-31\n", &n);
    check(&n, 10054, "a:1", "x", on(6, 30), 0, false);
    check(&n, 10054, "a:1", "x", on(7, 1), 1, false); /* another entry still holds */
    check(&n, 10054, "a:1", "x", on(8, 1), 0, true);
    check(&n, 10054, "b:1", "x", on(8, 1), 1, true);
    struct moment unknown = {0};
    struct noise_verdict v =
        noise_find(&n, 10054, STR("a:1"), "x", unknown, civil_days(2026, 6, 30) * 86400 + 86399);
    assert_true(v.entry == 0 && !v.expired);
    v = noise_find(&n, 10054, STR("a:1"), "x", unknown, civil_days(2026, 8, 1) * 86400);
    assert_true(v.entry == 0 && v.expired);
    noise_release(&n);
}

static void what_is_wrong_is_told(void **state)
{
    (void)state;
    static const struct {
        const char *row;
        const char *message;
    } cases[] = {
        {"ten,a:1,,why,2026-06-30\n", "column code: is no number"},
        {"10054,,,why,2026-06-30\n", "column peer: is empty"},
        {"10054,a:1,,,2026-06-30\n", "column reason: is empty"},
        {"10054,a:1,,why,\n", "column until: is no day"},
        {"10054,a:1,,why,2026-02-30\n", "column until: is no day"},
        {"10054,a:1,,why,30.06.2026\n", "column until: is no day"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct noise n;
        struct error err;
        FILE *f = fopen("noise.csv", "w");
        assert_non_null(f);
        assert_true(fputs(HEADER, f) >= 0 && fputs(cases[i].row, f) >= 0);
        assert_int_equal(fclose(f), 0);
        assert_int_equal(noise_load("noise.csv", &n, &err), STATUS_INVALID);
        assert_non_null(strstr(err.text, "noise.csv:2: "));
        assert_non_null(strstr(err.text, cases[i].message));
        noise_release(&n);
    }
    struct noise n;
    struct error err;
    assert_int_equal(noise_load("missing.csv", &n, &err), STATUS_IO);
    noise_release(&n);
}

static void an_empty_list(void **state)
{
    (void)state;
    struct noise n;
    load("", &n);
    check(&n, 10054, "a:1", "x", on(1, 1), SIZE_MAX, false);
    noise_release(&n);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        folder_test(peers_and_files_are_patterns),
        folder_test(the_last_day_counts),
        folder_test(what_is_wrong_is_told),
        folder_test(an_empty_list),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
