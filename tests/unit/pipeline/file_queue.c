/* pipeline/file_queue.c: files are taken in the order in which another thread finds them. */
#include "pipeline/file_queue.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#define FILES 5000

static void *find(void *state)
{
    struct file_queue *q = state;
    struct walk_file file = {.path = "x"};
    for (uint64_t i = 0; i < FILES; i++) {
        file.bytes = i;
        if (!file_queue_add(q, &file))
            break;
    }
    file_queue_end(q);
    return NULL;
}

static void taken_while_they_are_found(void **state)
{
    (void)state;
    struct file_queue q;
    os_thread finder;
    struct walk_file file;
    file_queue_init(&q);
    assert_true(os_thread_start(&finder, find, &q));
    assert_true(file_queue_exceeds(&q, FILES));
    for (uint64_t i = 0; i < FILES; i++) {
        assert_true(file_queue_take(&q, &file));
        assert_int_equal(file.bytes, i);
    }
    assert_false(file_queue_take(&q, &file));
    assert_false(file_queue_exceeds(&q, (uint64_t)FILES * FILES));
    os_thread_join(finder);
    file_queue_release(&q);
}

static void no_more_are_wanted(void **state)
{
    (void)state;
    struct file_queue q;
    struct walk_file file = {.path = "x", .bytes = UINT64_MAX};
    file_queue_init(&q);
    assert_true(file_queue_add(&q, &file));
    assert_true(file_queue_add(&q, &file));
    assert_true(file_queue_exceeds(&q, UINT64_MAX - 1));
    file_queue_close(&q);
    assert_false(file_queue_add(&q, &file));
    assert_false(q.lost);
    file_queue_release(&q);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(taken_while_they_are_found),
        cmocka_unit_test(no_more_are_wanted),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
