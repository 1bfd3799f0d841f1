#include <stdlib.h>

#include "scan/digits_memory.h"

#define SOON_LEN 2 /* up to this length, the range is found out at once */
/* For longer numbers it takes as long as so many walks, and ten times as long with each digit. */
#define ASKED_OFTEN 300

void questions_init(struct questions *q)
{
    q->any.highest = UINT32_MAX;
}

void questions_release(struct questions *q)
{
    for (size_t i = 0; i < QUESTION_SLOTS; i++) {
        free(q->slots[i].own_heads);
        free(q->slots[i].own_families);
    }
}

/* ---- fronts --------------------------------------------------------------------------------- */

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
static uint16_t open_state_after(struct states *s, uint16_t from, unsigned digit)
{
    uint16_t next = from == STATE_LOST ? from : states_after(s, from, digit);
    return states_decide(s, next) ? STATE_LOST : next;
}

/* All states that one digit more leads to; false: too many. */
static bool step(struct states *s, const struct front *from, struct front *to)
{
    to->count = 0;
    for (size_t i = 0; i < from->count; i++) {
        for (unsigned digit = 0; digit < 10; digit++)
            if (!put_in(to, open_state_after(s, from->states[i], digit)))
                return false;
    }
    return true;
}

/* Whether the digit, from a state of one front, leads on to what matters. */
static bool leads_on(struct states *s, const struct front *to, uint16_t from, unsigned digit)
{
    return to->matters[place_in(to, open_state_after(s, from, digit))];
}

/* Which states matter: of the last front by what stands behind, of the others by those after. */
static void look_back(struct states *s, struct front *fronts, size_t len, char behind)
{
    struct front *last = &fronts[len];
    for (size_t i = 0; i < last->count; i++)
        last->matters[i] =
            last->states[i] == STATE_LOST || byte_set_has(&s->all[last->states[i]].behind, behind);
    for (size_t n = len; n-- > 0;) {
        for (size_t i = 0; i < fronts[n].count; i++) {
            fronts[n].matters[i] = false;
            for (unsigned digit = 0; digit < 10 && !fronts[n].matters[i]; digit++)
                fronts[n].matters[i] = leads_on(s, &fronts[n + 1], fronts[n].states[i], digit);
        }
    }
}

/* ---- ranges and heads ----------------------------------------------------------------------- */

/* The least number that matters, or the greatest. There is one. */
static uint32_t outermost(struct states *s, const struct front *fronts, size_t len, bool greatest)
{
    uint32_t value = 0;
    uint16_t at = fronts[0].states[0];
    for (size_t n = 0; n < len; n++) {
        unsigned digit = greatest ? 9 : 0;
        while (!leads_on(s, &fronts[n + 1], at, digit))
            digit += greatest ? -1U : 1U;
        value = value * 10 + digit;
        at = open_state_after(s, at, digit);
    }
    return value;
}

static bool is_range_known(const struct digits_question *q)
{
    return q->highest != UINT32_MAX || q->lowest == UINT32_MAX;
}

size_t question_head_words(size_t len)
{
    return (len == 1 ? 10 : len == 2 ? 100 : 1000) / 64 + 1;
}

/* Without memory for them, what is within the range goes on to be walked through. */
static void find_heads(struct states *s, const struct front *fronts, struct digits_question *q)
{
    size_t len = q->len < DIGITS_HEAD ? q->len : DIGITS_HEAD;
    const struct front *last = &fronts[len];
    uint32_t scale = len == 1 ? 1 : len == 2 ? 10 : 100;
    q->heads = q->own_heads = calloc(question_head_words(q->len), sizeof *q->own_heads);
    for (uint32_t head = 0; q->heads && head < 10 * scale; head++) {
        uint16_t at = fronts[0].states[0];
        for (uint32_t one = scale; one; one /= 10)
            at = open_state_after(s, at, head / one % 10);
        if (last->matters[place_in(last, at)])
            q->own_heads[head / 64] |= UINT64_C(1) << head % 64;
    }
}

void question_find_range(struct digits_memory *m, struct digits_question *q)
{
    if (is_range_known(q))
        return;
    struct states *s = &m->states;
    struct front *fronts = m->questions.fronts;
    fronts[0].count = 0;
    (void)put_in(&fronts[0], q->before);
    for (size_t n = 0; n < q->len; n++)
        if (!step(s, &fronts[n], &fronts[n + 1]))
            return;
    look_back(s, fronts, q->len, q->behind);
    bool any = fronts[0].matters[0];
    q->lowest = any ? outermost(s, fronts, q->len, false) : UINT32_MAX;
    q->highest = any ? outermost(s, fronts, q->len, true) : UINT32_MAX;
    if (any)
        find_heads(s, fronts, q);
}

/* ---- questions ------------------------------------------------------------------------------ */

/* The slot of a question, or the free one where it would be. */
static struct digits_question *find_slot(struct questions *all, uint16_t before, size_t len,
                                         char behind)
{
    uint32_t mixed = ((uint32_t)before << 16 | (uint32_t)len << 8 | (unsigned char)behind) *
                     UINT32_C(0x9E3779B1);
    size_t slot = mixed >> 16;
    for (;; slot++) {
        struct digits_question *q = &all->slots[slot % QUESTION_SLOTS];
        if (!q->len || (q->before == before && q->len == len && q->behind == behind))
            return q;
    }
}

struct digits_question *digits_question(struct digits_memory *m, struct str line, size_t from,
                                        size_t to)
{
    return question_of(m, state_before(line, from), to - from, byte_behind(line, to));
}

struct digits_question *question_of(struct digits_memory *m, uint16_t before, size_t len,
                                    char behind)
{
    struct questions *all = &m->questions;
    if (len > DIGITS_VALUE_MAX)
        return &all->any;
    struct digits_question *q = find_slot(all, before, len, behind);
    if (q->len)
        return q;
    if (all->count == QUESTIONS_MAX)
        return &all->any;
    all->count++;
    *q = (struct digits_question){
        .highest = UINT32_MAX, .before = before, .len = (uint8_t)len, .behind = behind};
    if (!question_recall(m->states.digits, q) && len <= SOON_LEN)
        question_find_range(m, q);
    return q;
}

/* ---- answers -------------------------------------------------------------------------------- */

static uint32_t asked_often(size_t len)
{
    uint32_t often = ASKED_OFTEN;
    for (size_t i = DIGITS_HEAD; i < len; i++)
        often *= 10;
    return often;
}

bool digits_answer(struct digits_memory *m, struct digits_question *q, struct str line, size_t from)
{
    bool any = q == &m->questions.any;
    size_t to = from + q->len;
    while (any && to < line.len && ascii_is_digit(line.ptr[to]))
        to++;
    if (!any && !q->heads && ++q->asked == asked_often(q->len))
        question_find_range(m, q);
    return states_walk(&m->states, state_before(line, from), line, from, to);
}
