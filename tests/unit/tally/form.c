#include "tally/form.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#define ERRORS 4
#define BYTES_MAX ((size_t)4 << 20)

static const int32_t codes[ERRORS] = {10048, 10054, 10060, 10061};
static const int32_t related[] = {64, 1225};
static const struct tally_names names = {codes, related, {"", 0}};
static const struct tally_options options = {
    .error_count = ERRORS, .related_count = 2, .samples = 3};

/* Event number i of a stream that is always the same. */
static void add(struct tally *t, uint64_t i)
{
    char peer[32], file[32], text[64];
    (void)snprintf(peer, sizeof peer, "10.0.0.%d:443", (int)(i * i % 40));
    (void)snprintf(file, sizeof file, "app-%d.log", (int)(i % 7));
    int len = snprintf(text, sizeof text, "line %d [WinError 10054]", (int)i);
    struct sighting s = {.error = i * 7 % ERRORS,
                         .confidence = (enum confidence)(i % CONFIDENCE_COUNT),
                         .event = i % 5 != 0,
                         .disagrees = i % 11 == 0,
                         .time = {.wall_ms = 1790812800000 + (int64_t)(i * 977777 % 900000000),
                                  .offset_min = 60,
                                  .has_zone = true,
                                  .known = i % 13 != 0},
                         .file = str_from(file),
                         .line = i,
                         .text = {text, (size_t)len},
                         .match_at = 5,
                         .match_len = 3,
                         .operation = i % 3 ? OPERATION_CONNECT : OPERATION_NONE,
                         .peer = str_from(peer),
                         .host = STR("host")};
    assert_int_equal(tally_add(t, &s, NULL), STATUS_OK);
}

static void fill(struct tally *t, uint64_t from, uint64_t to)
{
    assert_int_equal(tally_init(t, &options, NULL), STATUS_OK);
    for (uint64_t i = from; i < to; i++)
        add(t, i);
    tally_add_related(t, 1);
    t->lookalikes = to - from;
}

static void write_form(struct tally *t, struct buf *out)
{
    struct wire w = wire_to(out);
    *out = BUF_INIT(BYTES_MAX);
    assert_true(form_tally(&w, t, &names));
    assert_false(out->failed);
}

static void read_form(struct str bytes, struct tally *t, const char **wrong)
{
    struct wire w = wire_from(bytes);
    assert_int_equal(tally_init(t, &options, NULL), STATUS_OK);
    assert_true(form_tally(&w, t, &names));
    *wrong = w.wrong;
}

/* Forms are compared: all that counts is in them. */
static void assert_same(struct tally *a, struct tally *b)
{
    struct buf x, y;
    write_form(a, &x);
    write_form(b, &y);
    assert_int_equal(x.len, y.len);
    assert_memory_equal(x.ptr, y.ptr, x.len);
    buf_release(&x);
    buf_release(&y);
}

static void a_tally_comes_back_as_it_was(void **state)
{
    (void)state;
    struct tally t, again;
    struct buf bytes;
    const char *wrong;
    fill(&t, 0, 3000);
    write_form(&t, &bytes);
    read_form(buf_str(&bytes), &again, &wrong);
    assert_null(wrong);
    assert_same(&t, &again);
    assert_int_equal(again.errors[1].mentions, t.errors[1].mentions);
    assert_string_equal(again.errors[1].samples[2].text, t.errors[1].samples[2].text);
    assert_int_equal(again.related[1], 1);
    tally_release(&t);
    tally_release(&again);
    buf_release(&bytes);
}

static void an_empty_one_too(void **state)
{
    (void)state;
    struct tally t, again;
    struct buf bytes;
    const char *wrong;
    fill(&t, 0, 0);
    write_form(&t, &bytes);
    read_form(buf_str(&bytes), &again, &wrong);
    assert_null(wrong);
    assert_same(&t, &again);
    tally_release(&t);
    tally_release(&again);
    buf_release(&bytes);
}

/* Where nothing was pushed out of a list, two halves are the whole; but for gaps between events of
 * the two, and for the order of what is kept in none. */
