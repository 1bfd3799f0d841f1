#include "state/known.h"

#include <stdlib.h>
#include <string.h>

/* uthash ends the program when memory runs out, unless asked to report it. */
#define HASH_NONFATAL_OOM 1
#define uthash_nonfatal_oom(entry) (lost = true)
#define HASH_FUNCTION HASH_FNV
#include <uthash.h>

/* Rows with the same head follow each other in a list. */
struct known_index {
    UT_hash_handle hh;
    struct head_key {
        uint64_t len;
        struct hash head;
    } key;
    size_t first;
    size_t *next; /* of all rows; owned by the index's first entry */
};

static struct head_key key_of(size_t len, struct hash head)
{
    struct head_key key;
    memset(&key, 0, sizeof key);
    key.len = len;
    key.head = head;
    return key;
}

void known_release(struct known_logs *k)
{
    struct known_index *entry, *next;
    size_t *chain = k->index ? k->index->next : NULL;
    HASH_ITER(hh, k->index, entry, next)
    {
        HASH_DEL(k->index, entry);
        free(entry);
    }
    free(chain);
    free(k->lengths);
    *k = (struct known_logs){0};
}

static int compare_lengths(const void *a, const void *b)
{
    const size_t *x = a, *y = b;
    return *x < *y ? -1 : *x > *y;
}

static bool list_lengths(struct known_logs *k)
{
    k->lengths = calloc(k->count + 1, sizeof *k->lengths);
    if (!k->lengths)
        return false;
    for (size_t i = 0; i < k->count; i++)
        k->lengths[i] = k->items[i].print.head_len;
    if (k->count)
        qsort(k->lengths, k->count, sizeof *k->lengths, compare_lengths);
    for (size_t i = 0; i < k->count; i++)
        if (!k->length_count || k->lengths[k->length_count - 1] != k->lengths[i])
            k->lengths[k->length_count++] = k->lengths[i];
    return true;
}

static bool add_row(struct known_logs *k, size_t row, size_t *next)
{
    struct head_key key = key_of(k->items[row].print.head_len, k->items[row].print.head);
    struct known_index *entry;
    bool lost = false;
    HASH_FIND(hh, k->index, &key, sizeof key, entry);
    if (!entry) {
        if (!(entry = calloc(1, sizeof *entry)))
            return false;
        entry->key = key;
        entry->first = KNOWN_NONE;
        HASH_ADD(hh, k->index, key, sizeof entry->key, entry);
        if (lost) {
            free(entry);
            return false;
        }
    }
    next[row] = entry->first;
    entry->first = row;
    return true;
}

enum status known_index(const struct known_log *items, size_t count, uint64_t seed,
                        struct known_logs *out, struct error *err)
{
    *out = (struct known_logs){.items = items, .count = count, .seed = seed};
    size_t *next = calloc(count + 1, sizeof *next);
    bool done = next && list_lengths(out);
    for (size_t i = 0; i < count && done; i++)
        done = add_row(out, i, next);
    if (out->index)
        out->index->next = next;
    else
        free(next);
    if (done)
        return STATUS_OK;
    known_release(out);
    return error_no_memory(err);
}

enum status known_find(const struct known_logs *k, struct str head, size_t *out, size_t room,
                       size_t *count, struct error *err)
{
    *count = 0;
    struct hasher *hasher = hasher_new(k->seed);
    if (!hasher)
        return error_no_memory(err);
    size_t done = 0;
    for (size_t i = 0; i < k->length_count && k->lengths[i] <= head.len; i++) {
        hasher_add(hasher, str_slice(head, done, k->lengths[i] - done));
        done = k->lengths[i];
        struct head_key key = key_of(done, hasher_value(hasher));
        struct known_index *entry;
        HASH_FIND(hh, k->index, &key, sizeof key, entry);
        for (size_t row = entry ? entry->first : KNOWN_NONE; row != KNOWN_NONE && *count < room;
             row = k->index->next[row])
            out[(*count)++] = row;
    }
    hasher_free(hasher);
    return STATUS_OK;
}

/* ---- claims --------------------------------------------------------------------------------- */

/* A claim, weighed. */
struct weighed {
    struct claim claim;
    bool same_file; /* the same inode and path */
    bool same_inode;
    bool same_path;
    bool family;
    uint64_t offset;
};

static struct str base_name(const char *path)
{
    const char *slash = strrchr(path, '/');
    return str_from(slash ? slash + 1 : path);
}

