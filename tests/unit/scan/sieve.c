/* scan/sieve.c, sieve_make.c: what passes, wherever it stands. */
#include "fixture.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "engine/regex.h"
#include "rules/ruleset.h"
#include "scan/ordinary.h"
#include "scan/sieve.h"

static struct sieve *make(const char *const *patterns, size_t count)
{
    struct sieve_maker *maker;
    struct error err;
    assert_int_equal(sieve_maker_new(ordinary_text, &maker, &err), STATUS_OK);
    for (size_t i = 0; i < count; i++) {
        struct sequences sequences;
        assert_true(sequences_of_pattern(patterns[i], &sequences));
        assert_true(sieve_add(maker, (unsigned)i, &sequences));
        sequences_release(&sequences);
    }
    struct sieve *s = sieve_make(maker);
    sieve_maker_free(maker);
    return s;
}

struct hits_seen {
    unsigned count, open;
    unsigned of[64]; /* by trigger */
    size_t end;      /* of the last */
};

static void note(void *state, unsigned trigger, size_t end, bool open)
{
    struct hits_seen *seen = state;
    seen->count++;
    seen->open += open;
    seen->of[trigger]++;
    seen->end = end;
}

static struct hits_seen run(const struct sieve *s, struct str text)
{
    struct hits_seen seen = {0};
    sieve_run(s, text, note, &seen);
    return seen;
}

#define NUMBER "(?:^|[^0-9])1(?:00[0-9]{2}|01[01][0-9])(?:[^0-9]|$)"

static void a_sequence_is_found_at_any_place(void **state)
{
    (void)state;
    static const char *const patterns[] = {"(?i)forcibly closed", "Unreachable (?:host|net)",
                                           "wsa_e", NUMBER};
    struct sieve *s = make(patterns, 4);
    assert_non_null(s);
    static const char *const texts[] = {"FORCIBLY Closed", "Unreachable net", "wsa_e", "10054"};
    for (size_t t = 0; t < 4; t++)
        for (size_t before = 0; before < 70; before++)
            for (size_t behind = 0; behind < 40; behind += 13) {
                char text[256];
                int len =
                    snprintf(text, sizeof text, "%.*s%s%.*s", (int)before,
                             "----------------------------------------------------------------"
                             "---------",
                             texts[t], (int)behind, "--------------------------------------");
                struct hits_seen seen = run(s, (struct str){text, (size_t)len});
                assert_int_equal(seen.count, 1);
                assert_int_equal(seen.of[t], 1);
                assert_int_equal(seen.end, before + strlen(texts[t]) + (t == 3 && behind));
            }
    sieve_free(s);
}

