#include "base/list.h"

#include <stdint.h>
#include <stdlib.h>

#define ROOM_FIRST 64

void *list_grown(void *items, size_t count, size_t *room, size_t size)
{
    if (count < *room)
        return items;
    size_t wanted = *room ? *room * 2 : ROOM_FIRST;
    if (*room > SIZE_MAX / 2 || wanted > SIZE_MAX / size)
        return NULL;
    void *more = realloc(items, wanted * size);
    if (more)
        *room = wanted;
    return more;
}
