#include "base/os_process.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

static void surroundings(void **state)
{
    (void)state;
    assert_true(os_processors() >= 1);
    assert_true(os_now_s() > 1600000000);
    int64_t before = os_monotonic_ns();
    assert_true(os_monotonic_ns() >= before);
    assert_int_equal(setenv("WSALOG_UNIT", "x", 1), 0);
    assert_string_equal(os_environment("WSALOG_UNIT"), "x");
    assert_int_equal(setenv("WSALOG_UNIT", "", 1), 0);
    assert_null(os_environment("WSALOG_UNIT"));
    assert_int_equal(unsetenv("WSALOG_UNIT"), 0);
    assert_null(os_environment("WSALOG_UNIT"));
}

static void where_configuration_is(void **state)
{
    (void)state;
    char *path = os_system_configuration("unit");
    assert_string_equal(path, "/etc/unit/unit.conf");
    free(path);
    assert_int_equal(setenv("HOME", "/home/one", 1), 0);
    assert_int_equal(setenv("XDG_CONFIG_HOME", "/elsewhere", 1), 0);
    path = os_user_configuration("unit");
    assert_string_equal(path, "/elsewhere/unit/unit.conf");
    free(path);
    assert_int_equal(setenv("XDG_CONFIG_HOME", "not/absolute", 1), 0);
    path = os_user_configuration("unit");
    assert_string_equal(path, "/home/one/.config/unit/unit.conf");
    free(path);
    assert_int_equal(unsetenv("XDG_CONFIG_HOME"), 0);
    assert_int_equal(unsetenv("HOME"), 0);
    assert_null(os_user_configuration("unit"));
}

static void descriptors(void **state)
{
    (void)state;
    int ends[2];
    assert_int_equal(pipe(ends), 0);
    assert_int_equal(os_fd_kind(ends[0]), OS_PIPE);
    assert_true(os_fd_open(ends[0]));
    assert_int_equal(os_terminal_width(ends[0]), 0);
    (void)close(ends[0]);
    (void)close(ends[1]);
    assert_false(os_fd_open(ends[0]));
    assert_int_equal(os_fd_kind(ends[0]), OS_OTHER);
    int null = open("/dev/null", O_RDONLY);
    assert_false(os_fd_open(null));
    (void)close(null);
}

/* In a child: the first signal sets the flag and ends a read that waits, the second one kills. */
static void interrupts(void **state)
{
    (void)state;
    pid_t child = fork();
    if (child == 0) {
        int ends[2];
        char byte;
        os_catch_interrupts();
        if (pipe(ends) != 0 || os_interrupted())
            _exit(1);
        (void)raise(SIGTERM);
        if (!os_interrupted())
            _exit(2);
        struct os_file f = {.fd = ends[0], .waits = true};
        if (os_read(f, &byte, 1) != -1)
            _exit(3);
        (void)close(ends[0]);
        if (os_write_fd(ends[1], STR("x")) || !os_broken_pipe())
            _exit(4);
        (void)raise(SIGTERM);
        _exit(5);
    }
    int status;
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_true(WIFSIGNALED(status));
    assert_int_equal(WTERMSIG(status), SIGTERM);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(surroundings),
        cmocka_unit_test(where_configuration_is),
        cmocka_unit_test(descriptors),
        cmocka_unit_test(interrupts),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
