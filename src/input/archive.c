#include "input/archive.h"

#include "base/os_library.h"
#include "input/decompress.h"
#include "input/seven_zip.h"

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
    F(archive_entry_size)                                                                          \
    F(archive_entry_size_is_set)                                                                   \
    F(archive_entry_symlink)                                                                       \
    F(archive_error_string)                                                                        \
    F(archive_filter_bytes)                                                                        \
    F(archive_format_name)                                                                         \
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
    enum archive_kind kind;
    struct archive *lib; /* owned */
    struct feed *from;
    size_t offered;    /* of the feed's next bytes, to the library: taken at its next call */
    uint64_t position; /* of those bytes in the archive */
    locale_t names;    /* owned: the locale in which names are turned into UTF-8, or 0 */
    uint64_t members;
    uint64_t start; /* what was taken of the feed before this member */
    uint64_t given; /* bytes of this member */
    uint64_t most;  /* that it may give */
    size_t step;    /* most that is offered at once */
    const char *rest;
    size_t rest_len; /* what the library has given and we have not */
    struct remark why;
    bool asked_beyond;  /* the library wanted bytes behind the last ones, */
    bool ends_in_zeros; /* which are zeros */
    bool sought;        /* it went to a place, after it has found out what the archive is */
    bool member_ended;
    bool member_lost;
    bool ended;
};

#define TAR_BLOCK ((size_t)512)
#define ZIP_END ((size_t)22) /* bytes of the last record, without a comment */

/* Of a zip that comes through a pipe so much is held back from the library that what a member
 * begins with can be seen before it is unpacked. */
#define CODER_START ((size_t)9)

/* When a decoder meets damage, the library drops what was decoded of the bytes that it had at hand.
 * In a zip, where it gives what comes out of them before it asks for more, they are few; of LZMA
 * and xz, whose decoders hold nothing back, still fewer. */
#define STEP_ZIP ((size_t)4096)
#define STEP_LZMA ((size_t)256)

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
    size_t kept = a->kind == ARCHIVE_ZIP && !a->from->seekable ? CODER_START : 0;
    struct str next = feed_peek(a->from, kept + 1);
    next.len -= next.len > kept ? kept : 0;
    next = str_slice(next, 0, a->step);
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
    a->sought = true;
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

struct archive_reader *archive_open(enum archive_kind kind, struct feed *from)
{
    struct archive_reader *a = calloc(1, sizeof *a);
    if (!a)
        return NULL;
    a->kind = kind;
    a->step = kind == ARCHIVE_ZIP ? STEP_ZIP : FEED_AHEAD;
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

/* True when the archive is damaged. */
static bool keep_reason(struct archive_reader *a)
{
    const char *text = a->la.archive_error_string(a->lib);
    struct str why = str_trim(str_from(text ? text : "it cannot be followed"));
    const char *about = "";
    bool damaged = false;
    if (a->from->failed) {
        a->why = a->from->remark;
        return false;
    }
    if (str_find(why, STR("encrypted"), 0) != SIZE_MAX) {
        why = STR("it is encrypted");
    } else if (!a->asked_beyond && str_find(why, STR("nsupported"), 0) != SIZE_MAX) {
        about = "it is packed in a way that this program cannot unpack: ";
    } else {
        about = "the archive is damaged: ";
        damaged = true;
        why = a->asked_beyond ? STR("it ends early") : why;
    }
    (void)snprintf(a->why.text, sizeof a->why.text, "%s%.*s", about, (int)why.len, why.ptr);
    return damaged;
}

/* Only what it was taken for: the library would also find a 7z archive inside of a program. */
static void support(struct archive_reader *a)
{
    switch (a->kind) {
    case ARCHIVE_ZIP:
        (void)a->la.archive_read_support_format_zip(a->lib);
        break;
    case ARCHIVE_TAR:
        (void)a->la.archive_read_support_format_tar(a->lib);
        break;
    case ARCHIVE_7Z:
        (void)a->la.archive_read_support_format_7zip(a->lib);
        break;
    case ARCHIVE_CAB:
        (void)a->la.archive_read_support_format_cab(a->lib);
        break;
    }
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
    if (a->kind == ARCHIVE_7Z && !seven_zip_check(a->from, &a->why))
        return false;
    if (!load_library(a))
        return false;
    struct archive *lib = a->lib;
    support(a);
    (void)a->la.archive_read_set_read_callback(lib, give_bytes);
    (void)a->la.archive_read_set_skip_callback(lib, skip_bytes);
    if (a->from->seekable)
        (void)a->la.archive_read_set_seek_callback(lib, seek_bytes);
    (void)a->la.archive_read_set_callback_data(lib, a);
    if (a->la.archive_read_open1(lib) == ARCHIVE_OK) {
        a->sought = false;
        return true;
    }
    (void)keep_reason(a);
    return false;
}

/* ---- members -------------------------------------------------------------------------------- */

/* What came to 7-Zip through a pipe it calls a pipe, though there is something in it. */
static bool is_file(const struct archive_reader *a, struct archive_entry *entry)
{
    bool was_pipe =
        a->la.archive_entry_filetype(entry) == AE_IFIFO && a->la.archive_entry_size(entry) > 0;
    return (a->la.archive_entry_filetype(entry) == AE_IFREG || was_pipe) &&
           !a->la.archive_entry_hardlink(entry) && !a->la.archive_entry_symlink(entry);
}

/* A zip that was cut in the list behind its files looks whole to a library that reads it from the
 * beginning, as it does where it has not found the end of that list. */
static bool finds_zip_end(struct archive_reader *a)
{
    uint64_t behind_files = (uint64_t)a->la.archive_filter_bytes(a->lib, 0);
    if (a->from->seekable && !feed_seek(a->from, behind_files))
        return false;
    if (!a->from->seekable && behind_files > a->position)
        feed_skip(a->from, (size_t)(behind_files - a->position));
    for (;;) {
        struct str next = feed_peek(a->from, ZIP_END);
        size_t at = str_find(next, STR("PK\005\006"), 0);
        if (at != SIZE_MAX || next.len < ZIP_END)
            return at != SIZE_MAX && next.len - at >= ZIP_END;
        feed_skip(a->from, next.len - ZIP_END + 1);
    }
}

/* Why an archive that has ended without an error may not be whole, or NULL. A tar ends in blocks of
 * zeros; one that was cut between two of its files looks whole but for them. */
static const char *find_cut(struct archive_reader *a)
{
    if (a->kind == ARCHIVE_TAR && a->asked_beyond && !a->ends_in_zeros)
        return "it has no end mark: it was cut, and files behind may be missing";
    if (a->kind == ARCHIVE_ZIP && !a->sought && !finds_zip_end(a))
        return "it was cut in the list at its end; the files before that were read";
    return NULL;
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
        (void)keep_reason(a);
        return NULL;
    }
    const char *cut = find_cut(a);
    if (a->from->failed)
        cut = a->from->remark.text;
    *lost = cut != NULL;
    if (cut)
        (void)snprintf(a->why.text, sizeof a->why.text, "%s", cut);
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
    if (a->members || open_library(a))
        entry = next_file(a, lost);
    else
        a->ended = *lost = true;
    *name = entry ? a->la.archive_entry_pathname(entry) : NULL;
    if (entry && !*name)
        *name = a->la.archive_entry_pathname_utf8(entry);
    if (before)
        (void)uselocale(before);
    return entry;
}

