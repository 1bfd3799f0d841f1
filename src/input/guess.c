#include "input/guess.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "input/charset.h"

#define SAMPLE_MAX ((size_t)16 * 1024) /* of lines that are not ASCII */
#define DECODED_MAX (SAMPLE_MAX * 4 + CHARSET_ROOM_MIN)

/* ---- how much sense a character makes beside its neighbours ---------------------------------- */

typedef int weigh_fn(int32_t before, int32_t c, int32_t after);

static bool is_ascii_letter(int32_t c)
{
    return c < 128 && ascii_is_alpha((char)c);
}

static bool is_accented(int32_t c)
{
    return c >= 0xc0 && c <= 0x24f && c != 0xd7 && c != 0xf7;
}

static bool is_cyrillic(int32_t c)
{
    return c >= 0x400 && c <= 0x45f;
}

static bool is_lower_cyrillic(int32_t c)
{
    return c >= 0x430 && c <= 0x45f;
}

/* Quotation marks, dashes and the like are the same in the Windows pages: little is said. */
static bool is_typography(int32_t c)
{
    return (c >= 0x2013 && c <= 0x2026) || c == 0xa0 || c == 0xab || c == 0xbb || c == 0xb0 ||
           c == 0xa7 || c == 0x20ac || c == 0xa9 || c == 0xae;
}

static bool is_one_of(int32_t c, const char *letters)
{
    struct str rest = str_from(letters);
    while (rest.len) {
        int32_t letter;
        rest = str_slice(rest, utf8_decode(rest, &letter), rest.len);
        if (letter == c)
            return true;
    }
    return false;
}

/* Letters of a Latin page stand among ASCII ones, seldom three in a row, never beside a sign. */
static int weigh_latin(int32_t before, int32_t c, int32_t after, const char *common,
                       const char *odd)
{
    bool inside = is_ascii_letter(before) && is_ascii_letter(after);
    if (is_typography(c))
        return inside ? -1 : 1;
    if (!is_accented(c))
        return is_ascii_letter(before) || is_ascii_letter(after) ? -6 : -1;
    if (is_accented(before) && is_accented(after))
        return -2;
    if (is_one_of(c, odd))
        return -2;
    return is_one_of(c, common) ? 4 : 2;
}

static int weigh_western(int32_t before, int32_t c, int32_t after)
{
    return weigh_latin(before, c, after, "äöüßÄÖÜéèàâêîôçáíóúñãÉ", "ìðþÐÞýÝ");
}

static int weigh_central(int32_t before, int32_t c, int32_t after)
{
    return weigh_latin(before, c, after, "äöüßÄÖÜéáíóúłążśěščřžůőűýÉ", "ŕĺŔĹ");
}

static int weigh_cyrillic(int32_t before, int32_t c, int32_t after)
{
    if (is_typography(c))
        return 1;
    if (!is_cyrillic(c) || is_ascii_letter(before) || is_ascii_letter(after))
        return -4;
    if (c < 0x410 || c > 0x44f) /* letters that Russian does not have, but for Ё */
        return c == 0x401 || c == 0x451 || c == 0x456 || c == 0x457 || c == 0x454 ? 1 : -2;
    if (!is_lower_cyrillic(c) && is_lower_cyrillic(before))
        return -4;
    return is_lower_cyrillic(c) ? 3 : 1;
}

/* ---- pages of two bytes: the bytes themselves tell ------------------------------------------- */

/* `c` is the character as the page reads it; before and after are its two bytes. */
static int weigh_chinese(int32_t lead, int32_t c, int32_t trail)
{
    (void)c;
    if (trail < 0xa1)
        return -8; /* an extension: or an accent and an ASCII letter */
    if (lead >= 0xb0 && lead <= 0xd7)
        return 8; /* the first level: nearly all of a text */
    return lead == 0xa1 || lead == 0xa3 ? 4 : lead >= 0xd8 && lead <= 0xf7 ? 0 : -8;
}

