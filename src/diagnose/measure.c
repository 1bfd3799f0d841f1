#include "diagnose/measure.h"

#include <stdlib.h>
#include <string.h>

#include "diagnose/names.h"

#define MINUTE_MS 60000.0

/* One error of a scope, and its events after the operations asked for. */
struct part {
    const struct tally_error *error;
    uint64_t events;
};

/* A figure at work: the errors of its scope that were seen. */
struct work {
    struct measuring *m;
    const struct figure *figure;
    struct part parts[DIAGNOSIS_ROWS_MAX];
    size_t count;
    uint64_t events;
};

static struct measured unknown(void)
{
    return (struct measured){0};
}

static struct measured number(double n)
{
    return (struct measured){.known = true, .number = n};
}

/* Gathering */

static uint64_t events_after(const struct tally_error *e, uint16_t operations)
{
    if (operations == 0)
        return e->events;
    uint64_t events = 0, told = 0;
    for (unsigned i = 0; i < OPERATION_COUNT; i++) {
        told += e->operations[i];
        events += operations & 1u << i ? e->operations[i] : 0;
    }
    return events + (operations & OPERATION_UNKNOWN_BIT ? e->events - told : 0);
}

static void gather(struct work *w, const struct diagnosis_scope *scope)
{
    w->count = 0;
    w->events = 0;
    for (size_t i = 0; i < scope->count && w->count < DIAGNOSIS_ROWS_MAX; i++) {
        const struct catalog_error *meaning = catalog_find(w->m->catalog, scope->subjects[i].code);
        if (!meaning)
            continue;
        const struct tally_error *e = &w->m->tally->errors[meaning - w->m->catalog->errors];
        uint64_t events = events_after(e, scope->subjects[i].operations);
        if (events == 0)
            continue;
        w->parts[w->count++] = (struct part){e, events};
        w->events += events;
    }
}

/* A time that was kept as UTC alone, as the log's clock would show it. */
static struct measured at_ms(const struct work *w, int64_t ms)
{
    const struct tally *t = w->m->tally;
    struct moment when = moment_in_zone(ms, t->options.zone, t->first.has_zone);
    return (struct measured){.known = true, .when = when};
}

static struct moment first_of(const struct work *w)
{
    struct moment first = {0};
    for (size_t i = 0; i < w->count; i++) {
        struct moment at = w->parts[i].error->first;
        if (at.known && (!first.known || moment_utc_ms(at) < moment_utc_ms(first)))
            first = at;
    }
    return first;
}

static struct moment last_of(const struct work *w)
{
    struct moment last = {0};
    for (size_t i = 0; i < w->count; i++) {
        struct moment at = w->parts[i].error->last;
        if (at.known && (!last.known || moment_utc_ms(at) > moment_utc_ms(last)))
            last = at;
    }
    return last;
}

/* The latest time that is known of the logs. */
static struct moment end_of_logs(const struct work *w)
{
    const struct tally *t = w->m->tally;
    bool later = t->read_until.known &&
                 (!t->last.known || moment_utc_ms(t->read_until) > moment_utc_ms(t->last));
    return later ? t->read_until : t->last;
}

static struct measured between(struct moment from, struct moment to)
{
    if (!from.known || !to.known)
        return unknown();
    return number((double)(moment_utc_ms(to) - moment_utc_ms(from)) / MINUTE_MS);
}

/* Counts */

static struct measured events(struct work *w)
{
    return number((double)w->events);
}

static struct measured share(struct work *w)
{
    uint64_t all = w->m->tally->events;
    return all ? number((double)w->events / (double)all) : unknown();
}

static struct measured ratio(struct work *w)
{
    double events_here = (double)w->events;
    gather(w, &w->figure->to);
    return w->events ? number(events_here / (double)w->events) : unknown();
}

static struct measured kinds(struct work *w)
{
    return number((double)w->count);
}

static struct measured repeated(struct work *w)
{
    uint64_t most = 0;
    for (size_t i = 0; i < w->count; i++)
        most = w->parts[i].events > most ? w->parts[i].events : most;
    return number((double)most);
}

/* Names */

static bool join(struct work *w, bool files, struct name_list *out)
{
    const struct topk *lists[DIAGNOSIS_ROWS_MAX];
    for (size_t i = 0; i < w->count; i++)
        lists[i] = files ? &w->parts[i].error->files : &w->parts[i].error->peers;
    if (names_join(w->m->scratch, lists, w->count, out))
        return true;
    w->m->failed = true;
    *out = (struct name_list){0};
    return false;
}

