#include "input/layers.h"

#include <stdio.h>
#include <string.h>

#define SEEKS ", which can only be read as a file of its own; save it as one and name that"

static void release_layer(struct layer *l)
{
    archive_close(l->archive);
    feed_release(&l->feed);
    decompress_close(l->decompress);
    events_close(l->events);
    *l = (struct layer){.feed = FEED_NONE};
}

static void pop_to(struct layers *l, size_t count)
{
    while (l->count > count)
        release_layer(&l->layers[--l->count]);
}

void layers_release(struct layers *l)
{
    pop_to(l, 0);
    buf_release(&l->name);
    l->path = NULL;
}

struct feed *layers_top(struct layers *l)
{
    return &l->layers[l->count - 1].feed;
}

static void skip(struct topmost *top, const char *about, const char *why)
{
    top->what = TOP_SKIPPED;
    (void)snprintf(top->remark.text, sizeof top->remark.text, "%s%s", about, why);
}

/* A layer whose bytes come from a stream. */
static struct layer *push(struct layers *l, struct stream stream)
{
    struct layer *layer = &l->layers[l->count];
    *layer = (struct layer){.feed = FEED_NONE, .name_len = l->name.len};
    if (!feed_init_stream(&layer->feed, stream))
        return NULL;
    l->count++;
    return layer;
}

static size_t archive_count(const struct layers *l)
{
    size_t count = 0;
    for (size_t i = 0; i < l->count; i++)
        count += l->layers[i].archive != NULL;
    return count;
}

/* ---- going up ------------------------------------------------------------------------------- */

static bool push_decompress(struct layers *l, const struct packing *packing)
{
    struct decompress *d = decompress_open(packing->decompressor, layers_top(l));
    struct layer *layer = d ? push(l, decompress_stream(d)) : NULL;
    if (layer)
        layer->decompress = d;
    else
        decompress_close(d);
    return layer != NULL;
}

/* Event logs are read by their path, as the library wants it. */
static bool push_events(struct layers *l, const struct packing *packing, struct topmost *top)
{
    if (events_refusal()) {
        skip(top, events_refusal(), "");
        return true;
    }
    if (l->count > 1 || !l->layers[0].feed.seekable || strcmp(l->path, "-") == 0) {
        skip(top, packing->about, SEEKS);
        return true;
    }
    struct feed *below = layers_top(l);
    struct events *e;
    if (!events_open(l->path, feed_peek(below, 1), below->size, &e, &top->remark))
        return false;
    if (!e) {
        top->what = TOP_FAILED;
        return true;
    }
    struct layer *layer = push(l, events_stream(e));
    if (layer)
        layer->events = e;
    else
        events_close(e);
    return layer != NULL;
}

/* Makes an archive of the topmost layer. */
static bool begin_archive(struct layers *l, const struct packing *packing, struct topmost *top)
{
    struct layer *layer = &l->layers[l->count - 1];
    if (archive_count(l) == ARCHIVES_MAX) {
        skip(top, packing->about, " inside an archive that is inside another");
    } else if (packing->seeks && !layer->feed.seekable) {
        skip(top, packing->about, SEEKS);
    } else {
        l->has_members = true;
        layer->archive = archive_open(packing->archive, &layer->feed);
        return layer->archive != NULL;
    }
    return true;
}

/* Unpacks what is packed, until text or an archive is on top. */
static bool go_up(struct layers *l, struct topmost *top)
{
    *top = (struct topmost){.what = TOP_TEXT, .has_mtime = top->has_mtime, .mtime_s = top->mtime_s};
    const struct packing *packing;
    while (top->what == TOP_TEXT && !l->layers[l->count - 1].archive &&
           (packing = packing_of(feed_peek(layers_top(l), FEED_AHEAD)))) {
        if (!l->compression)
            l->compression = packing->name;
        if (packing->kind == PACKING_EVENTS) {
            if (!push_events(l, packing, top))
                return false;
            break;
        }
        if (packing->kind == PACKING_REFUSED)
            skip(top, packing->about, "");
        else if (packing->kind == PACKING_ARCHIVE) {
            if (!begin_archive(l, packing, top))
                return false;
        } else if (l->layers[l->count - 1].decompress)
            skip(top, "compressed twice, which this program does not unpack", "");
        else if (!push_decompress(l, packing))
            return false;
    }
    return true;
}

