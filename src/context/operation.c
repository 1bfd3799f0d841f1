#include "context/operation.h"

#include <stdlib.h>
#include <string.h>

#include "context/endpoint.h"
#include "context/text.h"

#define REACH 256 /* bytes looked at on either side */

/* ---- The words ---- */

struct call_word {
    const char *text; /* in call_words.text; NULL: a free slot */
    size_t len;
    enum operation operation;
};

/* A hash table with open addressing, at most half full; made once, then only read. */
struct call_words {
    struct call_word *slots; /* owned */
    size_t mask;             /* slots - 1, slots a power of two */
    uint32_t pairs[32];      /* by a first letter, bits of the second letters that follow it */
    char *text;              /* owned: all words, lower case */
};

static size_t hash_of(struct str word)
{
    uint32_t hash = 2166136261u; /* FNV-1a */
    for (size_t i = 0; i < word.len; i++)
        hash = (hash ^ (unsigned char)ascii_lower(word.ptr[i])) * 16777619u;
    return hash;
}

static struct call_word *slot_of(const struct call_words *words, struct str word)
{
    size_t at = hash_of(word) & words->mask;
    for (;; at = (at + 1) & words->mask) {
        struct call_word *slot = &words->slots[at];
        if (!slot->text || str_equal_nocase((struct str){slot->text, slot->len}, word))
            return slot;
    }
}

/* Five bits of a letter, the same for both cases; what is no letter shares them with one. */
static unsigned letter_bits(struct str word, size_t at)
{
    return (unsigned char)text_at(word, at) & 31u;
}

/* Whether any word begins with these two letters: most words of a line need no hash. */
static bool may_be_call(const struct call_words *words, struct str word)
{
    return words->pairs[letter_bits(word, 0)] >> letter_bits(word, 1) & 1;
}

static enum operation look_up(const struct call_words *words, struct str word)
{
    if (!may_be_call(words, word))
        return OPERATION_NONE;
    const struct call_word *slot = slot_of(words, word);
    return slot->text ? slot->operation : OPERATION_NONE;
}

/* The next word of a list, and what is left of it; an empty word at its end. */
static struct str next_word(struct str *list)
{
    *list = str_trim(*list);
    size_t len = 0;
    while (len < list->len && list->ptr[len] != ' ')
        len++;
    struct str word = str_slice(*list, 0, len);
    *list = str_slice(*list, len, SIZE_MAX);
    return word;
}

static void fill(struct call_words *words, const char *const calls[OPERATION_COUNT])
{
    char *to = words->text;
    for (int operation = 0; operation < OPERATION_COUNT; operation++) {
        struct str list = str_from(calls[operation]);
        for (struct str word; (word = next_word(&list)).len > 0;) {
            struct call_word *slot = slot_of(words, word);
            if (slot->text)
                continue;
            memcpy(to, word.ptr, word.len);
            *slot = (struct call_word){to, word.len, (enum operation)operation};
            words->pairs[letter_bits(word, 0)] |= UINT32_C(1) << letter_bits(word, 1);
            to += word.len;
        }
    }
}

enum status call_words_new(const char *const calls[OPERATION_COUNT], struct call_words **out,
                           struct error *err)
{
    size_t count = 0;
    size_t bytes = 1;
    for (int operation = 0; operation < OPERATION_COUNT; operation++) {
        struct str list = str_from(calls[operation]);
        for (struct str word; (word = next_word(&list)).len > 0; count++)
            bytes += word.len;
    }
    size_t slots = 16;
    while (slots < 2 * count)
        slots *= 2;
    struct call_words *words = calloc(1, sizeof *words);
    if (!words)
        return error_no_memory(err);
    words->mask = slots - 1;
    words->slots = calloc(slots, sizeof *words->slots);
    words->text = malloc(bytes);
    if (!words->slots || !words->text) {
        call_words_free(words);
        return error_no_memory(err);
    }
    fill(words, calls);
    *out = words;
    return STATUS_OK;
}

void call_words_free(struct call_words *words)
{
    if (!words)
        return;
    free(words->slots);
    free(words->text);
    free(words);
}

