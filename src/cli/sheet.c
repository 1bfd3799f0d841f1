#include "cli/sheet.h"

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
    if (!text.len)
        return;
    page_goto(p, margin);
    page_put(p, INK_PLAIN, str_from(label));
    if (p->column + 1 >= indent)
        page_line(p);
    page_paragraph(p, INK_PLAIN, indent, text);
}
