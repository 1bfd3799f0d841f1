#include "base/zone.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/os_file.h"
#include "base/os_process.h"
#include "base/zone_table.h"

#define NAME_MAX_BYTES 100
#define PATH_MAX_BYTES ((size_t)4096)
#define FILE_BYTES_MAX ((size_t)1024 * 1024)
#define DAY_MS 86400000
#define LOCAL_FILE "/etc/localtime"

struct zone {
    struct buf name;
    struct zone_table table;
};

static int64_t floor_seconds(int64_t ms)
{
    return ms / 1000 - (ms % 1000 < 0);
}

/* Zones of whole minutes: others ended before logs began. */
int zone_offset_min(const struct zone *z, int64_t utc_ms)
{
    return z ? zone_table_offset(&z->table, floor_seconds(utc_ms)) / 60 : 0;
}

/* No clock is changed twice within two days. */
struct zone_reading zone_read(const struct zone *z, int64_t wall_ms)
{
    int before = zone_offset_min(z, wall_ms - DAY_MS);
    int after = zone_offset_min(z, wall_ms + DAY_MS);
    if (before == after)
        return (struct zone_reading){ZONE_ONCE, before, before};
    bool holds_before = zone_offset_min(z, wall_ms - (int64_t)before * 60000) == before;
    bool holds_after = zone_offset_min(z, wall_ms - (int64_t)after * 60000) == after;
    if (holds_before && holds_after)
        return (struct zone_reading){ZONE_TWICE, before, after};
    if (holds_before || holds_after) {
        int offset = holds_before ? before : after;
        return (struct zone_reading){ZONE_ONCE, offset, offset};
    }
    return (struct zone_reading){ZONE_NEVER, before, before};
}

const char *zone_name(const struct zone *z)
{
    return z ? z->name.ptr : "UTC";
}

void zone_close(struct zone *z)
{
    if (!z)
        return;
    buf_release(&z->name);
    zone_table_release(&z->table);
    free(z);
}

/* ---- Offsets ---- */

static bool digits(struct str *text, size_t most, int *out)
{
    size_t count = 0;
    for (*out = 0; count < most && count < text->len && ascii_is_digit(text->ptr[count]); count++)
        *out = *out * 10 + (text->ptr[count] - '0');
    *text = str_slice(*text, count, text->len);
    return count > 0;
}

/* UTC, Z, +02:00, -0330, UTC+2 */
static bool read_offset(struct str text, int *minutes)
{
    bool named = true;
    if (str_starts_nocase(text, STR("UTC")) || str_starts_nocase(text, STR("GMT")))
        text = str_slice(text, 3, text.len);
    else if (str_equal_nocase(text, STR("Z")))
        text = str_slice(text, 1, text.len);
    else
        named = false;
    *minutes = 0;
    if (text.len == 0)
        return named;
    bool west = text.ptr[0] == '-';
    if (!west && text.ptr[0] != '+')
        return false;
    text = str_slice(text, 1, text.len);
    int hours, rest = 0;
    if (!digits(&text, 2, &hours))
        return false;
    if (text.len && text.ptr[0] == ':')
        text = str_slice(text, 1, text.len);
    if (text.len && (text.len != 2 || !digits(&text, 2, &rest)))
        return false;
    *minutes = (hours * 60 + rest) * (west ? -1 : 1);
    return text.len == 0 && hours <= 14 && rest <= 59;
}

static void name_offset(struct buf *name, int minutes)
{
    int size = minutes < 0 ? -minutes : minutes;
    if (minutes == 0)
        buf_add_text(name, "UTC");
    else
        buf_add_format(name, "%c%02d:%02d", minutes < 0 ? '-' : '+', size / 60, size % 60);
}

/* ---- Files ---- */

static enum status read_file(const char *path, struct zone_table *table, struct error *err)
{
    char *bytes = NULL;
    size_t len;
    enum status status = os_read_whole(path, FILE_BYTES_MAX, &bytes, &len, err);
    struct error reason;
    if (!status && (status = zone_table_read((struct str){bytes, len}, table, &reason)))
        (void)error_set(err, status, "%s: %s", path, reason.text);
    free(bytes);
    return status;
}

/* Appends to `path` the entry of this folder that `part` names. */
static bool find_entry(struct buf *path, struct str part)
{
    struct os_entry *entries = NULL;
    int64_t count = os_list_directory(buf_text(path), &entries);
    bool found = false;
    for (int64_t i = 0; i < count && !found; i++) {
        found = str_equal_nocase(str_from(entries[i].name), part);
        if (found) {
            buf_add_char(path, '/');
            buf_add_text(path, entries[i].name);
        }
    }
    free(entries);
    return found;
}

