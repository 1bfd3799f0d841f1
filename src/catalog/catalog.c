#include "catalog/catalog.h"

#include <stdlib.h>

#define HRESULT_WIN32 0x80070000u /* severity error, FACILITY_WIN32 */

void catalog_free(struct catalog *catalog)
{
    if (!catalog)
        return;
    arena_release(&catalog->memory);
    free(catalog);
}

const struct catalog_error *catalog_find(const struct catalog *catalog, int64_t code)
{
    size_t low = 0;
    size_t high = catalog->error_count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (catalog->errors[middle].code < code)
            low = middle + 1;
        else
            high = middle;
    }
    bool found = low < catalog->error_count && catalog->errors[low].code == code;
    return found ? &catalog->errors[low] : NULL;
}

int32_t catalog_code_at(const struct catalog *catalog, size_t index)
{
    return index < catalog->error_count ? catalog->errors[index].code
                                        : catalog->related[index - catalog->error_count].code;
}

const char *catalog_name_at(const struct catalog *catalog, size_t index)
{
    return index < catalog->error_count ? catalog->errors[index].name
                                        : catalog->related[index - catalog->error_count].name;
}

uint32_t catalog_hresult(int32_t code)
{
    return HRESULT_WIN32 | ((uint32_t)code & 0xFFFFu);
}
