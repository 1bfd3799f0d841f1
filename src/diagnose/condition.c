#include "diagnose/condition.h"

static bool holds(struct measuring *m, const struct diagnosis_condition *c)
{
    struct measured value = measure(m, &c->figure);
    return value.known && value.number >= c->least && value.number <= c->most;
}

bool conditions_hold(struct measuring *m, const struct diagnosis_condition *conditions,
                     size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (!holds(m, &conditions[i]))
            return false;
    return true;
}

const struct diagnosis_case *condition_case(struct measuring *m, const struct diagnosis *d)
{
    if (!conditions_hold(m, d->when, d->when_count))
        return NULL;
    for (size_t i = 0; i < d->case_count; i++)
        if (conditions_hold(m, d->cases[i].when, d->cases[i].when_count))
            return &d->cases[i];
    return NULL;
}
