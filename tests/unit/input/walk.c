#include "input/walk.h"

#include "base/os_file.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <sys/stat.h>

#include "../base/folder.h"

#define COUNT(list) (sizeof(list) / sizeof *(list))

static void make(const char *path)
{
    char *copy = strdup(path);
    for (char *slash = strchr(copy, '/'); slash; slash = strchr(slash + 1, '/')) {
        *slash = '\0';
        (void)mkdir(copy, 0700);
        *slash = '/';
    }
    if (*copy && copy[strlen(copy) - 1] != '/')
        write_file(copy, "x\n", 2);
    free(copy);
}

/* The files of a walk, one per line; those that were named begin with '!'. */
static void check_files(const struct walk *w, const char *expected)
{
    char *list = calloc(1, 65536);
    assert_non_null(list);
    size_t len = 0;
    for (size_t i = 0; i < w->file_count; i++)
        len += (size_t)snprintf(list + len, 65536 - len, "%s%s\n",
                                w->files[i].explicit_path ? "!" : "", w->files[i].path);
    assert_string_equal(list, expected);
    free(list);
}

static void walk(struct walk *w, const char *const *paths, size_t count,
                 const struct walk_options *options)
{
    struct error err;
    const struct walk_options none = {0};
    assert_int_equal(walk_paths(paths, count, options ? options : &none, w, &err), STATUS_OK);
}

static void in_byte_order(void **state)
{
    (void)state;
    make("logs/b.log");
    make("logs/a/z.log");
    make("logs/a.log");
    make("logs/B.log");
    make("logs/.hidden.log");
    make("logs/.git/x");
    make("other.log");
    struct walk w;
    walk(&w, (const char *[]){"other.log", "logs"}, 2, NULL);
    check_files(&w, "!other.log\nlogs/B.log\nlogs/a/z.log\nlogs/a.log\nlogs/b.log\n");
    assert_int_equal(w.hidden, 2);
    assert_int_equal(w.problem_count, 0);
    walk_release(&w);
    walk(&w, (const char *[]){"logs/", "logs/.hidden.log"}, 2, NULL);
    check_files(&w, "logs/B.log\nlogs/a/z.log\nlogs/a.log\nlogs/b.log\n!logs/.hidden.log\n");
    walk_release(&w);
    walk(&w, (const char *[]){"logs/.git"}, 1, NULL);
    check_files(&w, "logs/.git/x\n");
    walk_release(&w);
    walk_release(&w);
}

static void each_file_once(void **state)
{
    (void)state;
    make("logs/a.log");
    make("logs/sub/b.log");
    assert_int_equal(symlink("..", "logs/sub/up"), 0);
    assert_int_equal(symlink("a.log", "logs/c.log"), 0);
    assert_int_equal(link("logs/a.log", "logs/d.log"), 0);
    struct walk w;
    walk(&w, (const char *[]){"logs", "./logs", "logs/a.log", "logs/sub/b.log"}, 4, NULL);
    check_files(&w, "!logs/a.log\n!logs/sub/b.log\n");
    assert_int_equal(w.duplicates, 6);
    walk_release(&w);
}

static void a_linked_folder_is_followed(void **state)
{
    (void)state;
    make("elsewhere/a.log");
    make("logs/");
    assert_int_equal(symlink("../elsewhere", "logs/link"), 0);
    struct walk w;
    walk(&w, (const char *[]){"logs"}, 1, NULL);
    check_files(&w, "logs/link/a.log\n");
    walk_release(&w);
}

static void problems(void **state)
{
    (void)state;
    make("logs/a.log");
    assert_int_equal(symlink("nowhere", "logs/dangling"), 0);
    struct walk w;
    walk(&w, (const char *[]){"missing", "logs"}, 2, NULL);
    check_files(&w, "logs/a.log\n");
    assert_int_equal(w.problem_count, 2);
    assert_string_equal(w.problems[0].path, "missing");
    assert_string_equal(w.problems[0].reason, "No such file or directory");
    assert_true(w.problems[0].named);
    assert_string_equal(w.problems[1].path, "logs/dangling");
    assert_false(w.problems[1].named);
    walk_release(&w);
    if (geteuid() != 0) {
        assert_int_equal(chmod("logs", 0), 0);
        walk(&w, (const char *[]){"logs"}, 1, NULL);
        assert_int_equal(chmod("logs", 0700), 0);
        assert_int_equal(w.problem_count, 1);
        assert_string_equal(w.problems[0].reason, "Permission denied");
        assert_true(w.problems[0].named);
        walk_release(&w);
    }
}

