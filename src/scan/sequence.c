#include "scan/sequence.h"

#include <stdlib.h>
#include <string.h>

#include "scan/quantifier.h"

#define DEPTH_MAX 24
/* Further repetitions than these are not told apart: the sequence is open behind the least of them.
 */
#define REPEATS_MAX 8

struct reader {
    const char *at;
    bool any_case;
    bool lost; /* met something that it does not understand, or memory ran out */
    int depth;
};

void sequences_release(struct sequences *s)
{
    free(s->items);
    *s = (struct sequences){0};
}

static void add_all(struct reader *r, struct sequences *to, const struct sequences *from)
{
    size_t need = to->count + from->count;
    r->lost |= need > SEQUENCES_MAX;
    if (r->lost)
        return;
    if (need > to->room) {
        size_t room = need < 2 * to->room ? 2 * to->room : need;
        struct sequence *items = realloc(to->items, room * sizeof *items);
        r->lost |= !items;
        if (!items)
            return;
        to->items = items;
        to->room = room;
    }
    if (from->count)
        memcpy(to->items + to->count, from->items, from->count * sizeof *from->items);
    to->count = need;
}

/* A byte of the set stands next in each of them. */
static void append(struct sequences *s, const struct byte_set *set)
{
    for (size_t i = 0; i < s->count; i++) {
        struct sequence *q = &s->items[i];
        if (q->len == SEQUENCE_BYTES_MAX)
            q->open = true;
        if (!q->open)
            q->bytes[q->len++] = *set;
    }
}

static void leave_open(struct sequences *s)
{
    for (size_t i = 0; i < s->count; i++)
        s->items[i].open = true;
}

static void read_alternatives(struct reader *r, struct sequences *s);

/* One atom: a set of bytes, or a group, which is read anew each time it stands. */
struct atom {
    const char *group; /* what follows its bracket, or NULL */
    struct byte_set set;
};

static void add_atom(struct reader *r, struct sequences *s, const struct atom *atom)
{
    if (!atom->group) {
        append(s, &atom->set);
        return;
    }
    const char *after = r->at;
    r->at = atom->group;
    read_alternatives(r, s);
    r->at = after;
}

static void repeat_atom(struct reader *r, struct sequences *s, const struct atom *atom)
{
    struct quantifier repeats;
    r->lost |= !quantifier_read(&r->at, &repeats);
    for (size_t i = 0; i < repeats.least && i <= SEQUENCE_BYTES_MAX && !r->lost; i++)
        add_atom(r, s, atom);
    if (repeats.most - repeats.least > REPEATS_MAX) {
        leave_open(s);
        return;
    }
    struct sequences longer = {0};
    add_all(r, &longer, s);
    for (size_t i = repeats.least; i < repeats.most && !r->lost; i++) {
        add_atom(r, &longer, atom);
        add_all(r, s, &longer);
    }
    sequences_release(&longer);
}

/* Steps over a group, whose bracket r->at is at. */
static void skip_group(struct reader *r)
{
    int depth = 0;
    do {
        if (*r->at == '\\' && r->at[1]) {
            r->at++;
        } else if (*r->at == '[') {
            const char *end = byte_set_class_end(r->at + 1);
            r->lost |= !end;
            r->at = end ? end : r->at;
        } else {
            depth += (*r->at == '(') - (*r->at == ')');
        }
        r->lost |= !*r->at;
        r->at += *r->at != '\0';
    } while (depth && !r->lost);
}

static void read_group(struct reader *r, struct sequences *s)
{
    if (strncmp(r->at, "(?i)", 4) == 0) {
        r->any_case = true;
        r->at += 4;
        return;
    }
    struct atom atom = {.group = r->at + 1};
    if (r->at[1] == '?') {
        r->lost |= r->at[2] != ':';
        atom.group = r->at + 3;
    }
    skip_group(r);
    if (!r->lost)
        repeat_atom(r, s, &atom);
}

