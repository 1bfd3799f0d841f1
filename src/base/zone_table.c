#include "base/zone_table.h"

#include <stdlib.h>
#include <string.h>

#define HEADER_BYTES 44
#define TYPE_BYTES 6
#define OFFSET_MAX_S (26 * 3600) /* RFC 9636 */

/* A header, and where its data lie. */
struct part {
    char version;
    uint32_t ut_count, standard_count, leap_count, time_count, type_count, name_count;
    size_t time_bytes; /* of one time: 4, or 8 from version 2 on */
    struct str data;
};

static uint64_t big_endian(const char *bytes, size_t count)
{
    uint64_t value = 0;
    for (size_t i = 0; i < count; i++)
        value = value << 8 | (unsigned char)bytes[i];
    return value;
}

static int32_t signed_32(const char *bytes)
{
    uint32_t value = (uint32_t)big_endian(bytes, 4);
    return value <= INT32_MAX ? (int32_t)value : -(int32_t)(UINT32_MAX - value) - 1;
}

static int64_t signed_time(const char *bytes, size_t count)
{
    if (count == 4)
        return signed_32(bytes);
    uint64_t value = big_endian(bytes, 8);
    return value <= INT64_MAX ? (int64_t)value : -(int64_t)(UINT64_MAX - value) - 1;
}

/* Takes a header and its data off the front of the file. */
static bool take_part(struct str *file, size_t time_bytes, struct part *out)
{
    if (file->len < HEADER_BYTES || memcmp(file->ptr, "TZif", 4) != 0)
        return false;
    uint32_t counts[6];
    for (size_t i = 0; i < 6; i++)
        counts[i] = (uint32_t)big_endian(file->ptr + 20 + i * 4, 4);
    *out = (struct part){file->ptr[4], counts[0], counts[1],  counts[2], counts[3],
                         counts[4],    counts[5], time_bytes, {0}};
    uint64_t bytes = (uint64_t)out->time_count * (time_bytes + 1) +
                     (uint64_t)out->type_count * TYPE_BYTES + out->name_count +
                     (uint64_t)out->leap_count * (time_bytes + 4) + out->standard_count +
                     out->ut_count;
    if (bytes > file->len - HEADER_BYTES)
        return false;
    out->data = str_slice(*file, HEADER_BYTES, (size_t)bytes);
    *file = str_slice(*file, HEADER_BYTES + (size_t)bytes, file->len);
    return true;
}

/* The offset of a type; false when there is none such. */
static bool type_offset(const struct part *part, size_t type, int32_t *out)
{
    size_t types = (size_t)part->time_count * (part->time_bytes + 1);
    if (type >= part->type_count)
        return false;
    *out = signed_32(part->data.ptr + types + type * TYPE_BYTES);
    return *out >= -OFFSET_MAX_S && *out <= OFFSET_MAX_S;
}

static enum status fill(const struct part *part, struct zone_table *t, struct error *err)
{
    size_t count = part->time_count;
    t->at = calloc(count + 1, sizeof *t->at);
    t->offset_s = calloc(count + 1, sizeof *t->offset_s);
    if (!t->at || !t->offset_s)
        return error_no_memory(err);
    const char *types = part->data.ptr + count * part->time_bytes;
    bool sound = type_offset(part, 0, &t->before_s);
    for (size_t i = 0; i < count && sound; i++) {
        t->at[i] = signed_time(part->data.ptr + i * part->time_bytes, part->time_bytes);
        sound = type_offset(part, (unsigned char)types[i], &t->offset_s[i]) &&
                (i == 0 || t->at[i] > t->at[i - 1]);
    }
    t->count = count;
    return sound ? STATUS_OK : error_set(err, STATUS_INVALID, "its times are not in order");
}

/* After the data stands a rule between two line ends; it may be empty. */
static bool take_rule(struct str rest, struct zone_table *t)
{
    if (rest.len < 2 || rest.ptr[0] != '\n')
        return false;
    size_t end = str_find(rest, STR("\n"), 1);
    if (end == SIZE_MAX)
        return false;
    t->has_rule = end > 1;
    return !t->has_rule || zone_rule_parse(str_slice(rest, 1, end - 1), &t->rule);
}

enum status zone_table_read(struct str file, struct zone_table *out, struct error *err)
{
    *out = (struct zone_table){0};
    struct part part;
    if (!take_part(&file, 4, &part))
        return error_set(err, STATUS_INVALID, "it is no time zone file");
    bool modern = part.version >= '2';
    if (modern && !take_part(&file, 8, &part))
        return error_set(err, STATUS_INVALID, "it is cut short");
    if (part.leap_count)
        return error_set(err, STATUS_INVALID, "it counts leap seconds, which logs do not");
    enum status status = fill(&part, out, err);
    if (!status && modern && !take_rule(file, out))
        status = error_set(err, STATUS_INVALID, "its rule cannot be read");
    return status;
}

void zone_table_release(struct zone_table *t)
{
    free(t->at);
    free(t->offset_s);
    *t = (struct zone_table){0};
}

int zone_table_offset(const struct zone_table *t, int64_t utc_s)
{
    if (t->count == 0 || utc_s >= t->at[t->count - 1]) {
        if (t->has_rule)
            return zone_rule_offset(&t->rule, utc_s);
        return t->count ? t->offset_s[t->count - 1] : t->before_s;
    }
    if (utc_s < t->at[0])
        return t->before_s;
    size_t low = 0, high = t->count - 1; /* at[low] <= utc_s < at[high] */
    while (high - low > 1) {
        size_t middle = low + (high - low) / 2;
        if (t->at[middle] <= utc_s)
            low = middle;
        else
            high = middle;
    }
    return t->offset_s[low];
}
