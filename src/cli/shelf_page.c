#include "cli/shelf_page.h"

#include "base/os_file.h"
#include "cli/shelf_list.h"
#include "report/nights.h"

#define PAGE "index.html"
#define PAGE_BYTES_MAX ((size_t)256 * 1024 * 1024)
#define PATH_BYTES_MAX ((size_t)64 * 1024)

struct making {
    const char *folder;
    struct shelf_report *reports; /* in memory, the newest first */
    size_t report_count;
    struct night *nights;
    size_t night_count;
    struct arena memory;
};

/* The beginning of a file; empty when it cannot be read. */
static struct str read_head(const char *folder, const char *name, char *room)
{
    struct buf path = BUF_INIT(PATH_BYTES_MAX);
    struct os_file file;
    int64_t len = 0;
    buf_add_format(&path, "%s/%s", folder, name);
    if (!path.failed && os_open_read(path.ptr, &file, NULL)) {
        len = os_read(file, room, NIGHTS_HEAD_BYTES);
        os_close(&file);
    }
    buf_release(&path);
    return (struct str){room, len > 0 ? (size_t)len : 0};
}

/* The reports of one time, from one index to before another, are a night. */
static enum status add_night(struct making *m, size_t from, size_t to, struct error *err)
{
    char room[NIGHTS_HEAD_BYTES];
    struct night *night = &m->nights[m->night_count++];
    const char **files = arena_array(&m->memory, to - from, sizeof *files);
    *night = (struct night){
        .time = {.wall_ms = m->reports[from].time.wall_ms, .known = true},
        .serial = m->reports[from].time.serial,
        .description = "",
        .files = files,
        .file_count = to - from,
    };
    for (size_t i = from; files && i < to; i++) {
        files[i - from] = m->reports[i].name;
        if (!*night->description)
            night->description =
                nights_description(read_head(m->folder, m->reports[i].name, room), &m->memory);
        if (!night->description)
            return error_no_memory(err);
    }
    return files ? STATUS_OK : error_no_memory(err);
}

static enum status gather(struct making *m, struct error *err)
{
    enum status status = STATUS_OK;
    m->nights = arena_array(&m->memory, m->report_count + 1, sizeof *m->nights);
    if (!m->nights)
        return error_no_memory(err);
    for (size_t from = 0, to; from < m->report_count && !status; from = to) {
        to = from + 1;
        while (to < m->report_count &&
               name_time_compare(&m->reports[from].time, &m->reports[to].time) == 0)
            to++;
        status = add_night(m, from, to, err);
    }
    return status;
}

static enum status check_page(const char *folder, const char *path, struct error *err)
{
    char room[NIGHTS_HEAD_BYTES];
    struct os_stat is;
    if (!os_stat_path(path, &is) || nights_is_own(read_head(folder, PAGE, room)))
        return STATUS_OK;
    return error_set(err, STATUS_INVALID, "%s: wsalog has not made it, and does not overwrite it",
                     path);
}

static enum status add_path(const char *folder, struct buf *out, struct error *err)
{
    buf_add_format(out, "%s/" PAGE, folder);
    return out->failed ? error_no_memory(err) : STATUS_OK;
}

enum status shelf_page_check(const char *folder, struct error *err)
{
    struct buf path = BUF_INIT(PATH_BYTES_MAX);
    enum status status = add_path(folder, &path, err);
    if (!status)
        status = check_page(folder, path.ptr, err);
    buf_release(&path);
    return status;
}

static enum status write_page(const struct making *m, struct error *err)
{
    struct buf path = BUF_INIT(PATH_BYTES_MAX), page = BUF_INIT(PAGE_BYTES_MAX);
    struct os_output *output = NULL;
    nights_render(m->nights, m->night_count, &page);
    enum status status = page.failed ? error_no_memory(err) : add_path(m->folder, &path, err);
    if (!status)
        status = check_page(m->folder, path.ptr, err);
    if (!status)
        status = os_output_open(path.ptr, &output, err);
    if (!status) {
        (void)os_output_write(output, buf_str(&page)); /* the commit tells */
        status = os_output_commit(output, err);
    }
    buf_release(&path);
    buf_release(&page);
    return status;
}

enum status shelf_page_write(const char *folder, const struct option_list *patterns,
                             struct error *err)
{
    struct making m = {.folder = folder, .memory = ARENA_INIT(PAGE_BYTES_MAX)};
    enum status status = shelf_list(folder, patterns, &m.memory, &m.reports, &m.report_count, err);
    if (!status)
        status = gather(&m, err);
    if (!status)
        status = write_page(&m, err);
    arena_release(&m.memory);
    return status;
}