static struct measured peers(struct work *w)
{
    struct name_list list;
    (void)join(w, false, &list);
    return number((double)list.count + list.cut);
}

static struct measured files(struct work *w)
{
    struct name_list list;
    (void)join(w, true, &list);
    return number((double)list.count + list.cut);
}

/* The name with most events; NULL when there is none of which anything is certain. */
static const struct name_count *top(struct work *w, bool files_asked, struct name_list *list)
{
    if (!join(w, files_asked, list) || list->count == 0 || list->items[0].events == 0)
        return NULL;
    return &list->items[0];
}

static struct measured named(const struct name_count *item)
{
    return item ? (struct measured){.known = true, .name = item->name} : unknown();
}

static struct measured top_peer(struct work *w)
{
    struct name_list list;
    return named(top(w, false, &list));
}

static struct measured top_file(struct work *w)
{
    struct name_list list;
    return named(top(w, true, &list));
}

/* Peers, files and times are those of all operations: no more of them than of the events asked for.
 */
static struct measured at_most_all(const struct work *w, uint64_t events)
{
    return number((double)(events < w->events ? events : w->events));
}

static struct measured events_of(const struct work *w, const struct name_count *item)
{
    return item ? at_most_all(w, item->events) : unknown();
}

static struct measured top_peer_events(struct work *w)
{
    struct name_list list;
    return events_of(w, top(w, false, &list));
}

static struct measured top_file_events(struct work *w)
{
    struct name_list list;
    return events_of(w, top(w, true, &list));
}

static struct measured top_peer_share(struct work *w)
{
    struct measured most = top_peer_events(w);
    return most.known && w->events ? number(most.number / (double)w->events) : unknown();
}

static struct measured top_peer_span(struct work *w)
{
    struct name_list list;
    const struct name_count *item = top(w, false, &list);
    if (!item || item->first_ms == TOPK_NO_TIME)
        return unknown();
    return number((double)(item->last_ms - item->first_ms) / MINUTE_MS);
}

static struct measured top_peer_when(struct work *w)
{
    struct name_list list;
    const struct name_count *item = top(w, false, &list);
    if (!item || item->first_ms == TOPK_NO_TIME)
        return unknown();
    struct measured period = at_ms(w, item->first_ms);
    period.until = at_ms(w, item->last_ms).when;
    return period;
}

static struct measured main_peer(struct work *w)
{
    struct measured most = top_peer_share(w);
    return most.known && most.number >= 0.5 ? top_peer(w) : unknown();
}

static bool is_local(const char *name)
{
    static const char *const beginnings[] = {"127.", "localhost", "[::1]", "::1"};
    for (size_t i = 0; i < sizeof beginnings / sizeof *beginnings; i++)
        if (str_starts_nocase(str_from(name), str_from(beginnings[i])))
            return true;
    return false;
}

static bool is_ipv6(const char *name)
{
    const char *colon = strchr(name, ':');
    return *name == '[' || (colon && strchr(colon + 1, ':'));
}

/* A client is known without its port. */
static bool is_client(const char *name)
{
    const char *port = strrchr(name, ':');
    return !port || (is_ipv6(name) && *name != '[');
}

static struct measured share_of_form(struct work *w, bool (*has_form)(const char *name))
{
    struct name_list list;
    uint64_t found = 0;
    (void)join(w, false, &list);
    for (size_t i = 0; i < list.count; i++)
        found += has_form(list.items[i].name) ? list.items[i].events : 0;
    return list.events ? number((double)found / (double)list.events) : unknown();
}

static struct measured local_share(struct work *w)
{
    return share_of_form(w, is_local);
}

static struct measured ipv6_share(struct work *w)
{
    return share_of_form(w, is_ipv6);
}

static struct measured client_share(struct work *w)
{
    struct measured of_peers = share_of_form(w, is_client);
    struct name_list list;
    (void)join(w, false, &list);
    double with_peer = at_most_all(w, list.events).number;
    return w->events ? number(of_peers.number * with_peer / (double)w->events) : unknown();
}

/* Times */

static struct measured when(struct work *w)
{
    struct moment first = first_of(w);
    return (struct measured){.known = first.known, .when = first, .until = last_of(w)};
}

static struct measured span(struct work *w)
{
    return between(first_of(w), last_of(w));
}

static struct measured log_span(struct work *w)
{
    return between(w->m->tally->first, end_of_logs(w));
}

static struct measured quiet(struct work *w)
{
    return between(last_of(w), end_of_logs(w));
}

/* From the last minute of `to` that is not after the first event. To a minute: what happened in the
 * same one counts as before. */
