#include "cli/expecting.h"

#include "cli/when.h"

#define WHERE_BYTES_MAX ((size_t)64 * 1024)
#define DAY_MS ((int64_t)86400000)

/* An entry for a code that is mistyped would hold back nothing, and nobody would learn it. */
static enum status check_codes(const struct noise *noise, const struct catalog *catalog,
                               struct error *err)
{
    for (size_t i = 0; i < noise->count; i++) {
        const struct noise_entry *e = &noise->entries[i];
        if (!catalog_find(catalog, e->code))
            return error_set(err, STATUS_INVALID, "%s:%d: no error is known by the code %d",
                             e->file_of_list, e->line, (int)e->code);
    }
    return STATUS_OK;
}

enum status expecting_init(const char *path, const struct catalog *catalog, struct expecting *out,
                           struct error *err)
{
    *out = (struct expecting){.wanted = path != NULL};
    if (!path)
        return STATUS_OK;
    enum status status = when_now(&out->now_s, err);
    if (!status)
        status = noise_load(path, &out->noise, err);
    return status ? status : check_codes(&out->noise, catalog, err);
}

void expecting_release(struct expecting *e)
{
    noise_release(&e->noise);
    *e = (struct expecting){0};
}

static const char *where_of(struct arena *memory, const struct noise_entry *entry)
{
    struct buf text = BUF_INIT(WHERE_BYTES_MAX);
    if (*entry->peer)
        buf_add_format(&text, "peer %s", entry->peer);
    if (*entry->file)
        buf_add_format(&text, "%sfile %s", text.len ? ", " : "", entry->file);
    const char *copy = text.failed ? NULL : arena_copy(memory, buf_str(&text));
    buf_release(&text);
    return copy;
}

enum status expecting_report(struct expecting *e, const struct pipeline_result *result,
                             struct report_options *options, struct error *err)
{
    if (!e->wanted)
        return STATUS_OK;
    struct report_noise *items = arena_array(&e->noise.memory, e->noise.count + 1, sizeof *items);
    if (!items)
        return error_no_memory(err);
    options->noise = items;
    for (size_t i = 0; i < e->noise.count; i++) {
        const struct noise_entry *entry = &e->noise.entries[i];
        if (!result->noise_events[i] && !result->noise_expired[i])
            continue;
        struct report_noise *n = &items[options->noise_count++];
        *n = (struct report_noise){
            .code = entry->code,
            .where = where_of(&e->noise.memory, entry),
            .reason = entry->reason,
            .until = {.wall_ms = entry->until_day * DAY_MS, .known = true},
            .events = result->noise_events[i],
            .expired = result->noise_expired[i],
        };
        if (!n->where)
            return error_no_memory(err);
    }
    return STATUS_OK;
}
