/*
 * Where a report goes: standard output and files, several in one pass.
 */
#ifndef WSALOG_CLI_OUTPUTS_H
#define WSALOG_CLI_OUTPUTS_H

#include "base/os_file.h"
#include "cli/options.h"
#include "cli/outcome.h"
#include "cli/showing.h"
#include "report/renderer.h"

/* Checks the values of -o before anything is read: the format of each must be known, and none may
 * be one of the logs. */
enum status outputs_check(const struct option_list *files, const struct option_list *logs,
                          struct error *err);

/* Whether one of the reports, in `renderer`'s format or in that of a file, states by itself when it
 * was made. */
bool outputs_are_dated(const struct option_list *files, const struct renderer *renderer);

/* Whether one of them is out of reach of a redaction. */
bool outputs_are_raw(const struct option_list *files, const struct renderer *renderer);

/* Reports that lie whole beside their targets and have yet to take their names. */
struct outputs {
    struct os_output **items; /* owned */
    size_t count;
};

/* Writes the model to standard output with `renderer` and `style` (when no file is named, or one
 * of them is `-`) and beside each file in the format of its extension. What cannot be written is
 * told and noted; the rest is written. `ready` is to be published or abandoned in any case. */
void outputs_write(const struct option_list *files, const struct renderer *renderer,
                   const struct render_style *style, const struct showing_args *showing,
                   const struct report_model *model, struct outputs *ready, struct outcome *out);

/* The reports take their names; what fails is told and noted, and left beside its target for the
 * next run when `keep`. */
void outputs_publish(struct outputs *ready, bool keep, struct outcome *out);
void outputs_abandon(struct outputs *ready); /* leaves nothing behind */

#endif