static struct measured lead(struct work *w)
{
    struct moment begin = first_of(w);
    gather(w, &w->figure->to);
    if (!begin.known || w->count == 0)
        return unknown();
    int64_t minute = minutes_of(moment_utc_ms(begin));
    int64_t nearest = INT64_MIN;
    for (size_t i = 0; i < w->count; i++) {
        const struct minutes *all = &w->parts[i].error->minutes;
        for (size_t k = 0; k < all->count; k++)
            if (all->items[k].minute <= minute && all->items[k].minute > nearest)
                nearest = all->items[k].minute;
    }
    return nearest == INT64_MIN ? unknown() : number((double)(minute - nearest));
}

/* Bursts */

struct burst {
    uint64_t events;
    uint64_t total; /* events that state a time */
    int64_t minute; /* its first */
};

static int compare_minutes(const void *a, const void *b)
{
    const struct minutes_item *x = a, *y = b;
    return x->minute < y->minute ? -1 : x->minute > y->minute;
}

/* The minutes of all parts in order; one that several parts have stands there several times. */
static struct minutes_item *collect_minutes(struct work *w, size_t *count, uint64_t *total)
{
    size_t room = 0;
    for (size_t i = 0; i < w->count; i++)
        room += w->parts[i].error->minutes.count;
    struct minutes_item *items = arena_array(w->m->scratch, room, sizeof *items);
    *count = 0;
    *total = 0;
    for (size_t i = 0; items && i < w->count; i++) {
        const struct minutes *from = &w->parts[i].error->minutes;
        if (from->count)
            memcpy(items + *count, from->items, from->count * sizeof *items);
        *count += from->count;
        *total += from->total;
    }
    if (items && *count)
        qsort(items, *count, sizeof *items, compare_minutes);
    return items;
}

static bool find_burst(struct work *w, int64_t width, struct burst *out)
{
    size_t count;
    *out = (struct burst){0};
    const struct minutes_item *items = collect_minutes(w, &count, &out->total);
    if (!items) {
        w->m->failed = true;
        return false;
    }
    uint64_t inside = 0;
    size_t from = 0;
    for (size_t to = 0; to < count; to++) {
        inside += items[to].count - items[to].over;
        while (items[to].minute - items[from].minute >= width) {
            inside -= items[from].count - items[from].over;
            from++;
        }
        if (inside > out->events) {
            out->events = inside;
            out->minute = items[from].minute;
        }
    }
    return out->events > 0;
}

static struct measured burst_events(struct work *w)
{
    struct burst burst;
    return find_burst(w, w->figure->minutes, &burst) ? number((double)burst.events) : unknown();
}

static struct measured burst_share(struct work *w)
{
    struct burst burst;
    return find_burst(w, w->figure->minutes, &burst)
               ? number((double)burst.events / (double)burst.total)
               : unknown();
}

static struct measured burst_start(struct work *w)
{
    struct burst burst;
    return find_burst(w, w->figure->minutes, &burst) ? at_ms(w, burst.minute * 60000) : unknown();
}

/* Where a log states no time, nothing contradicts that it was one day. */
static struct measured day_events(struct work *w)
{
    struct burst burst;
    (void)find_burst(w, (int64_t)24 * 60, &burst);
    uint64_t timeless = w->events > burst.total ? w->events - burst.total : 0;
    return at_most_all(w, burst.events + timeless);
}

/* Rhythm */

struct beat {
    uint64_t gaps;
    uint64_t sum_ms;
    uint64_t total;
};

/* The two classes side by side that hold most gaps: a length may lie on their border. */
static struct beat find_beat(const struct work *w)
{
    struct rhythm_class sums[RHYTHM_CLASSES + 1] = {{0}};
    struct beat best = {0};
    for (size_t i = 0; i < w->count; i++) {
        const struct rhythm *r = &w->parts[i].error->rhythm;
        best.total += r->total;
        for (size_t k = 0; r->classes && k < RHYTHM_CLASSES; k++) {
            sums[k].gaps += r->classes[k].gaps;
            sums[k].sum_ms += r->classes[k].sum_ms;
        }
    }
    for (size_t k = 0; k < RHYTHM_CLASSES; k++) {
        uint64_t gaps = sums[k].gaps + sums[k + 1].gaps;
        if (gaps > best.gaps) {
            best.gaps = gaps;
            best.sum_ms = sums[k].sum_ms + sums[k + 1].sum_ms;
        }
    }
    return best;
}

static struct measured gaps(struct work *w)
{
    return number((double)find_beat(w).total);
}

