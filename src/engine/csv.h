/*
 * CSV tables (through libcsv): a file with a header on line 1, read row by row.
 *
 * Columns are looked up by name, in any order; a missing or unknown or repeated column, a row with
 * too few or too many cells, text that is not UTF-8 (or holds a NUL), a stray or unclosed quote is
 * an error that names file, line and column. Blank lines are passed over, as are a byte order mark
 * and white space around a cell that is not quoted. Lines end with LF or CRLF.
 */
#ifndef WSALOG_ENGINE_CSV_H
#define WSALOG_ENGINE_CSV_H

#include "base/buf.h"
#include "base/error.h"

#define CSV_COLUMNS_MAX 32
#define CSV_FILE_MAX ((size_t)64 * 1024 * 1024) /* bytes */

struct csv_row {
    const char *file;
    int line;                 /* on which the row begins */
    const char *const *names; /* of the columns, in the order of `columns` */
    const struct str *cells;  /* in the order of `columns`; valid during the call */
    size_t count;
};

/* Called for each row; a status other than STATUS_OK stops the reading and is returned. */
typedef enum status csv_row_fn(void *state, const struct csv_row *row, struct error *err);

/* `columns`: the names that the header must hold, ended by NULL. `text` is the file's bytes;
 * `file` names it in errors. */
enum status csv_table_read(const char *file, struct str text, const char *const *columns,
                           csv_row_fn *each, void *state, struct error *err);

/* "FILE:LINE: column NAME: …", the one form of an error in a cell. */
#if defined(__GNUC__)
__attribute__((format(printf, 4, 5)))
#endif
enum status
csv_cell_error(const struct csv_row *row, size_t column, struct error *err, const char *format,
               ...);

/* Appends a cell as RFC 4180 wants it, quoted where needed (also for white space at its ends). */
void csv_add_cell(struct buf *out, struct str cell);

/* Appends a cell that a spreadsheet will open as text, whatever it holds: made visible
 * (base/utf8.h), and with a leading apostrophe where the spreadsheet would take it for a formula
 * (= + - @ tab CR). Beyond the ceiling of `out`, or out of memory, `out->failed` is set. */
void csv_add_text(struct buf *out, struct str text);

#endif
