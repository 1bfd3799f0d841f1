#include "scan/repeats.h"

#include <stdlib.h>

#include "engine/hash.h"

#define SLOTS 32768 /* a power of two */
#define ENTRIES_MAX (SLOTS / 2)
#define MATCHES_MAX (2 * ENTRIES_MAX)
#define TEXT_MAX ((size_t)4 * 1024 * 1024)

/* What stands for each digit of a number that is told from none of its kind. A line that holds one
 * of these bytes itself has no shape. */
enum kind {
    KIND_ZERO = 0x0e,
    KIND_OCTET,   /* up to 255 */
    KIND_LOW,     /* up to 32767: a port that a server may have */
    KIND_PORT,    /* up to 65535 */
    KIND_MORE,    /* more, or longer than five digits */
    KIND_OF_TIME, /* a part of the time at the beginning of the line */
    KIND_END,
};

struct entry {
    uint64_t hash;
    uint32_t text; /* of the shape, in texts */
    uint32_t len;
    struct repeated found;
};

struct repeats {
    struct digits_memory *digits;
    char shape[REPEATS_LINE_MAX]; /* of the line asked for last */
    size_t len;
    uint64_t hash;
    bool keepable;

    struct entry *entries; /* owned, as all below */
    size_t entry_count;
    uint16_t *slots; /* entry + 1, or 0 */
    char *texts;
    size_t text_len;
    struct repeated_match *matches;
    size_t match_count;
};

void repeats_free(struct repeats *r)
{
    if (!r)
        return;
    digits_memory_free(r->digits);
    free(r->entries);
    free(r->slots);
    free(r->texts);
    free(r->matches);
    free(r);
}

struct repeats *repeats_new(const struct digits *digits)
{
    struct repeats *r = calloc(1, sizeof *r);
    if (!r)
        return NULL;
    r->digits = digits_memory_new(digits);
    r->entries = calloc(ENTRIES_MAX, sizeof *r->entries);
    r->slots = calloc(SLOTS, sizeof *r->slots);
    r->texts = malloc(TEXT_MAX);
    r->matches = calloc(MATCHES_MAX, sizeof *r->matches);
    if (r->digits && r->entries && r->slots && r->texts && r->matches)
        return r;
    repeats_free(r);
    return NULL;
}

/* ---- shapes --------------------------------------------------------------------------------- */

/* The end of a time at the beginning of a line, as most programs write it: 2026-11-28 10:15:00,
 * with a T or a blank, and [ before it; or 0. */
static size_t time_end(struct str line)
{
    static const char form[] = "0000-00-00T00:00:00";
    size_t at = line.len && line.ptr[0] == '[';
    if (line.len < at + sizeof form)
        return 0;
    for (size_t i = 0; i < sizeof form - 1; i++) {
        char c = line.ptr[at + i];
        bool fits = form[i] == '0'   ? ascii_is_digit(c)
                    : form[i] == 'T' ? c == 'T' || c == ' '
                                     : c == form[i];
        if (!fits)
            return 0;
    }
    at += sizeof form - 1;
    if (line.ptr[at] == '.' || line.ptr[at] == ',')
        for (at++; at < line.len && ascii_is_digit(line.ptr[at]);)
            at++;
    return at;
}

static enum kind kind_of(struct str line, size_t from, size_t to, size_t timed)
{
    if (to <= timed)
        return KIND_OF_TIME;
    if (to - from > 5)
        return KIND_MORE;
    unsigned value = 0;
    for (size_t i = from; i < to; i++)
        value = value * 10 + (unsigned)(line.ptr[i] - '0');
    if (value == 0)
        return KIND_ZERO;
    if (value <= 255)
        return KIND_OCTET;
    return value <= 32767 ? KIND_LOW : value <= 65535 ? KIND_PORT : KIND_MORE;
}

static bool is_code(struct str line, size_t from, size_t to)
{
    int64_t code;
    return to - from == 5 && line.ptr[from] == '1' && number_at(line, from, &code) &&
           code_in_winsock_range(code);
}

/* Whether a number may stand for others: it is no part of a word, and no pattern tells it apart. */
static bool is_any(struct repeats *r, struct str line, size_t from, size_t to)
{
    bool joined = (from && !digits_may_join(line.ptr[from - 1])) ||
                  (to < line.len && !digits_may_join(line.ptr[to]));
    return !joined && !is_code(line, from, to) && !digits_matter(r->digits, line, from, to);
}

