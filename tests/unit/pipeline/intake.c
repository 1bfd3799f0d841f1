/* pipeline/intake.c: what comes next, of files about which nobody has asked. One thread plays all
 * the workers. */
#include "pipeline/intake.h"

#include <setjmp.h>
#include <stdarg.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "../base/folder.h"

#define LARGE ((size_t)600 * 1024) /* three blocks and more */

struct scene {
    struct file_queue files;
    struct slots slots;
    struct intake intake;
    struct intake_worker workers[3];
};

static void begin(struct scene *s, const char *const *paths, size_t count)
{
    file_queue_init(&s->files);
    for (size_t i = 0; i < count; i++)
        assert_true(
            file_queue_add(&s->files, &(struct walk_file){.path = paths[i], .unasked = true}));
    file_queue_end(&s->files);
    slots_init(&s->slots);
    intake_init(&s->intake, &s->slots);
    assert_true(slots_make(&s->slots, 16));
    assert_true(intake_make(&s->intake, 3));
    s->intake.lists_twice = true;
    s->intake.reader = (struct reader){.files = &s->files};
    for (size_t i = 0; i < 3; i++)
        s->workers[i] = INTAKE_WORKER_INIT;
}

static void end(struct scene *s)
{
    for (size_t i = 0; i < 3; i++)
        intake_leave(&s->intake, &s->workers[i]);
    slots_release(&s->slots);
    intake_release(&s->intake);
    file_queue_release(&s->files);
}

/* NULL: there was no more. */
static struct slot *fill(struct scene *s, size_t worker)
{
    struct error err;
    bool more;
    struct slot *slot = slots_take(&s->slots);
    assert_non_null(slot);
    assert_int_equal(intake_fill(&s->intake, &s->workers[worker], slot, &more, &err), STATUS_OK);
    if (!more)
        slots_give_back(&s->slots, slot);
    return more ? slot : NULL;
}

static void check_whole(const struct slot *slot, size_t file, bool repeated)
{
    assert_non_null(slot);
    assert_true(slot->whole);
    assert_true(slot->last);
    assert_int_equal(slot->number, reading_of_file(file));
    assert_int_equal(slot->repeated, repeated);
}

/* All blocks of a file and its end, read by the workers in turn. */
static void check_blocks(struct scene *s, size_t file, const struct slot *first)
{
    const struct slot *slot = first ? first : fill(s, 0);
    uint64_t bytes = 0;
    for (size_t i = 0;; i++) {
        assert_non_null(slot);
        assert_false(slot->whole);
        assert_int_equal(slot->number, reading_of_file(file) + i);
        assert_int_equal(slot->last, slot->what == READING_LOG_END);
        if (slot->last)
            break;
        assert_int_equal(slot->what, READING_BLOCK);
        bytes += slot->block.owned_len;
        slot = fill(s, i % 3);
    }
    assert_int_equal(bytes, LARGE);
    assert_int_equal(slot->info.bytes, LARGE);
}

static void write_lines(const char *path, size_t bytes)
{
    static char text[LARGE];
    for (size_t i = 0; i < bytes; i++)
        text[i] = (char)(i % 64 == 63 ? '\n' : 'a');
    write_file(path, text, bytes);
}

static void small_and_large(void **state)
{
    (void)state;
    static const char *const paths[] = {"a", "b", "c", "d"};
    write_lines("a", 6400);
    write_lines("b", LARGE);
    write_lines("c", 640);
    write_lines("d", LARGE);
    struct scene s;
    begin(&s, paths, 4);
    check_whole(fill(&s, 0), 0, false);
    check_blocks(&s, 1, NULL);
    check_whole(fill(&s, 1), 2, false);
    check_blocks(&s, 3, NULL);
    assert_null(fill(&s, 0));
    assert_null(fill(&s, 1));
    end(&s);
}

/* What is large, or has several names, is read under the first of them. */
static void met_twice(void **state)
{
    (void)state;
    static const char *const paths[] = {"a", "b", "c", "d", "e", "f"};
    write_lines("a", LARGE);
    write_lines("b", 640);
    assert_int_equal(link("a", "c"), 0);
    assert_int_equal(link("b", "d"), 0);
    assert_int_equal(symlink("a", "e"), 0);
    assert_int_equal(symlink("b", "f"), 0);
    struct scene s;
    begin(&s, paths, 6);
    check_blocks(&s, 0, NULL);
    check_whole(fill(&s, 0), 1, false);
    check_whole(fill(&s, 1), 2, true);
    check_whole(fill(&s, 2), 3, true);
    check_whole(fill(&s, 0), 4, true);
    check_whole(fill(&s, 1), 5, true);
    for (size_t i = 0; i < 2; i++) /* else the third would wait for what they may come upon */
        intake_leave(&s.intake, &s.workers[i]);
    assert_null(fill(&s, 2));
    end(&s);
}

/* Several are large: they are read one after the other, the first one first, also where another had
 * been begun. */
static void several_large_ones(void **state)
{
    (void)state;
    static const char *const paths[] = {"a", "b", "c"};
    struct error err;
    struct scene s;
    for (size_t i = 0; i < 3; i++)
        write_lines(paths[i], LARGE);
    begin(&s, paths, 3);
    struct slot *slots[3];
    struct reader own[3];
    for (size_t i = 0; i < 3; i++) { /* each has taken one, none has opened it yet */
        slots[i] = slots_take(&s.slots);
        assert_true(reader_split(&s.intake.reader, SMALL_FILE_BYTES, &own[i]));
        assert_int_equal(reader_open(&own[i], &s.workers[i].near, &err), STATUS_OK);
    }
    static const size_t order[] = {1, 0, 2};
    for (size_t i = 0; i < 3; i++) {
        intake_share(&s.intake, &own[order[i]].at);
        assert_null(own[order[i]].at.source);
        slots_give_back(&s.slots, slots[i]);
        if (i == 0) { /* it is begun */
            const struct slot *slot = fill(&s, 0);
            assert_non_null(slot);
            assert_int_equal(slot->number, reading_of_file(1));
        }
    }
    check_blocks(&s, 0, NULL);
    for (size_t number = 1;; number++) { /* it is gone on with */
        const struct slot *slot = fill(&s, 0);
        assert_non_null(slot);
        assert_int_equal(slot->number, reading_of_file(1) + number);
        if (slot->last)
            break;
    }
    check_blocks(&s, 2, NULL);
    assert_null(fill(&s, 0));
    end(&s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        folder_test(small_and_large),
        folder_test(met_twice),
        folder_test(several_large_ones),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
