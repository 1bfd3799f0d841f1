#include "input/seven_zip.h"

#include "base/little_endian.h"
#include "input/decompress.h"
#include "input/xz.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define CODERS_MAX 4 /* of a folder; libarchive reads no more */
#define CODER_STREAMS_MAX 8
#define LINK_MAX                                                                                   \
    ((uint64_t)1024 * 1024) /* bytes of a link's target, which libarchive reads whole */

/* What the parts of a list begin with. */
enum mark {
    END = 0x00,
    HEADER = 0x01,
    MAIN_STREAMS = 0x04,
    FILES = 0x05,
    PACK_INFO = 0x06,
    UNPACK_INFO = 0x07,
    SUBSTREAMS = 0x08,
    SIZE = 0x09,
    CRC = 0x0a,
    FOLDER = 0x0b,
    UNPACK_SIZE = 0x0c,
    SUBSTREAM_COUNT = 0x0d,
    EMPTY_STREAM = 0x0e,
    EMPTY_FILE = 0x0f,
    ANTI = 0x10,
    CREATED = 0x12,
    ACCESSED = 0x13,
    MODIFIED = 0x14,
    ATTRIBUTES = 0x15,
    ENCODED_HEADER = 0x17,
};

enum method {
    COPY = 0,
    LZMA2 = 0x21,
    LZMA = 0x030101,
    BCJ2 = 0x0303011b,
    PPMD = 0x030401,
    AES_ZIP = 0x06f10101,
    AES_RAR = 0x06f10303,
    AES_7Z = 0x06f10701,
};

struct coder {
    uint64_t method;
    struct str properties;
};

struct folder {
    struct coder first;
    uint32_t coders;
    uint32_t packed_streams;
    uint32_t out_streams;
    uint32_t files;
    uint64_t size; /* of the largest stream that comes out: all files together */
    bool encrypted;
    bool bcj2;
    bool has_crc;
};

struct list {
    const unsigned char *at; /* what is not read yet: [at, end) */
    const unsigned char *end;
    bool bad;  /* cannot be followed; then all that is read is 0 */
    bool much; /* because it holds too much */
    bool no_memory;
    uint64_t memory; /* most that a folder wants to be unpacked */
    uint64_t pack_at;
    uint64_t *pack_sizes; /* owned */
    uint64_t pack_count;
    struct folder *folders; /* owned */
    uint64_t folder_count;
    uint64_t *file_sizes; /* owned: of files that are not empty, in their order */
    uint64_t file_count;
};

/* ---- what a list is made of ----------------------------------------------------------------- */

static struct str take_bytes(struct list *l, uint64_t count)
{
    if (l->bad || count > (uint64_t)(l->end - l->at)) {
        l->bad = true;
        return STR("");
    }
    struct str bytes = {(const char *)l->at, (size_t)count};
    l->at += count;
    return bytes;
}

static unsigned take_byte(struct list *l)
{
    struct str byte = take_bytes(l, 1);
    return byte.len ? (unsigned char)*byte.ptr : 0;
}

static void expect(struct list *l, enum mark mark)
{
    if (take_byte(l) != mark)
        l->bad = true;
}

/* The first byte tells by its leading ones how many follow, which are the lower ones. */
static uint64_t take_number(struct list *l)
{
    unsigned first = take_byte(l);
    uint64_t value = 0;
    unsigned mask = 0x80;
    for (unsigned shift = 0; mask; shift += 8, mask >>= 1) {
        if (!(first & mask))
            return value | (uint64_t)(first & (mask - 1)) << shift;
        value |= (uint64_t)take_byte(l) << shift;
    }
    return value;
}

static uint64_t take_count(struct list *l, uint64_t most)
{
    uint64_t count = take_number(l);
    if (count <= most)
        return count;
    l->bad = true;
    l->much = most == SEVEN_ZIP_COUNT_MAX;
    return 0;
}

static bool bit(struct str bits, uint64_t i)
{
    return i / 8 < bits.len && ((unsigned char)bits.ptr[i / 8] & 0x80 >> i % 8);
}

static uint64_t count_bits(struct str bits, uint64_t count)
{
    uint64_t set = 0;
    for (uint64_t i = 0; i < count; i++)
        set += bit(bits, i);
    return set;
}

