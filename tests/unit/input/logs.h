/*
 * Logs for the tests of input: reading one back from its blocks, with all that a block promises
 * checked on the way.
 */
#ifndef WSALOG_TESTS_UNIT_INPUT_LOGS_H
#define WSALOG_TESTS_UNIT_INPUT_LOGS_H

#include "../base/folder.h"

#include "base/buf.h"
#include "input/block_claim.h"
#include "input/feed.h"
#include "input/source.h"

#define LOG_MAX ((size_t)1 << 28)

struct reading {
    struct buf text; /* the owned parts, decoded, one after the other */
    struct source_info info;
    uint64_t blocks;
    uint64_t cuts;
    uint64_t claimed; /* blocks */
};

/* What a block shows must agree with what stands in the log around its owned part. */
static inline void check_surroundings(const struct block *b, struct str before, size_t context,
                                      bool cut_before)
{
    size_t tail = b->len - b->lead - b->owned_len;
    assert_true(b->lead <= context);
    assert_true(tail <= 2 * context);
    if (!cut_before)
        assert_int_equal(b->lead, 0);
    assert_true(b->lead <= before.len);
    if (b->lead)
        assert_memory_equal(b->bytes, before.ptr + before.len - b->lead, b->lead);
    if (b->cut)
        assert_true(tail > 0);
}

/* The next block, claimed where that can be done: true. */
static inline bool read_claimed(struct source *s, struct block *b)
{
    struct block_claim claim;
    struct error err;
    bool claimed = source_claim(s, &claim);
    if (claimed && claim_read(&claim, b))
        return true;
    if (claimed)
        source_go_back(s, &claim);
    assert_int_equal(source_read(s, b, &err), STATUS_OK);
    return false;
}

static inline struct reading read_log_as(const char *path, bool explicit_path, size_t block_bytes,
                                         bool claims)
{
    struct reading r = {.text = BUF_INIT(LOG_MAX)};
    struct source_options options = {.explicit_path = explicit_path, .block_bytes = block_bytes};
    struct source *s;
    struct error err;
    struct block b = {0};
    struct buf tail = BUF_INIT(LOG_MAX); /* of the block before: the next text must agree */
    bool cut_before = false;
    size_t context = block_bytes && block_bytes / 8 < BLOCK_CONTEXT ? block_bytes / 8 : 4096;

    assert_int_equal(source_open(path, &options, &s, &err), STATUS_OK);
    for (;;) {
        if (claims)
            r.claimed += read_claimed(s, &b);
        else
            assert_int_equal(source_read(s, &b, &err), STATUS_OK);
        if (b.owned_len == 0)
            break;
        assert_int_equal(b.index, r.blocks++);
        r.cuts += b.cut;
        check_surroundings(&b, buf_str(&r.text), context < 8 ? 8 : context, cut_before);
        struct str shown = {b.bytes + b.lead, b.len - b.lead};
        size_t common = tail.len < shown.len ? tail.len : shown.len;
        if (common)
            assert_memory_equal(tail.ptr, shown.ptr, common);
        buf_add(&r.text, str_slice(shown, 0, b.owned_len));
        if (!b.cut && b.len > b.lead + b.owned_len) /* more comes: whole lines only */
            assert_int_equal(shown.ptr[b.owned_len - 1], source_info(s)->line_end);
        buf_clear(&tail);
        buf_add(&tail, str_slice(shown, b.owned_len, shown.len));
        cut_before = b.cut;
    }
    assert_int_equal(source_read(s, &b, &err), STATUS_OK); /* an end stays one */
    assert_int_equal(b.owned_len, 0);
    r.info = *source_info(s);
    source_close(s);
    block_release(&b);
    buf_release(&tail);
    return r;
}

static inline struct reading read_log(const char *path, bool explicit_path, size_t block_bytes)
{
    return read_log_as(path, explicit_path, block_bytes, false);
}

static inline void check_text(const struct reading *r, struct str expected)
{
    assert_int_equal(r->text.len, expected.len);
    if (expected.len)
        assert_memory_equal(r->text.ptr, expected.ptr, expected.len);
}

/* Reads the file in blocks of that size, with claims and without; its text must be this. */
static inline void check_log(const char *path, size_t block_bytes, struct str expected)
{
    uint64_t bytes = 0;
    for (int claims = 0; claims < 2; claims++) {
        struct reading r = read_log_as(path, true, block_bytes, claims);
        assert_int_equal(r.info.status, SOURCE_READ);
        check_text(&r, expected);
        assert_true(!claims || r.info.bytes == bytes);
        bytes = r.info.bytes;
        buf_release(&r.text);
    }
}

/* A feed of a file that holds these bytes. */
static inline void open_bytes(struct feed *f, struct str bytes)
{
    struct os_file file;
    struct os_stat st;
    write_file("bytes", bytes.len ? bytes.ptr : "", bytes.len);
    assert_true(os_open_read("bytes", &file, &st));
    assert_true(feed_init(f, file, &st, NULL));
}

/* A repeatable stream of numbers. */
static inline unsigned next_number(unsigned *seed)
{
    *seed = *seed * 1664525u + 1013904223u;
    return *seed >> 8;
}

#endif
