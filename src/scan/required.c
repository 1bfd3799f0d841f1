/*
 * A reader of the part of PCRE2's syntax that says which text must stand in a match. It goes
 * through the pattern once; what it does not understand ends a word, or, where that could be
 * wrong, gives up.
 */
#include "scan/required.h"

#include <string.h>

#include "scan/group.h"
#include "scan/quantifier.h"

#define DEPTH_MAX 24

struct reader {
    const char *at;
    bool lost; /* met something that it does not understand */
    int depth;
    size_t offset;  /* the most bytes that a match may have before this point; SIZE_MAX: no bound */
    size_t code_at; /* the same where the group `code` begins */
    bool has_code;
    struct byte_set last;   /* what may be the last byte before this point */
    struct byte_set beside; /* the same where the group `code` begins */
    bool branched;          /* the pattern has alternatives that are in no group */
    struct required *out;   /* its sets are those of the outermost sequence */
};

/* Sums and products that stop at SIZE_MAX, which means without bound. */
static size_t plus(size_t a, size_t b)
{
    return a > SIZE_MAX - b ? SIZE_MAX : a + b;
}
static size_t times_over(size_t width, size_t count)
{
    return width && count > SIZE_MAX / width ? SIZE_MAX : width * count;
}

static void read_alternatives(struct reader *r, struct word_set *out);

/* ---- words ---------------------------------------------------------------------------------- */

static size_t shortest(const struct word_set *set)
{
    size_t min = SIZE_MAX;
    for (size_t i = 0; i < set->count; i++) {
        size_t len = strlen(set->words[i]);
        min = len < min ? len : min;
    }
    return set->count ? min : 0;
}

/* Which of two sets says more: that of longer words, then of fewer. */
static bool says_more(const struct word_set *a, const struct word_set *b)
{
    size_t len_a = shortest(a), len_b = shortest(b);
    return len_a > len_b || (len_a == len_b && len_a && a->count < b->count);
}

/* Sets are large and mostly empty: only the words that count are copied. */
static void copy_set(struct word_set *to, const struct word_set *from)
{
    to->count = from->count;
    memcpy(to->words, from->words, from->count * sizeof *from->words);
}

/* The set that says least gives way when there are too many. */
static void add_set(struct required *out, const struct word_set *set)
{
    if (out->set_count < REQUIRED_SETS_MAX) {
        copy_set(&out->sets[out->set_count++], set);
        return;
    }
    struct word_set *least = &out->sets[0];
    for (size_t i = 1; i < REQUIRED_SETS_MAX; i++)
        if (says_more(least, &out->sets[i]))
            least = &out->sets[i];
    if (says_more(set, least))
        copy_set(least, set);
}

/* A set of the sequence being read: all of its sets must hold, `best` is the one that says most. */
static void take_set(struct reader *r, struct word_set *best, const struct word_set *set)
{
    if (says_more(set, best))
        copy_set(best, set);
    if (r->depth == 0 && set->count)
        add_set(r->out, set);
}

/* The run of literal characters being read. */
struct run {
    char text[REQUIRED_BYTES_MAX + 1];
    size_t len;
};

static void end_run(struct reader *r, struct run *run, struct word_set *best)
{
    if (run->len >= REQUIRED_BYTES_MIN) {
        struct word_set word;
        word.count = 1;
        memcpy(word.words[0], run->text, sizeof run->text);
        take_set(r, best, &word);
    }
    *run = (struct run){0};
}

static void add_to_run(struct run *run, char c)
{
    if (run->len < REQUIRED_BYTES_MAX)
        run->text[run->len++] = ascii_lower(c);
}

static struct quantifier read_quantifier(struct reader *r)
{
    struct quantifier quantifier;
    r->lost |= !quantifier_read(&r->at, &quantifier);
    return quantifier;
}

/* A quantifier behind an atom of one byte, which is one of `set`. */
static struct quantifier take_atom(struct reader *r, struct byte_set set)
{
    struct quantifier repeats = read_quantifier(r);
    r->offset = plus(r->offset, repeats.most);
    if (repeats.least)
        r->last = set;
    else
        byte_set_unite(&r->last, &set);
    return repeats;
}

