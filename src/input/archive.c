#include "input/archive.h"

#include "base/little_endian.h"
#include "base/os_library.h"
#include "input/decompress.h"
#include "input/resync.h"
#include "input/seven_zip.h"
#include "input/zip_list.h"

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
    F(archive_read_data_skip)                                                                      \
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

/* What the library reads as one archive is a part: it begins where the archive does, where another
 * archive follows, or at a member behind damage. */
struct archive_reader {
    struct libarchive la;
    bool loaded;
    enum archive_kind kind;
    struct archive *lib; /* owned; NULL: no part is open */
    struct feed *from;
    uint64_t origin;      /* where in the feed the part begins */
    uint64_t stated_end;  /* where it ends, by its beginning; of 7z and cab */
    uint64_t headers;     /* that the part has given */
    uint64_t members_end; /* where in the feed their data end; of a tar */
    struct zip_list list; /* owned: of the part, or that it was in before the damage */
    bool opened;          /* the library knows the part for an archive */
    bool behind_damage;   /* so the part begins */
    bool broken;          /* the library cannot go on in this part */
    unsigned repairs;
    unsigned archives; /* that followed the first */
    size_t offered;    /* of the feed's next bytes, to the library: taken at its next call */
    uint64_t position; /* of those bytes in the feed */
    locale_t names;    /* owned: the locale in which names are turned into UTF-8, or 0 */
    uint64_t members;
    uint64_t start; /* what was taken of the feed before this member */
    uint64_t given; /* bytes of this member */
    uint64_t most;  /* that it may give */
    size_t step;    /* most that is offered at once */
    const char *rest;
    size_t rest_len; /* what the library has given and we have not */
    struct remark why;
    struct remark trouble; /* what is to be said of the archive at its end */
    bool asked_beyond;     /* the library wanted bytes behind the last ones */
    bool member_ended;
    bool member_lost;
    bool ended;
};

#define REPAIRS_MAX 1000 /* each takes a library anew */

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
    int64_t base = whence == SEEK_SET   ? (int64_t)a->origin
                   : whence == SEEK_CUR ? (int64_t)a->position
                                        : (int64_t)a->from->size;
    int64_t to = base + offset;
    if (to < (int64_t)a->origin || !feed_seek(a->from, (uint64_t)to))
        return ARCHIVE_FATAL;
    a->position = (uint64_t)to;
    return to - (int64_t)a->origin;
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
    zip_list_release(&a->list);
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
    if (!a->loaded)
        a->loaded =
            !os_library_load(WSALOG_LIBARCHIVE, names, OS_LIBRARY_COUNT(names), &a->la, &err);
    if (!a->loaded) {
        (void)snprintf(a->why.text, sizeof a->why.text, "%.200s", err.text);
        return false;
    }
    if (a->lib)
        (void)a->la.archive_read_free(a->lib);
    a->lib = a->la.archive_read_new();
    if (!a->lib)
        (void)snprintf(a->why.text, sizeof a->why.text, "not enough memory");
    return a->lib != NULL;
}

/* What is to be known of an archive before the library sees it. */
static bool look_ahead(struct archive_reader *a)
{
    struct str start = feed_peek(a->from, SEVEN_ZIP_START);
    if (a->kind == ARCHIVE_CAB && start.len >= 12)
        a->stated_end = a->origin + le32(start.ptr + 8);
    if (a->kind == ARCHIVE_7Z && start.len >= SEVEN_ZIP_START)
        a->stated_end = SEVEN_ZIP_START + le64(start.ptr + 12) + le64(start.ptr + 20);
    if (a->kind == ARCHIVE_7Z)
        return seven_zip_check(a->from, &a->why);
    if (a->kind != ARCHIVE_ZIP || !a->from->seekable || a->behind_damage)
        return true;
    zip_list_release(&a->list);
    if (zip_list_read(&a->list, a->from, a->origin, ARCHIVE_MEMBERS_MAX))
        return true;
    (void)snprintf(a->why.text, sizeof a->why.text, "not enough memory");
    return false;
}

/* A zip is read by its list, or as if it came through a pipe. */
static bool may_seek(const struct archive_reader *a)
{
    bool by_list = a->list.sound && !a->behind_damage;
    return a->from->seekable && (a->kind != ARCHIVE_ZIP || by_list);
}

/* Begins a part at the feed's position. Whether the library knows it for an archive is seen at its
 * first header. */
static bool open_part(struct archive_reader *a)
{
    a->origin = a->position;
    a->headers = 0;
    a->members_end = a->origin;
    a->asked_beyond = a->broken = false;
    if (!look_ahead(a) || !load_library(a))
        return false;
    struct archive *lib = a->lib;
    support(a);
    (void)a->la.archive_read_set_read_callback(lib, give_bytes);
    (void)a->la.archive_read_set_skip_callback(lib, skip_bytes);
    if (may_seek(a))
        (void)a->la.archive_read_set_seek_callback(lib, seek_bytes);
    (void)a->la.archive_read_set_callback_data(lib, a);
    a->opened = a->la.archive_read_open1(lib) == ARCHIVE_OK;
    return true;
}