/* ---- A word in its line ---- */

struct token {
    struct str line;
    size_t at, end;
    bool plain; /* small letters only, but for the first: one piece */
};

static char char_before(const struct token *t, size_t back)
{
    return t->at >= back ? t->line.ptr[t->at - back] : '\0';
}

static struct str text_of(const struct token *t)
{
    return str_slice(t->line, t->at, t->end - t->at);
}

static bool is(const struct token *t, const char *word)
{
    return str_equal_nocase(text_of(t), str_from(word));
}

static bool follows(const struct token *t, const char *text)
{
    return str_starts_nocase(str_slice(t->line, t->end, SIZE_MAX), str_from(text));
}

static bool precedes(const struct token *t, const char *text)
{
    struct str wanted = str_from(text);
    return t->at >= wanted.len &&
           str_equal_nocase(str_slice(t->line, t->at - wanted.len, wanted.len), wanted);
}

/* Moves to the next word that begins before `stop`. */
static bool next_token(struct token *t, size_t stop)
{
    t->at = t->end;
    while (t->at < stop && !ascii_is_word(t->line.ptr[t->at]))
        t->at++;
    if (t->at >= stop)
        return false;
    t->end = t->at + 1;
    t->plain = ascii_is_alpha(t->line.ptr[t->at]);
    for (; t->end < t->line.len && ascii_is_word(t->line.ptr[t->end]); t->end++)
        t->plain &= t->line.ptr[t->end] >= 'a';
    return true;
}

/* A part of a path, of a host's name, or of a compound: last-read, read-only, connect.example.com
 * and connect/bind say nothing about this error. */
static bool is_part(const struct token *t)
{
    char before = char_before(t, 1);
    char after = text_at(t->line, t->end);
    if (before == '/' || before == '\\' || before == '@' || after == '/' || after == '\\' ||
        after == '@')
        return true;
    if (before == '-' && ascii_is_word(char_before(t, 2)))
        return true;
    return (after == '-' || after == '.') && ascii_is_word(text_at(t->line, t->end + 1));
}

/* Words of Windows' own messages, with what stands around them there. They describe the error, not
 * the call that met it. */
