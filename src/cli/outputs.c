#include "cli/outputs.h"

#include <string.h>

#include "base/os_file.h"
#include "cli/console.h"

static bool is_stdout(const char *file)
{
    return strcmp(file, "-") == 0;
}

static enum status unknown_format(const char *file, struct error *err)
{
    struct buf known = BUF_INIT(256);
    size_t count;
    const struct renderer *const *all = renderers(&count);
    for (size_t i = 0; i < count; i++)
        buf_add_format(&known, " %s", all[i]->extension);
    enum status status =
        error_set(err, STATUS_INVALID, "%s: the format is told by the extension, one of%s", file,
                  buf_text(&known));
    buf_release(&known);
    return status;
}

/* A report over the log that it is about would be a loss that nobody wants. */
static bool is_one_of(const char *file, const struct option_list *logs)
{
    struct os_stat mine, log;
    if (!os_stat_path(file, &mine) || mine.kind != OS_REGULAR)
        return false;
    for (size_t i = 0; i < logs->count; i++)
        if (os_stat_path(logs->items[i], &log) && log.device == mine.device &&
            log.inode == mine.inode)
            return true;
    return false;
}

enum status outputs_check(const struct option_list *files, const struct option_list *logs,
                          struct error *err)
{
    for (size_t i = 0; i < files->count; i++) {
        const char *file = files->items[i];
        if (is_stdout(file))
            continue;
        if (!renderer_by_extension(str_from(file)))
            return unknown_format(file, err);
        if (is_one_of(file, logs))
            return error_set(err, STATUS_INVALID, "%s: is a log to read; it is not overwritten",
                             file);
    }
    return STATUS_OK;
}

static bool file_write(void *state, struct str piece)
{
    return os_output_write(state, piece);
}

/* STATUS_IO of a renderer has no message: the commit says what the system refused. */
static enum status write_file(const char *file, const struct report_model *model, struct error *err)
{
    const struct renderer *renderer = renderer_by_extension(str_from(file));
    struct render_style plain = {0};
    struct os_output *output;
    enum status status = os_output_open(file, &output, err);
    if (status)
        return status;
    struct sink sink = {file_write, output};
    status = renderer->render(model, &plain, &sink, err);
    if (!status || status == STATUS_IO)
        return os_output_commit(output, err);
    os_output_abandon(output);
    return status;
}

static void write_stdout(const struct renderer *renderer, const struct render_style *style,
                         const struct report_model *model, struct outcome *out)
{
    struct console console;
    struct error err;
    console_init(&console);
    struct sink sink = console_sink(&console);
    enum status status = renderer->render(model, style, &sink, &err);
    console_finish(&console, status, &err, out);
}

void outputs_write(const struct option_list *files, const struct renderer *renderer,
                   const struct render_style *style, const struct report_model *model,
                   struct outcome *out)
{
    bool to_stdout = files->count == 0;
    for (size_t i = 0; i < files->count; i++) {
        struct error err;
        if (is_stdout(files->items[i]))
            to_stdout = true;
        else if (write_file(files->items[i], model, &err)) {
            fail(out, "%s", err.text);
        }
    }
    if (to_stdout)
        write_stdout(renderer, style, model, out);
}
