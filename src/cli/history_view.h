/*
 * What `wsalog history` shows: runs, one run, and how errors went from run to run, for people and
 * for programs.
 */
#ifndef WSALOG_CLI_HISTORY_VIEW_H
#define WSALOG_CLI_HISTORY_VIEW_H

#include "catalog/catalog.h"
#include "report/page.h"
#include "state/history.h"

/* What was read from a state; everything is in one arena. */
struct history_view {
    const struct catalog *catalog;
    struct history *history;
    struct arena memory;
    struct history_run *runs;
    size_t run_count;
    struct history_error *errors; /* of all runs, by run and code */
    size_t error_count;
};

/* How an error went: its events in each run. */
struct history_line {
    int32_t code;
    uint64_t total;
    uint64_t *events; /* of each run of the view */
};

/* The lines of the errors in `codes` (none: of all that were met), most events first. */
enum status history_lines(struct history_view *v, const int32_t *codes, size_t code_count,
                          struct history_line **out, size_t *count, struct error *err);

void history_list_text(struct history_view *v, struct page *p);
void history_list_json(struct history_view *v, struct buf *out);

enum status history_show_text(struct history_view *v, const struct history_run *run, struct page *p,
                              struct error *err);
enum status history_show_json(struct history_view *v, const struct history_run *run,
                              struct buf *out, struct error *err);

void history_trend_text(const struct history_view *v, const struct history_line *lines,
                        size_t count, struct page *p);
void history_trend_json(const struct history_view *v, const struct history_line *lines,
                        size_t count, struct buf *out);

#endif