/* The part of a name that a rotation leaves as it is: "app" of app.log, app.log.1.gz and
 * app-20261120.log. */
static struct str stem(const char *path)
{
    struct str name = base_name(path);
    size_t len = 0;
    while (len < name.len && (ascii_is_alpha(name.ptr[len]) || len == 0))
        len++;
    return str_slice(name, 0, len);
}

static struct weighed weigh(const struct known_log *known, const struct found_log *found,
                            const struct claim *claim)
{
    struct weighed w = {.claim = *claim, .offset = known->offset};
    w.same_inode = known->device == found->device && known->inode == found->inode;
    w.same_path = strcmp(known->path, found->path) == 0;
    w.same_file = w.same_inode && w.same_path;
    w.family = str_equal(stem(known->path), stem(found->path));
    return w;
}

/* The strongest first. What is true is greater than what is not. */
static int compare_weighed(const void *a, const void *b)
{
    const struct weighed *x = a, *y = b;
    if (x->same_file != y->same_file)
        return y->same_file - x->same_file;
    if (x->offset != y->offset)
        return x->offset < y->offset ? 1 : -1;
    if (x->same_inode != y->same_inode)
        return y->same_inode - x->same_inode;
    if (x->same_path != y->same_path)
        return y->same_path - x->same_path;
    if (x->family != y->family)
        return y->family - x->family;
    if (x->claim.found != y->claim.found)
        return x->claim.found < y->claim.found ? -1 : 1;
    return x->claim.known < y->claim.known ? -1 : x->claim.known > y->claim.known;
}

static bool is_proof(const struct weighed *w)
{
    return w->claim.proven &&
           (w->same_inode || w->same_path || w->family || w->offset >= KNOWN_PROOF_BYTES);
}

/* Whether the path goes on after that of the other: app.log.gz after app.log. */
static bool is_made_of(const char *path, const char *other)
{
    return str_starts(base_name(path), base_name(other));
}

/* Why a log that has no row looks as if it should have one. */
static void doubt(const struct known_log *known, const size_t *owner, struct found_log *found,
                  const struct weighed *w)
{
    const struct known_log *row = &known[w->claim.known];
    struct found_log *log = &found[w->claim.found];
    bool taken = owner[w->claim.known] != KNOWN_NONE;
    const char *now = taken ? found[owner[w->claim.known]].path : row->path;
    bool much = row->print.head_len >= KNOWN_PROOF_BYTES;
    if (log->known != KNOWN_NONE || log->doubt)
        return;
    if (log->packed && much && taken && is_made_of(log->path, now))
        log->doubt = DOUBT_PACKED;
    else if (!w->claim.proven && much && (w->same_path || w->family))
        log->doubt = DOUBT_CHANGED;
    else if (w->claim.proven && taken && much)
        log->doubt = DOUBT_COPY;
    else if (w->claim.proven && !taken)
        log->doubt = DOUBT_SHORT;
    log->like = w->claim.known;
}

enum status claims_settle(const struct known_logs *known, struct found_log *found,
                          size_t found_count, struct claim *claims, size_t claim_count,
                          struct error *err)
{
    struct weighed *list = calloc(claim_count + 1, sizeof *list);
    size_t *owner = calloc(known->count + 1, sizeof *owner);
    enum status status = list && owner ? STATUS_OK : error_no_memory(err);
    for (size_t i = 0; i < found_count; i++) {
        found[i].known = KNOWN_NONE;
        found[i].doubt = DOUBT_NONE;
    }
    for (size_t i = 0; i < known->count && !status; i++)
        owner[i] = KNOWN_NONE;
    for (size_t i = 0; i < claim_count && !status; i++)
        list[i] = weigh(&known->items[claims[i].known], &found[claims[i].found], &claims[i]);
    if (!status && claim_count)
        qsort(list, claim_count, sizeof *list, compare_weighed);
    for (size_t i = 0; i < claim_count && !status; i++) {
        const struct claim *c = &list[i].claim;
        if (!is_proof(&list[i]) || found[c->found].known != KNOWN_NONE ||
            owner[c->known] != KNOWN_NONE)
            continue;
        found[c->found].known = c->known;
        owner[c->known] = c->found;
    }
    for (size_t i = 0; i < claim_count && !status; i++)
        doubt(known->items, owner, found, &list[i]);
    free(list);
    free(owner);
    return status;
}
