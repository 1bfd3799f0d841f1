#include "input/zip_list.h"

#include "base/little_endian.h"
#include "base/str.h"

#include <stdlib.h>
#include <string.h>

/* What the records begin with. */
#define MEMBER STR("PK\001\002")
#define SIGNATURE STR("PK\005\005")
#define END STR("PK\005\006")
#define END_64 STR("PK\006\006")
#define LOCATOR STR("PK\006\007")
#define EXTRA_DATA STR("PK\006\010")

#define MARK_LEN ((size_t)4)
#define MEMBER_LEN ((size_t)46) /* before the name */
#define END_LEN ((size_t)22)    /* before the comment */
#define END_64_LEN ((size_t)56)
#define LOCATOR_LEN ((size_t)20)
#define TAIL ((uint64_t)16 * 1024) /* bytes in which libarchive looks for the end record */

#define IN_EXTRA UINT32_MAX /* a number of 32 bits that stands in the extra field instead */
#define IN_END_64 UINT16_MAX

/* ---- where the list is ---------------------------------------------------------------------- */

struct extent {
    uint64_t at; /* behind the origin */
    uint64_t len;
    uint64_t members;
    bool wide; /* the number of members has all its bits */
};

/* The last end record in the tail; SIZE_MAX: none. One at its very beginning libarchive does not
 * see. */
static size_t last_end(struct str tail)
{
    for (size_t i = tail.len < END_LEN ? 0 : tail.len - END_LEN; i > 0; i--)
        if (str_starts(str_slice(tail, i, MARK_LEN), END))
            return i;
    return SIZE_MAX;
}

/* The list ends where its end record begins; both are places behind the origin. */
static bool fits(const struct extent *e, uint64_t end)
{
    return e->at <= end && e->len == end - e->at;
}

static bool read_end_64(struct feed *from, uint64_t origin, const char *locator, struct extent *e)
{
    char record[END_64_LEN];
    uint64_t at = le64(locator + 8);
    if (at > UINT64_MAX - origin ||
        feed_look(from, origin + at, record, END_64_LEN) != END_64_LEN ||
        !str_starts((struct str){record, END_64_LEN}, END_64))
        return false;
    *e = (struct extent){le64(record + 48), le64(record + 40), le64(record + 32), true};
    return le32(record + 16) == 0 && le32(record + 20) == 0 && le64(record + 24) == e->members &&
           fits(e, at);
}

/* `tail`: the last bytes of the archive, which begin `tail_at` behind the origin. */
static bool find_list(struct feed *from, uint64_t origin, struct str tail, uint64_t tail_at,
                      struct extent *e, uint64_t *end)
{
    size_t at = last_end(tail);
    if (at == SIZE_MAX)
        return false;
    const char *record = tail.ptr + at;
    *end = tail_at + at + END_LEN + le16(record + 20);
    if (at >= LOCATOR_LEN && str_starts(str_slice(tail, at - LOCATOR_LEN, MARK_LEN), LOCATOR))
        return read_end_64(from, origin, record - LOCATOR_LEN, e);
    *e = (struct extent){le32(record + 16), le32(record + 12), le16(record + 10), false};
    bool one_disk =
        le16(record + 4) == 0 && le16(record + 6) == 0 && le16(record + 8) == e->members;
    return one_disk && fits(e, tail_at + at);
}

/* ---- following it --------------------------------------------------------------------------- */

static bool skip_all(struct feed *from, uint64_t len)
{
    while (len) {
        size_t step = feed_peek(from, 1).len;
        step = len < step ? (size_t)len : step;
        if (step == 0)
            return false;
        feed_skip(from, step);
        len -= step;
    }
    return true;
}

/* Where the member begins: in the record, or behind the sizes in its extra field that stand there
 * too. UINT64_MAX: nowhere. */
static uint64_t place_of(struct str record, struct str extra)
{
    if (le32(record.ptr + 42) != IN_EXTRA)
        return le32(record.ptr + 42);
    size_t skip = 8 * (size_t)(le32(record.ptr + 24) == IN_EXTRA) +
                  8 * (size_t)(le32(record.ptr + 20) == IN_EXTRA);
    while (extra.len >= MARK_LEN) {
        struct str field = str_slice(extra, MARK_LEN, le16(extra.ptr + 2));
        if (le16(extra.ptr) == 1)
            return field.len >= skip + 8 ? le64(field.ptr + skip) : UINT64_MAX;
        extra = str_slice(extra, MARK_LEN + field.len, extra.len);
    }
    return UINT64_MAX;
}

/* What the list says of a member. */
struct listed {
    uint64_t place;
    uint64_t end; /* up to where its data reach, as far as that can be said */
    bool encrypted;
};

/* Takes the record of a member; `left` is what is left of the list. */
static bool take_member(struct feed *from, uint64_t *left, struct listed *m)
{
    struct str record = feed_peek(from, MEMBER_LEN);
    if (record.len < MEMBER_LEN || !str_starts(record, MEMBER))
        return false;
    size_t name = le16(record.ptr + 28);
    size_t extra = le16(record.ptr + 30);
    size_t len = MEMBER_LEN + name + extra + le16(record.ptr + 32);
    if (len > *left || MEMBER_LEN + name + extra > FEED_AHEAD)
        return false;
    record = feed_peek(from, MEMBER_LEN + name + extra);
    m->place = place_of(record, str_slice(record, MEMBER_LEN + name, extra));
    uint32_t packed = le32(record.ptr + 20);
    m->end = m->place + (packed == IN_EXTRA || m->place == UINT64_MAX ? 0 : packed);
    m->encrypted = le16(record.ptr + 8) & 1;
    *left -= len;
    return skip_all(from, len);
}

