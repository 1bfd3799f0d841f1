#include "input/archive.h"

#include "base/os_library.h"
#include "input/decompress.h"

#include <archive.h>
#include <archive_entry.h>
#include <errno.h>
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Loaded when the first archive is met: it needs a dozen others, ICU among them. */
#define LIBARCHIVE_FUNCTIONS(F)                                                                    \
    F(archive_entry_filetype)                                                                      \
    F(archive_entry_hardlink)                                                                      \
    F(archive_entry_is_data_encrypted)                                                             \
    F(archive_entry_mtime)                                                                         \
    F(archive_entry_mtime_is_set)                                                                  \
    F(archive_entry_pathname)                                                                      \
    F(archive_entry_pathname_utf8)                                                                 \
    F(archive_entry_symlink)                                                                       \
    F(archive_error_string)                                                                        \
    F(archive_format)                                                                              \
    F(archive_read_data_block)                                                                     \
    F(archive_read_free)                                                                           \
    F(archive_read_new)                                                                            \
    F(archive_read_next_header)                                                                    \
    F(archive_read_open1)                                                                          \
    F(archive_read_set_callback_data)                                                              \
    F(archive_read_set_read_callback)                                                              \
    F(archive_read_set_seek_callback)                                                              \
    F(archive_read_set_skip_callback)                                                              \
    F(archive_read_support_format_7zip)                                                            \
    F(archive_read_support_format_cab)                                                             \
    F(archive_read_support_format_tar)                                                             \
    F(archive_read_support_format_zip)                                                             \
    F(archive_set_error)

struct libarchive {
    LIBARCHIVE_FUNCTIONS(OS_LIBRARY_MEMBER)
};

struct archive_reader {
    struct libarchive la;
    struct archive *lib; /* owned */
    struct feed *from;
    size_t offered;    /* of the feed's next bytes, to the library: taken at its next call */
    uint64_t position; /* of those bytes in the archive */
    locale_t names;    /* owned: the locale in which names are turned into UTF-8, or 0 */
    uint64_t members;
    uint64_t start; /* what was taken of the feed before this member */
    uint64_t given; /* bytes of this member */
    const char *rest;
    size_t rest_len; /* what the library has given and we have not */
    struct remark why;
    bool asked_beyond;  /* the library wanted bytes behind the last ones, */
    bool ends_in_zeros; /* which are zeros */
    bool member_ended;
    bool member_lost;
    bool ended;
};

#define TAR_BLOCK ((size_t)512)

/* ---- what the library asks of us ------------------------------------------------------------ */

static void take_offered(struct archive_reader *a)
{
    feed_skip(a->from, a->offered);
    a->position += a->offered;
    a->offered = 0;
}

static bool is_all_zeros(struct str bytes)
{
    size_t i = 0;
    while (i < bytes.len && bytes.ptr[i] == '\0')
        i++;
    return i == bytes.len;
}

static la_ssize_t give_bytes(struct archive *lib, void *state, const void **bytes)
{
    struct archive_reader *a = state;
    take_offered(a);
    struct str next = feed_peek(a->from, 1);
    *bytes = next.ptr;
    a->offered = next.len;
    a->asked_beyond = next.len == 0;
    if (next.len >= TAR_BLOCK)
        a->ends_in_zeros = is_all_zeros(str_slice(next, next.len - TAR_BLOCK, TAR_BLOCK));
    if (next.len || !a->from->failed)
        return (la_ssize_t)next.len;
    a->la.archive_set_error(lib, EIO, "%s", a->from->remark.text);
    return -1;
}

static la_int64_t skip_bytes(struct archive *lib, void *state, la_int64_t wanted)
{
    (void)lib;
    struct archive_reader *a = state;
    take_offered(a);
    if (!a->from->seekable || wanted <= 0)
        return 0; /* it reads them */
    uint64_t left = a->from->size > a->position ? a->from->size - a->position : 0;
    uint64_t step = (uint64_t)wanted < left ? (uint64_t)wanted : left;
    if (!feed_seek(a->from, a->position + step))
        return 0;
    a->position += step;
    return (la_int64_t)step;
}