static void ends_of_lines_and_of_the_text_count(void **state)
{
    (void)state;
    static const char *const patterns[] = {NUMBER};
    struct sieve *s = make(patterns, 1);
    static const struct {
        const char *text;
        bool found;
    } rows[] = {
        {"10054", true},   {"10054\n", true}, {"x\n10054\r\ny", true},
        {"110054", false}, {"100541", false}, {"1005", false},
        {"", false},       {" 10054 ", true}, {"10120", false},
        {"10119", true},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        assert_int_equal(run(s, str_from(rows[i].text)).count > 0, rows[i].found);
    sieve_free(s);
}

static void an_open_sequence_says_so(void **state)
{
    (void)state;
    static const char *const patterns[] = {"port [0-9]{1,20}: timed out"};
    struct sieve *s = make(patterns, 1);
    struct hits_seen seen = run(s, STR("on port 80: closed"));
    assert_int_equal(seen.count, 1);
    assert_int_equal(seen.open, 1);
    sieve_free(s);
}

static void it_is_kept_as_bytes(void **state)
{
    (void)state;
    static const char *const patterns[] = {"forcibly closed"};
    struct sieve *s = make(patterns, 1);
    struct str bytes = sieve_bytes(s);
    const struct sieve *again = sieve_view(bytes);
    assert_non_null(again);
    assert_int_equal(run(again, STR("was forcibly closed")).count, 1);
    assert_null(sieve_view((struct str){bytes.ptr, bytes.len - 1}));
    sieve_free(s);
}

static void members_of_a_bucket_are_told_apart(void **state)
{
    (void)state;
    /* All too short for a window; some test the same bytes, some end before those. */
    static const char *const patterns[] = {"qx[0-4]zw", "qx[0-4]zwk", "qx[5-9]zw", "qxk",
                                           "j(?:q|k)"};
    struct sieve *s = make(patterns, 5);
    static const struct {
        const char *text;
        unsigned of[5];
    } rows[] = {
        {"a qx3zwk", {1, 1, 0, 0, 0}}, {"qx3zw", {1, 0, 0, 0, 0}},
        {"qx7zwk", {0, 0, 1, 0, 0}},   {"qx", {0}},
        {"qxk", {0, 0, 0, 1, 0}},      {"..jk", {0, 0, 0, 0, 1}},
        {"jjq", {0, 0, 0, 0, 1}},      {"qx3z", {0}},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct hits_seen seen = run(s, str_from(rows[i].text));
        for (size_t t = 0; t < 5; t++)
            assert_int_equal(seen.of[t], rows[i].of[t]);
    }
    sieve_free(s);
}

static void one_hit_is_found_after_any_others(void **state)
{
    (void)state;
    static const char *const patterns[] = {"forcibly closed", "qx[0-4]z"};
    struct sieve *s = make(patterns, 2);
    static char text[20000];
    memset(text, '.', sizeof text);
    unsigned put = 0;
    for (size_t at = 0; at + 40 < sizeof text; at += 331 + at / 16, put++)
        memcpy(text + at, put % 2 ? "forcibly closed" : "qx2z", put % 2 ? 15 : 4);
    struct hits_seen seen = run(s, (struct str){text, sizeof text});
    assert_int_equal(seen.count, put);
    assert_int_equal(seen.of[0], put / 2);
    for (size_t from = 0; from < 680; from += 7) {
        struct sieve_walk walk;
        sieve_begin(&walk, s, (struct str){text, sizeof text});
        size_t next = from < 4 ? 4 : from < 331 + 15 ? 331 + 15 : 331 + 351 + 4;
        assert_int_equal(sieve_next(&walk, from), next);
    }
    struct sieve_walk walk;
    sieve_begin(&walk, s, (struct str){text, sizeof text});
    for (size_t end = 0; (end = sieve_next(&walk, end)) != SIZE_MAX; put--)
        assert_true(text[end - 1] == 'd' || text[end - 1] == 'z');
    assert_int_equal(put, 0);
    sieve_free(s);
}

static void what_is_too_much_makes_none(void **state)
{
    (void)state;
    struct sieve_maker *maker;
    struct error err;
    struct sequences sequences;
    assert_int_equal(sieve_maker_new(ordinary_text, &maker, &err), STATUS_OK);
    assert_true(sequences_of_pattern("(?:a|b)(?:c|d)(?:e|f)(?:g|h)(?:i|j)(?:k|l)(?:m|n)(?:o|p)x",
                                     &sequences));
    unsigned trigger = 0;
    while (sieve_add(maker, trigger, &sequences))
        assert_true(++trigger < 100);
    assert_null(sieve_make(maker));
    sequences_release(&sequences);
    sieve_maker_free(maker);
}

/* ---- the built-in triggers ------------------------------------------------------------------ */

struct builtin {
    const struct ruleset *rules;
    struct sieve *sieve;
    struct regex *triggers[64];
    struct regex_scratch *scratch;
    size_t checked;
};

/* Each trigger that PCRE2 finds in the text passes the sieve. */
static void none_is_missed(struct builtin *b, struct str text)
{
    struct hits_seen seen = run(b->sieve, text);
    for (size_t t = 0; t < b->rules->trigger_count; t++) {
        struct span groups[REGEX_GROUPS_MAX];
        bool hits = regex_search(b->triggers[t], b->scratch, text, 0, groups) == REGEX_MATCH;
        if (hits && !seen.of[t])
            fail_msg("trigger %s is missed in: %.*s", b->rules->triggers[t].name, STR_ARG(text));
        b->checked += hits;
    }
}

static void shift_through(struct builtin *b, const char *line)
{
    char text[4096];
    for (size_t before = 0; before < 9; before++) {
        int len = snprintf(text, sizeof text, "%.*s%s\n", (int)before, "a: b c d\n", line);
        if ((size_t)len < sizeof text)
            none_is_missed(b, (struct str){text, (size_t)len});
    }
}

static void no_trigger_misses_what_pcre2_finds(void **state)
{
    (void)state;
    struct builtin b = {.rules = ruleset_builtin()};
    struct error err;
    const char *patterns[64];
    assert_true(b.rules->trigger_count <= 64);
    for (size_t t = 0; t < b.rules->trigger_count; t++) {
        char multiline[1024];
        patterns[t] = b.rules->triggers[t].pattern;
        (void)snprintf(multiline, sizeof multiline, "(?m)%s", patterns[t]);
        assert_int_equal(regex_compile(multiline, &b.triggers[t], &err), STATUS_OK);
    }
    b.sieve = make(patterns, b.rules->trigger_count);
    assert_non_null(b.sieve);
    assert_int_equal(regex_scratch_new(&b.scratch, &err), STATUS_OK);
    for (size_t i = 0; i < b.rules->rule_count; i++) {
        const struct rule *rule = &b.rules->rules[i];
        for (size_t e = 0; e < rule->match_count; e++)
            shift_through(&b, rule->match[e].line);
        for (size_t e = 0; e < rule->refuse_count; e++)
            shift_through(&b, rule->refuse[e]);
    }
    assert_true(b.checked > 1000);
    for (size_t t = 0; t < b.rules->trigger_count; t++)
        regex_free(b.triggers[t]);
    regex_scratch_free(b.scratch);
    sieve_free(b.sieve);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_sequence_is_found_at_any_place),
        cmocka_unit_test(ends_of_lines_and_of_the_text_count),
        cmocka_unit_test(an_open_sequence_says_so),
        cmocka_unit_test(it_is_kept_as_bytes),
        cmocka_unit_test(members_of_a_bucket_are_told_apart),
        cmocka_unit_test(one_hit_is_found_after_any_others),
        cmocka_unit_test(what_is_too_much_makes_none),
        cmocka_unit_test(no_trigger_misses_what_pcre2_finds),
    };
    if (!sieve_available())
        return 0;
    return cmocka_run_group_tests(tests, NULL, NULL);
}
