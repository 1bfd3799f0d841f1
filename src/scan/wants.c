#include "scan/wants.h"

#include <stdalign.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/list.h"

#define WANTS_BYTES_MAX ((size_t)16 * 1024 * 1024)
#define GRAM REQUIRED_BYTES_MIN /* bytes at the beginning of a word that are looked for */
#define BUCKET_BITS 13
#define BUCKETS ((size_t)1 << BUCKET_BITS)

/* Of one pattern. */
struct want {
    uint64_t before_code;
    struct byte_set beside_code;
};

/* A word, and where its uses begin; they end where those of the next one do. */
struct word {
    uint32_t at; /* in the text of all */
    uint16_t len;
    uint16_t spare;
    uint32_t first_use;
};

/* One piece of memory: this, and behind it the arrays, each at its place. */
struct wants {
    size_t size;
    size_t want_size; /* what is behind was written by a program with the same layout */
    size_t pattern_count;
    size_t word_count;
    size_t wants_at;
    size_t nothing_at;
    size_t words_at; /* word_count and one more; sorted by bucket */
    size_t uses_at;  /* uint32_t: bits of a row */
    size_t text_at;
    bitword begins[BUCKETS / 64];     /* buckets in which there is a word */
    uint16_t first_word[BUCKETS + 1]; /* of each bucket */
};

static const void *part_at(const struct wants *w, size_t at)
{
    return (const char *)w + at;
}

size_t wants_words(const struct wants *w)
{
    return BIT_WORDS(w->pattern_count);
}

const bitword *wants_nothing(const struct wants *w)
{
    return part_at(w, w->nothing_at);
}

size_t wants_before_code(const struct wants *w, size_t pattern)
{
    const struct want *all = part_at(w, w->wants_at);
    return (size_t)all[pattern].before_code;
}

const struct byte_set *wants_beside_code(const struct wants *w, size_t pattern)
{
    const struct want *all = part_at(w, w->wants_at);
    return &all[pattern].beside_code;
}

/* ---- looking -------------------------------------------------------------------------------- */

/* Case is folded, and a few other bytes fall together with it: words are compared afterwards. */
static inline uint32_t gram_byte(char c)
{
    return (uint32_t)(unsigned char)c | 0x20;
}

/* The gram that ends with `c`, after the one that ended a byte before. */
static inline uint32_t gram_next(uint32_t gram, char c)
{
    return gram >> 8 | gram_byte(c) << 16;
}

static inline size_t bucket_of(uint32_t gram)
{
    return gram * UINT32_C(0x9E3779B1) >> (32 - BUCKET_BITS);
}

static bool stands(const char *word, size_t len, struct str text)
{
    if (len > text.len)
        return false;
    for (size_t i = 0; i < len; i++)
        if (ascii_lower(text.ptr[i]) != word[i])
            return false;
    return true;
}

/* The words of a bucket, at the beginning of `text`. */
static void compare(const struct wants *w, size_t bucket, struct str text, bitword *row)
{
    const struct word *words = part_at(w, w->words_at);
    const uint32_t *uses = part_at(w, w->uses_at);
    const char *all = part_at(w, w->text_at);
    for (size_t i = w->first_word[bucket]; i < w->first_word[bucket + 1]; i++) {
        if (!stands(all + words[i].at, words[i].len, text))
            continue;
        for (size_t use = words[i].first_use; use < words[i + 1].first_use; use++)
            bit_set(row, uses[use]);
    }
}

void wants_look(const struct wants *w, struct str text, bitword *row)
{
    if (text.len < GRAM)
        return;
    uint32_t gram = gram_byte(text.ptr[0]) << 8 | gram_byte(text.ptr[1]) << 16;
    for (size_t end = GRAM - 1; end < text.len; end++) {
        gram = gram_next(gram, text.ptr[end]);
        size_t bucket = bucket_of(gram);
        if (bit_has(w->begins, bucket))
            compare(w, bucket, str_slice(text, end + 1 - GRAM, text.len), row);
    }
}

/* ---- making --------------------------------------------------------------------------------- */

/* A word, and the bit of the set that it is in. */
struct word_use {
    size_t bucket;
    char word[REQUIRED_BYTES_MAX + 1];
    uint32_t bit;
};

struct maker {
    size_t pattern_count;
    struct want *wants; /* owned, like the rest */
    bitword *nothing;   /* a row */
    struct word_use *uses;
    size_t use_count;
    size_t use_room;
    struct required *required; /* of the pattern at hand; it is large */
};

static bool add_use(struct maker *m, const char *word, size_t bit)
{
    struct word_use *uses = list_grown(m->uses, m->use_count, &m->use_room, sizeof *uses);
    if (!uses)
        return false;
    m->uses = uses;
    struct word_use *use = &m->uses[m->use_count++];
    size_t len = strlen(word);
    *use = (struct word_use){.bit = (uint32_t)bit};
    memcpy(use->word, word, len);
    uint32_t gram = 0;
    for (size_t i = 0; i < GRAM; i++)
        gram = gram_next(gram, word[i]);
    use->bucket = bucket_of(gram);
    return true;
}

