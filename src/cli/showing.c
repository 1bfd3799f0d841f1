#include "cli/showing.h"

#include <string.h>

#include "cli/console.h"
#include "report/renderer.h"

#define STDOUT 1

static const struct option rows[] = {
    {.name = "no-pager",
     .kind = OPTION_FLAG,
     .at = OPTION_AT(struct showing_args, no_pager, bool),
     .about = "on a terminal, write the report straight to it"},
    {.name = "open",
     .kind = OPTION_FLAG,
     .at = OPTION_AT(struct showing_args, open, bool),
     .about = "show the HTML report that -o writes in the browser"},
};
const struct option_table showing_options = {"Showing", rows, sizeof rows / sizeof *rows};

/* The first file that is a page, or NULL. */
static const char *page_among(const struct option_list *files)
{
    for (size_t i = 0; i < files->count; i++) {
        const struct renderer *r = renderer_by_extension(str_from(files->items[i]));
        if (r && strcmp(r->extension, ".html") == 0)
            return files->items[i];
    }
    return NULL;
}

enum status showing_check(const struct showing_args *args, const struct option_list *files,
                          const struct option_list *more, struct error *err)
{
    if (args->open && !page_among(files) && !page_among(more))
        return error_set(err, STATUS_INVALID, "--open needs a page to show: add -o report.html");
    return STATUS_OK;
}

static const char *pager_command(void)
{
    const char *command = os_environment("WSALOG_PAGER");
    if (!command)
        command = os_environment("PAGER");
    if (!command && os_has_program("less"))
        command = "less";
    return command && strcmp(command, "cat") != 0 ? command : NULL;
}

bool showing_page(const struct showing_args *args, struct os_pager *pager)
{
    if (args->no_pager || os_fd_kind(STDOUT) != OS_TERMINAL)
        return false;
    const char *command = pager_command();
    return command && os_pager_start(command, pager);
}

void showing_open(const struct showing_args *args, const struct option_list *files,
                  struct outcome *out)
{
    if (!args->open || out->unusable)
        return;
    const char *browser = os_environment("BROWSER");
    if (!browser)
        browser = "xdg-open";
    if (!strchr(browser, '/') && !os_has_program(browser)) {
        complain("--open: there is no %s; set BROWSER to the program that shows pages", browser);
        return;
    }
    if (!os_run_detached(browser, page_among(files)))
        complain("--open: %s cannot be started: %s", browser, os_reason());
}
