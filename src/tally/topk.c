#include "tally/topk.h"

#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"

/* uthash ends the program when memory runs out, unless asked to report it. */
#define HASH_NONFATAL_OOM 1
#define uthash_nonfatal_oom(entry) ((entry)->item = SIZE_MAX)
#define HASH_FUNCTION(key, len, out) ((out) = (unsigned)str_hash((struct str){(key), (len)}))
#include <uthash.h>

/* A name, hashed, and where its counters are. */
struct topk_entry {
    UT_hash_handle hh;
    size_t item; /* index in items; SIZE_MAX when memory ran out while it was hashed */
    size_t room; /* for the name, and a NUL */
    char name[]; /* items[item].name points here */
};

/* The name as it is kept: short, and without a NUL, because items are C strings. */
static struct str kept_part(struct str name)
{
    if (name.len > TOPK_NAME_BYTES)
        name.len = utf8_floor(name, TOPK_NAME_BYTES);
    const char *nul = name.len ? memchr(name.ptr, '\0', name.len) : NULL;
    if (nul)
        name.len = (size_t)(nul - name.ptr);
    return name.len ? name : STR("");
}

static struct topk_entry *find(const struct topk *k, struct str name)
{
    struct topk_entry *entry;
    HASH_FIND(hh, k->by_name, name.ptr, name.len, entry);
    return entry;
}

#define NAME_ROOM 32 /* at least: so that most entries serve again */

/* An entry with room for a name; the spare one, where that has it. */
static struct topk_entry *take_entry(struct topk *k, size_t name_len)
{
    struct topk_entry *entry = k->spare;
    if (entry && entry->room > name_len) {
        k->spare = NULL;
        return entry;
    }
    size_t room = name_len < NAME_ROOM ? NAME_ROOM : name_len + 1;
    entry = malloc(sizeof *entry + room);
    if (entry)
        entry->room = room;
    return entry;
}

static struct topk_entry *hash_name(struct topk *k, struct str name, unsigned hash, size_t item)
{
    struct topk_entry *entry = take_entry(k, name.len);
    if (!entry)
        return NULL;
    entry->item = item;
    memcpy(entry->name, name.ptr, name.len);
    entry->name[name.len] = '\0';
    HASH_ADD_KEYPTR_BYHASHVALUE(hh, k->by_name, entry->name, name.len, hash, entry);
    if (entry->item == item)
        return entry;
    free(entry);
    return NULL;
}

/* The entry that an item's name stands in. */
static struct topk_entry *entry_of(const struct topk_item *item)
{
    return (struct topk_entry *)(void *)(item->name - offsetof(struct topk_entry, name));
}

static void drop_name(struct topk *k, struct topk_entry *entry)
{
    HASH_DEL(k->by_name, entry);
    k->recent = NULL;
    free(k->spare);
    k->spare = entry;
}

/* ---- The smallest ---- */

/* A binary heap of item numbers, the smallest count on top, of equal ones the first item. Counts
 * only grow, so an item only ever sinks. */
struct topk_heap {
    size_t *items; /* [capacity], the heap */
    size_t *place; /* [capacity], of each item in it */
};

static void heap_free(struct topk_heap *h)
{
    if (!h)
        return;
    free(h->items);
    free(h->place);
    free(h);
}

static bool is_smaller(const struct topk *k, size_t a, size_t b)
{
    const struct topk_item *x = &k->items[a], *y = &k->items[b];
    return x->count != y->count ? x->count < y->count : a < b;
}

static void put_at(struct topk_heap *h, size_t place, size_t item)
{
    h->items[place] = item;
    h->place[item] = place;
}

static void sink(const struct topk *k, size_t place)
{
    struct topk_heap *h = k->heap;
    size_t item = h->items[place];
    for (;;) {
        size_t child = 2 * place + 1;
        if (child >= k->count)
            break;
        if (child + 1 < k->count && is_smaller(k, h->items[child + 1], h->items[child]))
            child++;
        if (!is_smaller(k, h->items[child], item))
            break;
        put_at(h, place, h->items[child]);
        place = child;
    }
    put_at(h, place, item);
}

