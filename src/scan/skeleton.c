#include "scan/skeleton.h"

#include <stdlib.h>

#include "engine/hash.h"

#define SLOTS 16384 /* a power of two */
#define SKELETONS_MAX (SLOTS / 2)
#define TEXT_MAX ((size_t)1024 * 1024)
#define NUMBERS_MAX ((size_t)64 * 1024)
#define NUMBER_LEN_MAX 255
#define CODE_LEN 5

/* So many bytes are done at once; compilers make vectors of them. */
#define STEP 32

struct skeletons {
    struct digits_memory *digits;   /* borrowed */
    char text[SKELETON_MAX + STEP]; /* of the line asked for last, and more behind it */
    uint64_t hash;

    struct skeleton *items; /* owned, as all below */
    size_t count;
    uint16_t *slots; /* item + 1, or 0 */
    char *texts;
    size_t text_len;
    struct skeleton_number *numbers;
    size_t number_count;
};

void skeletons_free(struct skeletons *s)
{
    if (!s)
        return;
    free(s->items);
    free(s->slots);
    free(s->texts);
    free(s->numbers);
    free(s);
}

struct skeletons *skeletons_new(struct digits_memory *digits)
{
    struct skeletons *s = calloc(1, sizeof *s);
    if (!s)
        return NULL;
    s->digits = digits;
    s->items = calloc(SKELETONS_MAX, sizeof *s->items);
    s->slots = calloc(SLOTS, sizeof *s->slots);
    s->texts = malloc(TEXT_MAX);
    s->numbers = calloc(NUMBERS_MAX, sizeof *s->numbers);
    if (s->items && s->slots && s->texts && s->numbers)
        return s;
    skeletons_free(s);
    return NULL;
}

/* ---- looking one up ------------------------------------------------------------------------- */

static inline void drop_digits(char *restrict to, const char *restrict from)
{
    for (size_t i = 0; i < STEP; i++)
        to[i] = (char)((unsigned char)(from[i] - '0') < 10 ? '0' : from[i]);
}

static void write_skeleton(char out[SKELETON_MAX + STEP], struct str line, size_t behind)
{
    size_t whole = behind < STEP ? line.len / STEP * STEP : line.len;
    size_t at = 0;
    for (; at < whole; at += STEP)
        drop_digits(out + at, line.ptr + at);
    if (at >= line.len)
        return;
    char rest[STEP] = {0};
    memcpy(rest, line.ptr + at, line.len - at);
    drop_digits(out + at, rest);
}

/* The slot of the skeleton at hand, or the free one where it would be. */
static uint16_t *find_slot(const struct skeletons *s, size_t len)
{
    size_t slot = s->hash % SLOTS;
    for (; s->slots[slot]; slot = (slot + 1) % SLOTS) {
        const struct skeleton *k = &s->items[s->slots[slot] - 1];
        if (k->hash == s->hash && k->len == len && memcmp(s->texts + k->text, s->text, len) == 0)
            break;
    }
    return &s->slots[slot];
}

static bool has_skeleton(struct str line)
{
    return line.len && line.len <= SKELETON_MAX;
}

struct skeleton *skeletons_find(struct skeletons *s, struct str line, size_t behind)
{
    if (!has_skeleton(line))
        return NULL;
    write_skeleton(s->text, line, behind);
    s->hash = hash_quick((struct str){s->text, line.len});
    const uint16_t *slot = find_slot(s, line.len);
    return *slot ? &s->items[*slot - 1] : NULL;
}

const struct skeleton_number *skeletons_numbers(const struct skeletons *s,
                                                const struct skeleton *skeleton)
{
    return s->numbers + skeleton->first;
}

/* ---- adding one ----------------------------------------------------------------------------- */

/* The end of a time at the beginning of a line, as most programs write it: 2026-11-28 10:15:00,
 * with a T or a blank, and [ before it; or 0. */
static size_t time_end(struct str line)
{
    static const char form[] = "0000-00-00T00:00:00";
    size_t at = line.len && line.ptr[0] == '[';
    if (line.len < at + sizeof form)
        return 0;
    for (size_t i = 0; i < sizeof form - 1; i++) {
        char c = line.ptr[at + i];
        bool fits = form[i] == '0'   ? ascii_is_digit(c)
                    : form[i] == 'T' ? c == 'T' || c == ' '
                                     : c == form[i];
        if (!fits)
            return 0;
    }
    at += sizeof form - 1;
    if (line.ptr[at] == '.' || line.ptr[at] == ',')
        for (at++; at < line.len && ascii_is_digit(line.ptr[at]);)
            at++;
    return at;
}

/* A part of a time that nobody tells from another. But a fraction of five digits may look like a
 * code, whatever patterns say of it: such ones are counted. */
static bool is_mere_time(const struct skeleton_number *n)
{
    return n->timed && !n->in_word && n->len != CODE_LEN && n->question->lowest == UINT32_MAX;
}

/* Lists the numbers of the line behind those kept so far; false: there is no room, or one is too
 * long. */
static bool list_numbers(struct skeletons *s, struct str line, size_t *count, size_t *in_minute)
{
    size_t timed = time_end(line);
    *count = *in_minute = 0;
    for (size_t at = 0; at < line.len; at++) {
        if (!ascii_is_digit(line.ptr[at]))
            continue;
        size_t from = at;
        while (at < line.len && ascii_is_digit(line.ptr[at]))
            at++;
        struct skeleton_number number = {
            .at = (uint16_t)from,
            .len = (uint8_t)(at - from),
            .in_word = !digits_stand_alone(line, from, at),
            .timed = at <= timed,
            .question = digits_question(s->digits, line, from, at),
        };
        if (is_mere_time(&number))
            continue;
        if (s->number_count + *count == NUMBERS_MAX || at - from > NUMBER_LEN_MAX)
            return false;
        s->numbers[s->number_count + (*count)++] = number;
        *in_minute += at < SKELETON_MINUTE && timed;
    }
    return true;
}

struct skeleton *skeletons_add(struct skeletons *s, struct str line)
{
    size_t count, in_minute;
    if (!has_skeleton(line) || s->count == SKELETONS_MAX || s->text_len + line.len > TEXT_MAX ||
        !list_numbers(s, line, &count, &in_minute))
        return NULL;
    struct skeleton *k = &s->items[s->count++];
    *k = (struct skeleton){
        .hash = s->hash,
        .text = (uint32_t)s->text_len,
        .first = (uint32_t)s->number_count,
        .len = (uint16_t)line.len,
        .count = (uint16_t)count,
        .minute_count = (uint16_t)in_minute,
    };
    *find_slot(s, line.len) = (uint16_t)s->count;
    memcpy(s->texts + s->text_len, s->text, line.len);
    s->text_len += line.len;
    s->number_count += count;
    return k;
}

bool skeletons_full(const struct skeletons *s)
{
    return s->count > SKELETONS_MAX / 4 * 3 || s->text_len > TEXT_MAX / 4 * 3 ||
           s->number_count > NUMBERS_MAX / 4 * 3;
}

void skeletons_forget(struct skeletons *s)
{
    memset(s->slots, 0, SLOTS * sizeof *s->slots);
    s->count = s->text_len = s->number_count = 0;
}
