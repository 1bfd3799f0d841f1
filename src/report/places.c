#include "report/places.h"

#include <stdlib.h>
#include <string.h>

#include "report/family.h"

#define NAME_BYTES_MAX ((size_t)64 * 1024)

struct maker {
    struct arena *memory;
    const struct catalog *catalog;
    const struct tally *tally;
    enum group_key key;
};

/* A group of the tally on its way to a place. */
struct candidate {
    const char *family; /* the name of its place */
    size_t family_len;
    const struct topk_item *item;
    const struct group *group;
};

static struct str family_of(const struct candidate *c)
{
    return (struct str){c->family, c->family_len};
}

static uint64_t certain(const struct candidate *c)
{
    return c->item->count - c->item->over;
}

static int compare_times(struct moment a, struct moment b)
{
    if (a.known != b.known)
        return a.known ? -1 : 1;
    int64_t x = moment_utc_ms(a), y = moment_utc_ms(b);
    return (x > y) - (x < y);
}

/* ---- Parts ---- */

static int compare_part_errors(const void *a, const void *b)
{
    const struct report_part *x = a, *y = b;
    return (x->meaning > y->meaning) - (x->meaning < y->meaning); /* both in the catalog's array */
}

static int compare_parts(const void *a, const void *b)
{
    const struct report_part *x = a, *y = b;
    if (x->events != y->events)
        return x->events < y->events ? 1 : -1;
    return (x->meaning->code > y->meaning->code) - (x->meaning->code < y->meaning->code);
}

/* Equal errors, of several files, become one. Returns how many are left. */
static size_t join_parts(struct report_part *parts, size_t count)
{
    size_t used = 0;
    for (size_t i = 0; i < count; i++) {
        if (used && parts[used - 1].meaning == parts[i].meaning) {
            struct report_part *to = &parts[used - 1];
            to->events += parts[i].events;
            moment_widen(&to->first, &to->last, parts[i].first);
            moment_widen(&to->first, &to->last, parts[i].last);
        } else {
            parts[used++] = parts[i];
        }
    }
    return used;
}

static bool make_parts(const struct maker *m, const struct candidate *c, size_t count,
                       struct report_place *out)
{
    size_t room = 0;
    for (size_t i = 0; i < count; i++)
        room += c[i].group->count;
    struct report_part *parts = arena_array(m->memory, room, sizeof *parts);
    if (!parts)
        return false;
    size_t used = 0;
    out->part_rest = out->events;
    for (size_t i = 0; i < count; i++) {
        for (size_t k = 0; k < c[i].group->count; k++) {
            const struct group_cell *cell = &c[i].group->cells[k];
            parts[used++] = (struct report_part){&m->catalog->errors[cell->error], cell->events,
                                                 cell->first, cell->last};
            out->part_rest -= cell->events;
        }
    }
    if (used) {
        qsort(parts, used, sizeof *parts, compare_part_errors);
        used = join_parts(parts, used);
        qsort(parts, used, sizeof *parts, compare_parts);
    }
    out->parts = parts;
    out->part_count = used;
    return true;
}

/* ---- Members ---- */

/* Zones differ between the files of one family only when a log changed its format: then by the
 * clock as written is as good as anything. */
static int compare_members(const void *a, const void *b)
{
    const struct report_member *x = a, *y = b;
    int by_time = compare_times(x->first, y->first);
    if (by_time)
        return by_time;
    /* app.log.2 is older than app.log.1 */
    return str_compare((struct str){y->name, y->name_len}, (struct str){x->name, x->name_len});
}

static bool make_members(const struct maker *m, const struct candidate *c, size_t count,
                         struct report_place *out)
{
    struct report_member *members = arena_array(m->memory, count, sizeof *members);
    if (!members)
        return false;
    for (size_t i = 0; i < count; i++) {
        struct str name = str_from(c[i].item->name);
        members[i] = (struct report_member){.name = arena_copy(m->memory, name),
                                            .name_len = name.len,
                                            .events = certain(&c[i]),
                                            .first = c[i].group->first,
                                            .last = c[i].group->last};
        if (!members[i].name)
            return false;
    }
    qsort(members, count, sizeof *members, compare_members);
    out->members = members;
    out->member_count = count;
    return true;
}

/* ---- Titles ---- */

static const char *untold_title(enum group_key key)
{
    switch (key) {
    case GROUP_BY_FILE:
        return "no file";
    case GROUP_BY_PEER:
        return "no peer told";
    case GROUP_BY_OPERATION:
        return "no operation told";
    case GROUP_BY_HOST:
        return "no host told";
    case GROUP_BY_PROCESS:
        return "no process told";
    default:
        return "without a time";
    }
}

/* 2026-11-20T14:00Z as people write it. */
static bool add_time_title(struct buf *out, struct str name)
{
    bool utc = name.ptr[name.len - 1] == 'Z';
    for (size_t i = 0; i < name.len - utc; i++)
        buf_add_char(out, name.ptr[i] == 'T' ? ' ' : name.ptr[i]);
    buf_add_text(out, utc ? " UTC" : "");
    return !out->failed;
}

