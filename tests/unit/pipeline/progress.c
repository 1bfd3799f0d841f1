#include "pipeline/progress.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "pipeline/reader.h"

static struct walk_file files[] = {
    {.path = "a.log", .bytes = 100},
    {.path = "b.zip", .bytes = 50},
    {.path = "pipe", .bytes = UINT64_MAX},
};

static struct progress_view look(struct progress *p)
{
    struct progress_view view;
    progress_look(p, &view);
    return view;
}

static void files_add_up(void **state)
{
    (void)state;
    struct walk walk = {.files = files, .file_count = 2};
    struct progress p;
    progress_init(&p);
    assert_false(look(&p).walked);
    progress_expect(&p, &walk);
    assert_true(look(&p).walked && look(&p).has_total);
    assert_int_equal(look(&p).total, 150);

    progress_begin(&p, &files[0]);
    p.meter.bytes += 40;
    assert_int_equal(look(&p).bytes, 40);
    assert_string_equal(look(&p).name, "a.log");
    progress_end(&p); /* skipped after a look */
    assert_int_equal(look(&p).bytes, 100);

    progress_begin(&p, &files[1]);
    progress_name(&p, "b.zip!c.log");
    p.meter.bytes += 70; /* its directory was read twice */
    assert_int_equal(look(&p).bytes, 150);
    assert_string_equal(look(&p).name, "b.zip!c.log");
    progress_end(&p);
    assert_int_equal(look(&p).bytes, 150);
    progress_release(&p);
}

static void a_pipe_has_no_size(void **state)
{
    (void)state;
    struct walk walk = {.files = files, .file_count = 3};
    struct progress p;
    progress_init(&p);
    progress_expect(&p, &walk);
    assert_false(look(&p).has_total);
    progress_begin(&p, &files[2]);
    p.meter.bytes += 7;
    assert_int_equal(look(&p).bytes, 7);
    progress_end(&p);
    assert_int_equal(look(&p).bytes, 7);
    progress_release(&p);
}

static void the_end_of_a_long_name(void **state)
{
    (void)state;
    char name[2 * PROGRESS_NAME_MAX];
    memset(name, 'x', sizeof name);
    memcpy(name + sizeof name - 8, "app.log", 8);
    struct progress p;
    progress_init(&p);
    progress_name(&p, name);
    struct progress_view view = look(&p);
    assert_int_equal(strlen(view.name), PROGRESS_NAME_MAX);
    assert_string_equal(view.name + PROGRESS_NAME_MAX - 8, "xapp.log");
    progress_release(&p);
}

/* Of files too small to watch, each is told when it is taken up. */
static void small_files(void **state)
{
    (void)state;
    struct walk walk = {.files = files, .file_count = 2};
    struct progress p;
    progress_init(&p);
    progress_expect(&p, &walk);
    struct file_queue queue;
    file_queue_init(&queue);
    assert_true(file_queue_add(&queue, &files[0]));
    struct reader reader = {.files = &queue, .progress = &p};
    struct reader own;
    assert_true(reader_split(&reader, 1000, &own));
    assert_null(own.progress);
    assert_int_equal(look(&p).bytes, 100);
    assert_string_equal(look(&p).name, "a.log");
    file_queue_release(&queue);
    progress_release(&p);
}

static void nobody_watches(void **state)
{
    (void)state;
    struct walk walk = {.files = files, .file_count = 1};
    progress_expect(NULL, &walk);
    progress_begin(NULL, &files[0]);
    progress_name(NULL, "x");
    progress_end(NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(files_add_up),           cmocka_unit_test(a_pipe_has_no_size),
        cmocka_unit_test(the_end_of_a_long_name), cmocka_unit_test(small_files),
        cmocka_unit_test(nobody_watches),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
