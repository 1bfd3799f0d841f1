#include "input/text.h"

#include <stdlib.h>
#include <string.h>

#include "input/shape.h"
#include "input/utf16.h"

#define TURNED_ROOM ((size_t)256 * 1024) /* what the look ahead of a feed may become */
#define WIDE_MAX ((size_t)64 * 1024)     /* bytes of UTF-16 at once: three per unit */

/* Less than this at the end of a block is not enough to judge by. */
#define LITTLE (4 * SHAPE_VIEW)

static bool make_turned(struct text *t)
{
    if (!t->turned)
        t->turned = malloc(TURNED_ROOM);
    t->no_memory |= !t->turned;
    return t->turned != NULL;
}

bool text_init(struct text *t, struct feed *from, const struct text_options *options, bool *known)
{
    *t = (struct text){
        .from = from, .options = *options, .now = options->encoding, .line_start = true};
    *known = true;
    if (t->now == ENCODING_UTF8_BOM)
        t->now = ENCODING_UTF8;
    if (!options->page)
        return true;
    t->page = charset_open(options->page, known);
    return t->page != NULL;
}

void text_release(struct text *t)
{
    charset_close(t->page);
    free(t->turned);
    *t = (struct text){0};
}

static void change(struct text *t, enum encoding to)
{
    if (t->changes++ == 0)
        t->changed = t->from->taken;
    t->last_change = t->from->taken;
    t->now = to;
    t->line_start = true;
    t->last = '\n';
}

/* ---- wide ----------------------------------------------------------------------------------- */

/* A pair is not torn, nor a unit. */
static size_t whole_units(struct str bytes, enum encoding encoding, size_t len)
{
    len = len / 2 * 2;
    return len >= 2 && !utf16_is_boundary(bytes, encoding, len) ? len - 2 : len;
}

size_t text_wide_length(struct str bytes, enum encoding encoding, bool steady, bool whole,
                        bool *line_start, bool *narrow)
{
    size_t len = bytes.len;
    *narrow = false;
    if (!steady)
        len = shape_wide_length(bytes, encoding, whole, line_start, narrow);
    return whole && !*narrow ? len : whole_units(bytes, encoding, len);
}

/* The next wide bytes into `turned`. */
static void turn_wide(struct text *t)
{
    struct str seen = feed_peek(t->from, FEED_AHEAD);
    bool whole = t->from->ended && seen.len <= WIDE_MAX;
    seen = str_slice(seen, 0, WIDE_MAX);
    bool narrow;
    size_t len = text_wide_length(seen, t->now, t->options.steady, whole, &t->line_start, &narrow);
    if (!make_turned(t))
        return;
    t->end = utf16_to_utf8(str_slice(seen, 0, len), t->now, t->turned);
    t->at = 0;
    feed_skip(t->from, len);
    if (narrow) {
        change(t, ENCODING_UTF8);
        t->options.undecided |= !t->page && t->options.encoding != ENCODING_UTF8_BOM;
    }
}

/* ---- narrow --------------------------------------------------------------------------------- */

/* The page of a text that was all ASCII until here. */
static void decide(struct text *t, struct str bytes)
{
    struct guess guess;
    bool known;
    t->no_memory |= !guess_page(bytes, &t->options.phrases, &guess);
    t->options.undecided = !t->no_memory && !guess.decided;
    if (!t->no_memory && guess.page) {
        t->page = charset_open(guess.page, &known);
        t->name = guess.name;
        t->no_memory |= !t->page;
    }
}

/* Goes over to wide text, which is next in the feed. A mark in the middle says nothing more. */
static void begin_wide(struct text *t, enum encoding encoding)
{
    change(t, encoding);
    struct str next = feed_peek(t->from, 2);
    if (str_starts(next, encoding == ENCODING_UTF16LE ? STR("\xff\xfe") : STR("\xfe\xff")))
        feed_skip(t->from, 2);
}

/* What shape_find_wide() said of `all` bytes: whether wide text begins after `len` of them. Where
 * it cannot say, and nothing lies before, they are passed. So they are where text has just ceased
 * to be wide: two opinions must not go round in a circle. */
static bool goes_wide(const struct text *t, size_t *len, size_t all, enum encoding encoding)
{
    bool wide = *len != SIZE_MAX && encoding_is_utf16(encoding);
    if (wide && *len == 0 && t->changes && t->last_change == t->from->taken - all)
        wide = false;
    if (*len == SIZE_MAX || (!wide && *len == 0))
        *len = all;
    return wide;
}

/* Wide text whose first unit was torn: the half that is a letter was the last one to be given, and
 * its NUL comes first now. Nothing is lost but that NUL. */
