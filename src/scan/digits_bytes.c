#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "scan/digits_memory.h"

/* What is kept, in this order: this; of the questions the heads, each once; of a struct digits
 * positions with the one that is added, next, sets; of a memory states, items, slots; the
 * questions, ascending; their families, each once. */
struct header {
    size_t head_count, position_size, position_count, next_count, set_count;
    size_t state_size, state_count, item_count, question_count, family_count;
};

/* So many words has each of the heads, also those of one digit or two. */
#define HEAD_WORDS 16

struct kept_question {
    uint32_t asks; /* see asks_of() */
    uint32_t lowest, highest;
    uint32_t heads;    /* the number of its heads, or UINT32_MAX: none matters */
    uint32_t families; /* the same; UINT32_MAX: they were not asked for */
};

static uint32_t asks_of(uint16_t before, size_t len, char behind)
{
    return (uint32_t)before << 16 | (uint32_t)len << 8 | (unsigned char)behind;
}

/* ---- learning ------------------------------------------------------------------------------- */

#define LEARNT_BYTES_MAX ((size_t)1024 * 1024)

/* So many states may be learnt, that there is room for what comes up later. */
#define LEARN_STATES (STATES_MAX / 2)

struct lesson {
    const struct digits *digits;
    bool before[STATES_FIRST]; /* what stands beside runs of the ordinary text */
    bool behind[256];
    struct digits_memory *memory; /* of what matters there; owned, as the others */
    struct buf questions, heads, families;
};

/* The number of an item among those that are kept, all of one size. */
static uint32_t keep(struct buf *kept, struct str item)
{
    size_t at = 0;
    while (at < kept->len && memcmp(kept->ptr + at, item.ptr, item.len) != 0)
        at += item.len;
    if (at == kept->len)
        buf_add(kept, item);
    return (uint32_t)(at / item.len);
}

static uint32_t keep_heads(struct lesson *l, const uint64_t *heads, size_t words)
{
    uint64_t all[HEAD_WORDS] = {0};
    memcpy(all, heads, words * sizeof *heads);
    return keep(&l->heads, (struct str){(const char *)all, sizeof all});
}

static void keep_question(struct lesson *l, const struct digits_question *q)
{
    struct kept_question kept = {asks_of(q->before, q->len, q->behind), q->lowest, q->highest,
                                 UINT32_MAX, UINT32_MAX};
    if (q->heads)
        kept.heads = keep_heads(l, q->heads, question_head_words(q->len));
    else if (q->lowest != UINT32_MAX)
        return; /* not found out */
    if (q->families)
        kept.families =
            keep(&l->families, (struct str){(const char *)q->families, DIGITS_FAMILY_MEMBERS});
    buf_add(&l->questions, (struct str){(const char *)&kept, sizeof kept});
}

/* All questions with that byte before; in a memory of their own, since they lead to many states. */
static bool learn_questions(struct lesson *l, uint16_t before)
{
    struct digits_memory *m = digits_memory_new(l->digits);
    for (size_t len = 1; m && len <= DIGITS_VALUE_MAX; len++) {
        for (unsigned behind = 0; behind < 256; behind++) {
            if (!l->behind[behind])
                continue;
            struct digits_question *q = question_of(m, before, len, (char)behind);
            question_find_range(m, q);
            if (len == DIGITS_VALUE_MAX)
                question_find_families(m, q);
            if (q->len)
                keep_question(l, q);
        }
    }
    digits_memory_free(m);
    return m != NULL;
}

/* Walks through all numbers that may be codes, as if they stood behind that. */
static void walk_codes(struct states *s, uint16_t before)
{
    for (unsigned code = 10000; code < 12000 && s->count < LEARN_STATES; code++) {
        char text[8];
        (void)snprintf(text, sizeof text, "%u", code);
        (void)states_walk(s, before, str_from(text), 0, 5);
    }
}

/* Goes through the runs of the text: notes what stands beside them, and the states that lead on
 * from there. */
static void learn_runs(struct lesson *l, struct str text)
{
    struct digits_memory *m = l->memory;
    for (size_t from = 0, to; from < text.len; from = to + 1) {
        for (to = from; to < text.len && ascii_is_digit(text.ptr[to]);)
            to++;
        if (to == from || !digits_stand_alone(text, from, to))
            continue;
        uint16_t before = state_before(text, from);
        l->behind[(unsigned char)byte_behind(text, to)] = true;
        if (m->states.count < LEARN_STATES)
            (void)digits_matter(m, text, from, to);
        if (!l->before[before])
            walk_codes(&m->states, before);
        l->before[before] = true;
    }
}