static la_int64_t seek_bytes(struct archive *lib, void *state, la_int64_t offset, int whence)
{
    (void)lib;
    struct archive_reader *a = state;
    take_offered(a);
    int64_t base = whence == SEEK_SET   ? 0
                   : whence == SEEK_CUR ? (int64_t)a->position
                                        : (int64_t)a->from->size;
    int64_t to = base + offset;
    if (to < 0 || !feed_seek(a->from, (uint64_t)to))
        return ARCHIVE_FATAL;
    a->position = (uint64_t)to;
    return to;
}

/* ---- opening -------------------------------------------------------------------------------- */

struct archive_reader *archive_open(struct feed *from)
{
    struct archive_reader *a = calloc(1, sizeof *a);
    if (!a)
        return NULL;
    a->from = from;
    /* 7z and newer cab and zip hold names in Unicode; the library turns them into the locale's
     * form, and a program that sets none would see question marks. */
    a->names = newlocale(LC_CTYPE_MASK, "C.UTF-8", (locale_t)0);
    return a;
}

void archive_close(struct archive_reader *a)
{
    if (!a)
        return;
    if (a->lib)
        (void)a->la.archive_read_free(a->lib);
    if (a->names)
        freelocale(a->names);
    free(a);
}

static void keep_reason(struct archive_reader *a)
{
    const char *text = a->la.archive_error_string(a->lib);
    struct str why = str_trim(str_from(text ? text : "it ends early"));
    const char *about = "the archive is damaged: ";
    if (a->from->failed) {
        a->why = a->from->remark;
        return;
    }
    if (str_find(why, STR("encrypted"), 0) != SIZE_MAX) {
        about = "";
        why = STR("it is encrypted");
    } else if (str_find(why, STR("nsupported"), 0) != SIZE_MAX) {
        about = "it is packed in a way that this program cannot unpack: ";
    }
    (void)snprintf(a->why.text, sizeof a->why.text, "%s%.*s", about, (int)why.len, why.ptr);
}

static bool load_library(struct archive_reader *a)
{
    static const char *const names[] = {LIBARCHIVE_FUNCTIONS(OS_LIBRARY_NAME)};
    struct error err;
    if (os_library_load(WSALOG_LIBARCHIVE, names, OS_LIBRARY_COUNT(names), &a->la, &err)) {
        (void)snprintf(a->why.text, sizeof a->why.text, "%.200s", err.text);
        return false;
    }
    a->lib = a->la.archive_read_new();
    if (!a->lib)
        (void)snprintf(a->why.text, sizeof a->why.text, "not enough memory");
    return a->lib != NULL;
}

static bool open_library(struct archive_reader *a)
{
    if (!load_library(a))
        return false;
    struct archive *lib = a->lib;
    (void)a->la.archive_read_support_format_zip(lib);
    (void)a->la.archive_read_support_format_tar(lib);
    (void)a->la.archive_read_support_format_7zip(lib);
    (void)a->la.archive_read_support_format_cab(lib);
    (void)a->la.archive_read_set_read_callback(lib, give_bytes);
    (void)a->la.archive_read_set_skip_callback(lib, skip_bytes);
    if (a->from->seekable)
        (void)a->la.archive_read_set_seek_callback(lib, seek_bytes);
    (void)a->la.archive_read_set_callback_data(lib, a);
    if (a->la.archive_read_open1(lib) == ARCHIVE_OK)
        return true;
    keep_reason(a);
    return false;
}

/* ---- members -------------------------------------------------------------------------------- */

static bool is_file(const struct archive_reader *a, struct archive_entry *entry)
{
    return a->la.archive_entry_filetype(entry) == AE_IFREG &&
           !a->la.archive_entry_hardlink(entry) && !a->la.archive_entry_symlink(entry);
}

/* A tar ends in blocks of zeros. One that was cut between two of its files looks whole but for
 * them, and the library says nothing. */
static bool lacks_its_end(const struct archive_reader *a)
{
    bool is_tar =
        (a->la.archive_format(a->lib) & ARCHIVE_FORMAT_BASE_MASK) == (int)ARCHIVE_FORMAT_TAR;
    return is_tar && a->asked_beyond && !a->ends_in_zeros;
}

