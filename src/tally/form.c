#include "tally/form.h"

#include <stdlib.h>

#define NAME_BYTES_MAX ((size_t)64 * 1024)
#define HOUR_MS INT64_C(3600000)
#define MINUTE_MS INT64_C(60000)

/* A form at work. */
struct forming {
    struct wire *wire;
    struct str prefix; /* of files that are read */
    bool no_memory;
};

void form_moment(struct wire *w, struct moment *m)
{
    int64_t offset = m->offset_min;
    wire_bool(w, &m->known);
    if (!m->known)
        return;
    wire_i64(w, &m->wall_ms, -FORM_TIME_MAX_MS, FORM_TIME_MAX_MS);
    wire_i64(w, &offset, -26 * 60, 26 * 60);
    m->offset_min = (int16_t)offset;
    wire_bool(w, &m->has_zone);
}

/* ---- names ----------------------------------------------------------------------------------- */

static void form_time(struct wire *w, int64_t *ms)
{
    bool known = *ms != TOPK_NO_TIME;
    wire_bool(w, &known);
    if (known)
        wire_i64(w, ms, -FORM_TIME_MAX_MS, FORM_TIME_MAX_MS);
    else
        *ms = TOPK_NO_TIME;
}

static void form_item(struct wire *w, struct str *name, struct topk_item *item)
{
    wire_text(w, name, TOPK_NAME_BYTES);
    wire_count(w, &item->count);
    wire_count(w, &item->over);
    form_time(w, &item->first_ms);
    form_time(w, &item->last_ms);
    if (item->over > item->count)
        wire_fail(w, "a count is less than its error");
}

/* What is read goes through the list's own door. */
static void take_item(struct forming *f, struct topk *list, struct str prefix)
{
    struct topk_item item = {0};
    struct topk_added added;
    struct str name = {0};
    struct buf whole = BUF_INIT(NAME_BYTES_MAX);
    form_item(f->wire, &name, &item);
    buf_add(&whole, prefix);
    buf_add(&whole, name);
    if (whole.failed || !topk_put(list, buf_str(&whole), item.count, item.first_ms, &added)) {
        f->no_memory = true;
    } else if (added.item != SIZE_MAX) {
        list->items[added.item].over += item.over;
        list->items[added.item].last_ms = item.last_ms;
    }
    buf_release(&whole);
}

/* Of what is certain of each name, there cannot be more than of all together. */
static void check_names(struct wire *w, const struct topk *list)
{
    uint64_t certain = 0;
    for (size_t i = 0; i < list->count; i++)
        certain += list->items[i].count - list->items[i].over;
    if (certain > list->total)
        wire_fail(w, "names have more events than there are");
}

static void form_names(struct forming *f, struct topk *list, struct str prefix)
{
    size_t count = list->count;
    uint64_t total = list->total;
    wire_size(f->wire, &count, list->capacity);
    for (size_t i = 0; i < count && !f->wire->wrong && !f->no_memory; i++) {
        if (wire_reads(f->wire)) {
            take_item(f, list, prefix);
        } else {
            struct str name = str_from(list->items[i].name);
            form_item(f->wire, &name, &list->items[i]);
        }
    }
    wire_count(f->wire, &total);
    wire_count(f->wire, &list->evictions);
    list->total = total;
    if (wire_reads(f->wire))
        check_names(f->wire, list);
}

/* ---- times ----------------------------------------------------------------------------------- */

/* Widths follow each other: how far along this one is. */
static void form_width(struct wire *w, int64_t *width_ms)
{
    size_t steps = 0;
    int64_t at = TIMELINE_MINUTE_MS;
    while (!wire_reads(w) && at < *width_ms) {
        at = timeline_wider(at);
        steps++;
    }
    wire_size(w, &steps, 32);
    at = TIMELINE_MINUTE_MS;
    while (steps--)
        at = timeline_wider(at);
    *width_ms = at;
}

