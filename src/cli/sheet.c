#include "cli/sheet.h"

#include "base/utf8.h"

void sheet_open(struct sheet *s, const struct render_style *style)
{
    console_init(&s->console);
    s->sink = console_sink(&s->console);
    s->page = page_open(&s->sink, style);
}

void sheet_close(struct sheet *s, struct outcome *out)
{
    struct error err;
    enum status status = page_close(&s->page, &err);
    console_finish(&s->console, status, &err, out);
}

void page_item(struct page *p, const char *label, struct str text, size_t margin, size_t indent)
{
    struct buf visible = BUF_INIT(STREAM_BYTES_MAX);
    if (!text.len)
        return;
    utf8_add_visible(&visible, text);
    page_goto(p, margin);
    page_put(p, INK_PLAIN, str_from(label));
    if (p->column >= indent)
        page_line(p);
    page_paragraph(p, INK_PLAIN, indent, buf_str(&visible));
    p->out.buf.failed = p->out.buf.failed || visible.failed;
    buf_release(&visible);
}