/* What a member of a zip begins with, up to CODER_START bytes; fewer where the zip was cut. The
 * library has taken all before that. False: it cannot be seen. */
static bool see_member(const struct archive_reader *a, unsigned char *start, size_t *len)
{
    uint64_t at = (uint64_t)a->la.archive_filter_bytes(a->lib, 0);
    if (a->from->seekable) {
        *len = feed_look(a->from, at, start, CODER_START);
        return true;
    }
    struct str seen = {a->from->ahead + a->from->at, a->from->end - a->from->at};
    if (at < a->position || at - a->position > seen.len)
        return false;
    seen = str_slice(seen, (size_t)(at - a->position), CODER_START);
    *len = seen.len;
    if (seen.len)
        memcpy(start, seen.ptr, seen.len);
    return true;
}

/* The window that a member of a zip asks for, as the library takes any: a dictionary of up to
 * 4 GiB. How a member is packed the library tells only in words. What xz wants stands within its
 * data; but no window takes more than what is unpacked, which is limited. */
static uint64_t window_of(struct archive_reader *a, struct archive_entry *entry)
{
    struct str form = str_from(a->kind == ARCHIVE_ZIP ? a->la.archive_format_name(a->lib) : "");
    bool lzma = str_find(form, STR("(lzma)"), 0) != SIZE_MAX;
    bool ppmd = str_find(form, STR("(ppmd"), 0) != SIZE_MAX;
    bool xz = str_find(form, STR("(xz)"), 0) != SIZE_MAX;
    unsigned char b[CODER_START];
    size_t len;
    a->most = xz ? WINDOW_MAX : UINT64_MAX;
    if (a->kind == ARCHIVE_ZIP)
        a->step = lzma || xz ? STEP_LZMA : STEP_ZIP;
    if (xz)
        return a->la.archive_entry_size_is_set(entry) ? (uint64_t)a->la.archive_entry_size(entry)
                                                      : UINT64_MAX;
    if (!lzma && !ppmd)
        return 0;
    if (!see_member(a, b, &len))
        return UINT64_MAX;
    if (len < (ppmd ? 2 : CODER_START))
        return 0; /* it cannot be unpacked either */
    if (ppmd)
        return (uint64_t)(((b[0] | b[1] << 8) >> 4 & 0xff) + 1) << 20;
    return b[5] | (uint64_t)b[6] << 8 | (uint64_t)b[7] << 16 | (uint64_t)b[8] << 24;
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
    bool encrypted = a->la.archive_entry_is_data_encrypted(entry) > 0;
    bool too_wide = !encrypted && window_of(a, entry) > WINDOW_MAX;
    *member = (struct archive_member){
        .name = name ? name : "(a name that cannot be read)",
        .has_mtime = a->la.archive_entry_mtime_is_set(entry),
        .mtime_s = a->la.archive_entry_mtime(entry),
        .refusal = encrypted  ? "it is encrypted"
                   : too_wide ? WINDOW_REFUSAL
                              : NULL,
        .fails = too_wide,
    };
    return true;
}

/* ---- the bytes of a member ------------------------------------------------------------------ */

/* The library gives nothing of a 7z archive before it has unpacked this much of it. */
static void tell_loss(struct archive_reader *a)
{
    size_t len = strlen(a->why.text);
    (void)snprintf(a->why.text + len, sizeof a->why.text - len,
                   "; up to 64 KiB before that may be missing");
}

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
    if ((result == ARCHIVE_OK || result == ARCHIVE_RETRY) && a->given <= a->most)
        return;
    a->member_ended = true;
    if (a->given > a->most) {
        a->member_lost = true;
        (void)snprintf(a->why.text, sizeof a->why.text, "the archive is damaged: %s",
                       "there is more in it than it says");
        return;
    }
    if (result == ARCHIVE_EOF)
        return;
    a->member_lost = true;
    if (keep_reason(a) && a->kind == ARCHIVE_7Z)
        tell_loss(a);
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
