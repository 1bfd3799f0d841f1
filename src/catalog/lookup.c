#include "base/utf8.h"
#include "catalog/catalog.h"

#define WORDS_MIN 3 /* characters */

/* OpenSSL 3 packs a system error as this flag and the code: error:80002746. */
#define OPENSSL_SYSTEM 0x80000000u

/* The matches so far, each error once. */
struct matches {
    const struct catalog *catalog;
    const struct catalog_error **out;
    size_t room;
    size_t count;
    unsigned char seen[CATALOG_ERRORS_MAX / 8];
};

static void match(struct matches *m, const struct catalog_error *error)
{
    if (!error)
        return;
    size_t index = (size_t)(error - m->catalog->errors);
    unsigned char bit = (unsigned char)(1u << index % 8);
    if (m->seen[index / 8] & bit)
        return;
    m->seen[index / 8] |= bit;
    if (m->count < m->room)
        m->out[m->count] = error;
    m->count++;
}

/* A 32-bit number that holds a code: as itself, as an HRESULT, as OpenSSL packs it. */
static void match_number(struct matches *m, uint32_t value)
{
    match(m, catalog_find(m->catalog, value));
    for (size_t i = 0; i < m->catalog->error_count; i++) {
        const struct catalog_error *error = &m->catalog->errors[i];
        if (catalog_hresult(error->code) == value ||
            (OPENSSL_SYSTEM | (uint32_t)error->code) == value)
            match(m, error);
    }
}

static void match_decimal(struct matches *m, struct str term)
{
    int64_t value = 0;
    if (str_to_i64(term, &value) && value >= INT32_MIN && value <= UINT32_MAX)
        match_number(m, (uint32_t)value);
}

static int hex_digit(char c)
{
    if (ascii_is_digit(c))
        return c - '0';
    c = ascii_lower(c);
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* 0x2746, 2746, 80072746, 8000_2746: at most eight digits, `_` only between the halves of eight. */
static bool read_hex(struct str term, uint32_t *out)
{
    if (str_starts_nocase(term, STR("0x")))
        term = str_slice(term, 2, SIZE_MAX);
    bool halves = term.len == 9 && term.ptr[4] == '_';
    if (term.len == 0 || (term.len > 8 && !halves))
        return false;
    uint32_t value = 0;
    for (size_t i = 0; i < term.len; i++) {
        if (halves && i == 4)
            continue;
        int digit = hex_digit(term.ptr[i]);
        if (digit < 0)
            return false;
        value = value << 4 | (uint32_t)digit;
    }
    *out = value;
    return true;
}

static void match_hex(struct matches *m, struct str term)
{
    uint32_t value = 0;
    if (read_hex(term, &value))
        match_number(m, value);
}

static bool has_name(const struct catalog_error *error, struct str term)
{
    if (str_equal_nocase(str_from(error->name), term))
        return true;
    for (size_t i = 0; i < error->alias_count; i++)
        if (str_equal_nocase(str_from(error->aliases[i].alias), term))
            return true;
    return false;
}

static void match_name(struct matches *m, struct str term)
{
    for (size_t i = 0; i < m->catalog->error_count; i++)
        if (has_name(&m->catalog->errors[i], term))
            match(m, &m->catalog->errors[i]);
}

static bool is_white(char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

/* Takes the next byte of a text as it is compared, or -1 at its end: ASCII letters in lower case,
 * a typographic apostrophe as the plain one, a run of white space (a message may hold a line
 * break) as one space. */
static int next_folded(struct str *s)
{
    const struct str curly = STR("\xE2\x80\x99");
    if (s->len == 0)
        return -1;
    size_t step = 1;
    int folded = (unsigned char)ascii_lower(s->ptr[0]);
    if (str_starts(*s, curly)) {
        step = curly.len;
        folded = '\'';
    } else if (is_white(s->ptr[0])) {
        while (step < s->len && is_white(s->ptr[step]))
            step++;
        folded = ' ';
    }
    *s = str_slice(*s, step, SIZE_MAX);
    return folded;
}

/* Whether `s` goes on with `start`. `whole`: and ends there. */
static bool folded_match(struct str s, struct str start, bool whole)
{
    for (;;) {
        int wanted = next_folded(&start);
        if (wanted < 0)
            return !whole || s.len == 0;
        if (next_folded(&s) != wanted)
            return false;
    }
}

static bool folded_contains(struct str s, struct str words)
{
    for (size_t at = 0; at < s.len; at++)
        if (folded_match(str_slice(s, at, SIZE_MAX), words, false))
            return true;
    return false;
}

/* A message without its final full stop: software often drops it. */
static struct str without_stop(struct str s)
{
    const struct str stops[] = {STR("."), STR("\xE3\x80\x82"), STR("\xE0\xA5\xA4")};
    s = str_trim(s);
    for (size_t i = 0; i < sizeof stops / sizeof *stops; i++)
        if (s.len > stops[i].len && str_equal(str_slice(s, s.len - stops[i].len, s.len), stops[i]))
            return str_trim(str_slice(s, 0, s.len - stops[i].len));
    return s;
}

static void match_message(struct matches *m, const struct catalog_message *message)
{
    match(m, catalog_find(m->catalog, message->code));
    if (message->also)
        match(m, catalog_find(m->catalog, message->also));
}

static void match_whole_message(struct matches *m, struct str term)
{
    term = without_stop(term);
    for (size_t i = 0; i < m->catalog->message_count; i++)
        if (folded_match(without_stop(str_from(m->catalog->messages[i].text)), term, true))
            match_message(m, &m->catalog->messages[i]);
}

static size_t characters(struct str s)
{
    size_t count = 0;
    for (size_t at = 0; at < s.len; count++) {
        int32_t character;
        at += utf8_decode(str_slice(s, at, SIZE_MAX), &character);
    }
    return count;
}

/* Titles before messages: they are our own words for what the error is. */
static void match_words(struct matches *m, struct str term)
{
    if (characters(term) < WORDS_MIN)
        return;
    const struct catalog *catalog = m->catalog;
    for (size_t i = 0; i < catalog->error_count; i++)
        if (folded_contains(str_from(catalog->errors[i].title), term))
            match(m, &catalog->errors[i]);
    for (size_t i = 0; i < catalog->message_count; i++)
        if (folded_contains(str_from(catalog->messages[i].text), term))
            match_message(m, &catalog->messages[i]);
}

size_t catalog_lookup(const struct catalog *catalog, struct str term,
                      const struct catalog_error **out, size_t room)
{
    struct matches m = {.catalog = catalog, .out = out, .room = room};
    term = str_trim(term);
    if (term.len == 0)
        return 0;
    match_decimal(&m, term);
    match_hex(&m, term);
    match_name(&m, term);
    match_whole_message(&m, term);
    if (m.count == 0)
        match_words(&m, term);
    return m.count;
}