static int weigh_korean(int32_t lead, int32_t c, int32_t trail)
{
    (void)c;
    if (trail < 0xa1)
        return -8;
    if (lead >= 0xb0 && lead <= 0xc8)
        return 10; /* Hangul */
    return lead == 0xa1 || lead == 0xa3 ? 4 : lead >= 0xca && lead <= 0xfd ? -2 : -8;
}

static int weigh_japanese(int32_t lead, int32_t c, int32_t trail)
{
    (void)trail;
    if (c >= 0x3041 && c <= 0x30fe)
        return 10; /* kana */
    if (c >= 0xff61 && c <= 0xff9f)
        return -1; /* their narrow forms: one byte */
    return (lead >= 0x88 && lead <= 0x97) || lead == 0x81 ? 6 : 0;
}

struct candidate {
    const char *page;
    const char *name;
    weigh_fn *weigh;
    bool by_bytes; /* of two bytes per character */
};

/* Where two fit alike, the first one is taken. */
static const struct candidate candidates[] = {
    {"CP1252", "Windows-1252", weigh_western, false},
    {"CP1251", "Windows-1251", weigh_cyrillic, false},
    {"CP1250", "Windows-1250", weigh_central, false},
    {"CP866", "cp866", weigh_cyrillic, false},
    {"GB18030", "GBK", weigh_chinese, true},
    {"CP932", "Shift-JIS", weigh_japanese, true},
    {"CP949", "EUC-KR", weigh_korean, true},
};

static long weigh_text(const struct candidate *c, struct str text)
{
    long sum = 0;
    int32_t before = ' ', now = ' ', after;
    for (size_t at = 0; at <= text.len; before = now, now = after) {
        after = ' ';
        at += at < text.len ? utf8_decode(str_slice(text, at, 4), &after) : 1;
        if (now >= 128 && now != UTF8_REPLACEMENT)
            sum += c->weigh(before, now, after);
    }
    return sum;
}

/* Character by character, so that each is weighed with its bytes. */
static long weigh_bytes(const struct candidate *c, struct charset *page, struct str text)
{
    char to[CHARSET_ROOM_MIN];
    long sum = 0;
    for (size_t at = str_ascii_length(text); at < text.len;) {
        size_t len = 0, losses = 0, take = 1;
        while (take <= 4 && at + take <= text.len &&
               charset_convert(page, str_slice(text, at, take), false, to, sizeof to, &len,
                               &losses) == 0)
            take++;
        int32_t character = 0;
        if (len)
            (void)utf8_decode((struct str){to, len}, &character);
        if (losses || !len)
            sum -= 20;
        else
            sum += c->weigh((unsigned char)text.ptr[at], character,
                            take > 1 ? (unsigned char)text.ptr[at + 1] : 0xff);
        at += take;
        at += at < text.len ? str_ascii_length(str_slice(text, at, text.len)) : 0;
    }
    return sum;
}

static bool has_phrase(struct str text, const struct phrases *phrases)
{
    for (size_t i = 0; i < phrases->count; i++)
        if (str_find(text, str_from(phrases->items[i]), 0) != SIZE_MAX)
            return true;
    return false;
}

/* What a page makes of the text: a weight, or the largest there is for a known phrase. */
static long weigh_page(const struct candidate *c, struct str text, const struct phrases *phrases,
                       char *decoded)
{
    bool known;
    struct charset *page = charset_open(c->page, &known);
    if (!page)
        return LONG_MIN; /* this system does not have it */
    size_t len, losses = 0;
    (void)charset_convert(page, text, true, decoded, DECODED_MAX, &len, &losses);
    struct str read = {decoded, len};
    long weight = LONG_MAX;
    if (!has_phrase(read, phrases)) {
        weight = c->by_bytes ? weigh_bytes(c, page, text) : weigh_text(c, read);
        weight -= c->by_bytes ? 0 : (long)losses * 10;
    }
    charset_close(page);
    return weight;
}

