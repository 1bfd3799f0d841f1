#include "scan/repeats.h"

#include <stdlib.h>

#include "scan/skeleton.h"

#define SLOTS 65536 /* a power of two */
#define ENTRIES_MAX (SLOTS / 4 * 3)
#define MATCHES_MAX ENTRIES_MAX
#define KEYS_MAX ((size_t)512 * 1024)

/* What stands in a key for a number that is told from none of its kind. One that stands for itself
 * is its value and ITSELF, or its digits where it is long. One that looks like a code and is none
 * is told by the ways that patterns take through it: 10200 from 10201 by few. In a bare key so is
 * one that may be a code, and by whether it is an error's. All are larger than a kind. */
#define ITSELF (UINT32_C(1) << 31)
#define LIKE_A_CODE (UINT32_C(1) << 30)
#define MAY_BE_A_CODE (UINT32_C(3) << 29)
enum kind {
    KIND_ZERO = 1,
    KIND_OCTET,   /* up to 255 */
    KIND_LOW,     /* up to 32767: a port that a server may have */
    KIND_PORT,    /* up to 65535 */
    KIND_MORE,    /* more, or longer than five digits */
    KIND_OF_TIME, /* a part of the time at the beginning of the line */
    KIND_LOUD,    /* before those of a minute of which some stand for themselves; else none do */
};

/* What tells a line from others with its skeleton. */
struct key {
    uint32_t parts[SKELETON_MAX + 1];
    size_t len;
    uint64_t hash;
};

/* A shape, and what is known of its lines. */
struct entry {
    uint64_t hash;
    const struct skeleton *skeleton;
    uint32_t key;          /* in keys */
    uint32_t key_len;      /* words, as of all keys */
    repeats_follow follow; /* only where this follows; 0: whatever does */
    struct repeated found;
};

/* A number in the Winsock ranges that stands for itself in a key. */
struct code {
    size_t part;
    struct digits_question *question;
};
#define CODES_MAX (SKELETON_MAX / 6 + 1) /* of five digits, with something between them */

struct repeats {
    const struct names *names;    /* the caller's */
    struct digits_memory *digits; /* owned, as all below but the skeleton */
    struct skeletons *skeletons;

    /* The shape of the line asked for last: */
    struct skeleton *skeleton; /* NULL: not known, or none */
    struct key key, bare;
    struct code codes[CODES_MAX]; /* in the key */
    size_t code_count;
    char minute[SKELETON_MINUTE]; /* that was asked about last */
    bool minute_quiet;

