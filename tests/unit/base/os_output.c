#include "base/os_file.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <sys/stat.h>
#include <unistd.h>

#include "folder.h"

static void check_content(const char *path, const char *expected)
{
    char *bytes;
    size_t len;
    assert_int_equal(os_read_whole(path, 1 << 20, &bytes, &len, NULL), STATUS_OK);
    assert_string_equal(bytes, expected);
    free(bytes);
}

static int64_t entries(void)
{
    struct os_entry *list;
    int64_t count = os_list_directory(".", &list);
    free(list);
    return count;
}

static mode_t mode_of(const char *path)
{
    struct stat st;
    assert_int_equal(lstat(path, &st), 0);
    return st.st_mode;
}

static enum status write_out(const char *path, const char *text, struct error *err)
{
    struct os_output *o;
    enum status status = os_output_open(path, &o, err);
    if (status != STATUS_OK)
        return status;
    (void)os_output_write(o, str_from(text));
    return os_output_commit(o, err);
}

static void a_new_file(void **state)
{
    (void)state;
    struct error err;
    mode_t before = umask(027);
    struct os_output *o;
    assert_int_equal(os_output_open("out", &o, &err), STATUS_OK);
    assert_true(os_output_write(o, STR("one ")));
    assert_true(os_output_write(o, STR("two")));
    struct os_stat st;
    assert_false(os_stat_path("out", &st)); /* not before it is whole */
    assert_int_equal(os_output_commit(o, &err), STATUS_OK);
    (void)umask(before);
    check_content("out", "one two");
    assert_int_equal(mode_of("out") & 07777, 0640);
    assert_int_equal(entries(), 1);
}

static void an_old_file_keeps_its_mode(void **state)
{
    (void)state;
    struct error err;
    write_file("out", "old", 3);
    assert_int_equal(chmod("out", 0604), 0);
    assert_int_equal(write_out("out", "new", &err), STATUS_OK);
    check_content("out", "new");
    assert_int_equal(mode_of("out") & 07777, 0604);
}

static void abandoned_leaves_nothing(void **state)
{
    (void)state;
    struct error err;
    write_file("out", "old", 3);
    struct os_output *o;
    assert_int_equal(os_output_open("out", &o, &err), STATUS_OK);
    assert_true(os_output_write(o, STR("new")));
    os_output_abandon(o);
    os_output_abandon(NULL);
    check_content("out", "old");
    assert_int_equal(entries(), 1);
}

static void a_link_stays_a_link(void **state)
{
    (void)state;
    struct error err;
    assert_int_equal(mkdir("there", 0700), 0);
    write_file("there/file", "old", 3);
    assert_int_equal(symlink("there/second", "link"), 0);
    assert_int_equal(symlink("file", "there/second"), 0);
    assert_int_equal(write_out("link", "new", &err), STATUS_OK);
    assert_true(S_ISLNK(mode_of("link")));
    assert_true(S_ISLNK(mode_of("there/second")));
    assert_true(S_ISREG(mode_of("there/file")));
    check_content("there/file", "new");
    assert_int_equal(entries(), 2);

    assert_int_equal(symlink("there/not-yet", "dangling"), 0);
    assert_int_equal(write_out("dangling", "made", &err), STATUS_OK);
    assert_true(S_ISLNK(mode_of("dangling")));
    check_content("there/not-yet", "made");

    assert_int_equal(symlink("loop", "loop"), 0);
    assert_int_equal(write_out("loop", "x", &err), STATUS_IO);
    assert_string_equal(err.text, "loop: Too many levels of symbolic links");
}

static void devices_are_written_directly(void **state)
{
    (void)state;
    struct error err;
    assert_int_equal(write_out("/dev/null", "x", &err), STATUS_OK);
    struct os_output *o;
    assert_int_equal(os_output_open("/dev/full", &o, &err), STATUS_OK);
    assert_false(os_output_write(o, STR("x")));
    assert_false(os_output_write(o, STR("x")));
    assert_int_equal(os_output_commit(o, &err), STATUS_IO);
    assert_string_equal(err.text, "/dev/full: No space left on device");
    struct os_stat st;
    assert_true(os_stat_path("/dev/full", &st));
    assert_int_equal(st.kind, OS_DEVICE);
}