static bool is_name(struct str name)
{
    for (size_t i = 0; i < name.len; i++)
        if (!ascii_is_word(name.ptr[i]) && !memchr("+-/", name.ptr[i], 3))
            return false;
    return name.len > 0 && name.len <= NAME_MAX_BYTES;
}

/* The file of a name in one folder of zones; `*named` is where the name begins in `path`. */
static bool find_file(const char *folder, struct str name, struct buf *path, size_t *named)
{
    buf_clear(path);
    buf_add_text(path, folder);
    *named = path->len + 1;
    for (size_t at = 0; at <= name.len;) {
        size_t slash = str_find(name, STR("/"), at);
        size_t end = slash == SIZE_MAX ? name.len : slash;
        if (end == at || !find_entry(path, str_slice(name, at, end - at)))
            return false;
        at = end + 1;
    }
    struct os_stat stat;
    return os_stat_path(buf_text(path), &stat) && stat.kind == OS_REGULAR;
}

static const char *const folders[] = {"/usr/share/zoneinfo", "/usr/lib/zoneinfo",
                                      "/usr/share/lib/zoneinfo", "/etc/zoneinfo"};

static enum status unknown(const char *name, bool any_folder, struct error *err)
{
    return error_set(err, STATUS_NOT_FOUND,
                     "no time zone '%.100s' is known here: use a name such as Europe/Berlin%s, an "
                     "offset such as +02:00, UTC, or local",
                     name, any_folder ? "" : " (with the package tzdata installed)");
}

static enum status open_named(struct zone *z, const char *name, struct error *err)
{
    const char *stated = os_environment("TZDIR");
    struct buf path = BUF_INIT(PATH_MAX_BYTES);
    bool found = false, any_folder = false;
    size_t named = 0;
    for (size_t i = 0; i <= sizeof folders / sizeof *folders && !found; i++) {
        const char *folder = i ? folders[i - 1] : stated;
        struct os_stat stat;
        if (!folder || !os_stat_path(folder, &stat))
            continue;
        any_folder = true;
        found = is_name(str_from(name)) && find_file(folder, str_from(name), &path, &named);
    }
    enum status status =
        found ? read_file(buf_text(&path), &z->table, err) : unknown(name, any_folder, err);
    if (!status)
        buf_add(&z->name, str_slice(buf_str(&path), named, path.len));
    buf_release(&path);
    return status;
}

/* ---- This machine's ---- */

/* The name of the zone that /etc/localtime links to. */
static void name_of_link(struct buf *name)
{
    char target[PATH_MAX_BYTES];
    struct str text = {target, os_link_target(LOCAL_FILE, target, sizeof target)};
    size_t at = str_find(text, STR("zoneinfo/"), 0);
    struct str zone = at == SIZE_MAX ? STR("local") : str_slice(text, at + 9, text.len);
    if (str_starts(zone, STR("Etc/")))
        zone = str_slice(zone, 4, zone.len);
    buf_add(name, is_name(zone) ? zone : STR("local"));
}

static enum status open_local(struct zone *z, struct error *err)
{
    const char *stated = os_environment("TZ");
    if (stated && stated[0] == ':')
        stated++;
    if (stated && zone_rule_parse(str_from(stated), &z->table.rule)) {
        z->table.has_rule = true;
        buf_add_text(&z->name, stated);
        return STATUS_OK;
    }
    if (stated && stated[0] == '/') {
        buf_add_text(&z->name, "local");
        return read_file(stated, &z->table, err);
    }
    int minutes;
    if (stated && read_offset(str_from(stated), &minutes) && minutes == 0) {
        buf_add_text(&z->name, "UTC");
        return STATUS_OK;
    }
    if (stated)
        return open_named(z, stated, err);
    struct os_stat stat;
    if (!os_stat_path(LOCAL_FILE, &stat)) { /* as the C library has it */
        buf_add_text(&z->name, "UTC");
        return STATUS_OK;
    }
    name_of_link(&z->name);
    return read_file(LOCAL_FILE, &z->table, err);
}

enum status zone_open(const char *name, struct zone **out, struct error *err)
{
    *out = NULL;
    struct zone *z = calloc(1, sizeof *z);
    if (!z)
        return error_no_memory(err);
    z->name = BUF_INIT(PATH_MAX_BYTES);
    int minutes;
    enum status status = STATUS_OK;
    if (read_offset(str_from(name), &minutes)) {
        z->table.before_s = minutes * 60;
        name_offset(&z->name, minutes);
    } else if (str_equal_nocase(str_from(name), STR("local"))) {
        status = open_local(z, err);
    } else {
        status = open_named(z, name, err);
    }
    if (!status && (z->name.failed || !buf_text(&z->name)[0]))
        status = error_no_memory(err);
    if (status) {
        zone_close(z);
        return status;
    }
    *out = z;
    return STATUS_OK;
}
