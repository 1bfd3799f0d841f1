#include <stdlib.h>
#include <string.h>

#include "tally/tally.h"

static char *copy_bytes(const char *bytes, size_t len)
{
    char *copy = malloc(len + 1);
    if (copy)
        memcpy(copy, bytes, len + 1);
    return copy;
}

static bool merge_samples(struct tally_error *e, const struct tally_error *from, size_t most)
{
    if (!from->sample_count)
        return true;
    /* There may be room for fewer: the tally has kept fewer until now. */
    struct tally_sample *room = realloc(e->samples, most * sizeof *room);
    if (!room)
        return false;
    e->samples = room;
    for (size_t i = 0; i < from->sample_count && e->sample_count < most; i++) {
        struct tally_sample *to = &e->samples[e->sample_count++];
        *to = from->samples[i];
        to->file = copy_bytes(to->file, strlen(to->file));
        to->text = copy_bytes(to->text, to->text_len);
        if (!to->file || !to->text)
            return false;
    }
    return true;
}

static void merge_counts(struct tally_error *e, const struct tally_error *from)
{
    e->events += from->events;
    e->mentions += from->mentions;
    for (size_t i = 0; i < CONFIDENCE_COUNT; i++)
        e->by_confidence[i] += from->by_confidence[i];
    for (size_t i = 0; i < OPERATION_COUNT; i++)
        e->operations[i] += from->operations[i];
    e->disagreements += from->disagreements;
    e->without_time += from->without_time;
    e->noise += from->noise;
    e->ambiguous |= from->ambiguous;
    moment_widen(&e->first, &e->last, from->first);
    moment_widen(&e->first, &e->last, from->last);
}

static bool merge_error(struct tally_error *e, const struct tally_error *from, size_t samples)
{
    merge_counts(e, from);
    return topk_merge(&e->files, &from->files) && topk_merge(&e->peers, &from->peers) &&
           topk_merge(&e->hosts, &from->hosts) && topk_merge(&e->processes, &from->processes) &&
           timeline_merge(&e->timeline, &from->timeline) && hours_merge(&e->hours, &from->hours) &&
           minutes_merge(&e->minutes, &from->minutes) && rhythm_merge(&e->rhythm, &from->rhythm) &&
           merge_samples(e, from, samples);
}

bool tally_merge(struct tally *t, const struct tally *from)
{
    if (from->options.samples > t->options.samples)
        t->options.samples = from->options.samples;
    t->events += from->events;
    t->mentions += from->mentions;
    t->ignorable += from->ignorable;
    t->possible += from->possible;
    t->lookalikes += from->lookalikes;
    t->without_time += from->without_time;
    moment_widen(&t->first, &t->last, from->first);
    moment_widen(&t->first, &t->last, from->last);
    tally_read_until(t, from->read_until);
    for (size_t i = 0; i < t->options.related_count; i++)
        t->related[i] += from->related[i];
    bool done =
        timeline_merge(&t->timeline, &from->timeline) && minutes_merge(&t->minutes, &from->minutes);
    for (size_t i = 0; i < t->options.error_count && done; i++)
        if (from->errors[i].mentions)
            done = merge_error(&t->errors[i], &from->errors[i], t->options.samples);
    return done;
}