static void halves_merge_to_the_whole(void **state)
{
    (void)state;
    struct tally whole, first, second;
    fill(&whole, 0, 3000);
    fill(&first, 0, 1234);
    fill(&second, 1234, 3000);
    assert_true(tally_merge(&first, &second));
    assert_int_equal(first.events, whole.events);
    assert_int_equal(first.mentions, whole.mentions);
    assert_int_equal(first.lookalikes, whole.lookalikes);
    assert_int_equal(first.related[1], 2);
    for (size_t i = 0; i < ERRORS; i++) {
        const struct tally_error *a = &first.errors[i], *b = &whole.errors[i];
        assert_int_equal(a->events, b->events);
        assert_memory_equal(a->by_confidence, b->by_confidence, sizeof a->by_confidence);
        assert_memory_equal(a->operations, b->operations, sizeof a->operations);
        assert_int_equal(a->first.wall_ms, b->first.wall_ms);
        assert_int_equal(a->last.wall_ms, b->last.wall_ms);
        assert_int_equal(a->timeline.width_ms, b->timeline.width_ms);
        assert_int_equal(a->timeline.first, b->timeline.first);
        assert_int_equal(a->timeline.used, b->timeline.used);
        assert_memory_equal(a->timeline.counts, b->timeline.counts,
                            a->timeline.used * sizeof *a->timeline.counts);
        assert_memory_equal(a->hours.counts, b->hours.counts, HOURS_KEPT * sizeof *a->hours.counts);
        assert_int_equal(a->minutes.total, b->minutes.total);
        assert_int_equal(a->sample_count, 3);
        assert_string_equal(a->samples[0].text, b->samples[0].text);
        size_t x[TALLY_TOP], y[TALLY_TOP];
        size_t count = topk_ranked(&a->peers, x, TALLY_TOP);
        assert_int_equal(topk_ranked(&b->peers, y, TALLY_TOP), count);
        for (size_t k = 0; k < count; k++) {
            assert_string_equal(a->peers.items[x[k]].name, b->peers.items[y[k]].name);
            assert_int_equal(a->peers.items[x[k]].count, b->peers.items[y[k]].count);
            assert_int_equal(a->peers.items[x[k]].first_ms, b->peers.items[y[k]].first_ms);
            assert_int_equal(a->peers.items[x[k]].last_ms, b->peers.items[y[k]].last_ms);
        }
    }
    tally_release(&whole);
    tally_release(&first);
    tally_release(&second);
}

static void samples_of_who_keeps_more(void **state)
{
    (void)state;
    struct tally few, many;
    struct tally_options more = options;
    fill(&few, 0, 100);
    more.samples = 9;
    assert_int_equal(tally_init(&many, &more, NULL), STATUS_OK);
    for (uint64_t i = 100; i < 200; i++)
        add(&many, i);
    assert_true(tally_merge(&few, &many));
    assert_int_equal(few.options.samples, 9);
    assert_int_equal(few.errors[0].sample_count, 9);
    assert_string_equal(few.errors[0].samples[8].text, many.errors[0].samples[5].text);
    tally_release(&few);
    tally_release(&many);
}

static void names_of_files_get_their_prefix(void **state)
{
    (void)state;
    const struct tally_names prefixed = {codes, related, STR("web1:")};
    struct tally t, again;
    struct buf bytes;
    fill(&t, 0, 50);
    write_form(&t, &bytes);
    struct wire w = wire_from(buf_str(&bytes));
    assert_int_equal(tally_init(&again, &options, NULL), STATUS_OK);
    assert_true(form_tally(&w, &again, &prefixed));
    assert_memory_equal(again.errors[0].files.items[0].name, "web1:app-", 9);
    assert_memory_equal(again.errors[0].samples[0].file, "web1:app-", 9);
    assert_memory_equal(again.errors[0].peers.items[0].name, "10.0.0.", 7);
    tally_release(&t);
    tally_release(&again);
    buf_release(&bytes);
}

/* Whatever is done to a form, reading it ends well or with a reason. */
static void damage_is_no_harm(void **state)
{
    (void)state;
    struct tally t, again;
    struct buf bytes;
    const char *wrong;
    fill(&t, 0, 40);
    write_form(&t, &bytes);
    for (size_t len = 0; len < bytes.len; len++) {
        read_form(str_slice(buf_str(&bytes), 0, len), &again, &wrong);
        assert_non_null(wrong);
        tally_release(&again);
    }
    for (size_t at = 0; at < bytes.len; at++) {
        static const char changes[] = {'\0', '\x01', '\x7f', '\xff'};
        char was = bytes.ptr[at];
        for (size_t i = 0; i < sizeof changes; i++) {
            struct tally sum;
            bytes.ptr[at] = changes[i];
            read_form(buf_str(&bytes), &again, &wrong);
            assert_int_equal(tally_init(&sum, &options, NULL), STATUS_OK);
            assert_true(wrong || (tally_merge(&sum, &again) && tally_merge(&sum, &t)));
            tally_release(&sum);
            tally_release(&again);
        }
        bytes.ptr[at] = was;
    }
    tally_release(&t);
    buf_release(&bytes);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_tally_comes_back_as_it_was),
        cmocka_unit_test(an_empty_one_too),
        cmocka_unit_test(halves_merge_to_the_whole),
        cmocka_unit_test(samples_of_who_keeps_more),
        cmocka_unit_test(names_of_files_get_their_prefix),
        cmocka_unit_test(damage_is_no_harm),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
