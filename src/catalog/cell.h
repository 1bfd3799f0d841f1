/*
 * One cell of a table, checked and converted.
 *
 * Each function reads the cell of `row` at `column`; on failure the error names file, line and
 * column and says what is allowed.
 */
#ifndef WSALOG_CATALOG_CELL_H
#define WSALOG_CATALOG_CELL_H

#include "base/arena.h"
#include "catalog/catalog.h"
#include "engine/csv.h"

/* For an error about the cell: its text, cut to a readable length. Use as STR_ARG(cell_shown()). */
struct str cell_shown(const struct csv_row *row, size_t column);

/* A whole number from 1 to 2147483647. */
enum status cell_number(const struct csv_row *row, size_t column, int32_t *out, struct error *err);

/* A text, copied into `memory`. */
enum status cell_text(const struct csv_row *row, size_t column, struct arena *memory,
                      const char **out, struct error *err);
enum status cell_needed_text(const struct csv_row *row, size_t column, struct arena *memory,
                             const char **out, struct error *err); /* not empty */

/* One of `words` (ended by NULL); `out` is its index. */
enum status cell_word(const struct csv_row *row, size_t column, const char *const *words,
                      size_t *out, struct error *err);

/* Any of `words`, separated by spaces: bit 1 << index for each; empty gives 0. */
enum status cell_word_set(const struct csv_row *row, size_t column, const char *const *words,
                          uint16_t *out, struct error *err);

#endif