static bool learn(struct lesson *l, struct str ordinary)
{
    l->memory = digits_memory_new(l->digits);
    if (!l->memory)
        return false;
    learn_runs(l, ordinary);
    bool room = true;
    for (size_t before = 0; before < STATES_FIRST && room; before++)
        if (l->before[before])
            room = learn_questions(l, (uint16_t)before);
    return room && !l->questions.failed && !l->heads.failed && !l->families.failed;
}

/* ---- writing -------------------------------------------------------------------------------- */

static void add_bytes(struct buf *out, const void *from, size_t count, size_t size)
{
    buf_add(out, (struct str){from, count * size});
}

static void write_all(const struct lesson *l, struct buf *out)
{
    const struct digits *d = l->digits;
    const struct states *s = &l->memory->states;
    struct header h = {
        .head_count = l->heads.len / (HEAD_WORDS * sizeof(uint64_t)),
        .position_size = sizeof *d->positions,
        .position_count = d->count + 1,
        .next_count = d->next_count,
        .set_count = d->set_count,
        .state_size = sizeof *s->all,
        .state_count = s->count,
        .item_count = s->item_count,
        .question_count = l->questions.len / sizeof(struct kept_question),
        .family_count = l->families.len / DIGITS_FAMILY_MEMBERS,
    };
    add_bytes(out, &h, 1, sizeof h);
    buf_add(out, buf_str(&l->heads));
    add_bytes(out, d->positions, h.position_count, sizeof *d->positions);
    add_bytes(out, d->next, d->next_count, sizeof *d->next);
    add_bytes(out, d->sets, d->set_count, sizeof *d->sets);
    add_bytes(out, s->all, s->count, sizeof *s->all);
    add_bytes(out, s->items, s->item_count, sizeof *s->items);
    add_bytes(out, s->slots, STATE_SLOTS, sizeof *s->slots);
    buf_add(out, buf_str(&l->questions));
    buf_add(out, buf_str(&l->families));
}

void digits_write(const struct digits *d, struct str ordinary, struct buf *out)
{
    struct lesson l = {
        .digits = d,
        .questions = BUF_INIT(LEARNT_BYTES_MAX),
        .heads = BUF_INIT(LEARNT_BYTES_MAX),
        .families = BUF_INIT(LEARNT_BYTES_MAX),
    };
    if (learn(&l, ordinary))
        write_all(&l, out);
    else
        out->failed = true;
    digits_memory_free(l.memory);
    buf_release(&l.questions);
    buf_release(&l.heads);
    buf_release(&l.families);
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
           out->state_count <= STATES_MAX;
}

static bool take_learnt(struct str *from, const struct header *h, struct digits_learnt *out)
{
    return take(from, h->state_count, sizeof(struct state), &out->states) &&
           take(from, h->item_count, sizeof(uint32_t), &out->items) &&
           take(from, STATE_SLOTS, sizeof(uint16_t), &out->slots) &&
           take(from, h->question_count, sizeof(struct kept_question), &out->questions) &&
           take(from, h->family_count, DIGITS_FAMILY_MEMBERS, &out->families);
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
        !take(&bytes, h.head_count, HEAD_WORDS * sizeof(uint64_t), &learnt.heads) ||
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

static int compare_asks(const void *asks, const void *kept)
{
    uint32_t wanted;
    struct kept_question q;
    memcpy(&wanted, asks, sizeof wanted);
    memcpy(&q, kept, sizeof q);
    return (wanted > q.asks) - (wanted < q.asks);
}

bool question_recall(const struct digits *d, struct digits_question *q)
{
    const uint64_t *heads = (const void *)d->learnt.heads.ptr;
    struct str questions = d->learnt.questions;
    uint32_t asks = asks_of(q->before, q->len, q->behind);
    struct kept_question kept;
    const void *found = questions.len ? bsearch(&asks, questions.ptr, questions.len / sizeof kept,
                                                sizeof kept, compare_asks)
                                      : NULL;
    if (!found)
        return false;
    memcpy(&kept, found, sizeof kept);
    q->lowest = kept.lowest;
    q->highest = kept.highest;
    q->heads = kept.heads == UINT32_MAX ? NULL : heads + kept.heads * (size_t)HEAD_WORDS;
    if (kept.families != UINT32_MAX)
        q->families =
            (const uint8_t *)d->learnt.families.ptr + kept.families * (size_t)DIGITS_FAMILY_MEMBERS;
    return true;
}

bool states_recall(struct states *s, const struct digits_learnt *learnt)
{
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
    return true;
}
