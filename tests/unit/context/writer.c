/* context/writer.c: the host and the program that wrote a line. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "context/writer.h"

struct sample {
    const char *host;
    const char *process;
    const char *line;
};

static const struct sample samples[] = {
    /* Syslog: the old form, RFC 5424, and rsyslog's with an ISO time. */
    {"host1", "app", "<13>Nov 20 21:04:05 host1 app[12]: failed 10054"},
    {"host1", "app", "Nov 20 21:04:05 host1 app: failed 10054"},
    {"host1", "my-app.x", "Nov  2 21:04:05 host1 my-app.x[1]: failed 10054"},
    {"srv01.example.com", "app",
     "<165>1 2026-11-20T21:04:05Z srv01.example.com app 12 - - failed 10054"},
    {"srv01", "", "<165>1 2026-11-20T21:04:05Z srv01 - 12 - - failed 10054"},
    {"", "app", "<165>1 2026-11-20T21:04:05Z - app 12 - - failed 10054"},
    {"host1", "app", "2026-11-20T21:04:05.123456+01:00 host1 app[12]: failed 10054"},
    {"", "", "2026-11-20T21:04:05Z host1 app: failed 10054"},
    {"", "", "2026-11-20T21:04:05Z ERROR app[12]: failed 10054"},
    {"", "", "2026-11-20T21:04:05Z INFO server: connection failed"},
    {"", "", "Nov 20 21:04:05 just words here 10054"},
    {"", "", "Nov 20, 2026 9:04:05 PM org.apache.x y: 10054"},
    {"", "", "Nov 20 21:04:05"},
    {"", "", "<13>"},
    /* Event logs. */
    {"SRV01", "Schannel", "2026-11-20T21:04:05.123Z SRV01 Schannel EventID=36887 Level=2 x"},
    {"SRV01", "Service Control Manager",
     "2026-11-20T21:04:05Z SRV01 Service Control Manager EventID=7031 Level=2 x"},
    {"SRV01.example.com", "MSSQLSERVER",
     "<Event><System><Provider Name='MSSQLSERVER'/><Computer>SRV01.example.com</Computer>"},
    {"", "Microsoft-Windows-DNS-Client",
     "<Provider Name=\"Microsoft-Windows-DNS-Client\" Guid=\"{1}\"/>"},
    {"", "", "<Provider Name='x"},
    /* Keys. */
    {"web01", "", "{\"hostname\":\"web01\",\"msg\":\"10054\"}"},
    {"web01", "orders", "{\"host.name\":\"web01\",\"process.name\":\"orders\",\"m\":\"10054\"}"},
    {"SRV01", "", "computer=SRV01 failed 10054"},
    {"SRV01", "w3wp.exe", "computer='SRV01' process='w3wp.exe' failed 10054"},
    {"", "w3wp", "process=w3wp(4242) failed 10054"},
    {"", "w3wp.exe", "process=\"C:\\Windows\\System32\\inetsrv\\w3wp.exe\" 10054"},
    {"", "My Service", "{\"application\":\"My Service\"}"},
    {"", "sshd", "image=/usr/sbin/sshd, 10054"},
    {"", "", "process=4242 failed"},
    {"", "", "process= failed"},
    {"", "", "process: failed to connect"},
    {"", "", "preprocess=x subprocess=y sub.process=z -process=q"},
    {"", "", "process=null 10054"},
    {"", "", "host=db1:5432 failed"},
    /* A program by its suffix. */
    {"", "w3wp.exe", "11/20/2026 14:02:11.34  w3wp.exe (0x1A2C)  0x0B1C  SharePoint 10060"},
    {"", "my-app.exe", "[my-app.exe] connect failed 10061"},
    {"", "first.exe", "first.exe started second.exe"},
    {"", "keyed", "other.exe process=keyed"},
    {"", "", "GET https://dl.example.com/setup.exe failed 10054"},
    {"", "", ".exe 10054"},
    {"", "", "x.exec 10054"},
    {"", "", ""},
};

static char *copy_of(const char *text, size_t len)
{
    char *copy = malloc(len ? len : 1);
    assert_non_null(copy);
    memcpy(copy, text, len);
    return copy;
}

static void every_sample(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof samples / sizeof samples[0]; i++) {
        size_t len = strlen(samples[i].line);
        char *copy = copy_of(samples[i].line, len);
        struct writer found = writer_find((struct str){copy, len});
        if (!str_equal(found.host, str_from(samples[i].host)) ||
            !str_equal(found.process, str_from(samples[i].process)))
            fail_msg("%s: host %.*s, process %.*s", samples[i].line, STR_ARG(found.host),
                     STR_ARG(found.process));
        free(copy);
    }
}

static void assert_inside(struct str part, struct str line)
{
    if (part.len)
        assert_true(part.ptr >= line.ptr && part.ptr + part.len <= line.ptr + line.len);
}

/* Cut anywhere, in memory of exactly their size: the sanitizers see a read outside. */
static void cut_lines(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof samples / sizeof samples[0]; i++) {
        size_t full = strlen(samples[i].line);
        for (size_t cut = 0; cut <= full; cut++) {
            bool front = cut % 2;
            char *copy = copy_of(samples[i].line + (front ? cut : 0), full - cut);
            struct str line = {copy, full - cut};
            struct writer found = writer_find(line);
            assert_inside(found.host, line);
            assert_inside(found.process, line);
            free(copy);
        }
    }
}

static void long_names_are_none(void **state)
{
    (void)state;
    char line[1024];
    memset(line, 'a', sizeof line);
    memcpy(line, "process=", 8);
    memcpy(line + 600, " process=w3wp ", 14); /* too far from the start */
    assert_int_equal(writer_find((struct str){line, sizeof line}).process.len, 0);
    memcpy(line + 200, " process=w3wp ", 14);
    assert_true(str_equal(writer_find((struct str){line, sizeof line}).process, STR("w3wp")));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_sample),
        cmocka_unit_test(cut_lines),
        cmocka_unit_test(long_names_are_none),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