/* Made when the first name has to go: most lists never come to it. */
static bool make_heap(struct topk *k)
{
    struct topk_heap *h = calloc(1, sizeof *h);
    if (h) {
        h->items = calloc(k->capacity, sizeof *h->items);
        h->place = calloc(k->capacity, sizeof *h->place);
    }
    if (!h || !h->items || !h->place) {
        heap_free(h);
        return false;
    }
    k->heap = h;
    for (size_t i = 0; i < k->count; i++)
        put_at(h, i, i);
    for (size_t i = k->count / 2; i-- > 0;)
        sink(k, i);
    return true;
}

void topk_init(struct topk *k, size_t capacity)
{
    *k = (struct topk){.capacity = capacity};
}

void topk_release(struct topk *k)
{
    struct topk_entry *entry, *next;
    HASH_ITER(hh, k->by_name, entry, next)
    {
        HASH_DEL(k->by_name, entry);
        free(entry);
    }
    free(k->spare);
    free(k->items);
    heap_free(k->heap);
    *k = (struct topk){0};
}

/* ---- Names ---- */

/* Gives a name not yet in the list its counters. A newcomer to a full list takes over the count
 * of the name that it pushes out, one with the smallest count: it may have been seen that often
 * before, unnoticed. The bounds hold for any of these; what matters is that the choice follows from
 * the stream alone. */
static struct topk_entry *admit(struct topk *k, struct str name, unsigned hash)
{
    bool full = k->count == k->capacity;
    if (full && !k->heap && !make_heap(k))
        return NULL;
    struct topk_entry *entry = hash_name(k, name, hash, full ? k->heap->items[0] : k->count);
    if (!entry)
        return NULL;
    struct topk_item *item = &k->items[entry->item];
    uint64_t inherited = 0;
    if (full) {
        inherited = item->count;
        drop_name(k, entry_of(item));
        k->evictions++;
    } else {
        k->count++;
    }
    *item = (struct topk_item){
        .name = entry->name,
        .count = inherited,
        .over = inherited,
        .first_ms = TOPK_NO_TIME,
        .last_ms = TOPK_NO_TIME,
    };
    return entry;
}

static void widen(struct topk_item *item, int64_t utc_ms)
{
    if (utc_ms == TOPK_NO_TIME)
        return;
    if (item->first_ms == TOPK_NO_TIME || utc_ms < item->first_ms)
        item->first_ms = utc_ms;
    if (item->last_ms == TOPK_NO_TIME || utc_ms > item->last_ms)
        item->last_ms = utc_ms;
}

bool topk_add(struct topk *k, struct str name, uint64_t times)
{
    return topk_add_at(k, name, times, TOPK_NO_TIME);
}

bool topk_add_at(struct topk *k, struct str name, uint64_t times, int64_t utc_ms)
{
    struct topk_added added;
    return topk_put(k, name, times, utc_ms, &added);
}

static struct topk_entry *find_or_admit(struct topk *k, struct str name)
{
    struct topk_entry *recent = k->recent;
    if (recent && recent->hh.keylen == name.len &&
        str_equal(name, (struct str){recent->name, name.len}))
        return recent;
    name = kept_part(name);
    unsigned hash = (unsigned)str_hash(name);
    struct topk_entry *entry;
    HASH_FIND_BYHASHVALUE(hh, k->by_name, name.ptr, name.len, hash, entry);
    return entry ? entry : admit(k, name, hash);
}

bool topk_put(struct topk *k, struct str name, uint64_t times, int64_t utc_ms,
              struct topk_added *out)
{
    *out = (struct topk_added){.item = SIZE_MAX};
    if (times == 0 || k->capacity == 0)
        return true;
    /* All items at once, when the first name comes: most lists stay empty. */
    if (!k->items && !(k->items = calloc(k->capacity, sizeof *k->items)))
        return false;
    uint64_t evictions = k->evictions;
    struct topk_entry *entry = find_or_admit(k, name);
    if (!entry)
        return false;
    k->recent = entry;
    struct topk_item *item = &k->items[entry->item];
    item->count += times;
    k->total += times;
    if (k->heap)
        sink(k, k->heap->place[entry->item]);
    *out = (struct topk_added){entry->item, k->evictions != evictions};
    widen(item, utc_ms);
    return true;
}

