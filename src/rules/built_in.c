#include "rules/ruleset.h"

bool ruleset_has_built_in(const char *pattern)
{
    const struct ruleset *set = ruleset_builtin();
    for (size_t i = 0; i < set->rule_count; i++)
        if (set->rules[i].pattern == pattern)
            return true;
    for (size_t i = 0; i < set->guard_count; i++)
        if (set->guards[i].pattern == pattern)
            return true;
    for (size_t i = 0; i < set->trigger_count; i++)
        if (set->triggers[i].pattern == pattern)
            return true;
    return false;
}
