#include "pipeline/plan.h"

#include <stdlib.h>
#include <string.h>

#include "base/list.h"

#define PLAN_BYTES_MAX ((size_t)1024 * 1024 * 1024)
/* Of a log that is not the one of its name and inode: so many candidates are looked at. */
#define CANDIDATES_MAX ((size_t)256)

struct planner {
    struct plan *plan;
    const struct walk *walk;
    const struct source_options *reading;
    size_t *rows;         /* owned; those that one log may be: room for all */
    struct claim *claims; /* owned */
    size_t claim_count;
    size_t claim_room;
};

void plan_release(struct plan *p)
{
    free(p->logs);
    free(p->first);
    arena_release(&p->memory);
    *p = (struct plan){0};
}

const struct planned_log *plan_find(const struct plan *p, size_t file, size_t member)
{
    size_t at = p->first[file] + member;
    return at < p->first[file + 1] ? &p->logs[at] : NULL;
}

const struct known_log *plan_known(const struct plan *p, const struct planned_log *log)
{
    return log->found.known == KNOWN_NONE ? NULL : &p->known->items[log->found.known];
}

static enum status add_claim(struct planner *p, size_t row, bool proven, struct error *err)
{
    struct claim *claims = list_grown(p->claims, p->claim_count, &p->claim_room, sizeof *claims);
    if (!claims)
        return error_no_memory(err);
    p->claims = claims;
    claims[p->claim_count++] =
        (struct claim){.found = p->plan->count - 1, .known = row, .proven = proven};
    return STATUS_OK;
}

/* ---- which rows it may be ------------------------------------------------------------------- */

static bool is_same_name(const struct known_log *k, const struct planned_log *log)
{
    return k->device == log->file.device && k->inode == log->file.inode &&
           strcmp(k->path, log->found.path) == 0;
}

static bool is_same_file(const struct known_log *k, const struct planned_log *log)
{
    return is_same_name(k, log) && k->size == log->file.size && k->mtime_s == log->file.mtime_s &&
           k->mtime_ns == log->file.mtime_ns;
}

/* Puts the row of the same name and inode first. False when there is none. */
static bool find_same_name(struct planner *p, size_t count, const struct planned_log *log)
{
    for (size_t i = 0; i < count; i++) {
        size_t row = p->rows[i];
        if (!is_same_name(&p->plan->known->items[row], log))
            continue;
        p->rows[i] = p->rows[0];
        p->rows[0] = row;
        return true;
    }
    return false;
}

static void sort_by_offset(const struct known_logs *known, size_t *rows, size_t count)
{
    for (size_t i = 1; i < count; i++)
        for (size_t at = i;
             at > 0 && known->items[rows[at - 1]].offset > known->items[rows[at]].offset; at--) {
            size_t row = rows[at];
            rows[at] = rows[at - 1];
            rows[at - 1] = row;
        }
}

/* Whether the text before the place is the one that was read. Where it is no longer than the head,
 * the head has told. */
static enum status prove(struct planner *p, struct source *s, size_t row, bool *proven,
                         struct error *err)
{
    const struct known_log *k = &p->plan->known->items[row];
    struct source_place place = {k->offset, k->raw, k->undecided, k->inside};
    struct str before = STR("");
    *proven = k->offset <= FINGERPRINT_HEAD_BYTES;
    if (*proven)
        return STATUS_OK;
    enum status status = source_go(s, &place, &before, proven, err);
    if (!status && *proven)
        *proven = hash_equal(hash_of(before, p->plan->known->seed), k->print.tail);
    return status;
}

static enum status add_claims(struct planner *p, struct source *s, struct planned_log *log,
                              size_t count, struct error *err)
{
    const struct known_logs *known = p->plan->known;
    bool proven = false;
    enum status status = STATUS_OK;
    if (find_same_name(p, count, log)) {
        log->unchanged = log->found.packed && is_same_file(&known->items[p->rows[0]], log);
        proven = log->unchanged;
        if (!proven && !log->found.packed)
            status = prove(p, s, p->rows[0], &proven, err);
        if (status || proven)
            return status ? status : add_claim(p, p->rows[0], true, err);
    }
    count = count < CANDIDATES_MAX ? count : CANDIDATES_MAX;
    sort_by_offset(known, p->rows, count);
    for (size_t i = 0; i < count && !status; i++) {
        status = prove(p, s, p->rows[i], &proven, err);
        if (!status)
            status = add_claim(p, p->rows[i], proven, err);
    }
    return status;
}

