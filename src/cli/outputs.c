#include "cli/outputs.h"

#include <stdlib.h>
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

bool outputs_are_dated(const struct option_list *files, const struct renderer *renderer)
{
    bool dated = renderer->dated;
    for (size_t i = 0; i < files->count; i++) {
        const struct renderer *r = renderer_by_extension(str_from(files->items[i]));
        dated = dated || (r && r->dated);
    }
    return dated;
}

bool outputs_are_raw(const struct option_list *files, const struct renderer *renderer)
{
    bool raw = renderer->raw;
    for (size_t i = 0; i < files->count; i++) {
        const struct renderer *r = renderer_by_extension(str_from(files->items[i]));
        raw = raw || (r && r->raw);
    }
    return raw;
}

static bool file_write(void *state, struct str piece)
{
    return os_output_write(state, piece);
}

/* STATUS_IO of a renderer has no message: the end says what the system refused. */
static enum status write_file(const char *file, const struct report_model *model,
                              struct outputs *ready, struct error *err)
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
        status = os_output_finish(output, err);
    if (status)
        os_output_abandon(output);
    else
        ready->items[ready->count++] = output;
    return status;
}

/* False: a pager was asked for, and could not be run. */
static bool render_to_console(const struct renderer *renderer, const struct render_style *style,
                              const struct showing_args *showing, const struct report_model *model,
                              struct outcome *out)
{
    struct console console;
    struct error err;
    struct os_pager pager;
    bool paged = showing_page(showing, &pager);
    console_init(&console);
    struct sink sink = console_sink(&console);
    enum status status = renderer->render(model, style, &sink, &err);
    console_finish(&console, status, &err, out);
    return !paged || os_pager_end(&pager);
}

static void write_stdout(const struct renderer *renderer, const struct render_style *style,
                         const struct showing_args *showing, const struct report_model *model,
                         struct outcome *out)
{
    const struct showing_args straight = {.no_pager = true};
    if (render_to_console(renderer, style, showing, model, out))
        return;
    complain("the pager could not be run; see WSALOG_PAGER and PAGER");
    (void)render_to_console(renderer, style, &straight, model, out);
}

void outputs_write(const struct option_list *files, const struct renderer *renderer,
                   const struct render_style *style, const struct showing_args *showing,
                   const struct report_model *model, struct outputs *ready, struct outcome *out)
{
    bool to_stdout = files->count == 0;
    *ready = (struct outputs){.items = calloc(files->count + 1, sizeof(struct os_output *))};
    if (!ready->items) {
        fail(out, "out of memory");
        return;
    }
    for (size_t i = 0; i < files->count; i++) {
        struct error err;
        if (is_stdout(files->items[i]))
            to_stdout = true;
        else if (write_file(files->items[i], model, ready, &err)) {
            fail(out, "%s", err.text);
        }
    }
    if (to_stdout)
        write_stdout(renderer, style, showing, model, out);
}

void outputs_publish(struct outputs *ready, bool keep, struct outcome *out)
{
    for (size_t i = 0; i < ready->count; i++) {
        struct error err;
        if (os_output_publish(ready->items[i], keep, &err)) {
            fail(out, "%s", err.text);
        }
    }
    free(ready->items);
    *ready = (struct outputs){0};
}

void outputs_abandon(struct outputs *ready)
{
    for (size_t i = 0; i < ready->count; i++)
        os_output_abandon(ready->items[i]);
    free(ready->items);
    *ready = (struct outputs){0};
}
