#include "tally/tally.h"

#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"

enum status tally_init(struct tally *t, const struct tally_options *options, struct error *err)
{
    *t = (struct tally){.options = *options};
    if (t->options.samples > TALLY_SAMPLES_MAX)
        t->options.samples = TALLY_SAMPLES_MAX;
    groups_init(&t->groups);
    t->errors = calloc(options->error_count + 1, sizeof *t->errors);
    t->related = calloc(options->related_count + 1, sizeof *t->related);
    if (!t->errors || !t->related)
        return error_no_memory(err);
    for (size_t i = 0; i < options->error_count; i++) {
        topk_init(&t->errors[i].files, TALLY_TOP);
        topk_init(&t->errors[i].peers, TALLY_TOP);
        topk_init(&t->errors[i].hosts, TALLY_TOP);
        topk_init(&t->errors[i].processes, TALLY_TOP);
    }
    return STATUS_OK;
}

static void release_samples(struct tally_error *e)
{
    for (size_t i = 0; i < e->sample_count; i++) {
        free(e->samples[i].file);
        free(e->samples[i].text);
    }
    free(e->samples);
}

void tally_release(struct tally *t)
{
    for (size_t i = 0; t->errors && i < t->options.error_count; i++) {
        struct tally_error *e = &t->errors[i];
        topk_release(&e->files);
        topk_release(&e->peers);
        topk_release(&e->hosts);
        topk_release(&e->processes);
        timeline_release(&e->timeline);
        hours_release(&e->hours);
        minutes_release(&e->minutes);
        rhythm_release(&e->rhythm);
        release_samples(e);
    }
    free(t->errors);
    free(t->related);
    groups_release(&t->groups);
    timeline_release(&t->timeline);
    minutes_release(&t->minutes);
    *t = (struct tally){0};
}

#define ELLIPSIS "\xe2\x80\xa6"

/* The part of a line that a sample shows: all of it, or TALLY_SAMPLE_BYTES around the match. It
 * begins at `*from`. */
static struct str sample_window(const struct sighting *s, size_t *begin)
{
    struct str text = s->text;
    *begin = 0;
    if (text.len <= TALLY_SAMPLE_BYTES)
        return text;
    /* A third of the room before the match: what follows a code explains it. */
    size_t before = TALLY_SAMPLE_BYTES / 3;
    size_t from = s->match_at > before ? s->match_at - before : 0;
    if (from > text.len - TALLY_SAMPLE_BYTES)
        from = text.len - TALLY_SAMPLE_BYTES;
    from = utf8_floor(text, from);
    size_t to = utf8_floor(text, from + TALLY_SAMPLE_BYTES);
    *begin = from;
    return str_slice(text, from, to - from);
}

/* Where the match stands in the sample's text; a match that goes on beyond it is cut. */
static void place_match(struct tally_sample *sample, const struct sighting *s, size_t begin)
{
    size_t shift = begin ? sizeof ELLIPSIS - 1 : 0;
    sample->match_at = s->match_at - begin + shift;
    size_t room = sample->text_len > sample->match_at ? sample->text_len - sample->match_at : 0;
    sample->match_len = s->match_len < room ? s->match_len : room;
}

static bool add_sample(const struct tally *t, struct tally_error *e, const struct sighting *s)
{
    if (e->sample_count >= t->options.samples)
        return true;
    if (!e->samples && !(e->samples = calloc(t->options.samples, sizeof *e->samples)))
        return false;
    size_t begin;
    struct str window = sample_window(s, &begin);
    struct buf file = BUF_INIT(SIZE_MAX / 4);
    struct buf text = BUF_INIT(SIZE_MAX / 4);
    buf_add(&file, s->file);
    buf_reserve(&text, 1);
    buf_add_text(&text, begin ? ELLIPSIS : "");
    buf_add(&text, window);
    buf_add_text(&text, begin + window.len < s->text.len ? ELLIPSIS : "");
    if (file.failed || text.failed || !file.ptr) {
        buf_release(&file);
        buf_release(&text);
        return false;
    }
    text.ptr[text.len] = '\0';
    struct tally_sample *sample = &e->samples[e->sample_count++];
    *sample = (struct tally_sample){
        .file = file.ptr, .line = s->line, .time = s->time, .text = text.ptr, .text_len = text.len};
    place_match(sample, s, begin);
    return true;
}

