/*
 * A small scanner to test with: four errors, a handful of rules, every prefilter of this build.
 */
#ifndef WSALOG_TESTS_SCAN_FIXTURE_H
#define WSALOG_TESTS_SCAN_FIXTURE_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "engine/multi.h"
#include "scan/byte_set.h"
#include "scan/scanner.h"

enum { EINVAL_INDEX, CONNRESET_INDEX, REFUSED_INDEX, NO_MORE_INDEX, NO_MORE_TOO_INDEX };

static const int32_t fixture_codes[] = {10022, 10054, 10061, 10102, 10110};
static const struct name_row fixture_names[] = {
    {"WSAEINVAL", EINVAL_INDEX},          {"WSAECONNRESET", CONNRESET_INDEX},
    {"ConnectionReset", CONNRESET_INDEX}, {"WSAECONNREFUSED", REFUSED_INDEX},
    {"WSAENOMORE", NO_MORE_INDEX},        {"WSA_E_NO_MORE", NO_MORE_TOO_INDEX},
};

static const int32_t fixture_related_codes[] = {64, 1236};
static const struct name_row fixture_related_names[] = {{"ERROR_NETNAME_DELETED", 0},
                                                        {"ERROR_CONNECTION_ABORTED", 1}};

static const struct trigger fixture_triggers[] = {
    {"number", "", "(?:^|[^0-9])1(?:00[0-9]{2}|01[01][0-9]|10[0-3][0-9])(?:[^0-9]|$)"},
    {"wsa", "", "WSA[E_]"},
    {"hresult", "", "8007(?:27|2[aA]|2[bB])"},
    {"split", "", "code follows"},
    {"w3c-header", "", "#Fields:"},
};
static const uint16_t by_number[] = {0};
static const uint16_t by_name[] = {1};
static const uint16_t by_hresult[] = {2};
static const uint16_t by_split[] = {3};

#define FIXTURE_RULE(rule_id, sure, regex, wakes)                                                  \
    {                                                                                              \
        .id = rule_id, .about = "", .file = "fixture", .confidence = CONFIDENCE_##sure,            \
        .column = "", .pattern = regex, .error = "", .operation = OPERATION_NONE,                  \
        .triggers = wakes, .trigger_count = 1                                                      \
    }

static const struct rule fixture_rules[] = {
    FIXTURE_RULE("winerror", CERTAIN, "\\[WinError (?<code>1[01]\\d{3})\\]", by_number),
    FIXTURE_RULE("name-number", CERTAIN, "(?<name>WSAE\\w+) \\((?<code>1[01]\\d{3})\\)", by_name),
    FIXTURE_RULE("name", CERTAIN, "\\b(?<name>WSA[E_]\\w+)", by_name),
    FIXTURE_RULE("hresult", CERTAIN, "0x(?<hresult>[0-9A-F]{8})", by_hresult),
    FIXTURE_RULE("error", LIKELY, "(?i)error:? (?:on port )?(?<code>1[01]\\d{3})\\b", by_number),
    FIXTURE_RULE("near", POSSIBLE, "(?i)failed \\w+ (?<code>1[01]\\d{3})\\b", by_number),
    {.id = "split",
     .about = "",
     .file = "fixture",
     .confidence = CONFIDENCE_CERTAIN,
     .column = "",
     .pattern = "code follows\\s+(?<code>1[01]\\d{3})",
     .error = "",
     .operation = OPERATION_CONNECT,
     .multiline = true,
     .triggers = by_split,
     .trigger_count = 1},
    {.id = "status",
     .about = "",
     .file = "fixture",
     .confidence = CONFIDENCE_CERTAIN,
     .column = "sc-win32-status",
     .pattern = "",
     .error = "",
     .operation = OPERATION_NONE},
    {.id = "related-status",
     .about = "",
     .file = "fixture",
     .confidence = CONFIDENCE_CERTAIN,
     .column = "sc-win32-status",
     .pattern = "",
     .error = "",
     .operation = OPERATION_NONE,
     .related = true},
};

