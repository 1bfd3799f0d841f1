#include "input/zip_list.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "logs.h"

#define MOST 1000

/* What a zip of stored members says of itself, true where nothing is stated. */
struct made {
    unsigned members;
    struct str before; /* what the offsets know nothing of */
    struct str comment;
    struct str behind;
    int more_members; /* than there are, by the end record */
    int shift;        /* of the list, by the end record */
    int reach;        /* of the last member's data, in the list */
    bool alike;       /* all members begin at one place, by the list */
    bool encrypted;   /* so are they all, by the list */
    bool wide;        /* zip64: all numbers stand in the wide records */
    bool no_end;
};

static void add_number(struct buf *b, uint64_t n, unsigned bytes)
{
    for (unsigned i = 0; i < bytes; i++)
        buf_add_char(b, (char)(i < 8 ? n >> (8 * i) : 0));
}

static void add_member(struct buf *b)
{
    buf_add(b,
            STR("PK\003\004\024\0\0\0\0\0\0\0\0\0\0\0\0\0\x06\0\0\0\x06\0\0\0\x03\0\0\0logWSA:1"));
    buf_add(b, STR("\n"));
}

static void add_listed(struct buf *b, const struct made *m, uint64_t at, int reach)
{
    buf_add(b, STR("PK\001\002\024\0\024\0"));
    add_number(b, m->encrypted, 12);
    add_number(b, (uint64_t)(6 + reach), 4);
    add_number(b, 6, 4);
    add_number(b, 3, 2);
    add_number(b, m->wide ? 12 : 0, 2);
    add_number(b, 2, 2);
    add_number(b, 0, 8);
    add_number(b, m->wide ? UINT32_MAX : at, 4);
    buf_add(b, STR("log"));
    if (m->wide)
        buf_add(b, STR("\001\0\x08\0"));
    if (m->wide)
        add_number(b, at, 8);
    buf_add(b, STR("no"));
}

static void add_wide_end(struct buf *b, const struct made *m, uint64_t list, uint64_t len)
{
    uint64_t at = list + len;
    buf_add(b, STR("PK\006\006"));
    add_number(b, 44, 8);
    add_number(b, 0, 12);
    add_number(b, m->members + (uint64_t)m->more_members, 8);
    add_number(b, m->members + (uint64_t)m->more_members, 8);
    add_number(b, len, 8);
    add_number(b, list + (uint64_t)m->shift, 8);
    buf_add(b, STR("PK\006\007"));
    add_number(b, 0, 4);
    add_number(b, at, 8);
    add_number(b, 1, 4);
}

static void add_end(struct buf *b, const struct made *m, uint64_t list, uint64_t len)
{
    if (m->wide)
        add_wide_end(b, m, list, len);
    buf_add(b, STR("PK\005\006\0\0\0\0"));
    uint64_t members = m->members + (uint64_t)m->more_members;
    add_number(b, m->wide ? UINT16_MAX : members, 2);
    add_number(b, m->wide ? UINT16_MAX : members, 2);
    add_number(b, m->wide ? UINT32_MAX : len, 4);
    add_number(b, m->wide ? UINT32_MAX : list + (uint64_t)m->shift, 4);
    add_number(b, m->comment.len, 2);
    buf_add(b, m->comment);
}

#define MEMBER_BYTES ((uint64_t)39)

static struct buf make_zip(const struct made *m)
{
    struct buf b = BUF_INIT(LOG_MAX);
    buf_add(&b, m->before);
    for (unsigned i = 0; i < m->members; i++)
        add_member(&b);
    uint64_t list = MEMBER_BYTES * m->members;
    assert_int_equal(b.len, m->before.len + list);
    for (unsigned i = m->members; i > 0; i--) /* in any order */
        add_listed(&b, m, m->alike ? 0 : MEMBER_BYTES * (i - 1), i == m->members ? m->reach : 0);
    if (!m->no_end)
        add_end(&b, m, list, b.len - m->before.len - list);
    buf_add(&b, m->behind);
    return b;
}

/* Whether the list is sound, of an archive that begins at `origin`. */
static void check(const struct made *m, uint64_t origin, bool sound)
{
    struct buf b = make_zip(m);
    struct feed f;
    struct zip_list list;
    open_bytes(&f, buf_str(&b));
    assert_true(zip_list_read(&list, &f, origin, MOST));
    assert_int_equal(list.sound, sound);
    if (sound) {
        assert_int_equal(list.encrypted, m->encrypted);
        assert_int_equal(list.count, m->members);
        assert_int_equal(list.end, b.len - m->behind.len);
        for (unsigned i = 0; i < m->members; i++)
            assert_int_equal(list.places[i], origin + MEMBER_BYTES * i);
    }
    struct str rest = str_slice(buf_str(&b), origin, FEED_AHEAD);
    assert_true(str_equal(feed_peek(&f, FEED_AHEAD), rest));
    zip_list_release(&list);
    feed_release(&f);
    buf_release(&b);
}

