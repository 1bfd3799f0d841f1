#include "base/vocabulary.h"

#define ROW(name, id) id,

#define VOCABULARY_DEFINE(TYPE, type, LIST)                                                        \
    static const char *const type##_ids[] = {LIST(ROW)};                                           \
    const char *type##_id(enum type value)                                                         \
    {                                                                                              \
        return (unsigned)value < TYPE##_COUNT ? type##_ids[value] : "?";                           \
    }                                                                                              \
    bool type##_from(struct str id, enum type *out)                                                \
    {                                                                                              \
        for (unsigned i = 0; i < TYPE##_COUNT; i++) {                                              \
            if (str_equal(id, str_from(type##_ids[i]))) {                                          \
                *out = (enum type)i;                                                               \
                return true;                                                                       \
            }                                                                                      \
        }                                                                                          \
        return false;                                                                              \
    }

VOCABULARY_DEFINE(SEVERITY, severity, SEVERITY_LIST)
VOCABULARY_DEFINE(CONFIDENCE, confidence, CONFIDENCE_LIST)
VOCABULARY_DEFINE(RETRY, retry, RETRY_LIST)
VOCABULARY_DEFINE(AUDIENCE, audience, AUDIENCE_LIST)
VOCABULARY_DEFINE(ACTION, action, ACTION_LIST)
VOCABULARY_DEFINE(OPERATION, operation, OPERATION_LIST)
