#include "cli/suggest.h"

struct suggestion suggestion_for(struct str typed)
{
    /* Two slips in a word of ordinary length, one in a short one: more and the guess is noise. */
    return (struct suggestion){.typed = typed, .distance = (typed.len < 5 ? 1 : 2) + 1};
}

void suggestion_offer(struct suggestion *s, const char *word)
{
    size_t distance = edit_distance(s->typed, str_from(word));
    if (distance < s->distance) {
        s->distance = distance;
        s->word = word;
    }
}

static size_t least(size_t a, size_t b)
{
    return a < b ? a : b;
}

/* The full table, row by row: words are short, and a swap looks back two rows. */
size_t edit_distance(struct str a, struct str b)
{
    if (a.len > SUGGEST_WORD_MAX || b.len > SUGGEST_WORD_MAX)
        return SIZE_MAX;
    size_t cost[SUGGEST_WORD_MAX + 1][SUGGEST_WORD_MAX + 1];
    for (size_t i = 0; i <= a.len; i++)
        cost[i][0] = i;
    for (size_t j = 0; j <= b.len; j++)
        cost[0][j] = j;
    for (size_t i = 1; i <= a.len; i++)
        for (size_t j = 1; j <= b.len; j++) {
            char x = ascii_lower(a.ptr[i - 1]);
            char y = ascii_lower(b.ptr[j - 1]);
            size_t best = least(cost[i - 1][j], cost[i][j - 1]) + 1;
            best = least(best, cost[i - 1][j - 1] + (x != y));
            if (i > 1 && j > 1 && x == ascii_lower(b.ptr[j - 2]) && y == ascii_lower(a.ptr[i - 2]))
                best = least(best, cost[i - 2][j - 2] + 1);
            cost[i][j] = best;
        }
    return cost[a.len][b.len];
}