/* What a byte is to a shape. */
enum { PLAIN, DIGIT, KIND };
static const uint8_t classes[256] = {
    ['0'] = DIGIT,     ['1'] = DIGIT,      ['2'] = DIGIT,      ['3'] = DIGIT,
    ['4'] = DIGIT,     ['5'] = DIGIT,      ['6'] = DIGIT,      ['7'] = DIGIT,
    ['8'] = DIGIT,     ['9'] = DIGIT,      [KIND_ZERO] = KIND, [KIND_OCTET] = KIND,
    [KIND_LOW] = KIND, [KIND_PORT] = KIND, [KIND_MORE] = KIND, [KIND_OF_TIME] = KIND,
};

static uint8_t class_at(struct str line, size_t at)
{
    return classes[(unsigned char)line.ptr[at]];
}

/* False: the line has no shape. */
static bool make_shape(struct repeats *r, struct str line)
{
    if (line.len == 0 || line.len > REPEATS_LINE_MAX)
        return false;
    size_t timed = time_end(line);
    memcpy(r->shape, line.ptr, line.len);
    for (size_t at = 0;;) {
        while (at < line.len && class_at(line, at) == PLAIN)
            at++;
        if (at == line.len)
            break;
        if (class_at(line, at) == KIND)
            return false;
        size_t to = at + 1;
        while (to < line.len && class_at(line, to) == DIGIT)
            to++;
        if (is_any(r, line, at, to))
            memset(r->shape + at, kind_of(line, at, to, timed), to - at);
        at = to;
    }
    r->len = line.len;
    return true;
}

/* ---- what is kept --------------------------------------------------------------------------- */

void repeats_begin(struct repeats *r)
{
    bool full = r->entry_count > ENTRIES_MAX / 4 * 3 || r->match_count > MATCHES_MAX / 4 * 3 ||
                r->text_len > TEXT_MAX / 4 * 3;
    if (!full)
        return;
    memset(r->slots, 0, SLOTS * sizeof *r->slots);
    r->entry_count = r->match_count = r->text_len = 0;
}

/* The slot of the shape at hand, or the free one where it would be. */
static uint16_t *find_slot(const struct repeats *r)
{
    size_t slot = r->hash % SLOTS;
    for (; r->slots[slot]; slot = (slot + 1) % SLOTS) {
        const struct entry *e = &r->entries[r->slots[slot] - 1];
        if (e->hash == r->hash && e->len == r->len &&
            memcmp(r->texts + e->text, r->shape, r->len) == 0)
            break;
    }
    return &r->slots[slot];
}

struct repeated *repeats_find(struct repeats *r, struct str line)
{
    r->keepable = make_shape(r, line);
    if (!r->keepable)
        return NULL;
    r->hash = hash_quick((struct str){r->shape, r->len});
    const uint16_t *slot = find_slot(r);
    return *slot ? &r->entries[*slot - 1].found : NULL;
}

static void keep_match(struct repeated_match *to, struct match *match, struct str line,
                       size_t line_at)
{
    *to = (struct repeated_match){.match = *match};
    to->match.line_at = 0;
    to->match.at -= line_at;
    to->match.line = 0;
    to->match.peer = (struct str){0};
    if (match->peer.len)
        to->peer =
            (struct scan_part){(uint16_t)(match->peer.ptr - line.ptr), (uint16_t)match->peer.len};
    match->note = &to->note;
}

void repeats_keep(struct repeats *r, struct str line, size_t line_at, struct match *matches,
                  size_t count, uint64_t lookalikes)
{
    if (!r->keepable || r->entry_count == ENTRIES_MAX || r->match_count + count > MATCHES_MAX ||
        r->text_len + r->len > TEXT_MAX)
        return;
    struct repeated_match *to = r->matches + r->match_count;
    for (size_t i = 0; i < count; i++)
        keep_match(&to[i], &matches[i], line, line_at);
    uint16_t *slot = find_slot(r);
    r->entries[r->entry_count++] = (struct entry){
        .hash = r->hash,
        .text = (uint32_t)r->text_len,
        .len = (uint32_t)r->len,
        .found = {to, count, lookalikes},
    };
    *slot = (uint16_t)r->entry_count;
    memcpy(r->texts + r->text_len, r->shape, r->len);
    r->text_len += r->len;
    r->match_count += count;
}
