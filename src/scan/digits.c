#include "scan/digits.h"

#include <stdlib.h>
#include <string.h>

#include "scan/byte_set.h"
#include "scan/quantifier.h"

#define PLACES_MAX 1024 /* of one pattern */
#define DEPTH_MAX 32
#define COPIES_MAX 6 /* repetitions that are counted; with more, any number is taken */
#define ALL_DIGITS 0x3ff

typedef uint64_t word;
#define WORDS (PLACES_MAX / 64)

/* Places of one pattern, one bit each. */
struct places {
    word bits[WORDS];
};

/* Where a part of a pattern begins and ends. A wall is a \b or the like: of two digits side by side
 * it stands between none. */
struct part {
    struct places first, last;
    bool empty;  /* it may take nothing */
    bool holds;  /* it has places */
    bool before; /* a wall stands at its beginning, behind which all of `first` are */
    bool behind; /* the same of its end */
};

/* What one place takes. */
struct taken {
    uint16_t digits;        /* one bit each */
    struct byte_set others; /* bytes that are no digits; rather too many than too few */
};

/* A place at which a digit may be taken. Sets of bytes are numbered: there are few. */
struct place {
    uint16_t takes;  /* digits, one bit each */
    bool picky;      /* it takes some only, or what it takes is read */
    bool begins;     /* a match may begin here, also amid a run */
    bool ends;       /* it may end here, likewise */
    uint16_t before; /* from what a match may come in */
    uint16_t second; /* the same where a digit stands before that, as in 10:15 */
    uint16_t behind; /* with what it may go on */
    uint32_t next;   /* its followers in digits.next: up to where those of the place after begin */
};

#define SETS_MAX 1024

/* What was found out of ordinary text: a memory begins with it. Views of what digits_read() was
 * given, or empty. */
struct learnt {
    struct str states, items, slots, questions;
    size_t question_count;
};

struct digits {
    struct place *places; /* owned; the last one is only where its followers would begin */
    size_t count, room;
    uint32_t *next; /* owned */
    size_t next_count, next_room;
    struct byte_set sets[SETS_MAX];
    size_t set_count;
    struct learnt learnt;
};

/* The reading of one pattern. */
struct reader {
    const char *at;
    bool lost;
    int depth;
    int read; /* groups from which an error is read, around this point */
    size_t count;
    struct taken taken[PLACES_MAX];
    bool is_read[PLACES_MAX];
    struct places follow[PLACES_MAX]; /* what may stand behind a place */
    struct places walled[PLACES_MAX]; /* the same across a wall */
    struct places begins, comes_in, ends, goes_out;
};

/* ---- parts ---------------------------------------------------------------------------------- */

static void unite(struct places *to, const struct places *from)
{
    for (size_t i = 0; i < WORDS; i++)
        to->bits[i] |= from->bits[i];
}

static bool has(const struct places *p, size_t i)
{
    return p->bits[i / 64] >> i % 64 & 1;
}

/* What begins `b` may follow what ends `a`. */
static void link_parts(struct reader *r, const struct part *a, const struct part *b)
{
    struct places *follow = a->behind || b->before ? r->walled : r->follow;
    for (size_t w = 0; w < WORDS; w++)
        for (word left = a->last.bits[w]; left; left &= left - 1)
            unite(&follow[w * 64 + (size_t)__builtin_ctzll(left)], &b->first);
}