static bool add_names(struct tally_error *e, const struct sighting *s, int64_t utc_ms)
{
    return topk_add_at(&e->files, s->file, 1, utc_ms) &&
           (!s->peer.len || topk_add_at(&e->peers, s->peer, 1, utc_ms)) &&
           (!s->host.len || topk_add_at(&e->hosts, s->host, 1, utc_ms)) &&
           (!s->process.len || topk_add_at(&e->processes, s->process, 1, utc_ms));
}

static struct str group_name(const struct tally *t, const struct sighting *s,
                             char room[GROUP_TIME_BYTES])
{
    struct moment shown = s->time;
    if (t->options.zone)
        shown.has_zone = false; /* all are in one zone: no need to state it */
    switch (t->options.group_by) {
    case GROUP_BY_FILE:
        return s->file;
    case GROUP_BY_PEER:
        return s->peer;
    case GROUP_BY_OPERATION:
        return s->operation < OPERATION_COUNT ? str_from(operation_id(s->operation)) : STR("");
    case GROUP_BY_HOST:
        return s->host;
    case GROUP_BY_PROCESS:
        return s->process;
    default:
        return group_time_name(t->options.group_by, shown, room);
    }
}

/* Ignorable errors are in no group, as they are in no total. */
static bool add_to_group(struct tally *t, const struct sighting *s)
{
    char room[GROUP_TIME_BYTES];
    enum group_key key = t->options.group_by;
    return key == GROUP_BY_NONE || s->ignorable ||
           groups_add(&t->groups, group_name(t, s, room), s->error, s->time);
}

static bool add_time(struct tally *t, struct tally_error *e, const struct sighting *s,
                     int64_t utc_ms)
{
    moment_widen(&e->first, &e->last, s->time);
    if (!timeline_add(&e->timeline, utc_ms, 1) || !hours_add(&e->hours, utc_ms) ||
        !minutes_add(&e->minutes, utc_ms) || !rhythm_add(&e->rhythm, s->peer, utc_ms))
        return false;
    if (s->ignorable)
        return true;
    moment_widen(&t->first, &t->last, s->time);
    return timeline_add(&t->timeline, utc_ms, 1) && minutes_add(&t->minutes, utc_ms);
}

static bool add_event(struct tally *t, struct tally_error *e, const struct sighting *s)
{
    e->events++;
    e->noise += s->noise;
    if (s->ignorable)
        t->ignorable++;
    else
        t->events++;
    if (s->operation < OPERATION_COUNT)
        e->operations[s->operation]++;
    int64_t utc_ms = TOPK_NO_TIME;
    if (s->time.known)
        utc_ms = moment_utc_ms(s->time);
    if (!add_names(e, s, utc_ms) || !add_to_group(t, s) || !add_sample(t, e, s))
        return false;
    if (s->time.known)
        return add_time(t, e, s, utc_ms);
    e->without_time++;
    t->without_time += !s->ignorable;
    return true;
}

enum status tally_add(struct tally *t, const struct sighting *s, struct error *err)
{
    struct tally_error *e = &t->errors[s->error];
    e->mentions++;
    e->by_confidence[s->confidence]++;
    e->disagreements += s->disagrees;
    e->ambiguous |= s->ambiguous;
    if (!s->ignorable)
        t->mentions++;
    if (s->event && !add_event(t, e, s))
        return error_no_memory(err);
    return STATUS_OK;
}

void tally_add_related(struct tally *t, size_t index)
{
    t->related[index]++;
}

void tally_read_until(struct tally *t, struct moment time)
{
    if (time.known && (!t->read_until.known || moment_utc_ms(time) > moment_utc_ms(t->read_until)))
        t->read_until = time;
}
