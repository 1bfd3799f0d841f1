#include "base/vocabulary.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

/* Each word of a list leads to its value and back; no two are alike. */
#define CHECK_LIST(TYPE, type)                                                                     \
    static void type##_there_and_back(void **state)                                                \
    {                                                                                              \
        (void)state;                                                                               \
        for (unsigned i = 0; i < TYPE##_COUNT; i++) {                                              \
            enum type value = TYPE##_COUNT;                                                        \
            assert_true(type##_from(str_from(type##_id((enum type)i)), &value));                   \
            assert_int_equal(value, i);                                                            \
        }                                                                                          \
        enum type untouched = TYPE##_COUNT;                                                        \
        assert_false(type##_from(STR("no such word"), &untouched));                                \
        assert_false(type##_from(STR(""), &untouched));                                            \
        assert_int_equal(untouched, TYPE##_COUNT);                                                 \
        assert_string_equal(type##_id(TYPE##_COUNT), "?");                                         \
    }

CHECK_LIST(SEVERITY, severity)
CHECK_LIST(CONFIDENCE, confidence)
CHECK_LIST(RETRY, retry)
CHECK_LIST(AUDIENCE, audience)
CHECK_LIST(ACTION, action)
CHECK_LIST(OPERATION, operation)

/* Thresholds compare the values, so their order is part of the meaning. */
static void least_first(void **state)
{
    (void)state;
    assert_true(SEVERITY_IGNORABLE < SEVERITY_INFORMATIONAL);
    assert_true(SEVERITY_INFORMATIONAL < SEVERITY_TRANSIENT);
    assert_true(SEVERITY_TRANSIENT < SEVERITY_ACTIONABLE);
    assert_true(SEVERITY_ACTIONABLE < SEVERITY_CRITICAL);
    assert_true(CONFIDENCE_POSSIBLE < CONFIDENCE_LIKELY);
    assert_true(CONFIDENCE_LIKELY < CONFIDENCE_CERTAIN);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(severity_there_and_back),
        cmocka_unit_test(confidence_there_and_back),
        cmocka_unit_test(retry_there_and_back),
        cmocka_unit_test(audience_there_and_back),
        cmocka_unit_test(action_there_and_back),
        cmocka_unit_test(operation_there_and_back),
        cmocka_unit_test(least_first),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
