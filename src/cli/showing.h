/*
 * How a report reaches a person: a pager on a terminal, a browser for a page.
 */
#ifndef WSALOG_CLI_SHOWING_H
#define WSALOG_CLI_SHOWING_H

#include "base/os_process.h"
#include "cli/options.h"
#include "cli/outcome.h"

struct showing_args {
    bool no_pager;
    bool open;
};
extern const struct option_table showing_options;

/* What can be wrong before anything is read: --open without a page to open. */
enum status showing_check(const struct showing_args *args, const struct option_list *files,
                          const struct option_list *more, struct error *err);

/* Starts the pager when standard output is a terminal: $WSALOG_PAGER, else $PAGER, else less where
 * there is one; `cat` or an empty value is none. False: there is no pager, and none to end. */
bool showing_page(const struct showing_args *args, struct os_pager *pager);

/* Opens the first page among the files that were written ($BROWSER, else xdg-open). */
void showing_open(const struct showing_args *args, const struct option_list *files,
                  struct outcome *out);

#endif