static void whole_archives(void **state)
{
    (void)state;
    for (unsigned wide = 0; wide < 2; wide++) {
        for (unsigned members = 1; members < 400; members += 133)
            check(&(struct made){.members = members, .wide = wide}, 0, true);
        check(&(struct made){.members = 3, .wide = wide, .comment = STR("by night")}, 0, true);
        check(&(struct made){.members = 3, .wide = wide, .behind = STR("\0\0\0 what else")}, 0,
              true);
        check(&(struct made){.members = 3, .wide = wide, .before = STR("another")}, 7, true);
        check(&(struct made){.members = 3, .wide = wide, .encrypted = true}, 0, true);
    }
    check(&(struct made){.members = MOST}, 0, true);
}

static void other_archives_and_damage(void **state)
{
    (void)state;
    for (unsigned wide = 0; wide < 2; wide++) {
        check(&(struct made){.members = 3, .wide = wide, .before = STR("another")}, 0, false);
        check(&(struct made){.members = 3, .wide = wide, .more_members = 1}, 0, false);
        check(&(struct made){.members = 3, .wide = wide, .more_members = -1}, 0, false);
        check(&(struct made){.members = 3, .wide = wide, .shift = 1}, 0, false);
        check(&(struct made){.members = 3, .wide = wide, .shift = -1}, 0, false);
        check(&(struct made){.members = 3, .wide = wide, .reach = 1 << 20}, 0, false);
        check(&(struct made){.members = 3, .wide = wide, .alike = true}, 0, false);
        check(&(struct made){.members = MOST + 1, .wide = wide}, 0, false);
    }
    check(&(struct made){.members = 3, .no_end = true}, 0, false);
    check(&(struct made){.members = 3, .behind = STR("PK\005\006 of no archive at all")}, 0, false);
    check(&(struct made){.members = 0}, 0, false); /* nor does libarchive see it */
}

/* Whatever is cut off or changed: nothing is read that is not there, and no cut list is sound. */
static void hostile_lists(void **state)
{
    (void)state;
    struct buf b = make_zip(&(struct made){.members = 2, .wide = true});
    struct zip_list list;
    struct zip_end end;
    struct feed f;
    for (size_t at = 0; at < 2 * b.len; at++) {
        bool cut = at < b.len;
        size_t place = at % b.len;
        char was = b.ptr[place];
        if (!cut)
            b.ptr[place] = (char)~was;
        open_bytes(&f, str_slice(buf_str(&b), 0, cut ? place : b.len));
        assert_true(zip_list_read(&list, &f, 0, MOST) || f.size == 0);
        assert_false(cut && list.sound);
        zip_list_release(&list);
        zip_list_pass(&f, &end);
        assert_false(cut && end.found);
        feed_release(&f);
        b.ptr[place] = was;
    }
    buf_release(&b);
}

static void next_members(void **state)
{
    (void)state;
    uint64_t places[] = {0, 39, 78};
    const struct zip_list list = {.places = places, .count = 3};
    assert_int_equal(zip_list_next(&list, 0), 0);
    assert_int_equal(zip_list_next(&list, 1), 39);
    assert_int_equal(zip_list_next(&list, 39), 39);
    assert_int_equal(zip_list_next(&list, 78), 78);
    assert_true(zip_list_next(&list, 79) == UINT64_MAX);
    assert_true(zip_list_next(&(struct zip_list){0}, 0) == UINT64_MAX);
}

static void check_pass(const struct made *m, size_t damage, struct zip_end want)
{
    struct buf b = make_zip(m);
    struct feed f;
    struct zip_end end;
    if (damage)
        b.ptr[MEMBER_BYTES * m->members + damage] ^= 0x55;
    open_bytes(&f, buf_str(&b));
    feed_skip(&f, MEMBER_BYTES * m->members);
    zip_list_pass(&f, &end);
    assert_int_equal(end.found, want.found);
    assert_int_equal(end.followed, want.followed);
    assert_int_equal(end.listed, want.listed);
    struct str rest = feed_peek(&f, 1);
    assert_int_equal(rest.len, want.found ? m->behind.len : rest.len);
    feed_release(&f);
    buf_release(&b);
}

static void passing_over(void **state)
{
    (void)state;
    struct made m = {.members = 3, .comment = STR("by night"), .behind = STR("PK")};
    check_pass(&m, 0, (struct zip_end){true, true, 3});
    check_pass(&m, 52, (struct zip_end){true, false, 3}); /* the mark of the second */
    m.wide = true;
    check_pass(&m, 0, (struct zip_end){true, true, 3});
    check_pass(&m, 64, (struct zip_end){true, false, 0}); /* its number stands in a wide record */
    m.no_end = true;
    check_pass(&m, 0, (struct zip_end){false, false, 3});
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        folder_test(whole_archives), folder_test(other_archives_and_damage),
        folder_test(hostile_lists),  cmocka_unit_test(next_members),
        folder_test(passing_over),
    };
    return cmocka_run_group_tests_name("zip_list", tests, NULL, NULL);
}