static uint64_t bits_length(uint64_t count)
{
    return (count + 7) / 8;
}

/* Checksums, of which some may be missing: those that are not have a bit. */
static struct str take_checksums(struct list *l, uint64_t count, bool *all)
{
    *all = take_byte(l) != 0;
    struct str bits = *all ? STR("") : take_bytes(l, bits_length(count));
    (void)take_bytes(l, 4 * (*all ? count : count_bits(bits, count)));
    return bits;
}

static void *room(struct list *l, uint64_t count, size_t size)
{
    void *room = l->bad ? NULL : calloc((size_t)count + 1, size);
    if (!room && !l->bad)
        l->bad = l->no_memory = true;
    return room;
}

/* ---- folders -------------------------------------------------------------------------------- */

static uint64_t lzma2_window(unsigned code)
{
    return code >= 40 ? UINT32_MAX : (uint64_t)(2 | (code & 1)) << (code / 2 + 11);
}

/* What a decoder takes, where that is for the archive to say. */
static uint64_t memory_of(const struct coder *c)
{
    bool has_number = c->properties.len >= 5;
    if (c->method == LZMA2 && c->properties.len >= 1)
        return lzma2_window((unsigned char)*c->properties.ptr);
    return (c->method == LZMA || c->method == PPMD) && has_number ? le32(c->properties.ptr + 1) : 0;
}

static void want(struct list *l, uint64_t memory)
{
    if (memory > l->memory)
        l->memory = memory;
}

static struct coder take_coder(struct list *l, uint64_t *ins, uint64_t *outs)
{
    unsigned form = take_byte(l);
    struct coder c = {0};
    struct str id = take_bytes(l, form & 0x0f);
    for (size_t i = 0; i < id.len; i++)
        c.method = c.method << 8 | (unsigned char)id.ptr[i];
    bool simple = !(form & 0x10);
    *ins += simple ? 1 : take_count(l, CODER_STREAMS_MAX);
    *outs += simple ? 1 : take_count(l, CODER_STREAMS_MAX);
    if (form & 0x20)
        c.properties = take_bytes(l, take_number(l));
    if (form & 0x80)
        l->bad = true;
    want(l, memory_of(&c));
    return c;
}

static void take_folder(struct list *l, struct folder *f)
{
    uint64_t ins = 0;
    uint64_t outs = 0;
    f->coders = (uint32_t)take_count(l, CODERS_MAX);
    for (uint32_t i = 0; i < f->coders && !l->bad; i++) {
        struct coder c = take_coder(l, &ins, &outs);
        if (i == 0)
            f->first = c;
        f->bcj2 |= c.method == BCJ2;
        f->encrypted |= c.method == AES_ZIP || c.method == AES_RAR || c.method == AES_7Z;
    }
    if (l->bad || outs == 0 || ins < outs) {
        l->bad = true;
        return;
    }
    for (uint64_t i = 0; i < 2 * (outs - 1); i++)
        (void)take_number(l); /* which coder's end is which one's beginning */
    f->packed_streams = (uint32_t)(ins - (outs - 1));
    for (uint32_t i = 0; f->packed_streams > 1 && i < f->packed_streams; i++)
        (void)take_number(l);
    f->out_streams = (uint32_t)outs;
    f->files = 1;
}

/* Of the four streams that BCJ2 is unpacked from, libarchive holds all but the main one in memory:
 * as packed, or of those that are packed once more, which may be the first two, unpacked. */
static void want_side_streams(struct list *l, const struct folder *f, uint64_t first_packed,
                              const uint64_t *sizes)
{
    uint64_t sum = 0;
    for (uint64_t i = first_packed + 1; i < first_packed + f->packed_streams; i++)
        sum += l->pack_sizes[i] < WINDOW_MAX ? l->pack_sizes[i] : WINDOW_MAX + 1;
    for (uint32_t i = 0; f->coders == CODERS_MAX && i < 2; i++)
        sum += sizes[i] < WINDOW_MAX ? sizes[i] : WINDOW_MAX + 1;
    want(l, sum);
}

