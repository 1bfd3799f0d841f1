/* scan/repeats.c: lines of one shape are known again, others are not. */
#include "digits_fixture.h"

#include "scan/repeats.h"
#include "scan/skeleton.h"

struct bench {
    struct names *names;
    struct names *related;
    struct digits *digits;
    struct repeats *repeats;
};

static void set_up(struct bench *b)
{
    struct error err;
    b->digits =
        digits_of((const char *const[]){"error (?<code>1[01]\\d{3})\\b", "part#(?<low>\\d{3})",
                                        "no port (?<code>1100\\d) is", NULL});
    static const int32_t codes[] = {10054, 10061, 10999}, related_codes[] = {12029};
    assert_int_equal(names_new(codes, 3, NULL, 0, &b->names, &err), STATUS_OK);
    assert_int_equal(names_new(related_codes, 1, NULL, 0, &b->related, &err), STATUS_OK);
    b->names->related = b->related;
    b->repeats = repeats_new(b->digits, b->names);
    assert_non_null(b->repeats);
}

static void tear_down(struct bench *b)
{
    repeats_free(b->repeats);
    digits_free(b->digits);
    names_free(b->names);
    names_free(b->related);
}

/* Whether the second line is taken for the first, on which something was found, or nothing. */
static bool alike_with(const char *first, const char *second, size_t count)
{
    struct bench b;
    struct match match = {.len = 1};
    set_up(&b);
    assert_null(repeats_find(b.repeats, str_from(first), STR("")));
    repeats_keep(b.repeats, str_from(first), 0, 0, &match, count, 1);
    const struct repeated *found = repeats_find(b.repeats, str_from(second), STR(""));
    bool same = found != NULL;
    if (same)
        assert_int_equal(found->lookalikes, 1);
    tear_down(&b);
    return same;
}

static bool alike(const char *first, const char *second)
{
    return alike_with(first, second, 1);
}

/* Where nothing was found, no number is an address or a port. */
static void nothing_has_no_port(void **state)
{
    (void)state;
    assert_true(alike_with("to db:50122", "to db:70122", 0));
    assert_true(alike_with("to 192.0.2.170", "to 192.0.2.999", 0));
    assert_true(alike_with("error 10777 to db:50122", "error 11888 to db:20122", 0));
    assert_false(alike_with("error 10054", "error 10061", 0));
    assert_false(alike_with("error 10054 to db:10777", "error 10777 to db:10054", 0));
    assert_false(alike_with("port 10054", "port 20054", 0));
    assert_false(alike_with("0x12 failed", "0x13 failed", 0));
}

/* A line on which nothing is found is known, or is so from here on. */
static bool is_known(struct bench *b, const char *line)
{
    bool known = repeats_find(b->repeats, str_from(line), STR("")) != NULL;
    if (!known)
        repeats_keep(b->repeats, str_from(line), 0, 0, NULL, 0, 1);
    return known;
}

/* There codes of a family are alike when they were asked for often: all errors', and all others. */
static void nothing_is_said_of_a_family(void **state)
{
    (void)state;
    struct bench b;
    set_up(&b);
    char text[64];
    for (int i = 0; i < 200; i++) { /* each is another line */
        (void)snprintf(text, sizeof text, "%c%c port 10030 is open", 'a' + i / 20, 'a' + i % 20);
        assert_false(is_known(&b, text));
    }
    assert_false(is_known(&b, "port 10030 is shut"));
    assert_true(is_known(&b, "port 10031 is shut"));
    assert_false(is_known(&b, "port 11009 is shut")); /* of another family */
    assert_true(is_known(&b, "port 11008 is shut"));
    assert_false(is_known(&b, "port 10054 is shut")); /* an error's */
    assert_true(is_known(&b, "port 10061 is shut"));
    assert_false(is_known(&b, "port 10200 is shut")); /* no look-alike */
    tear_down(&b);
}

/* Also where it is known that no pattern tells such numbers apart: it may be a look-alike. */
static void a_fraction_may_look_like_a_code(void **state)
{
    (void)state;
    struct bench b;
    set_up(&b);
    char text[64];
    for (int i = 0; i < 40000; i++) { /* so it is found out */
        (void)snprintf(text, sizeof text, "2026-11-28 10:15:00.%05d open", 20000 + i);
        assert_int_equal(is_known(&b, text), i > 0);
    }
    assert_false(is_known(&b, "2026-11-28 10:15:00.20054 shut"));
    assert_true(is_known(&b, "2026-11-28 10:15:00.20055 shut"));
    assert_false(is_known(&b, "2026-11-28 10:15:00.10054 shut"));
    tear_down(&b);
}

static void numbers_of_a_kind_are_alike(void **state)
{
    (void)state;
    assert_true(alike("to 192.5.2.17:50122", "to 198.1.9.44:61000"));
    assert_true(alike("took 17 ms", "took 99 ms"));
    assert_true(alike("2026-11-28 10:15:00,123 x", "2026-11-28 23:00:59,000 x"));
    assert_true(alike("[2026-11-28T10:15:00.1Z] x", "[2025-01-01T00:00:00.9Z] x"));
    assert_true(alike("id 123456789", "id 987654321"));
    assert_true(alike("error 10777", "error 11888")); /* no code, and matched alike */
    assert_true(alike("from shop217.example", "from shop199.example"));
}

