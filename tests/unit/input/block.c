#include "input/block.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static void fill(struct block *b, struct str bytes, size_t lead, size_t owned, enum encoding e)
{
    assert_true(block_begin(b, bytes.len));
    memcpy(b->bytes, bytes.ptr, bytes.len);
    b->len = bytes.len;
    b->lead = lead;
    b->owned_len = owned;
    b->encoding = e;
}

static void utf8_stays(void **state)
{
    (void)state;
    struct block b = {0};
    fill(&b, STR("ab\xff\ncd"), 1, 3, ENCODING_UTF8_BOM);
    assert_int_equal(block_decode(&b, NULL), STATUS_OK);
    assert_int_equal(b.encoding, ENCODING_UTF8);
    assert_int_equal(b.lead, 1);
    assert_int_equal(b.owned_len, 3);
    assert_memory_equal(b.bytes, "ab\xff\ncd", 6);
    block_release(&b);
    assert_null(b.bytes);
}

/* A pair that a border splits belongs to neither side; no part takes bytes from another. */
static void parts_are_decoded_apart(void **state)
{
    (void)state;
    struct block b = {0};
    fill(&b, STR("\xe4\0\xac\x20\n\0\x3d\xd8\x00\xde"), 2, 6, ENCODING_UTF16LE);
    assert_int_equal(block_decode(&b, NULL), STATUS_OK);
    assert_int_equal(b.lead, 2);
    assert_int_equal(b.owned_len, 4 + 3);
    assert_memory_equal(b.bytes, "\xc3\xa4\xe2\x82\xac\n\xef\xbf\xbd\xef\xbf\xbd", b.len);
    assert_int_equal(b.len, 12);
    block_release(&b);
}

static void decoding_twice_is_decoding_once(void **state)
{
    (void)state;
    struct block b = {0};
    fill(&b, STR("\0a\0b"), 0, 4, ENCODING_UTF16BE);
    for (int i = 0; i < 2; i++) {
        assert_int_equal(block_decode(&b, NULL), STATUS_OK);
        assert_int_equal(b.len, 2);
        assert_memory_equal(b.bytes, "ab", 2);
    }
    block_release(&b);
}

/* A block goes from log to log; what it held before is gone. */
static void a_block_is_reused(void **state)
{
    (void)state;
    struct block b = {0};
    for (size_t size = 16; size < 4096; size *= 2) {
        assert_true(block_begin(&b, size));
        assert_int_equal(b.len, 0);
        assert_int_equal(b.owned_len, 0);
        assert_false(b.cut);
        memset(b.bytes, 0, size);
        b.len = b.owned_len = size;
        b.cut = true;
        b.encoding = size % 3 ? ENCODING_UTF16LE : ENCODING_UTF16BE;
        assert_int_equal(block_decode(&b, NULL), STATUS_OK);
        assert_int_equal(b.owned_len, size / 2);
    }
    block_release(&b);
    block_release(&b);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(utf8_stays),
        cmocka_unit_test(parts_are_decoded_apart),
        cmocka_unit_test(decoding_twice_is_decoding_once),
        cmocka_unit_test(a_block_is_reused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
