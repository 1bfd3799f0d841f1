#include "input/source.h"

#include "input/block.h"
#include "input/cut.h"
#include "input/decompress.h"
#include "input/sniff.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct source {
    struct source_info info;
    struct feed feed;
    const struct packing *packing; /* NULL: as it is */
    void *unpacking;               /* owned: the decompressor's state */
    char *head;                    /* owned: unpacked bytes that were looked at: [at, end) */
    size_t head_at;
    size_t head_end;
    char *carry; /* owned: what the last block had beyond its owned bytes, and the next lead */
    size_t carry_len;
    size_t carry_lead;
    size_t block_bytes;
    size_t context;
    uint64_t next_index;
    bool ended; /* nothing more comes in; the carry may hold the rest */
};

const char *encoding_name(enum encoding encoding)
{
    static const char *const names[] = {
        [ENCODING_UTF8] = "UTF-8",
        [ENCODING_UTF8_BOM] = "UTF-8 with BOM",
        [ENCODING_UTF16LE] = "UTF-16LE",
        [ENCODING_UTF16BE] = "UTF-16BE",
    };
    return names[encoding];
}

const char *source_status_name(enum source_status status)
{
    static const char *const names[] = {
        [SOURCE_READ] = "read",
        [SOURCE_PARTIAL] = "partial",
        [SOURCE_SKIPPED] = "skipped",
        [SOURCE_FAILED] = "failed",
    };
    return names[status];
}

const struct source_info *source_info(const struct source *s)
{
    return &s->info;
}

static void say(struct source *s, const char *reason)
{
    (void)snprintf(s->info.reason, sizeof s->info.reason, "%s", reason);
}

/* Nothing (more) will come in. */
static void give_up(struct source *s, enum source_status status, const char *reason)
{
    s->ended = true;
    s->info.status = status;
    say(s, reason);
}

/* What was looked at is not read either. */
static void skip(struct source *s, const char *reason)
{
    s->head_at = s->head_end;
    s->info.bytes = 0;
    give_up(s, SOURCE_SKIPPED, reason);
}

/* The next bytes of the text, unpacked: exactly `room` unless it ends. */
static size_t pull(struct source *s, char *to, size_t room)
{
    size_t got = 0;
    bool broken = false;
    struct remark remark = {""};
    if (!s->packing) {
        got = feed_read(&s->feed, to, room);
        s->ended = got < room;
        broken = s->ended && s->feed.failed;
        if (broken)
            memcpy(remark.text, s->feed.reason, sizeof remark.text);
    }
    while (s->packing && got < room && !s->ended) {
        int64_t n = s->packing->decompressor->read(s->unpacking, to + got, room - got, &remark);
        got += n > 0 ? (size_t)n : 0;
        s->ended = n <= 0;
        broken = n < 0;
    }
    s->info.bytes += got;
    if (broken)
        give_up(s, s->info.bytes ? SOURCE_PARTIAL : SOURCE_FAILED, remark.text);
    else if (*remark.text)
        say(s, remark.text);
    return got;
}

/* ---- opening -------------------------------------------------------------------------------- */

/* Opens the file and its feed. False: out of memory. */
static bool open_feed(struct source *s, const char *path)
{
    struct os_file file;
    struct os_stat st;
    if (!os_open_read(path, &file)) {
        give_up(s, SOURCE_FAILED, os_reason());
        return true;
    }
    if (!os_stat_file(file, &st)) {
        give_up(s, SOURCE_FAILED, os_reason());
        os_close(&file);
        return true;
    }
    if (st.kind == OS_DIRECTORY) {
        give_up(s, SOURCE_FAILED, "Is a directory");
        os_close(&file);
        return true;
    }
    s->info.has_mtime = st.kind == OS_REGULAR;
    s->info.mtime_s = s->info.has_mtime ? st.mtime_s : 0;
    return feed_init(&s->feed, file, &st);
}

/* Sets up the decompressor and unpacks the first bytes. False: out of memory. */
static bool unpack_head(struct source *s, const struct packing *packing)
{
    s->head = malloc(SNIFF_BYTES);
    s->unpacking = packing->decompressor->open(&s->feed);
    if (!s->head || !s->unpacking)
        return false;
    s->packing = packing;
    s->head_end = pull(s, s->head, SNIFF_BYTES);
    return true;
}

/* Finds out how the log is packed; gives its first bytes of text. False: out of memory. */
static bool look_at_packing(struct source *s, struct str *head)
{
    *head = feed_peek(&s->feed, SNIFF_BYTES);
    const struct packing *packing = packing_of(*head);
    if (!packing)
        return true;
    s->info.compression = packing->name;
    if (!packing->decompressor) {
        skip(s, packing->refusal);
        return true;
    }
    if (!unpack_head(s, packing))
        return false;
    *head = (struct str){s->head, s->head_end};
    const struct packing *inner = packing_of(*head);
    if (inner)
        skip(s,
             inner->refusal ? inner->refusal : "compressed twice, which this build does not read");
    return true;
}

