#include "engine/csv.h"

#include <csv.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/utf8.h"

#define BYTE_ORDER_MARK STR("\xEF\xBB\xBF")

/*
 * libcsv hands over cells and row ends but keeps no positions, so the text is fed line by line:
 * a line that is not blank either ends a row or stands inside a quoted cell.
 */
struct reader {
    const char *file;
    const char *const *columns;
    size_t column_count;
    csv_row_fn *each;
    void *state;
    struct error *err;
    enum status status; /* once it is not STATUS_OK, nothing more is taken */

    int line;       /* being fed */
    int row_line;   /* on which the row begins */
    int cell_line;  /* on which the cell begins */
    bool row_ended; /* by the line being fed */
    bool in_row;    /* the lines before it left a row open */

    bool has_header;
    size_t order[CSV_COLUMNS_MAX]; /* position in the file -> index in `columns` */
    size_t cell_count;             /* of the row so far; those past CSV_COLUMNS_MAX only count */
    size_t starts[CSV_COLUMNS_MAX];
    size_t ends[CSV_COLUMNS_MAX];
    struct buf cells; /* their bytes, one after the other */
};

#if defined(__GNUC__)
__attribute__((format(printf, 4, 0)))
#endif
static enum status
column_error(const char *file, int line, const char *column, const char *format, va_list args,
             struct error *err)
{
    char text[ERROR_TEXT_MAX];
    (void)vsnprintf(text, sizeof text, format, args);
    return error_set(err, STATUS_INVALID, "%s:%d: column %s: %s", file, line, column, text);
}

enum status csv_cell_error(const struct csv_row *row, size_t column, struct error *err,
                           const char *format, ...)
{
    va_list args;
    va_start(args, format);
    enum status status = column_error(row->file, row->line, row->names[column], format, args, err);
    va_end(args);
    return status;
}

/* Fails the reading at the cell that stands at `position` in the file's own order. */
#if defined(__GNUC__)
__attribute__((format(printf, 4, 5)))
#endif
static void
fail(struct reader *r, int line, size_t position, const char *format, ...)
{
    char number[32];
    (void)snprintf(number, sizeof number, "%zu", position + 1);
    bool named = r->has_header && position < r->column_count;
    va_list args;
    va_start(args, format);
    r->status = column_error(r->file, line, named ? r->columns[r->order[position]] : number, format,
                             args, r->err);
    va_end(args);
}

/* True when s is UTF-8 throughout; `at` is where it is not. */
static bool is_utf8(struct str s, size_t *at)
{
    for (size_t i = 0; i < s.len;) {
        int32_t character = 0;
        size_t step = 1;
        if ((unsigned char)s.ptr[i] >= 0x80)
            step = utf8_decode(str_slice(s, i, s.len), &character);
        *at = i;
        if (step == 1 && character == UTF8_REPLACEMENT)
            return false;
        i += step;
    }
    return true;
}

static void check_cell(struct reader *r, struct str cell)
{
    size_t at = 0;
    if (!is_utf8(cell, &at))
        fail(r, r->cell_line, r->cell_count, "byte 0x%02X is not UTF-8: save the file as UTF-8",
             (unsigned)(unsigned char)cell.ptr[at]);
    else if (str_find(cell, STR("\0"), 0) != SIZE_MAX)
        fail(r, r->cell_line, r->cell_count, "holds a NUL byte: only text is allowed");
}

static void on_cell(void *bytes, size_t len, void *state)
{
    struct reader *r = state;
    if (r->status)
        return;
    struct str cell = {bytes, len};
    check_cell(r, cell);
    if (r->cell_count < CSV_COLUMNS_MAX) {
        r->starts[r->cell_count] = r->cells.len;
        buf_add(&r->cells, cell);
        r->ends[r->cell_count] = r->cells.len;
    }
    if (r->cells.failed)
        r->status = error_no_memory(r->err);
    r->cell_count++;
    r->cell_line = r->line;
}

static struct str cell_at(const struct reader *r, size_t position)
{
    size_t start = r->starts[position];
    return str_slice(buf_str(&r->cells), start, r->ends[position] - start);
}

/* The names that a header may hold, for an error. */
static const char *column_list(const struct reader *r, char *out, size_t room)
{
    size_t len = 0;
    out[0] = '\0';
    for (size_t i = 0; i < r->column_count && len < room; i++)
        len += (size_t)snprintf(out + len, room - len, "%s%s", i ? "," : "", r->columns[i]);
    return out;
}

static void take_header_cell(struct reader *r, size_t position, bool *seen)
{
    struct str name = cell_at(r, position);
    size_t column = 0;
    while (column < r->column_count && !str_equal(name, str_from(r->columns[column])))
        column++;
    char list[512];
    if (column == r->column_count)
        fail(r, r->row_line, position, "'%.*s' is not a column of this table: allowed are %s",
             STR_ARG(str_slice(name, 0, utf8_floor(name, 60))), column_list(r, list, sizeof list));
    else if (seen[column])
        fail(r, r->row_line, position, "'%s' stands twice in the header", r->columns[column]);
    else
        seen[r->order[position] = column] = true;
}

static void take_header(struct reader *r)
{
    bool seen[CSV_COLUMNS_MAX] = {false};
    char list[512];
    for (size_t i = 0; i < r->cell_count && i < CSV_COLUMNS_MAX && !r->status; i++)
        take_header_cell(r, i, seen);
    for (size_t i = 0; i < r->column_count && !r->status; i++)
        if (!seen[i])
            r->status = error_set(
                r->err, STATUS_INVALID, "%s:%d: column %s: missing from the header: needed are %s",
                r->file, r->row_line, r->columns[i], column_list(r, list, sizeof list));
    if (!r->status && r->cell_count > r->column_count)
        fail(r, r->row_line, r->column_count, "one column too many");
    r->has_header = true;
}

