#include <stdlib.h>
#include <string.h>

#include "scan/digits_memory.h"

/* What is kept, in this order: this; of a struct digits positions with the one that is added, next,
 * sets; of a memory states, items, slots, and of each question this much. */
struct header {
    size_t position_size, position_count, next_count, set_count;
    size_t state_size, state_count, item_count, question_count;
};
struct kept_question {
    uint32_t lowest, highest;
    uint16_t before;
    uint8_t len;
    char behind;
};

/* ---- writing -------------------------------------------------------------------------------- */

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
        if (m->states.count >= LEARN_STATES || m->questions.count >= LEARN_QUESTIONS)
            return;
        struct digits_question *q = digits_question(m, text, from, to);
        if (q == &m->questions.any)
            (void)digits_matter(m, text, from, to);
        else
            question_find_range(m, q);
    }
}

static void add_bytes(struct buf *out, const void *from, size_t count, size_t size)
{
    buf_add(out, (struct str){from, count * size});
}

static void add_questions(struct buf *out, const struct questions *all)
{
    for (size_t i = 0; i < QUESTION_SLOTS; i++) {
        const struct digits_question *q = &all->slots[i];
        struct kept_question kept = {q->lowest, q->highest, q->before, q->len, q->behind};
        if (q->len)
            add_bytes(out, &kept, 1, sizeof kept);
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
    const struct states *s = &m->states;
    const struct questions *q = &m->questions;
    struct header h = {
        sizeof *d->positions, d->count + 1, d->next_count, d->set_count,
        sizeof *s->all,       s->count,     s->item_count, q->count,
    };
    add_bytes(out, &h, 1, sizeof h);
    add_bytes(out, d->positions, h.position_count, sizeof *d->positions);
    add_bytes(out, d->next, d->next_count, sizeof *d->next);
    add_bytes(out, d->sets, d->set_count, sizeof *d->sets);
    add_bytes(out, s->all, s->count, sizeof *s->all);
    add_bytes(out, s->items, s->item_count, sizeof *s->items);
    add_bytes(out, s->slots, STATE_SLOTS, sizeof *s->slots);
    add_questions(out, q);
    digits_memory_free(m);
}

/* ---- reading -------------------------------------------------------------------------------- */

static bool take(struct str *from, size_t count, size_t size, struct str *out)
{
    if (count > from->len / size)
        return false;
    *out = str_slice(*from, 0, count * size);
    *from = str_slice(*from, count * size, from->len);
    return true;
}

static bool take_header(struct str *from, struct header *out)
{
    struct str bytes;
    if (!take(from, 1, sizeof *out, &bytes))
        return false;
    memcpy(out, bytes.ptr, sizeof *out);
    return out->position_size == sizeof(struct digits_position) && out->position_count > 0 &&
           out->set_count <= DIGITS_SETS_MAX && out->state_size == sizeof(struct state) &&
           out->state_count <= STATES_MAX && out->question_count <= QUESTIONS_MAX;
}

static bool take_learnt(struct str *from, const struct header *h, struct digits_learnt *out)
{
    return take(from, h->state_count, sizeof(struct state), &out->states) &&
           take(from, h->item_count, sizeof(uint32_t), &out->items) &&
           take(from, STATE_SLOTS, sizeof(uint16_t), &out->slots) &&
           take(from, h->question_count, sizeof(struct kept_question), &out->questions);
}

static void copy(void *to, struct str from)
{
    if (from.len)
        memcpy(to, from.ptr, from.len);
}

struct digits *digits_read(struct str bytes)
{
    struct header h;
    struct str positions, next, sets;
    struct digits_learnt learnt;
    if (!take_header(&bytes, &h) ||
        !take(&bytes, h.position_count, sizeof(struct digits_position), &positions) ||
        !take(&bytes, h.next_count, sizeof(uint32_t), &next) ||
        !take(&bytes, h.set_count, sizeof(struct byte_set), &sets) ||
        !take_learnt(&bytes, &h, &learnt) || bytes.len)
        return NULL;
    struct digits *d = calloc(1, sizeof *d);
    if (!d || !digits_reserve(d, h.position_count - 1, h.next_count)) {
        digits_free(d);
        return NULL;
    }
    copy(d->positions, positions);
    copy(d->next, next);
    copy(d->sets, sets);
    d->count = h.position_count - 1;
    d->next_count = h.next_count;
    d->set_count = h.set_count;
    d->learnt = learnt;
    return d;
}

static void recall_questions(struct questions *all, struct str kept)
{
    for (size_t at = 0; at < kept.len; at += sizeof(struct kept_question)) {
        struct kept_question q;
        memcpy(&q, kept.ptr + at, sizeof q);
        *questions_find(all, q.before, q.len, q.behind) =
            (struct digits_question){.lowest = q.lowest,
                                     .highest = q.highest,
                                     .before = q.before,
                                     .len = q.len,
                                     .behind = q.behind};
        all->count++;
    }
}

bool digits_recall(struct digits_memory *m, const struct digits_learnt *learnt)
{
    struct states *s = &m->states;
    if (!learnt->states.len)
        return true;
    s->items = malloc(learnt->items.len);
    if (!s->items)
        return false;
    copy(s->items, learnt->items);
    copy(s->all, learnt->states);
    copy(s->slots, learnt->slots);
    s->item_count = s->item_room = learnt->items.len / sizeof *s->items;
    s->count = learnt->states.len / sizeof *s->all;
    recall_questions(&m->questions, learnt->questions);
    return true;
}
