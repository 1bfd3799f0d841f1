#include "cli/outcome.h"

int outcome_exit_status(const struct outcome *o)
{
    if (o->unusable)
        return 2;
    if (o->interrupted)
        return 130;
    if (o->condition)
        return 1;
    return o->incomplete ? 3 : 0;
}