static void a_link_in_a_circle(void **state)
{
    (void)state;
    make("logs/a.log");
    assert_int_equal(symlink("circle", "logs/circle"), 0);
    struct walk w;
    walk(&w, (const char *[]){"logs"}, 1, NULL);
    check_files(&w, "logs/a.log\n");
    assert_int_equal(w.problem_count, 0);
    assert_int_equal(w.duplicates, 1);
    walk_release(&w);
    walk(&w, (const char *[]){"logs/circle"}, 1, NULL); /* named, it is missed */
    assert_int_equal(w.problem_count, 1);
    walk_release(&w);
}

static void what_is_no_file(void **state)
{
    (void)state;
    make("logs/a.log");
    assert_int_equal(mkfifo("logs/fifo", 0600), 0);
    struct walk w;
    walk(&w, (const char *[]){"logs"}, 1, NULL);
    check_files(&w, "logs/a.log\n");
    assert_int_equal(w.special, 1);
    walk_release(&w);
    walk(&w, (const char *[]){"logs/fifo", "/dev/null"}, 2, NULL);
    check_files(&w, "!logs/fifo\n!/dev/null\n");
    walk_release(&w);
}

static void standard_input(void **state)
{
    (void)state;
    struct walk w;
    walk(&w, (const char *[]){"-", "-"}, 2, NULL);
    check_files(&w, "!-\n");
    assert_int_equal(w.duplicates, 1);
    walk_release(&w);
}

static void globs(void **state)
{
    (void)state;
    make("logs/a.log");
    make("logs/a.txt");
    make("logs/old/b.log");
    make("logs/old/deep/c.log");
    make("named.txt");
    const struct {
        const char *include[2];
        const char *exclude[2];
        const char *expected;
    } cases[] = {
        {{"*.log"}, {0}, "!named.txt\nlogs/a.log\nlogs/old/b.log\nlogs/old/deep/c.log\n"},
        {{"*.log", "*.txt"}, {"old"}, "!named.txt\nlogs/a.log\nlogs/a.txt\n"},
        {{0}, {"*.log"}, "!named.txt\nlogs/a.txt\n"},
        {{0}, {"old/"}, "!named.txt\nlogs/a.log\nlogs/a.txt\n"},
        {{0},
         {"a.log/"},
         "!named.txt\nlogs/a.log\nlogs/a.txt\nlogs/old/b.log\n"
         "logs/old/deep/c.log\n"},
        {{"old/*.log"}, {0}, "!named.txt\nlogs/old/b.log\n"},
        {{"./logs/*.log"}, {0}, "!named.txt\nlogs/a.log\n"},
        {{"logs/**/*.log"}, {"deep"}, "!named.txt\nlogs/a.log\nlogs/old/b.log\n"},
        {{"/old/*"}, {0}, "!named.txt\nlogs/old/b.log\n"},
        {{"*.{txt,csv}"}, {0}, "!named.txt\nlogs/a.txt\n"},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct walk_options options = {.include = cases[i].include, .exclude = cases[i].exclude};
        while (options.include_count < 2 && cases[i].include[options.include_count])
            options.include_count++;
        while (options.exclude_count < 2 && cases[i].exclude[options.exclude_count])
            options.exclude_count++;
        struct walk w;
        walk(&w, (const char *[]){"named.txt", "logs"}, 2, &options);
        check_files(&w, cases[i].expected);
        walk_release(&w);
    }
}

/* Deeper than the limit: said, and the rest is read. */
static void too_deep(void **state)
{
    (void)state;
    char path[1024] = "";
    for (int i = 0; i < 300; i++)
        memcpy(path + i * 2, "d/", 3);
    make(path);
    memcpy(path + 20, "x", 2);
    make(path);
    struct walk w;
    walk(&w, (const char *[]){"d"}, 1, NULL);
    assert_int_equal(w.file_count, 1);
    assert_int_equal(w.problem_count, 1);
    assert_string_equal(w.problems[0].reason, "too many folders deep");
    walk_release(&w);
}

