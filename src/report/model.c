#include "report/model.h"

#include "diagnose/filling.h"
#include "report/course.h"

#include <stdlib.h>
#include <string.h>

#include "report/places.h"

/* Far above any real report: 4096 errors with full lists and timelines need about 100 MiB. */
#define MODEL_BYTES_MAX ((size_t)256 * 1024 * 1024)

#define ROW(name, id, key) {id, key},
static const struct {
    const char *id;
    enum group_key key;
} groupings[] = {REPORT_GROUPING_LIST(ROW)};
#undef ROW

const char *report_grouping_id(enum report_grouping g)
{
    return (unsigned)g < REPORT_GROUPING_COUNT ? groupings[g].id : "?";
}

enum group_key report_grouping_key(enum report_grouping g)
{
    return (unsigned)g < REPORT_GROUPING_COUNT ? groupings[g].key : GROUP_BY_NONE;
}

bool report_grouping_from(struct str id, enum report_grouping *out)
{
    for (unsigned i = 0; i < REPORT_GROUPING_COUNT; i++) {
        if (str_equal(id, str_from(groupings[i].id))) {
            *out = (enum report_grouping)i;
            return true;
        }
    }
    return false;
}

struct builder {
    const struct catalog *catalog;
    const struct tally *tally;
    struct report_model *model;
    struct arena *memory;
};

/* Lists of names */

static int compare_counts(const void *a, const void *b)
{
    const struct report_count *x = a, *y = b;
    if (x->events != y->events)
        return x->events < y->events ? 1 : -1;
    return str_compare((struct str){x->name, x->name_len}, (struct str){y->name, y->name_len});
}

/* A sketch never counts too little: what is certain of an item is count - over. An item of which
 * less than half is certain tells more about the sketch than about the log. */
static bool build_list(struct arena *memory, const struct topk *names, struct report_list *out)
{
    struct report_count *items = arena_array(memory, names->count, sizeof *items);
    if (!items)
        return false;
    uint64_t listed = 0;
    size_t used = 0;
    for (size_t i = 0; i < names->count; i++) {
        const struct topk_item *item = &names->items[i];
        uint64_t certain = item->count - item->over;
        if (certain < item->over) {
            out->other_distinct++;
            continue;
        }
        struct str name = str_from(item->name);
        items[used] = (struct report_count){arena_copy(memory, name), name.len, certain};
        if (!items[used].name)
            return false;
        listed += certain;
        used++;
    }
    if (used)
        qsort(items, used, sizeof *items, compare_counts);
    out->items = items;
    out->count = used;
    out->other_events = names->total - listed;
    if (names->evictions)
        out->other_distinct++; /* at least one name was pushed out */
    return true;
}

static bool build_operations(struct arena *memory, const uint64_t *events, struct report_list *out)
{
    struct report_count *items = arena_array(memory, OPERATION_COUNT, sizeof *items);
    if (!items)
        return false;
    for (unsigned i = 0; i < OPERATION_COUNT; i++) {
        if (events[i] == 0)
            continue;
        const char *id = operation_id((enum operation)i);
        items[out->count++] = (struct report_count){id, strlen(id), events[i]};
    }
    if (out->count)
        qsort(items, out->count, sizeof *items, compare_counts);
    out->items = items;
    return true;
}

/* Samples */

static bool build_samples(struct arena *memory, const struct tally_error *from,
                          struct report_error *out)
{
    struct report_sample *samples = arena_array(memory, from->sample_count, sizeof *samples);
    if (!samples)
        return false;
    for (size_t i = 0; i < from->sample_count; i++) {
        const struct tally_sample *sample = &from->samples[i];
        struct report_sample *copy = &samples[i];
        *copy = (struct report_sample){
            .file = arena_copy(memory, str_from(sample->file)),
            .line = sample->line,
            .time = sample->time,
            .text = arena_copy(memory, (struct str){sample->text, sample->text_len}),
            .text_len = sample->text_len,
            .match_at = sample->match_at,
            .match_len = sample->match_len,
        };
        if (!copy->file || !copy->text)
            return false;
    }
    out->samples = samples;
    out->sample_count = from->sample_count;
    return true;
}

