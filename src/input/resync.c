#include "input/resync.h"

#include "base/little_endian.h"
#include "base/str.h"

/* ---- zip ------------------------------------------------------------------------------------ */

#define ZIP_MEMBER STR("PK\003\004")
#define ZIP_MEMBER_LEN ((size_t)30) /* before the name */
#define ZIP_NAME_MAX 4096
#define ZIP_VERSION_MAX 63 /* that a member needs, times ten: as of version 6.3 of the format */
#define ZIP_METHOD_MAX 99

static bool is_zip_member(struct str header)
{
    if (header.len < ZIP_MEMBER_LEN)
        return false;
    unsigned name = le16(header.ptr + 26);
    return str_starts(header, ZIP_MEMBER) && (header.ptr[4] & 0xff) <= ZIP_VERSION_MAX &&
           le16(header.ptr + 8) <= ZIP_METHOD_MAX && name > 0 && name <= ZIP_NAME_MAX;
}

bool resync_zip(struct feed *from)
{
    struct str next;
    while ((next = feed_peek(from, ZIP_MEMBER_LEN)).len >= ZIP_MEMBER_LEN) {
        size_t at = str_find(next, ZIP_MEMBER, 0);
        size_t last = next.len - ZIP_MEMBER_LEN;
        if (at <= last && is_zip_member(str_slice(next, at, ZIP_MEMBER_LEN))) {
            feed_skip(from, at);
            return true;
        }
        feed_skip(from, (at < last ? at : last) + 1);
    }
    return false;
}

bool resync_is_zip(struct feed *from)
{
    return is_zip_member(feed_peek(from, ZIP_MEMBER_LEN));
}

/* ---- tar ------------------------------------------------------------------------------------ */

#define TAR_PADDING_MAX ((size_t)1024 * 1024) /* bytes of zeros: records of tapes are no longer */
#define TAR_SUM_AT ((size_t)148)
#define TAR_SUM_LEN ((size_t)8)

static uint32_t take_octal(struct str digits)
{
    uint32_t value = 0;
    size_t i = 0;
    while (i < digits.len && digits.ptr[i] == ' ')
        i++;
    for (; i < digits.len && digits.ptr[i] >= '0' && digits.ptr[i] <= '7'; i++)
        value = value * 8 + (uint32_t)(digits.ptr[i] - '0');
    return value;
}

/* The sum is that of all bytes, with blanks in its own place. */
static bool is_tar_header(struct str block)
{
    if (block.len < TAR_BLOCK || !str_equal(str_slice(block, 257, 5), STR("ustar")))
        return false;
    uint32_t sum = 0;
    for (size_t i = 0; i < TAR_BLOCK; i++)
        sum += i >= TAR_SUM_AT && i < TAR_SUM_AT + TAR_SUM_LEN ? ' ' : (unsigned char)block.ptr[i];
    return sum == take_octal(str_slice(block, TAR_SUM_AT, TAR_SUM_LEN));
}

bool resync_tar(struct feed *from)
{
    struct str block;
    while ((block = str_slice(feed_peek(from, TAR_BLOCK), 0, TAR_BLOCK)).len == TAR_BLOCK) {
        if (is_tar_header(block))
            return true;
        feed_skip(from, TAR_BLOCK);
    }
    return false;
}

bool resync_next_tar(struct feed *from)
{
    for (size_t passed = 0; passed <= TAR_PADDING_MAX; passed += TAR_BLOCK) {
        struct str block = str_slice(feed_peek(from, TAR_BLOCK), 0, TAR_BLOCK);
        if (block.len < TAR_BLOCK || str_count(block, '\0') < TAR_BLOCK)
            return is_tar_header(block);
        feed_skip(from, TAR_BLOCK);
    }
    return false;
}