/* Notes what a pattern wants; marks the sets that are empty, which hold on every line. */
static bool add_pattern(struct maker *m, size_t index, const char *pattern)
{
    struct required *r = m->required;
    required_derive(pattern, r);
    m->wants[index] = (struct want){r->before_code, r->beside_code};
    for (size_t i = 0; i < REQUIRED_SETS_MAX; i++) {
        size_t bit = i * BIT_WORDS(m->pattern_count) * 64 + index;
        if (i >= r->set_count)
            bit_set(m->nothing, bit);
        for (size_t word = 0; i < r->set_count && word < r->sets[i].count; word++)
            if (!add_use(m, r->sets[i].words[word], bit))
                return false;
    }
    return true;
}

static int by_bucket(const void *a, const void *b)
{
    const struct word_use *x = a, *y = b;
    if (x->bucket != y->bucket)
        return x->bucket < y->bucket ? -1 : 1;
    int order = strcmp(x->word, y->word);
    return order ? order : (x->bit > y->bit) - (x->bit < y->bit);
}

/* Appends an array, at a place where it can be read as one. */
static size_t put_array(struct buf *to, const void *array, size_t size)
{
    while (to->len % alignof(max_align_t))
        buf_add_char(to, '\0');
    size_t at = to->len;
    if (size)
        buf_add(to, (struct str){array, size});
    return at;
}

struct lists {
    struct word *words; /* owned, like the rest */
    uint32_t *bits;
    struct buf text;
};

/* Numbers the words, each once, and lists the sets that each is in. */
static void list_words(const struct maker *m, struct wants *w, struct lists *lists)
{
    size_t bucket = 0;
    for (size_t i = 0; i < m->use_count; i++) {
        const struct word_use *use = &m->uses[i];
        lists->bits[i] = use->bit;
        if (i && strcmp(use->word, m->uses[i - 1].word) == 0)
            continue;
        while (bucket <= use->bucket)
            w->first_word[bucket++] = (uint16_t)w->word_count;
        bit_set(w->begins, use->bucket);
        struct str word = str_from(use->word);
        lists->words[w->word_count++] = (struct word){
            .at = (uint32_t)lists->text.len, .len = (uint16_t)word.len, .first_use = (uint32_t)i};
        buf_add(&lists->text, word);
    }
    while (bucket <= BUCKETS)
        w->first_word[bucket++] = (uint16_t)w->word_count;
    lists->words[w->word_count] = (struct word){.first_use = (uint32_t)m->use_count};
}

/* All in one piece of memory, or NULL. */
static struct wants *join(const struct maker *m, struct wants *head, const struct lists *lists)
{
    struct buf out = BUF_INIT(WANTS_BYTES_MAX);
    size_t words = BIT_WORDS(m->pattern_count);
    (void)put_array(&out, head, sizeof *head);
    head->wants_at = put_array(&out, m->wants, m->pattern_count * sizeof *m->wants);
    head->nothing_at = put_array(&out, m->nothing, REQUIRED_SETS_MAX * words * sizeof *m->nothing);
    head->words_at = put_array(&out, lists->words, (head->word_count + 1) * sizeof *lists->words);
    head->uses_at = put_array(&out, lists->bits, m->use_count * sizeof *lists->bits);
    head->text_at = put_array(&out, lists->text.ptr, lists->text.len);
    head->size = out.len;
    struct wants *w = out.failed ? NULL : malloc(out.len);
    if (w) {
        memcpy(w, out.ptr, out.len);
        memcpy(w, head, sizeof *head);
    }
    buf_release(&out);
    return w;
}

static struct wants *make(struct maker *m)
{
    if (m->use_count)
        qsort(m->uses, m->use_count, sizeof *m->uses, by_bucket);
    struct lists lists = {.words = calloc(m->use_count + 1, sizeof *lists.words),
                          .bits = calloc(m->use_count + 1, sizeof *lists.bits),
                          .text = BUF_INIT(WANTS_BYTES_MAX)};
    struct wants *head = calloc(1, sizeof *head);
    struct wants *out = NULL;
    if (head && lists.words && lists.bits) {
        head->want_size = sizeof(struct want);
        head->pattern_count = m->pattern_count;
        list_words(m, head, &lists);
        out = lists.text.failed ? NULL : join(m, head, &lists);
    }
    free(head);
    free(lists.words);
    free(lists.bits);
    buf_release(&lists.text);
    return out;
}

enum status wants_new(const char *const *patterns, size_t count, struct wants **out,
                      struct error *err)
{
    struct maker m = {
        .pattern_count = count,
        .wants = calloc(count + 1, sizeof *m.wants),
        .nothing = calloc(REQUIRED_SETS_MAX * BIT_WORDS(count) + 1, sizeof *m.nothing),
        .required = malloc(sizeof *m.required),
    };
    bool done = m.wants && m.nothing && m.required;
    for (size_t i = 0; i < count && done; i++)
        done = add_pattern(&m, i, patterns[i]);
    *out = done && m.use_count <= UINT16_MAX ? make(&m) : NULL;
    free(m.wants);
    free(m.nothing);
    free(m.uses);
    free(m.required);
    return *out ? STATUS_OK : error_no_memory(err);
}

void wants_free(struct wants *w)
{
    free(w);
}

struct str wants_bytes(const struct wants *w)
{
    return (struct str){(const char *)w, w->size};
}

const struct wants *wants_view(struct str bytes)
{
    if (bytes.len < sizeof(struct wants) || (uintptr_t)bytes.ptr % alignof(max_align_t))
        return NULL;
    const struct wants *w = (const void *)bytes.ptr;
    return w->size == bytes.len && w->want_size == sizeof(struct want) ? w : NULL;
}