static int by_place(const void *a, const void *b)
{
    uint64_t left = *(const uint64_t *)a;
    uint64_t right = *(const uint64_t *)b;
    return (left > right) - (left < right);
}

/* False: two members begin at the same place, which comes of damage. */
static bool sort_places(struct zip_list *list)
{
    qsort(list->places, list->count, sizeof *list->places, by_place);
    for (size_t i = 1; i < list->count; i++)
        if (list->places[i] == list->places[i - 1])
            return false;
    return true;
}

/* Of an end record of 16 bits the number of members has only the lower ones. */
static bool counts_agree(uint64_t count, const struct extent *e)
{
    return e->wide ? count == e->members : (count & UINT16_MAX) == e->members;
}

/* False for want of memory. */
static bool follow(struct zip_list *list, struct feed *from, uint64_t origin, size_t most,
                   const struct extent *e)
{
    uint64_t possible = e->len / MEMBER_LEN;
    uint64_t room = possible < most ? possible : most;
    list->places = malloc(((size_t)room + 1) * sizeof *list->places);
    if (!list->places)
        return false;
    uint64_t left = e->len;
    struct listed m;
    bool good = feed_seek(from, origin + e->at);
    while (good && left) {
        good =
            list->count < room && take_member(from, &left, &m) && m.place < e->at && m.end <= e->at;
        if (!good)
            break;
        list->places[list->count++] = origin + m.place;
        list->encrypted |= m.encrypted;
    }
    list->sound = good && counts_agree(list->count, e) && sort_places(list);
    return true;
}

bool zip_list_read(struct zip_list *list, struct feed *from, uint64_t origin, size_t most)
{
    *list = (struct zip_list){0};
    uint64_t size = from->size > origin ? from->size - origin : 0;
    uint64_t len = size < TAIL ? size : TAIL;
    char *bytes = malloc(TAIL);
    if (!bytes)
        return false;
    struct str tail = {bytes, feed_look(from, origin + size - len, bytes, (size_t)len)};
    struct extent e;
    bool done = true;
    if (find_list(from, origin, tail, size - len, &e, &list->end)) {
        list->end += origin;
        done = follow(list, from, origin, most, &e);
    }
    free(bytes);
    return feed_seek(from, origin) && done;
}

void zip_list_release(struct zip_list *list)
{
    free(list->places);
    *list = (struct zip_list){0};
}

uint64_t zip_list_next(const struct zip_list *list, uint64_t at)
{
    size_t low = 0;
    size_t high = list->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (list->places[middle] < at)
            low = middle + 1;
        else
            high = middle;
    }
    return low < list->count ? list->places[low] : UINT64_MAX;
}

/* ---- passing over it ------------------------------------------------------------------------ */

/* Bytes of a record that is neither a member's nor the last; 0: it is none. */
static uint64_t other_record(struct feed *from)
{
    struct str next = feed_peek(from, 12);
    if (next.len < 12)
        return 0;
    if (str_starts(next, SIGNATURE))
        return 6 + (uint64_t)le16(next.ptr + 4);
    if (str_starts(next, EXTRA_DATA))
        return 8 + (uint64_t)le32(next.ptr + 4);
    if (str_starts(next, END_64))
        return 12 + le64(next.ptr + 4);
    return str_starts(next, LOCATOR) ? LOCATOR_LEN : 0;
}

static bool begins_list(struct str mark)
{
    return str_equal(mark, MEMBER) || str_equal(mark, END) || str_equal(mark, END_64);
}

/* What may lie between the last member and the list is passed over, as libarchive does it. */
static void go_to_list(struct feed *from)
{
    struct str next;
    while ((next = feed_peek(from, MARK_LEN)).len >= MARK_LEN) {
        size_t at = str_find(next, STR("PK"), 0);
        size_t last = next.len - MARK_LEN;
        bool here = at <= last && begins_list(str_slice(next, at, MARK_LEN));
        feed_skip(from, here ? at : (at < last ? at : last) + 1);
        if (here)
            return;
    }
}

/* False: there is no end record. */
static bool go_to_end(struct feed *from)
{
    for (;;) {
        struct str next = feed_peek(from, END_LEN);
        size_t at = str_find(next, END, 0);
        if (next.len < END_LEN)
            return false;
        feed_skip(from, at == SIZE_MAX ? next.len - (MARK_LEN - 1) : at);
        if (at != SIZE_MAX)
            return feed_peek(from, END_LEN).len >= END_LEN;
    }
}

void zip_list_pass(struct feed *from, struct zip_end *end)
{
    *end = (struct zip_end){0};
    uint64_t left = UINT64_MAX;
    struct listed m;
    uint64_t other;
    go_to_list(from);
    for (;;) {
        if (take_member(from, &left, &m))
            end->listed++;
        else if (!(other = other_record(from)) || !skip_all(from, other))
            break;
    }
    end->followed = str_starts(feed_peek(from, MARK_LEN), END);
    end->found = go_to_end(from);
    if (!end->found)
        return;
    struct str record = feed_peek(from, END_LEN);
    uint64_t members = le16(record.ptr + 10);
    if (!end->followed)
        end->listed = members == IN_END_64 ? 0 : members;
    (void)skip_all(from, END_LEN + (uint64_t)le16(record.ptr + 20));
}