/* ---- members -------------------------------------------------------------------------------- */

static void name_member(struct layers *l, size_t archive_name_len, const char *name)
{
    l->name.len = archive_name_len;
    l->name.ptr[archive_name_len] = '\0';
    buf_add_char(&l->name, '!');
    buf_add_text(&l->name, name);
}

/* The last word on an archive that has ended, if there is one to say. */
static bool end_archive(struct layers *l, const struct remark *remark, bool lost,
                        struct topmost *top)
{
    struct layer *layer = &l->layers[l->count - 1];
    uint64_t files = layer->files;
    l->name.len = layer->name_len;
    l->name.ptr[layer->name_len] = '\0';
    archive_close(layer->archive);
    layer->archive = NULL;
    bool said = lost || files == 0;
    *top = (struct topmost){.what = lost ? TOP_FAILED : TOP_SKIPPED, .remark = *remark};
    if (files == 0 && !lost)
        skip(top, "an archive without files", "");
    return said;
}

static size_t innermost_archive(const struct layers *l)
{
    size_t i = l->count;
    while (i > 0 && !l->layers[i - 1].archive)
        i--;
    return i;
}

static bool push_member(struct layers *l, const struct archive_member *member, struct topmost *top)
{
    struct layer *layer = &l->layers[l->count - 1];
    layer->files++;
    name_member(l, layer->name_len, member->name);
    *top = (struct topmost){.has_mtime = member->has_mtime, .mtime_s = member->mtime_s};
    if (l->name.failed || !push(l, archive_stream(layer->archive)))
        return false;
    if (!member->refusal)
        return go_up(l, top);
    skip(top, member->refusal, "");
    if (member->fails)
        top->what = TOP_FAILED;
    return true;
}

/* What was skipped by what it begins with, but is damaged: nobody has told. */
static void tell_damage(struct layers *l)
{
    size_t archive = innermost_archive(l);
    const struct feed *member = archive && archive < l->count ? &l->layers[archive].feed : NULL;
    const struct feed *read = layers_read(l);
    if (member && member->failed && !l->layers[archive].files && read->taken == 0 &&
        read->at < read->end)
        archive_tell(l->layers[archive - 1].archive, member->remark.text);
}

bool layers_next(struct layers *l, bool *more, struct topmost *top)
{
    for (;;) {
        tell_damage(l);
        pop_to(l, innermost_archive(l));
        *more = l->count > 0;
        if (!*more)
            return true;
        struct archive_member member;
        struct remark remark = {""};
        bool lost;
        if (!archive_next(l->layers[l->count - 1].archive, &member, &remark, &lost)) {
            if (end_archive(l, &remark, lost, top))
                return true;
        } else {
            if (!push_member(l, &member, top))
                return false;
            if (!l->layers[l->count - 1].archive)
                return true;
        }
    }
}

bool layers_open(struct layers *l, const char *path, struct os_file file,
                 const struct os_stat *stat, struct meter *meter, struct topmost *top)
{
    *l = (struct layers){.path = path, .name = BUF_INIT(NAME_BYTES_MAX), .count = 1};
    l->layers[0] = (struct layer){.feed = FEED_NONE};
    *top = (struct topmost){0};
    bool made = feed_init(&l->layers[0].feed, file, stat, meter);
    buf_add_text(&l->name, path);
    l->layers[0].name_len = l->name.len;
    if (!made || l->name.failed || !go_up(l, top))
        return false;
    bool more;
    return !l->layers[l->count - 1].archive || layers_next(l, &more, top);
}
