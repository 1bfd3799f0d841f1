#include "pipeline/resume.h"

#include <string.h>

/* A related code may be an error's too. */
#define RELATED ((int32_t)1 << 30)

/* ---- errors --------------------------------------------------------------------------------- */

/* The dense index of a code, or SIZE_MAX: the table has changed since. */
static size_t index_of(const struct catalog *catalog, int32_t code)
{
    const struct catalog_error *error = code & RELATED ? NULL : catalog_find(catalog, code);
    if (error)
        return (size_t)(error - catalog->errors);
    for (size_t i = 0; i < catalog->related_count; i++)
        if ((catalog->related[i].code | RELATED) == code)
            return catalog->error_count + i;
    return SIZE_MAX;
}

static void set_bits(uint64_t *bits, const struct known_codes *codes, const struct catalog *catalog)
{
    for (size_t i = 0; i < codes->count; i++) {
        size_t index = index_of(catalog, codes->items[i]);
        if (index != SIZE_MAX)
            bits[index / 64] |= (uint64_t)1 << index % 64;
    }
}

static bool list_codes(const uint64_t *bits, const struct catalog *catalog, struct arena *memory,
                       struct known_codes *out)
{
    size_t count = catalog->error_count + catalog->related_count;
    int32_t *items = arena_array(memory, count + 1, sizeof *items);
    if (!items)
        return false;
    out->items = items;
    for (size_t i = 0; i < count; i++)
        if (bits[i / 64] >> i % 64 & 1)
            items[out->count++] =
                catalog_code_at(catalog, i) | (i < catalog->error_count ? 0 : RELATED);
    return true;
}

/* ---- columns -------------------------------------------------------------------------------- */

/* Which columns rules ask for: their numbers mean nothing to other rules. */
static struct hash hash_names(const struct ruleset *rules)
{
    struct hash sum = {{0}};
    for (size_t i = 0; i < rules->rule_count; i++) {
        struct str name = str_from(rules->rules[i].column);
        if (!name.len)
            continue;
        struct hash one = hash_of(name, i);
        for (size_t k = 0; k < sizeof sum.bytes; k++)
            sum.bytes[k] = (unsigned char)(sum.bytes[k] * 31 + one.bytes[k]);
    }
    return sum;
}

/* As it lies in memory: a state is read by the machine that wrote it. */
struct kept_context {
    struct hash names;
    struct w3c_columns columns;
    struct log_clock clock;
};

/* The distinct names in the order of the rules, as the scanner watches them. */
static size_t list_names(const struct ruleset *rules, const char **names)
{
    size_t count = 0;
    for (size_t i = 0; i < rules->rule_count && count < W3C_WATCHED_MAX; i++) {
        struct str name = str_from(rules->rules[i].column);
        size_t at = 0;
        while (at < count && !str_equal_nocase(str_from(names[at]), name))
            at++;
        if (name.len && at == count)
            names[count++] = name.ptr;
    }
    return count;
}

/* The last header in the log's beginning: all that is left to go by when the rules are others. */
static void find_header(struct log *log, const struct ruleset *rules)
{
    const char *names[W3C_WATCHED_MAX];
    size_t count = list_names(rules, names);
    struct str head = {log->head, log->head_len};
    for (size_t at = 0; at < head.len;) {
        const char *end = memchr(head.ptr + at, log->line_end, head.len - at);
        size_t stop = end ? (size_t)(end - head.ptr) : head.len;
        struct str line = str_slice(head, at, stop - at);
        if (end && w3c_is_header(line))
            w3c_read_header(line, names, count, &log->columns);
        at = stop + 1;
    }
}

static void resume_context(struct log *log, const struct known_log *known,
                           const struct ruleset *rules)
{
    static const struct w3c_columns none = {0};
    struct kept_context kept;
    if (known->context.len != sizeof kept)
        return;
    memcpy(&kept, known->context.ptr, sizeof kept);
    log->clock = kept.clock;
    if (hash_equal(kept.names, hash_names(rules)))
        log->columns = kept.columns;
    else if (!w3c_equal(&kept.columns, &none))
        find_header(log, rules);
}

static bool keep_context(const struct log *log, const struct ruleset *rules, struct arena *memory,
                         struct str *out)
{
    struct kept_context kept;
    memset(&kept, 0, sizeof kept); /* also what lies between the members */
    kept.names = hash_names(rules);
    kept.columns = log->columns;
    kept.clock.known = log->clock.known;
    kept.clock.latest_ms = log->clock.latest_ms;
    char *copy = arena_copy_bytes(memory, &kept, sizeof kept);
    *out = (struct str){copy, copy ? sizeof kept : 0};
    return copy != NULL;
}

