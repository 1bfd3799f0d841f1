#include "cli/shelf.h"

#include "base/os_file.h"
#include "cli/console.h"
#include "cli/shelf_list.h"
#include "cli/shelf_page.h"
#include "cli/when.h"
#include "report/renderer.h"

#define PATH_BYTES_MAX ((size_t)64 * 1024)
#define SHELF_BYTES_MAX ((size_t)256 * 1024 * 1024)
#define KEEP_COUNT_MAX 1000000

static const struct option shelf_rows[] = {
    {.name = "output-dir",
     .kind = OPTION_STRING,
     .at = OPTION_AT(struct shelf_args, folder, const char *),
     .value = "DIR",
     .about = "write the report to DIR too, under a name that tells the day, and a page "
              "index.html that lists the reports there"},
    {.name = "output-name",
     .kind = OPTION_LIST,
     .at = OPTION_AT(struct shelf_args, names, struct option_list),
     .value = "NAME",
     .about = "with --output-dir: the name, whose extension is the format; else "
              "report-%Y-%m-%d.html"},
    {.name = "keep",
     .kind = OPTION_STRING,
     .at = OPTION_AT(struct shelf_args, keep, const char *),
     .value = "HOW",
     .about = "with --output-dir: remove reports of that name but the newest 30, or those older "
              "than 90d or 12w"},
};
const struct option_table shelf_options = {"Many nights", shelf_rows,
                                           sizeof shelf_rows / sizeof *shelf_rows};

static enum status read_keep(const char *text, struct shelf *s, struct error *err)
{
    int64_t number;
    if (!text)
        return STATUS_OK;
    if (str_to_i64(str_from(text), &number) && number > 0 && number <= KEEP_COUNT_MAX) {
        s->keep_count = (size_t)number;
        return STATUS_OK;
    }
    if (when_read_age(text, &number) && number > 0) {
        s->keep_ms = number * 1000;
        return STATUS_OK;
    }
    return error_set(err, STATUS_INVALID,
                     "--keep %s: expected how many reports, 30, or an age, 90d or 12w", text);
}

static enum status check_names(const struct shelf *s, struct error *err)
{
    enum status status = STATUS_OK;
    for (size_t i = 0; i < s->patterns.count && !status; i++) {
        const char *pattern = s->patterns.items[i];
        status = name_pattern_check(pattern, err);
        if (!status && !renderer_by_extension(str_from(pattern)))
            status = error_set(err, STATUS_INVALID,
                               "--output-name %s: the format is told by the extension", pattern);
    }
    return status;
}

static enum status check_folder(const char *folder, struct error *err)
{
    struct os_stat is;
    if (!os_stat_path(folder, &is))
        return error_set(err, STATUS_INVALID, "--output-dir %s: %s; make that folder first", folder,
                         os_reason());
    if (is.kind != OS_DIRECTORY)
        return error_set(err, STATUS_INVALID, "--output-dir %s: is no folder", folder);
    return STATUS_OK;
}

static enum status read_clock(const char *name, struct name_time *out, struct error *err)
{
    struct zone *zone = NULL;
    struct error why;
    int64_t now;
    enum status status = when_now(&now, err);
    if (!status && zone_open(name ? name : "local", &zone, &why))
        status = error_set(err, STATUS_INVALID, "--tz: %s", why.text);
    if (!status)
        *out = (struct name_time){moment_in_zone(now * 1000, zone, true).wall_ms, 1};
    zone_close(zone);
    return status;
}

enum status shelf_check(const struct shelf_args *args, const char *zone, struct shelf *out,
                        struct error *err)
{
    static const char *usual[] = {"report-%Y-%m-%d.html"};
    *out = (struct shelf){.args = args, .memory = ARENA_INIT(SHELF_BYTES_MAX)};
    out->patterns = args->names.count ? args->names : (struct option_list){usual, 1};
    if (!args->folder && (args->names.count || args->keep))
        return error_set(err, STATUS_INVALID, "--%s needs a folder: --output-dir DIR",
                         args->keep ? "keep" : "output-name");
    if (!args->folder) {
        out->patterns = (struct option_list){0};
        return STATUS_OK;
    }
    enum status status = read_keep(args->keep, out, err);
    if (!status)
        status = check_names(out, err);
    if (!status)
        status = check_folder(args->folder, err);
    if (!status)
        status = shelf_page_check(args->folder, err);
    return status ? status : read_clock(zone, &out->time, err);
}