static void what_cannot_be_opened(void **state)
{
    (void)state;
    struct error err;
    assert_int_equal(write_out("no/such/folder", "x", &err), STATUS_IO);
    assert_string_equal(err.text, "no/such/folder: No such file or directory");
    assert_int_equal(mkdir("folder", 0700), 0);
    assert_int_equal(write_out("folder", "x", &err), STATUS_IO);
    assert_string_equal(err.text, "folder: Is a directory");
    assert_int_equal(write_out("", "x", &err), STATUS_IO);
    assert_int_equal(entries(), 1);
}

/* The rename fails when a folder has taken the name meanwhile. */
static void a_failed_commit_leaves_nothing(void **state)
{
    (void)state;
    struct error err;
    struct os_output *o;
    assert_int_equal(os_output_open("out", &o, &err), STATUS_OK);
    assert_true(os_output_write(o, STR("x")));
    assert_int_equal(mkdir("out", 0700), 0);
    assert_int_equal(os_output_commit(o, &err), STATUS_IO);
    assert_string_equal(err.text, "out: Is a directory");
    assert_int_equal(entries(), 1);
}

static void kept_private_for_its_owner(void **state)
{
    (void)state;
    struct error err;
    struct os_output *o;
    struct stat st;
    assert_int_equal(os_output_open("out", &o, &err), STATUS_OK);
    os_output_keep_private(o);
    assert_true(os_output_write(o, STR("x")));
    assert_int_equal(os_output_commit(o, &err), STATUS_OK);
    assert_int_equal(stat("out", &st), 0);
    assert_int_equal(st.st_mode & (S_IRWXG | S_IRWXO), 0);
    assert_int_equal(os_output_open("/dev/null", &o, &err), STATUS_OK);
    os_output_keep_private(o); /* nobody's file */
    assert_int_equal(os_output_commit(o, &err), STATUS_OK);
}

static void finished_and_published_apart(void **state)
{
    (void)state;
    struct error err;
    struct os_output *o;
    const char *temporary, *target;
    assert_int_equal(os_output_open("out", &o, &err), STATUS_OK);
    assert_true(os_output_write(o, STR("x")));
    assert_int_equal(os_output_finish(o, &err), STATUS_OK);
    assert_true(os_output_places(o, &temporary, &target));
    assert_true(temporary[0] == '/' && target[0] == '/');
    check_content(temporary, "x");
    struct os_stat st;
    assert_false(os_stat_path("out", &st));
    assert_int_equal(os_output_publish(o, true, &err), STATUS_OK);
    check_content("out", "x");
    assert_int_equal(entries(), 1);
}

/* Another process does what one that was killed has left to do, once and again. */
static void published_by_another(void **state)
{
    (void)state;
    struct error err;
    struct os_output *o;
    const char *temporary, *target;
    assert_int_equal(os_output_open("out", &o, &err), STATUS_OK);
    assert_true(os_output_write(o, STR("x")));
    assert_int_equal(os_output_finish(o, &err), STATUS_OK);
    assert_true(os_output_places(o, &temporary, &target));
    assert_int_equal(os_publish(temporary, target, &err), STATUS_OK);
    assert_int_equal(os_publish(temporary, target, &err), STATUS_OK);
    check_content("out", "x");
    os_output_abandon(o);
    check_content("out", "x");
}

static void a_failed_publication_may_be_kept(void **state)
{
    (void)state;
    for (int keep = 0; keep <= 1; keep++) {
        struct error err;
        struct os_output *o;
        assert_int_equal(os_output_open("out", &o, &err), STATUS_OK);
        assert_int_equal(os_output_finish(o, &err), STATUS_OK);
        assert_int_equal(mkdir("out", 0700), 0);
        assert_int_equal(os_output_publish(o, keep, &err), STATUS_IO);
        assert_int_equal(entries(), 1 + keep);
        assert_int_equal(rmdir("out"), 0);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        folder_test(a_new_file),
        folder_test(an_old_file_keeps_its_mode),
        folder_test(abandoned_leaves_nothing),
        folder_test(a_link_stays_a_link),
        folder_test(devices_are_written_directly),
        folder_test(what_cannot_be_opened),
        folder_test(a_failed_commit_leaves_nothing),
        folder_test(kept_private_for_its_owner),
        folder_test(finished_and_published_apart),
        folder_test(published_by_another),
        folder_test(a_failed_publication_may_be_kept),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
