#include "base/os_file.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/stat.h>
#include <sys/wait.h>

#include "folder.h"

static void kinds(void **state)
{
    (void)state;
    struct os_stat st;
    write_file("file", "12345", 5);
    assert_true(os_stat_path("file", &st));
    assert_int_equal(st.kind, OS_REGULAR);
    assert_int_equal(st.size, 5);
    assert_true(st.mtime_s > 0);
    assert_int_equal(symlink("file", "link"), 0);
    struct os_stat linked;
    assert_true(os_stat_path("link", &linked));
    assert_true(linked.device == st.device && linked.inode == st.inode);
    assert_true(os_stat_path(".", &st));
    assert_int_equal(st.kind, OS_DIRECTORY);
    assert_int_equal(mkfifo("fifo", 0600), 0);
    assert_true(os_stat_path("fifo", &st));
    assert_int_equal(st.kind, OS_PIPE);
    assert_true(os_stat_path("/dev/null", &st));
    assert_int_equal(st.kind, OS_DEVICE);
    assert_false(os_stat_path("missing", &st));
    assert_string_equal(os_reason(), "No such file or directory");
}

static void reading_in_pieces(void **state)
{
    (void)state;
    write_file("file", "0123456789", 10);
    struct os_file f;
    assert_true(os_open_read("file", &f, NULL));
    assert_false(f.waits);
    char bytes[8];
    assert_int_equal(os_read(f, bytes, 4), 4);
    assert_int_equal(os_read(f, bytes, sizeof bytes), 6);
    assert_memory_equal(bytes, "456789", 6);
    assert_int_equal(os_read(f, bytes, sizeof bytes), 0);
    os_close(&f);
    os_close(&f); /* closed is fine */
    assert_int_equal(f.fd, -1);
}

static void reading_what_is_no_file(void **state)
{
    (void)state;
    struct os_file f;
    char byte;
    assert_false(os_open_read("missing", &f, NULL));
    assert_int_equal(f.fd, -1);
    struct os_stat is;
    assert_true(os_open_read(".", &f, &is));
    assert_int_equal(is.kind, OS_DIRECTORY);
    assert_int_equal(os_read(f, &byte, 1), -1);
    assert_string_equal(os_reason(), "Is a directory");
    os_close(&f);
}

/* A pipe gives what its writer wrote so far; a read goes on until it has what was asked for. */
static void a_pipe_in_small_writes(void **state)
{
    (void)state;
    assert_int_equal(mkfifo("fifo", 0600), 0);
    pid_t writer = fork();
    if (writer == 0) {
        int fd = open("fifo", O_WRONLY);
        for (int i = 0; i < 20; i++) {
            (void)!write(fd, "0123456789", 10);
            (void)usleep(1000);
        }
        _exit(0);
    }
    struct os_file f;
    struct os_stat is;
    assert_true(os_open_read("fifo", &f, &is));
    assert_true(f.waits);
    char bytes[300];
    assert_int_equal(os_read(f, bytes, 150), 150);
    assert_int_equal(is.kind, OS_PIPE);
    assert_int_equal(os_read(f, bytes, sizeof bytes), 50);
    assert_int_equal(os_read(f, bytes, sizeof bytes), 0);
    os_close(&f);
    assert_int_equal(waitpid(writer, NULL, 0), writer);
}

static void whole_files(void **state)
{
    (void)state;
    struct error err;
    char *bytes;
    size_t len;
    for (size_t size = 0; size < 100000; size = size * 3 + 1) {
        char *made = calloc(1, size + 1);
        assert_non_null(made);
        memset(made, 'x', size);
        write_file("file", made, size);
        assert_int_equal(os_read_whole("file", size, &bytes, &len, &err), STATUS_OK);
        assert_int_equal(len, size);
        assert_string_equal(bytes, made);
        free(bytes);
        if (size) {
            assert_int_equal(os_read_whole("file", size - 1, &bytes, &len, &err), STATUS_LIMIT);
            assert_null(bytes);
        }
        free(made);
    }
    assert_int_equal(os_read_whole("missing", 10, &bytes, &len, &err), STATUS_IO);
    assert_string_equal(err.text, "missing: No such file or directory");
    assert_int_equal(os_read_whole(".", 10, &bytes, &len, &err), STATUS_IO);
    assert_string_equal(err.text, ".: Is a directory");
}

static void writing_to_descriptors(void **state)
{
    (void)state;
    int fd = open("/dev/full", O_WRONLY);
    assert_false(os_write_fd(fd, STR("x")));
    assert_string_equal(os_reason(), "No space left on device");
    assert_false(os_broken_pipe());
    assert_true(os_write_fd(fd, STR("")));
    (void)close(fd);
    int ends[2];
    assert_int_equal(pipe(ends), 0);
    (void)close(ends[0]);
    void (*before)(int) = signal(SIGPIPE, SIG_IGN);
    assert_false(os_write_fd(ends[1], STR("x")));
    assert_true(os_broken_pipe());
    (void)signal(SIGPIPE, before);
    (void)close(ends[1]);
}

/* One after the other, in and out of folders: each is the file that its path says. */
static void files_nearby(void **state)
{
    (void)state;
    static const char *const paths[] = {
        "a/1", "a/2",    "a/3", "a/b/1", "a/b/2", "a/1",   "top",   "top",
        "b/1", "a//b/1", "a/2", "a/3",   "a/4",   "./b/1", "./b/1", "b/1",
    };
    assert_int_equal(mkdir("a", 0700), 0);
    assert_int_equal(mkdir("a/b", 0700), 0);
    assert_int_equal(mkdir("b", 0700), 0);
    struct os_nearby near = OS_NEARBY_NONE;
    for (size_t i = 0; i < sizeof paths / sizeof *paths; i++) {
        struct os_file f;
        struct os_stat is, expected;
        if (strcmp(paths[i], "a/4") == 0) {
            assert_false(os_open_nearby(&near, paths[i], &f, &is));
            assert_string_equal(os_reason(), "No such file or directory");
            continue;
        }
        write_file(paths[i], "", 0);
        assert_true(os_open_nearby(&near, paths[i], &f, &is));
        assert_true(os_stat_path(paths[i], &expected));
        assert_int_equal(is.inode, expected.inode);
        os_close(&f);
    }
    os_nearby_close(&near);
    os_nearby_close(&near); /* closed is fine */
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        folder_test(kinds),
        folder_test(reading_in_pieces),
        folder_test(reading_what_is_no_file),
        folder_test(a_pipe_in_small_writes),
        folder_test(whole_files),
        folder_test(writing_to_descriptors),
        folder_test(files_nearby),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