static void form_timeline(struct forming *f, struct timeline *t)
{
    struct wire *w = f->wire;
    size_t used = t->used;
    wire_size(w, &used, TIMELINE_BUCKETS);
    if (!used)
        return;
    form_width(w, &t->width_ms);
    int64_t most = FORM_TIME_MAX_MS / t->width_ms;
    wire_i64(w, &t->first, -most, most);
    if (!t->counts && !(t->counts = calloc(TIMELINE_BUCKETS, sizeof *t->counts))) {
        f->no_memory = true;
        return;
    }
    t->used = used;
    for (size_t i = 0; i < used; i++)
        wire_count(w, &t->counts[i]);
}

static void form_hours(struct forming *f, struct hours *h)
{
    struct wire *w = f->wire;
    bool any = h->counts != NULL;
    wire_bool(w, &any);
    if (!any)
        return;
    if (!h->counts && !(h->counts = calloc(HOURS_KEPT, sizeof *h->counts))) {
        f->no_memory = true;
        return;
    }
    wire_i64(w, &h->last, -FORM_TIME_MAX_MS / HOUR_MS, FORM_TIME_MAX_MS / HOUR_MS);
    wire_count(w, &h->before);
    for (size_t i = 0; i < HOURS_KEPT; i++)
        wire_count(w, &h->counts[i]);
}

static void form_minutes(struct forming *f, struct minutes *m)
{
    struct wire *w = f->wire;
    size_t count = m->count;
    wire_size(w, &count, MINUTES_KEPT);
    if (!count)
        return;
    if (!m->items && !(m->items = calloc(MINUTES_KEPT, sizeof *m->items))) {
        f->no_memory = true;
        return;
    }
    for (size_t i = 0; i < count; i++) {
        wire_i64(w, &m->items[i].minute, -FORM_TIME_MAX_MS / MINUTE_MS,
                 FORM_TIME_MAX_MS / MINUTE_MS);
        wire_count(w, &m->items[i].count);
        wire_count(w, &m->items[i].over);
        if (m->items[i].over > m->items[i].count)
            wire_fail(w, "a count is less than its error");
    }
    m->count = count;
    wire_count(w, &m->total);
}

/* Gaps alone: who was seen last is of no use elsewhere. */
static void form_rhythm(struct forming *f, struct rhythm *r)
{
    bool any = r->total != 0;
    wire_bool(f->wire, &any);
    if (!any)
        return;
    if (!r->classes && !(r->classes = calloc(RHYTHM_CLASSES, sizeof *r->classes))) {
        f->no_memory = true;
        return;
    }
    for (size_t i = 0; i < RHYTHM_CLASSES; i++) {
        wire_count(f->wire, &r->classes[i].gaps);
        wire_count(f->wire, &r->classes[i].sum_ms);
    }
    wire_count(f->wire, &r->total);
}

/* ---- samples --------------------------------------------------------------------------------- */

static char *copy_text(struct str a, struct str b)
{
    char *copy = malloc(a.len + b.len + 1);
    if (!copy)
        return NULL;
    if (a.len)
        memcpy(copy, a.ptr, a.len);
    if (b.len)
        memcpy(copy + a.len, b.ptr, b.len);
    copy[a.len + b.len] = '\0';
    return copy;
}

static void form_sample(struct wire *w, struct tally_sample *s, struct str *file, struct str *text)
{
    wire_text(w, file, NAME_BYTES_MAX);
    wire_count(w, &s->line);
    form_moment(w, &s->time);
    wire_text(w, text, NAME_BYTES_MAX);
    wire_size(w, &s->match_at, text->len);
    wire_size(w, &s->match_len, text->len - s->match_at);
}

static void take_sample(struct forming *f, struct tally_error *e)
{
    struct tally_sample *s = &e->samples[e->sample_count];
    struct str file = {0}, text = {0};
    form_sample(f->wire, s, &file, &text);
    s->file = copy_text(f->prefix, file);
    s->text = copy_text(text, STR(""));
    s->text_len = text.len;
    e->sample_count++;
    f->no_memory = f->no_memory || !s->file || !s->text;
}

static void form_samples(struct forming *f, struct tally_error *e, size_t most)
{
    size_t count = e->sample_count;
    wire_size(f->wire, &count, most);
    if (wire_reads(f->wire) && count && !(e->samples = calloc(most, sizeof *e->samples))) {
        f->no_memory = true;
        return;
    }
    for (size_t i = 0; i < count && !f->wire->wrong && !f->no_memory; i++) {
        if (wire_reads(f->wire)) {
            take_sample(f, e);
        } else {
            struct tally_sample *s = &e->samples[i];
            struct str file = str_from(s->file), text = {s->text, s->text_len};
            form_sample(f->wire, s, &file, &text);
        }
    }
}

