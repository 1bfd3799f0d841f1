#include "scan/digits_memory.h"

bool digits_matter(struct digits_memory *m, struct str line, size_t from, size_t to)
{
    return states_walk(&m->states, state_before(line, from), line, from, to);
}

/* Whether a way through this item comes to an end that counts: here, at the byte behind the run
 * (`behind`, NULL: the run goes on), or through an item after it that is marked as seen. */
static bool comes_to_an_end(const struct states *s, uint32_t item, const char *behind)
{
    const struct digits *d = s->digits;
    const struct digits_position *p = &d->positions[item / 2];
    bool picky = item % 2;
    if (picky && p->ends)
        return true;
    if (behind)
        return picky && byte_set_has(&d->sets[p->behind], *behind);
    for (uint32_t n = p->next; n < p[1].next; n++) {
        uint32_t next = d->next[n];
        if (s->seen[2 * next + (picky || d->positions[next].picky)])
            return true;
    }
    return false;
}

/* Whether what is read on a way through this item, which comes to an end, may begin or end beside
 * it within the run, or hold more than the run. */
static bool is_read_in_parts(const struct states *s, uint32_t item, const char *behind)
{
    const struct digits *d = s->digits;
    const struct digits_position *p = &d->positions[item / 2];
    if (p->read && (p->read_with || (p->ends && !behind)))
        return true;
    for (uint32_t n = p->next; n < p[1].next && !behind; n++) {
        const struct digits_position *next = &d->positions[d->next[n]];
        if (next->read != p->read && s->seen[2 * d->next[n] + (item % 2 || next->picky)])
            return true;
    }
    return false;
}

static void mark(struct states *s, uint16_t state, bool marked)
{
    const struct state *of = &s->all[state];
    for (size_t k = of->first; k < of->first + of->count; k++)
        s->seen[s->items[k]] = marked;
}

/* Keeps the items of a state through which ways come to an end. */
static void prune(struct states *s, uint16_t state, const char *behind, struct pruned *out)
{
    size_t first = s->item_count;
    bool room = true;
    for (size_t k = 0; k < s->all[state].count && room; k++) {
        uint32_t item = s->items[s->all[state].first + k];
        if (!comes_to_an_end(s, item, behind))
            continue;
        const struct digits_position *p = &s->digits->positions[item / 2];
        room = states_push(s, item);
        out->in_parts |= is_read_in_parts(s, item, behind);
        out->in_parts_later |= p->read && p->begins;
    }
    if (room) {
        out->kept = states_number(s, first);
        return;
    }
    s->item_count = first;
    out->kept = STATE_LOST;
}

/* The same, found out once for a state and what stands behind it: the byte after the run, or what
 * was kept of the state that comes next. */
#define LAST_DIGIT UINT32_C(0x8000)
static const struct pruned *prune_once(struct digits_memory *m, uint16_t state, const char *behind,
                                       uint16_t next)
{
    uint32_t after = behind ? LAST_DIGIT | (unsigned char)*behind : next;
    uint32_t question = (uint32_t)state << 16 | after;
    struct pruned *known = &m->pruned[question * UINT32_C(0x9E3779B1) >> (32 - PRUNED_BITS)];
    if (known->question == question)
        return known;
    *known = (struct pruned){.question = question};
    if (!behind)
        mark(&m->states, next, true);
    prune(&m->states, state, behind, known);
    if (!behind)
        mark(&m->states, next, false);
    return known;
}

/* From the last digit to the first: of the states of the run, what is on no way to an end is left
 * out. */
static bool prune_all(struct digits_memory *m, struct digits_ways *ways, size_t len, char behind)
{
    uint16_t next = 0;
    for (size_t i = len; i-- > 0;) {
        const struct pruned *known =
            prune_once(m, ways->states[i], i + 1 == len ? &behind : NULL, next);
        if (known->kept == STATE_LOST)
            return false;
        ways->states[i] = next = known->kept;
        ways->in_parts |= known->in_parts || (i && known->in_parts_later);
    }
    return true;
}

bool ways_between(struct digits_memory *m, uint16_t before, struct str run, char behind,
                  struct digits_ways *out)
{
    uint16_t at = before;
    *out = (struct digits_ways){.states = {0}};
    for (size_t i = 0; i < run.len; i++) {
        at = states_after(&m->states, at, (unsigned)(run.ptr[i] - '0'));
        if (at == STATE_LOST)
            return false;
        out->states[i] = at;
    }
    return prune_all(m, out, run.len, behind);
}

bool digits_ways(struct digits_memory *m, struct str line, size_t from, size_t to,
                 struct digits_ways *out)
{
    return ways_between(m, state_before(line, from), str_slice(line, from, to - from),
                        byte_behind(line, to), out);
}
