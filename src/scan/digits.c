#include <stdlib.h>
#include <string.h>

#include "scan/digits_parts.h"
#include "scan/positions.h"

enum status digits_new(struct digits **out, struct error *err)
{
    struct digits *d = calloc(1, sizeof *d);
    bool room = d && digits_reserve(d, 0, 0);
    if (room)
        d->positions[0] = (struct digits_position){.next = 0};
    else
        digits_free(d);
    *out = room ? d : NULL;
    return room ? STATUS_OK : error_no_memory(err);
}

void digits_free(struct digits *d)
{
    if (!d)
        return;
    free(d->positions);
    free(d->next);
    free(d);
}

bool digits_reserve(struct digits *d, size_t positions, size_t next)
{
    if (d->count + positions + 1 > d->room) {
        size_t room = 2 * d->room + positions + 1;
        struct digits_position *more = realloc(d->positions, room * sizeof *more);
        if (!more)
            return false;
        d->positions = more;
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

/* ---- the positions that take digits --------------------------------------------------------- */

/* What is known of the positions of one pattern, by their numbers there. */
struct survey {
    const struct positions *all;
    uint32_t number[POSITIONS_MAX];  /* the one it gets, if it takes a digit */
    bool after_digit[POSITIONS_MAX]; /* a digit may stand before it */
};

/* Whether position `b` may follow `a`, across a wall or not. */
static bool follows(const struct positions *p, size_t a, size_t b)
{
    return bit_has(p->follow[a].bits, b) || bit_has(p->walled[a].bits, b);
}

static bool comes_from_outside(const struct positions *p, size_t i)
{
    return bit_has(p->begins.bits, i) || bit_has(p->comes_in.bits, i);
}

static bool goes_outside(const struct positions *p, size_t i)
{
    return bit_has(p->ends.bits, i) || bit_has(p->goes_out.bits, i);
}

static bool may_follow_digit(const struct positions *p, size_t position)
{
    if (comes_from_outside(p, position))
        return true;
    for (size_t i = 0; i < p->count; i++)
        if (p->taken[i].digits && follows(p, i, position))
            return true;
    return false;
}

/* The numbers of the sets of what may stand beside a position. False: there are too many sets. */
static bool number_sets(struct digits *d, const struct survey *s, size_t i,
                        struct digits_position *out)
{
    const struct positions *p = s->all;
    struct byte_set before = {{0}}, second = {{0}}, behind = {{0}};
    if (comes_from_outside(p, i))
        before = second = byte_set_all;
    if (goes_outside(p, i))
        behind = byte_set_all;
    for (size_t j = 0; j < p->count; j++) {
        bool comes = follows(p, j, i);
        if (comes)
            byte_set_unite(&before, &p->taken[j].others);
        if (comes && s->after_digit[j])
            byte_set_unite(&second, &p->taken[j].others);
        if (follows(p, i, j))
            byte_set_unite(&behind, &p->taken[j].others);
    }
    return byte_set_number(d->sets, &d->set_count, DIGITS_SETS_MAX, &before, &out->before) &&
           byte_set_number(d->sets, &d->set_count, DIGITS_SETS_MAX, &second, &out->second) &&
           byte_set_number(d->sets, &d->set_count, DIGITS_SETS_MAX, &behind, &out->behind);
}

/* Whether something that is no digit may stand beside it in what is read. */
static bool is_read_with_others(const struct positions *p, size_t i)
{
    static const struct byte_set none;
    for (size_t j = 0; j < p->count && p->read[i]; j++)
        if (p->read[j] == p->read[i] && (follows(p, i, j) || follows(p, j, i)) &&
            memcmp(&p->taken[j].others, &none, sizeof none) != 0)
            return true;
    return false;
}

static bool keep_position(struct digits *d, const struct survey *s, size_t i)
{
    const struct positions *p = s->all;
    struct digits_position position = {
        .takes = p->taken[i].digits,
        .read = p->read[i],
        .read_with = is_read_with_others(p, i),
        .picky = p->taken[i].digits != ALL_DIGITS || p->read[i],
        .begins = bit_has(p->begins.bits, i),
        .ends = bit_has(p->ends.bits, i),
        .next = (uint32_t)d->next_count,
    };
    if (!number_sets(d, s, i, &position) || !digits_reserve(d, 1, p->count))
        return false;
    for (size_t j = 0; j < p->count; j++)
        if (p->taken[j].digits && bit_has(p->follow[i].bits, j))
            d->next[d->next_count++] = s->number[j];
    d->positions[d->count++] = position;
    d->positions[d->count] = (struct digits_position){.next = (uint32_t)d->next_count};
    return true;
}

static bool keep(struct digits *d, const struct positions *p)
{
    struct survey s = {.all = p};
    uint32_t number = (uint32_t)d->count;
    for (size_t i = 0; i < p->count; i++) {
        s.number[i] = number;
        number += p->taken[i].digits != 0;
        s.after_digit[i] = may_follow_digit(p, i);
    }
    for (size_t i = 0; i < p->count; i++)
        if (p->taken[i].digits && !keep_position(d, &s, i))
            return false;
    return true;
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
    struct positions *p = positions_new(pattern);
    bool kept = p && keep(d, p);
    positions_free(p);
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