static void many_files(void **state)
{
    (void)state;
    for (int i = 0; i < 3000; i++) {
        char path[64];
        (void)snprintf(path, sizeof path, "d%d/f%04d", i % 7, i);
        make(path);
    }
    struct walk w;
    walk(&w, (const char *[]){"."}, 1, NULL);
    assert_int_equal(w.file_count, 3000);
    for (size_t i = 1; i < w.file_count; i++)
        assert_true(strcmp(w.files[i - 1].path, w.files[i].path) < 0);
    assert_string_equal(w.files[0].path, "./d0/f0000");
    walk_release(&w);
}

/* What the kernel makes up is read only where it is named. */
static void made_up_by_the_kernel(void **state)
{
    (void)state;
    make("logs/a.log");
    if (!os_is_made_up("/proc") || symlink("/proc", "logs/p") != 0 ||
        symlink("/proc/version", "logs/version") != 0)
        skip();
    struct walk w;
    walk(&w, (const char *[]){"logs", "/proc/version", "/proc/self"}, 3, NULL);
    check_files(&w, "logs/a.log\n!/proc/version\n");
    assert_int_equal(w.problem_count, 3);
    const char *const passed[] = {"logs/p", "logs/version", "/proc/self"};
    for (size_t i = 0; i < COUNT(passed); i++) {
        assert_string_equal(w.problems[i].path, passed[i]);
        assert_non_null(strstr(w.problems[i].reason, "made up by the kernel"));
        assert_true(w.problems[i].by_rule);
        assert_int_equal(w.problems[i].named, i == 2);
    }
    walk_release(&w);
    assert_false(os_is_made_up("logs"));
    assert_false(os_is_made_up("nowhere"));
}

struct found {
    const char *paths[2];
    size_t count;
};

/* Two are enough. */
static bool note(void *state, const struct walk_file *file)
{
    struct found *found = state;
    assert_in_range(found->count, 0, 1);
    found->paths[found->count++] = file->path;
    return found->count < 2;
}

static void told_when_found(void **state)
{
    (void)state;
    make("logs/a.log");
    make("logs/b.log");
    make("logs/c.log");
    struct found found = {.count = 0};
    struct walk w;
    walk(&w, (const char *[]){"logs", "logs/c.log"}, 2,
         &(struct walk_options){.found = note, .state = &found});
    assert_int_equal(found.count, 2);
    assert_string_equal(found.paths[0], "logs/a.log");
    assert_string_equal(found.paths[1], "logs/b.log");
    check_files(&w, "logs/a.log\nlogs/b.log\n");
    walk_release(&w);
}

/* Behind the first bytes only what a folder does not list as a regular file is asked about. */
static void asked_up_to(void **state)
{
    (void)state;
    write_file("a", "12345", 5);
    write_file("b", "123456", 6);
    write_file("c", "1234567", 7);
    assert_int_equal(link("a", "d"), 0);
    assert_int_equal(link("c", "e"), 0);
    assert_int_equal(symlink("a", "f"), 0);
    struct os_entry *entries;
    assert_int_equal(os_list_directory(".", &entries), 6);
    bool told = entries[0].regular;
    free(entries);
    if (!told) /* not every file system does */
        skip();
    struct walk_options options = {.ask_up_to = 11};
    struct walk w;
    walk(&w, (const char *const[]){"."}, 1, &options);
    check_files(&w, "./a\n./b\n./c\n./d\n./e\n");
    const uint64_t bytes[] = {5, 6, 0, 0, 0};
    for (size_t i = 0; i < w.file_count; i++) {
        assert_int_equal(w.files[i].bytes, bytes[i]);
        assert_int_equal(w.files[i].unasked, i > 1);
    }
    assert_int_equal(w.duplicates, 1);
    walk_release(&w);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        folder_test(made_up_by_the_kernel),
        folder_test(in_byte_order),
        folder_test(each_file_once),
        folder_test(a_linked_folder_is_followed),
        folder_test(problems),
        folder_test(a_link_in_a_circle),
        folder_test(what_is_no_file),
        folder_test(standard_input),
        folder_test(globs),
        folder_test(too_deep),
        folder_test(many_files),
        folder_test(told_when_found),
        folder_test(asked_up_to),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