    struct entry *entries;
    size_t entry_count;
    uint16_t *slots; /* entry + 1, or 0 */
    uint32_t *keys;
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

struct repeats *repeats_new(const struct digits *digits, const struct names *names)
{
    struct repeats *r = calloc(1, sizeof *r);
    if (!r)
        return NULL;
    r->names = names;
    r->digits = digits_memory_new(digits);
    r->skeletons = r->digits ? skeletons_new(r->digits) : NULL;
    r->entries = calloc(ENTRIES_MAX, sizeof *r->entries);
    r->slots = calloc(SLOTS, sizeof *r->slots);
    r->keys = calloc(KEYS_MAX, sizeof *r->keys);
    r->matches = calloc(MATCHES_MAX, sizeof *r->matches);
    if (r->skeletons && r->entries && r->slots && r->keys && r->matches)
        return r;
    repeats_free(r);
    return NULL;
}

/* ---- keys ----------------------------------------------------------------------------------- */

static enum kind kind_of(uint32_t value)
{
    return KIND_ZERO + (value > 0) + (value > 255) + (value > 32767) + (value > 65535);
}

/* Of at most eight digits that end at `end`; as many bytes can be read there. */
static uint32_t value_of_eight(const char *end, size_t len)
{
    uint64_t digits, ours = UINT64_MAX << (64 - 8 * len);
    memcpy(&digits, end - sizeof digits, sizeof digits);
    digits = (digits & ours) - (UINT64_C(0x3030303030303030) & ours);
    digits = digits * 10 + (digits >> 8); /* in every second byte: two digits */
    return (uint32_t)(((digits & 0xff000000ff) * UINT64_C(0x000f424000000064) +
                       (digits >> 16 & 0xff000000ff) * UINT64_C(0x0000271000000001)) >>
                      32);
}

static uint32_t value_of_number(struct str line, const struct skeleton_number *number)
{
    size_t end = number->at + (size_t)number->len;
    if (__BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__ && end >= 8)
        return value_of_eight(line.ptr + end, number->len);
    uint32_t value = 0;
    for (size_t i = number->at; i < end; i++)
        value = value * 10 + (uint32_t)(line.ptr[i] - '0');
    return value;
}

/* Whatever patterns say of it: look-alikes are counted. */
static inline bool may_be_a_code(const struct skeleton_number *number, uint32_t value)
{
    return number->len == 5 && code_in_winsock_range(value);
}

/* Whether a number of that value is told apart. */
static inline bool stands_for_itself(struct repeats *r, struct str line,
                                     const struct skeleton_number *number, uint32_t value)
{
    return number->in_word || may_be_a_code(number, value) ||
           digits_value_matters(r->digits, number->question, value, line, number->at);
}

static bool is_known(const struct names *names, uint32_t code)
{
    return names && names_of_code(names, code) != ERROR_INDEX_NONE;
}

/* No error has such a number, however it is read: in decimal, in hex (which ends at ffff), or with
 * 10000 added. (Not so of its parts: see add_ways().) And all are ports that a server may have. */
static bool is_like_code(const struct repeats *r, const struct skeleton_number *number,
                         uint32_t value)
{
    return number->len == 5 && value >= 10000 && value <= 19999 && !code_in_winsock_range(value) &&
           !is_known(r->names, value) && !is_known(r->names->related, value);
}

static uint32_t *add_ways(struct repeats *r, struct str line, const struct skeleton_number *number,
                          uint32_t value, uint32_t *to)
{
    struct digits_ways ways;
    uint8_t family = digits_family(r->digits, number->question, value);
    if (family) {
        *to++ = LIKE_A_CODE | family;
        return to;
    }
    if (!digits_ways(r->digits, line, number->at, number->at + (size_t)number->len, &ways) ||
        ways.in_parts) {
        *to++ = ITSELF | value;
        return to;
    }
    for (size_t i = 0; i < DIGITS_VALUE_MAX; i += 2)
        *to++ = LIKE_A_CODE | (uint32_t)ways.states[i] << 16 | ways.states[i + 1];
    return to;
}

/* A number too long to be a value. */
static uint32_t *add_long_number(struct repeats *r, struct str line,
                                 const struct skeleton_number *number, uint32_t *to)
{
    if (!stands_for_itself(r, line, number, UINT32_MAX)) {
        *to++ = number->timed ? KIND_OF_TIME : KIND_MORE;
        return to;
    }
    for (size_t i = 0; i < number->len; i++)
        *to++ = ITSELF | (unsigned char)line.ptr[number->at + i];
    return to;
}

static uint32_t *add_number(struct repeats *r, struct str line,
                            const struct skeleton_number *number, uint32_t *to)
{
    if (number->len > DIGITS_VALUE_MAX)
        return add_long_number(r, line, number, to);
    uint32_t value = value_of_number(line, number);
    if (!stands_for_itself(r, line, number, value)) {
        *to++ = number->timed ? KIND_OF_TIME : kind_of(value);
        return to;
    }
    if (!number->in_word && is_like_code(r, number, value))
        return add_ways(r, line, number, value, to);
    if (!number->in_word && may_be_a_code(number, value))
        r->codes[r->code_count++] = (struct code){(size_t)(to - r->key.parts), number->question};
    *to++ = ITSELF | value;
    return to;
}

/* Faster than a call for so few bytes. */
static inline bool is_same_minute(const char *a, const char *b)
{
    uint64_t x[2], y[2];
    memcpy(x, a, sizeof x);
    memcpy(y, b, sizeof y);
    return x[0] == y[0] && x[1] == y[1] && a[sizeof x] == b[sizeof y];
}
_Static_assert(SKELETON_MINUTE == 2 * sizeof(uint64_t) + 1, "two words and a byte");

/* Whether none of the numbers up to the minute of its time stands for itself. Mostly it is the
 * minute of the line before. */
static bool is_minute_quiet(struct repeats *r, struct str line,
                            const struct skeleton_number *numbers, size_t count)
{
    if (is_same_minute(line.ptr, r->minute))
        return r->minute_quiet;
    memcpy(r->minute, line.ptr, SKELETON_MINUTE);
    r->minute_quiet = true;
    for (size_t i = 0; i < count && r->minute_quiet; i++)
        r->minute_quiet =
            numbers[i].len <= DIGITS_VALUE_MAX &&
            !stands_for_itself(r, line, &numbers[i], value_of_number(line, &numbers[i]));
    return r->minute_quiet;
}

static uint64_t hash_of_key(const uint32_t *key, size_t len, uint64_t hash)
{
    for (size_t i = 0; i < len; i++)
        hash = (hash ^ key[i]) * UINT64_C(0x9E3779B97F4A7C15);
    return hash ^ hash >> 32;
}

static void make_key(struct repeats *r, struct str line)
{
    const struct skeleton *skeleton = r->skeleton;
    const struct skeleton_number *numbers = skeletons_numbers(r->skeletons, skeleton);
    uint32_t *to = r->key.parts;
    size_t i = 0;
    r->code_count = 0;
    if (skeleton->minute_count) {
        if (is_minute_quiet(r, line, numbers, skeleton->minute_count))
            i = skeleton->minute_count;
        else
            *to++ = KIND_LOUD;
    }
    for (; i < skeleton->count; i++)
        to = add_number(r, line, &numbers[i], to);
    r->key.len = (size_t)(to - r->key.parts);
    r->key.hash = hash_of_key(r->key.parts, r->key.len, skeleton->hash);
}

/* The key for a line on which nothing is found. The kinds of numbers are nothing to anybody there:
 * no pattern tells them apart, and there is no match whose address or port they could be. And of
 * two codes of one family that are both an error's, or both none's, either says something or
 * neither does: read otherwise than in decimal they are none's (see is_like_code()). */
static const struct key *bare_key(struct repeats *r)
{
    r->bare.len = r->key.len;
    for (size_t i = 0; i < r->key.len; i++)
        r->bare.parts[i] = r->key.parts[i] < KIND_LOUD ? 0 : r->key.parts[i];
    for (size_t i = 0; i < r->code_count; i++) {
        uint32_t *part = &r->bare.parts[r->codes[i].part], value = *part & ~ITSELF;
        uint32_t family = digits_family(r->digits, r->codes[i].question, value);
        if (family)
            *part = MAY_BE_A_CODE | family << 2 | (is_known(r->names, value) ? 2U : 0) |
                    (is_known(r->names->related, value) ? 1U : 0);
    }
    r->bare.hash = hash_of_key(r->bare.parts, r->bare.len, r->skeleton->hash);
    return &r->bare;
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

/* The slot of the shape at hand with that key, or the free one where it would be. */
static uint16_t *find_slot(const struct repeats *r, const struct key *key)
{
    size_t slot = key->hash % SLOTS;
    for (; r->slots[slot]; slot = (slot + 1) % SLOTS) {
        const struct entry *e = &r->entries[r->slots[slot] - 1];
        if (e->hash == key->hash && e->skeleton == r->skeleton && e->key_len == key->len &&
            memcmp(r->keys + e->key, key->parts, key->len * sizeof *key->parts) == 0)
            break;
    }
    return &r->slots[slot];
}

struct repeated *repeats_find(struct repeats *r, struct str line, struct str behind)
{
    r->skeleton = skeletons_find(r->skeletons, line, behind.len);
    if (!r->skeleton)
        return NULL;
    make_key(r, line);
    uint16_t slot = r->skeleton->noted ? *find_slot(r, bare_key(r)) : 0;
    if (!slot)
        slot = *find_slot(r, &r->key);
    if (!slot)
        return NULL;
    struct entry *e = &r->entries[slot - 1];
    return !e->follow || e->follow == repeats_follow_of(behind) ? &e->found : NULL;
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
        !complete_shape(r, line) || r->keys_len + r->key.len > KEYS_MAX)
        return;
    const struct key *key = count ? &r->key : bare_key(r);
    uint16_t *slot = find_slot(r, key);
    if (*slot) /* known with something else behind it */
        return;
    struct repeated_match *to = r->matches + r->match_count;
    for (size_t i = 0; i < count; i++)
        keep_match(&to[i], &matches[i], line, line_at);
    r->entries[r->entry_count++] = (struct entry){
        .hash = key->hash,
        .skeleton = r->skeleton,
        .key = (uint32_t)r->keys_len,
        .key_len = (uint32_t)key->len,
        .follow = follow,
        .found = {to, (uint32_t)count, (uint32_t)lookalikes},
    };
    *slot = (uint16_t)r->entry_count;
    memcpy(r->keys + r->keys_len, key->parts, key->len * sizeof *key->parts);
    r->keys_len += key->len;
    r->skeleton->noted |= !count; /* lines of it with a bare key are kept */
    r->match_count += count;
}
