/* scan/taken.c: what one position of a pattern takes. */
#include "fixture.h"

#include "scan/taken.h"

#define DIGIT(n) (1U << (n))

static struct taken of_escape(const char *text)
{
    struct taken taken;
    assert_true(taken_read_escape(&text, &taken));
    assert_int_equal(*text, '\0');
    return taken;
}

static struct taken of_class(const char *text)
{
    struct taken taken;
    assert_true(taken_read_class(&text, &taken));
    assert_int_equal(*text, '\0');
    return taken;
}

static bool takes(struct taken taken, char c)
{
    return byte_set_has(&taken.others, c);
}

static void bytes_are_digits_or_letters_in_both_cases(void **state)
{
    (void)state;
    struct taken seven = taken_of_byte('7');
    assert_int_equal(seven.digits, DIGIT(7));
    assert_int_equal(byte_set_count(&seven.others), 0);
    struct taken letter = taken_of_byte('e');
    assert_true(takes(letter, 'e') && takes(letter, 'E') && !letter.digits);
    assert_int_equal(byte_set_count(&letter.others), 2);
    assert_true(takes(taken_of_byte('\xc3'), '\xe4')); /* which character is all the same */
    assert_int_equal(taken_of_dot().digits, ALL_DIGITS);
    assert_true(takes(taken_of_dot(), ' '));
}

static void escapes_stand_for_digits_or_for_none(void **state)
{
    (void)state;
    assert_int_equal(of_escape("d").digits, ALL_DIGITS);
    assert_false(takes(of_escape("d"), 'a'));
    assert_int_equal(of_escape("w").digits, ALL_DIGITS);
    assert_true(takes(of_escape("w"), 'a') && !takes(of_escape("w"), '.'));
    assert_int_equal(of_escape("S").digits, ALL_DIGITS);
    assert_int_equal(of_escape("D").digits, 0);
    assert_true(takes(of_escape("s"), ' '));
    assert_int_equal(of_escape("x37").digits, DIGIT(7));
    assert_true(takes(of_escape("."), '.'));
    static const char *const refused[] = {"", "1", "K", "pL", "H", "xg0", "x4"};
    for (size_t i = 0; i < sizeof refused / sizeof *refused; i++) {
        const char *text = refused[i];
        struct taken taken;
        if (taken_read_escape(&text, &taken))
            fail_msg("\\%s", refused[i]);
    }
}

static void classes_unite_what_is_in_them(void **state)
{
    (void)state;
    assert_int_equal(of_class("01]").digits, DIGIT(0) | DIGIT(1));
    assert_int_equal(of_class("5-7]").digits, DIGIT(5) | DIGIT(6) | DIGIT(7));
    assert_int_equal(of_class("\\da-f]").digits, ALL_DIGITS);
    assert_true(takes(of_class("\\da-f]"), 'C') && !takes(of_class("\\da-f]"), 'g'));
    assert_true(takes(of_class("a-]"), '-'));
    assert_int_equal(of_class("^1]").digits, ALL_DIGITS ^ DIGIT(1));
    assert_true(takes(of_class("^a]"), 'a')); /* rather too many than too few */
    static const char *const refused[] = {"", "1", "[:alpha:]]", "\\K]", "a-\\d]"};
    for (size_t i = 0; i < sizeof refused / sizeof *refused; i++) {
        const char *text = refused[i];
        struct taken taken;
        if (taken_read_class(&text, &taken))
            fail_msg("[%s", refused[i]);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(bytes_are_digits_or_letters_in_both_cases),
        cmocka_unit_test(escapes_stand_for_digits_or_for_none),
        cmocka_unit_test(classes_unite_what_is_in_them),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
