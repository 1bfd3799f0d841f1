#include "scan/repeats.h"

#include <stdlib.h>

#include "scan/skeleton.h"

#define SLOTS 65536 /* a power of two */
#define ENTRIES_MAX (SLOTS / 4 * 3)
#define MATCHES_MAX ENTRIES_MAX
#define KEYS_MAX ((size_t)1024 * 1024)

/* What stands in a key for a number that is told from none of its kind. */
enum kind {
    KIND_ZERO = 1,
    KIND_OCTET,   /* up to 255 */
    KIND_LOW,     /* up to 32767: a port that a server may have */
    KIND_PORT,    /* up to 65535 */
    KIND_MORE,    /* more, or longer than five digits */
    KIND_OF_TIME, /* a part of the time at the beginning of the line */
    KIND_LOUD,    /* before those of a minute of which some stand for themselves; else none do */
};

/* A shape, and what is known of its lines. */
struct entry {
    uint64_t hash;
    const struct skeleton *skeleton;
    uint32_t key; /* in keys */
    uint32_t key_len;
    repeats_follow follow; /* only where this follows; 0: whatever does */
    struct repeated found;
};

struct repeats {
    struct digits_memory *digits; /* owned, as all below but the skeleton */
    struct skeletons *skeletons;

    /* The shape of the line asked for last: */
    const struct skeleton *skeleton; /* NULL: not known, or none */
    char key[SKELETON_MAX + 1];      /* what tells it from others with that skeleton */
    size_t key_len;
    uint64_t hash;
    char minute[SKELETON_MINUTE]; /* that was asked about last */
    bool minute_quiet;

    struct entry *entries;
    size_t entry_count;
    uint16_t *slots; /* entry + 1, or 0 */
    char *keys;
    size_t keys_len;
    struct repeated_match *matches;
    size_t match_count;
};

void repeats_free(struct repeats *r)
{
    if (!r)
        return;
    skeletons_free(r->skeletons);
    digits_memory_free(r->digits);
    free(r->entries);
    free(r->slots);
    free(r->keys);
    free(r->matches);
    free(r);
}

struct repeats *repeats_new(const struct digits *digits)
{
    struct repeats *r = calloc(1, sizeof *r);
    if (!r)
        return NULL;
    r->digits = digits_memory_new(digits);
    r->skeletons = r->digits ? skeletons_new(r->digits) : NULL;
    r->entries = calloc(ENTRIES_MAX, sizeof *r->entries);
    r->slots = calloc(SLOTS, sizeof *r->slots);
    r->keys = malloc(KEYS_MAX);
    r->matches = calloc(MATCHES_MAX, sizeof *r->matches);
    if (r->skeletons && r->entries && r->slots && r->keys && r->matches)
        return r;
    repeats_free(r);
    return NULL;
}

/* ---- keys ----------------------------------------------------------------------------------- */

static enum kind kind_of(unsigned value)
{
    if (value == 0)
        return KIND_ZERO;
    if (value <= 255)
        return KIND_OCTET;
    return value <= 32767 ? KIND_LOW : value <= 65535 ? KIND_PORT : KIND_MORE;
}

/* Whether a number of that value is told apart; five digits may be a code whatever the patterns say
 * of them: look-alikes are counted. */
static bool stands_for_itself(struct repeats *r, struct str line,
                              const struct skeleton_number *number, unsigned value)
{
    if (number->in_word || (number->len == 5 && code_in_winsock_range(value)))
        return true;
    return digits_value_matters(r->digits, number->question, value, line, number->at);
}

static unsigned value_of_number(struct str line, const struct skeleton_number *number)
{
    if (number->len > DIGITS_VALUE_MAX)
        return UINT32_MAX;
    unsigned value = 0;
    for (size_t i = 0; i < number->len; i++)
        value = value * 10 + (unsigned)(line.ptr[number->at + i] - '0');
    return value;
}

static char *add_number(struct repeats *r, struct str line, const struct skeleton_number *number,
                        char *to)
{
    unsigned value = value_of_number(line, number);
    if (!stands_for_itself(r, line, number, value)) {
        *to++ = (char)(number->timed ? KIND_OF_TIME : kind_of(value));
        return to;
    }
    for (size_t i = 0; i < number->len; i++)
        *to++ = line.ptr[number->at + i];
    return to;
}

/* Whether none of the numbers up to the minute of its time stands for itself. Mostly it is the
 * minute of the line before. */