/* ---- the logs ------------------------------------------------------------------------------- */

/* The file's path from the root on, and what the source adds to it for a member. */
static char *absolute_name(struct planner *p, const char *path, const struct source *s)
{
    struct buf name = BUF_INIT(PLAN_BYTES_MAX);
    char *absolute = os_absolute_path(path);
    if (absolute) {
        buf_add_text(&name, absolute);
        buf_add_text(&name, source_name(s) + strlen(path));
    }
    free(absolute);
    char *copy = name.len ? arena_copy(&p->plan->memory, buf_str(&name)) : NULL;
    buf_release(&name);
    return copy;
}

static enum status plan_log(struct planner *p, const char *path, const struct os_stat *file,
                            struct source *s, struct error *err)
{
    struct planned_log *logs =
        list_grown(p->plan->logs, p->plan->count, &p->plan->room, sizeof *logs);
    if (logs)
        p->plan->logs = logs;
    char *name = absolute_name(p, path, s);
    if (!logs || !name)
        return error_no_memory(err);
    struct planned_log *log = &logs[p->plan->count++];
    *log = (struct planned_log){.file = *file};
    log->found = (struct found_log){.path = name,
                                    .device = file->device,
                                    .inode = file->inode,
                                    .packed = source_packed(s),
                                    .known = KNOWN_NONE};
    struct str head;
    size_t count = 0;
    enum status status = source_head(s, &head, err);
    if (!status)
        status = known_find(p->plan->known, head, p->rows, p->plan->known->count, &count, err);
    return status ? status : add_claims(p, s, log, count, err);
}

static enum status plan_file(struct planner *p, const struct walk_file *file, struct error *err)
{
    struct os_stat is;
    if (strcmp(file->path, "-") == 0 || !os_stat_path(file->path, &is) || is.kind != OS_REGULAR)
        return STATUS_OK;
    struct source_options options = *p->reading;
    options.explicit_path = file->explicit_path;
    struct source *s;
    enum status status = source_open(file->path, &options, &s, err);
    bool more = !status;
    while (more && !status) {
        status = plan_log(p, file->path, &is, s, err);
        if (!status)
            status = source_next(s, &more, err);
    }
    source_close(s);
    return status;
}

static enum status settle(struct planner *p, struct error *err)
{
    size_t count = p->plan->count;
    struct found_log *found = calloc(count + 1, sizeof *found);
    if (!found)
        return error_no_memory(err);
    for (size_t i = 0; i < count; i++)
        found[i] = p->plan->logs[i].found;
    enum status status =
        claims_settle(p->plan->known, found, count, p->claims, p->claim_count, err);
    for (size_t i = 0; i < count; i++)
        p->plan->logs[i].found = found[i];
    free(found);
    return status;
}

enum status plan_make(const struct walk *walk, const struct source_options *reading,
                      const struct known_logs *known, struct plan *out, struct error *err)
{
    *out = (struct plan){.known = known, .memory = ARENA_INIT(PLAN_BYTES_MAX)};
    struct planner p = {.plan = out, .walk = walk, .reading = reading};
    p.rows = calloc(known->count + 1, sizeof *p.rows);
    out->first = calloc(walk->file_count + 1, sizeof *out->first);
    enum status status = p.rows && out->first ? STATUS_OK : error_no_memory(err);
    for (size_t i = 0; i < walk->file_count && !status; i++) {
        out->first[i] = out->count;
        status = plan_file(&p, &walk->files[i], err);
    }
    if (!status) {
        out->first[walk->file_count] = out->count;
        status = settle(&p, err);
    }
    free(p.rows);
    free(p.claims);
    if (status)
        plan_release(out);
    return status;
}
