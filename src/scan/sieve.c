#include "scan/sieve.h"

#include <stdalign.h>
#include <stdlib.h>
#include <string.h>

#include "scan/sieve_parts.h"

void sieve_free(struct sieve *s)
{
    free(s);
}

struct str sieve_bytes(const struct sieve *s)
{
    return (struct str){(const char *)s, sizeof *s};
}

const struct sieve *sieve_view(struct str bytes)
{
    bool fits =
        bytes.len == sizeof(struct sieve) && (uintptr_t)bytes.ptr % alignof(struct sieve) == 0;
    return fits ? (const void *)bytes.ptr : NULL;
}

struct run {
    const struct sieve *sieve;
    struct str text;
    sieve_hit_fn *hit;
    void *state;
};

static bool is_line_end(char c)
{
    return c == '\n' || c == '\r';
}

/* Whether a part of that length may stand at `at`, as far as its edges are concerned. */
static inline bool fits(struct str text, size_t at, size_t len, unsigned before, unsigned behind)
{
    if ((before == SIEVE_TEXT_EDGE && at) || at > text.len || len > text.len - at)
        return false;
    size_t end = at + len;
    if (behind == SIEVE_TEXT_EDGE && end != text.len)
        return false;
    if (before == SIEVE_LINE_EDGE && at && !is_line_end(text.ptr[at - 1]))
        return false;
    return behind != SIEVE_LINE_EDGE || end == text.len || is_line_end(text.ptr[end]);
}

/* The part fits. */
static void compare(const struct run *run, size_t part_index, size_t at)
{
    const struct sieve *s = run->sieve;
    const struct sieve_part *part = &s->parts[part_index];
    for (size_t i = 0; i < part->len; i++)
        if (!byte_set_has(&s->sets[part->sets[i]], run->text.ptr[at + i]))
            return;
    run->hit(run->state, part->trigger, at + part->len, part->open);
}

static void on_gram(const struct run *run, size_t at)
{
    const struct sieve *s = run->sieve;
    if (run->text.len < SIEVE_GRAM || at > run->text.len - SIEVE_GRAM)
        return;
    uint64_t gram = sieve_gram((const unsigned char *)run->text.ptr + at);
    for (uint16_t i = s->slots[sieve_find(s, gram)]; i; i = s->uses[i].next) {
        const struct sieve_use *use = &s->uses[i];
        const struct sieve_part *part = &s->parts[use->part];
        if (at >= use->before &&
            fits(run->text, at - use->before, part->len, part->before, part->behind))
            compare(run, use->part, at - use->before);
    }
}

static void on_place(const struct run *run, size_t at)
{
    const struct sieve *s = run->sieve;
    uint64_t groups = UINT64_MAX;
    for (size_t p = 0; p < SIEVE_PLACES && at + p < run->text.len; p++)
        groups &= s->takes[p][(unsigned char)run->text.ptr[at + p]];
    for (; groups; groups &= groups - 1) {
        unsigned group = (unsigned)__builtin_ctzll(groups);
        for (size_t i = group ? s->group_ends[group - 1] : 0; i < s->group_ends[group]; i++) {
            const struct sieve_placed *p = &s->placed[i];
            if (at >= p->before &&
                fits(run->text, at - p->before, p->len, p->before_edge, p->behind_edge))
                compare(run, p->part, at - p->before);
        }
    }
}

/* What passed in vector `v` of those that were sifted last. */
static void look_at(const struct sieve_walk *walk, const struct run *run, unsigned v)
{
    size_t at = walk->at + v * SIEVE_VECTOR;
    for (uint32_t left = ~walk->sifted.quiet[v]; left; left &= left - 1)
        on_place(run, at + (unsigned)__builtin_ctz(left));
    for (uint32_t left = walk->sifted.grams[v]; left; left &= left - 1)
        on_gram(run, at + (unsigned)__builtin_ctz(left) * SIEVE_STRIDE);
}

void sieve_begin(struct sieve_walk *walk, const struct sieve *s, struct str text)
{
    *walk = (struct sieve_walk){.sieve = s, .text = text};
}

static size_t sifted_end(const struct sieve_walk *walk)
{
    return walk->at + walk->count * SIEVE_VECTOR;
}

/* The end of the text, with zeros behind it. */
static void sift_rest(struct sieve_walk *walk)
{
    char rest[2 * SIEVE_VECTOR + SIEVE_BEHIND] = {0};
    walk->count = 2;
    memcpy(rest, walk->text.ptr + walk->at, walk->text.len - walk->at);
    sieve_sift(&walk->sieve->tables, rest, walk->count, &walk->sifted);
}

/* Sifts what comes next, of it only what may be part of something that ends behind `from`: first a
 * little, and more when nothing was left out. False: there is no more. */
static bool sift_on(struct sieve_walk *walk, size_t from)
{
    size_t begin = sifted_end(walk), most = walk->count * 2;
    size_t needed = from > SEQUENCE_BYTES_MAX ? from - SEQUENCE_BYTES_MAX : 0;
    if (needed > begin + SIEVE_VECTOR) {
        begin = needed / SIEVE_VECTOR * SIEVE_VECTOR;
        most = 0;
    }
    if (begin >= walk->text.len)
        return false;
    most = most < SIEVE_STRETCH / 8 ? SIEVE_STRETCH / 8
           : most < SIEVE_STRETCH   ? most
                                    : SIEVE_STRETCH;
    walk->at = begin;
    size_t left = walk->text.len - begin;
    size_t whole = left > SIEVE_BEHIND ? (left - SIEVE_BEHIND) / SIEVE_VECTOR : 0;
    if (!whole) {
        sift_rest(walk);
        return true;
    }
    walk->count = whole < most ? whole : most;
    sieve_sift(&walk->sieve->tables, walk->text.ptr + begin, walk->count, &walk->sifted);
    return true;
}

void sieve_run(const struct sieve *s, struct str text, sieve_hit_fn *hit, void *state)
{
    struct run run = {s, text, hit, state};
    struct sieve_walk walk;
    sieve_begin(&walk, s, text);
    while (sift_on(&walk, 0))
        for (uint64_t loud = walk.sifted.loud; loud; loud &= loud - 1)
            look_at(&walk, &run, (unsigned)__builtin_ctzll(loud));
}

struct first {
    size_t from, end;
};

static void on_hit(void *state, unsigned trigger, size_t end, bool open)
{
    (void)trigger, (void)open;
    struct first *first = state;
    if (end > first->from && end < first->end)
        first->end = end;
}

/* The vectors of those that were sifted that may be part of something that ends behind `from`. */
static uint64_t vectors_for(const struct sieve_walk *walk, size_t from)
{
    if (from < walk->at + SEQUENCE_BYTES_MAX + SIEVE_VECTOR)
        return UINT64_MAX;
    size_t before = (from - SEQUENCE_BYTES_MAX - walk->at) / SIEVE_VECTOR;
    return before < SIEVE_STRETCH ? UINT64_MAX << before : 0;
}

size_t sieve_next(struct sieve_walk *walk, size_t from)
{
    struct first first = {from, SIZE_MAX};
    struct run run = {walk->sieve, walk->text, on_hit, &first};
    do {
        uint64_t loud = walk->sifted.loud & vectors_for(walk, from);
        for (; loud && first.end == SIZE_MAX; loud &= loud - 1)
            look_at(walk, &run, (unsigned)__builtin_ctzll(loud));
    } while (first.end == SIZE_MAX && sift_on(walk, from));
    return first.end;
}