/* ---- from part to part ---------------------------------------------------------------------- */

/* What is said first is nearest to the cause, and what the feed says nearer than all. */
static void note(struct archive_reader *a, const char *trouble)
{
    if (!*a->trouble.text)
        (void)snprintf(a->trouble.text, sizeof a->trouble.text, "%s",
                       a->from->failed ? a->from->remark.text : trouble);
}

/* Up to where the library has taken the feed. */
static uint64_t library_at(const struct archive_reader *a)
{
    return a->origin + (a->opened ? (uint64_t)a->la.archive_filter_bytes(a->lib, 0) : 0);
}

/* Brings the feed to a place; of a pipe, what was taken does not come again. */
static bool go_to(struct archive_reader *a, uint64_t at)
{
    a->offered = 0;
    if (a->from->seekable) {
        a->position = at;
        return feed_seek(a->from, at);
    }
    while (a->position < at) {
        size_t ready = feed_peek(a->from, 1).len;
        size_t step = at - a->position < ready ? (size_t)(at - a->position) : ready;
        if (step == 0)
            return false;
        feed_skip(a->from, step);
        a->position += step;
    }
    return true;
}

static bool search(struct archive_reader *a, bool (*find)(struct feed *from))
{
    uint64_t before = a->from->taken;
    bool found = find(a->from);
    a->position += a->from->taken - before;
    return found;
}

static bool find_zip_member(struct archive_reader *a, uint64_t at)
{
    if (!a->list.sound)
        return go_to(a, at) && search(a, resync_zip);
    at = zip_list_next(&a->list, at);
    return at != UINT64_MAX && go_to(a, at);
}

static bool find_tar_member(struct archive_reader *a, uint64_t at)
{
    if (!a->from->seekable && at < a->position)
        at = a->position;
    uint64_t blocks = (at - a->origin + TAR_BLOCK - 1) / TAR_BLOCK;
    return go_to(a, a->origin + blocks * TAR_BLOCK) && search(a, resync_tar);
}

/* Brings the feed to the next member behind damage. False: there is none, or none that could be
 * found. */
static bool find_member(struct archive_reader *a)
{
    if (a->from->failed || !a->lib || (a->kind != ARCHIVE_ZIP && a->kind != ARCHIVE_TAR))
        return false;
    if (a->repairs++ == REPAIRS_MAX) {
        note(a, "it is damaged in so many places that the rest was not read");
        return false;
    }
    uint64_t at = library_at(a);
    if (a->headers == 0 && !a->behind_damage)
        at = a->origin; /* of a zip, because its list cannot be read */
    else if (a->headers == 0 && at <= a->origin)
        at = a->origin + 1; /* it went on from here, in vain */
    a->behind_damage = true;
    return a->kind == ARCHIVE_ZIP ? find_zip_member(a, at) : find_tar_member(a, at);
}

/* The list behind the members, when they were not read by it: a zip that was cut there looks whole
 * to the library, and so does one of which it has passed over members whose beginning is damaged.
 */
static void check_zip_end(struct archive_reader *a)
{
    struct zip_end end;
    uint64_t before = a->from->taken;
    zip_list_pass(a->from, &end);
    a->position += a->from->taken - before;
    if (!end.found)
        note(a, "it was cut in the list at its end; the files before that were read");
    else if (!a->behind_damage && end.listed > a->headers)
        note(a, "the archive is damaged: its list has files that were not found");
    else if (!end.followed)
        note(a, "the list at its end is damaged; the files before that were read");
}

static bool find_next_zip(struct archive_reader *a)
{
    if (a->list.sound)
        return go_to(a, a->list.end) && resync_is_zip(a->from);
    if (!go_to(a, library_at(a)))
        return false;
    check_zip_end(a);
    return resync_is_zip(a->from);
}

/* A tar ends in two blocks of zeros. One that was cut between two of its files looks whole but for
 * them; one of which a header was wiped out seems to have one of them there. */
static bool find_next_tar(struct archive_reader *a)
{
    uint64_t end = library_at(a);
    if (end == a->members_end)
        note(a, "it has no end mark: it was cut, and files behind may be missing");
    if (a->asked_beyond || !go_to(a, end))
        return false;
    bool found = search(a, resync_next_tar);
    bool marked = end - a->members_end > TAR_BLOCK;
    if (found || marked || feed_peek(a->from, TAR_BLOCK).len < TAR_BLOCK)
        return found;
    note(a, "the archive is damaged: files behind a block of zeros may be missing");
    return search(a, resync_tar);
}

static bool find_next_cab(struct archive_reader *a)
{
    return a->stated_end >= library_at(a) && go_to(a, a->stated_end) &&
           str_starts(feed_peek(a->from, 8), STR("MSCF\0\0\0\0"));
}

static void check_7z_end(struct archive_reader *a)
{
    if (go_to(a, a->stated_end) && str_starts(feed_peek(a->from, 6), STR("7z\xbc\xaf\x27\x1c")))
        note(a, "another 7z archive begins behind its end, which was not read");
}

/* Behind the end of an archive: checks that it is whole, and brings the feed to another one that
 * follows. */
