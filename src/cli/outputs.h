/*
 * Where a report goes: standard output and files, several in one pass.
 */
#ifndef WSALOG_CLI_OUTPUTS_H
#define WSALOG_CLI_OUTPUTS_H

#include "cli/options.h"
#include "cli/outcome.h"
#include "report/renderer.h"

/* Checks the values of -o before anything is read: the format of each must be known, and none may
 * be one of the logs. */
enum status outputs_check(const struct option_list *files, const struct option_list *logs,
                          struct error *err);

/* Writes the model to standard output with `renderer` and `style` (when no file is named, or one
 * of them is `-`) and to each file in the format of its extension. What cannot be written is told
 * and noted; the rest is written. */
void outputs_write(const struct option_list *files, const struct renderer *renderer,
                   const struct render_style *style, const struct report_model *model,
                   struct outcome *out);

#endif