static bool is_quoted(const struct token *t)
{
    static const struct {
        const char *before, *word, *after;
    } rows[] = {
        {"request to ", "send", " or receive"}, /* 10057, 10058 */
        {"send or ", "receive", " data"},
        {"when ", "sending", " on a"},
        {"using a ", "sendto", " call"},
        {"used to ", "receive", " a datagram"},  /* 10040 */
        {"not ", "receive", " a response"},      /* 11002 */
        {"a ", "connect", " request"},           /* 10056 */
        {"database ", "lookup", ""},             /* 11003 */
        {"called ", "wsastartup", ""},           /* 10093 */
        {"or ", "wsastartup", ""},               /* 10093 */
        {"call to ", "wsalookupserviceend", ""}, /* 10102, 10110 */
        {"returned by ", "wsarecv", " or "},     /* 10101 */
        {"wsarecv or ", "wsarecvfrom", ""},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
        if (is(t, rows[i].word) && precedes(t, rows[i].before) && follows(t, rows[i].after))
            return true;
    return false;
}

/* These are named in messages of every language, or are too common a word: they must stand as the
 * subject of a failure. */
static bool lacks_form(const struct token *t)
{
    static const char *const words[] = {"wsastartup", "wsalookupserviceend", "close", "disconnect"};
    static const char *const forms[] = {"(", ":", ",", " failed", " error", " returned", "'", "\""};
    bool needs = false;
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
        needs = needs || is(t, words[i]);
    for (size_t i = 0; needs && i < sizeof forms / sizeof forms[0]; i++)
        needs = !follows(t, forms[i]);
    return needs;
}

/* Where the piece of a name that begins at `at` ends: NiP|Connect|2, make_|listen_|bind. */
static size_t piece_end(const struct token *t, size_t at)
{
    const char *s = t->line.ptr;
    size_t end = at + 1;
    for (; end < t->end; end++) {
        bool upper = s[end] >= 'A' && s[end] <= 'Z';
        bool upper_before = s[end - 1] >= 'A' && s[end - 1] <= 'Z';
        bool lower_behind = end + 1 < t->end && s[end + 1] >= 'a' && s[end + 1] <= 'z';
        if (s[end] == '_' || ascii_is_digit(s[end]) || (upper && (!upper_before || lower_behind)))
            break;
    }
    return end;
}

/* A name made of several words, one of which is a call: dtcp_read, postConnectProcessing. */
static enum operation look_up_pieces(const struct call_words *words, const struct token *t)
{
    enum operation found = OPERATION_NONE;
    if (text_at(t->line, t->end) == '=') /* a setting: read_timeout=30 */
        return OPERATION_NONE;
    for (size_t at = t->at; at < t->end;) {
        size_t end = piece_end(t, at);
        enum operation piece = look_up(words, str_slice(t->line, at, end - at));
        if (piece != OPERATION_NONE && piece != OPERATION_CLOSE)
            found = piece;
        at = end;
        while (at < t->end && (t->line.ptr[at] == '_' || ascii_is_digit(t->line.ptr[at])))
            at++;
    }
    return found;
}

/* Operations that prose writes in several words: `failed to establish a connection with host 'X'`,
 * `unable to look up git.example.com`. Their first words alone tell nothing. */
static enum operation phrase_of(const struct token *t)
{
    char first = ascii_lower(t->line.ptr[t->at]);
    if (first == 'l' && is(t, "look") && follows(t, " up ") &&
        (precedes(t, " to ") || precedes(t, " not "))) {
        struct endpoint name;
        size_t at = t->end + sizeof " up " - 1;
        at += text_one_of(text_at(t->line, at), "'\"`");
        return endpoint_read(t->line, at, &name) && (name.dotted || name.quoted) ? OPERATION_RESOLVE
                                                                                 : OPERATION_NONE;
    }
    bool made = first == 'e' && (is(t, "establish") || is(t, "establishing"));
    if (made && (follows(t, " a connection") || follows(t, " connection") ||
                 follows(t, " the connection") || follows(t, " a new connection")))
        return OPERATION_CONNECT;
    return OPERATION_NONE;
}

static enum operation operation_of(const struct call_words *words, const struct token *t)
{
    enum operation found = phrase_of(t);
    if (found != OPERATION_NONE)
        return found;
    found = look_up(words, text_of(t));
    if (found == OPERATION_NONE && !t->plain)
        found = look_up_pieces(words, t);
    if (found == OPERATION_NONE || is_part(t) || is_quoted(t) || lacks_form(t))
        return OPERATION_NONE;
    return found;
}

/* The forms that a call has behind the match: connect(2), `: connect` at the end, 'connect',
 * Connect call failed, while attempting to bind, while connecting. */
static bool is_call(const struct token *t)
{
    char before = char_before(t, 1);
    char after = text_at(t->line, t->end);
    if (after == '(' || follows(t, " call failed") || precedes(t, " to ") || precedes(t, " while "))
        return true;
    if ((before == '\'' || before == '"') && after == before)
        return true;
    bool ends = t->end == t->line.len || strchr(",;)]}\r", after) != NULL || follows(t, " (");
    return ends && precedes(t, ": ");
}

enum operation operation_find(const struct call_words *words, struct str line, size_t at,
                              size_t len)
{
    size_t end = at + len;
    size_t from = end - at > REACH ? end - REACH : at;
    from = from > REACH ? from - REACH : 0;
    while (from > 0 && from < end && ascii_is_word(line.ptr[from - 1])) /* not within a word */
        from++;
    struct token token = {.line = line, .at = from, .end = from};
    enum operation found = OPERATION_NONE;
    while (next_token(&token, end)) {
        enum operation here = operation_of(words, &token);
        if (here != OPERATION_NONE)
            found = here;
    }
    size_t stop = line.len - end > REACH ? end + REACH : line.len;
    while (found == OPERATION_NONE && next_token(&token, stop))
        if (is_call(&token))
            found = operation_of(words, &token);
    return found;
}