/* Decides how the text is to be read, and passes over a byte order mark. */
static void look_at_text(struct source *s, struct str head, bool explicit_path)
{
    struct sniff sniff = sniff_text(head);
    s->info.encoding = sniff.encoding;
    s->info.line_end = sniff.line_end;
    s->info.binary = sniff.binary;
    if (sniff.utf32) {
        skip(s, "UTF-32, which this build does not read");
    } else if (sniff.binary && !explicit_path) {
        skip(s, "looks like a binary file");
    } else if (s->packing) {
        s->head_at = sniff.mark;
    } else {
        feed_skip(&s->feed, sniff.mark);
        s->info.bytes = sniff.mark;
    }
    if (sniff.binary && !*s->info.reason)
        say(s, "looks like a binary file");
}

static void set_sizes(struct source *s, size_t block_bytes)
{
    const size_t least = 64; /* an eighth of it still holds the longest character */
    if (block_bytes == 0)
        block_bytes = BLOCK_BYTES;
    if (block_bytes < least)
        block_bytes = least;
    s->block_bytes = block_bytes / 16 * 16; /* so that all borders lie between code units */
    s->context = s->block_bytes / 8 < BLOCK_CONTEXT ? s->block_bytes / 8 : BLOCK_CONTEXT;
}

enum status source_open(const char *path, const struct source_options *options, struct source **out,
                        struct error *err)
{
    *out = NULL;
    struct source *s = calloc(1, sizeof *s);
    if (!s)
        return error_no_memory(err);
    s->feed.file = OS_FILE_CLOSED;
    s->info.line_end = '\n';
    set_sizes(s, options->block_bytes);

    struct str head;
    if (!open_feed(s, path))
        goto no_memory;
    if (!s->ended) {
        if (!look_at_packing(s, &head))
            goto no_memory;
        if (s->info.status != SOURCE_SKIPPED)
            look_at_text(s, head, options->explicit_path);
    }
    *out = s;
    return STATUS_OK;

no_memory:
    source_close(s);
    return error_no_memory(err);
}

void source_close(struct source *s)
{
    if (!s)
        return;
    if (s->unpacking)
        s->packing->decompressor->close(s->unpacking);
    feed_release(&s->feed);
    free(s->head);
    free(s->carry);
    free(s);
}

/* ---- reading -------------------------------------------------------------------------------- */

/* The next bytes of the text, those first that were looked at. */
static size_t take(struct source *s, char *to, size_t room)
{
    size_t ready = s->head_end - s->head_at < room ? s->head_end - s->head_at : room;
    if (ready)
        memcpy(to, s->head + s->head_at, ready);
    s->head_at += ready;
    return ready + (s->ended ? 0 : pull(s, to + ready, room - ready));
}

/* Shares a full block out: what it owns, what it shows of the rest, what is kept for the next. */
static bool share_out(struct source *s, struct block *b, size_t filled)
{
    struct str bytes = {b->bytes, filled};
    struct cut cut = cut_find(bytes, b->lead, s->context, &s->info);
    b->owned_len = cut.owned_end - b->lead;
    b->cut = cut.inside;
    size_t shown = cut.owned_end + 2 * s->context;
    size_t most = filled - CUT_RIM / 2;
    b->len = cut_floor(bytes, s->info.encoding, shown < most ? shown : most);

    if (!s->carry)
        s->carry = malloc(s->block_bytes);
    if (!s->carry)
        return false;
    s->carry_lead = cut.owned_end - cut.next;
    s->carry_len = filled - cut.next;
    memcpy(s->carry, b->bytes + cut.next, s->carry_len);
    return true;
}

enum status source_read(struct source *s, struct block *b, struct error *err)
{
    if (!block_begin(b, s->block_bytes))
        return error_no_memory(err);
    b->index = s->next_index++;
    b->encoding = s->info.encoding;
    b->lead = s->carry_lead;
    if (s->carry_len)
        memcpy(b->bytes, s->carry, s->carry_len);
    size_t filled = s->carry_len + take(s, b->bytes + s->carry_len, s->block_bytes - s->carry_len);
    if (filled == s->block_bytes)
        return share_out(s, b, filled) ? STATUS_OK : error_no_memory(err);

    s->carry_len = s->carry_lead = 0;
    b->owned_len = filled - b->lead;
    b->len = filled;
    return STATUS_OK;
}