static void append(struct reader *r, struct part *a, const struct part *b)
{
    if (!b->holds) { /* nothing, or a wall */
        a->before |= b->before && !a->holds;
        a->behind |= b->behind;
        return;
    }
    link_parts(r, a, b);
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

static struct part one_place(struct reader *r, struct taken taken)
{
    struct part part = {.holds = true};
    r->lost |= r->count == PLACES_MAX;
    if (r->lost)
        return part;
    size_t i = r->count++;
    r->taken[i] = taken;
    r->is_read[i] = r->read > 0;
    part.first.bits[i / 64] |= (word)1 << i % 64;
    part.last = part.first;
    return part;
}

/* ---- reading -------------------------------------------------------------------------------- */

static struct part read_alternatives(struct reader *r);

static struct quantifier read_quantifier(struct reader *r)
{
    struct quantifier quantifier;
    r->lost |= !quantifier_read(&r->at, &quantifier);
    return quantifier;
}

static void repeat_any(struct reader *r, struct part *part, struct quantifier repeats)
{
    if (repeats.most > 1)
        link_parts(r, part, part);
    part->empty |= repeats.least == 0;
}

static const struct part wall = {.empty = true, .before = true, .behind = true};

/* A few repetitions of one byte are counted: numbers differ by their length. */
static struct part repeat_place(struct reader *r, struct taken taken)
{
    struct quantifier repeats = read_quantifier(r);
    struct part all = {.empty = true};
    bool counted =
        repeats.least <= COPIES_MAX && (repeats.most == SIZE_MAX || repeats.most <= COPIES_MAX);
    if (!counted) {
        all = one_place(r, taken);
        repeat_any(r, &all, repeats);
        return all;
    }
    for (size_t i = 0; i < repeats.least && !r->lost; i++) {
        struct part copy = one_place(r, taken);
        append(r, &all, &copy);
    }
    if (repeats.most == SIZE_MAX) {
        struct part copy = one_place(r, taken);
        repeat_any(r, &copy, (struct quantifier){0, SIZE_MAX});
        append(r, &all, &copy);
        return all;
    }
    for (size_t i = repeats.least; i < repeats.most && !r->lost; i++) {
        struct part copy = one_place(r, taken);
        copy.empty = true;
        append(r, &all, &copy);
    }
    return all;
}

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

enum group { GROUP_PLAIN, GROUP_READ, GROUP_LOOK, GROUP_OPTIONS };

/* Steps over what opens a group. */
static enum group open_group(struct reader *r)
{
    r->at++; /* ( */
    if (*r->at != '?')
        return GROUP_PLAIN;
    const char *p = r->at + 1;
    size_t look = *p == '=' || *p == '!' ? 1 : *p == '<' && (p[1] == '=' || p[1] == '!') ? 2 : 0;
    if (look) {
        r->at = p + look;
        return GROUP_LOOK;
    }
    if (*p == '<' || (*p == 'P' && p[1] == '<')) {
        const char *name = p + 1 + (*p == 'P');
        const char *end = strchr(name, '>');
        r->lost |= !end;
        r->at = end ? end + 1 : r->at;
        return end && is_read((struct str){name, (size_t)(end - name)}) ? GROUP_READ : GROUP_PLAIN;
    }
    while (ascii_is_alpha(*p) || *p == '-')
        p++;
    r->lost |= *p != ':' && *p != ')';
    r->at = p + !r->lost;
    return *p == ')' ? GROUP_OPTIONS : GROUP_PLAIN;
}

/* Whether a digit is taken by one place, any digit, and no more. */
static bool takes_a_digit(const struct reader *r, const struct part *p)
{
    for (size_t i = 0; i < r->count; i++)
        if (has(&p->first, i) && has(&p->last, i) && r->taken[i].digits == ALL_DIGITS)
            return true;
    return false;
}

/* What a lookaround looks for is a match of its own; one that looks ahead begins behind what stands
 * before it in its sequence, if that takes something. Where it wants no digit, it is a wall. */
static struct part read_look(struct reader *r, const struct part *before, bool ahead,
                             bool wants_none)
{
    struct part inner = read_alternatives(r);
    r->lost |= *r->at != ')';
    r->at += !r->lost;
    bool is_wall = wants_none && takes_a_digit(r, &inner);
    if (ahead && !is_wall && before->holds && !before->empty)
        link_parts(r, before, &inner);
    else
        unite(&r->begins, &inner.first);
    unite(&r->ends, &inner.last);
    return is_wall ? wall : (struct part){.empty = true};
}

/* `before`: what stands before it in its sequence. */
static struct part read_group(struct reader *r, const struct part *before)
{
    bool ahead = r->at[1] == '?' && (r->at[2] == '=' || r->at[2] == '!');
    bool wants_none = r->at[1] == '?' && (r->at[2] == '!' || (r->at[2] == '<' && r->at[3] == '!'));
    enum group group = open_group(r);
    r->lost |= ++r->depth > DEPTH_MAX;
    struct part inner = {.empty = true};
    if (!r->lost && group == GROUP_LOOK) {
        inner = read_look(r, before, ahead, wants_none);
    } else if (!r->lost && group != GROUP_OPTIONS) {
        r->read += group == GROUP_READ;
        inner = read_alternatives(r);
        r->read -= group == GROUP_READ;
        r->lost |= *r->at != ')';
        r->at += !r->lost;
        repeat_any(r, &inner, read_quantifier(r));
    }
    r->depth--;
    return inner;
}

/* Bytes of characters beyond ASCII: which of them makes no difference here. */
static void add_beyond(struct byte_set *set)
{
    set->bits[2] = set->bits[3] = UINT64_MAX;
}

/* What a range of characters takes; case may matter or not. */
static struct taken taken_of_range(unsigned char low, unsigned char high)
{
    struct taken taken = {0};
    for (unsigned c = low; c <= high; c++) {
        if (ascii_is_digit((char)c))
            taken.digits |= (uint16_t)(1 << (c - '0'));
        else
            byte_set_add_letter(&taken.others, (char)c);
    }
    if (high >= 0x80)
        add_beyond(&taken.others);
    return taken;
}

static struct byte_set no_digits(void)
{
    struct byte_set set = byte_set_of_escape('d');
    for (size_t i = 0; i < 4; i++)
        set.bits[i] = ~set.bits[i];
    return set;
}

/* What an escape stands for; false: it is not understood, or a place between bytes. Steps over it;
 * `at` is behind the backslash. */
static bool read_escaped(const char **at, struct taken *out)
{
    char c = *(*at)++;
    *out = (struct taken){0};
    switch (c) {
    case 'd':
        out->digits = ALL_DIGITS;
        return true;
    case 'w':
        out->digits = ALL_DIGITS;
        out->others = byte_set_of_escape('w'); /* the digits in it are never asked for */
        add_beyond(&out->others);
        return true;
    case 'S':
    case 'N':
        out->digits = ALL_DIGITS;
        out->others = no_digits();
        return true;
    case 'D':
    case 'W':
    case 's':
    case 'h':
    case 'v':
    case 'H':
    case 'V':
    case 'r':
    case 'n':
    case 't':
        out->others = no_digits();
        return c != 'H' && c != 'V';
    case 'x': {
        int high = ascii_hex_value((*at)[0]);
        int low = high < 0 ? -1 : ascii_hex_value((*at)[1]);
        if (low < 0)
            return false;
        *at += 2;
        *out = taken_of_range((unsigned char)(high * 16 + low), (unsigned char)(high * 16 + low));
        return true;
    }
    default:
        if (!c || (ascii_is_word(c) && c != '_'))
            return false;
        *out = taken_of_range((unsigned char)c, (unsigned char)c);
        return true;
    }
}

static struct part read_class(struct reader *r)
{
    const char *p = r->at + 1;
    const char *end = byte_set_class_end(p);
    r->lost |= !end;
    if (r->lost)
        return (struct part){.empty = true};
    bool excludes = *p == '^';
    struct taken all = {0};
    for (p += excludes; p < end && !r->lost;) {
        struct taken taken;
        char low = *p++;
        if (low == '\\') {
            r->lost |= !read_escaped(&p, &taken);
        } else {
            bool is_range = *p == '-' && p + 1 < end;
            char high = is_range ? p[1] : low;
            p += is_range ? 2 : 0;
            r->lost |= high == '\\';
            taken = taken_of_range((unsigned char)low, (unsigned char)high);
        }
        all.digits |= taken.digits;
        byte_set_unite(&all.others, &taken.others);
    }
    if (excludes) {
        all.digits ^= ALL_DIGITS;
        all.others = no_digits();
    }
    r->at = end + 1;
    return repeat_place(r, all);
}

static struct part read_escape(struct reader *r)
{
    struct taken taken;
    r->at++;
    if (*r->at && strchr("bBAzZ", *r->at)) { /* a place between bytes */
        bool is_wall = *r->at++ == 'b';
        return is_wall ? wall : (struct part){.empty = true};
    }
    r->lost |= !read_escaped(&r->at, &taken);
    return r->lost ? (struct part){.empty = true} : repeat_place(r, taken);
}

static struct part read_byte(struct reader *r)
{
    unsigned char c = (unsigned char)*r->at++;
    struct taken taken = taken_of_range(c, c);
    if (c == '.')
        taken = (struct taken){ALL_DIGITS, no_digits()};
    if (c >= 0xc0) /* a character of several bytes: one place */
        while (((unsigned char)*r->at & 0xc0) == 0x80)
            r->at++;
    return repeat_place(r, taken);
}

static struct part read_sequence(struct reader *r)
{
    struct part all = {.empty = true};
    while (*r->at && *r->at != '|' && *r->at != ')' && !r->lost) {
        struct part part = {.empty = true};
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
    }
    return all;
}

/* ---- what is kept of it --------------------------------------------------------------------- */

static bool reserve(struct digits *d, size_t places, size_t next)
{
    if (d->count + places + 1 > d->room) {
        size_t room = 2 * d->room + places + 1;
        struct place *more = realloc(d->places, room * sizeof *more);
        if (!more)
            return false;
        d->places = more;
        d->room = room;
    }
    if (d->next_count + next > d->next_room) {
        size_t room = 2 * d->next_room + next;
        uint32_t *more = realloc(d->next, room * sizeof *more);
        if (!more)
            return false;
        d->next = more;
        d->next_room = room;
    }
    return true;
}

static bool number_set(struct digits *d, const struct byte_set *set, uint16_t *out)
{
    return byte_set_number(d->sets, &d->set_count, SETS_MAX, set, out);
}

static bool may_follow_digit(const struct reader *r, size_t place)
{
    if (has(&r->begins, place) || has(&r->comes_in, place))
        return true;
    for (size_t i = 0; i < r->count; i++)
        if (r->taken[i].digits && (has(&r->follow[i], place) || has(&r->walled[i], place)))
            return true;
    return false;
}

/* The places that take digits, under the numbers that they get in `d`. */
static bool keep(struct digits *d, const struct reader *r)
{
    uint32_t number[PLACES_MAX];
    size_t count = 0;
    for (size_t i = 0; i < r->count; i++) {
        number[i] = (uint32_t)(d->count + count);
        count += r->taken[i].digits != 0;
    }
    if (!reserve(d, count, 0))
        return false;
    bool after_digit[PLACES_MAX];
    for (size_t j = 0; j < r->count; j++)
        after_digit[j] = may_follow_digit(r, j);
    for (size_t i = 0; i < r->count; i++) {
        uint16_t takes = r->taken[i].digits;
        if (!takes)
            continue;
        struct place place = {
            .takes = takes,
            .picky = takes != ALL_DIGITS || r->is_read[i],
            .begins = has(&r->begins, i),
            .ends = has(&r->ends, i),
            .next = (uint32_t)d->next_count,
        };
        if (!reserve(d, count, r->count))
            return false;
        struct byte_set before = {{0}}, second = {{0}}, behind = {{0}};
        if (has(&r->begins, i) || has(&r->comes_in, i))
            before = second = byte_set_all;
        if (has(&r->ends, i) || has(&r->goes_out, i))
            behind = byte_set_all;
        for (size_t j = 0; j < r->count; j++) {
            bool comes = has(&r->follow[j], i) || has(&r->walled[j], i);
            if (comes)
                byte_set_unite(&before, &r->taken[j].others);
            if (comes && after_digit[j])
                byte_set_unite(&second, &r->taken[j].others);
            if (has(&r->follow[i], j) || has(&r->walled[i], j))
                byte_set_unite(&behind, &r->taken[j].others);
            if (r->taken[j].digits && has(&r->follow[i], j))
                d->next[d->next_count++] = number[j];
        }
        if (!number_set(d, &before, &place.before) || !number_set(d, &second, &place.second) ||
            !number_set(d, &behind, &place.behind))
            return false;
        d->places[d->count++] = place;
    }
    d->places[d->count].next = (uint32_t)d->next_count;
    return true;
}

enum status digits_new(struct digits **out, struct error *err)
{
    *out = calloc(1, sizeof **out);
    return *out ? STATUS_OK : error_no_memory(err);
}

void digits_free(struct digits *d)
{
    if (!d)
        return;
    free(d->places);
    free(d->next);
    free(d);
}

/* Most texts of messages: nothing in them takes a digit. */
static bool takes_no_digit(const char *pattern)
{
    for (const char *p = pattern; *p; p++) {
        if (*p == '\\' && p[1] && (strchr("sbrn", p[1]) || !ascii_is_word(p[1])))
            p++;
        else if (ascii_is_digit(*p) || strchr(".[\\", *p))
            return false;
    }
    return true;
}

bool digits_add(struct digits *d, const char *pattern)
{
    if (takes_no_digit(pattern))
        return true;
    struct reader *r = calloc(1, sizeof *r);
    if (!r)
        return false;
    r->at = pattern;
    struct part whole = read_alternatives(r);
    unite(whole.before ? &r->comes_in : &r->begins, &whole.first);
    unite(whole.behind ? &r->goes_out : &r->ends, &whole.last);
    bool kept = !r->lost && *r->at == '\0' && keep(d, r);
    free(r);
    return kept;
}

/* ---- runs ----------------------------------------------------------------------------------- */

static bool may_join(char beside)
{
    char lower = ascii_lower(beside);
    return !ascii_is_word(beside) || lower == 't' || lower == 'z';
}

bool digits_stand_alone(struct str line, size_t from, size_t to)
{
    if (to < line.len && !may_join(line.ptr[to]))
        return false;
    if (!from || may_join(line.ptr[from - 1]))
        return true;
    char before = line.ptr[from - 1];
    return to - from >= 3 && ascii_is_alpha(before) && ascii_hex_value(before) < 0 &&
           ascii_lower(before) != 'x';
}

/* ---- ways through a run --------------------------------------------------------------------- */

/*
 * The ways through a run, up to one of its digits, are a set of places that took this digit, each
 * with or without a picky one behind it: item 2 * place + (1 if so). Sets are numbered as they come
 * up, and what comes after a set for a digit is found out once.
 */
#define STATES_MAX 4096
#define STATES_FIRST 512
#define STATE_ITEMS_MAX ((size_t)1 << 20) /* of all states */
#define STATE_NONE UINT16_MAX             /* not found out yet */
#define STATE_LOST (UINT16_MAX - 1)       /* there is no room to find it out */
#define STATE_SLOTS 8192

#define NOT_LISTED SIZE_MAX

struct state {
    size_t first; /* in items; of those before a run: places at which ways come in, or NOT_LISTED */
    size_t count;
    struct byte_set behind; /* with what a picky way may go on */
    bool ends;              /* a picky way may end here */
    uint16_t next[10];
};

/* All questions: by what stands before, the length, and the byte behind. */
#define QUESTION_SLOTS 1024
#define QUESTIONS_MAX (QUESTION_SLOTS / 4 * 3)
#define SOON_LEN 2  /* up to this length, the range is found out at once */
#define SHORT_LEN 3 /* up to this, all numbers within it are asked about once */
/* For longer numbers it takes as long as so many walks, and ten times as long with each digit. */
#define ASKED_OFTEN 300

/* The states that some digits lead to, each once, and from which of them digits that matter follow.
 */
#define FRONT_MAX 512
struct front {
    uint16_t places[STATES_MAX + 1]; /* by state: where it may be among the states */
    uint16_t states[FRONT_MAX];
    bool matters[FRONT_MAX];
    size_t count;
};

/* What prune_once() has found out; the last one of those that fall together. */
#define PRUNED_BITS 12
#define LAST_DIGIT UINT32_C(0x8000)
struct pruned {
    uint32_t question; /* never 0: states within a run are not the first ones */
    uint16_t kept;
};

struct digits_memory {
    const struct digits *digits;
    uint32_t *items; /* owned */
    size_t item_count, item_room;
    struct state *states; /* owned; the first ones are those before a run, by the byte there, with
                             256 added when a digit stands before that */
    size_t state_count;
    uint16_t slots[STATE_SLOTS]; /* by hash of a set: its number + 1, or 0 */
    bool *seen;                  /* owned; by item: in the set being made */
    bool *worth;                 /* owned; by place: a picky one can be reached, or it is one */
    uint32_t *begins;            /* owned; the places of worth at which a match may begin */
    size_t begin_count;
    struct digits_question questions[QUESTION_SLOTS]; /* by hash; free ones have the length 0 */
    size_t question_count;
    struct pruned pruned[1 << PRUNED_BITS];
    struct digits_question any;                /* asked when there is no room for more of them */
    struct front fronts[DIGITS_VALUE_MAX + 1]; /* by how many digits; for one range at a time */
};

/* Places from which no picky one can be reached are on no way of note. */
static void find_worth(const struct digits *d, bool *worth)
{
    bool more = true;
    for (size_t i = 0; i < d->count; i++)
        worth[i] = d->places[i].picky;
    while (more) {
        more = false;
        for (size_t i = d->count; i-- > 0;)
            for (uint32_t n = d->places[i].next; n < d->places[i + 1].next && !worth[i]; n++)
                if (worth[d->next[n]])
                    more = worth[i] = true;
    }
}

void digits_memory_free(struct digits_memory *m)
{
    if (!m)
        return;
    for (size_t i = 0; i < QUESTION_SLOTS; i++)
        free(m->questions[i].answers);
    free(m->items);
    free(m->states);
    free(m->seen);
    free(m->worth);
    free(m->begins);
    free(m);
}

static bool begin_with(struct digits_memory *m, const struct learnt *learnt)
{
    if (!learnt->states.len)
        return true;
    m->item_count = m->item_room = learnt->items.len / sizeof *m->items;
    m->items = malloc(learnt->items.len);
    if (!m->items)
        return false;
    memcpy(m->items, learnt->items.ptr, learnt->items.len);
    memcpy(m->states, learnt->states.ptr, learnt->states.len);
    memcpy(m->slots, learnt->slots.ptr, learnt->slots.len);
    memcpy(m->questions, learnt->questions.ptr, learnt->questions.len);
    m->state_count = learnt->states.len / sizeof *m->states;
    m->question_count = learnt->question_count;
    return true;
}

struct digits_memory *digits_memory_new(const struct digits *d)
{
    struct digits_memory *m = calloc(1, sizeof *m);
    if (!m)
        return NULL;
    m->digits = d;
    m->states = calloc(STATES_MAX, sizeof *m->states);
    m->seen = calloc(2 * d->count + 1, sizeof *m->seen);
    m->worth = calloc(d->count + 1, sizeof *m->worth);
    m->begins = calloc(d->count + 1, sizeof *m->begins);
    if (!m->states || !m->seen || !m->worth || !m->begins) {
        digits_memory_free(m);
        return NULL;
    }
    find_worth(d, m->worth);
    for (uint32_t i = 0; i < d->count; i++)
        if (d->places[i].begins && m->worth[i])
            m->begins[m->begin_count++] = i;
    m->any.highest = UINT32_MAX;
    m->state_count = STATES_FIRST;
    for (size_t i = 0; i < STATES_FIRST; i++) {
        m->states[i].first = NOT_LISTED;
        memset(m->states[i].next, 0xff, sizeof m->states[i].next);
    }
    if (!begin_with(m, &d->learnt)) {
        digits_memory_free(m);
        return NULL;
    }
    return m;
}

static bool push_item(struct digits_memory *m, uint32_t item)
{
    if (m->item_count == m->item_room) {
        size_t room = m->item_room ? 2 * m->item_room : 4096;
        uint32_t *more = room <= STATE_ITEMS_MAX ? realloc(m->items, room * sizeof *more) : NULL;
        if (!more)
            return false;
        m->items = more;
        m->item_room = room;
    }
    m->items[m->item_count++] = item;
    return true;
}

/* The set being made: behind the items of the states. */
static bool add_item(struct digits_memory *m, uint32_t place, bool picky)
{
    uint32_t item = 2 * place + picky;
    if (m->seen[item] || (!picky && !m->worth[place]))
        return true;
    return m->seen[item] = push_item(m, item);
}

static int by_item(const void *a, const void *b)
{
    uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
    return (x > y) - (x < y);
}

/* The ways that begin at this digit, also amid the run. */
static bool add_beginnings(struct digits_memory *m, unsigned digit)
{
    bool room = true;
    for (size_t i = 0; i < m->begin_count && room; i++) {
        const struct place *p = &m->digits->places[m->begins[i]];
        if (p->takes >> digit & 1)
            room = add_item(m, m->begins[i], p->picky);
    }
    return room;
}

/* Lists the places at which a way may come in from what stands before the run. */
static bool list_entrances(struct digits_memory *m, uint16_t from)
{
    const struct digits *d = m->digits;
    struct state *state = &m->states[from];
    bool room = true;
    state->first = m->item_count;
    for (uint32_t i = 0; i < d->count && room; i++) {
        const struct place *p = &d->places[i];
        if (m->worth[i] &&
            byte_set_has(&d->sets[from < 256 ? p->before : p->second], (char)(from % 256)))
            room = push_item(m, i);
    }
    state->count = m->item_count - state->first;
    if (!room) {
        m->item_count = state->first;
        state->first = NOT_LISTED;
    }
    return room;
}

/* The ways that come in from the byte before the run. */
static bool come_in(struct digits_memory *m, const struct state *from, unsigned digit)
{
    bool room = true;
    for (size_t k = from->first; k < from->first + from->count && room; k++) {
        const struct place *p = &m->digits->places[m->items[k]];
        if (p->takes >> digit & 1)
            room = add_item(m, m->items[k], p->picky);
    }
    return room;
}

static bool go_on(struct digits_memory *m, const struct state *from, unsigned digit)
{
    const struct digits *d = m->digits;
    bool room = true;
    for (size_t k = from->first; k < from->first + from->count && room; k++) {
        uint32_t item = m->items[k];
        const struct place *p = &d->places[item / 2];
        for (uint32_t n = p->next; n < p[1].next && room; n++) {
            const struct place *next = &d->places[d->next[n]];
            if (next->takes >> digit & 1)
                room = add_item(m, d->next[n], item % 2 || next->picky);
        }
    }
    return room;
}

/* The number of the set that begins at `first`; it is taken back where it is known, or too much. */
static uint16_t number_state(struct digits_memory *m, size_t first)
{
    size_t count = m->item_count - first;
    uint32_t *set = m->items + first;
    uint32_t hash = 2166136261U;
    struct byte_set behind = {{0}};
    bool ends = false;
    for (size_t i = 0; i < count; i++) {
        const struct place *p = &m->digits->places[set[i] / 2];
        m->seen[set[i]] = false;
        ends |= set[i] % 2 && p->ends;
        if (set[i] % 2)
            byte_set_unite(&behind, &m->digits->sets[p->behind]);
    }
    if (count)
        qsort(set, count, sizeof *set, by_item);
    for (size_t i = 0; i < count; i++)
        hash = (hash ^ set[i]) * 16777619U;
    m->item_count = first;
    size_t slot = hash % STATE_SLOTS;
    for (; m->slots[slot]; slot = (slot + 1) % STATE_SLOTS) {
        const struct state *known = &m->states[m->slots[slot] - 1];
        if (known->count == count &&
            (!count || memcmp(m->items + known->first, set, count * sizeof *set) == 0))
            return (uint16_t)(m->slots[slot] - 1);
    }
    if (m->state_count == STATES_MAX)
        return STATE_LOST;
    m->item_count = first + count;
    struct state *state = &m->states[m->state_count];
    *state = (struct state){.first = first, .count = count, .behind = behind, .ends = ends};
    memset(state->next, 0xff, sizeof state->next);
    m->slots[slot] = (uint16_t)(m->state_count + 1);
    return (uint16_t)m->state_count++;
}

/* Where too much would have to be remembered, the run is said to matter. */
static uint16_t find_out(struct digits_memory *m, uint16_t from, unsigned digit)
{
    struct state *state = &m->states[from];
    bool begins = from < STATES_FIRST;
    bool room = !begins || state->first != NOT_LISTED || list_entrances(m, from);
    size_t first = m->item_count;
    room = room && (begins ? come_in(m, state, digit) : go_on(m, state, digit)) &&
           add_beginnings(m, digit);
    uint16_t next = number_state(m, first);
    if (!room)
        next = STATE_LOST;
    m->states[from].next[digit] = next;
    return next;
}

static char byte_at(struct str line, size_t at)
{
    return at < line.len ? line.ptr[at] : '\n';
}

/* The state before a run. */
static uint16_t state_before(struct str line, size_t from)
{
    unsigned before = (unsigned char)(from ? line.ptr[from - 1] : '\n');
    bool second = from > 1 && ascii_is_digit(line.ptr[from - 2]);
    return (uint16_t)(before + (second ? 256 : 0));
}

/* Whether a run has gone on to where it matters, whatever comes. */
static bool is_decided(const struct digits_memory *m, uint16_t state)
{
    return state == STATE_LOST || m->states[state].ends;
}

static uint16_t state_after(struct digits_memory *m, uint16_t from, unsigned digit)
{
    uint16_t next = m->states[from].next[digit];
    return next == STATE_NONE ? find_out(m, from, digit) : next;
}

/* All of a run, from the state before it. */
static bool walk(struct digits_memory *m, uint16_t at, struct str line, size_t from, size_t to)
{
    for (size_t i = from; i < to; i++) {
        at = state_after(m, at, (unsigned)(line.ptr[i] - '0'));
        if (is_decided(m, at))
            return true;
    }
    return byte_set_has(&m->states[at].behind, byte_at(line, to));
}

/* ---- the ways of one run -------------------------------------------------------------------- */

/* Whether a way through this item comes to an end that counts: here, at the byte behind the run
 * (`behind`, NULL: the run goes on), or through a marked item after it. */
static bool comes_to_an_end(const struct digits_memory *m, uint32_t item, const char *behind)
{
    const struct digits *d = m->digits;
    const struct place *p = &d->places[item / 2];
    bool picky = item % 2;
    if (picky && p->ends)
        return true;
    if (behind)
        return picky && byte_set_has(&d->sets[p->behind], *behind);
    for (uint32_t n = p->next; n < p[1].next; n++) {
        uint32_t next = d->next[n];
        if (m->seen[2 * next + (picky || d->places[next].picky)])
            return true;
    }
    return false;
}

static void mark(struct digits_memory *m, uint16_t state, bool marked)
{
    const struct state *s = &m->states[state];
    for (size_t k = s->first; k < s->first + s->count; k++)
        m->seen[m->items[k]] = marked;
}

/* The number of the items of a state through which ways come to an end. */
static uint16_t prune(struct digits_memory *m, uint16_t state, const char *behind)
{
    size_t first = m->item_count;
    bool room = true;
    for (size_t k = 0; k < m->states[state].count && room; k++) {
        uint32_t item = m->items[m->states[state].first + k];
        if (comes_to_an_end(m, item, behind))
            room = push_item(m, item);
    }
    if (room)
        return number_state(m, first);
    m->item_count = first;
    return STATE_LOST;
}

/* The same, found out once for a state and what stands behind it: the byte after the run, or what
 * was kept of the state that comes next. */
static uint16_t prune_once(struct digits_memory *m, uint16_t state, const char *behind,
                           uint16_t next)
{
    uint32_t after = behind ? LAST_DIGIT | (unsigned char)*behind : next;
    uint32_t question = (uint32_t)state << 16 | after;
    struct pruned *known = &m->pruned[question * UINT32_C(0x9E3779B1) >> (32 - PRUNED_BITS)];
    if (known->question == question)
        return known->kept;
    if (!behind)
        mark(m, next, true);
    uint16_t kept = prune(m, state, behind);
    if (!behind)
        mark(m, next, false);
    *known = (struct pruned){question, kept};
    return kept;
}

/* From the last digit to the first: of the states of the run, what is on no way to an end is left
 * out. */
static bool prune_all(struct digits_memory *m, struct digits_ways *ways, size_t len, char behind)
{
    uint16_t kept = 0;
    for (size_t i = len; i-- > 0;) {
        kept = prune_once(m, ways->states[i], i + 1 == len ? &behind : NULL, kept);
        if (kept == STATE_LOST)
            return false;
        ways->states[i] = kept;
    }
    return true;
}

bool digits_ways(struct digits_memory *m, struct str line, size_t from, size_t to,
                 struct digits_ways *out)
{
    uint16_t at = state_before(line, from);
    *out = (struct digits_ways){{0}};
    for (size_t i = from; i < to; i++) {
        at = state_after(m, at, (unsigned)(line.ptr[i] - '0'));
        if (at == STATE_LOST)
            return false;
        out->states[i - from] = at;
    }
    return prune_all(m, out, to - from, byte_at(line, to));
}

bool digits_matter(struct digits_memory *m, struct str line, size_t from, size_t to)
{
    return walk(m, state_before(line, from), line, from, to);
}

/* ---- all ways through runs of a length ------------------------------------------------------ */

/* Where a state is among those of a front, or would be: FRONT_MAX at most. All that are decided are
 * one. */
static size_t place_in(const struct front *f, uint16_t state)
{
    size_t i = f->places[state == STATE_LOST ? STATES_MAX : state];
    return i < f->count && f->states[i] == state ? i : f->count;
}

static bool put_in(struct front *f, uint16_t state)
{
    size_t i = place_in(f, state);
    if (i == FRONT_MAX)
        return false;
    f->states[i] = state;
    f->places[state == STATE_LOST ? STATES_MAX : state] = (uint16_t)i;
    f->count += i == f->count;
    return true;
}

/* The state after a digit; STATE_LOST for any that is decided. */
static uint16_t open_state_after(struct digits_memory *m, uint16_t from, unsigned digit)
{
    uint16_t next = from == STATE_LOST ? from : state_after(m, from, digit);
    return is_decided(m, next) ? STATE_LOST : next;
}

/* All states that one digit more leads to; false: too many. */
static bool step(struct digits_memory *m, const struct front *from, struct front *to)
{
    to->count = 0;
    for (size_t i = 0; i < from->count; i++) {
        for (unsigned digit = 0; digit < 10; digit++)
            if (!put_in(to, open_state_after(m, from->states[i], digit)))
                return false;
    }
    return true;
}

/* Whether the digit, from a state of one front, leads on to what matters. */
static bool leads_on(struct digits_memory *m, const struct front *to, uint16_t from, unsigned digit)
{
    return to->matters[place_in(to, open_state_after(m, from, digit))];
}

/* Which states matter: of the last front by what stands behind, of the others by those after. */
static void look_back(struct digits_memory *m, struct front *fronts, size_t len, char behind)
{
    struct front *last = &fronts[len];
    for (size_t i = 0; i < last->count; i++)
        last->matters[i] = last->states[i] == STATE_LOST ||
                           byte_set_has(&m->states[last->states[i]].behind, behind);
    for (size_t n = len; n-- > 0;) {
        for (size_t i = 0; i < fronts[n].count; i++) {
            fronts[n].matters[i] = false;
            for (unsigned digit = 0; digit < 10 && !fronts[n].matters[i]; digit++)
                fronts[n].matters[i] = leads_on(m, &fronts[n + 1], fronts[n].states[i], digit);
        }
    }
}

/* The least number that matters, or the greatest. There is one. */
static uint32_t outermost(struct digits_memory *m, const struct front *fronts, size_t len,
                          bool greatest)
{
    uint32_t value = 0;
    uint16_t at = fronts[0].states[0];
    for (size_t n = 0; n < len; n++) {
        unsigned digit = greatest ? 9 : 0;
        while (!leads_on(m, &fronts[n + 1], at, digit))
            digit += greatest ? -1U : 1U;
        value = value * 10 + digit;
        at = open_state_after(m, at, digit);
    }
    return value;
}

static void find_range(struct digits_memory *m, struct digits_question *q)
{
    struct front *fronts = m->fronts;
    fronts[0].count = 0;
    (void)put_in(&fronts[0], q->before);
    for (size_t n = 0; n < q->len; n++)
        if (!step(m, &fronts[n], &fronts[n + 1]))
            return;
    look_back(m, fronts, q->len, q->behind);
    bool any = fronts[0].matters[0];
    q->lowest = any ? outermost(m, fronts, q->len, false) : UINT32_MAX;
    q->highest = any ? outermost(m, fronts, q->len, true) : UINT32_MAX;
}

/* The slot of a question, or the free one where it would be. */
static struct digits_question *find_question(struct digits_memory *m, uint16_t before, size_t len,
                                             char behind)
{
    uint32_t mixed = ((uint32_t)before << 16 | (uint32_t)len << 8 | (unsigned char)behind) *
                     UINT32_C(0x9E3779B1);
    size_t slot = mixed >> 16;
    for (;; slot++) {
        struct digits_question *q = &m->questions[slot % QUESTION_SLOTS];
        if (!q->len || (q->before == before && q->len == len && q->behind == behind))
            return q;
    }
}

struct digits_question *digits_question(struct digits_memory *m, struct str line, size_t from,
                                        size_t to)
{
    uint16_t before = state_before(line, from);
    size_t len = to - from;
    struct digits_question *q =
        len <= DIGITS_VALUE_MAX ? find_question(m, before, len, byte_at(line, to)) : &m->any;
    if (q->len || q == &m->any)
        return q;
    if (m->question_count == QUESTIONS_MAX)
        return &m->any;
    m->question_count++;
    *q = (struct digits_question){
        .highest = UINT32_MAX, .before = before, .len = (uint8_t)len, .behind = byte_at(line, to)};
    if (len <= SOON_LEN)
        find_range(m, q);
    return q;
}

static bool is_range_known(const struct digits_question *q)
{
    return q->highest != UINT32_MAX || q->lowest == UINT32_MAX;
}

/* Answers the question for each number within its range. Without memory for that, each goes on to
 * be walked through. */
static void answer_all(struct digits_memory *m, struct digits_question *q)
{
    char text[] = {0, 0, 0, 0, 0, q->behind};
    struct str line = {text, sizeof text};
    size_t from = sizeof text - 1 - q->len;
    q->answers = q->lowest == UINT32_MAX ? NULL : calloc(1000 / 64 + 1, sizeof *q->answers);
    for (uint32_t value = q->lowest; q->answers && value <= q->highest; value++) {
        for (uint32_t i = 0, left = value; i < q->len; i++, left /= 10)
            text[from + q->len - 1 - i] = (char)('0' + left % 10);
        uint16_t at = q->before;
        if (walk(m, at, line, from, from + q->len))
            q->answers[value / 64] |= UINT64_C(1) << value % 64;
    }
}

static uint32_t asked_often(size_t len)
{
    uint32_t often = ASKED_OFTEN;
    for (size_t i = SHORT_LEN; i < len; i++)
        often *= 10;
    return often;
}

bool digits_answer(struct digits_memory *m, struct digits_question *q, struct str line, size_t from)
{
    size_t to = from + q->len;
    while (q == &m->any && to < line.len && ascii_is_digit(line.ptr[to]))
        to++;
    if (q != &m->any && ++q->asked == asked_often(q->len)) {
        if (!is_range_known(q))
            find_range(m, q);
        if (q->len <= SHORT_LEN)
            answer_all(m, q);
    }
    return digits_matter(m, line, from, to);
}

/* ---- as bytes ------------------------------------------------------------------------------- */

/* What is kept, in this order: this; of a struct digits places and one more, next, sets; of a
 * memory states, items, slots, questions. */
struct header {
    size_t place_size, count, next_count, set_count;
    size_t state_size, state_count, item_count, question_count;
};

static struct header header_of(const struct digits *d, const struct digits_memory *m)
{
    return (struct header){
        sizeof *d->places, d->count,       d->next_count, d->set_count,
        sizeof *m->states, m->state_count, m->item_count, m->question_count,
    };
}

static size_t bytes_of(const struct header *h)
{
    return sizeof *h + (h->count + 1) * sizeof(struct place) + h->next_count * sizeof(uint32_t) +
           h->set_count * sizeof(struct byte_set) + h->state_count * sizeof(struct state) +
           h->item_count * sizeof(uint32_t) + sizeof((struct digits_memory *)NULL)->slots +
           sizeof((struct digits_memory *)NULL)->questions;
}

static void add_bytes(struct buf *out, const void *from, size_t count, size_t size)
{
    buf_add(out, (struct str){from, count * size});
}

/* So many may be learnt, that there is room for what comes up later. */
#define LEARN_STATES (STATES_MAX / 2)
#define LEARN_QUESTIONS (QUESTIONS_MAX / 2)

static void learn(struct digits_memory *m, struct str text)
{
    for (size_t from = 0, to; from < text.len; from = to + 1) {
        for (to = from; to < text.len && ascii_is_digit(text.ptr[to]);)
            to++;
        if (to == from || !digits_stand_alone(text, from, to))
            continue;
        if (m->state_count >= LEARN_STATES || m->question_count >= LEARN_QUESTIONS)
            return;
        struct digits_question *q = digits_question(m, text, from, to);
        if (q == &m->any)
            (void)digits_matter(m, text, from, to);
        else if (!is_range_known(q))
            find_range(m, q);
    }
}

void digits_write(const struct digits *d, struct str ordinary, struct buf *out)
{
    struct digits_memory *m = digits_memory_new(d);
    if (!m) {
        out->failed = true;
        return;
    }
    learn(m, ordinary);
    struct header h = header_of(d, m);
    add_bytes(out, &h, 1, sizeof h);
    add_bytes(out, d->places, d->count + 1, sizeof *d->places);
    add_bytes(out, d->next, d->next_count, sizeof *d->next);
    add_bytes(out, d->sets, d->set_count, sizeof *d->sets);
    add_bytes(out, m->states, m->state_count, sizeof *m->states);
    add_bytes(out, m->items, m->item_count, sizeof *m->items);
    add_bytes(out, m->slots, STATE_SLOTS, sizeof *m->slots);
    add_bytes(out, m->questions, QUESTION_SLOTS, sizeof *m->questions);
    digits_memory_free(m);
}

static struct str take_bytes(const char **from, size_t count, size_t size)
{
    struct str taken = {*from, count * size};
    *from += taken.len;
    return taken;
}

static void read_learnt(struct learnt *learnt, const struct header *h, const char *from)
{
    const struct digits_memory *m = NULL;
    learnt->states = take_bytes(&from, h->state_count, sizeof *m->states);
    learnt->items = take_bytes(&from, h->item_count, sizeof *m->items);
    learnt->slots = take_bytes(&from, STATE_SLOTS, sizeof *m->slots);
    learnt->questions = take_bytes(&from, QUESTION_SLOTS, sizeof *m->questions);
    learnt->question_count = h->question_count;
}

struct digits *digits_read(struct str bytes)
{
    struct header h;
    if (bytes.len < sizeof h)
        return NULL;
    memcpy(&h, bytes.ptr, sizeof h);
    if (h.place_size != sizeof(struct place) || h.state_size != sizeof(struct state) ||
        h.set_count > SETS_MAX || h.state_count > STATES_MAX || bytes_of(&h) != bytes.len)
        return NULL;
    struct digits *d = calloc(1, sizeof *d);
    if (!d || !reserve(d, h.count, h.next_count + 1)) {
        digits_free(d);
        return NULL;
    }
    const char *from = bytes.ptr + sizeof h;
    memcpy(d->places, from, (h.count + 1) * sizeof *d->places);
    from += (h.count + 1) * sizeof *d->places;
    memcpy(d->next, from, h.next_count * sizeof *d->next);
    from += h.next_count * sizeof *d->next;
    memcpy(d->sets, from, h.set_count * sizeof *d->sets);
    from += h.set_count * sizeof *d->sets;
    read_learnt(&d->learnt, &h, from);
    d->count = h.count;
    d->next_count = h.next_count;
    d->set_count = h.set_count;
    return d;
}
