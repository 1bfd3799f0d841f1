#include "input/resync.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "logs.h"

#define ZIP_MEMBER                                                                                 \
    STR("PK\003\004\024\0\0\0\x08\0\0\0\0\0\0\0\0\0\x06\0\0\0\x06\0\0\0\x03\0\0\0log")
#define LIKE_ONE STR("PK\003\004\377\0\0\0\x08\0\0\0\0\0\0\0\0\0\x06\0\0\0\x06\0\0\0\x03\0\0\0log")

static void check(bool (*find)(struct feed *from), const struct buf *b, bool found, size_t at)
{
    struct feed f;
    open_bytes(&f, buf_str(b));
    assert_int_equal(find(&f), found);
    if (found)
        assert_int_equal(f.taken, at);
    feed_release(&f);
}

static void add_zeros(struct buf *b, size_t count)
{
    for (size_t i = 0; i < count; i++)
        buf_add_char(b, '\0');
}

/* Also where one lies over the end of what the feed looks ahead. */
static void zip_members(void **state)
{
    (void)state;
    for (size_t at = 0; at < 2 * FEED_AHEAD;
         at += at && at < FEED_AHEAD - 40 ? FEED_AHEAD - 41 : 1) {
        struct buf b = BUF_INIT(LOG_MAX);
        add_zeros(&b, at);
        buf_add(&b, ZIP_MEMBER);
        check(resync_zip, &b, true, at);
        check(resync_is_zip, &b, at == 0, 0);
        buf_release(&b);
        if (at > FEED_AHEAD + 40)
            break;
    }
}

static void no_zip_members(void **state)
{
    (void)state;
    struct buf b = BUF_INIT(LOG_MAX);
    check(resync_zip, &b, false, 0);
    buf_add(&b, STR("PKPKPK\003"));
    check(resync_zip, &b, false, 0);
    buf_add(&b, LIKE_ONE);
    check(resync_zip, &b, false, 0);
    size_t at = b.len;
    buf_add(&b, str_slice(ZIP_MEMBER, 0, 29));
    check(resync_zip, &b, false, 0);
    buf_add(&b, str_slice(ZIP_MEMBER, 29, 4));
    check(resync_zip, &b, true, at);
    buf_release(&b);
}

static void add_tar_header(struct buf *b)
{
    size_t start = b->len;
    buf_add(b, STR("a.log"));
    add_zeros(b, TAR_BLOCK - 5);
    memcpy(b->ptr + start + 257, "ustar", 5);
    memset(b->ptr + start + 148, ' ', 8);
    unsigned sum = 0;
    for (size_t i = 0; i < TAR_BLOCK; i++)
        sum += (unsigned char)b->ptr[start + i];
    (void)snprintf(b->ptr + start + 148, 8, "%06o", sum);
}

static void tar_headers(void **state)
{
    (void)state;
    struct buf b = BUF_INIT(LOG_MAX);
    check(resync_tar, &b, false, 0);
    add_tar_header(&b);
    check(resync_tar, &b, true, 0);
    check(resync_next_tar, &b, true, 0);
    b.ptr[0] = 'b'; /* then its sum is wrong */
    check(resync_tar, &b, false, 0);
    check(resync_next_tar, &b, false, 0);
    add_tar_header(&b);
    check(resync_tar, &b, true, TAR_BLOCK);
    check(resync_next_tar, &b, false, 0);
    b.len -= 1;
    check(resync_tar, &b, false, 0);
    buf_release(&b);
}

static void tars_behind_zeros(void **state)
{
    (void)state;
    const size_t most = (size_t)1024 * 1024;
    for (size_t zeros = 0; zeros <= most + TAR_BLOCK; zeros += most / 2 + TAR_BLOCK / 2) {
        struct buf b = BUF_INIT(LOG_MAX);
        size_t blocks = zeros / TAR_BLOCK * TAR_BLOCK;
        add_zeros(&b, blocks);
        check(resync_next_tar, &b, false, 0);
        add_tar_header(&b);
        check(resync_next_tar, &b, blocks <= most, blocks);
        buf_release(&b);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        folder_test(zip_members),
        folder_test(no_zip_members),
        folder_test(tar_headers),
        folder_test(tars_behind_zeros),
    };
    return cmocka_run_group_tests_name("resync", tests, NULL, NULL);
}
