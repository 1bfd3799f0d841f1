/*
 * The closed word lists that several folders share: what a report may say of an error. Each list
 * is one table of rows (id as in JSON and in the data files); adding a word is adding a row.
 */
#ifndef WSALOG_BASE_VOCABULARY_H
#define WSALOG_BASE_VOCABULARY_H

#include "base/str.h"

/* How much an error matters, least first. */
#define SEVERITY_LIST(X)                                                                           \
    X(IGNORABLE, "ignorable")                                                                      \
    X(INFORMATIONAL, "informational")                                                              \
    X(TRANSIENT, "transient")                                                                      \
    X(ACTIONABLE, "actionable")                                                                    \
    X(CRITICAL, "critical")

/* How sure the scanner is that a mention is a Winsock error, least first. */
#define CONFIDENCE_LIST(X)                                                                         \
    X(POSSIBLE, "possible")                                                                        \
    X(LIKELY, "likely")                                                                            \
    X(CERTAIN, "certain")

/* Whether the same call may succeed when tried again. */
#define RETRY_LIST(X)                                                                              \
    X(YES, "yes")                                                                                  \
    X(NO, "no")                                                                                    \
    X(AFTER_FIX, "after-fix")

/* Who should look. */
#define AUDIENCE_LIST(X)                                                                           \
    X(OPERATOR, "operator")                                                                        \
    X(NETWORK, "network")                                                                          \
    X(DEVELOPER, "developer")                                                                      \
    X(NOBODY, "nobody")

/* An action only looks, or it changes something. */
#define ACTION_LIST(X)                                                                             \
    X(CHECK, "check")                                                                              \
    X(CHANGE, "change")

/* The socket call that failed. */
#define OPERATION_LIST(X)                                                                          \
    X(BIND, "bind")                                                                                \
    X(LISTEN, "listen")                                                                            \
    X(CONNECT, "connect")                                                                          \
    X(ACCEPT, "accept")                                                                            \
    X(SEND, "send")                                                                                \
    X(RECEIVE, "receive")                                                                          \
    X(RESOLVE, "resolve")                                                                          \
    X(CLOSE, "close")                                                                              \
    X(OPTION, "option")                                                                            \
    X(STARTUP, "startup")

#define VOCABULARY_DECLARE(TYPE, type, LIST)                                                       \
    enum type { LIST(VOCABULARY_##TYPE) TYPE##_COUNT };                                            \
    const char *type##_id(enum type value); /* "?" when out of range */                            \
    bool type##_from(struct str id, enum type *out);

/* Defines what VOCABULARY_DECLARE declares; for lists of one folder as well. */
#define VOCABULARY_ID(name, id) id,
#define VOCABULARY_DEFINE(TYPE, type, LIST)                                                        \
    static const char *const type##_ids[] = {LIST(VOCABULARY_ID)};                                 \
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

#define VOCABULARY_SEVERITY(name, id) SEVERITY_##name,
#define VOCABULARY_CONFIDENCE(name, id) CONFIDENCE_##name,
#define VOCABULARY_RETRY(name, id) RETRY_##name,
#define VOCABULARY_AUDIENCE(name, id) AUDIENCE_##name,
#define VOCABULARY_ACTION(name, id) ACTION_##name,
#define VOCABULARY_OPERATION(name, id) OPERATION_##name,

VOCABULARY_DECLARE(SEVERITY, severity, SEVERITY_LIST)
VOCABULARY_DECLARE(CONFIDENCE, confidence, CONFIDENCE_LIST)
VOCABULARY_DECLARE(RETRY, retry, RETRY_LIST)
VOCABULARY_DECLARE(AUDIENCE, audience, AUDIENCE_LIST)
VOCABULARY_DECLARE(ACTION, action, ACTION_LIST)
VOCABULARY_DECLARE(OPERATION, operation, OPERATION_LIST)

/* No operation could be told. */
#define OPERATION_NONE OPERATION_COUNT

#endif