/* A character that must stand here; a quantifier behind it may take it back. Where it stands more
 * than once, anything may follow. */
static void take_character(struct reader *r, struct run *run, char c, struct word_set *best)
{
    struct byte_set set = {{0}};
    byte_set_add_letter(&set, c);
    struct quantifier repeats = take_atom(r, set);
    if (repeats.least)
        add_to_run(run, c);
    if (!repeats.least || repeats.most > 1)
        end_run(r, run, best);
}

/* A class: [eE] is a letter in either case, anything else ends the run. */
static void read_class(struct reader *r, struct run *run, struct word_set *best)
{
    const char *p = r->at + 1;
    bool pair =
        ascii_is_alpha(p[0]) && p[1] && ascii_lower(p[0]) == ascii_lower(p[1]) && p[2] == ']';
    if (pair) {
        r->at += 4;
        take_character(r, run, p[0], best);
        return;
    }
    p = byte_set_class_end(p);
    r->lost |= !p;
    if (!p)
        return;
    struct byte_set set = byte_set_of_class(r->at + 1, p);
    r->at = p + 1;
    (void)take_atom(r, set);
    end_run(r, run, best);
}

static void read_escape(struct reader *r, struct run *run, struct word_set *best)
{
    char c = r->at[1];
    if (strchr("bBAzZG", c) && c) { /* a place, not a character */
        r->at += 2;
        return;
    }
    int byte = c == 'x' ? ascii_hex_byte(r->at + 2) : -1;
    if (byte >= 0) {
        r->at += 4;
        take_character(r, run, (char)byte, best);
        return;
    }
    if (c && strchr("dDwWsSrnthHvVNR", c)) {
        r->offset = plus(r->offset, c == 'R'); /* a line end may be two bytes */
        r->at += 2;
        (void)take_atom(r, byte_set_of_escape(c));
        end_run(r, run, best);
        return;
    }
    if (!c || ascii_is_word(c)) { /* \Q, \K, \1 … */
        r->lost = true;
        return;
    }
    r->at += 2;
    take_character(r, run, c, best);
}

/* Whether a text that matches the pattern at `p` begins with 10 or 11. */
static bool is_ten_or_eleven(const char *p)
{
    bool class = strncmp(p, "1[01]", 5) == 0;
    bool digit = p[0] == '1' && (p[1] == '0' || p[1] == '1');
    char after = class ? p[5] : digit ? p[2] : '?';
    return !after || !strchr("?*{", after);
}

/* Whether that holds for each branch of the group whose text begins at `p`. */
static bool begins_with_ten_or_eleven(const char *p)
{
    bool begins = true; /* a branch does */
    for (int depth = 0; *p && (depth || *p != ')'); p++) {
        if (begins && !is_ten_or_eleven(p))
            return false;
        begins = *p == '|' && depth == 0;
        depth += (*p == '(') - (*p == ')');
        if (*p == '\\' || *p == '[') /* what follows may be a bracket that is none */
            p += p[1] != '\0';
    }
    return !begins;
}

/* The group `code` begins at r->at. */
static void note_code(struct reader *r)
{
    r->code_at = r->has_code && r->code_at > r->offset ? r->code_at : r->offset;
    r->has_code = true;
    byte_set_unite(&r->beside, begins_with_ten_or_eleven(r->at) ? &r->last : &byte_set_all);
}

/* What stands in a group, up to behind its closing bracket. */
static void read_inner(struct reader *r, struct word_set *out)
{
    out->count = 0;
    r->lost |= ++r->depth > DEPTH_MAX;
    if (!r->lost)
        read_alternatives(r, out);
    r->depth--;
    r->lost |= *r->at != ')';
    r->at += !r->lost;
}

/* What a lookaround looks for is not part of the match, however often. */
static void read_look(struct reader *r)
{
    struct word_set inner;
    size_t begin = r->offset;
    struct byte_set last = r->last;
    read_inner(r, &inner);
    (void)read_quantifier(r);
    r->offset = begin;
    r->last = last;
}