static struct measured rhythm(struct work *w)
{
    struct beat beat = find_beat(w);
    return beat.gaps ? number((double)beat.sum_ms / (double)beat.gaps / MINUTE_MS) : unknown();
}

static struct measured rhythm_share(struct work *w)
{
    struct beat beat = find_beat(w);
    return beat.gaps ? number((double)beat.gaps / (double)beat.total) : unknown();
}

/* Related codes are no errors of the catalog, so they are not among the parts. */
static struct measured related(struct work *w)
{
    const struct catalog *catalog = w->m->catalog;
    const struct diagnosis_scope *scope = &w->figure->of;
    uint64_t events = 0;
    for (size_t i = 0; i < scope->count; i++)
        for (size_t k = 0; k < w->m->tally->options.related_count; k++)
            if (catalog->related[k].code == scope->subjects[i].code)
                events += w->m->tally->related[k];
    return number((double)events);
}

/* The table */

static const struct {
    struct measured (*measure)(struct work *w);
    enum measured_kind kind;
    bool minutes; /* needs them */
    bool to;      /* needs it */
} measures[MEASURE_COUNT] = {
    [MEASURE_EVENTS] = {events, MEASURED_COUNT, false, false},
    [MEASURE_SHARE] = {share, MEASURED_SHARE, false, false},
    [MEASURE_RATIO] = {ratio, MEASURED_SHARE, false, true},
    [MEASURE_KINDS] = {kinds, MEASURED_COUNT, false, false},
    [MEASURE_RELATED] = {related, MEASURED_COUNT, false, false},
    [MEASURE_REPEATED] = {repeated, MEASURED_COUNT, false, false},
    [MEASURE_PEERS] = {peers, MEASURED_COUNT, false, false},
    [MEASURE_TOP_PEER] = {top_peer, MEASURED_NAME, false, false},
    [MEASURE_TOP_PEER_EVENTS] = {top_peer_events, MEASURED_COUNT, false, false},
    [MEASURE_TOP_PEER_SHARE] = {top_peer_share, MEASURED_SHARE, false, false},
    [MEASURE_TOP_PEER_SPAN] = {top_peer_span, MEASURED_DURATION, false, false},
    [MEASURE_TOP_PEER_WHEN] = {top_peer_when, MEASURED_PERIOD, false, false},
    [MEASURE_MAIN_PEER] = {main_peer, MEASURED_NAME, false, false},
    [MEASURE_LOCAL_SHARE] = {local_share, MEASURED_SHARE, false, false},
    [MEASURE_IPV6_SHARE] = {ipv6_share, MEASURED_SHARE, false, false},
    [MEASURE_CLIENT_SHARE] = {client_share, MEASURED_SHARE, false, false},
    [MEASURE_FILES] = {files, MEASURED_COUNT, false, false},
    [MEASURE_TOP_FILE] = {top_file, MEASURED_NAME, false, false},
    [MEASURE_TOP_FILE_EVENTS] = {top_file_events, MEASURED_COUNT, false, false},
    [MEASURE_DAY_EVENTS] = {day_events, MEASURED_COUNT, false, false},
    [MEASURE_WHEN] = {when, MEASURED_PERIOD, false, false},
    [MEASURE_SPAN] = {span, MEASURED_DURATION, false, false},
    [MEASURE_LOG_SPAN] = {log_span, MEASURED_DURATION, false, false},
    [MEASURE_QUIET] = {quiet, MEASURED_DURATION, false, false},
    [MEASURE_LEAD] = {lead, MEASURED_DURATION, false, true},
    [MEASURE_BURST_EVENTS] = {burst_events, MEASURED_COUNT, true, false},
    [MEASURE_BURST_SHARE] = {burst_share, MEASURED_SHARE, true, false},
    [MEASURE_BURST_START] = {burst_start, MEASURED_TIME, true, false},
    [MEASURE_GAPS] = {gaps, MEASURED_COUNT, false, false},
    [MEASURE_RHYTHM] = {rhythm, MEASURED_DURATION, false, false},
    [MEASURE_RHYTHM_SHARE] = {rhythm_share, MEASURED_SHARE, false, false},
};

enum measured_kind measure_kind(enum measure measure)
{
    return measures[measure].kind;
}

bool measure_needs_minutes(enum measure measure)
{
    return measures[measure].minutes;
}

bool measure_needs_other(enum measure measure)
{
    return measures[measure].to;
}

struct measured measure(struct measuring *m, const struct figure *figure)
{
    struct work w = {.m = m, .figure = figure};
    gather(&w, figure->of.count ? &figure->of : &m->errors);
    return measures[figure->measure].measure(&w);
}