static void take_unpack_sizes(struct list *l)
{
    uint64_t packed = 0;
    for (uint64_t i = 0; i < l->folder_count && !l->bad; i++) {
        struct folder *f = &l->folders[i];
        uint64_t sizes[CODERS_MAX * CODER_STREAMS_MAX] = {0};
        for (uint32_t k = 0; k < f->out_streams; k++) {
            sizes[k] = take_number(l);
            f->size = sizes[k] > f->size ? sizes[k] : f->size;
        }
        if (packed + f->packed_streams > l->pack_count)
            l->bad = true;
        else if (f->bcj2)
            want_side_streams(l, f, packed, sizes);
        packed += f->packed_streams;
    }
}

static void take_folders(struct list *l)
{
    expect(l, FOLDER);
    uint64_t count = take_count(l, SEVEN_ZIP_COUNT_MAX);
    expect(l, 0); /* they stand here, and not elsewhere */
    l->folders = room(l, count, sizeof *l->folders);
    l->folder_count = l->folders ? count : 0;
    for (uint64_t i = 0; i < count && !l->bad; i++)
        take_folder(l, &l->folders[i]);
    expect(l, UNPACK_SIZE);
    take_unpack_sizes(l);
    unsigned mark = take_byte(l);
    if (mark == CRC) {
        bool all;
        struct str has = take_checksums(l, count, &all);
        for (uint64_t i = 0; i < count && !l->bad; i++)
            l->folders[i].has_crc = all || bit(has, i);
        mark = take_byte(l);
    }
    l->bad |= mark != END;
}

static void take_packed_streams(struct list *l)
{
    l->pack_at = take_number(l);
    uint64_t count = take_count(l, SEVEN_ZIP_COUNT_MAX);
    expect(l, SIZE);
    l->pack_sizes = room(l, count, sizeof *l->pack_sizes);
    l->pack_count = l->pack_sizes ? count : 0;
    for (uint64_t i = 0; i < count && !l->bad; i++)
        l->pack_sizes[i] = take_number(l);
    unsigned mark = take_byte(l);
    if (mark == CRC) {
        bool all;
        (void)take_checksums(l, count, &all);
        mark = take_byte(l);
    }
    l->bad |= mark != END;
}

/* ---- files ---------------------------------------------------------------------------------- */

/* Sizes of the files in each folder: the last is what the others leave. */
static void take_file_sizes(struct list *l, bool stated)
{
    uint64_t at = 0;
    for (uint64_t i = 0; i < l->folder_count && !l->bad; i++) {
        const struct folder *f = &l->folders[i];
        uint64_t left = f->size;
        for (uint32_t k = 1; k < f->files && stated && !l->bad; k++) {
            uint64_t size = take_number(l);
            l->file_sizes[at++] = size;
            left -= size < left ? size : left;
        }
        if (f->files)
            l->file_sizes[at++] = left;
        l->bad |= f->files > 1 && !stated;
    }
}

static void take_substreams(struct list *l)
{
    unsigned mark = take_byte(l);
    uint64_t count = mark == SUBSTREAM_COUNT ? 0 : l->folder_count;
    for (uint64_t i = 0; i < l->folder_count && mark == SUBSTREAM_COUNT && !l->bad; i++) {
        l->folders[i].files = (uint32_t)take_count(l, SEVEN_ZIP_COUNT_MAX);
        count += l->folders[i].files;
        l->much = count > SEVEN_ZIP_COUNT_MAX;
        l->bad |= l->much;
    }
    if (mark == SUBSTREAM_COUNT)
        mark = take_byte(l);
    l->file_sizes = room(l, count, sizeof *l->file_sizes);
    l->file_count = l->file_sizes ? count : 0;
    take_file_sizes(l, mark == SIZE);
    if (mark == SIZE)
        mark = take_byte(l);
    uint64_t checksums = 0;
    for (uint64_t i = 0; i < l->folder_count; i++)
        if (l->folders[i].files != 1 || !l->folders[i].has_crc)
            checksums += l->folders[i].files;
    if (mark == CRC) {
        bool all;
        (void)take_checksums(l, checksums, &all);
        mark = take_byte(l);
    }
    l->bad |= mark != END;
}

/* A part that may be missing: where its mark stands. Then the next mark follows. */
static void take_part(struct list *l, unsigned *mark, unsigned of, void (*take)(struct list *l))
{
    if (*mark != of || l->bad)
        return;
    take(l);
    *mark = take_byte(l);
}

