/* scan/digits_families.c: which numbers that begin as codes do are taken alike. */
#include "digits_fixture.h"

#include "scan/digits_memory.h"
#include "scan/snapshot.h"

/* What is said after it was asked for often enough. */
static uint8_t family(struct digits_memory *m, const char *line, size_t from, uint32_t value)
{
    struct digits_question *q = digits_question(m, str_from(line), from, from + 5);
    for (int i = 0; i < 200; i++)
        (void)digits_family(m, q, value);
    return digits_family(m, q, value);
}

static void families_are_taken_alike(void **state)
{
    (void)state;
    struct digits_fixture f = DIGITS_FIXTURE("error (?<code>1[01]\\d{3})\\b", "error 1006\\d");
    struct digits_memory *m = f.memory;
    uint8_t one = family(m, "error 10054", 6, 10054);
    assert_int_not_equal(one, 0);
    assert_int_equal(family(m, "error 10054", 6, 10011), one);
    assert_int_not_equal(family(m, "error 10054", 6, 10061), one);
    assert_int_equal(family(m, "error 10054", 6, 10061), family(m, "error 10054", 6, 10069));
    assert_int_not_equal(family(m, "error 10054", 6, 11001), 0);
    digits_fixture_close(&f);
}

static void other_numbers_have_none(void **state)
{
    (void)state;
    struct digits_fixture f = DIGITS_FIXTURE("error (?<code>1[01]\\d{3})\\b");
    assert_int_equal(family(f.memory, "error 10254", 6, 10254), 0);
    assert_int_equal(family(f.memory, "error 11100", 6, 11100), 0);
    assert_int_equal(family(f.memory, "error 20054", 6, 20054), 0);
    struct digits_question *q = digits_question(f.memory, STR("error 100541"), 6, 12);
    assert_int_equal(digits_family(f.memory, q, 10054), 0); /* one about other lengths */
    digits_fixture_close(&f);
}

/* Two of which a part is read are matched alike, and read differently. */
static void what_is_read_in_parts_has_none(void **state)
{
    (void)state;
    struct digits_fixture f = DIGITS_FIXTURE("error 10(?<low>\\d{3})\\b");
    assert_int_equal(family(f.memory, "error 10054", 6, 10054), 0);
    assert_int_not_equal(family(f.memory, "error 11004", 6, 11004), 0); /* nothing is read of it */
    digits_fixture_close(&f);
}

/* It takes long, so it is not done for a few numbers. */
static void they_are_found_out_when_asked_for_often(void **state)
{
    (void)state;
    struct digits_fixture f = DIGITS_FIXTURE("error (?<code>1[01]\\d{3})\\b");
    struct digits_question *q = digits_question(f.memory, STR("error 10054"), 6, 11);
    for (int i = 0; i < 50; i++)
        assert_int_equal(digits_family(f.memory, q, 10054), 0);
    assert_null(q->families);
    for (int i = 0; i < 50; i++)
        (void)digits_family(f.memory, q, 10054);
    assert_non_null(q->families);
    assert_ptr_equal(q->families, q->own_families);
    digits_fixture_close(&f);
}

/* With the built-in patterns: members of a family have the same ways, others have not; and of what
 * stands in ordinary text all is known from the beginning. */
static void families_have_the_same_ways(void **state)
{
    (void)state;
    static const char *const lines[] = {"error 10054", "job 10054 done", "(10054)", "pid=10054,"};
    struct digits_fixture f = digits_fixture_of(digits_read(scan_snapshot_builtin()->digits));
    for (size_t l = 0; l < sizeof lines / sizeof *lines; l++) {
        size_t from = strcspn(lines[l], "1");
        struct digits_ways ways[DIGITS_FAMILY_MEMBERS];
        uint8_t families[DIGITS_FAMILY_MEMBERS];
        struct digits_question *q = digits_question(f.memory, str_from(lines[l]), from, from + 5);
        assert_true(q->families && !q->own_families);
        for (uint32_t i = 0; i < DIGITS_FAMILY_MEMBERS; i++) {
            uint32_t value = i < 200 ? 10000 + i : 11000 + i - 200;
            char text[64];
            (void)snprintf(text, sizeof text, "%.*s%u%s", (int)from, lines[l], (unsigned)value,
                           lines[l] + from + 5);
            families[i] = digits_family(f.memory, q, value);
            bool known = digits_ways(f.memory, str_from(text), from, from + 5, &ways[i]);
            assert_int_equal(families[i] > 0, known && !ways[i].in_parts);
            for (uint32_t k = 0; k < i && families[i]; k++)
                if (families[k])
                    assert_int_equal(families[i] == families[k],
                                     memcmp(&ways[i], &ways[k], sizeof *ways) == 0);
        }
    }
    digits_fixture_close(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(families_are_taken_alike),
        cmocka_unit_test(other_numbers_have_none),
        cmocka_unit_test(what_is_read_in_parts_has_none),
        cmocka_unit_test(they_are_found_out_when_asked_for_often),
        cmocka_unit_test(families_have_the_same_ways),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