/* Whether item a stands before item b in the ranking; names are distinct, so there are no ties. */
static bool ranks_before(const struct topk *k, size_t a, size_t b)
{
    const struct topk_item *x = &k->items[a];
    const struct topk_item *y = &k->items[b];
    if (x->count != y->count)
        return x->count > y->count;
    return strcmp(x->name, y->name) < 0;
}

/* Insertion into the ranked part: lists are short, and so no memory is needed. */
size_t topk_ranked(const struct topk *k, size_t *out, size_t room)
{
    size_t ranked = 0;
    for (size_t i = 0; i < k->count; i++) {
        size_t at = ranked;
        while (at > 0 && ranks_before(k, i, out[at - 1]))
            at--;
        if (at == room)
            continue;
        if (ranked < room)
            ranked++;
        memmove(out + at + 1, out + at, (ranked - at - 1) * sizeof *out);
        out[at] = i;
    }
    return ranked;
}

/* ---- Merging ---- */

/* How often a name may have been seen that has no item. */
static uint64_t unseen(const struct topk *k)
{
    uint64_t smallest = k->count ? UINT64_MAX : 0;
    for (size_t i = 0; i < k->count; i++)
        smallest = k->items[i].count < smallest ? k->items[i].count : smallest;
    return k->evictions ? smallest : 0;
}

/* What both lists know of a name of one of them. */
static struct topk_item both(const struct topk_item *item, const struct topk *other,
                             uint64_t other_unseen)
{
    struct topk_item sum = *item;
    const struct topk_entry *entry = find(other, str_from(item->name));
    if (!entry) {
        sum.count += other_unseen;
        sum.over += other_unseen;
        return sum;
    }
    const struct topk_item *known = &other->items[entry->item];
    sum.count += known->count;
    sum.over += known->over;
    widen(&sum, known->first_ms);
    widen(&sum, known->last_ms);
    return sum;
}

static int compare_items(const void *a, const void *b)
{
    const struct topk_item *x = a, *y = b;
    if (x->count != y->count)
        return x->count < y->count ? 1 : -1;
    return strcmp(x->name, y->name);
}

/* The items of both, by count; returns how many. */
static size_t unite(const struct topk *a, const struct topk *b, struct topk_item *out)
{
    uint64_t unseen_a = unseen(a), unseen_b = unseen(b);
    size_t count = 0;
    for (size_t i = 0; i < a->count; i++)
        out[count++] = both(&a->items[i], b, unseen_b);
    for (size_t i = 0; i < b->count; i++)
        if (!find(a, str_from(b->items[i].name)))
            out[count++] = both(&b->items[i], a, unseen_a);
    qsort(out, count, sizeof *out, compare_items);
    return count;
}

static bool put_item(struct topk *k, const struct topk_item *item)
{
    struct topk_added added;
    if (!topk_put(k, str_from(item->name), item->count, item->first_ms, &added))
        return false;
    if (added.item == SIZE_MAX)
        return true;
    k->items[added.item].over = item->over;
    widen(&k->items[added.item], item->last_ms);
    return true;
}

bool topk_merge(struct topk *k, const struct topk *from)
{
    struct topk merged;
    if (!from->total)
        return true;
    struct topk_item *items = calloc(k->count + from->count + 1, sizeof *items);
    bool done = items != NULL;
    size_t count = done ? unite(k, from, items) : 0;
    topk_init(&merged, k->capacity);
    for (size_t i = 0; i < count && i < k->capacity && done; i++)
        done = put_item(&merged, &items[i]);
    merged.total = k->total + from->total;
    merged.evictions = k->evictions + from->evictions;
    merged.evictions += count > k->capacity ? count - k->capacity : 0;
    if (done) { /* the items' names are those of k until here */
        topk_release(k);
        *k = merged;
    } else {
        topk_release(&merged);
    }
    free(items);
    return done;
}
