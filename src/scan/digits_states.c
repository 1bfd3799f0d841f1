#include "scan/digits_states.h"

#include <stdlib.h>
#include <string.h>

#define ITEMS_FIRST 4096
#define ITEMS_MAX ((size_t)1 << 20) /* of all states */
#define NOT_LISTED SIZE_MAX

/* Positions from which no picky one can be reached are on no way of note. */
static void find_worth(const struct digits *d, bool *worth)
{
    bool more = true;
    for (size_t i = 0; i < d->count; i++)
        worth[i] = d->positions[i].picky;
    while (more) {
        more = false;
        for (size_t i = d->count; i-- > 0;)
            for (uint32_t n = d->positions[i].next; n < d->positions[i + 1].next && !worth[i]; n++)
                if (worth[d->next[n]])
                    more = worth[i] = true;
    }
}

bool states_init(struct states *s, const struct digits *d)
{
    s->digits = d;
    s->all = calloc(STATES_MAX, sizeof *s->all);
    s->seen = calloc(2 * d->count + 1, sizeof *s->seen);
    s->worth = calloc(d->count + 1, sizeof *s->worth);
    s->begins = calloc(d->count + 1, sizeof *s->begins);
    if (!s->all || !s->seen || !s->worth || !s->begins)
        return false;
    find_worth(d, s->worth);
    for (uint32_t i = 0; i < d->count; i++)
        if (d->positions[i].begins && s->worth[i])
            s->begins[s->begin_count++] = i;
    s->count = STATES_FIRST;
    for (size_t i = 0; i < STATES_FIRST; i++) {
        s->all[i].first = NOT_LISTED;
        memset(s->all[i].next, 0xff, sizeof s->all[i].next);
    }
    return true;
}

void states_release(struct states *s)
{
    free(s->items);
    free(s->all);
    free(s->seen);
    free(s->worth);
    free(s->begins);
}

/* ---- making a set --------------------------------------------------------------------------- */

bool states_push(struct states *s, uint32_t item)
{
    if (s->item_count == s->item_room) {
        size_t room = s->item_room ? 2 * s->item_room : ITEMS_FIRST;
        uint32_t *more = room <= ITEMS_MAX ? realloc(s->items, room * sizeof *more) : NULL;
        if (!more)
            return false;
        s->items = more;
        s->item_room = room;
    }
    s->items[s->item_count++] = item;
    return true;
}

static bool add_item(struct states *s, uint32_t position, bool picky)
{
    uint32_t item = 2 * position + picky;
    if (s->seen[item] || (!picky && !s->worth[position]))
        return true;
    return s->seen[item] = states_push(s, item);
}

/* The ways that begin at this digit, also amid the run. */
static bool add_beginnings(struct states *s, unsigned digit)
{
    bool room = true;
    for (size_t i = 0; i < s->begin_count && room; i++) {
        const struct digits_position *p = &s->digits->positions[s->begins[i]];
        if (p->takes >> digit & 1)
            room = add_item(s, s->begins[i], p->picky);
    }
    return room;
}

/* Lists the positions at which a way may come in from what stands before the run. */
static bool list_entrances(struct states *s, uint16_t from)
{
    const struct digits *d = s->digits;
    struct state *state = &s->all[from];
    bool room = true;
    state->first = s->item_count;
    for (uint32_t i = 0; i < d->count && room; i++) {
        const struct digits_position *p = &d->positions[i];
        if (s->worth[i] &&
            byte_set_has(&d->sets[from < 256 ? p->before : p->second], (char)(from % 256)))
            room = states_push(s, i);
    }
    state->count = s->item_count - state->first;
    if (!room) {
        s->item_count = state->first;
        state->first = NOT_LISTED;
    }
    return room;
}

/* The ways that come in from the byte before the run. */
static bool come_in(struct states *s, const struct state *from, unsigned digit)
{
    bool room = true;
    for (size_t k = from->first; k < from->first + from->count && room; k++) {
        const struct digits_position *p = &s->digits->positions[s->items[k]];
        if (p->takes >> digit & 1)
            room = add_item(s, s->items[k], p->picky);
    }
    return room;
}

static bool go_on(struct states *s, const struct state *from, unsigned digit)
{
    const struct digits *d = s->digits;
    bool room = true;
    for (size_t k = from->first; k < from->first + from->count && room; k++) {
        uint32_t item = s->items[k];
        const struct digits_position *p = &d->positions[item / 2];
        for (uint32_t n = p->next; n < p[1].next && room; n++) {
            const struct digits_position *next = &d->positions[d->next[n]];
            if (next->takes >> digit & 1)
                room = add_item(s, d->next[n], item % 2 || next->picky);
        }
    }
    return room;
}

/* ---- numbering it --------------------------------------------------------------------------- */

static int by_item(const void *a, const void *b)
{
    uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
    return (x > y) - (x < y);
}

/* The slot of a set that is sorted, or the free one where it would be. */
static uint16_t *find_slot(struct states *s, const uint32_t *set, size_t count)
{
    uint32_t hash = 2166136261U;
    for (size_t i = 0; i < count; i++)
        hash = (hash ^ set[i]) * 16777619U;
    size_t slot = hash % STATE_SLOTS;
    for (; s->slots[slot]; slot = (slot + 1) % STATE_SLOTS) {
        const struct state *known = &s->all[s->slots[slot] - 1];
        if (known->count == count &&
            (!count || memcmp(s->items + known->first, set, count * sizeof *set) == 0))
            break;
    }
    return &s->slots[slot];
}

uint16_t states_number(struct states *s, size_t first)
{
    size_t count = s->item_count - first;
    uint32_t *set = s->items + first;
    struct state state = {.first = first, .count = count};
    memset(state.next, 0xff, sizeof state.next);
    for (size_t i = 0; i < count; i++) {
        const struct digits_position *p = &s->digits->positions[set[i] / 2];
        s->seen[set[i]] = false;
        state.ends |= set[i] % 2 && p->ends;
        if (set[i] % 2)
            byte_set_unite(&state.behind, &s->digits->sets[p->behind]);
    }
    if (count)
        qsort(set, count, sizeof *set, by_item);
    uint16_t *slot = find_slot(s, set, count);
    if (*slot || s->count == STATES_MAX) {
        s->item_count = first;
        return *slot ? (uint16_t)(*slot - 1) : STATE_LOST;
    }
    s->all[s->count++] = state;
    *slot = (uint16_t)s->count;
    return (uint16_t)(s->count - 1);
}

/* ---- what comes next ------------------------------------------------------------------------ */

uint16_t states_find_out(struct states *s, uint16_t from, unsigned digit)
{
    struct state *state = &s->all[from];
    bool begins = from < STATES_FIRST;
    bool room = !begins || state->first != NOT_LISTED || list_entrances(s, from);
    size_t first = s->item_count;
    room = room && (begins ? come_in(s, state, digit) : go_on(s, state, digit)) &&
           add_beginnings(s, digit);
    uint16_t next = states_number(s, first);
    if (!room)
        next = STATE_LOST;
    state->next[digit] = next;
    return next;
}

bool states_walk(struct states *s, uint16_t before, struct str line, size_t from, size_t to)
{
    uint16_t at = before;
    for (size_t i = from; i < to; i++) {
        at = states_after(s, at, (unsigned)(line.ptr[i] - '0'));
        if (states_decide(s, at))
            return true;
    }
    return byte_set_has(&s->all[at].behind, byte_behind(line, to));
}