static const struct guard fixture_guards[] = {
    {.id = "port", .about = "", .file = "fixture", .pattern = "port (?<number>1[01]\\d{3})\\b"},
};

static const struct message fixture_messages[] = {
    {10054, 0, false, "en", "An existing connection was forcibly closed by the remote host",
     "forcibly closed"},
    {10110, 10102, false, "en", "No more results can be returned by WSALookupServiceNext",
     "results can be returned"},
    {10061, 0, false, "ru",
     "\xd0\x9f\xd0\xbe\xd0\xb4\xd0\xba\xd0\xbb\xd1\x8e\xd1\x87\xd0\xb5\xd0\xbd\xd0\xb8\xd0\xb5 "
     "\xd0\xbd\xd0\xb5 \xd1\x83\xd1\x81\xd1\x82\xd0\xb0\xd0\xbd\xd0\xbe\xd0\xb2\xd0\xbb\xd0\xb5"
     "\xd0\xbd\xd0\xbe",
     "\xd0\xbd\xd0\xb5 \xd1\x83\xd1\x81\xd1\x82\xd0\xb0\xd0\xbd\xd0\xbe\xd0\xb2"},
};

static const struct ruleset fixture_set = {
    .rules = fixture_rules,
    .rule_count = sizeof fixture_rules / sizeof *fixture_rules,
    .guards = fixture_guards,
    .guard_count = 1,
    .triggers = fixture_triggers,
    .trigger_count = 5,
    .messages = fixture_messages,
    .message_count = 3,
    .version = "fixture",
};

struct fixture {
    struct names *names;
    struct names *related;
    struct scanner *scanner;
    struct scan_scratch *scratch;
    struct scan_result result;
};

static inline void fixture_open(struct fixture *f, enum scan_prefilter prefilter)
{
    struct error err;
    size_t rows = sizeof fixture_names / sizeof *fixture_names;
    size_t codes = sizeof fixture_codes / sizeof *fixture_codes;
    assert_int_equal(names_new(fixture_codes, codes, fixture_names, rows, &f->names, &err), 0);
    assert_int_equal(
        names_new(fixture_related_codes, 2, fixture_related_names, 2, &f->related, &err), 0);
    f->names->related = f->related;
    if (scanner_new(&fixture_set, f->names, prefilter, &f->scanner, &err))
        fail_msg("%s", err.text);
    scanner_expect_repeats(f->scanner, NULL);
    assert_int_equal(scan_scratch_new(f->scanner, &f->scratch, &err), 0);
}

static inline void fixture_close(struct fixture *f)
{
    scan_scratch_free(f->scratch);
    scanner_free(f->scanner);
    names_free(f->names);
    names_free(f->related);
}

static inline void fixture_scan(struct fixture *f, struct scan_block block)
{
    struct error err;
    if (!block.line_end)
        block.line_end = '\n';
    if (scan_block(f->scanner, f->scratch, &block, &f->result, &err))
        fail_msg("%s", err.text);
}

static inline void fixture_scan_text(struct fixture *f, const char *text)
{
    fixture_scan(f, (struct scan_block){.bytes = str_from(text), .owned_len = strlen(text)});
}

/* How many bytes are in a set. */
static inline size_t byte_set_count(const struct byte_set *set)
{
    size_t count = 0;
    for (int byte = 0; byte < 256; byte++)
        count += byte_set_has(set, (char)byte);
    return count;
}

/* Runs a test body with each prefilter that this build has. */
static inline void with_each_prefilter(void (*body)(struct fixture *f))
{
    static const enum scan_prefilter all[] = {SCAN_EVERY_LINE, SCAN_PCRE2, SCAN_VECTORSCAN,
                                              SCAN_SIEVE};
    for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
        if (all[i] == SCAN_VECTORSCAN && !multi_available())
            continue;
        struct fixture f;
        fixture_open(&f, all[i]);
        body(&f);
        fixture_close(&f);
    }
}

#endif