static void take_row(struct reader *r)
{
    if (r->cell_count < r->column_count) {
        fail(r, r->row_line, r->cell_count, "missing: the row has %zu cells, the header %zu",
             r->cell_count, r->column_count);
        return;
    }
    if (r->cell_count > r->column_count) {
        fail(r, r->row_line, r->column_count,
             "not in the header: the row has %zu cells, the header %zu "
             "(a cell that holds a comma must be quoted)",
             r->cell_count, r->column_count);
        return;
    }
    struct str cells[CSV_COLUMNS_MAX];
    for (size_t i = 0; i < r->cell_count; i++)
        cells[r->order[i]] = cell_at(r, i);
    const struct csv_row row = {r->file, r->row_line, r->columns, cells, r->column_count};
    r->status = r->each(r->state, &row, r->err);
}

static void on_row(int terminator, void *state)
{
    (void)terminator;
    struct reader *r = state;
    if (r->status)
        return;
    if (r->has_header)
        take_row(r);
    else
        take_header(r);
    r->row_ended = true;
    r->cell_count = 0;
    buf_clear(&r->cells);
}

/* Only LF ends a line, so that one line fed is at most one row; the CR before it is white space
 * beside a cell, which libcsv drops. */
static int is_terminator(unsigned char c)
{
    return c == '\n';
}

static int is_white(unsigned char c)
{
    return c == ' ' || c == '\t' || c == '\r';
}

static void parser_failed(struct reader *r, struct csv_parser *parser)
{
    if (r->status)
        return;
    if (csv_error(parser) == CSV_EPARSE)
        fail(r, r->line, r->cell_count,
             "a quote inside the cell: put the whole cell in quotes and double those inside");
    else
        r->status = error_no_memory(r->err);
}

static void feed_line(struct reader *r, struct csv_parser *parser, struct str line)
{
    r->line++;
    r->row_ended = false;
    if (!r->in_row)
        r->row_line = r->cell_line = r->line;
    if (csv_parse(parser, line.ptr, line.len, on_cell, on_row, r) != line.len)
        parser_failed(r, parser);
    if (r->row_ended)
        r->in_row = false;
    else if (str_trim(line).len)
        r->in_row = true;
}

static void feed(struct reader *r, struct csv_parser *parser, struct str text)
{
    for (size_t at = 0; at < text.len && !r->status;) {
        size_t end = str_find(text, STR("\n"), at);
        struct str line = str_slice(text, at, end == SIZE_MAX ? SIZE_MAX : end + 1 - at);
        feed_line(r, parser, line);
        at += line.len;
    }
    if (!r->status && csv_fini(parser, on_cell, on_row, r) != 0)
        fail(r, r->cell_line, r->cell_count, "the quote that opens the cell is never closed");
    char list[512];
    if (!r->status && !r->has_header)
        r->status = error_set(r->err, STATUS_INVALID,
                              "%s:1: the file is empty: its first line must name the columns %s",
                              r->file, column_list(r, list, sizeof list));
}

enum status csv_table_read(const char *file, struct str text, const char *const *columns,
                           csv_row_fn *each, void *state, struct error *err)
{
    struct reader r = {.file = file,
                       .columns = columns,
                       .each = each,
                       .state = state,
                       .err = err,
                       .cells = BUF_INIT(CSV_FILE_MAX)};
    while (columns[r.column_count])
        r.column_count++;
    if (r.column_count > CSV_COLUMNS_MAX)
        return error_set(err, STATUS_LIMIT, "%s: more than %d columns", file, CSV_COLUMNS_MAX);
    if (text.len > CSV_FILE_MAX)
        return error_set(err, STATUS_LIMIT, "%s: larger than %zu MiB", file,
                         CSV_FILE_MAX / (1024 * 1024));
    if (str_starts(text, BYTE_ORDER_MARK))
        text = str_slice(text, BYTE_ORDER_MARK.len, text.len);

    struct csv_parser parser;
    if (csv_init(&parser, CSV_STRICT | CSV_STRICT_FINI) != 0)
        return error_no_memory(err);
    csv_set_term_func(&parser, is_terminator);
    csv_set_space_func(&parser, is_white);
    feed(&r, &parser, text);
    csv_free(&parser);
    buf_release(&r.cells);
    return r.status;
}

/* White space at an end is quoted too: many readers, libcsv among them, would drop it. */
static bool needs_quotes(struct str cell)
{
    if (str_trim(cell).len != cell.len)
        return true;
    for (size_t i = 0; i < cell.len; i++)
        if (cell.ptr[i] == ',' || cell.ptr[i] == '"' || cell.ptr[i] == '\n' || cell.ptr[i] == '\r')
            return true;
    return false;
}

void csv_add_cell(struct buf *out, struct str cell)
{
    if (!needs_quotes(cell)) {
        buf_add(out, cell);
        return;
    }
    size_t need = csv_write(NULL, 0, cell.ptr, cell.len);
    if (!buf_reserve(out, need))
        return;
    csv_write(out->ptr + out->len, need, cell.ptr, cell.len);
    out->len += need;
    out->ptr[out->len] = '\0';
}

/* Looked at before making the text visible, since a tab becomes a space. */
static bool is_formula(struct str text)
{
    return text.len && memchr("=+-@\t\r", text.ptr[0], 6);
}

void csv_add_text(struct buf *out, struct str text)
{
    struct buf cell = BUF_INIT(out->ceiling);
    if (is_formula(text))
        buf_add_char(&cell, '\'');
    utf8_add_visible(&cell, text);
    csv_add_cell(out, buf_str(&cell));
    out->failed = out->failed || cell.failed;
    buf_release(&cell);
}