/* Advice */

static operation_set operations_seen(const struct tally_error *from)
{
    operation_set seen = 0;
    for (unsigned i = 0; i < OPERATION_COUNT; i++)
        if (from->operations[i])
            seen = (operation_set)(seen | 1u << i);
    return seen;
}

static bool applies(operation_set advice, operation_set seen)
{
    return advice == 0 || seen == 0 || (advice & seen) != 0;
}

/* Whether any action is for one of these operations. */
static bool is_advised(const struct catalog_error *meaning, operation_set seen)
{
    for (size_t i = 0; i < meaning->action_count; i++)
        if (applies(meaning->actions[i].operations, seen))
            return true;
    return false;
}

/* The other end that has at least half of the events, or "". */
static struct str main_peer(const struct report_error *e)
{
    const struct report_count *most = e->peers.count ? &e->peers.items[0] : NULL;
    if (!most || most->events < e->events - most->events)
        return STR("");
    return (struct str){most->name, most->name_len};
}

/* Needs the peers. */
static bool build_advice(struct arena *memory, const struct tally_error *from,
                         struct report_error *out)
{
    const struct catalog_error *meaning = out->meaning;
    operation_set seen = operations_seen(from);
    seen = is_advised(meaning, seen) ? seen : 0;
    struct catalog_action *actions = arena_array(memory, meaning->action_count, sizeof *actions);
    uint16_t *causes = arena_array(memory, meaning->cause_count, sizeof *causes);
    if (!actions || !causes)
        return false;
    for (size_t i = 0; i < meaning->action_count; i++) {
        struct catalog_action *next = &actions[out->action_count];
        if (!applies(meaning->actions[i].operations, seen))
            continue;
        *next = meaning->actions[i];
        if (!filling_add_peer(next, main_peer(out), memory))
            return false;
        out->action_count++;
    }
    for (size_t i = 0; i < meaning->cause_count && i <= UINT16_MAX; i++)
        if (applies(meaning->causes[i].operations, seen))
            causes[out->cause_count++] = (uint16_t)i;
    out->actions = actions;
    out->causes = causes;
    return true;
}

/* Errors */

static enum confidence usual_confidence(const uint64_t *mentions)
{
    enum confidence usual = CONFIDENCE_CERTAIN;
    for (unsigned i = CONFIDENCE_COUNT; i-- > 0;)
        if (mentions[i] > mentions[usual])
            usual = (enum confidence)i;
    return usual;
}

static double share_of(uint64_t part, uint64_t whole)
{
    return whole ? (double)part / (double)whole : 0;
}

static bool build_error(const struct builder *b, size_t index, struct report_error *out)
{
    const struct tally_error *from = &b->tally->errors[index];
    const struct catalog_error *meaning = &b->catalog->errors[index];
    bool ignorable = meaning->severity == SEVERITY_IGNORABLE;
    *out = (struct report_error){
        .meaning = meaning,
        .category = &b->catalog->categories[meaning->category],
        .confidence = usual_confidence(from->by_confidence),
        .events = from->events,
        .mentions = from->mentions,
        .disagreements = from->disagreements,
        .noise = from->noise,
        .share = share_of(from->events, ignorable ? b->tally->ignorable : b->tally->events),
        .ambiguous = from->ambiguous,
        .first = from->first,
        .last = from->last,
    };
    return course_build(b->memory, &from->timeline, &from->minutes, b->tally->options.zone,
                        from->first, from->last, &out->course) &&
           build_list(b->memory, &from->files, &out->files) &&
           build_list(b->memory, &from->peers, &out->peers) &&
           build_list(b->memory, &from->hosts, &out->hosts) &&
           build_list(b->memory, &from->processes, &out->processes) &&
           build_operations(b->memory, from->operations, &out->operations) &&
           build_samples(b->memory, from, out) && build_advice(b->memory, from, out);
}