/* ---- the whole ------------------------------------------------------------------------------- */

static void form_error(struct forming *f, struct tally_error *e, size_t samples)
{
    struct wire *w = f->wire;
    wire_count(w, &e->events);
    wire_count(w, &e->mentions);
    for (size_t i = 0; i < CONFIDENCE_COUNT; i++)
        wire_count(w, &e->by_confidence[i]);
    wire_count(w, &e->disagreements);
    wire_count(w, &e->without_time);
    wire_count(w, &e->noise);
    wire_bool(w, &e->ambiguous);
    form_moment(w, &e->first);
    form_moment(w, &e->last);
    for (size_t i = 0; i < OPERATION_COUNT; i++)
        wire_count(w, &e->operations[i]);
    form_names(f, &e->files, f->prefix);
    form_names(f, &e->peers, STR(""));
    form_names(f, &e->hosts, STR(""));
    form_names(f, &e->processes, STR(""));
    form_timeline(f, &e->timeline);
    form_hours(f, &e->hours);
    form_minutes(f, &e->minutes);
    form_rhythm(f, &e->rhythm);
    form_samples(f, e, samples);
}

/* Of an ascending list; `count` when it is not there. */
static size_t find_code(const int32_t *codes, size_t count, int64_t code)
{
    for (size_t i = 0; i < count; i++)
        if (codes[i] == code)
            return i;
    return count;
}

/* The place of a code; of one that is written, the next with something to tell from `*at` on. */
static bool form_code(struct wire *w, const int32_t *codes, size_t count, size_t *at)
{
    int64_t code = wire_reads(w) ? 0 : codes[*at];
    wire_i64(w, &code, INT32_MIN, INT32_MAX);
    if (wire_reads(w))
        *at = find_code(codes, count, code);
    if (*at < count && !w->wrong)
        return true;
    wire_fail(w, "it counts an error that is not known here; give the --table that it was made "
                 "with");
    return false;
}

static void form_errors(struct forming *f, struct tally *t, const struct tally_names *names)
{
    size_t count = 0, all = t->options.error_count;
    for (size_t i = 0; i < all; i++)
        count += t->errors[i].mentions != 0;
    wire_size(f->wire, &count, all);
    for (size_t i = 0, at = 0; i < count && !f->wire->wrong && !f->no_memory; i++, at++) {
        while (!wire_reads(f->wire) && !t->errors[at].mentions)
            at++;
        if (!form_code(f->wire, names->errors, all, &at))
            return;
        struct tally_error *e = &t->errors[at];
        if (wire_reads(f->wire) && e->mentions) {
            wire_fail(f->wire, "it counts an error twice");
            return;
        }
        form_error(f, e, t->options.samples);
        if (!e->mentions)
            wire_fail(f->wire, "an error is never mentioned");
    }
}

static void form_related(struct wire *w, struct tally *t, const struct tally_names *names)
{
    size_t count = 0, all = t->options.related_count;
    for (size_t i = 0; i < all; i++)
        count += t->related[i] != 0;
    wire_size(w, &count, all);
    for (size_t i = 0, at = 0; i < count && !w->wrong; i++, at++) {
        while (!wire_reads(w) && !t->related[at])
            at++;
        if (form_code(w, names->related, all, &at))
            wire_count(w, &t->related[at]);
    }
}

bool form_tally(struct wire *w, struct tally *t, const struct tally_names *names)
{
    struct forming f = {.wire = w, .prefix = names->prefix};
    wire_count(w, &t->events);
    wire_count(w, &t->mentions);
    wire_count(w, &t->ignorable);
    wire_count(w, &t->possible);
    wire_count(w, &t->lookalikes);
    wire_count(w, &t->without_time);
    form_moment(w, &t->first);
    form_moment(w, &t->last);
    form_moment(w, &t->read_until);
    form_timeline(&f, &t->timeline);
    form_minutes(&f, &t->minutes);
    form_related(w, t, names);
    form_errors(&f, t, names);
    return !f.no_memory;
}
