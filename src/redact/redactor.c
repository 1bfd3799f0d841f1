#include "redact/redactor.h"

#include <stdlib.h>
#include <string.h>

#include "base/list.h"
#include "engine/regex.h"

/* A name shorter than this is replaced only where a pattern finds it, */
#define WORD_LEAST 3
/* and a name of fewer bytes than this and no digit only where it is no part of a longer word: `web`
 * may be a host, but `web-server` is a word. */
#define PART_LEAST 6

/* A secret in a text. */
struct found {
    size_t at;
    size_t len;
    enum secret_kind kind;
    const struct pseudonym *by; /* once it is known */
};

struct redactor {
    const struct redaction_set *set;
    struct regex **patterns; /* owned, one for each of the set */
    struct regex_scratch *scratch;
    struct pseudonyms *pseudonyms;
    struct found *found; /* owned; of the text at hand, by position */
    size_t count;
    size_t room;
    const struct pseudonym *shortened; /* up to which full names were cut to short ones */
};

enum status redactor_new(const struct redaction_set *set, const struct keyed_hash_key *key,
                         struct redactor **out, struct error *err)
{
    struct redactor *r = calloc(1, sizeof *r);
    if (!r)
        return error_no_memory(err);
    r->set = set;
    r->patterns = calloc(set->count + 1, sizeof(struct regex *));
    enum status status =
        r->patterns ? pseudonyms_new(key, &r->pseudonyms, err) : error_no_memory(err);
    if (!status)
        status = regex_scratch_new(&r->scratch, err);
    for (size_t i = 0; i < set->count && !status; i++)
        status = regex_compile(set->items[i].pattern, &r->patterns[i], err);
    if (status) {
        redactor_free(r);
        return status;
    }
    *out = r;
    return STATUS_OK;
}

void redactor_free(struct redactor *r)
{
    if (!r)
        return;
    for (size_t i = 0; r->patterns && i < r->set->count; i++)
        regex_free(r->patterns[i]);
    free(r->patterns);
    regex_scratch_free(r->scratch);
    pseudonyms_free(r->pseudonyms);
    free(r->found);
    free(r);
}

static bool is_kept(const struct redactor *r, struct str name)
{
    for (size_t i = 0; i < r->set->keep_count; i++)
        if (str_equal_nocase(name, str_from(r->set->keep[i])))
            return true;
    return false;
}

/* Adds a secret in its place, unless it overlaps one that was found before. */
static bool add_found(struct redactor *r, struct found new)
{
    struct found *found = list_grown(r->found, r->count, &r->room, sizeof *found);
    if (!found)
        return false;
    r->found = found;
    size_t place = r->count;
    while (place > 0 && r->found[place - 1].at >= new.at)
        place--;
    bool clash = (place > 0 && r->found[place - 1].at + r->found[place - 1].len > new.at) ||
                 (place<r->count &&new.at + new.len> r->found[place].at);
    if (clash)
        return true;
    memmove(r->found + place + 1, r->found + place, (r->count - place) * sizeof *r->found);
    r->found[place] = new;
    r->count++;
    return true;
}

/* The captures of one match. */
static bool take_captures(struct redactor *r, const struct regex *regex, const struct span *groups,
                          struct str text)
{
    for (int kind = 0; kind < SECRET_KIND_COUNT; kind++) {
        struct span span = regex_group(regex, groups, secret_kind_id((enum secret_kind)kind));
        if (span.at == SIZE_MAX || span.len == 0 || is_kept(r, str_slice(text, span.at, span.len)))
            continue;
        if (!add_found(
                r, (struct found){.at = span.at, .len = span.len, .kind = (enum secret_kind)kind}))
            return false;
    }
    return true;
}

/* What a pattern could not be held against to the end is a secret as a whole. */
static bool give_up(struct redactor *r, struct str text)
{
    r->count = 0;
    return add_found(r, (struct found){.len = text.len, .kind = SECRET_KIND_SECRET});
}

/* Fills r->found with what the patterns know. */
static bool find_secrets(struct redactor *r, struct str text)
{
    struct span groups[REGEX_GROUPS_MAX];
    r->count = 0;
    for (size_t i = 0; i < r->set->count; i++)
        for (size_t from = 0; from <= text.len;) {
            enum regex_result result = regex_search(r->patterns[i], r->scratch, text, from, groups);
            if (result == REGEX_LIMITED)
                return give_up(r, text);
            if (result != REGEX_MATCH)
                break;
            if (!take_captures(r, r->patterns[i], groups, text))
                return false;
            size_t end = groups[0].at + groups[0].len;
            from = end > from ? end : from + 1;
        }
    return true;
}

enum status redactor_learn(struct redactor *r, struct str text, struct error *err)
{
    if (!find_secrets(r, text))
        return error_no_memory(err);
    for (size_t i = 0; i < r->count; i++) {
        const struct found *f = &r->found[i];
        if (!pseudonym_of(r->pseudonyms, f->kind, str_slice(text, f->at, f->len)))
            return error_no_memory(err);
    }
    return STATUS_OK;
}

/* `host:port` without its port; what is an address in brackets stays whole. */
static struct str without_port(struct str name)
{
    size_t colon = name.len;
    while (colon > 0 && ascii_is_digit(name.ptr[colon - 1]))
        colon--;
    bool port = colon > 1 && colon < name.len && name.ptr[colon - 1] == ':';
    return port && !memchr(name.ptr, ':', colon - 1) ? str_slice(name, 0, colon - 1) : name;
}

