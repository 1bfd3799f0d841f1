/* input/block_claim.c: blocks that are claimed first and read later are those that are read at
 * once. */
#include "input/block_claim.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "logs.h"

#define BLOCK 4096
#define AHEAD 5 /* claims at a time */

static struct source *open_log(void)
{
    struct source_options options = {.explicit_path = true, .block_bytes = BLOCK};
    struct source *s;
    struct error err;
    assert_int_equal(source_open("log", &options, &s, &err), STATUS_OK);
    return s;
}

static void check_same(const struct block *a, const struct block *b)
{
    assert_int_equal(a->index, b->index);
    assert_int_equal(a->lead, b->lead);
    assert_int_equal(a->owned_len, b->owned_len);
    assert_int_equal(a->len, b->len);
    assert_int_equal(a->cut, b->cut);
    assert_memory_equal(a->bytes, b->bytes, a->len);
}

/* Reads what is claimed the last one first, as threads may, and goes back to the first one that was
 * in vain. Gives how many blocks are good. */
static size_t read_claims(struct source *s, const struct block_claim *claims, size_t count,
                          struct block *blocks)
{
    size_t vain = count;
    for (size_t i = count; i-- > 0;)
        if (!claim_read(&claims[i], &blocks[i]))
            vain = i;
    if (vain < count)
        source_go_back(s, &claims[vain]);
    return vain;
}

/* The log is the same, block by block; gives how many of them were claimed. */
static size_t check_claims(void)
{
    struct source *plain = open_log(), *claiming = open_log();
    struct block expected = {0}, blocks[AHEAD] = {{0}};
    struct error err;
    size_t all = 0;
    for (bool more = true; more;) {
        struct block_claim claims[AHEAD];
        size_t count = 0;
        while (count < AHEAD && source_claim(claiming, &claims[count]))
            count++;
        size_t good = read_claims(claiming, claims, count, blocks);
        all += good;
        if (good == count) {
            good = 1;
            if (!count)
                assert_int_equal(source_read(claiming, &blocks[0], &err), STATUS_OK);
            else
                good = count;
        }
        for (size_t i = 0; i < good; i++) {
            assert_int_equal(source_read(plain, &expected, &err), STATUS_OK);
            more = expected.owned_len > 0;
            check_same(&expected, &blocks[i]);
        }
    }
    assert_int_equal(source_info(plain)->bytes, source_info(claiming)->bytes);
    assert_int_equal(source_info(plain)->status, source_info(claiming)->status);
    assert_string_equal(source_info(plain)->reason, source_info(claiming)->reason);
    assert_ptr_equal(source_info(plain)->page, source_info(claiming)->page);
    source_close(plain);
    source_close(claiming);
    block_release(&expected);
    for (size_t i = 0; i < AHEAD; i++)
        block_release(&blocks[i]);
    return all;
}

/* Lines of up to `longest` letters. */
static void add_lines(struct buf *to, size_t bytes, unsigned longest, unsigned seed)
{
    for (size_t end = to->len + bytes; to->len < end;) {
        buf_add_repeat(to, (char)('a' + next_number(&seed) % 26), next_number(&seed) % longest);
        buf_add_char(to, '\n');
    }
}

static size_t check_log_of(const struct buf *text)
{
    write_file("log", text->ptr, text->len);
    return check_claims();
}

static void the_same_blocks(void **state)
{
    (void)state;
    struct buf text = BUF_INIT(LOG_MAX);
    for (unsigned seed = 0; seed < 20; seed++) {
        buf_clear(&text);
        add_lines(&text, 100000 + seed * 397, 200, seed);
        if (seed % 2)
            buf_add_text(&text, "no line end");
        assert_in_range(check_log_of(&text), 20, 40); /* all but the first and the last */
    }
    buf_release(&text);
}

/* Where a line does not end in sight, and so neither does the block, that is read. */
static void long_lines(void **state)
{
    (void)state;
    struct buf text = BUF_INIT(LOG_MAX);
    for (unsigned seed = 0; seed < 20; seed++) {
        buf_clear(&text);
        add_lines(&text, 20000, 100, seed);
        buf_add_repeat(&text, 'x', 3000 + seed * 1000);
        buf_add_char(&text, '\n');
        add_lines(&text, 50000, 6000, seed);
        add_lines(&text, 20000, 100, seed);
        assert_in_range(check_log_of(&text), 3, 30);
    }
    buf_release(&text);
}

