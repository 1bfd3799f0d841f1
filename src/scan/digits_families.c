#include <stdlib.h>
#include <string.h>

#include "scan/digits_memory.h"

/* Finding them out takes as long as looking at so many lines. */
#define ASKED_OFTEN 100

/* It may take that many states for each question: some are left for what comes up later. */
#define ROOM_FOR_STATES (STATES_MAX / 4)

static const uint32_t heads[] = {100, 101, 110};
#define HEADS (sizeof heads / sizeof *heads)
_Static_assert(HEADS * 100 == DIGITS_FAMILY_MEMBERS, "two digits behind each");

/* Where a number stands among them, or DIGITS_FAMILY_MEMBERS. */
static size_t place_of(uint32_t value)
{
    size_t h = 0;
    while (h < HEADS && value / 100 != heads[h])
        h++;
    return h < HEADS ? h * 100 + value % 100 : DIGITS_FAMILY_MEMBERS;
}

static void write_number(size_t place, char out[DIGITS_VALUE_MAX])
{
    uint32_t value = heads[place / 100] * 100 + (uint32_t)(place % 100);
    for (size_t i = DIGITS_VALUE_MAX; i-- > 0; value /= 10)
        out[i] = (char)('0' + value % 10);
}

/* The families found so far, by the ways through their numbers. */
struct families {
    struct digits_ways ways[UINT8_MAX];
    size_t count;
};

/* 0 where there are too many. */
static uint8_t family_of(struct families *f, const struct digits_ways *ways)
{
    size_t i = 0;
    while (i < f->count && memcmp(f->ways[i].states, ways->states, sizeof ways->states) != 0)
        i++;
    if (i == UINT8_MAX)
        return 0;
    if (i == f->count)
        f->ways[f->count++] = *ways;
    return (uint8_t)(i + 1);
}

void question_find_families(struct digits_memory *m, struct digits_question *q)
{
    if (q->families)
        return;
    q->families = q->own_families = calloc(DIGITS_FAMILY_MEMBERS, sizeof *q->own_families);
    struct families found = {.count = 0};
    for (size_t place = 0; q->families && place < DIGITS_FAMILY_MEMBERS; place++) {
        char digits[DIGITS_VALUE_MAX];
        struct digits_ways ways;
        write_number(place, digits);
        if (ways_between(m, q->before, (struct str){digits, sizeof digits}, q->behind, &ways) &&
            !ways.in_parts)
            q->own_families[place] = family_of(&found, &ways);
    }
}

uint8_t digits_family(struct digits_memory *m, struct digits_question *q, uint32_t value)
{
    size_t place = place_of(value);
    if (place == DIGITS_FAMILY_MEMBERS || q->len != DIGITS_VALUE_MAX)
        return 0;
    if (!q->families && q->families_asked < ASKED_OFTEN && ++q->families_asked == ASKED_OFTEN &&
        m->states.count < STATES_MAX - ROOM_FOR_STATES)
        question_find_families(m, q);
    return q->families ? q->families[place] : 0;
}