enum status redactor_learn_host(struct redactor *r, struct str name, struct error *err)
{
    enum status status = redactor_learn(r, name, err);
    struct str host = without_port(name);
    if (status || r->count || host.len < WORD_LEAST || is_kept(r, host))
        return status;
    return pseudonym_of(r->pseudonyms, SECRET_KIND_HOST, host) ? STATUS_OK : error_no_memory(err);
}

static bool is_word_byte(char c)
{
    return (ascii_is_word(c) && c != '_') || (unsigned char)c >= 0x80;
}

static bool has_digit(struct str s)
{
    for (size_t i = 0; i < s.len; i++)
        if (ascii_is_digit(s.ptr[i]))
            return true;
    return false;
}

/* Whether a name is so telling that it is replaced within a longer one: SQL01 in SQL01_backup. */
static bool is_telling(struct str name)
{
    return name.len >= PART_LEAST || has_digit(name);
}

static bool is_joint(struct str text, size_t at)
{
    return at < text.len && (text.ptr[at] == '-' || text.ptr[at] == '_' || text.ptr[at] == '$');
}

/* The longest name that was learnt, begins at `at` and ends where a word may end. */
static bool find_known(struct redactor *r, struct str text, size_t at, size_t *end)
{
    size_t most = text.len - at < PSEUDONYM_KNOWN_MAX ? text.len - at : PSEUDONYM_KNOWN_MAX;
    for (size_t len = most; len >= WORD_LEAST; len--) {
        size_t stop = at + len;
        if (stop < text.len && is_word_byte(text.ptr[stop]) && is_word_byte(text.ptr[stop - 1]))
            continue;
        struct str name = str_slice(text, at, len);
        const struct pseudonym *known = pseudonym_known(r->pseudonyms, name);
        bool part = is_joint(text, stop) || (at > 0 && is_joint(text, at - 1));
        if (!known || (part && !is_telling(name)))
            continue;
        *end = stop;
        return add_found(r, (struct found){.at = at, .len = len, .kind = known->kind});
    }
    return true;
}

/* Adds to r->found the names that were learnt elsewhere. */
static bool find_names(struct redactor *r, struct str text)
{
    for (size_t at = 0; at < text.len;) {
        size_t end = at + 1;
        bool begins = at == 0 || !is_word_byte(text.ptr[at]) || !is_word_byte(text.ptr[at - 1]);
        if (begins && text.ptr[at] != ' ' && !find_known(r, text, at, &end))
            return false;
        at = end;
    }
    return true;
}

/* Of full host names that are telling without their domain, learns the first part. */
static bool learn_short_names(struct redactor *r)
{
    const struct pseudonym *p = r->shortened;
    while ((p = pseudonyms_next(r->pseudonyms, p))) {
        r->shortened = p;
        const char *dot = memchr(p->secret.ptr, '.', p->secret.len);
        struct str name = str_slice(p->secret, 0, dot ? (size_t)(dot - p->secret.ptr) : 0);
        if (p->kind == SECRET_KIND_HOST && name.len >= WORD_LEAST && has_digit(name) &&
            !pseudonym_of(r->pseudonyms, SECRET_KIND_HOST, name))
            return false;
    }
    return true;
}

/* Gives each secret at hand its pseudonym. */
static bool resolve(struct redactor *r, struct str text)
{
    for (size_t i = 0; i < r->count; i++) {
        struct found *f = &r->found[i];
        f->by = pseudonym_of(r->pseudonyms, f->kind, str_slice(text, f->at, f->len));
        if (!f->by)
            return false;
    }
    return true;
}

/* Where an offset of the old text is in the new one; within a secret, where its pseudonym begins or
 * ends. */
static size_t moved(const struct redactor *r, size_t at, bool is_end)
{
    size_t to = 0, from = 0;
    for (size_t i = 0; i < r->count && at > r->found[i].at; i++) {
        const struct found *f = &r->found[i];
        to += f->at - from;
        if (at < f->at + f->len && !is_end)
            return to;
        to += strlen(f->by->text);
        if (at < f->at + f->len)
            return to;
        from = f->at + f->len;
    }
    return to + at - from;
}

enum status redactor_rewrite(struct redactor *r, struct str text, struct redactor_mark *mark,
                             struct buf *out, struct error *err)
{
    if (!learn_short_names(r) || !find_secrets(r, text) || !find_names(r, text) ||
        !resolve(r, text))
        return error_no_memory(err);
    if (mark) {
        size_t end = moved(r, mark->at + mark->len, true);
        mark->at = moved(r, mark->at, false);
        mark->len = end - mark->at;
    }
    size_t read = 0;
    for (size_t i = 0; i < r->count; i++) {
        const struct found *f = &r->found[i];
        buf_add(out, str_slice(text, read, f->at - read));
        buf_add_text(out, f->by->text);
        read = f->at + f->len;
    }
    buf_add(out, str_slice(text, read, text.len - read));
    return out->failed ? error_no_memory(err) : STATUS_OK;
}

const struct pseudonyms *redactor_pseudonyms(const struct redactor *r)
{
    return r->pseudonyms;
}