static bool is_minute_quiet(struct repeats *r, struct str line,
                            const struct skeleton_number *numbers, size_t count)
{
    if (memcmp(line.ptr, r->minute, SKELETON_MINUTE) == 0)
        return r->minute_quiet;
    memcpy(r->minute, line.ptr, SKELETON_MINUTE);
    r->minute_quiet = true;
    for (size_t i = 0; i < count && r->minute_quiet; i++)
        r->minute_quiet =
            !stands_for_itself(r, line, &numbers[i], value_of_number(line, &numbers[i]));
    return r->minute_quiet;
}

static void make_key(struct repeats *r, struct str line)
{
    const struct skeleton *skeleton = r->skeleton;
    const struct skeleton_number *numbers = skeletons_numbers(r->skeletons, skeleton);
    char *to = r->key;
    size_t i = 0;
    if (skeleton->minute_count) {
        if (is_minute_quiet(r, line, numbers, skeleton->minute_count))
            i = skeleton->minute_count;
        else
            *to++ = KIND_LOUD;
    }
    for (; i < skeleton->count; i++)
        to = add_number(r, line, &numbers[i], to);
    r->key_len = (size_t)(to - r->key);
    r->hash = str_hash((struct str){r->key, r->key_len}) ^ skeleton->hash;
}

/* ---- what is kept --------------------------------------------------------------------------- */

void repeats_begin(struct repeats *r)
{
    bool full = r->entry_count > ENTRIES_MAX / 4 * 3 || r->match_count > MATCHES_MAX / 4 * 3 ||
                r->keys_len > KEYS_MAX / 4 * 3 || skeletons_full(r->skeletons);
    if (!full)
        return;
    memset(r->slots, 0, SLOTS * sizeof *r->slots);
    r->entry_count = r->match_count = r->keys_len = 0;
    skeletons_forget(r->skeletons);
}

/* The slot of the shape at hand, or the free one where it would be. */
static uint16_t *find_slot(const struct repeats *r)
{
    size_t slot = r->hash % SLOTS;
    for (; r->slots[slot]; slot = (slot + 1) % SLOTS) {
        const struct entry *e = &r->entries[r->slots[slot] - 1];
        if (e->hash == r->hash && e->skeleton == r->skeleton && e->key_len == r->key_len &&
            memcmp(r->keys + e->key, r->key, r->key_len) == 0)
            break;
    }
    return &r->slots[slot];
}

struct repeated *repeats_find(struct repeats *r, struct str line, repeats_follow follow)
{
    r->skeleton = skeletons_find(r->skeletons, line);
    if (!r->skeleton)
        return NULL;
    make_key(r, line);
    const uint16_t *slot = find_slot(r);
    if (!*slot)
        return NULL;
    struct entry *e = &r->entries[*slot - 1];
    return !e->follow || e->follow == follow ? &e->found : NULL;
}

static void keep_match(struct repeated_match *to, struct match *match, struct str line,
                       size_t line_at)
{
    *to = (struct repeated_match){
        .whole = {(uint16_t)(match->at - line_at), (uint16_t)match->len},
        .error = match->error,
        .also = match->also,
        .rule = match->rule,
        .confidence = (uint8_t)match->confidence,
        .operation = (uint8_t)match->operation,
        .disagrees = match->disagrees,
    };
    if (match->peer.len)
        to->peer =
            (struct scan_part){(uint16_t)(match->peer.ptr - line.ptr), (uint16_t)match->peer.len};
    match->note = &to->note;
}

/* The shape of the line that was asked for last; false: it has none that could be kept. */
static bool complete_shape(struct repeats *r, struct str line)
{
    if (r->skeleton)
        return true;
    r->skeleton = skeletons_add(r->skeletons, line);
    if (r->skeleton)
        make_key(r, line);
    return r->skeleton != NULL;
}

void repeats_keep(struct repeats *r, struct str line, repeats_follow follow, size_t line_at,
                  struct match *matches, size_t count, uint64_t lookalikes)
{
    if (r->entry_count == ENTRIES_MAX || r->match_count + count > MATCHES_MAX ||
        !complete_shape(r, line) || r->keys_len + r->key_len > KEYS_MAX)
        return;
    uint16_t *slot = find_slot(r);
    if (*slot) /* known with something else behind it */
        return;
    struct repeated_match *to = r->matches + r->match_count;
    for (size_t i = 0; i < count; i++)
        keep_match(&to[i], &matches[i], line, line_at);
    r->entries[r->entry_count++] = (struct entry){
        .hash = r->hash,
        .skeleton = r->skeleton,
        .key = (uint32_t)r->keys_len,
        .key_len = (uint32_t)r->key_len,
        .follow = follow,
        .found = {to, (uint32_t)count, (uint32_t)lookalikes},
    };
    *slot = (uint16_t)r->entry_count;
    memcpy(r->keys + r->keys_len, r->key, r->key_len);
    r->keys_len += r->key_len;
    r->match_count += count;
}