static struct byte_set set_of_byte(const struct reader *r, char byte)
{
    struct byte_set set = {{0}};
    if (r->any_case)
        byte_set_add_letter(&set, byte);
    else
        byte_set_add(&set, byte);
    return set;
}

static void read_escape(struct reader *r, struct sequences *s)
{
    struct atom atom = {0};
    char c = r->at[1];
    int byte = c == 'x' ? ascii_hex_byte(r->at + 2) : -1;
    if (byte >= 0) {
        atom.set = set_of_byte(r, (char)byte);
        r->at += 4;
    } else if (c && strchr("dsw", c)) {
        atom.set = byte_set_of_escape(c);
        r->at += 2;
    } else if (c && !ascii_is_word(c)) {
        atom.set = set_of_byte(r, c);
        r->at += 2;
    } else {
        r->lost = true;
        return;
    }
    repeat_atom(r, s, &atom);
}

static void read_class(struct reader *r, struct sequences *s)
{
    const char *end = byte_set_class_end(r->at + 1);
    r->lost |= !end;
    if (!end)
        return;
    struct atom atom = {.set = byte_set_of_class(r->at + 1, end)};
    r->at = end + 1;
    repeat_atom(r, s, &atom);
}

static void read_character(struct reader *r, struct sequences *s)
{
    struct atom atom = {.set = set_of_byte(r, *r->at++)};
    repeat_atom(r, s, &atom);
}

/* ^ and $ are ends of lines. What would have to stand beyond one makes no sequence: none is left.
 */
static void read_line_end(struct reader *r, struct sequences *s)
{
    for (size_t i = 0; i < s->count; i++) {
        struct sequence *q = &s->items[i];
        if (*r->at == '$')
            q->to_line = !q->open;
        else
            q->at_line = true;
        r->lost |= *r->at == '^' && (q->len || q->open);
    }
    r->at++;
}

static void read_branch(struct reader *r, struct sequences *s)
{
    while (*r->at && *r->at != '|' && *r->at != ')' && !r->lost) {
        for (size_t i = 0; i < s->count; i++)
            r->lost |= s->items[i].to_line; /* $ is understood at the end alone */
        switch (*r->at) {
        case '(':
            read_group(r, s);
            break;
        case '[':
            read_class(r, s);
            break;
        case '\\':
            read_escape(r, s);
            break;
        case '^':
        case '$':
            read_line_end(r, s);
            break;
        case '.':
            r->lost = true;
            break;
        default:
            read_character(r, s);
        }
    }
}

/* Each of the sequences so far goes on with each of the branches. */
static void read_alternatives(struct reader *r, struct sequences *s)
{
    struct sequences all = {0};
    r->lost |= ++r->depth > DEPTH_MAX;
    for (bool more = true; more && !r->lost;) {
        struct sequences branch = {0};
        add_all(r, &branch, s);
        read_branch(r, &branch);
        add_all(r, &all, &branch);
        sequences_release(&branch);
        more = *r->at == '|';
        r->at += more;
    }
    r->depth--;
    sequences_release(s);
    *s = all;
}

static bool begin(struct sequences *out)
{
    *out = (struct sequences){.items = calloc(1, sizeof *out->items), .count = 1, .room = 1};
    return out->items != NULL;
}

bool sequences_of_pattern(const char *pattern, struct sequences *out)
{
    struct reader r = {.at = pattern, .lost = !begin(out)};
    if (!r.lost)
        read_alternatives(&r, out);
    r.lost |= *r.at != '\0';
    for (size_t i = 0; i < out->count && !r.lost; i++)
        r.lost |= out->items[i].len == 0;
    if (r.lost)
        sequences_release(out);
    return !r.lost;
}

bool sequences_of_literal(const char *literal, struct sequences *out)
{
    const struct reader r = {.any_case = true};
    if (!*literal || !begin(out))
        return false;
    for (const char *p = literal; *p; p++) {
        struct byte_set set = set_of_byte(&r, *p);
        append(out, &set);
    }
    return true;
}
