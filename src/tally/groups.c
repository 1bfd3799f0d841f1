#include "tally/groups.h"

#include <stdio.h>
#include <stdlib.h>

#define HOUR_MS INT64_C(3600000)
#define DAY_MS (24 * HOUR_MS)

void groups_init(struct groups *g)
{
    *g = (struct groups){0};
    topk_init(&g->names, GROUPS_KEPT);
}

void groups_release(struct groups *g)
{
    for (size_t i = 0; g->items && i < g->names.count; i++)
        free(g->items[i].cells);
    free(g->items);
    topk_release(&g->names);
    *g = (struct groups){0};
}

static bool grow(struct group *group)
{
    size_t room = group->room ? 2 * group->room : 4;
    struct group_cell *cells = realloc(group->cells, room * sizeof *cells);
    if (!cells)
        return false;
    group->cells = cells;
    group->room = room;
    return true;
}

/* The error's cell, made when there is none; `*out` is NULL when there are too many. */
static bool find_cell(struct groups *g, struct group *group, size_t error, struct group_cell **out)
{
    *out = NULL;
    for (size_t i = 0; i < group->count; i++) {
        if (group->cells[i].error == error) {
            *out = &group->cells[i];
            return true;
        }
    }
    if (g->cells == GROUP_CELLS_MAX)
        return true;
    if (group->count == group->room && !grow(group))
        return false;
    *out = &group->cells[group->count++];
    **out = (struct group_cell){.error = error};
    g->cells++;
    return true;
}

bool groups_add(struct groups *g, struct str name, size_t error, struct moment time)
{
    struct topk_added added;
    struct group_cell *cell;
    if (!g->items && !(g->items = calloc(GROUPS_KEPT, sizeof *g->items)))
        return false;
    if (!topk_put(&g->names, name, 1, TOPK_NO_TIME, &added))
        return false;
    struct group *group = &g->items[added.item];
    if (added.pushed_out) { /* its cells were another's */
        g->cells -= group->count;
        free(group->cells);
        *group = (struct group){0};
    }
    if (!find_cell(g, group, error, &cell))
        return false;
    moment_widen(&group->first, &group->last, time);
    if (cell) {
        cell->events++;
        moment_widen(&cell->first, &cell->last, time);
    }
    return true;
}

struct str group_time_name(enum group_key key, struct moment time, char room[GROUP_TIME_BYTES])
{
    if (!time.known)
        return STR("");
    int64_t ms = time.has_zone ? moment_utc_ms(time) : time.wall_ms;
    int64_t of_day = ms % DAY_MS;
    of_day += of_day < 0 ? DAY_MS : 0;
    int64_t year;
    int month, day;
    civil_date((ms - of_day) / DAY_MS, &year, &month, &day);
    const char *zone = time.has_zone ? "Z" : "";
    int len = key == GROUP_BY_DAY
                  ? snprintf(room, GROUP_TIME_BYTES, "%04lld-%02d-%02d%s", (long long)year, month,
                             day, zone)
                  : snprintf(room, GROUP_TIME_BYTES, "%04lld-%02d-%02dT%02d:00%s", (long long)year,
                             month, day, (int)(of_day / HOUR_MS), zone);
    return (struct str){room, (size_t)len};
}