/* Sections */

/* A section while it is made: what its place depends on. */
struct section {
    size_t key;   /* category index, severity, or 0 */
    size_t count; /* of errors */
    uint64_t events;
    enum severity worst;
    size_t place; /* among the sections, once they are sorted */
};

/* The same for an error. */
struct entry {
    size_t index; /* dense, in the catalog */
    size_t place; /* of its section */
    enum severity severity;
    uint64_t events;
    int32_t code;
    bool by_code; /* within the section by code alone */
};

static int compare_sections(const void *a, const void *b)
{
    const struct section *x = a, *y = b;
    if ((x->count == 0) != (y->count == 0))
        return x->count == 0 ? 1 : -1;
    if (x->worst != y->worst)
        return x->worst < y->worst ? 1 : -1;
    if (x->key != y->key) /* categories are in the order of their rank */
        return x->key < y->key ? -1 : 1;
    return 0;
}

static int compare_weight(const struct entry *x, const struct entry *y)
{
    if (x->severity != y->severity)
        return x->severity < y->severity ? 1 : -1;
    if (x->events != y->events)
        return x->events < y->events ? 1 : -1;
    return x->code < y->code ? -1 : x->code > y->code;
}

static int compare_entries(const void *a, const void *b)
{
    const struct entry *x = a, *y = b;
    if (x->place != y->place)
        return x->place < y->place ? -1 : 1;
    if (x->by_code)
        return x->code < y->code ? -1 : x->code > y->code;
    return compare_weight(x, y);
}

/* The sections of a report: behind the places, the usual ones. */
static enum report_grouping sections_by(const struct builder *b)
{
    enum report_grouping grouping = b->model->options.grouping;
    return report_grouping_key(grouping) == GROUP_BY_NONE ? grouping : REPORT_GROUP_BY_CATEGORY;
}

static size_t section_key(enum report_grouping grouping, const struct catalog_error *meaning)
{
    switch (grouping) {
    case REPORT_GROUP_BY_CATEGORY:
        return meaning->category;
    case REPORT_GROUP_BY_SEVERITY:
        return meaning->severity;
    default:
        return 0;
    }
}

static const struct {
    const char *title;
    const char *description;
} severity_sections[] = {
    [SEVERITY_IGNORABLE] = {"Ignorable", "Part of normal operation."},
    [SEVERITY_INFORMATIONAL] = {"Informational", "Expected now and then; worth knowing."},
    [SEVERITY_TRANSIENT] = {"Transient", "Usually passes; look when it stays or grows."},
    [SEVERITY_ACTIONABLE] = {"Actionable", "Stays until somebody changes something."},
    [SEVERITY_CRITICAL] = {"Critical", "Work is failing now and needs somebody at once."},
};

static struct report_group describe_section(const struct builder *b, const struct section *s)
{
    struct report_group group = {.count = s->count, .events = s->events};
    switch (sections_by(b)) {
    case REPORT_GROUP_BY_CATEGORY:
        group.id = b->catalog->categories[s->key].id;
        group.title = b->catalog->categories[s->key].title;
        group.description = b->catalog->categories[s->key].description;
        break;
    case REPORT_GROUP_BY_SEVERITY:
        group.id = severity_id((enum severity)s->key);
        group.title = severity_sections[s->key].title;
        group.description = severity_sections[s->key].description;
        break;
    default:
        group.id = "code";
        group.title = "All errors";
        group.description = "";
    }
    return group;
}

static size_t section_room(const struct builder *b)
{
    size_t categories = b->catalog->category_count;
    return categories > SEVERITY_COUNT ? categories : SEVERITY_COUNT;
}