/* Streams, folders, and what is in them; each part but the end may be missing. */
static void take_streams(struct list *l)
{
    unsigned mark = take_byte(l);
    take_part(l, &mark, PACK_INFO, take_packed_streams);
    take_part(l, &mark, UNPACK_INFO, take_folders);
    take_part(l, &mark, SUBSTREAMS, take_substreams);
    l->bad |= mark != END;
}

/* A property of all files. libarchive passes over the length that is stated, so that only one that
 * is as long as it says is read alike here and there. */
struct property {
    unsigned mark;
    struct str value;
};

static bool times_fit(struct str value, uint64_t count)
{
    bool all = value.len && *value.ptr;
    uint64_t bits = all ? 0 : bits_length(count);
    struct str has = str_slice(value, 1, (size_t)bits);
    uint64_t times = all ? count : count_bits(has, count);
    return value.len == 1 + bits + 1 + 8 * times && !value.ptr[1 + bits]; /* a 0: they stand here */
}

static bool property_fits(const struct property *p, uint64_t count, uint64_t empty)
{
    switch (p->mark) {
    case EMPTY_STREAM:
        return p->value.len == bits_length(count);
    case EMPTY_FILE:
    case ANTI:
        return empty == 0 || p->value.len == bits_length(empty);
    case CREATED:
    case ACCESSED:
    case MODIFIED:
        return times_fit(p->value, count);
    case ATTRIBUTES: /* those that only some files have are taken wrong by libarchive */
        return p->value.len == 2 + 4 * count && *p->value.ptr;
    default:
        return true;
    }
}

/* The target of a link is read whole: it must be a small file. */
static void check_links(struct list *l, struct str attributes, struct str empty, uint64_t count)
{
    uint64_t at = 0;
    for (uint64_t i = 0; i < count && attributes.len && !l->bad; i++) {
        uint32_t mode = le32(attributes.ptr + 2 + i * 4) >> 16;
        if (bit(empty, i))
            continue;
        if ((mode & 0170000) == 0120000 && at < l->file_count && l->file_sizes[at] > LINK_MAX)
            l->bad = true;
        at++;
    }
}

static void take_files(struct list *l)
{
    uint64_t count = take_count(l, SEVEN_ZIP_COUNT_MAX);
    struct str attributes = STR("");
    struct str empty = STR("");
    for (;;) {
        struct property p = {.mark = take_byte(l)};
        if (l->bad || p.mark == END)
            break;
        p.value = take_bytes(l, take_number(l));
        struct str *kept = p.mark == ATTRIBUTES     ? &attributes
                           : p.mark == EMPTY_STREAM ? &empty
                                                    : NULL;
        l->bad |= !property_fits(&p, count, count_bits(empty, count)) || (kept && kept->len);
        if (kept)
            *kept = p.value;
    }
    check_links(l, attributes, empty, count);
}

/* ---- the list ------------------------------------------------------------------------------- */

/* Where the list really is. Only its first folder is looked at, as it has no other. */
static void describe_packed(struct list *l, struct seven_zip_packed *packed)
{
    const struct folder *f = l->folders;
    l->bad |= l->folder_count == 0 || l->pack_count == 0;
    if (l->bad)
        return;
    uint64_t method = f->first.method;
    *packed = (struct seven_zip_packed){
        .is = true,
        .encrypted = f->encrypted,
        .lzma2 = method == LZMA2,
        .plain = method == COPY,
        .properties_len = f->first.properties.len,
        .at = l->pack_at,
        .len = l->pack_sizes[0],
        .unpacked = f->size,
    };
    bool known = f->coders == 1 && (method == LZMA || method == LZMA2 || method == COPY);
    l->bad |= !f->encrypted && (!known || f->first.properties.len > sizeof packed->properties);
    l->much = packed->len > SEVEN_ZIP_LIST_MAX || packed->unpacked > SEVEN_ZIP_LIST_MAX;
    l->bad |= l->much;
    if (!l->bad && !f->encrypted && packed->properties_len)
        memcpy(packed->properties, f->first.properties.ptr, packed->properties_len);
}