/* The next header, or NULL at the end. */
static struct archive_entry *next_header(struct archive_reader *a, bool *lost)
{
    struct archive_entry *entry = NULL;
    int result = a->la.archive_read_next_header(a->lib, &entry);
    if (result == ARCHIVE_OK || result == ARCHIVE_WARN)
        return entry;
    a->ended = true;
    if (result != ARCHIVE_EOF) {
        *lost = true;
        keep_reason(a);
    } else if (a->from->failed) {
        *lost = true;
        a->why = a->from->remark;
    } else if (lacks_its_end(a)) {
        *lost = true;
        (void)snprintf(a->why.text, sizeof a->why.text,
                       "it has no end mark: it was cut, and files behind may be missing");
    }
    return NULL;
}

static struct archive_entry *next_file(struct archive_reader *a, bool *lost)
{
    while (!a->ended) {
        if (a->members == ARCHIVE_MEMBERS_MAX) {
            a->ended = *lost = true;
            (void)snprintf(a->why.text, sizeof a->why.text,
                           "only the first %d members of the archive were looked at",
                           ARCHIVE_MEMBERS_MAX);
            break;
        }
        struct archive_entry *entry = next_header(a, lost);
        a->members++;
        if (entry && is_file(a, entry))
            return entry;
    }
    return NULL;
}

/* In the locale of the names, which only this thread sees, and only for the call. */
static struct archive_entry *next_named_file(struct archive_reader *a, const char **name,
                                             bool *lost)
{
    locale_t before = a->names ? uselocale(a->names) : (locale_t)0;
    struct archive_entry *entry = NULL;
    if (a->members || open_library(a)) {
        entry = next_file(a, lost);
    } else {
        a->ended = *lost = true;
    }
    *name = entry ? a->la.archive_entry_pathname(entry) : NULL;
    if (entry && !*name)
        *name = a->la.archive_entry_pathname_utf8(entry);
    if (before)
        (void)uselocale(before);
    return entry;
}

bool archive_next(struct archive_reader *a, struct archive_member *member, struct remark *remark,
                  bool *lost)
{
    const char *name = NULL;
    *lost = false;
    a->why.text[0] = '\0';
    struct archive_entry *entry = a->ended ? NULL : next_named_file(a, &name, lost);
    if (!entry) {
        *remark = a->why;
        return false;
    }
    a->start = a->from->taken;
    a->given = 0;
    a->rest_len = 0;
    a->member_ended = a->member_lost = false;
    *member = (struct archive_member){
        .name = name ? name : "(a name that cannot be read)",
        .has_mtime = a->la.archive_entry_mtime_is_set(entry),
        .mtime_s = a->la.archive_entry_mtime(entry),
        .refusal = a->la.archive_entry_is_data_encrypted(entry) > 0 ? "it is encrypted" : NULL,
    };
    return true;
}

/* ---- the bytes of a member ------------------------------------------------------------------ */

/* The library's next piece. What it gives together with a warning or a failure counts. */
static void next_piece(struct archive_reader *a)
{
    const void *piece = NULL;
    size_t len = 0;
    la_int64_t offset = 0;
    int result = a->la.archive_read_data_block(a->lib, &piece, &len, &offset);
    a->rest = piece;
    a->rest_len = result == ARCHIVE_FATAL ? 0 : len;
    a->given += a->rest_len;
    if (result == ARCHIVE_OK || result == ARCHIVE_RETRY)
        return;
    a->member_ended = true;
    if (result == ARCHIVE_EOF)
        return;
    a->member_lost = true;
    keep_reason(a);
    if (result == ARCHIVE_FATAL)
        a->ended = true;
}

static int64_t member_read(void *state, void *to, size_t room, struct remark *remark)
{
    struct archive_reader *a = state;
    while (!a->rest_len && !a->member_ended)
        next_piece(a);
    if (a->rest_len) {
        size_t len = a->rest_len < room ? a->rest_len : room;
        memcpy(to, a->rest, len);
        a->rest += len;
        a->rest_len -= len;
        return (int64_t)len;
    }
    if (!*a->why.text && ratio_is_odd(a->from->taken - a->start, a->given))
        (void)snprintf(a->why.text, sizeof a->why.text, "%s", RATIO_WARNING);
    *remark = a->why;
    return a->member_lost ? -1 : 0;
}

struct stream archive_stream(struct archive_reader *a)
{
    return (struct stream){member_read, a};
}