/* Counts what each section holds and puts the sections in order. */
static void gather_sections(const struct builder *b, struct entry *entries, size_t count,
                            struct section *sections, size_t section_count)
{
    enum report_grouping grouping = sections_by(b);
    for (size_t i = 0; i < section_count; i++)
        sections[i].key = i;
    for (size_t i = 0; i < count; i++) {
        struct section *s = &sections[section_key(grouping, &b->catalog->errors[entries[i].index])];
        s->count++;
        s->events += entries[i].events;
        if (entries[i].severity > s->worst)
            s->worst = entries[i].severity;
    }
    qsort(sections, section_count, sizeof *sections, compare_sections);
    for (size_t i = 0; i < count; i++) {
        size_t key = section_key(grouping, &b->catalog->errors[entries[i].index]);
        for (size_t place = 0; place < section_count; place++)
            if (sections[place].key == key)
                entries[i].place = place;
        entries[i].by_code = grouping == REPORT_GROUP_BY_CODE;
    }
}

static void widen_to_errors(const struct builder *b, struct report_group *g)
{
    for (size_t i = g->first; i < g->first + g->count; i++) {
        moment_widen(&g->earliest, &g->latest, b->model->errors[i].first);
        moment_widen(&g->earliest, &g->latest, b->model->errors[i].last);
    }
}

static bool build_groups(struct builder *b, const struct section *sections, size_t section_count)
{
    struct report_group *groups = arena_array(b->memory, section_count, sizeof *groups);
    if (!groups)
        return false;
    size_t first = 0;
    for (size_t i = 0; i < section_count && sections[i].count; i++) {
        groups[i] = describe_section(b, &sections[i]);
        groups[i].first = first;
        widen_to_errors(b, &groups[i]);
        first += sections[i].count;
        b->model->group_count++;
    }
    b->model->groups = groups;
    b->model->ignorable_group = (struct report_group){
        .id = severity_id(SEVERITY_IGNORABLE),
        .title = severity_sections[SEVERITY_IGNORABLE].title,
        .description = severity_sections[SEVERITY_IGNORABLE].description,
        .first = first,
        .count = b->model->error_count - first,
        .events = b->tally->ignorable,
    };
    return true;
}

/* What became of an error since earlier runs. */
static void compare_error(const struct report_comparison *comparison, struct report_error *e)
{
    for (size_t i = 0; comparison && i < comparison->count; i++)
        if (comparison->items[i].meaning == e->meaning)
            e->change = &comparison->items[i];
    bool usual = e->change && e->change->kind == REPORT_CHANGE_USUAL;
    e->folded = usual || (e->events && e->noise == e->events);
}

static bool build_errors(struct builder *b, const struct entry *entries, size_t count)
{
    struct report_error *errors = arena_array(b->memory, count, sizeof *errors);
    if (!errors)
        return false;
    for (size_t i = 0; i < count; i++)
        if (!build_error(b, entries[i].index, &errors[i]))
            return false;
        else
            compare_error(b->model->options.comparison, &errors[i]);
    b->model->errors = errors;
    b->model->error_count = count;
    return true;
}

/* `entries` are the counted errors in the order of the report; they are sorted anew. */
static bool build_ranking(struct builder *b, struct entry *entries, size_t count)
{
    size_t *ranking = arena_array(b->memory, count, sizeof *ranking);
    if (!ranking)
        return false;
    for (size_t i = 0; i < count; i++) {
        entries[i].index = i;
        entries[i].place = 0;
        entries[i].by_code = false;
    }
    if (count)
        qsort(entries, count, sizeof *entries, compare_entries);
    for (size_t i = 0; i < count; i++)
        ranking[i] = entries[i].index;
    b->model->worst_first = ranking;
    b->model->distinct_errors = count;
    b->model->worst = count ? entries[0].severity : SEVERITY_IGNORABLE;
    return true;
}