static void take_list(struct list *l, struct seven_zip_packed *packed)
{
    unsigned mark = take_byte(l);
    if (mark == ENCODED_HEADER) {
        take_streams(l);
        describe_packed(l, packed);
        return;
    }
    l->bad |= mark != HEADER;
    mark = take_byte(l);
    take_part(l, &mark, MAIN_STREAMS, take_streams);
    take_part(l, &mark, FILES, take_files);
    l->bad |= mark != END;
}

static bool refuse(struct remark *why, const char *reason)
{
    (void)snprintf(why->text, sizeof why->text, "%s", reason);
    return false;
}

#define TOO_MUCH "its list of files is larger than this program reads; unpack it first"
#define DAMAGED "the archive is damaged: its list of files cannot be read"

bool seven_zip_list(struct str list, struct seven_zip_packed *packed, struct remark *why)
{
    *packed = (struct seven_zip_packed){0};
    struct list l = {.at = (const unsigned char *)list.ptr};
    l.end = l.at + list.len;
    take_list(&l, packed);
    free(l.pack_sizes);
    free(l.folders);
    free(l.file_sizes);
    if (l.no_memory)
        return refuse(why, "out of memory");
    if (l.much)
        return refuse(why, TOO_MUCH);
    if (l.bad)
        return refuse(why, DAMAGED);
    return l.memory <= WINDOW_MAX || refuse(why, WINDOW_REFUSAL);
}

/* ---- the archive ---------------------------------------------------------------------------- */

/* Owned bytes of the archive behind its start, or NULL. */
static char *read_at(struct feed *from, uint64_t at, uint64_t len, struct remark *why)
{
    if (len > SEVEN_ZIP_LIST_MAX) {
        (void)refuse(why, TOO_MUCH);
        return NULL;
    }
    char *bytes = malloc((size_t)len + 1);
    if (!bytes) {
        (void)refuse(why, "out of memory");
        return NULL;
    }
    uint64_t size = from->size - SEVEN_ZIP_START;
    bool is_inside = at <= size && len <= size - at && feed_seek(from, SEVEN_ZIP_START + at);
    if (is_inside && feed_read(from, bytes, (size_t)len) == len)
        return bytes;
    (void)refuse(why, from->failed
                          ? from->remark.text
                          : "the archive is damaged: its list of files, at its end, is missing");
    free(bytes);
    return NULL;
}

/* Owned bytes of a packed list, or NULL. */
static char *unpack_list(struct feed *from, const struct seven_zip_packed *packed,
                         struct remark *why)
{
    char *bytes = read_at(from, packed->at, packed->len, why);
    if (!bytes || packed->plain)
        return bytes;
    char *list = malloc((size_t)packed->unpacked + 1);
    struct str properties = {packed->properties, packed->properties_len};
    struct str from_bytes = {bytes, (size_t)packed->len};
    enum lzma_form form = packed->lzma2 ? LZMA_FORM_2 : LZMA_FORM_1;
    if (!list || !lzma_unpack(form, properties, from_bytes, list, (size_t)packed->unpacked)) {
        (void)refuse(why, list ? DAMAGED : "out of memory");
        free(list);
        list = NULL;
    }
    free(bytes);
    return list;
}

static bool check(struct feed *from, struct remark *why)
{
    char start[SEVEN_ZIP_START];
    if (feed_read(from, start, sizeof start) < sizeof start)
        return refuse(why, DAMAGED);
    uint64_t len = le64(start + 20);
    if (len == 0)
        return true; /* without files */
    char *list = read_at(from, le64(start + 12), len, why);
    if (!list)
        return false;
    struct seven_zip_packed packed;
    bool good = seven_zip_list((struct str){list, (size_t)len}, &packed, why);
    free(list);
    if (!good || !packed.is || packed.encrypted)
        return good;
    list = unpack_list(from, &packed, why);
    if (!list)
        return false;
    uint64_t unpacked = packed.plain ? packed.len : packed.unpacked;
    good = seven_zip_list((struct str){list, (size_t)unpacked}, &packed, why);
    free(list);
    return good && (!packed.is || refuse(why, DAMAGED)); /* packed twice, as no program does it */
}

bool seven_zip_check(struct feed *from, struct remark *why)
{
    why->text[0] = '\0';
    bool good = check(from, why);
    return feed_seek(from, 0) ? good : refuse(why, os_reason());
}
