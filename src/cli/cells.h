/*
 * Cells of a CSV that a spreadsheet will open.
 */
#ifndef WSALOG_CLI_CELLS_H
#define WSALOG_CLI_CELLS_H

#include "base/buf.h"

/* Appends a text cell: well-formed UTF-8, and a leading apostrophe where a spreadsheet would take
 * it for a formula (= + - @ tab CR). */
void cell_add_text(struct buf *out, struct str text);

#endif