void shelf_release(struct shelf *s)
{
    arena_release(&s->memory);
    *s = (struct shelf){0};
}

/* ---- names ----------------------------------------------------------------------------------- */

static const char *make_path(struct shelf *s, const char *pattern)
{
    struct buf path = BUF_INIT(PATH_BYTES_MAX);
    buf_add_format(&path, "%s/", s->args->folder);
    name_pattern_format(pattern, &s->time, &path);
    const char *copy = path.failed ? NULL : arena_copy(&s->memory, buf_str(&path));
    buf_release(&path);
    return copy;
}

/* Fills `paths`; false when one of them is taken. */
static enum status try_names(struct shelf *s, const char **paths, bool *taken, struct error *err)
{
    struct os_stat is;
    *taken = false;
    for (size_t i = 0; i < s->patterns.count; i++) {
        paths[i] = make_path(s, s->patterns.items[i]);
        if (!paths[i])
            return error_no_memory(err);
        *taken = *taken || os_stat_path(paths[i], &is);
    }
    return STATUS_OK;
}

enum status shelf_choose(struct shelf *s, struct option_list *files, struct error *err)
{
    bool taken = true;
    if (!s->args->folder)
        return STATUS_OK;
    const char **all = arena_array(&s->memory, files->count + s->patterns.count, sizeof *all);
    if (!all)
        return error_no_memory(err);
    for (size_t i = 0; i < files->count; i++)
        all[i] = files->items[i];
    enum status status = try_names(s, all + files->count, &taken, err);
    while (taken && !status) {
        s->time.serial++;
        status = try_names(s, all + files->count, &taken, err);
    }
    *files = (struct option_list){all, files->count + s->patterns.count};
    return status;
}

/* ---- what is too old ------------------------------------------------------------------------- */

static bool is_too_old(const struct shelf *s, const struct shelf_report *report, size_t newer)
{
    return (s->keep_count && newer >= s->keep_count) ||
           (s->keep_ms && report->time.wall_ms < s->time.wall_ms - s->keep_ms);
}

static void remove_report(const struct shelf *s, const char *name)
{
    struct buf path = BUF_INIT(PATH_BYTES_MAX);
    struct os_stat is;
    buf_add_format(&path, "%s/%s", s->args->folder, name);
    if (!path.failed && os_stat_path(path.ptr, &is) && is.kind == OS_REGULAR &&
        !os_remove_file(path.ptr))
        complain("%s: cannot be removed: %s", path.ptr, os_reason());
    buf_release(&path);
}

/* So many of each pattern. */
static enum status remove_old(struct shelf *s, struct error *err)
{
    struct shelf_report *reports;
    size_t count;
    size_t *newer = arena_array(&s->memory, s->patterns.count, sizeof *newer);
    if (!newer)
        return error_no_memory(err);
    enum status status =
        shelf_list(s->args->folder, &s->patterns, &s->memory, &reports, &count, err);
    for (size_t i = 0; i < count && !status; i++)
        if (is_too_old(s, &reports[i], newer[reports[i].pattern]++))
            remove_report(s, reports[i].name);
    return status;
}

void shelf_tidy(struct shelf *s, struct outcome *out)
{
    struct error err;
    enum status status = STATUS_OK;
    if (!s->args || !s->args->folder || out->unusable)
        return;
    if (s->keep_count || s->keep_ms)
        status = remove_old(s, &err);
    if (!status)
        status = shelf_page_write(s->args->folder, &s->patterns, &err);
    if (status) {
        fail(out, "%s", err.text);
    }
}