static bool find_next(struct archive_reader *a)
{
    bool found = false;
    if (a->kind == ARCHIVE_ZIP)
        found = find_next_zip(a);
    else if (a->kind == ARCHIVE_TAR)
        found = find_next_tar(a);
    else if (a->kind == ARCHIVE_CAB)
        found = find_next_cab(a);
    else
        check_7z_end(a);
    a->behind_damage = false;
    if (found && a->archives++ == ARCHIVE_MEMBERS_MAX) {
        note(a, "so many archives follow one another that the rest was not read");
        return false;
    }
    return found && !a->from->failed;
}

/* ---- members -------------------------------------------------------------------------------- */

/* In a zip, whose library then gives nothing of it, this comes of a damaged list. What came to
 * 7-Zip through a pipe it calls a pipe, though there is something in it. */
static bool is_odd(const struct archive_reader *a, struct archive_entry *entry)
{
    unsigned type = a->la.archive_entry_filetype(entry);
    return type != AE_IFREG && type != AE_IFDIR && type != AE_IFLNK &&
           a->la.archive_entry_size(entry) > 0;
}

static bool is_file(const struct archive_reader *a, struct archive_entry *entry)
{
    return (a->la.archive_entry_filetype(entry) == AE_IFREG || is_odd(a, entry)) &&
           !a->la.archive_entry_hardlink(entry) && !a->la.archive_entry_symlink(entry);
}

/* Opens the part that the feed was brought to, if it was. */
static void go_on(struct archive_reader *a, bool found)
{
    a->ended = !found || !open_part(a);
    if (found && a->ended)
        note(a, a->why.text);
    if (a->ended && a->from->failed)
        note(a, "");
}

/* The library's next header; ARCHIVE_OK, ARCHIVE_WARN and so on. */
static int read_header(struct archive_reader *a, struct archive_entry **entry)
{
    if (!a->opened)
        return ARCHIVE_FATAL;
    if (a->kind == ARCHIVE_TAR && a->headers) {
        (void)a->la.archive_read_data_skip(a->lib);
        a->members_end = library_at(a);
    }
    return a->la.archive_read_next_header(a->lib, entry);
}

/* The next header, or NULL at the end. */
static struct archive_entry *next_header(struct archive_reader *a)
{
    if (!a->lib)
        go_on(a, true);
    else if (a->broken)
        go_on(a, find_member(a));
    while (!a->ended) {
        struct archive_entry *entry = NULL;
        int result = read_header(a, &entry);
        if (result == ARCHIVE_OK || result == ARCHIVE_WARN) {
            a->headers++;
            return entry;
        }
        if (result != ARCHIVE_EOF) {
            (void)keep_reason(a);
            note(a, a->why.text);
        }
        go_on(a, result == ARCHIVE_EOF ? find_next(a) : find_member(a));
    }
    return NULL;
}

static struct archive_entry *next_file(struct archive_reader *a)
{
    while (!a->ended) {
        if (a->members == ARCHIVE_MEMBERS_MAX) {
            a->ended = true;
            (void)snprintf(a->trouble.text, sizeof a->trouble.text,
                           "only the first %d members of the archive were looked at",
                           ARCHIVE_MEMBERS_MAX);
            break;
        }
        struct archive_entry *entry = next_header(a);
        a->members++;
        if (entry && is_file(a, entry))
            return entry;
    }
    return NULL;
}

/* In the locale of the names, which only this thread sees, and only for the call. */
static struct archive_entry *next_named_file(struct archive_reader *a, const char **name)
{
    locale_t before = a->names ? uselocale(a->names) : (locale_t)0;
    struct archive_entry *entry = next_file(a);
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
    uint64_t at = library_at(a);
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
    a->why.text[0] = '\0';
    struct archive_entry *entry = a->ended ? NULL : next_named_file(a, &name);
    a->why.text[0] = '\0';
    *lost = !entry && *a->trouble.text;
    if (!entry) {
        *remark = a->trouble;
        return false;
    }
    a->start = a->from->taken;
    a->given = 0;
    a->rest_len = 0;
    a->member_ended = a->member_lost = false;
    bool encrypted = a->la.archive_entry_is_data_encrypted(entry) > 0;
    bool too_wide = !encrypted && window_of(a, entry) > WINDOW_MAX;
    bool odd = a->kind == ARCHIVE_ZIP && is_odd(a, entry);
    bool denied = encrypted && a->list.sound && !a->list.encrypted;
    *member = (struct archive_member){
        .name = name ? name : "(a name that cannot be read)",
        .has_mtime = a->la.archive_entry_mtime_is_set(entry),
        .mtime_s = a->la.archive_entry_mtime(entry),
        .refusal = denied      ? "the archive is damaged: by its list, this is not encrypted"
                   : encrypted ? "it is encrypted"
                   : too_wide  ? WINDOW_REFUSAL
                   : odd       ? "the archive is damaged: its list says that this is no file"
                               : NULL,
        .fails = denied || too_wide || odd,
    };
    return true;
}

void archive_tell(struct archive_reader *a, const char *trouble)
{
    note(a, trouble);
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
        a->broken = true;
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
