/*
 * index.html of a shelf: which nights there are, and what each of them came to, as the page of that
 * night says in its own head.
 */
#ifndef WSALOG_CLI_SHELF_PAGE_H
#define WSALOG_CLI_SHELF_PAGE_H

#include "base/error.h"
#include "cli/options.h"

/* STATUS_INVALID when there is an index.html that wsalog has not made. */
enum status shelf_page_check(const char *folder, struct error *err);

/* Lists the reports in `folder` whose names one of the patterns gives. */
enum status shelf_page_write(const char *folder, const struct option_list *patterns,
                             struct error *err);

#endif
