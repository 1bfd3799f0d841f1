#include "catalog/table.h"

const struct table *table_at(size_t index)
{
    static const struct table *const tables[TABLE_COUNT] = {
        &table_categories, &table_operations, &table_errors,   &table_aliases,
        &table_causes,     &table_actions,    &table_messages, &table_related,
    };
    return tables[index];
}
