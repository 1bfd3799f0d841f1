/* context/path_host.c: the host that a path tells. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "context/path_host.h"

static void assert_host(const char *pattern, const char *path, const char *expected)
{
    struct path_host *p;
    struct error err;
    if (path_host_new(pattern, &p, &err))
        fail_msg("%s: %s", pattern, err.text);
    struct str host = path_host_of(p, str_from(path));
    if (!str_equal(host, str_from(expected)))
        fail_msg("%s in %s: '%.*s', not '%s'", pattern, path, STR_ARG(host), expected);
    path_host_free(p);
}

static void folders(void **state)
{
    (void)state;
    assert_host("logs/{host}/", "logs/srv01/app.log", "srv01");
    assert_host("logs/{host}/", "/mnt/logs/srv01.example.com/iis/u_ex.log", "srv01.example.com");
    assert_host("logs/{host}/", "/logs/web01/inetpub/logs/LogFiles/a.log", "web01");
    assert_host("logs/{host}/", "mylogs/srv01/app.log", "");
    assert_host("logs/{host}/", "logs/app.log", "");
    assert_host("/logs/{host}/", "/logs/srv01/app.log", "srv01");
    assert_host("/logs/{host}/", "/mnt/logs/srv01/app.log", "");
    assert_host("logs/srv-{host}/", "logs/srv-01/app.log", "01");
    assert_host("logs/{host}/", "C:\\logs\\srv01\\app.log", "srv01");
    assert_host("logs\\{host}\\", "logs/srv01/app.log", "srv01");
}

static void wildcards(void **state)
{
    (void)state;
    assert_host("data/*/{host}/", "data/2026/srv01/app.log", "srv01");
    assert_host("data/*/{host}/", "data/2026/11/srv01/app.log", "11");
    assert_host("data/**/{host}/app.log", "data/2026/11/srv01/app.log", "srv01");
    assert_host("2?2?/{host}/", "x/2026/srv01/app.log", "srv01");
    assert_host("logs/{host}-*.log", "logs/srv01-2026-11-20.log", "srv01");
    assert_host("logs/{host}.log", "logs/srv01.log", "srv01");
    assert_host("logs/{host}.log", "logs/srv01.log.gz", "");
    assert_host("a+b/{host}/", "a+b/srv01/x", "srv01"); /* no regular expression */
    assert_host("a.b/{host}/", "axb/srv01/x", "");
}

static void from_the_end(void **state)
{
    (void)state;
    assert_host("{host}/", "/mnt/logs/srv01/app.log", "srv01");
    assert_host("{host}/", "app.log", "");
    assert_host("{host}/iis/", "/mnt/srv01/iis/u_ex.log", "srv01");
    assert_host("{host}.log", "/mnt/srv01.log", "srv01");
}

static void archives(void **state)
{
    (void)state;
    assert_host("{host}/", "all.zip!srv01/app.log", "srv01");
    assert_host("backup/{host}.zip", "backup/srv01.zip!app.log", "srv01");
}

static void regular_expressions(void **state)
{
    (void)state;
    assert_host("srv-(?<host>\\w+)", "/mnt/logs/srv-a1/app.log", "a1");
    assert_host("(?i)/(?<host>SRV\\d+)/", "/mnt/srv01/app.log", "srv01");
    assert_host("(?<host>x)?y", "/y", "");
    assert_host("(?<host>[^/]+)/[^/]+$", "\xff\xfe/app.log", "\xff\xfe"); /* no UTF-8 */
}

static void assert_refused(const char *pattern, const char *expected)
{
    struct path_host *p;
    struct error err = {0};
    assert_int_equal(path_host_new(pattern, &p, &err), STATUS_INVALID);
    assert_null(p);
    if (!strstr(err.text, expected))
        fail_msg("%s: %s", pattern, err.text);
}

static void mistakes(void **state)
{
    (void)state;
    assert_refused("", "neither {host} nor a group");
    assert_refused("logs/", "neither {host} nor a group");
    assert_refused("(?<name>x)", "neither {host} nor a group");
    assert_refused("(?<host>x", "offset 9");
    assert_refused("{host}/{host}/", "twice");
    char long_one[PATH_HOST_PATTERN_MAX + 2];
    memset(long_one, 'x', sizeof long_one);
    long_one[sizeof long_one - 1] = '\0';
    assert_refused(long_one, "longer than 4096 bytes");
    memcpy(long_one, "{host}", 6);
    long_one[PATH_HOST_PATTERN_MAX] = '\0';
    assert_host(long_one, "x", "");
    path_host_free(NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(folders),
        cmocka_unit_test(wildcards),
        cmocka_unit_test(from_the_end),
        cmocka_unit_test(archives),
        cmocka_unit_test(regular_expressions),
        cmocka_unit_test(mistakes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
