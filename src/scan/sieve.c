#include "scan/sieve.h"

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

struct sieve *sieve_from_bytes(struct str bytes)
{
    struct sieve *s = bytes.len == sizeof *s ? malloc(sizeof *s) : NULL;
    if (s)
        memcpy(s, bytes.ptr, sizeof *s);
    return s;
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

static bool stands_at(const struct sieve *s, const struct sieve_part *part, struct str text,
                      size_t at)
{
    if (at > text.len || part->len > text.len - at)
        return false;
    for (size_t i = 0; i < part->len; i++)
        if (!byte_set_has(&s->sets[part->sets[i]], text.ptr[at + i]))
            return false;
    size_t end = at + part->len;
    if (part->at_line && at && !is_line_end(text.ptr[at - 1]))
        return false;
    return !part->to_line || end == text.len || is_line_end(text.ptr[end]);
}

static void try_part(const struct run *run, size_t part_index, size_t at, size_t before)
{
    const struct sieve_part *part = &run->sieve->parts[part_index];
    if (at >= before && stands_at(run->sieve, part, run->text, at - before))
        run->hit(run->state, part->trigger, at - before + part->len, part->open);
}

static void on_gram(void *state, size_t at)
{
    const struct run *run = state;
    const struct sieve *s = run->sieve;
    if (run->text.len < SIEVE_GRAM || at > run->text.len - SIEVE_GRAM)
        return;
    uint64_t gram = sieve_gram((const unsigned char *)run->text.ptr + at);
    for (uint16_t use = s->slots[sieve_find(s, gram)]; use; use = s->uses[use].next)
        try_part(run, s->uses[use].part, at, s->uses[use].before);
}

static void on_place(void *state, size_t at, unsigned buckets)
{
    const struct run *run = state;
    const struct sieve *s = run->sieve;
    for (; buckets; buckets &= buckets - 1) {
        unsigned bucket = (unsigned)__builtin_ctz(buckets);
        for (size_t i = bucket ? s->bucket_ends[bucket - 1] : 0; i < s->bucket_ends[bucket]; i++)
            try_part(run, s->placed[i].part, at, s->placed[i].before);
    }
}

void sieve_run(const struct sieve *s, struct str text, sieve_hit_fn *hit, void *state)
{
    struct run run = {s, text, hit, state};
    const struct sieve_sink sink = {&run, on_gram, on_place};
    sieve_sift(&s->tables, text, &sink);
}
