#include "scan/digits_memory.h"

#include <stdlib.h>

struct digits_memory *digits_memory_new(const struct digits *d)
{
    struct digits_memory *m = calloc(1, sizeof *m);
    if (!m)
        return NULL;
    questions_init(&m->questions);
    if (states_init(&m->states, d) && states_recall(&m->states, &d->learnt))
        return m;
    digits_memory_free(m);
    return NULL;
}

void digits_memory_free(struct digits_memory *m)
{
    if (!m)
        return;
    questions_release(&m->questions);
    states_release(&m->states);
    free(m);
}