static bool make_title(const struct maker *m, struct report_place *out)
{
    struct str name = {out->name, out->name_len};
    struct str title = name;
    char room[GROUP_TIME_BYTES + 8];
    struct buf text = BUF_INIT(sizeof room);
    if (name.len == 0)
        title = str_from(untold_title(m->key));
    else if (m->key == GROUP_BY_HOUR || m->key == GROUP_BY_DAY)
        title = add_time_title(&text, name) ? buf_str(&text) : name;
    else
        out->verbatim = m->key != GROUP_BY_OPERATION;
    out->title = arena_copy(m->memory, title);
    out->title_len = title.len;
    buf_release(&text);
    return out->title != NULL;
}

/* ---- Places ---- */

/* One place of the candidates of one family. */
static bool make_place(const struct maker *m, const struct candidate *c, size_t count,
                       struct report_place *out)
{
    struct str name = count > 1 ? family_of(c) : str_from(c->item->name);
    *out = (struct report_place){.name = arena_copy(m->memory, name), .name_len = name.len};
    for (size_t i = 0; i < count; i++) {
        out->events += certain(&c[i]);
        moment_widen(&out->first, &out->last, c[i].group->first);
        moment_widen(&out->first, &out->last, c[i].group->last);
    }
    uint64_t total = m->tally->groups.names.total;
    out->share = (double)out->events / (double)total;
    return out->name && make_title(m, out) && make_parts(m, c, count, out) &&
           (count == 1 || make_members(m, c, count, out));
}

static int compare_families(const void *a, const void *b)
{
    const struct candidate *x = a, *y = b;
    int order = str_compare(family_of(x), family_of(y));
    return order ? order : strcmp(x->item->name, y->item->name);
}

/* By events, what is not told last. */
static int compare_places(const void *a, const void *b)
{
    const struct report_place *x = a, *y = b;
    if ((x->name_len == 0) != (y->name_len == 0))
        return x->name_len == 0 ? 1 : -1;
    if (x->events != y->events)
        return x->events < y->events ? 1 : -1;
    return str_compare((struct str){x->name, x->name_len}, (struct str){y->name, y->name_len});
}

static int compare_by_name(const void *a, const void *b)
{
    const struct report_place *x = a, *y = b;
    if ((x->name_len == 0) != (y->name_len == 0))
        return x->name_len == 0 ? 1 : -1;
    return str_compare((struct str){x->name, x->name_len}, (struct str){y->name, y->name_len});
}

/* Only files have families; anything else is its own. */
static bool name_family(const struct maker *m, struct candidate *c)
{
    struct str name = str_from(c->item->name);
    if (m->key != GROUP_BY_FILE) {
        c->family = name.ptr;
        c->family_len = name.len;
        return true;
    }
    struct buf family = BUF_INIT(NAME_BYTES_MAX);
    family_name(name, &family);
    c->family = family.failed ? NULL : arena_copy(m->memory, buf_str(&family));
    c->family_len = family.len;
    buf_release(&family);
    return c->family != NULL;
}

/* What is certain enough to be told, by family; see build_list() in model.c. */
static bool collect(const struct maker *m, struct candidate *out, size_t *count,
                    struct report_places *places)
{
    const struct groups *g = &m->tally->groups;
    places->other_events = g->names.total;
    for (size_t i = 0; i < g->names.count; i++) {
        struct candidate c = {.item = &g->names.items[i], .group = &g->items[i]};
        if (certain(&c) < c.item->over) {
            places->other_distinct++;
            continue;
        }
        if (!name_family(m, &c))
            return false;
        places->other_events -= certain(&c);
        out[(*count)++] = c;
    }
    if (g->names.evictions) {
        places->other_distinct++; /* at least one name was pushed out */
        places->short_by = g->names.total / GROUPS_KEPT;
    }
    if (*count)
        qsort(out, *count, sizeof *out, compare_families);
    return true;
}

static void choose_shown(const struct maker *m, struct report_place *items,
                         struct report_places *out)
{
    for (size_t i = 0; i < out->count; i++) {
        items[i].shown = i < REPORT_PLACES_SHOWN || items[i].name_len == 0;
        out->shown += items[i].shown;
    }
    if (m->key == GROUP_BY_HOUR || m->key == GROUP_BY_DAY)
        qsort(items, out->count, sizeof *items, compare_by_name);
}

bool places_build(struct arena *memory, const struct catalog *catalog, const struct tally *tally,
                  enum report_grouping grouping, struct report_places *out)
{
    *out = (struct report_places){0};
    struct maker m = {memory, catalog, tally, report_grouping_key(grouping)};
    size_t room = tally->groups.names.count;
    if (m.key == GROUP_BY_NONE || room == 0)
        return true;
    struct candidate *candidates = arena_array(memory, room, sizeof *candidates);
    struct report_place *items = arena_array(memory, room, sizeof *items);
    size_t count = 0;
    if (!candidates || !items || !collect(&m, candidates, &count, out))
        return false;
    for (size_t i = 0; i < count;) {
        size_t end = i + 1;
        while (end < count && str_equal(family_of(&candidates[end]), family_of(&candidates[i])))
            end++;
        if (!make_place(&m, &candidates[i], end - i, &items[out->count++]))
            return false;
        i = end;
    }
    if (out->count) {
        qsort(items, out->count, sizeof *items, compare_places);
        choose_shown(&m, items, out);
    }
    out->items = items;
    return true;
}