/* What is not ASCII any more, or holds a NUL, is looked at by the source itself. */
static void text_that_changes(void **state)
{
    (void)state;
    static const char *const odd[] = {"Gr\xc3\xbc\xc3\x9f"
                                      "e",
                                      "Gr\xfc\xdf"
                                      "e",
                                      "\xd0\xcf\xd2\xd4", "\xe2\x82\xac", "\xff"};
    struct buf text = BUF_INIT(LOG_MAX);
    for (unsigned seed = 0; seed < 40; seed++) {
        buf_clear(&text);
        add_lines(&text, SNIFF_BYTES + seed * 211, 120, seed);
        if (seed % 8 < sizeof odd / sizeof *odd)
            buf_add_text(&text, odd[seed % 8]);
        else
            buf_add(&text, (struct str){"\0", 1});
        add_lines(&text, 30000, 120, seed);
        assert_in_range(check_log_of(&text), 12, 30);
    }
    buf_release(&text);
}

/* As UTF-16, of Latin-1; big endian or little, with a byte order mark or without. */
static void add_wide(struct buf *to, struct str text, bool big)
{
    for (size_t i = 0; i < text.len; i++) {
        if (big)
            buf_add_char(to, '\0');
        buf_add_char(to, text.ptr[i]);
        if (!big)
            buf_add_char(to, '\0');
    }
}

/* Where a block of UTF-16 ends may differ, the text not; gives how many were claimed. */
static size_t check_wide(const struct buf *wide)
{
    write_file("log", wide->ptr, wide->len);
    struct reading plain = read_log_as("log", true, BLOCK, false);
    struct reading claiming = read_log_as("log", true, BLOCK, true);
    check_text(&claiming, buf_str(&plain.text));
    assert_int_equal(plain.info.bytes, claiming.info.bytes);
    assert_int_equal(plain.info.status, claiming.info.status);
    assert_string_equal(plain.info.reason, claiming.info.reason);
    size_t claimed = claiming.claimed;
    buf_release(&plain.text);
    buf_release(&claiming.text);
    return claimed;
}

/* Of UTF-16 all blocks but the first and the last can be claimed, whatever stands in it. */
static void wide_text(void **state)
{
    (void)state;
    static const struct str pieces[] = {
        {"", 0},
        {"\xac\x20", 2},         /* a euro sign */
        {"\x3d\xd8\x00\xde", 4}, /* a pair */
        {"\x3d\xd8", 2},         /* halves of one */
        {"\x00\xde", 2},
    };
    struct buf text = BUF_INIT(LOG_MAX), wide = BUF_INIT(LOG_MAX);
    for (unsigned seed = 0; seed < 40; seed++) {
        buf_clear(&wide);
        bool big = seed % 5 == 0;
        if (seed % 3)
            buf_add_text(&wide, big ? "\xfe\xff" : "\xff\xfe");
        for (unsigned i = 0; i < 40; i++) {
            buf_clear(&text);
            add_lines(&text, 2000, 200, seed + i);
            if (seed % 2 && i == 39)
                buf_add_text(&text, "no line end");
            add_wide(&wide, buf_str(&text), big);
            if (!big)
                buf_add(&wide, pieces[i * seed % (sizeof pieces / sizeof *pieces)]);
        }
        if (seed % 4 == 0)
            buf_add_char(&wide, 'x'); /* half a unit */
        assert_in_range(check_wide(&wide), 30, 60);
    }
    buf_release(&text);
    buf_release(&wide);
}

/* UTF-16 that goes over to narrow text, or might. */
static void wide_text_that_changes(void **state)
{
    (void)state;
    static const struct str odd[] = {
        {"\0\0", 2},     {"a narrow line\r\n", 15}, {"a\nb\n", 4}, {"\r\0\n\0\r\n", 6},
        {"\x0a\x0d", 2}, {"\x0a\x0a", 2},           {"x", 1},      {"\0x", 2},
    };
    struct buf text = BUF_INIT(LOG_MAX), wide = BUF_INIT(LOG_MAX);
    for (unsigned seed = 0; seed < 96; seed++) {
        buf_clear(&text);
        buf_clear(&wide);
        add_lines(&text, SNIFF_BYTES + seed * 211, 120, seed);
        if (seed % 2)
            buf_add_text(&wide, "\xff\xfe");
        add_wide(&wide, buf_str(&text), false);
        for (unsigned i = 0; i < 1 + seed % 3; i++) {
            buf_add(&wide, odd[seed % (sizeof odd / sizeof *odd)]);
            buf_clear(&text);
            add_lines(&text, 9000 + seed * 17, 120, seed + i);
            add_wide(&wide, buf_str(&text), false);
        }
        assert_in_range(check_wide(&wide), 10, 80);
    }
    buf_release(&text);
    buf_release(&wide);
}