static bool is_torn(const struct text *t, struct str bytes)
{
    return bytes.len > 1 && bytes.ptr[0] == '\0' && t->last > ' ' &&
           shape_is_wide(str_slice(bytes, 1, SHAPE_VIEW), ENCODING_UTF16LE);
}

/* How many of these narrow bytes, just taken, are to be given, at most `most`; the others go back.
 */
static size_t look_over(struct text *t, struct str bytes, size_t most)
{
    enum encoding encoding;
    if (is_torn(t, bytes)) {
        t->no_memory |= !feed_unread(t->from, str_slice(bytes, 1, bytes.len));
        begin_wide(t, ENCODING_UTF16LE);
        return 0;
    }
    size_t len = shape_find_wide(bytes, 0, feed_at_end(t->from), &encoding);
    bool wide = goes_wide(t, &len, bytes.len, encoding) && len <= most;
    len = len < most ? len : most;
    if (t->options.undecided && str_ascii_length(str_slice(bytes, 0, len)) < len) {
        decide(t, str_slice(bytes, 0, len));
        if (t->page) {
            len = 0;
            wide = false;
        }
    }
    if (len < bytes.len)
        t->no_memory |= !feed_unread(t->from, str_slice(bytes, len, bytes.len));
    if (wide && !t->no_memory)
        begin_wide(t, encoding);
    return len;
}

/* When little is wanted, what lies behind it is looked at too. */
static size_t pass_little(struct text *t, char *to, size_t room)
{
    char bytes[2 * LITTLE];
    struct str seen = {bytes, feed_read(t->from, bytes, sizeof bytes)};
    size_t len = look_over(t, seen, room);
    memcpy(to, bytes, len);
    t->last = len ? bytes[len - 1] : t->last;
    return len;
}

/* As it is, straight to where it is wanted. 0 is no end: something else may come. */
static size_t pass(struct text *t, char *to, size_t room)
{
    if (room < LITTLE && !t->options.steady)
        return pass_little(t, to, room);
    size_t len = feed_read(t->from, to, room);
    if (!t->options.steady)
        len = look_over(t, (struct str){to, len}, len);
    t->last = len ? to[len - 1] : t->last;
    return len;
}

/* The next bytes of a code page into `turned`. */
static void turn_page(struct text *t)
{
    struct str seen = feed_peek(t->from, FEED_AHEAD);
    bool whole = t->from->ended && seen.len <= FEED_AHEAD;
    seen = str_slice(seen, 0, FEED_AHEAD);
    if (!t->options.steady && is_torn(t, seen)) {
        feed_skip(t->from, 1);
        begin_wide(t, ENCODING_UTF16LE);
        return;
    }
    enum encoding encoding = ENCODING_UTF8;
    size_t len = seen.len;
    if (!t->options.steady)
        len = shape_find_wide(seen, 0, whole, &encoding);
    bool wide = goes_wide(t, &len, seen.len, encoding);
    if (!make_turned(t))
        return;
    bool last = wide || (whole && len == seen.len);
    size_t taken = charset_convert(t->page, str_slice(seen, 0, len), last, t->turned, TURNED_ROOM,
                                   &t->end, NULL);
    t->at = 0;
    t->last = taken ? seen.ptr[taken - 1] : t->last;
    feed_skip(t->from, taken);
    if (wide && taken == len)
        begin_wide(t, encoding);
}

/* ---- reading -------------------------------------------------------------------------------- */

static size_t take_turned(struct text *t, char *to, size_t room)
{
    size_t len = t->end - t->at < room ? t->end - t->at : room;
    if (len)
        memcpy(to, t->turned + t->at, len);
    t->at += len;
    return len;
}

bool text_is_claimable(const struct text *t)
{
    bool passes = text_is_narrow(t) && !t->page && t->at == t->end;
    return !t->changes && (passes || encoding_is_utf16(t->now));
}

uint64_t text_place(const struct text *t)
{
    if (t->at == t->end)
        return t->from->taken;
    return t->from->taken - utf16_length((struct str){t->turned + t->at, t->end - t->at});
}

void text_go(struct text *t, uint64_t at, char last)
{
    feed_go(t->from, at);
    t->at = t->end = 0;
    t->line_start = true;
    t->last = last;
}

size_t text_read(struct text *t, char *to, size_t room)
{
    size_t got = take_turned(t, to, room);
    while (got < room && !t->no_memory && !feed_at_end(t->from)) {
        if (t->now == ENCODING_UTF8 && !t->page) {
            got += pass(t, to + got, room - got);
            continue;
        }
        if (t->now == ENCODING_UTF8)
            turn_page(t);
        else
            turn_wide(t);
        got += take_turned(t, to + got, room - got);
    }
    return got;
}
