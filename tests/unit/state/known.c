#include "state/known.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#define SEED 11
#define ROWS 8

struct scene {
    struct known_log rows[ROWS];
    struct known_logs known;
    size_t count;
    struct found_log found[ROWS];
    size_t found_count;
    struct claim claims[ROWS * ROWS];
    size_t claim_count;
};

static void add_row(struct scene *s, const char *path, uint64_t inode, const char *text,
                    uint64_t offset)
{
    struct known_log *row = &s->rows[s->count++];
    *row = (struct known_log){.path = path, .device = 1, .inode = inode, .offset = offset};
    row->print = fingerprint_make(str_from(text), strlen(text), STR(""), SEED);
    if (offset >= KNOWN_PROOF_BYTES)
        row->print.head_len = offset; /* as if so much had been hashed */
}

static void add_found(struct scene *s, const char *path, uint64_t inode, bool packed)
{
    s->found[s->found_count++] =
        (struct found_log){.path = path, .device = 1, .inode = inode, .packed = packed};
}

static void claim(struct scene *s, size_t found, size_t known, bool proven)
{
    s->claims[s->claim_count++] = (struct claim){found, known, proven};
}

static void settle(struct scene *s)
{
    struct error err;
    s->known = (struct known_logs){.items = s->rows, .count = s->count, .seed = SEED};
    assert_int_equal(
        claims_settle(&s->known, s->found, s->found_count, s->claims, s->claim_count, &err),
        STATUS_OK);
}

static void rows_are_found_by_their_heads(void **state)
{
    (void)state;
    struct scene s = {0};
    struct error err;
    size_t rows[ROWS], count;
    add_row(&s, "a", 1, "one", 3);
    add_row(&s, "b", 2, "one two", 7);
    add_row(&s, "c", 3, "one", 3);
    add_row(&s, "d", 4, "two", 3);
    assert_int_equal(known_index(s.rows, s.count, SEED, &s.known, &err), STATUS_OK);
    assert_int_equal(known_find(&s.known, STR("one two three"), rows, ROWS, &count, &err),
                     STATUS_OK);
    assert_int_equal(count, 3);
    assert_int_equal(rows[0] + rows[1] + rows[2], 0 + 1 + 2);
    assert_int_equal(known_find(&s.known, STR("one"), rows, ROWS, &count, &err), STATUS_OK);
    assert_int_equal(count, 2);
    assert_int_equal(known_find(&s.known, STR("one two three"), rows, 1, &count, &err), STATUS_OK);
    assert_int_equal(count, 1);
    assert_int_equal(known_find(&s.known, STR("on"), rows, ROWS, &count, &err), STATUS_OK);
    assert_int_equal(count, 0);
    known_release(&s.known);
    known_release(&s.known);
}

/* All begin with the same line: the longest text tells, then the inode, then the name. */
static void the_strongest_proof_comes_first(void **state)
{
    (void)state;
    struct scene s = {0};
    add_row(&s, "/l/app.log", 10, "head", 4);
    add_row(&s, "/l/app.log.1", 9, "head and more", 13);
    add_found(&s, "/l/app.log", 20, false);   /* new, and longer than any */
    add_found(&s, "/l/app.log.1", 10, false); /* what was app.log */
    add_found(&s, "/l/app.log.2", 9, false);  /* what was app.log.1 */
    claim(&s, 0, 0, true);
    claim(&s, 1, 0, true);
    claim(&s, 2, 0, true);
    claim(&s, 2, 1, true);
    settle(&s);
    assert_true(s.found[0].known == KNOWN_NONE);
    assert_int_equal(s.found[1].known, 0);
    assert_int_equal(s.found[2].known, 1);
}

static void what_stayed_where_it_was_is_itself(void **state)
{
    (void)state;
    struct scene s = {0};
    add_row(&s, "/l/a.log", 10, "same", 2000);
    add_row(&s, "/l/b.log", 11, "same", 3000);
    add_found(&s, "/l/a.log", 10, false);
    claim(&s, 0, 0, true);
    claim(&s, 0, 1, true);
    settle(&s);
    assert_int_equal(s.found[0].known, 0); /* although b.log, which is gone, was read further */
}

static void little_text_alone_is_no_proof(void **state)
{
    (void)state;
    struct scene s = {0};
    add_row(&s, "/l/app.log", 10, "head", 4);
    add_row(&s, "/l/long.log", 11, "long", KNOWN_PROOF_BYTES);
    add_found(&s, "/l/other.log", 20, false);
    add_found(&s, "/l/else.log", 21, false);
    claim(&s, 0, 0, true);
    claim(&s, 1, 1, true);
    settle(&s);
    assert_true(s.found[0].known == KNOWN_NONE);
    assert_int_equal(s.found[0].doubt, DOUBT_SHORT);
    assert_int_equal(s.found[0].like, 0);
    assert_int_equal(s.found[1].known, 1);
    assert_int_equal(s.found[1].doubt, DOUBT_NONE);
}

static void copies_and_packed_copies(void **state)
{
    (void)state;
    struct scene s = {0};
    add_row(&s, "/l/app.log", 10, "much", 5000);
    add_found(&s, "/l/app.log.1", 10, false);
    add_found(&s, "/l/copy.log", 30, false);
    add_found(&s, "/l/app.log.1.gz", 31, true);
    for (size_t i = 0; i < 3; i++)
        claim(&s, i, 0, true);
    s.claims[2].proven = false; /* it is not finished yet */
    settle(&s);
    assert_int_equal(s.found[0].known, 0);
    assert_int_equal(s.found[1].doubt, DOUBT_COPY);
    assert_int_equal(s.found[2].doubt, DOUBT_PACKED);
}

static void changed_in_the_middle(void **state)
{
    (void)state;
    struct scene s = {0};
    add_row(&s, "/l/app.log", 10, "much", 5000);
    add_found(&s, "/l/app.log", 10, false);
    claim(&s, 0, 0, false);
    settle(&s);
    assert_true(s.found[0].known == KNOWN_NONE);
    assert_int_equal(s.found[0].doubt, DOUBT_CHANGED);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rows_are_found_by_their_heads),
        cmocka_unit_test(the_strongest_proof_comes_first),
        cmocka_unit_test(what_stayed_where_it_was_is_itself),
        cmocka_unit_test(little_text_alone_is_no_proof),
        cmocka_unit_test(copies_and_packed_copies),
        cmocka_unit_test(changed_in_the_middle),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