/* Several claims are read in any order, and void behind the first one that was in vain. */
static void wide_claims_in_any_order(void **state)
{
    (void)state;
    struct buf text = BUF_INIT(LOG_MAX), wide = BUF_INIT(LOG_MAX);
    add_lines(&text, 100000, 150, 3);
    add_wide(&wide, buf_str(&text), false);
    write_file("log", wide.ptr, wide.len);
    struct source *one = open_log(), *all = open_log();
    struct block expected = {0}, blocks[AHEAD] = {{0}};
    struct block_claim claims[AHEAD];
    struct error err;
    assert_int_equal(source_read(one, &expected, &err), STATUS_OK);
    assert_int_equal(source_read(all, &blocks[0], &err), STATUS_OK);
    for (size_t i = 0; i < AHEAD; i++)
        assert_true(source_claim(all, &claims[i]));
    assert_int_equal(read_claims(all, claims, AHEAD, blocks), AHEAD);
    for (size_t i = 0; i < AHEAD; i++) {
        read_claimed(one, &expected);
        check_same(&expected, &blocks[i]);
        block_release(&blocks[i]);
    }
    source_close(one);
    source_close(all);
    block_release(&expected);
    buf_release(&text);
    buf_release(&wide);
}

/* Text that is never plain is not tried for ever: each time, what was read behind it is lost. */
static void in_vain(void **state)
{
    (void)state;
    struct buf text = BUF_INIT(LOG_MAX);
    unsigned seed = 7;
    add_lines(&text, SNIFF_BYTES + 1000, 100, seed);
    for (int i = 0; i < 400; i++) {
        add_lines(&text, 500, 100, seed++);
        buf_add(&text, (struct str){"a\0b\n", 4});
    }
    write_file("log", text.ptr, text.len);
    struct source *s = open_log();
    struct block block = {0};
    struct block_claim claim;
    struct error err;
    size_t vain = 0;
    do {
        bool claimed = source_claim(s, &claim);
        if (claimed && claim_read(&claim, &block))
            continue;
        if (claimed)
            source_go_back(s, &claim);
        vain += claimed;
        assert_int_equal(source_read(s, &block, &err), STATUS_OK);
    } while (block.owned_len);
    assert_in_range(vain, 1, 3);
    source_close(s);
    block_release(&block);
    buf_release(&text);
}

/* The file has become another one between claim and reading. */
static void a_file_that_changes(void **state)
{
    (void)state;
    struct buf text = BUF_INIT(LOG_MAX);
    add_lines(&text, 50000, 100, 1);
    write_file("log", text.ptr, text.len);
    struct source *s = open_log();
    struct block block = {0};
    struct block_claim claim;
    struct error err;
    assert_false(source_claim(s, &claim)); /* the first block is read */
    assert_int_equal(source_read(s, &block, &err), STATUS_OK);
    assert_true(source_claim(s, &claim));
    assert_int_equal(claim.at, block.owned_len);
    write_file("log", text.ptr, 5000);
    assert_false(claim_read(&claim, &block));
    source_go_back(s, &claim);
    assert_int_equal(source_read(s, &block, &err), STATUS_OK);
    assert_int_equal(block.owned_len, 5000 - claim.at);
    assert_int_equal(source_info(s)->status, SOURCE_PARTIAL);
    assert_string_equal(source_info(s)->reason, "the file shrank while it was read");
    source_close(s);
    block_release(&block);
    buf_release(&text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        folder_test(the_same_blocks),
        folder_test(long_lines),
        folder_test(text_that_changes),
        folder_test(wide_text),
        folder_test(wide_text_that_changes),
        folder_test(wide_claims_in_any_order),
        folder_test(in_vain),
        folder_test(a_file_that_changes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
