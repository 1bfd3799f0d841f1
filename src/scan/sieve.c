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

static void on_gram(void *state, size_t at)
{
    const struct run *run = state;
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

static void on_place(void *state, size_t at)
{
    const struct run *run = state;
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

void sieve_run(const struct sieve *s, struct str text, sieve_hit_fn *hit, void *state)
{
    struct run run = {s, text, hit, state};
    struct sieve_sink sink = {&run, on_gram, on_place, false};
    sieve_sift(&s->tables, text, &sink);
}

struct first {
    struct sieve_sink sink;
    size_t end;
};

/* What passes with the same vector may lie before it. */
static void on_hit(void *state, unsigned trigger, size_t end, bool open)
{
    (void)trigger, (void)open;
    struct first *first = state;
    first->end = end < first->end ? end : first->end;
    first->sink.stop = true;
}

size_t sieve_first(const struct sieve *s, struct str text)
{
    struct first first = {.end = SIZE_MAX};
    struct run run = {s, text, on_hit, &first};
    first.sink = (struct sieve_sink){&run, on_gram, on_place, false};
    sieve_sift(&s->tables, text, &first.sink);
    return first.end;
}