/* ---- UTF-8 ----------------------------------------------------------------------------------- */

/* Whether the text ends within a character of UTF-8. */
static bool is_cut(struct str rest)
{
    unsigned char lead = (unsigned char)rest.ptr[0];
    size_t len = lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : 2;
    if (lead < 0xc2 || lead > 0xf4 || rest.len >= len)
        return false;
    for (size_t i = 1; i < rest.len; i++)
        if (((unsigned char)rest.ptr[i] & 0xc0) != 0x80)
            return false;
    return true;
}

struct utf8_count {
    size_t good; /* characters of two bytes and more */
    size_t bad;  /* bytes that belong to none */
};

static struct utf8_count count_utf8(struct str text)
{
    struct utf8_count count = {0, 0};
    for (size_t at = str_ascii_length(text); at < text.len;) {
        struct str rest = str_slice(text, at, text.len);
        int32_t c;
        size_t len = utf8_decode(rest, &c);
        if (len == 1 && is_cut(rest))
            break;
        count.good += len > 1;
        count.bad += len == 1;
        at += len;
        at += str_ascii_length(str_slice(text, at, text.len));
    }
    return count;
}

/* Pages make well-formed UTF-8 now and then: GBK up to one character for every four bytes that are
 * none. */
static bool is_utf8(struct utf8_count count)
{
    return count.good * 2 >= count.bad;
}

/* The lines that are not ASCII, one after the other. */
static size_t take_sample(struct str text, char *to)
{
    size_t len = 0, done = 0;
    while (done < text.len && len < SAMPLE_MAX) {
        size_t at = done + str_ascii_length(str_slice(text, done, text.len));
        if (at >= text.len)
            break;
        const char *begin = memrchr(text.ptr + done, '\n', at - done);
        size_t from = begin ? (size_t)(begin - text.ptr) + 1 : done;
        from = at - from > SAMPLE_MAX / 8 ? at - SAMPLE_MAX / 8 : from;
        const char *end = memchr(text.ptr + at, '\n', text.len - at);
        done = end ? (size_t)(end - text.ptr) + 1 : text.len;
        struct str line = str_slice(text, from, done - from);
        line.len = line.len < SAMPLE_MAX - len ? line.len : SAMPLE_MAX - len;
        memcpy(to + len, line.ptr, line.len);
        len += line.len;
    }
    return len;
}

/* Of texts in their own page a byte that is not ASCII weighs 3 and more; of random bytes, of EBCDIC
 * and of texts in a page that is none of ours (Thai, Big5) 1 and less. */
static bool is_senseless(struct str text, struct str sample, size_t bad, long weight)
{
    if (bad * 5 < text.len)
        return false; /* what matters in a log is ASCII */
    long high = 0;
    for (size_t i = 0; i < sample.len; i++)
        high += (unsigned char)sample.ptr[i] >= 0x80;
    return weight < high + high / 2;
}

bool guess_page(struct str text, const struct phrases *phrases, struct guess *out)
{
    struct utf8_count count = count_utf8(text);
    *out = (struct guess){.decided = count.good || count.bad};
    if (!out->decided || is_utf8(count))
        return true;
    char *sample = malloc(SAMPLE_MAX + DECODED_MAX);
    if (!sample)
        return false;
    struct str lines = {sample, take_sample(text, sample)};
    long best = 0;
    for (size_t i = 0; i < sizeof candidates / sizeof *candidates; i++) {
        long weight = weigh_page(&candidates[i], lines, phrases, sample + SAMPLE_MAX);
        if (weight > best) {
            best = weight;
            out->page = candidates[i].page;
            out->name = candidates[i].name;
        }
    }
    out->senseless = is_senseless(text, lines, count.bad, best);
    free(sample);
    return true;
}
