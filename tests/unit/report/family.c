/* report/family.c: which files were one log once. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "report/family.h"

static const struct {
    const char *path, *family;
} names[] = {
    {"app.log", "app.log"},
    {"app.log.1", "app.log"},
    {"app.log.2.gz", "app.log"},
    {"app.log.0001", "app.log"},
    {"app.log.gz", "app.log"},
    {"APP.LOG.1.GZ", "APP.LOG"},
    {"app.log.old", "app.log"},
    {"app.log.1.bak", "app.log"},
    {"ERRORLOG.6", "ERRORLOG"},
    /* Dates. */
    {"app-2026-11-20.log", "app.log"},
    {"app_2026_11_20.log.xz", "app.log"},
    {"app.2026-11-20.log", "app.log"},
    {"app.log-20261120", "app.log"},
    {"app.log-20261120.gz", "app.log"},
    {"app.log.2026-11-20", "app.log"},
    {"app.log.2026-11-20.3", "app.log"},
    {"app.log.2026-11-20-14", "app.log"},
    {"app-2026-11-20T14.log", "app.log"},
    {"app-2026-11-20T140211.log", "app.log"},
    {"app-20261120140211.log", "app.log"},
    {"app-2026-11-20_14-02-11.log", "app.log"},
    {"app-11-20-2026-1.log", "app.log"},
    {"app-20-11-2026.log", "app.log"},
    {"log20261120.txt", "log.txt"},
    {"log20261120_001.txt", "log.txt"},
    {"2026-11-20.log", "*.log"},
    {"2026-11-20", "*"},
    {"2026-11-20-app.log", "app.log"},
    {"2026-11-20.app.log", "app.log"},
    {"app-2026-11-20-web.log", "app-web.log"},
    /* IIS. */
    {"u_ex261120.log", "u_ex.log"},
    {"u_ex26112014.log", "u_ex.log"},
    {"u_ex261120_x.log", "u_ex_x.log"},
    {"ex261120.log", "ex.log"},
    {"u_ex261320.log", "u_ex261320.log"},
    /* The folder, and what an archive holds. */
    {"/var/log/2026-11-20/app.log.1", "/var/log/2026-11-20/app.log"},
    {"C:\\logs\\app.log.1", "C:\\logs\\app.log"},
    {"all.zip!logs/app.log.1", "all.zip!logs/app.log"},
    {"all.zip!app.log.1", "all.zip!app.log"},
    /* No rotation. */
    {"srv-1.log", "srv-1.log"},
    {"srv-2.log", "srv-2.log"},
    {"web.1.log", "web.1.log"},
    {"192.0.2.1", "192.0.2.1"},
    {"10.0.0.1.log", "10.0.0.1.log"},
    {"app.12345", "app.12345"},
    {"app-2026-13-20.log", "app-2026-13-20.log"},
    {"app-2026-02-30.log", "app-2026-02-30.log"},
    {"app-120261120.log", "app-120261120.log"},
    {"app-2026-11.20.log", "app-2026-11.20.log"},
    {"in261120a", "ina"},
    {".gz", ".gz"},
    {".1", ".1"},
    {"1", "1"},
    {"old", "old"},
    {"(standard input)", "(standard input)"},
    {"", ""},
    {"logs/", "logs/"},
};

static void every_name(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        size_t len = strlen(names[i].path);
        char *copy = malloc(len ? len : 1); /* of exactly its size, for the sanitizers */
        assert_non_null(copy);
        memcpy(copy, names[i].path, len);
        struct buf out = BUF_INIT(256);
        family_name((struct str){copy, len}, &out);
        if (strcmp(buf_text(&out), names[i].family) != 0)
            fail_msg("%s: %s, not %s", names[i].path, buf_text(&out), names[i].family);
        buf_release(&out);
        free(copy);
    }
}

/* The name of a family is in it: a family's first file may bear it. */
static void a_family_name_stays(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        struct buf out = BUF_INIT(256);
        family_name(str_from(names[i].family), &out);
        assert_string_equal(buf_text(&out), names[i].family);
        buf_release(&out);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_name),
        cmocka_unit_test(a_family_name_stays),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