static void what_tells_lines_apart_is_seen(void **state)
{
    (void)state;
    assert_false(alike("took 17 ms", "took 17 s"));
    assert_false(alike("took 17 ms", "took 170 ms"));
    assert_false(alike("error 10054", "error 10061"));
    assert_false(alike("error 10054", "error 10777"));
    assert_false(alike("error 12777", "error 10777"));
    assert_false(alike("error 10999", "error 10777")); /* a code that somebody has added */
    assert_false(alike("port 10054", "port 10061"));   /* look-alikes are counted by their number */
    assert_false(alike("port 10054", "port 20054"));
    assert_false(alike("to 192.0.2.17", "to 192.0.2.170"));
    assert_false(alike("to 192.0.2.170", "to 192.0.2.999")); /* no address */
    assert_false(alike("to db:0", "to db:1"));               /* no port */
    assert_false(alike("to db:50122", "to db:20122"));       /* a port that callers get */
    assert_false(alike("to db:50122", "to db:70122"));
    assert_false(alike("tcp4 failed", "tcp6 failed"));
    assert_false(alike("from shop17.example", "from shop18.example")); /* a word like tcp4 */
    assert_false(alike("from cafe217", "from cafe999"));               /* in hex */
    assert_false(alike("0x12 failed", "0x13 failed"));
    assert_false(alike("hex 2f failed", "hex 3f failed"));
    assert_false(alike("part#10200", "part#10900")); /* of which only a part is read */
}

/* Of a line whose words may go on in the next one. */
static void what_follows_may_count(void **state)
{
    (void)state;
    struct bench b;
    set_up(&b);
    struct str line = STR("No such host is known"), other = STR("No such host is known to 17");
    struct str time = STR("\n2026-11-28"), word = STR("\nsecurely");
    assert_int_equal(repeats_follow_of(STR("\n1")), 0);
    assert_null(repeats_find(b.repeats, line, time));
    repeats_keep(b.repeats, line, repeats_follow_of(time), 0, NULL, 0, 0);
    assert_non_null(repeats_find(b.repeats, line, time));
    assert_null(repeats_find(b.repeats, line, STR("")));
    assert_null(repeats_find(b.repeats, line, word));
    repeats_keep(b.repeats, line, repeats_follow_of(word), 0, NULL, 0, 0); /* one of them only */
    assert_null(repeats_find(b.repeats, line, word));
    assert_null(repeats_find(b.repeats, other, word));
    repeats_keep(b.repeats, other, 0, 0, NULL, 0, 0);
    assert_non_null(repeats_find(b.repeats, other, time));
    tear_down(&b);
}

static void some_lines_have_no_shape(void **state)
{
    (void)state;
    struct bench b;
    set_up(&b);
    char line[SKELETON_MAX + 2];
    memset(line, 'x', sizeof line);
    const struct str lines[] = {{line, SKELETON_MAX + 1}, STR("")};
    for (size_t i = 0; i < 2; i++) {
        assert_null(repeats_find(b.repeats, lines[i], STR("")));
        repeats_keep(b.repeats, lines[i], 0, 0, NULL, 0, 0);
        assert_null(repeats_find(b.repeats, lines[i], STR("")));
    }
    tear_down(&b);
}

static void matches_come_back_at_their_places(void **state)
{
    (void)state;
    struct bench b;
    set_up(&b);
    struct str line = STR("error 10054 from 192.0.2.17");
    struct match match = {.line_at = 100,
                          .line_len = line.len,
                          .at = 106,
                          .len = 5,
                          .line = 7,
                          .error = 1,
                          .peer = str_slice(line, 17, 10)};
    assert_null(repeats_find(b.repeats, line, STR("")));
    repeats_keep(b.repeats, line, 0, 100, &match, 1, 0);
    assert_non_null(match.note);
    match.note->known = true;
    struct repeated *found = repeats_find(b.repeats, STR("error 10054 from 198.0.9.99"), STR(""));
    assert_non_null(found);
    assert_int_equal(found->count, 1);
    assert_int_equal(found->matches[0].whole.at, 6);
    assert_int_equal(found->matches[0].peer.at, 17);
    assert_int_equal(found->matches[0].peer.len, 10);
    assert_true(found->matches[0].note.known);
    tear_down(&b);
}

/* When all room is used, nothing more is kept until the next block, which begins anew. */
static void memory_is_bounded(void **state)
{
    (void)state;
    struct bench b;
    set_up(&b);
    char room[DIGITS_LINE_ROOM];
    size_t kept = 0;
    for (unsigned i = 0; i < 100000; i++) {
        struct str text = digits_line(i, room);
        assert_null(repeats_find(b.repeats, text, STR("")));
        repeats_keep(b.repeats, text, 0, 0, NULL, 0, 0);
        bool is_kept = repeats_find(b.repeats, text, STR("")) != NULL;
        assert_true(is_kept || i > 1000);
        kept += is_kept;
    }
    assert_true(kept < 100000);
    repeats_begin(b.repeats);
    struct str first = digits_line(0, room);
    assert_null(repeats_find(b.repeats, first, STR("")));
    repeats_keep(b.repeats, first, 0, 0, NULL, 0, 0);
    assert_non_null(repeats_find(b.repeats, first, STR("")));
    tear_down(&b);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(numbers_of_a_kind_are_alike),
        cmocka_unit_test(nothing_has_no_port),
        cmocka_unit_test(nothing_is_said_of_a_family),
        cmocka_unit_test(a_fraction_may_look_like_a_code),
        cmocka_unit_test(what_tells_lines_apart_is_seen),
        cmocka_unit_test(what_follows_may_count),
        cmocka_unit_test(some_lines_have_no_shape),
        cmocka_unit_test(matches_come_back_at_their_places),
        cmocka_unit_test(memory_is_bounded),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