/* ---- a log ---------------------------------------------------------------------------------- */

void log_resume(struct log *log, const struct known_log *known, const struct catalog *catalog,
                const struct ruleset *rules)
{
    log->known = known;
    log->lines = known->lines;
    log->offset = known->offset;
    log->unfinished = known->inside;
    log->open = (struct open_record){
        .valid = known->open,
        .line = known->open_line,
        .offset = known->open_offset,
        .time = known->open_time,
    };
    log->record_at_hand = known->record_line;
    set_bits(log->record_errors, &known->record_codes, catalog);
    if (known->line_codes.count) {
        log->line_at_hand = known->lines;
        set_bits(log->line_errors, &known->line_codes, catalog);
    }
    const struct catalog_error *message = catalog_find(catalog, known->message_code);
    if (message && known->message_line != UINT64_MAX) {
        log->message_line = known->message_line;
        log->message_error = (uint16_t)(message - catalog->errors);
    }
    resume_context(log, known, rules);
    log->rest_lookalikes = log->counted_lookalikes = known->rest_lookalikes;
}

/* How much of the last line was counted although it has no end. */
static uint64_t counted_rest(const struct log *log)
{
    if (log->end.rest_given)
        return log->end.rest_len;
    bool same_line = log->known && log->known->offset == log->end.place.offset;
    return same_line && log->end.rest_len ? log->known->rest_counted : 0;
}

static void remember_file(const struct log *log, const struct source_info *info,
                          struct known_log *out)
{
    const struct planned_log *plan = log->plan;
    out->id = log->known ? log->known->id : 0;
    out->path = plan->found.path;
    out->device = plan->file.device;
    out->inode = plan->file.inode;
    out->size = plan->file.size;
    out->mtime_s = plan->file.mtime_s;
    /* What was not read to its end must not be taken for done because the file is the same. */
    out->mtime_ns = info->status == SOURCE_READ ? plan->file.mtime_ns : -1;
}

static void remember_place(const struct log *log, struct known_log *out)
{
    const struct log_end *end = &log->end;
    out->print = end->print;
    out->offset = end->place.offset;
    out->raw = end->place.raw;
    out->undecided = end->place.undecided;
    out->inside = end->place.inside;
    out->lines = log->lines;
    out->open = log->open.valid;
    out->open_line = log->open.line;
    out->open_offset = log->open.offset;
    out->open_time = log->open.time;
    out->record_line = log->record_at_hand;
    out->message_line = log->message_line;
    out->rest_len = end->rest_len;
    out->rest = end->rest;
    out->rest_counted = counted_rest(log);
    out->rest_lookalikes = out->rest_counted ? log->rest_lookalikes : 0;
}

enum status log_remember(const struct log *log, const struct source_info *info,
                         const struct catalog *catalog, const struct ruleset *rules,
                         struct arena *memory, bool *worth, struct known_log *out,
                         struct error *err)
{
    *worth = log->plan && log->remembered;
    if (!*worth)
        return STATUS_OK;
    if (log->plan->unchanged) {
        *out = *log->known;
        return STATUS_OK;
    }
    *out = (struct known_log){0};
    *worth = log->end.place.offset || log->end.rest_len;
    remember_file(log, info, out);
    remember_place(log, out);
    bool in_line = out->inside || out->rest_counted;
    bool done = list_codes(log->record_errors, catalog, memory, &out->record_codes);
    if (done)
        done = keep_context(log, rules, memory, &out->context);
    if (done && in_line && log->line_at_hand == log->lines)
        done = list_codes(log->line_errors, catalog, memory, &out->line_codes);
    if (log->message_line != UINT64_MAX)
        out->message_code = catalog->errors[log->message_error].code;
    return done ? STATUS_OK : error_no_memory(err);
}

uint64_t log_new_lines(const struct log *log)
{
    if (!log->plan)
        return log->lines + log->unfinished;
    uint64_t before = 0;
    if (log->known)
        before = log->known->lines + (log->known->inside || log->known->rest_counted);
    uint64_t now = log->lines + (log->end.place.inside || counted_rest(log) > 0);
    return now > before ? now - before : 0;
}
