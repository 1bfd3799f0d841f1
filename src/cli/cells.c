#include "cli/cells.h"

#include <string.h>

#include "base/utf8.h"
#include "engine/csv.h"

void cell_add_text(struct buf *out, struct str text)
{
    struct buf cell = BUF_INIT(out->ceiling);
    if (text.len && memchr("=+-@\t\r", text.ptr[0], 6))
        buf_add_char(&cell, '\'');
    utf8_add_visible(&cell, text);
    csv_add_cell(out, buf_str(&cell));
    out->failed = out->failed || cell.failed;
    buf_release(&cell);
}
