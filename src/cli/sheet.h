/*
 * A sheet: text laid out for standard output, wrapped to the terminal or to 80 columns.
 *
 *     struct sheet s;
 *     sheet_open(&s, &style);
 *     page_put(&s.page, ...);
 *     sheet_close(&s, outcome);
 */
#ifndef WSALOG_CLI_SHEET_H
#define WSALOG_CLI_SHEET_H

#include "cli/console.h"
#include "report/page.h"

struct sheet {
    struct console console;
    struct sink sink;
    struct page page;
};

void sheet_open(struct sheet *s, const struct render_style *style); /* `s` must not move */
void sheet_close(struct sheet *s, struct outcome *out);

/* A label at column `margin` and a paragraph at column `indent`; the paragraph begins on a line of
 * its own when the label reaches that far. The text is made safe to show. Nothing when there is no
 * text. */
void page_item(struct page *p, const char *label, struct str text, size_t margin, size_t indent);

#endif