/* Those met, counted ones first; returns how many, and how many of them count. */
static size_t collect(const struct builder *b, struct entry *entries, size_t *counted)
{
    size_t used = 0;
    for (int ignorable = 0; ignorable <= 1; ignorable++) {
        for (size_t i = 0; i < b->tally->options.error_count; i++) {
            const struct catalog_error *meaning = &b->catalog->errors[i];
            if (b->tally->errors[i].mentions == 0 ||
                (meaning->severity == SEVERITY_IGNORABLE) != ignorable)
                continue;
            entries[used++] = (struct entry){.index = i,
                                             .severity = meaning->severity,
                                             .events = b->tally->errors[i].events,
                                             .code = meaning->code};
        }
        if (!ignorable)
            *counted = used;
    }
    return used;
}

static bool build_sections(struct builder *b)
{
    size_t section_count = section_room(b);
    struct entry *entries = arena_array(b->memory, b->tally->options.error_count, sizeof *entries);
    struct section *sections = arena_array(b->memory, section_count, sizeof *sections);
    if (!entries || !sections)
        return false;
    size_t counted = 0;
    size_t count = collect(b, entries, &counted);
    gather_sections(b, entries, counted, sections, section_count);
    if (counted)
        qsort(entries, counted, sizeof *entries, compare_entries);
    if (count > counted)
        qsort(entries + counted, count - counted, sizeof *entries, compare_entries);
    return build_errors(b, entries, count) && build_groups(b, sections, section_count) &&
           build_ranking(b, entries, counted);
}

static bool build_totals(struct builder *b)
{
    const struct tally *t = b->tally;
    struct report_model *m = b->model;
    m->events = t->events;
    m->mentions = t->mentions;
    m->ignorable = t->ignorable;
    m->possible = t->possible;
    m->lookalikes = t->lookalikes;
    m->without_time = t->without_time + m->coverage.out_of_reach;
    m->first = t->first;
    m->last = t->last;
    return course_build(b->memory, &t->timeline, &t->minutes, t->options.zone, t->first, t->last,
                        &m->course);
}

static bool build_related(struct builder *b)
{
    size_t count = b->tally->options.related_count;
    struct report_related *related = arena_array(b->memory, count + 1, sizeof *related);
    for (size_t i = 0; related && i < count; i++)
        if (b->tally->related[i])
            related[b->model->related_count++] =
                (struct report_related){&b->catalog->related[i], b->tally->related[i]};
    b->model->related = related;
    return related != NULL;
}

enum status report_model_build(const struct catalog *catalog, const struct tally *tally,
                               const struct report_coverage *coverage,
                               const struct report_options *options, struct report_model *out,
                               struct error *err)
{
    *out = (struct report_model){
        .options = *options,
        .catalog = catalog,
        .tally = tally,
        .coverage = *coverage,
        .memory = ARENA_INIT(MODEL_BYTES_MAX),
    };
    if (out->options.top == 0)
        out->options.top = REPORT_TOP_DEFAULT;
    struct builder b = {.catalog = catalog, .tally = tally, .model = out, .memory = &out->memory};
    if (tally->options.error_count != catalog->error_count ||
        tally->options.related_count > catalog->related_count)
        return error_set(err, STATUS_INVALID,
                         "the tally counts %zu kinds of errors, the catalog has %zu",
                         tally->options.error_count, catalog->error_count);
    enum status status = STATUS_OK;
    if (!build_totals(&b) || !build_sections(&b) || !build_related(&b) ||
        !places_build(&out->memory, catalog, tally, options->grouping, &out->places))
        status = error_no_memory(err);
    else if (options->diagnoses)
        status = diagnose_run(options->diagnoses, catalog, tally, &out->memory, &out->diagnoses,
                              &out->diagnosis_count, err);
    if (status)
        report_model_release(out);
    return status;
}

void report_model_release(struct report_model *m)
{
    arena_release(&m->memory);
    *m = (struct report_model){0};
}
