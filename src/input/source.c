#include "input/source.h"

#include "input/block.h"
#include "input/block_claim.h"
#include "input/cut.h"
#include "input/layers.h"
#include "input/shape.h"
#include "input/sniff.h"
#include "input/tail.h"
#include "input/text.h"
#include "input/utf16.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

struct source {
    const char *path; /* borrowed */
    struct source_options options;
    struct os_stat file;
    struct layers layers;
    bool several; /* an archive: its members are on top of it, one after the other */
    size_t block_bytes;
    size_t context;

    /* Of the log at hand. */
    struct source_info info;
    struct text text;
    char *carry; /* owned: what the last block had beyond its owned bytes, and the next lead */
    size_t carry_len;
    size_t carry_lead;
    uint64_t next_index;
    bool ended; /* nothing more comes in; the carry may hold the rest */

    /* Of a plain file whose blocks may be claimed. */
    bool claiming;     /* the last block was: the next one begins here, and the feed is elsewhere */
    uint64_t claim_at; /* in the file */
    bool read_next;    /* the next block was claimed in vain */
    unsigned in_vain;  /* how often that has happened */

    /* Of a resumable log. */
    struct text_options as; /* how its text is read from the beginning */
    size_t mark;            /* bytes of its byte order mark */
    uint64_t passed;        /* bytes that were passed over, or not given */
    struct source_place place;
    struct tail *before; /* owned: the text before the place; NULL unless resumable */
    bool holding;        /* the carry is the rest, behind its lead */
    bool giving;
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

const char *source_encoding(const struct source_info *info)
{
    return info->page ? info->page : encoding_name(info->encoding);
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

const struct os_stat *source_file(const struct source *s)
{
    return &s->file;
}

const struct source_info *source_info(const struct source *s)
{
    return &s->info;
}

const char *source_name(const struct source *s)
{
    return s->several ? buf_text(&s->layers.name) : s->path;
}

/* One remark after the other. */
static void say(struct source *s, const char *remark)
{
    size_t len = strlen(s->info.reason);
    if (*remark && !strstr(s->info.reason, remark))
        (void)snprintf(s->info.reason + len, sizeof s->info.reason - len, "%s%s", len ? "; " : "",
                       remark);
}

/* Nothing (more) will come in. */
static void give_up(struct source *s, enum source_status status, const char *reason)
{
    s->ended = true;
    s->info.status = status;
    say(s, reason);
}

static void skip(struct source *s, const char *reason)
{
    s->info.bytes = 0;
    give_up(s, SOURCE_SKIPPED, reason);
}

/* ---- what the text is ----------------------------------------------------------------------- */

struct stated {
    const char *name;
    enum encoding encoding;
};

/* What needs no library. UTF-16 without saying which is what Windows calls Unicode. */
static const struct stated stated_encodings[] = {
    {"UTF-8", ENCODING_UTF8},       {"UTF8", ENCODING_UTF8},        {"UTF-16", ENCODING_UTF16LE},
    {"UTF16", ENCODING_UTF16LE},    {"UTF-16LE", ENCODING_UTF16LE}, {"UTF16LE", ENCODING_UTF16LE},
    {"UTF-16BE", ENCODING_UTF16BE}, {"UTF16BE", ENCODING_UTF16BE},
};

static const struct stated *find_stated(const char *name)
{
    for (size_t i = 0; i < sizeof stated_encodings / sizeof *stated_encodings; i++)
        if (strcasecmp(stated_encodings[i].name, name) == 0)
            return &stated_encodings[i];
    return NULL;
}

bool encoding_is_known(const char *name)
{
    bool known = true;
    if (!find_stated(name))
        charset_close(charset_open(name, &known));
    return known && *name;
}

/* The stated encoding, for a text without a mark. */
static void take_stated(struct source *s, struct text_options *text)
{
    const struct stated *stated = find_stated(s->options.encoding);
    text->steady = true;
    if (stated) {
        text->encoding = stated->encoding;
    } else {
        text->encoding = ENCODING_UTF8;
        text->page = s->info.page = s->options.encoding;
    }
}

/* A guess between the code pages. What is wide text later on says nothing about the narrow. */
static bool guess(struct source *s, struct str head, struct text_options *text)
{
    size_t nul = head.len ? str_find(head, STR("\0"), 0) : SIZE_MAX;
    struct guess g;
    if (!guess_page(str_slice(head, 0, nul), &s->options.phrases, &g))
        return false;
    text->page = g.page;
    text->undecided = !g.decided;
    s->info.page = g.name;
    s->info.garbled = g.senseless;
    if (g.senseless)
        say(s, "hardly looks like text; if it is, state its encoding with --encoding");
    return true;
}

/* Decides how the text is to be read, and passes over a byte order mark. False: out of memory. */
static bool begin_text(struct source *s, bool explicit_path)
{
    struct feed *from = layers_top(&s->layers);
    struct str head = str_slice(feed_peek(from, SNIFF_BYTES), 0, SNIFF_BYTES);
    struct sniff sniff = sniff_text(head);
    struct text_options text = {.encoding = sniff.encoding, .phrases = s->options.phrases};
    s->info.binary = sniff.binary && !s->options.encoding;
    text.page = s->info.page = sniff.page;
    text.steady = s->info.binary || sniff.page;
    if (!sniff.mark && s->options.encoding)
        take_stated(s, &text);
    else if (sniff.encoding == ENCODING_UTF8 && !text.steady && !guess(s, head, &text))
        return false;
    s->info.encoding = text.encoding;
    s->info.line_end = sniff.line_end;
    if (s->info.binary)
        say(s, "looks like a binary file");
    if (s->info.binary && !explicit_path) {
        skip(s, "");
        return true;
    }
    s->info.garbled |= s->info.binary;
    feed_skip(from, sniff.mark);
    s->as = text;
    s->mark = sniff.mark;
    s->place.raw = sniff.mark;
    bool known;
    if (text_init(&s->text, from, &text, &known))
        return true;
    if (!known)
        skip(s, "an encoding that this system does not know");
    return !known;
}

/* ---- opening -------------------------------------------------------------------------------- */

static void set_sizes(struct source *s, size_t block_bytes)
{
    const size_t least = 64; /* an eighth of it still holds the longest character */
    if (block_bytes == 0)
        block_bytes = BLOCK_BYTES;
    s->block_bytes = block_bytes < least ? least : block_bytes;
    s->context = s->block_bytes / 8 < BLOCK_CONTEXT ? s->block_bytes / 8 : BLOCK_CONTEXT;
}

/* A new log at hand, of which nothing is known but what lies on top of the layers. */
static bool begin_log(struct source *s, const struct topmost *top)
{
    struct source_info *info = &s->info;
    text_release(&s->text);
    s->carry_len = s->carry_lead = 0;
    s->next_index = 0;
    s->ended = s->holding = s->giving = false;
    s->claiming = s->read_next = false;
    s->in_vain = 0;
    s->passed = 0;
    s->place = (struct source_place){.undecided = true};
    if (s->before)
        tail_clear(s->before);
    *info = (struct source_info){
        .line_end = '\n',
        .compression = s->layers.compression,
        .has_mtime = s->several ? top->has_mtime : info->has_mtime,
        .mtime_s = s->several ? top->mtime_s : info->mtime_s,
    };
    if (top->what == TOP_TEXT)
        return begin_text(s, s->options.explicit_path && !s->several);
    if (top->what == TOP_SKIPPED)
        skip(s, top->remark.text);
    else
        give_up(s, SOURCE_FAILED, top->remark.text);
    return true;
}

/* Opens the file and what is in it. False: out of memory. */
static bool open_layers(struct source *s)
{
    struct os_file file;
    struct os_stat st;
    const char *reason = NULL;
    if (!os_open_nearby(s->options.near, s->path, &file, &st))
        reason = os_reason();
    else if (st.kind == OS_DIRECTORY)
        reason = "Is a directory";
    if (reason) {
        give_up(s, SOURCE_FAILED, reason);
        os_close(&file);
        return true;
    }
    s->file = st;
    s->info.has_mtime = st.kind == OS_REGULAR;
    s->info.mtime_s = s->info.has_mtime ? st.mtime_s : 0;
    struct topmost top;
    if (!layers_open(&s->layers, s->path, file, &st, s->options.meter, &top))
        return false;
    s->several = s->layers.has_members;
    return begin_log(s, &top);
}

enum status source_open(const char *path, const struct source_options *options, struct source **out,
                        struct error *err)
{
    *out = NULL;
    struct source *s = calloc(1, sizeof *s);
    if (!s)
        return error_no_memory(err);
    s->path = path;
    s->options = *options;
    s->file.kind = OS_OTHER;
    s->info.line_end = '\n';
    set_sizes(s, options->block_bytes);
    if (options->resumable)
        s->before = calloc(1, sizeof *s->before);
    if ((s->before || !options->resumable) && open_layers(s)) {
        *out = s;
        return STATUS_OK;
    }
    source_close(s);
    return error_no_memory(err);
}

enum status source_next(struct source *s, bool *more, struct error *err)
{
    *more = false;
    if (!s->several)
        return STATUS_OK;
    struct topmost top;
    text_release(&s->text); /* it borrows what is on top now */
    if (!layers_next(&s->layers, more, &top) || (*more && !begin_log(s, &top)))
        return error_no_memory(err);
    return STATUS_OK;
}

void source_close(struct source *s)
{
    if (!s)
        return;
    text_release(&s->text);
    layers_release(&s->layers);
    free(s->before);
    free(s->carry);
    free(s);
}

/* ---- reading -------------------------------------------------------------------------------- */

/* The text has ended: what is to be said of it. */
static void end_text(struct source *s)
{
    const struct feed *from = s->text.from;
    if (s->text.changes) {
        char remark[REMARK_MAX];
        (void)snprintf(remark, sizeof remark,
                       "its encoding changes within the file, from byte %llu on",
                       (unsigned long long)s->text.changed);
        say(s, remark);
    }
    if (from->failed)
        give_up(s, s->info.bytes ? SOURCE_PARTIAL : SOURCE_FAILED, from->remark.text);
    else
        say(s, from->remark.text);
    s->ended = true;
}

/* The next bytes of the text: exactly `room` unless it ends. */
static bool take(struct source *s, char *to, size_t room, size_t *got)
{
    *got = 0;
    if (s->ended)
        return true;
    *got = text_read(&s->text, to, room);
    s->info.bytes = s->text.from->taken - s->passed;
    if (s->text.name)
        s->info.page = s->text.name;
    if (*got < room)
        end_text(s);
    return !s->text.no_memory;
}

/* Shares a full block out: what it owns, what it shows of the rest, what is kept for the next. */
static bool share_out(struct source *s, struct block *b, size_t filled)
{
    struct str bytes = {b->bytes, filled};
    struct cut cut = cut_find(bytes, b->lead, s->context, s->info.line_end);
    b->owned_len = cut.owned_end - b->lead;
    b->cut = cut.inside;
    b->len = cut_shown(bytes, cut.owned_end, s->context);

    if (!s->carry)
        s->carry = malloc(s->block_bytes);
    if (!s->carry)
        return false;
    s->carry_lead = cut.owned_end - cut.next;
    s->carry_len = filled - cut.next;
    memcpy(s->carry, b->bytes + cut.next, s->carry_len);
    return true;
}

static bool is_wide(const struct source *s)
{
    return encoding_is_utf16(s->as.encoding);
}

/* All of the text is in a code page of one byte per character. */
static bool is_single(const struct source *s)
{
    return s->as.page && s->text.page && charset_is_single(s->text.page);
}

static uint64_t count_characters(struct str text)
{
    uint64_t count = 0;
    for (size_t i = 0; i < text.len; i++)
        count += ((unsigned char)text.ptr[i] & 0xc0) != 0x80; /* each begins once */
    return count;
}

/* How many bytes a piece of the text was before it was turned, where that can be said. */
static uint64_t raw_length(const struct source *s, struct str text)
{
    if (is_wide(s))
        return utf16_length(text);
    return is_single(s) ? count_characters(text) : text.len;
}

/* What a block owns is done with. */
static void move_on(struct source *s, const struct block *b)
{
    struct str owned = {b->bytes + b->lead, b->owned_len};
    struct source_place *place = &s->place;
    if (!s->options.resumable || b->rest || !owned.len)
        return;
    tail_add(s->before, owned);
    place->offset += owned.len;
    place->inside = owned.ptr[owned.len - 1] != s->info.line_end;
    place->undecided = s->text.options.undecided;
    if ((s->text.page && !is_single(s)) || s->text.changes)
        place->raw = PLACE_UNKNOWN;
    else if (place->raw != PLACE_UNKNOWN)
        place->raw += raw_length(s, owned);
}

/* Keeps from the last block a line that is not finished. */
static bool hold_rest(struct source *s, struct block *b)
{
    struct str owned = {b->bytes + b->lead, b->owned_len};
    const char *last = owned.len ? memrchr(owned.ptr, s->info.line_end, owned.len) : NULL;
    size_t whole = last ? (size_t)(last - owned.ptr) + 1 : 0;
    if (!s->options.resumable || s->giving || whole == owned.len)
        return true;
    size_t lead = whole ? 0 : b->lead;
    size_t from = b->lead + whole - lead;
    if (!s->carry)
        s->carry = malloc(s->block_bytes);
    if (!s->carry)
        return false;
    s->holding = true;
    s->carry_lead = lead;
    s->carry_len = b->len - from;
    memcpy(s->carry, b->bytes + from, s->carry_len);
    b->owned_len = whole;
    b->len = b->lead + whole;
    uint64_t held = raw_length(s, source_rest(s));
    s->passed += held;
    s->info.bytes -= held < s->info.bytes ? held : s->info.bytes;
    return true;
}

/* ---- claims --------------------------------------------------------------------------------- */

/* In so many bytes before the last place where a block may end, its last line end is looked for. */
#define CLAIM_LOOK ((size_t)4096)

/* A text that often is not what it seemed to be is read in one row. */
#define IN_VAIN_MAX 3

/* The rest of the log can be found by its place in the file. Half a unit at the end of UTF-16 has
 * become a character: where that may be in the carry, no place is known. */
static bool can_claim(const struct source *s)
{
    return !s->ended && (s->claiming || !feed_at_end(s->text.from)) && !s->options.resumable &&
           !source_packed(s) && s->layers.count && layers_read(&s->layers)->seekable &&
           s->in_vain < IN_VAIN_MAX && !s->read_next && s->next_index && !s->carry_lead &&
           text_is_claimable(&s->text);
}

/* Where the next block begins in the file. */
static uint64_t next_place(const struct source *s)
{
    if (s->claiming)
        return s->claim_at;
    return text_place(&s->text) - raw_length(s, (struct str){s->carry, s->carry_len});
}

/* The last position where a claim of so many bytes of the file may end what it owns; 0: nowhere.
 * What follows in UTF-16 has as many characters, and what it takes to see that it is still that. */
static size_t claim_last(const struct source *s, size_t bytes)
{
    if (text_is_narrow(&s->text))
        return cut_last(bytes, s->context);
    size_t rest = 2 * (s->context + CUT_RIM) + SHAPE_VIEW;
    return bytes > rest ? bytes - rest : 0;
}

static size_t after_last_line(const struct source *s, struct str seen)
{
    if (text_is_narrow(&s->text))
        return cut_after_last_line(seen, s->info.line_end);
    size_t at = utf16_find_last(seen, s->text.now, s->info.line_end);
    return at == SIZE_MAX ? 0 : at + 2;
}

/* How much of it a claim owns; 0: that does not show so soon. */
static size_t find_owned(const struct source *s, struct os_file file, uint64_t at, size_t bytes)
{
    char look[CLAIM_LOOK];
    size_t last = claim_last(s, bytes);
    size_t room = last < sizeof look ? last : sizeof look;
    if (os_read_at(file, at + last - room, look, room) != (int64_t)room)
        return 0;
    size_t after = after_last_line(s, (struct str){look, room});
    return after ? last - room + after : 0;
}

static void claimed_up_to(struct source *s, uint64_t at)
{
    const struct feed *from = s->text.from;
    if (from->meter)
        from->meter->bytes += at - s->claim_at; /* less when it goes back */
    s->claim_at = at;
    s->info.bytes = at - s->passed;
}

bool source_claim(struct source *s, struct block_claim *c)
{
    if (!can_claim(s))
        return false;
    struct feed *from = s->text.from;
    uint64_t at = next_place(s);
    size_t bytes = s->block_bytes / 2 * 2; /* whole units */
    size_t owned = 0;
    if (at < from->size && from->size - at >= bytes)
        owned = find_owned(s, from->file, at, bytes);
    if (!owned)
        return false;
    *c = (struct block_claim){
        .file = from->file,
        .at = at,
        .index = s->next_index++,
        .encoding = s->text.now,
        .bytes = bytes,
        .owned = owned,
        .context = s->context,
        .line_end = s->info.line_end,
        .ascii = s->text.options.undecided,
        .steady = s->text.options.steady,
    };
    if (!s->claiming)
        s->claim_at = from->taken;
    s->claiming = true;
    s->carry_len = 0;
    claimed_up_to(s, at + owned);
    return true;
}

void source_go_back(struct source *s, const struct block_claim *c)
{
    claimed_up_to(s, c->at);
    s->next_index = c->index;
    s->read_next = true;
    s->in_vain++;
}

/* Reads on behind what was claimed. */
static void stop_claiming(struct source *s)
{
    if (s->claiming)
        text_go(&s->text, s->claim_at, s->info.line_end);
    s->claiming = s->read_next = false;
}

enum status source_read(struct source *s, struct block *b, struct error *err)
{
    if (!block_begin(b, s->block_bytes))
        return error_no_memory(err);
    if (s->holding && !s->giving)
        return STATUS_OK;
    stop_claiming(s);
    b->index = s->next_index++;
    b->lead = s->carry_lead;
    b->rest = s->giving;
    s->holding = false;
    if (s->carry_len)
        memcpy(b->bytes, s->carry, s->carry_len);
    size_t got;
    if (!take(s, b->bytes + s->carry_len, s->block_bytes - s->carry_len, &got))
        return error_no_memory(err);
    size_t filled = s->carry_len + got;
    if (filled == s->block_bytes) {
        if (!share_out(s, b, filled))
            return error_no_memory(err);
        move_on(s, b);
        return STATUS_OK;
    }
    s->carry_len = s->carry_lead = 0;
    b->owned_len = filled - b->lead;
    b->len = filled;
    if (!hold_rest(s, b))
        return error_no_memory(err);
    move_on(s, b);
    return STATUS_OK;
}

/* ---- going on ------------------------------------------------------------------------------- */

struct source_place source_place(const struct source *s)
{
    return s->place;
}

struct str source_before(const struct source *s)
{
    return tail_str(s->before);
}

struct str source_rest(const struct source *s)
{
    if (!s->holding)
        return STR("");
    return (struct str){s->carry + s->carry_lead, s->carry_len - s->carry_lead};
}

void source_give_rest(struct source *s)
{
    uint64_t given = raw_length(s, source_rest(s));
    s->giving = s->holding;
    s->passed -= given;
    s->info.bytes += given;
}

bool source_packed(const struct source *s)
{
    return s->several || s->layers.count > 1;
}

enum status source_head(struct source *s, struct str *head, struct error *err)
{
    size_t room = SNIFF_BYTES < s->block_bytes ? SNIFF_BYTES : s->block_bytes;
    if (!s->carry && !(s->carry = malloc(s->block_bytes)))
        return error_no_memory(err);
    if (!s->carry_len && !take(s, s->carry, room, &s->carry_len))
        return error_no_memory(err);
    *head = (struct str){s->carry, s->carry_len};
    return STATUS_OK;
}

/* Whether the place can be gone to without reading what lies before it. */
static bool can_seek(const struct source *s, const struct source_place *to)
{
    return !source_packed(s) && s->layers.count && layers_read(&s->layers)->seekable &&
           to->raw != PLACE_UNKNOWN && (!s->as.page || to->undecided || is_single(s));
}

/* The text before a place of the file; `bytes` are those of the file. */
static void take_before(struct source *s, struct str bytes)
{
    char turned[3 * TAIL_BYTES + CHARSET_ROOM_MIN];
    size_t len;
    tail_clear(s->before);
    if (is_wide(s)) {
        len = utf16_to_utf8(bytes, s->as.encoding, turned);
        bytes = (struct str){turned, len};
    } else if (is_single(s)) {
        (void)charset_convert(s->text.page, bytes, true, turned, sizeof turned, &len, NULL);
        bytes = (struct str){turned, len};
    }
    tail_add(s->before, bytes);
}

/* Text begins anew, in the middle of the file. */
static bool seek_to(struct source *s, const struct source_place *to, bool *there)
{
    struct feed *from = layers_top(&s->layers);
    char bytes[2 * TAIL_BYTES];
    uint64_t back = is_wide(s) ? 2 * TAIL_BYTES : TAIL_BYTES;
    uint64_t begin = to->raw - s->mark > back ? to->raw - back : s->mark;
    size_t len = (size_t)(to->raw - begin);
    *there = to->raw >= s->mark && to->raw <= from->size && feed_seek(from, begin) &&
             feed_read(from, bytes, len) == len;
    if (!*there)
        return true;
    take_before(s, (struct str){bytes, len});
    struct text_options as = s->as;
    as.undecided = as.undecided && to->undecided;
    bool known;
    text_release(&s->text);
    s->ended = false;
    s->passed = from->taken;
    return text_init(&s->text, from, &as, &known);
}

/* Reads up to the place; what was looked at as the head comes first. */
static bool read_to(struct source *s, const struct source_place *to, bool *there)
{
    const size_t room = s->block_bytes;
    char *bytes = malloc(room);
    bool done = bytes != NULL;
    *there = to->offset >= s->place.offset;
    while (done && *there && s->place.offset < to->offset) {
        uint64_t left = to->offset - s->place.offset;
        size_t want = left < room ? (size_t)left : room;
        size_t ready = s->carry_len < want ? s->carry_len : want;
        size_t more = 0;
        if (ready)
            memcpy(bytes, s->carry, ready);
        memmove(s->carry, s->carry + ready, s->carry_len - ready);
        s->carry_len -= ready;
        done = ready == want || take(s, bytes + ready, want - ready, &more);
        tail_add(s->before, (struct str){bytes, ready + more});
        s->place.offset += ready + more;
        *there = ready + more > 0;
    }
    free(bytes);
    s->passed = s->text.from ? s->text.from->taken - s->carry_len : 0;
    return done;
}

/* A line that is longer than a block was cut here: its part before this is the lead. */
static void take_lead(struct source *s)
{
    struct str before = tail_str(s->before);
    const char *end = memrchr(before.ptr, s->info.line_end, before.len);
    size_t from = end ? (size_t)(end - before.ptr) + 1 : 0;
    if (before.len - from > s->context)
        from = cut_ceiling(before, before.len - s->context);
    s->carry_lead = before.len - from;
    memmove(s->carry + s->carry_lead, s->carry, s->carry_len);
    memcpy(s->carry, before.ptr + from, s->carry_lead);
    s->carry_len += s->carry_lead;
}

enum status source_go(struct source *s, const struct source_place *to, struct str *before,
                      bool *there, struct error *err)
{
    if (!s->carry && !(s->carry = malloc(s->block_bytes)))
        return error_no_memory(err);
    s->carry_len -= s->carry_lead; /* of a place that was gone to before */
    memmove(s->carry, s->carry + s->carry_lead, s->carry_len);
    s->carry_lead = 0;
    bool seeks = can_seek(s, to);
    if (seeks)
        s->carry_len = 0;
    if (!(seeks ? seek_to(s, to, there) : read_to(s, to, there)))
        return error_no_memory(err);
    s->info.bytes = s->text.from ? s->text.from->taken - s->passed : 0;
    s->place = *to;
    if (*there && to->inside)
        take_lead(s);
    *before = tail_str(s->before);
    return STATUS_OK;
}
