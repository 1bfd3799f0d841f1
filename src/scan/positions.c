#include "scan/positions.h"

#include <stdlib.h>
#include <string.h>

#include "scan/group.h"
#include "scan/quantifier.h"

#define DEPTH_MAX 32
#define COPIES_MAX 6 /* repetitions that are counted; with more, any number is taken */

/* Where a part of a pattern begins and ends. */
struct part {
    struct position_set first, last;
    bool empty;  /* it may take nothing */
    bool holds;  /* it has positions */
    bool before; /* a wall stands at its beginning, behind which all of `first` are */
    bool behind; /* the same of its end */
    bool free;   /* it may take nothing, whatever stands around it */
    bool digit;  /* it may take any digit and no more, whatever stands around it */
};

struct reader {
    const char *at;
    bool lost;
    int depth;
    uint16_t read;   /* the innermost group around this point from which an error is read, or 0 */
    uint16_t groups; /* such groups so far */
    struct positions *out;
};

/* ---- parts ---------------------------------------------------------------------------------- */

static void unite(struct position_set *to, const struct position_set *from)
{
    for (size_t i = 0; i < sizeof to->bits / sizeof *to->bits; i++)
        to->bits[i] |= from->bits[i];
}

/* What begins `b` may follow what ends `a`. */
static void link_parts(struct positions *p, const struct part *a, const struct part *b)
{
    struct position_set *follow = a->behind || b->before ? p->walled : p->follow;
    for (size_t i = bit_next(a->last.bits, 0, p->count); i < p->count;
         i = bit_next(a->last.bits, i + 1, p->count))
        unite(&follow[i], &b->first);
}

static void append(struct reader *r, struct part *a, const struct part *b)
{
    a->digit = (a->digit && b->free) || (b->digit && a->free);
    a->free = a->free && b->free;
    if (!b->holds) { /* nothing, or a wall */
        a->before |= b->before && !a->holds;
        a->behind |= b->behind;
        return;
    }
    link_parts(r->out, a, b);
    if (!a->holds)
        a->before |= b->before;
    else if (a->empty)
        a->before = a->before && b->before;
    a->behind = b->behind && (!b->empty || a->behind);
    if (a->empty)
        unite(&a->first, &b->first);
    if (b->empty)
        unite(&a->last, &b->last);
    else
        a->last = b->last;
    a->empty = a->empty && b->empty;
    a->holds = true;
}

static struct part one_position(struct reader *r, struct taken taken)
{
    struct positions *p = r->out;
    struct part part = {.holds = true, .digit = taken.digits == ALL_DIGITS};
    r->lost |= p->count == POSITIONS_MAX;
    if (r->lost)
        return part;
    p->taken[p->count] = taken;
    p->read[p->count] = r->read;
    bit_set(part.first.bits, p->count++);
    part.last = part.first;
    return part;
}

static const struct part nothing = {.empty = true, .free = true};
static const struct part condition = {.empty = true};
static const struct part wall = {.empty = true, .before = true, .behind = true};

/* ---- repetitions ---------------------------------------------------------------------------- */

static struct quantifier read_quantifier(struct reader *r)
{
    struct quantifier quantifier;
    r->lost |= !quantifier_read(&r->at, &quantifier);
    return quantifier;
}

/* What a possessive quantifier has taken is never given back, whatever follows: where that ends
 * counts as the end of a match. */
static void note_possessive(struct reader *r, struct part *part, struct quantifier repeats)
{
    if (!repeats.possessive)
        return;
    unite(&r->out->ends, &part->last);
    part->free = false;
}

static void repeat_any(struct reader *r, struct part *part, struct quantifier repeats)
{
    if (repeats.most > 1)
        link_parts(r->out, part, part);
    part->digit = part->digit && repeats.least <= 1;
    if (repeats.least)
        return;
    part->empty = part->free = true;
    if (!part->holds) /* a wall that need not be there */
        *part = nothing;
}

static struct part count_copies(struct reader *r, struct taken taken, struct quantifier repeats)
{
    struct part all = nothing;
    for (size_t i = 0; i < repeats.least && !r->lost; i++) {
        struct part copy = one_position(r, taken);
        append(r, &all, &copy);
    }
    if (repeats.most == SIZE_MAX) {
        struct part copy = one_position(r, taken);
        repeat_any(r, &copy, (struct quantifier){.least = 0, .most = SIZE_MAX});
        append(r, &all, &copy);
        return all;
    }
    for (size_t i = repeats.least; i < repeats.most && !r->lost; i++) {
        struct part copy = one_position(r, taken);
        copy.empty = copy.free = true;
        append(r, &all, &copy);
    }
    return all;
}

static struct part repeat_position(struct reader *r, struct taken taken)
{
    struct quantifier repeats = read_quantifier(r);
    struct part all;
    if (repeats.least <= COPIES_MAX && (repeats.most == SIZE_MAX || repeats.most <= COPIES_MAX)) {
        all = count_copies(r, taken, repeats);
    } else {
        all = one_position(r, taken);
        repeat_any(r, &all, repeats);
    }
    note_possessive(r, &all, repeats);
    return all;
}

