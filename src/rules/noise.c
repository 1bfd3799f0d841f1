#include "rules/noise.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "base/list.h"
#include "base/os_file.h"
#include "engine/csv.h"

#define NOISE_BYTES_MAX ((size_t)16 * 1024 * 1024)
#define PEER_MAX 512
#define DAY_MS ((int64_t)86400000)

static const char *const columns[] = {"code", "peer", "file", "reason", "until", NULL};
enum { CODE, PEER, FILES, REASON, UNTIL };

struct loader {
    struct noise *out;
    struct noise_entry *entries; /* owned by the noise's memory when done */
    size_t room;
};

static bool digits(struct str text, size_t at, size_t len, int *out)
{
    int64_t n;
    struct str part = str_slice(text, at, len);
    if (part.len != len || !ascii_is_digit(part.ptr[0]) || !str_to_i64(part, &n))
        return false;
    *out = (int)n;
    return true;
}

/* 2026-12-31 */
static bool read_day(struct str text, int64_t *day)
{
    int y, m, d;
    if (text.len != 10 || text.ptr[4] != '-' || text.ptr[7] != '-' || !digits(text, 0, 4, &y) ||
        !digits(text, 5, 2, &m) || !digits(text, 8, 2, &d) || !civil_valid(y, m, d))
        return false;
    *day = civil_days(y, m, d);
    return true;
}

static enum status add_row(void *state, const struct csv_row *row, struct error *err)
{
    struct loader *l = state;
    struct noise *n = l->out;
    int64_t code;
    struct noise_entry entry = {.line = row->line};
    if (!str_to_i64(row->cells[CODE], &code) || code < INT32_MIN || code > INT32_MAX)
        return csv_cell_error(row, CODE, err, "is no number");
    if (!row->cells[PEER].len && !row->cells[FILES].len)
        return csv_cell_error(row, PEER, err, "is empty, and so is file: name at least one");
    if (row->cells[PEER].len >= PEER_MAX)
        return csv_cell_error(row, PEER, err, "is too long");
    if (!row->cells[REASON].len)
        return csv_cell_error(row, REASON, err, "is empty: say why this is noise");
    if (!read_day(row->cells[UNTIL], &entry.until_day))
        return csv_cell_error(row, UNTIL, err, "is no day such as 2026-12-31");
    entry.code = (int32_t)code;
    entry.peer = arena_copy(&n->memory, row->cells[PEER]);
    entry.file = arena_copy(&n->memory, row->cells[FILES]);
    entry.reason = arena_copy(&n->memory, row->cells[REASON]);
    entry.file_of_list = arena_copy(&n->memory, str_from(row->file));
    struct noise_entry *entries = list_grown(l->entries, n->count, &l->room, sizeof *entries);
    if (!entries)
        return error_no_memory(err);
    l->entries = entries;
    if (!entry.peer || !entry.file || !entry.reason || !entry.file_of_list)
        return error_no_memory(err);
    entries[n->count++] = entry;
    return STATUS_OK;
}

enum status noise_load(const char *path, struct noise *out, struct error *err)
{
    char *text = NULL;
    size_t len = 0;
    *out = (struct noise){.memory = ARENA_INIT(4 * NOISE_BYTES_MAX)};
    struct loader l = {.out = out};
    enum status status = os_read_whole(path, NOISE_BYTES_MAX, &text, &len, err);
    if (!status)
        status = csv_table_read(path, (struct str){text, len}, columns, add_row, &l, err);
    if (!status) {
        struct noise_entry *entries =
            arena_array(&out->memory, out->count + 1, sizeof *out->entries);
        if (entries && out->count)
            memcpy(entries, l.entries, out->count * sizeof *entries);
        out->entries = entries;
        status = entries ? STATUS_OK : error_no_memory(err);
    }
    free(l.entries);
    free(text);
    return status;
}

void noise_release(struct noise *n)
{
    arena_release(&n->memory);
    *n = (struct noise){0};
}

static bool peer_matches(const char *pattern, struct str peer)
{
    char name[PEER_MAX];
    if (!*pattern)
        return true;
    if (!peer.len || peer.len >= sizeof name)
        return false;
    memcpy(name, peer.ptr, peer.len);
    name[peer.len] = '\0';
    return os_glob_match(pattern, name);
}

static bool file_matches(const char *pattern, const char *file)
{
    const char *slash = strrchr(file, '/');
    if (!*pattern)
        return true;
    return os_glob_match(pattern, strchr(pattern, '/') || !slash ? file : slash + 1);
}

static int64_t day_of(struct moment time, int64_t now_s)
{
    int64_t ms = time.known ? time.wall_ms : now_s * 1000;
    return ms / DAY_MS - (ms % DAY_MS < 0);
}

struct noise_verdict noise_find(const struct noise *n, int32_t code, struct str peer,
                                const char *file, struct moment time, int64_t now_s)
{
    struct noise_verdict verdict = {SIZE_MAX, false};
    for (size_t i = 0; i < n->count; i++) {
        const struct noise_entry *e = &n->entries[i];
        if (e->code != code || !peer_matches(e->peer, peer) || !file_matches(e->file, file))
            continue;
        bool expired = day_of(time, now_s) > e->until_day;
        if (!expired)
            return (struct noise_verdict){i, false};
        if (verdict.entry == SIZE_MAX)
            verdict = (struct noise_verdict){i, true};
    }
    return verdict;
}