static void read_group(struct reader *r, struct run *run, struct word_set *best)
{
    struct group group;
    r->lost |= !group_open(&r->at, &group);
    if (r->lost || group.kind == GROUP_OPTIONS)
        return;
    if (group.kind == GROUP_LOOK) {
        read_look(r);
        return;
    }
    struct word_set inner;
    size_t begin = r->offset;
    struct byte_set last = r->last;
    bool had_code = r->has_code;
    if (str_equal(group.name, STR("code")))
        note_code(r);
    read_inner(r, &inner);
    struct quantifier repeats = read_quantifier(r);
    end_run(r, run, best);
    if (repeats.least)
        take_set(r, best, &inner);
    else
        byte_set_unite(&r->last, &last);
    size_t width = r->offset == SIZE_MAX ? SIZE_MAX : r->offset - begin;
    r->offset = plus(begin, times_over(width, repeats.most));
    if (repeats.most > 1 && r->has_code && !had_code) { /* it repeats: who knows where */
        r->code_at = SIZE_MAX;
        r->beside = byte_set_all;
    }
}

static void read_sequence(struct reader *r, struct word_set *best)
{
    struct run run = {0};
    while (*r->at && *r->at != '|' && *r->at != ')' && !r->lost) {
        switch (*r->at) {
        case '(':
            read_group(r, &run, best);
            break;
        case '[':
            read_class(r, &run, best);
            break;
        case '\\':
            read_escape(r, &run, best);
            break;
        case '.':
            r->at++;
            (void)take_atom(r, byte_set_all);
            end_run(r, &run, best);
            break;
        case '^':
        case '$':
            r->at++;
            break;
        default:
            take_character(r, &run, *r->at++, best);
        }
    }
    end_run(r, &run, best);
}

/* One of the branches must match: the union of their words, unless a branch has none. */
static void read_alternatives(struct reader *r, struct word_set *out)
{
    bool complete = true;
    size_t begin = r->offset, end = r->offset;
    const struct byte_set last = r->last;
    struct byte_set lasts = {{0}};
    out->count = 0;
    for (;;) {
        struct word_set branch;
        branch.count = 0;
        r->offset = begin;
        r->last = last;
        read_sequence(r, &branch);
        byte_set_unite(&lasts, &r->last);
        end = r->offset > end ? r->offset : end;
        complete = complete && branch.count && out->count + branch.count <= REQUIRED_WORDS_MAX;
        for (size_t i = 0; complete && i < branch.count; i++)
            memcpy(out->words[out->count++], branch.words[i], sizeof *branch.words);
        if (*r->at != '|' || r->lost)
            break;
        r->branched |= r->depth == 0;
        r->at++;
    }
    r->offset = end;
    r->last = lasts;
    if (!complete)
        out->count = 0;
}

void required_derive(const char *pattern, struct required *out)
{
    out->set_count = 0;
    struct reader reader = {.at = pattern, .out = out, .last = byte_set_all};
    struct word_set best;
    read_alternatives(&reader, &best);
    bool lost = reader.lost || *reader.at;
    if (lost || !best.count) {
        out->set_count = 0;
    } else if (reader.branched) { /* each set is that of one branch, `best` is of them all */
        copy_set(&out->sets[0], &best);
        out->set_count = 1;
    }
    for (size_t i = 1; i < out->set_count; i++) {
        if (!says_more(&out->sets[i], &out->sets[0]))
            continue;
        copy_set(&best, &out->sets[0]);
        copy_set(&out->sets[0], &out->sets[i]);
        copy_set(&out->sets[i], &best);
    }
    out->before_code = lost || !reader.has_code ? SIZE_MAX : reader.code_at;
    out->beside_code = lost || !reader.has_code ? byte_set_all : reader.beside;
    /* Then the digits could be the end of a longer number. */
    struct byte_set digits = byte_set_of_escape('d');
    if (byte_sets_meet(&out->beside_code, &digits))
        out->beside_code = byte_set_all;
}