/* ---- groups --------------------------------------------------------------------------------- */

static struct part read_alternatives(struct reader *r);

/* Groups from which more is read than where they stand. (No operation is called by a number, and
 * digits within a word are no run.) */
static bool is_read(struct str name)
{
    static const char *const others[] = {"peer", "local", "number", "operation"};
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        if (str_equal(name, str_from(others[i])))
            return false;
    return true;
}

/* What stands in a group, up to behind its closing bracket. */
static struct part read_inner(struct reader *r)
{
    r->lost |= ++r->depth > DEPTH_MAX;
    struct part inner = r->lost ? nothing : read_alternatives(r);
    r->depth--;
    r->lost |= *r->at != ')';
    r->at += !r->lost;
    return inner;
}

/* What a lookaround looks for is a match of its own; one that looks ahead begins behind what stands
 * before it in its sequence, if that takes something. Where it refuses all digits, it is a wall. */
static struct part read_look(struct reader *r, const struct group *group, const struct part *before)
{
    struct part inner = read_inner(r);
    bool is_wall = read_quantifier(r).least > 0 && group->refuses && inner.digit;
    if (group->ahead && !is_wall && before->holds && !before->empty)
        link_parts(r->out, before, &inner);
    else
        unite(&r->out->begins, &inner.first);
    unite(&r->out->ends, &inner.last);
    return is_wall ? wall : condition;
}

/* `before`: what stands before it in its sequence. */
static struct part read_group(struct reader *r, const struct part *before)
{
    struct group group;
    r->lost |= !group_open(&r->at, &group);
    if (r->lost || group.kind == GROUP_OPTIONS)
        return nothing;
    if (group.kind == GROUP_LOOK)
        return read_look(r, &group, before);
    uint16_t around = r->read, groups = r->groups;
    if (group.kind == GROUP_NAMED && is_read(group.name))
        r->read = ++r->groups;
    struct part inner = read_inner(r);
    r->read = around;
    struct quantifier repeats = read_quantifier(r);
    if (repeats.most > 1 && r->groups > groups) /* it is read as it was found last */
        unite(&r->out->begins, &inner.first);
    repeat_any(r, &inner, repeats);
    note_possessive(r, &inner, repeats);
    return inner;
}

/* ---- sequences ------------------------------------------------------------------------------ */

static struct part read_class(struct reader *r)
{
    struct taken taken;
    r->at++;
    r->lost |= !taken_read_class(&r->at, &taken);
    return r->lost ? nothing : repeat_position(r, taken);
}

static struct part read_escape(struct reader *r)
{
    struct taken taken;
    r->at++;
    if (*r->at && strchr("bBAzZ", *r->at)) { /* between bytes */
        bool is_wall = *r->at++ == 'b';
        return is_wall ? wall : condition;
    }
    r->lost |= !taken_read_escape(&r->at, &taken);
    return r->lost ? nothing : repeat_position(r, taken);
}

static struct part read_byte(struct reader *r)
{
    char c = *r->at++;
    struct taken taken = c == '.' ? taken_of_dot() : taken_of_byte(c);
    if ((unsigned char)c >= 0xc0) /* a character of several bytes: one position */
        while (((unsigned char)*r->at & 0xc0) == 0x80)
            r->at++;
    return repeat_position(r, taken);
}

static struct part read_sequence(struct reader *r)
{
    struct part all = nothing;
    while (*r->at && *r->at != '|' && *r->at != ')' && !r->lost) {
        struct part part = nothing;
        switch (*r->at) {
        case '(':
            part = read_group(r, &all);
            break;
        case '[':
            part = read_class(r);
            break;
        case '\\':
            part = read_escape(r);
            break;
        case '^':
        case '$':
            r->at++;
            part = condition;
            break;
        default:
            part = read_byte(r);
        }
        append(r, &all, &part);
    }
    return all;
}

static struct part read_alternatives(struct reader *r)
{
    struct part all = read_sequence(r);
    while (*r->at == '|' && !r->lost) {
        r->at++;
        struct part branch = read_sequence(r);
        unite(&all.first, &branch.first);
        unite(&all.last, &branch.last);
        all.empty |= branch.empty;
        all.holds |= branch.holds;
        all.before = all.before && branch.before;
        all.behind = all.behind && branch.behind;
        all.free |= branch.free;
        all.digit |= branch.digit;
    }
    return all;
}

struct positions *positions_new(const char *pattern)
{
    struct positions *p = calloc(1, sizeof *p);
    if (!p)
        return NULL;
    struct reader r = {.at = pattern, .out = p};
    struct part whole = read_alternatives(&r);
    unite(whole.before ? &p->comes_in : &p->begins, &whole.first);
    unite(whole.behind ? &p->goes_out : &p->ends, &whole.last);
    if (!r.lost && *r.at == '\0')
        return p;
    positions_free(p);
    return NULL;
}

void positions_free(struct positions *p)
{
    free(p);
}
